"""How alike texts are spelt, by rapidfuzz; only here, and loaded at the first question: most commands ask none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import ModuleType


@cache
def _fuzz() -> ModuleType:
    from rapidfuzz import fuzz

    return fuzz


def ratio(one: str, other: str) -> float:
    """The likeness of two texts in percent: of the characters of both, those of their longest common sequence."""
    return float(_fuzz().ratio(one, other))


def part_ratio(one: str, other: str, least: float = 0) -> float:
    """The likeness in percent of the shorter text to the part of the longer one that is likest to it.

    0 where it is below `least`; texts that share too few characters for it are not compared.
    """
    short, long = sorted((one, other), key=len)
    if sum(map(long.__contains__, short)) * (200 - least) < len(short) * least:
        return 0
    return float(_fuzz().partial_ratio(one, other, score_cutoff=least))


def edit_ratio(one: str, other: str) -> float:
    """The part of the longer text, 0 to 1, that stands when the one is made the other by fewest edits (Levenshtein)."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(one, other)


def likeliest(
    text: str, among: Sequence[str] | Mapping[int, str], least: float, limit: int = 1, *, part: bool = False
) -> list[tuple[int, float]]:
    """The keys (of a sequence the places) of the likeliest of many texts, best first, with likenesses from `least` on.

    By `ratio`, or with `part` by `part_ratio`.
    """
    from rapidfuzz import process

    scorer = _fuzz().partial_ratio if part else _fuzz().ratio
    found = process.extract(text, among, scorer=scorer, score_cutoff=least, limit=limit)
    return [(key, score) for _, score, key in found]
