"""Words for a terminal: wrapped at its width, in which a Chinese character takes two columns, and painted.

What a command says of one document is printed by this alone: a library for it takes longer to load than a
document to read.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from unicodedata import east_asian_width

import click

STYLES: dict[str, dict[str, Any]] = {
    "bold": {"bold": True},
    "dim": {"dim": True},
    "heading": {"bold": True, "fg": "blue"},
    "underline": {"underline": True},
    "error": {"bold": True, "fg": "red"},
    "warning": {"fg": "yellow"},
    "info": {"fg": "cyan"},
    "good": {"fg": "green"},
    "bad": {"fg": "red"},
}

Part = tuple[str, str]
"""Words and how they are painted: a key of STYLES, or nothing."""

_WORD = re.compile(r"[\x21-\x7e]+|.", re.DOTALL)
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")  # a document must not steer the terminal
_NARROWEST = 4


def say(*parts: Part, indent: int = 0) -> None:
    """Print words that follow each other, wrapped."""
    for line in _wrapped(parts, max(_NARROWEST, _width() - indent)):
        click.echo(" " * indent + "".join(_painted(*part) for part in line))


def table(head: Sequence[str], rows: Iterable[tuple[Sequence[str], str]]) -> None:
    """Print a table: its head, and rows of texts, each row with how it is painted."""
    lines = [(head, "bold"), *rows]
    widths = _widths([texts for texts, _ in lines], _width() - 3 * len(head) - 1)
    click.echo(_rule(widths, "┌┬┐"))
    for number, (texts, style) in enumerate(lines):
        if number:
            click.echo(_rule(widths, "├┼┤"))
        cells = [["".join(w for w, _ in line) for line in _wrapped([(t, "")], w)] for t, w in _zip(texts, widths)]
        for k in range(max((len(cell) for cell in cells), default=0)):
            shown = [cell[k] if k < len(cell) else "" for cell in cells]
            padded = [_painted(text, style) + " " * (w - columns_of(text)) for text, w in _zip(shown, widths)]
            click.echo(f"│ {' │ '.join(padded)} │")
    click.echo(_rule(widths, "└┴┘"))


def columns_of(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _zip(texts: Sequence[str], widths: Sequence[int]) -> Iterator[tuple[str, int]]:
    return zip(texts, widths, strict=True)


def _width() -> int:
    return shutil.get_terminal_size((80, 24)).columns


def _painted(words: str, style: str) -> str:
    return click.style(words, **STYLES[style]) if style and words and "NO_COLOR" not in os.environ else words


def _rule(widths: Sequence[int], corners: str) -> str:
    return corners[0] + corners[1].join("─" * (width + 2) for width in widths) + corners[2]


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """What each column may take: as much as it needs, the widest giving way until all fit."""
    widths = [max(_NARROWEST, *map(columns_of, column)) for column in zip(*rows, strict=True)]
    fitting = (most for most in range(max(widths, default=0), 0, -1) if sum(min(w, most) for w in widths) <= room)
    most = max(_NARROWEST, next(fitting, 0))
    return [min(width, most) for width in widths]


def _wrapped(parts: Iterable[Part], room: int) -> Iterator[list[Part]]:
    """Lines of at most `room` columns; Latin words and numbers stay whole where they can."""
    line: list[Part] = []
    used = 0
    for word, style in _words(parts, room):
        wide = 0 if word == "\n" else columns_of(word)
        if word == "\n" or used + wide > room:
            yield line
            line, used = [], 0
            if word.isspace():
                continue
        if line and line[-1][1] == style:
            line[-1] = (line[-1][0] + word, style)
        else:
            line.append((word, style))
        used += wide
    yield line


def _words(parts: Iterable[Part], room: int) -> Iterator[Part]:
    for words, style in parts:
        for word in _WORD.findall(_CONTROL.sub("", words)):
            for at in range(0, len(word), room):
                yield word[at : at + room], style
