"""What every reader gives: blocks of text and grids of cells, each with its origin."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from taizhang.ledger import Bilingual, Leftover, Origin, Span

NOWHERE = Origin()


class GridCell(Struct, frozen=True):
    """One cell of a source table: its top left place and how far it reaches."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    origin: Origin = NOWHERE


class Grid(Struct, frozen=True):
    """A table as the file holds it.

    `spans_known` is true when the file says which cells are merged; a flattened text does not, so an empty
    cell there may be the lower part of a merged one.  `page_starts` are the rows that open a new page.
    `made_header` is true when the layout had no header of its own and the reader named the columns.
    `header_rows` is how many rows at the top are the header, 0 when the reader does not know.
    """

    cells: tuple[GridCell, ...]
    height: int
    width: int
    spans_known: bool = False
    page_starts: tuple[int, ...] = ()
    made_header: bool = False
    header_rows: int = 0


class Paragraph(Struct, frozen=True):
    """A line or paragraph outside any table."""

    text: str
    origin: Origin = NOWHERE


class Source(Struct, frozen=True):
    """A document taken apart, in reading order; `text` is the decoded source that spans count in.

    `marks` are the characters that only draw the table (the bars of `a | b |`, the colon after a label);
    `leftovers` are what the reader itself set aside, such as a record's label when it comes again;
    `notices` are what a person should know of the reading (hidden rows, sheets left out).
    A workbook with several ledgers keeps them all on its `shelf`; `volume` is the one that the blocks are of.
    """

    blocks: tuple[Paragraph | Grid, ...]
    name: str = ""
    text: str = ""
    marks: tuple[Span, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    notices: tuple[Bilingual, ...] = ()
    shelf: Shelf | None = None
    volume: int = 0


class Volume(Struct, frozen=True):
    """Sheets of a workbook that together may be a ledger: their blocks in reading order, and what belongs to them."""

    name: str
    blocks: tuple[Paragraph | Grid, ...]
    leftovers: tuple[Leftover, ...] = ()
    notices: tuple[Bilingual, ...] = ()


class Shelf(Struct, frozen=True):
    """All volumes of a workbook in their order, and what belongs to none of them."""

    name: str
    volumes: tuple[Volume, ...]
    leftovers: tuple[Leftover, ...] = ()
    notices: tuple[Bilingual, ...] = ()

    def opened(self, number: int) -> Source:
        """The workbook as a source: one volume in blocks, the texts of the others leftovers."""
        volume = self.volumes[number]
        rest = [left for k, other in enumerate(self.volumes) if k != number for left in _set_aside(other)]
        return Source(
            volume.blocks,
            self.name,
            leftovers=(*volume.leftovers, *rest, *self.leftovers),
            notices=(*volume.notices, *self.notices),
            shelf=self,
            volume=number,
        )


def _set_aside(volume: Volume) -> Iterator[Leftover]:
    """The texts of a volume that is not read, a leftover a sheet."""
    sheets: dict[str, list[Paragraph | GridCell]] = {}
    for block in volume.blocks:
        for text in block.cells if isinstance(block, Grid) else (block,):
            sheets.setdefault(text.origin.sheet, []).append(text)
    for texts in sheets.values():
        yield Leftover(" ".join(text.text for text in texts), "unplaced", texts[0].origin)
    yield from volume.leftovers
