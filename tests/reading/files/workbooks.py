"""Ledgers written as spreadsheets: a table with merged cells, title rows above it and notes below."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from openpyxl import Workbook

from taizhang.ledger import Ledger, Task


@dataclass(frozen=True)
class Placed:
    """A cell of a table with what it reaches over."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


def placed(ledger: Ledger, *, top: int = 0) -> list[Placed]:
    """The ledger's header and rows as cells; what stands empty under an item's first row is merged with it."""
    width = len(ledger.columns)
    header = [Placed(h.text, top + h.row, h.column, h.rows, h.columns) for h in ledger.header]
    if not header or max(h.column + h.columns for h in header) < width:
        header = [Placed(c.name, top, k) for k, c in enumerate(ledger.columns)]
    start = max(h.row + h.rows for h in header)
    first_rows = {p.tasks[0].row for p in ledger.projects}
    rows = ledger.rows
    cells: list[Placed] = []
    for row in rows:
        wide = not isinstance(row, Task) and len(row.cells) == 1
        for cell in row.cells:
            reach = 1
            while (
                isinstance(row, Task)
                and row.row in first_rows
                and _empty_below(rows, row.row + reach, cell.column, first_rows)
            ):
                reach += 1
            cells.append(
                Placed(cell.text, start + row.row, cell.column, reach, width if wide and cell.column == 0 else 1)
            )
    return header + cells


def _empty_below(rows: Sequence[object], index: int, column: int, first_rows: set[int]) -> bool:
    if index >= len(rows) or index in first_rows:
        return False
    row = rows[index]
    return isinstance(row, Task) and row.cell(column) is None


def to_xlsx(ledger: Ledger) -> bytes:
    """The ledger as a clerk keeps it in Excel: titles and notes in merged rows, numbers as numbers."""
    book = Workbook()
    sheet = book.active
    document = ledger.document
    width = max(2, len(ledger.columns))
    lines = "\n".join((document.notice, document.before_title, document.title, document.subtitle)).split("\n")
    heads = [line for line in lines if line]
    body = placed(ledger, top=len(heads))
    end = max(c.row + c.rows for c in body)
    notes = [Placed(note, end + k, 0, 1, width) for k, note in enumerate(document.notes)]
    for cell in [*(Placed(text, k, 0, 1, width) for k, text in enumerate(heads)), *body, *notes]:
        number = cell.text.isdigit() and len(cell.text) < 8 and str(int(cell.text)) == cell.text
        at = sheet.cell(cell.row + 1, cell.column + 1, int(cell.text) if number else cell.text)
        if not number:
            at.data_type = "s"  # a text that begins with = is a text
        if cell.rows > 1 or cell.columns > 1:
            sheet.merge_cells(None, cell.row + 1, cell.column + 1, cell.row + cell.rows, cell.column + cell.columns)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The workbook's bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rewritten(data: bytes, **parts: str | bytes | None) -> bytes:
    """A package with parts replaced, added, or (None) left out; names with / for __ and . for ___."""
    out = io.BytesIO()
    changes = {name.replace("___", ".").replace("__", "/"): content for name, content in parts.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in changes:
                target.writestr(name, source.read(name))
        for name, content in changes.items():
            if content is not None:
                target.writestr(name, content)
    return out.getvalue()


_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 office:version="1.2"><office:automatic-styles><style:style style:name="ta2" style:family="table">
 <style:table-properties table:display="false"/></style:style></office:automatic-styles>
 <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"""


def ods(*tables: str) -> bytes:
    """An OpenDocument spreadsheet of tables given as XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", _ODS.format(tables="".join(tables)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def to_ods(ledger: Ledger) -> bytes:
    """The ledger as LibreOffice writes it: covered cells marked, a million empty rows below."""
    cells = {(c.row, c.column): c for c in placed(ledger, top=1)}
    cells[0, 0] = Placed(ledger.document.title, 0, 0, 1, len(ledger.columns))
    height = max(c.row + c.rows for c in cells.values())
    covered = {
        (r, k)
        for c in cells.values()
        for r in range(c.row, c.row + c.rows)
        for k in range(c.column, c.column + c.columns)
    } - set(cells)
    rows = []
    for row in range(height):
        row_cells = []
        for column in range(len(ledger.columns)):
            if (row, column) in covered:
                row_cells.append("<table:covered-table-cell/>")
            else:
                row_cells.append(_ods_cell(cells.get((row, column))))
        rows.append(
            f"<table:table-row>{''.join(row_cells)}"
            "<table:table-cell table:number-columns-repeated='16000'/></table:table-row>"
        )
    rows.append("<table:table-row table:number-rows-repeated='1048000'><table:table-cell/></table:table-row>")
    return ods(f"<table:table table:name='台账'>{''.join(rows)}</table:table>")


def _ods_cell(cell: Placed | None) -> str:
    if cell is None:
        return "<table:table-cell/>"
    spans = f" table:number-rows-spanned='{cell.rows}' table:number-columns-spanned='{cell.columns}'"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.text.split("\n"))
    return f"<table:table-cell{spans if cell.rows > 1 or cell.columns > 1 else ''}>{lines}</table:table-cell>"
