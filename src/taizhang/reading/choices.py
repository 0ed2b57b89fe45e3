"""The ledgers that a file holds: what a person may choose from, and the one chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from taizhang.ledger import Bilingual

from .cards import unfold
from .errors import ReadError
from .grid import Grid, Paragraph, Source
from .groups import Group, Grouping, grouped
from .patterns import BEFORE_TITLE
from .titles import opening, title_in

_LONGEST = 40
"""Most characters of a table's name."""


class Choice(Struct, frozen=True):
    """A ledger in a file: its number from 1 in the file's order, its name, its rows, whether it was read."""

    number: int
    name: str
    rows: int
    read: bool = False


class Chosen(Struct, frozen=True):
    """The source with the ledger to read in its blocks, all its groups, which of them it is, and all choices."""

    source: Source
    grouping: Grouping
    group: int
    choices: tuple[Choice, ...]


def choose(source: Source, number: int | None = None) -> Chosen | None:
    """The ledger of that number, else the one with most rows; None when no table has a header.

    Raises ReadError for a number that no ledger has.
    """
    places = [
        _Place(opened, grouping, k)
        for opened in _volumes(source)
        for grouping in (grouped(opened.blocks),)
        for k in range(len(grouping.groups))
    ]
    if not places:
        return None
    if number is not None and not 1 <= number <= len(places):
        raise _no_such(number, len(places))
    taken = places[number - 1] if number else next((p for p in places if p.is_default(source)), places[0])
    choices = tuple(Choice(k, place.name, place.rows, place is taken) for k, place in enumerate(places, 1))
    return Chosen(taken.source, taken.grouping, taken.group, choices)


class _Place(Struct, frozen=True, eq=False):
    """A ledger of a volume."""

    source: Source
    grouping: Grouping
    group: int

    @property
    def rows(self) -> int:
        return self.grouping.groups[self.group].rows

    def is_default(self, source: Source) -> bool:
        return self.source.volume == source.volume and self.grouping.groups[self.group] is self.grouping.default

    @property
    def name(self) -> str:
        """A sheet's name, the table's title, or the names of its columns."""
        group, shelf = self.grouping.groups[self.group], self.source.shelf
        sheet = shelf.volumes[self.source.volume].name if shelf and len(shelf.volumes) > 1 else ""
        if sheet and len(self.grouping.groups) == 1:
            return sheet
        title = _title(self.source.blocks, group) or "、".join(group.header.names[:4])
        return " · ".join(filter(None, (sheet, title)))[:_LONGEST]


def _volumes(source: Source) -> Iterator[Source]:
    """Each volume of a workbook as a source; a document is its only one."""
    if source.shelf is None:
        yield unfold(source)
        return
    for k in range(len(source.shelf.volumes)):
        yield unfold(source if k == source.volume else source.shelf.opened(k))


def _title(blocks: Sequence[Paragraph | Grid], group: Group) -> str:
    """The title over a ledger, outside its table or in it; else the mark of its annex."""
    first = group.members[0][0]
    begin = opening(blocks, first.block)
    above = [block for block in blocks[begin : first.block] if isinstance(block, Paragraph)]
    if group.header.top or first.header is not group.header:
        over = [r for r in first.cells if first.header and r < first.header.top]
        above += [Paragraph(cell.text, cell.origin) for r in over for cell in first.cells[r].values()]
    found = title_in(above)
    if found:
        return "".join(above[k].text for k in found)
    return next((p.text for p in above if BEFORE_TITLE.match(p.text)), "")


def others(choices: Sequence[Choice]) -> tuple[Bilingual, ...]:
    """What a person should know of the ledgers that were not read."""
    rest = [choice for choice in choices if not choice.read and choice.rows]
    if not rest:
        return ()
    zh = "、".join(f"{c.number} “{c.name}”（{c.rows}行）" for c in rest)
    en = ", ".join(f"{c.number} “{c.name}” ({c.rows} rows)" for c in rest)
    return (
        Bilingual(
            f"文件中另有{len(rest)}个表没有并入：{zh}。内容在未归入部分，可以另选来读。",
            f"the file holds more tables, kept out of this ledger: {en}. They are leftovers; each may be chosen.",
        ),
    )


def _no_such(number: int, count: int) -> ReadError:
    return ReadError(
        Bilingual(f"没有第{number}个表", f"there is no table {number}"),
        Bilingual("整个文件", "the whole file"),
        Bilingual(f"文件中共有{count}个表，序号从1到{count}。", f"The file holds {count}, numbered from 1."),
    )
