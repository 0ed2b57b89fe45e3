"""A doubtful line of which several looks gave several texts: one that was read for sure before counts.

Nothing is made up: the text was seen in this very line.  It keeps its own likelihood, so a person is still asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from .glyphs import DOUBT, Written

_SHORTEST = 2
"""Texts of fewer characters stand everywhere."""


def settled(lines: Iterable[Written], known: set[str]) -> Iterator[Written]:
    """The lines, with the look that is `known` put first; `known` are the document's sure texts, here added to."""
    lines = list(lines)
    known |= {line.text for line in lines if line.sure >= DOUBT and len(line.text) >= _SHORTEST}
    for line in lines:
        others = [replace(line, looks=(look, *line.looks)) for look in line.looks[1:]]
        borne_out = line.sure < DOUBT and line.text not in known
        yield next((other for other in others if borne_out and other.text in known), line)
