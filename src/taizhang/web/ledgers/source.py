"""The source pane of the review: the text as given, with each cell's place in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.ledger import Ledger, Origin


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the source; `key` names the cell it became (as `TableCell.key`), `kind` what else it is.

    Kinds: cell, header, passage, leftover, and "" for blanks and marks between them.
    """

    text: str
    kind: str = ""
    key: str = ""


def stretches(ledger: Ledger, text: str) -> tuple[Stretch, ...]:
    """The whole text in order, cut at the origins of cells, header, passages and leftovers."""
    found = sorted(_places(ledger), key=lambda place: (place[0], -place[1]))
    result: list[Stretch] = []
    at = 0
    for start, end, kind, key in found:
        if start < at or end > len(text) or start >= end:
            continue
        if start > at:
            result.append(Stretch(text[at:start]))
        result.append(Stretch(text[start:end], kind, key))
        at = end
    if at < len(text):
        result.append(Stretch(text[at:]))
    return tuple(result)


def _places(ledger: Ledger) -> Iterator[tuple[int, int, str, str]]:
    for row in ledger.rows:
        for cell in row.cells:
            yield from _spans(cell.origin, "cell", f"{row.row}-{cell.column}")
    for head in ledger.header:
        yield from _spans(head.origin, "header", "")
    for passage in ledger.document.passages:
        yield from _spans(passage.origin, "passage", "")
    for leftover in ledger.leftovers:
        yield from _spans(leftover.origin, "leftover", "")


def _spans(origin: Origin, kind: str, key: str) -> Iterator[tuple[int, int, str, str]]:
    for span in origin.spans:
        yield span.start, span.end, kind, key
