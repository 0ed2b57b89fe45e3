"""Pictures of text lines to characters, each with its place and how sure it is; the model comes in rapidocr's wheel."""

from __future__ import annotations

from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import onnxruntime

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEIGHT = 48
"""The height in pixels of the lines that the model was trained on."""
_STEP = 8
"""Widths are rounded up to this, so that few shapes come and the model's plans of its memory serve again."""
_NARROWEST = 64
LISTED, _POSSIBLE = 0.985, 1e-4
"""A character less likely than the first is given with the others that are at least as likely as the second."""
_MODEL = "models/PP-OCRv6_rec_small.onnx"


class Seen(NamedTuple):
    """One character: where its middle stands, as a share of the picture's width, and its likelihood, 0 to 1.

    `others` are the characters that are possible in its place too, the likeliest first, where it is not quite sure.
    """

    text: str
    at: float
    sure: float
    others: str = ""


class Recogniser:
    """The model, loaded once; several threads may use it."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # many files are read in many processes
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        letters = self._session.get_modelmeta().custom_metadata_map["character"]
        self._letters = ["", *letters.split("\n"), " "]
        self._twins = _twins(self._letters)

    @cached_property
    def unknown(self) -> str:
        """The Chinese characters of GB 2312 that it was not taught."""
        pairs = (bytes((first, second)) for first in range(0xB0, 0xF8) for second in range(0xA1, 0xFF))
        taught = set(self._letters)
        return "".join(letter for pair in pairs if (letter := pair.decode("gb2312", "ignore")) not in taught)

    def read(self, line: NDArray[np.uint8]) -> list[Seen]:
        """The characters in a picture of one line, RGB or grey, `HEIGHT` pixels high."""
        width = line.shape[1]
        padded = max(_NARROWEST, -(-width // _STEP) * _STEP)
        batch = np.zeros((1, 3, HEIGHT, padded), np.float32)
        batch[0, :, :, :width] = (line[None] if line.ndim == 2 else line.transpose(2, 0, 1)) / np.float32(127.5) - 1
        steps = self._session.run(None, {self._input: batch})[0][0]
        return self._spelt(steps, padded / width)

    def _spelt(self, steps: NDArray[np.float32], stretch: float) -> list[Seen]:
        """The likeliest character of each step, equal ones that follow each other as one, the empty one left out."""
        best = steps.argmax(axis=1)
        edges = [0, *(np.flatnonzero(np.diff(best)) + 1).tolist(), len(best)]
        return [
            self._seen(steps[start:end], best[start], (start + end) / 2 / len(best) * stretch)
            for start, end in pairwise(edges)
            if best[start]
        ]

    def _seen(self, steps: NDArray[np.float32], letter: int, at: float) -> Seen:
        """One character, from the steps in which it is the likeliest one."""
        sure = self._sure(steps, letter)
        if sure >= LISTED:
            return Seen(self._letters[letter], at, sure)
        most = steps.max(axis=0)
        possible = sorted(np.flatnonzero(most >= _POSSIBLE).tolist(), key=lambda k: -most[k])
        return Seen(self._letters[letter], at, sure, "".join(self._letters[k] for k in possible if k != letter))

    def _sure(self, steps: NDArray[np.float32], letter: int) -> float:
        """How likely a character is, in either width: the page tells which (`widths`)."""
        found = steps[:, letter] + (steps[:, self._twins[letter]] if letter in self._twins else 0)
        return min(1.0, float(found.max()))


def _twins(letters: list[str]) -> dict[int, int]:
    """Full-width and half-width forms of one mark, by their places, both ways."""
    at = {letter: k for k, letter in enumerate(letters)}
    pairs = [
        (at[full], at[half])
        for half, full in ((chr(code), chr(code + 0xFEE0)) for code in range(0x21, 0x7F))
        if half in at and full in at
    ]
    return dict([*pairs, *(pair[::-1] for pair in pairs)])


@cache
def recogniser() -> Recogniser:
    """The one recogniser of this process."""
    return Recogniser(Path(str(files("rapidocr"))) / _MODEL)
