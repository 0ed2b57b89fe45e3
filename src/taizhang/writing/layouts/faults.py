"""What is wrong with a layout that a person made, column by column, in words for that person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.ledger import Bilingual

from .model import Field, Layout

NARROWEST = 5.0
"""The least width of a column in mm: one character of 小四 with its margins."""
MOST = 40
"""Columns of one layout: of A3 on its side each has a centimetre then."""
TIERS = 4
_SLACK = 1.0
"""What widths together may be over the room between the margins, mm; they are fitted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the column at `at`, None: with the layout."""

    what: Bilingual
    at: int | None = None

    @property
    def told(self) -> Bilingual:
        """What is wrong, with the column's number from 1."""
        if self.at is None:
            return self.what
        number = self.at + 1
        return Bilingual(f"第{number}列：{self.what.zh}", f"column {number}: {self.what.en}")


def faults(layout: Layout) -> tuple[Fault, ...]:
    """All that is wrong, the layout's own faults first; empty for one that can be used."""
    columns = (Fault(what, at) for at, field in enumerate(layout.fields) for what in _of_field(field))
    return (*_of_layout(layout), *columns)


def _of_layout(layout: Layout) -> Iterator[Fault]:
    fields, room = layout.fields, layout.paper.room
    if fields and all(field.each for field in fields):
        yield Fault(
            Bilingual(
                "版式的各列都是分期列，没有项目名称",
                "every column of the layout is one of a period; none names the items",
            )
        )
    if len(fields) > MOST:
        yield Fault(Bilingual(f"有{len(fields)}列，最多{MOST}列", f"{len(fields)} columns; {MOST} are the most"))
    if min(layout.paper.margins) < 0 or room[0] < 60 or room[1] < 60:
        yield Fault(Bilingual("版式的页边距过大，放不下表格", "the layout's margins leave no room for a table"))
    elif layout.template is None and (whole := sum(f.width for f in fields)) > room[0] + _SLACK:
        yield Fault(
            Bilingual(
                f"列宽合计{whole:g}毫米，超过页边距之间的{room[0]:g}毫米",
                f"the columns are {whole:g} mm wide together; between the margins are {room[0]:g} mm",
            )
        )


def _of_field(field: Field) -> Iterator[Bilingual]:
    if not field.of.strip():
        yield Bilingual("没有说这一列是什么", "the column says nothing of what stands in it")
    if any(not word.strip() for word in field.heading) and field.heading != ("",):
        yield Bilingual("表头有空的一层", "a tier of the heading is empty")
    if len(field.heading) > TIERS:
        yield Bilingual(f"表头最多{TIERS}层", f"a heading has {TIERS} tiers at most")
    if field.width and not NARROWEST <= field.width <= 400:
        yield Bilingual(f"列宽要在{NARROWEST:g}到400毫米之间", f"a column is {NARROWEST:g} to 400 mm wide")
