"""One table on paper, with what stands around it: what every writer draws, and draws from nothing else."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from taizhang.ledger import PassageKind

BoxKind = Literal["head", "text", "tier", "category", "total"]
Align = Literal["left", "center", "right"]


class Paper(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """The page: its size, how it lies, and its margins in mm (top, right, bottom, left).

    The standard binds a turned page at its head (GB/T 9704-2012): 28 mm there, 26 mm at the foot.
    """

    size: Literal["A4", "A3"] = "A4"
    landscape: bool = True
    margins: tuple[float, float, float, float] = (28, 20, 26, 20)

    @property
    def width(self) -> float:
        """Width of the sheet as it lies, mm."""
        return max(_SIZES[self.size]) if self.landscape else min(_SIZES[self.size])

    @property
    def height(self) -> float:
        """Height of the sheet as it lies, mm."""
        return min(_SIZES[self.size]) if self.landscape else max(_SIZES[self.size])

    @property
    def room(self) -> tuple[float, float]:
        """Width and height between the margins, mm."""
        top, right, bottom, left = self.margins
        return self.width - left - right, self.height - top - bottom


_SIZES = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}


class Look(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """The faces by the names that offices have them under, and sizes in points (二号 22, 三号 16, 小四 12).

    `size` is the table's; where a table has more columns than fit at that size, a smaller one is taken.
    """

    title_font: str = "方正小标宋简体"
    title_size: float = 22
    head_font: str = "黑体"
    tier_font: str = "黑体"
    category_font: str = "楷体"
    font: str = "仿宋"
    size: float = 12
    text_size: float = 16


class Box(Struct, frozen=True):
    """One printed cell: its top left place, how far it reaches, what it is and how it stands."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    kind: BoxKind = "text"
    align: Align = "left"


class Line(Struct, frozen=True):
    """A paragraph above or below the table."""

    kind: PassageKind
    text: str


class Row(Struct, frozen=True):
    """A row of the table: the boxes that begin in it, and its height in mm as far as can be told beforehand.

    `joined` is true when the row should stay on one page with the next.
    """

    boxes: tuple[Box, ...]
    height: float = 0
    joined: bool = False


class Sheet(Struct, frozen=True):
    """A table with the texts around it; each place of its rows is covered by exactly one box.

    `cover` is a covering letter with pages of its own before the table, `names` what the columns are called,
    `header` how many of the rows are the header, `widths` the columns' in mm, `size` the table's type in points,
    `figures` the columns that may hold numbers, `named` the column that names the rows.
    """

    title: str
    names: tuple[str, ...]
    header: int
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    size: float
    paper: Paper
    look: Look
    cover: tuple[Line, ...] = ()
    above: tuple[Line, ...] = ()
    below: tuple[Line, ...] = ()
    region: str = ""
    figures: frozenset[int] = frozenset()
    named: int | None = None
