"""A Word file that an office has always used -> a layout: its table's header is the layout, its styles the look."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from taizhang.ledger import Bilingual, Ledger

from ..errors import WriteError
from ..sheet import Look, Paper
from ..template.keeping import kept, table_of
from ..template.package import MAIN, opened, parsed
from .fields import fields_of
from .model import Layout

if TYPE_CHECKING:
    from lxml.etree import _Element

Read = Callable[[bytes], Ledger]
"""The ledger in a file, one without rows too (`reading.read` with `form`); writing has no reader of its own."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_STYLES = "word/styles.xml"
_MM = 25.4 / 1440


def layout_from_word(data: bytes, name: str, read: Read) -> Layout:
    """The layout of the ledger's table in a .docx, named `name`, with the file as its template.

    `read` is the reading room's: columns, headings and roles are as it found them, for a table without rows too.  A
    column that it knows no role for, or a second one of the same role, is one of the ledger's own: `fields.unknown`
    names them.  Widths come from the table, faces, sizes, page and margins from the document; its notes become
    the layout's.
    Raises WriteError for a file that is no .docx, could do harm, has no such table or a broken tag, and what `read`
    raises.
    """
    parts = opened(data)
    ledger = read(data)
    if len(ledger.columns) < 2:
        raise WriteError(
            Bilingual("表格的表头不足两列", "the table's header has fewer than two columns"),
            Bilingual("请给出含有台账表头的文件。", "Give a file with the ledger's header."),
        )
    root = parsed(parts[MAIN])
    styles = parsed(parts[_STYLES]) if _STYLES in parts else None
    table, _ = table_of(root, ledger)
    rows = table.findall(f"{_W}tr")
    top = min((h.origin.row or 0 for h in ledger.header), default=0)
    first = top + max((h.row + h.rows for h in ledger.header), default=1)
    look = _look(root, styles, table, rows[top:first], rows[first:])
    fields = tuple(fields_of(ledger, _widths(table, ledger)))
    notes = ledger.document.notes
    return Layout(name, name, name, fields, notes=notes, paper=_paper(root), look=look, template=kept(parts, ledger))


def _widths(table: _Element, ledger: Ledger) -> list[float]:
    """The columns' widths in mm, 0 where the table doesn't say."""
    grid = [_number(c.get(f"{_W}w")) * _MM for c in table.findall(f"{_W}tblGrid/{_W}gridCol")]
    starts = {h.column: h.origin.column for h in ledger.header if h.columns == 1 and h.origin.column is not None}
    begins = [starts.get(k, k) for k in range(len(ledger.columns))]
    ends = [*begins[1:], len(grid)]
    return [sum(grid[a:b]) if 0 <= a < b <= len(grid) else 0.0 for a, b in zip(begins, ends, strict=True)]


def _paper(root: _Element) -> Paper:
    """The page of the document's last section."""
    sections = list(root.iter(f"{_W}sectPr"))
    size = sections[-1].find(f"{_W}pgSz") if sections else None
    margins = sections[-1].find(f"{_W}pgMar") if sections else None
    if size is None:
        return Paper()
    wide, high = (_number(size.get(f"{_W}{k}")) * _MM for k in ("w", "h"))
    sides = (
        [round(_number(margins.get(f"{_W}{k}")) * _MM, 1) for k in ("top", "right", "bottom", "left")]
        if margins is not None
        else []
    )
    given = (sides[0], sides[1], sides[2], sides[3]) if sides else Paper().margins
    return Paper("A3" if max(wide, high) > 350 else "A4", wide > high, given)


@dataclass(frozen=True, slots=True)
class _Type:
    """A face and its size in points, empty and 0 where the file doesn't say."""

    font: str = ""
    size: float = 0


def _look(
    root: _Element, styles: _Element | None, table: _Element, header: Sequence[_Element], body: Sequence[_Element]
) -> Look:
    plain = Look()
    head = next((t for row in header for t in _types(row, styles)), _Type())
    cell = next((t for row in body for t in _types(row, styles) if t.font or t.size), head)
    above = [p for p in root.iter(f"{_W}p") if next(p.iterancestors(f"{_W}tbl"), None) is None and _text_of(p)]
    titles = [t for p in above for t in _types(p, styles)]
    title = max(titles, key=lambda t: t.size, default=_Type())
    return Look(
        title_font=title.font or plain.title_font,
        title_size=title.size or plain.title_size,
        head_font=head.font or plain.head_font,
        font=cell.font or plain.font,
        size=cell.size or head.size or plain.size,
    )


def _text_of(paragraph: _Element) -> str:
    return "".join(t.text or "" for t in paragraph.iter(f"{_W}t")).strip()


def _types(element: _Element, styles: _Element | None) -> Iterator[_Type]:
    """The type of each run that has words: its own, else its paragraph's style's, else the document's."""
    for run in element.iter(f"{_W}r"):
        if run.find(f"{_W}t") is None:
            continue
        own = _type(run.find(f"{_W}rPr"))
        paragraph = next(run.iterancestors(f"{_W}p"), None)
        style = paragraph.find(f"{_W}pPr/{_W}pStyle") if paragraph is not None else None
        named = _style(styles, style.get(_VAL, "")) if style is not None else _Type()
        default = _type(styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")) if styles is not None else _Type()
        yield _Type(own.font or named.font or default.font, own.size or named.size or default.size)


def _style(styles: _Element | None, identity: str) -> _Type:
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        if style.get(f"{_W}styleId") == identity:
            return _type(style.find(f"{_W}rPr"))
    return _Type()


def _type(properties: _Element | None) -> _Type:
    if properties is None:
        return _Type()
    fonts, size = properties.find(f"{_W}rFonts"), properties.find(f"{_W}sz")
    font = fonts.get(f"{_W}eastAsia", "") if fonts is not None else ""
    return _Type(font, _number(size.get(_VAL)) / 2 if size is not None else 0)


def _number(text: str | None) -> float:
    return float(text) if text and text.strip().isascii() and text.strip().isdigit() and len(text) < 7 else 0.0
