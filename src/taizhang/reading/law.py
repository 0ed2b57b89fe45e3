"""Law 1 of the house: nothing of the source is lost, and nothing is there twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from taizhang.ledger import Ledger, Leftover, Origin, Span

from .grid import Grid, Source

LossKind = Literal["missing", "twice", "changed"]
_ONE_MORE = bytes([*range(1, 256), 255])


class Loss(Struct, frozen=True):
    """A breach of the law: text of the source that the ledger holds not at all, twice, or otherwise."""

    kind: LossKind
    text: str
    span: Span | None = None


def losses(ledger: Ledger, source: Source) -> tuple[Loss, ...]:
    """Every breach of the law; empty when each non-space character is in the ledger exactly once."""
    if not source.text:
        return _by_count(ledger, source)
    counts = bytearray(len(source.text) + 1)
    for span in source.marks:
        _count(counts, span)
    changed: list[Loss] = []
    for text, origin in held(ledger):
        for span in origin.spans:
            _count(counts, span)
        if any(s.end > s.start for s in origin.spans) and not _same(
            text, "".join(source.text[s.start : s.end] for s in origin.spans)
        ):
            changed.append(Loss("changed", text, origin.spans[0]))
    return (*_runs(source.text, counts), *changed)


def held(ledger: Ledger) -> Iterator[tuple[str, Origin]]:
    """All texts that the ledger holds with their origins: cells, header, passages and leftovers."""
    for row in ledger.rows:
        for cell in row.cells:
            yield cell.text, cell.origin
    for head in ledger.header:
        yield head.text, head.origin
    for passage in ledger.document.passages:
        yield passage.text, passage.origin
    for leftover in ledger.leftovers:
        yield leftover.text, leftover.origin


def unplaced(ledger: Ledger, source: Source) -> tuple[Leftover, ...]:
    """What the ledger lost, as leftovers, so that it isn't lost after all; only spans can say which words."""
    if not source.text:
        return ()
    return tuple(
        Leftover(loss.text, "unplaced", Origin(spans=(loss.span,)))
        for loss in losses(ledger, source)
        if loss.kind == "missing" and loss.span
    )


def _count(counts: bytearray, span: Span) -> None:
    counts[span.start : span.end] = counts[span.start : span.end].translate(_ONE_MORE)


def _same(text: str, raw: str) -> bool:
    return "".join(text.split()) == "".join(raw.split())


_NOT_ONCE = re.compile(rb"\x00+|[^\x00\x01]+")


def _runs(text: str, counts: bytearray) -> Iterator[Loss]:
    """Runs of characters that are held not once, within one line each."""
    for run in _NOT_ONCE.finditer(counts):
        part, at = text[run.start() : run.end()], run.start()
        if part.isspace():
            continue
        kind: LossKind = "missing" if run[0][0] == 0 else "twice"
        for line in part.splitlines(keepends=True):
            words = line.strip()
            if words:
                start = at + line.index(words)
                yield Loss(kind, words, Span(start, start + len(words)))
            at += len(line)


def _by_count(ledger: Ledger, source: Source) -> tuple[Loss, ...]:
    """For files that are not text: the characters of all blocks against those the ledger holds."""
    texts = [leftover.text for leftover in source.leftovers]
    for block in source.blocks:
        texts += [c.text for c in block.cells] if isinstance(block, Grid) else [block.text]
    before, after = _characters(texts), _characters(text for text, _ in held(ledger))
    found = [Loss("missing", char * n) for char, n in sorted((before - after).items())]
    return (*found, *(Loss("twice", char * n) for char, n in sorted((after - before).items())))


def _characters(texts: Iterable[str]) -> Counter[str]:
    counted = Counter("".join(texts))
    for blank in [char for char in counted if char.isspace()]:
        del counted[blank]
    return counted
