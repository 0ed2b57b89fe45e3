"""The table's cells as HTML.  Written here and not in a template: a thousand rows have ten thousand of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .marks import Piece
from .table import TableCell


def cells(found: Iterable[TableCell]) -> SafeString:
    """A row's cells with their marks; every text is escaped here."""
    return mark_safe("".join(map(_cell, found)))  # noqa: S308 -- each text goes through `escape`


def plain_cells(found: Iterable[TableCell]) -> SafeString:
    """A row's cells for paper: without marks, a merged cell once."""
    drawn = (
        _td(cell, " struck" if cell.struck else "", _size(cell), "".join(str(escape(p.text)) for p in cell.pieces))
        for cell in found
        if not cell.again
    )
    return mark_safe("".join(drawn))  # noqa: S308 -- each text goes through `escape`


def marked(pieces: Iterable[Piece]) -> SafeString:
    """A text with its marks."""
    return mark_safe("".join(map(_piece, pieces)))  # noqa: S308 -- each text goes through `escape`


def _cell(cell: TableCell) -> str:
    kind = (" again" if cell.again else "") + ("" if cell.pieces else " blank") + (" unsure" if cell.unsure else "")
    kind += " struck" if cell.struck else ""
    facts = f' data-cell="{cell.key}" data-label="{escape(cell.label)}"{_size(cell)}'
    if cell.unsure:
        facts += f' title="{escape(_("识别没有把握，请对照原件核对"))}"'
    return _td(cell, kind, facts, f'<span class="t">{"".join(map(_piece, cell.pieces))}</span>')


def _td(cell: TableCell, kind: str, facts: str, inner: str) -> str:
    return f'<td class="w-{cell.width}{kind}"{facts}>{inner}</td>'


def _size(cell: TableCell) -> str:
    rows = f' rowspan="{cell.rows}"' if cell.rows > 1 and not cell.again else ""
    return rows + (f' colspan="{cell.columns}"' if cell.columns > 1 else "")


def _piece(piece: Piece) -> str:
    text = str(escape(piece.text))
    if not piece.severity:
        return text
    return f'<mark class="mark-{piece.severity}" data-finding="{piece.keys}">{text}</mark>'
