"""The table's cells as HTML.  Written here and not in a template: a thousand rows have ten thousand of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .kept import KeptLight
from .labels import SEVERITIES, STATUSES
from .marks import Piece
from .models import LedgerVersion
from .signs import chip, dot, lamp
from .table import Table, TableCell, TableRow


def rows(table: Table, version: LedgerVersion, lights: Mapping[int, KeptLight]) -> SafeString:
    """The rows of a table, each with the way to its task; `lights` are those of a closed period, by row."""
    tasks, opening, language = _tasks(version.yearly_id, version.number), _("打开任务"), get_language()
    made = []
    for row in table.rows:
        light = _light(lights.get(row.row) if row.label else None, language) if lights else ""
        focus = ' tabindex="-1"' if row.label else ""
        inner = f'<td class="w-lead">{_lead(row, tasks, opening)}</td>{light}{cells(row.cells)}'
        made.append(f'<tr class="row-{row.kind}" data-row="{row.row}" id="row-{row.row}"{focus}>{inner}</tr>')
    return mark_safe("\n".join(made))  # noqa: S308 -- each text goes through `escape`


def _lead(row: TableRow, tasks: str, words: str) -> str:
    """How the row's task stands and what asks; nothing for sections."""
    if row.label is None:
        return ""
    address = f"{tasks}{row.row}/"
    asking = "".join(dot(SEVERITIES[name], number) for name, number in row.severities)
    return (
        f'<a class="open" href="{address}" hx-get="{address}" hx-target="#drawer-body" hx-sync="#drawer:replace"'
        f' title="{words}"><span class="visually-hidden">{words} {escape(row.name)}</span>'
        f"{chip(row.label)}{asking}</a>"
    )


@lru_cache(maxsize=1024)
def _light(kept: KeptLight | None, language: str | None) -> str:
    """The light's cell, with the status and the percentage points against the curve; kept for a language."""
    inner = ""
    if kept:
        told = " ".join(filter(None, (str(STATUSES[kept.status].word), escape(kept.gap))))
        inner = f'<div>{lamp(kept.light)}<small class="muted" title="{escape(_(kept.curve))}">{told}</small></div>'
    return f'<td class="w-light" data-label="{_("亮灯")}">{inner}</td>'


@lru_cache(maxsize=256)
def _tasks(ledger: int, number: int) -> str:
    """Where the tasks of a version are, for it is looked up in every row."""
    return reverse("task", args=[ledger, number, 0]).removesuffix("0/")


def cells(found: Iterable[TableCell]) -> SafeString:
    """A row's cells with their marks; every text is escaped here."""
    return mark_safe("".join(map(_cell, found)))  # noqa: S308 -- each text goes through `escape`


def plain_cells(found: Iterable[TableCell]) -> SafeString:
    """A row's cells for paper: without marks, a merged cell once."""
    drawn = (
        _td(cell, " struck" if cell.struck else "", _size(cell), "".join(escape(p.text) for p in cell.pieces))
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
    inner = f'<span class="t">{"".join(map(_piece, cell.pieces))}</span>'
    if cell.unsure:  # to whoever points at it; and to whoever comes to it with a key or a finger
        told = escape(_told(cell))
        facts += f' title="{told}" tabindex="0"'
        inner += f'<small class="doubtful">{told}</small>'
    return _td(cell, kind, facts, inner)


def _told(cell: TableCell) -> str:
    """What to do with an unsure cell, and which characters may be which others."""
    others = (_("“%(read)s”或为%(others)s") % {"read": d[0], "others": "、".join(d[1:])} for d in cell.doubts)
    return "\n".join([_("识别没有把握，请对照原件核对"), *others])


def _td(cell: TableCell, kind: str, facts: str, inner: str) -> str:
    return f'<td class="w-{cell.width}{kind}"{facts}>{inner}</td>'


def _size(cell: TableCell) -> str:
    rows = f' rowspan="{cell.rows}"' if cell.rows > 1 and not cell.again else ""
    return rows + (f' colspan="{cell.columns}"' if cell.columns > 1 else "")


def _piece(piece: Piece) -> str:
    text = escape(piece.text)
    if not piece.severity:
        return text
    return f'<mark class="mark-{piece.severity}" data-finding="{piece.keys}">{text}</mark>'
