"""Excel workbooks in XML: .xlsx, .xlsm and the .et that WPS writes in this form (ECMA-376 part 1, chapter 18).

Cells, merged ranges, hidden rows and columns are taken in one walk over each sheet; formulas are never
computed and macros never looked at.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from taizhang.ledger import Bilingual

from ...errors import ReadError
from ...grid import Source
from ..base import SURE, WHOLE_FILE, count_in
from ..build import tidy
from ..package import Package, names_in
from .blocks import source_of
from .number_format import BUILTIN, GENERAL, shown, shown_text
from .sheet import Merge, Sheet, SheetCell, refuse_cells, refuse_sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIGITS = "0123456789"
_RANGE = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$")


class XlsxReader:
    """Excel workbooks in XML."""

    name = "xlsx"

    def score(self, data: bytes, name: str) -> int | None:
        """SURE for a package with an Excel workbook's parts."""
        names = names_in(data)
        return (
            SURE
            if "xl/workbook.xml" in names or any(n.startswith("xl/worksheets/") and n.endswith(".xml") for n in names)
            else None
        )

    def read(self, data: bytes, name: str) -> Source:
        """The workbook's sheets as a source; raises ReadError for a broken, locked or oversized one."""
        with Package(data) as package:
            return source_of(sheets_of(package), name)


def sheets_of(package: Package) -> list[Sheet]:
    """All sheets of a workbook in its order."""
    from ..xml import parse

    main = _main_part(package)
    content = package.read(main)
    if content is None:
        raise _no_workbook()
    book = parse(content, main)
    links = relations(package, main)
    entries = [e for e in book.iter("{*}sheet") if _linked(e) in links]
    refuse_sheets(len(entries))
    since_1904 = any(e.get("date1904") in ("1", "true") for e in book.iter("{*}workbookPr"))
    active = next((count_in(v.get("activeTab")) for v in book.iter("{*}workbookView")), 0)
    walk = _Walk(package, _shared(package, links), _formats(package, links), since_1904)
    sheets = []
    for index, entry in enumerate(entries):
        kind, target = links[_linked(entry)]
        if kind.endswith("/worksheet"):
            state = entry.get("state", "visible")
            sheet = Sheet(entry.get("name") or "", hidden=state != "visible", active=index == active)
            sheets.append(walk.fill(sheet, target))
    return sheets


def _main_part(package: Package) -> str:
    if "xl/workbook.xml" in package.names:
        return "xl/workbook.xml"
    links = relations(package, "")
    return next((target for kind, target in links.values() if kind.endswith("/officeDocument")), "xl/workbook.xml")


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """What a part of a package refers to: id to (kind, part's name)."""
    from ..xml import parse

    folder, _, file = part.rpartition("/")
    name = f"{folder}/_rels/{file}.rels".lstrip("/")
    content = package.read(name)
    found: dict[str, tuple[str, str]] = {}
    if content is None:
        return found
    for link in parse(content, name).iter("{*}Relationship"):
        target = link.get("Target") or ""
        if link.get("TargetMode") != "External":
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[link.get("Id") or ""] = (link.get("Type") or "", path)
    return found


def _linked(entry: _Element) -> str:
    return next((str(value) for key, value in entry.items() if str(key).endswith("}id")), "")


def _part_of(links: dict[str, tuple[str, str]], kind: str) -> str:
    return next((target for k, target in links.values() if k.endswith(kind)), "")


def _shared(package: Package, links: dict[str, tuple[str, str]]) -> list[str]:
    from ..xml import elements

    part = _part_of(links, "/sharedStrings")
    content = package.read(part) if part else None
    return [string_of(item) for item in elements(content, part, "{*}si")] if content else []


def string_of(item: _Element) -> str:
    """A string item's text: its runs together, without the reading aids (phonetic runs) over them."""
    only = item[0] if len(item) == 1 else None
    text = only.text if only is not None and only.tag.endswith("}t") else None
    if text is None:
        runs = [part for run in item if run.tag.endswith(("}r", "}t")) for part in run.iter("{*}t")]
        text = "".join(part.text or "" for part in runs)
    return tidy(_ESCAPED.sub(_character, text) if "_x" in text else text)


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def _formats(package: Package, links: dict[str, tuple[str, str]]) -> list[str]:
    """The number format of each cell style, by the style's index."""
    from ..xml import parse

    part = _part_of(links, "/styles")
    content = package.read(part) if part else None
    if content is None:
        return []
    root = parse(content, part)
    codes = dict(BUILTIN)
    for entry in root.iter("{*}numFmt"):
        codes[count_in(entry.get("numFmtId"))] = entry.get("formatCode") or GENERAL
    styles = next(root.iter("{*}cellXfs"), None)
    return [codes.get(count_in(style.get("numFmtId")), GENERAL) for style in (styles if styles is not None else ())]


class _Walk:
    """A walk over the sheets of one workbook, with what they share."""

    def __init__(self, package: Package, strings: list[str], formats: list[str], since_1904: bool) -> None:
        self.package = package
        self.strings = strings
        self.formats = formats
        self.wordy = {str(k) for k, code in enumerate(formats) if "@" in code and code != "@"}
        self.since_1904 = since_1904
        self.aside = any("/comments" in name or "/drawings/" in name for name in package.names)
        self.columns: dict[str, int] = {}
        self.count = 0  # cells of the sheets before

    def fill(self, sheet: Sheet, part: str) -> Sheet:
        """The sheet with everything its part holds."""
        from ..xml import elements

        content = self.package.read(part)
        if content is None:
            return sheet
        for element in elements(content, part, "{*}row", "{*}mergeCell", "{*}col", "{*}oddHeader"):
            kind = element.tag.rpartition("}")[2]
            if kind == "row":
                self._row(sheet, element)
            elif kind == "mergeCell":
                sheet.merges += _merges(element.get("ref") or "")
            elif kind == "col" and (element.get("hidden") in ("1", "true") or element.get("width") == "0"):
                sheet.hidden_columns.append((count_in(element.get("min")) - 1, count_in(element.get("max")) - 1))
            elif kind == "oddHeader":
                sheet.asides += print_header(element.text or "")
        links = relations(self.package, part) if self.aside else {}
        if any(kind.endswith(("/comments", "/drawing")) for kind, _ in links.values()):
            from .asides import asides

            sheet.asides += asides(self.package, links)
        self.count += len(sheet.cells)
        return sheet

    def _row(self, sheet: Sheet, row: _Element) -> None:
        number = count_in(row.get("r"))
        at = number - 1 if number else self._next_row(sheet)
        if row.get("hidden") in ("1", "true"):
            sheet.hidden_rows.add(at)
        column = -1
        known = self.columns
        for cell in row:
            ref = cell.get("r")
            column = column + 1 if not ref else known.get(letters := ref.rstrip(_DIGITS), -1)
            if column < 0:
                column = known[letters] = _column_number(letters)
            if len(cell):
                self._cell(sheet, cell, at, column)
        refuse_cells(self.count + len(sheet.cells), sheet.name)

    @staticmethod
    def _next_row(sheet: Sheet) -> int:
        return sheet.cells[-1].row + 1 if sheet.cells else 0

    def _cell(self, sheet: Sheet, cell: _Element, row: int, column: int) -> None:
        kind, style, child = cell.get("t"), cell.get("s"), cell[-1]
        tag = child.tag
        if tag.endswith("}extLst") and len(cell) > 1:
            child = cell[-2]
            tag = child.tag
        if tag.endswith("}v"):
            if kind == "s" and style not in self.wordy:
                if text := self._string(child.text):
                    sheet.cells.append(SheetCell(row, column, text))
            elif child.text is not None:
                self._keep(sheet, row, column, kind, child.text, count_in(style))
            elif kind != "str" and len(cell) > 1:  # a formula whose result is empty has the type of a text
                sheet.uncomputed.append((row, column))
        elif tag.endswith("}is"):
            if text := string_of(child):
                sheet.cells.append(SheetCell(row, column, self._worded(text, style)))
        elif tag.endswith("}f"):
            sheet.uncomputed.append((row, column))

    def _worded(self, text: str, style: str | None) -> str:
        """A text with the words that its number format puts around it."""
        return shown_text(text, self._format(count_in(style))) if style in self.wordy else text

    def _format(self, style: int) -> str:
        return self.formats[style] if style < len(self.formats) else GENERAL

    def _string(self, index: str | None) -> str:
        number = count_in(index)
        return self.strings[number] if number < len(self.strings) else ""

    def _keep(self, sheet: Sheet, row: int, column: int, kind: str | None, value: str, style: int) -> None:
        exact = ""
        if kind == "s":
            text = self._worded(self._string(value), str(style))
        elif kind is None or kind == "n":
            text, exact = number_text(value, self._format(style), self.since_1904)
        elif kind == "e":
            sheet.errors.append(SheetCell(row, column, value))
            return
        else:
            text = "TRUE" if kind == "b" and value == "1" else "FALSE" if kind == "b" else tidy(value)
        if text:
            sheet.cells.append(SheetCell(row, column, text, exact))


def number_text(value: str, code: str, since_1904: bool = False) -> tuple[str, str]:
    """A number as printed, and its exact value; what is no number stays as it is."""
    try:
        return shown(value, code, since_1904)
    except (ValueError, ArithmeticError):
        return tidy(value), ""


def _column_number(letters: str) -> int:
    number = 0
    for char in letters[:4]:
        number = number * 26 + ord(char) - 64
    return max(0, number - 1)


def _merges(ref: str) -> list[Merge]:
    match = _RANGE.match(ref)
    if not match or not match[3]:
        return []
    return [(int(match[2]) - 1, _column_number(match[1]), int(match[4]) - 1, _column_number(match[3]))]


def print_header(code: str) -> Sequence[SheetCell]:
    """The words of a print header without its codes (&C, &"宋体,Bold"&14, page numbers)."""
    text = tidy(re.sub(r'&"[^"]*"|&K[0-9A-F]{6}|&\d{1,3}|&[A-Za-z]|第\s*&P\s*页|共\s*&N\s*页', " ", code))
    return [SheetCell(0, 0, text)] if re.search(r"[\u4e00-\u9fff]", text) else []


def _no_workbook() -> ReadError:
    return ReadError(
        Bilingual("文件不完整：没有工作簿", "the file is incomplete: it has no workbook"),
        WHOLE_FILE,
        Bilingual("请用 Excel 或 WPS 打开，另存后再导入。", "Open it in Excel or WPS, save it anew, then import it."),
    )
