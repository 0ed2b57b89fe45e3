"""The cells of a workbook as values, for a form that comes back; runs in the process for reading, without the site."""

from __future__ import annotations

from msgspec import Struct


class Cells(Struct, frozen=True):
    """A sheet: what its cells say by row and column from 0 (a formula by its kept result), and what has no value.

    `broken` are cells that show an error, or hold a formula without a result.
    """

    name: str
    texts: dict[tuple[int, int], str]
    broken: frozenset[tuple[int, int]]


def cells_of(data: bytes) -> tuple[Cells, ...] | None:
    """All sheets of a workbook, hidden ones too; None for what is no .xlsx.  Raises `taizhang.reading.ReadError`."""
    from taizhang.reading.files.package import Package, names_in
    from taizhang.reading.files.sheets.xlsx import sheets_of

    if "xl/workbook.xml" not in names_in(data):
        return None
    with Package(data) as package:
        sheets = sheets_of(package)
    return tuple(
        Cells(
            sheet.name,
            {(cell.row, cell.column): cell.exact or cell.text for cell in sheet.cells},
            frozenset({(cell.row, cell.column) for cell in sheet.errors} | set(sheet.uncomputed)),
        )
        for sheet in sheets
    )


def place(row: int, column: int) -> str:
    """A cell's place as a spreadsheet names it."""
    from taizhang.reading.files.sheets.sheet import place as named

    return named(row, column)
