"""The cells of a workbook as values, for a form that comes back; runs in the process for reading, without the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from taizhang.reading.files.sheets.sheet import Sheet


class Cells(Struct, frozen=True):
    """A sheet: what its cells say by row and column from 0 (a formula by its kept result), and what has no value.

    `broken` are cells that show an error, or hold a formula without a result.
    """

    name: str
    texts: dict[tuple[int, int], str]
    broken: frozenset[tuple[int, int]]


def cells_of(data: bytes) -> tuple[Cells, ...] | None:
    """All sheets of a workbook, hidden ones too; None for what is none.  Raises `taizhang.reading.ReadError`.

    People save a form in whatever form their program likes: .xlsx, .xls, .ods.
    """
    sheets = _sheets(data)
    if sheets is None:
        return None
    return tuple(
        Cells(
            sheet.name,
            {(cell.row, cell.column): cell.exact or cell.text for cell in sheet.cells},
            frozenset({(cell.row, cell.column) for cell in sheet.errors} | set(sheet.uncomputed)),
        )
        for sheet in sheets
    )


def _sheets(data: bytes) -> list[Sheet] | None:
    from taizhang.reading.files.package import Package
    from taizhang.reading.files.sheets import ods, xls, xlsx

    if xlsx.XlsxReader().score(data, ""):
        with Package(data) as package:
            return xlsx.sheets_of(package)
    if xls.XlsReader().score(data, ""):
        return xls.sheets_of(data)
    return ods.sheets_of(data) if ods.OdsReader().score(data, "") else None


def place(row: int, column: int) -> str:
    """A cell's place as a spreadsheet names it."""
    from taizhang.reading.files.sheets.sheet import place as named

    return named(row, column)
