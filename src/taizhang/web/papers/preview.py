"""A paper laid out for the browser: its lines with numbered figures, and its annexes as they will be printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from msgspec.structs import replace

from taizhang.ledger import Ledger, Project, Task
from taizhang.writing import AS_READ
from taizhang.writing.bulletin import Bulletin, Figure
from taizhang.writing.bulletin.printed import annex_marks, annex_names, annex_sheets, title_lines
from taizhang.writing.html import table
from taizhang.writing.sheet import Sheet

SHOWN = 30
"""Rows of an annex in the preview; the file has them all."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a line; `number` is that of a figure which has rows behind it."""

    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: heading, subheading, text or free."""

    kind: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """An annex: its mark, its line in the text's list, its title, how many rows it has, how many of them are shown.

    `markup` is the table of the first rows as it will be printed.
    """

    mark: str
    line: str
    title: str
    number: int
    shown: int
    markup: SafeString


@dataclass(frozen=True, slots=True)
class Preview:
    """A paper as the page shows it."""

    title: tuple[str, ...]
    lines: tuple[Line, ...]
    annexes: tuple[Table, ...]
    bulletin: Bulletin
    annexed: str = "附件："

    @property
    def to(self) -> str:
        """Whom it goes to, as printed."""
        return f"{self.bulletin.to}：" if self.bulletin.to else ""

    @property
    def day(self) -> str:
        """The day as printed."""
        day = self.bulletin.day
        return f"{day.year}年{day.month}月{day.day}日" if day else ""


def preview_of(bulletin: Bulletin, ledger: Ledger) -> Preview:
    """The paper in lines."""
    title, lines, tables = title_lines(bulletin.title), _lines(bulletin), _tables(bulletin, ledger)
    return Preview(tuple(title), tuple(lines), tuple(tables), bulletin)


def figures_of(bulletin: Bulletin) -> list[Figure]:
    """The figures with rows behind them, as the preview numbers them."""
    pieces = (piece for paragraph in bulletin.paragraphs for piece in paragraph.pieces)
    return [piece for piece in pieces if isinstance(piece, Figure) and piece.rows]


def _lines(bulletin: Bulletin) -> Iterator[Line]:
    number = 0
    for paragraph in bulletin.paragraphs:
        words: list[Words] = []
        for piece in paragraph.pieces:
            if isinstance(piece, Figure) and piece.rows:
                words.append(Words(piece.text, number))
                number += 1
            else:
                words.append(Words(piece if isinstance(piece, str) else piece.text))
        yield Line(paragraph.kind, tuple(words))


def _tables(bulletin: Bulletin, ledger: Ledger) -> Iterator[Table]:
    short = replace(bulletin, annexes=tuple(replace(annex, rows=annex.rows[:SHOWN]) for annex in bulletin.annexes))
    named = zip(bulletin.annexes, annex_marks(bulletin.annexes), annex_names(bulletin.annexes), strict=True)
    for (annex, mark, name), sheet in zip(named, annex_sheets(short, ledger, AS_READ), strict=True):
        number = len(annex.rows)
        yield Table(mark, name, annex.title, number, min(number, SHOWN), _markup(sheet))


def _markup(sheet: Sheet) -> SafeString:
    """The table alone: the page has its own title."""
    return mark_safe(table(replace(sheet, above=())))  # noqa: S308 -- escaped by the writer, as a test holds


def rows_of(ledger: Ledger, rows: Iterable[int]) -> list[tuple[Project, Task]]:
    """The tasks of these rows with their projects, in the order asked for."""
    known = {task.row: (project, task) for project in ledger.projects for task in project.tasks}
    return [known[row] for row in rows if row in known]
