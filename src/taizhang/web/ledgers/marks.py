"""Text with marked words: cut into pieces so that a template can underline some of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from .explained import Noted


class Piece(Struct, frozen=True):
    """A piece of text; `severity` is "" and `findings` empty for plain words."""

    text: str
    severity: str = ""
    findings: tuple[int, ...] = ()

    @property
    def keys(self) -> str:
        """The findings' numbers, parted by blanks, for the page's script."""
        return " ".join(map(str, self.findings))


GRAVITY = ("error", "warning", "info", "explained")


def pieces(text: str, findings: Iterable[Noted]) -> tuple[Piece, ...]:
    """The text cut wherever a finding's span begins or ends; overlapping findings share a piece.

    A finding without a span, or with a span outside the text, marks nothing.
    """
    spans = [
        (span.start, min(span.end, len(text)), one.number, one.state)
        for one in findings
        if (span := one.finding.span) is not None and 0 <= span.start < min(span.end, len(text))
    ]
    if not spans:
        return (Piece(text),) if text else ()
    edges = sorted({0, len(text), *(s[0] for s in spans), *(s[1] for s in spans)})
    return tuple(_piece(text, start, end, spans) for start, end in pairwise(edges))


def _piece(text: str, start: int, end: int, spans: Sequence[tuple[int, int, int, str]]) -> Piece:
    over = [(number, severity) for first, last, number, severity in spans if first <= start and end <= last]
    if not over:
        return Piece(text[start:end])
    gravest = min((severity for _, severity in over), key=GRAVITY.index)
    return Piece(text[start:end], gravest, tuple(number for number, _ in over))
