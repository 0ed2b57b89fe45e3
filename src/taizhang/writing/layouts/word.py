"""A Word file that an office has always used -> a layout: its table's header is the layout, its styles the look."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from taizhang.ledger import Bilingual, Role

from ..errors import WriteError
from ..sheet import Look, Paper
from .model import Field, Layout

if TYPE_CHECKING:
    from lxml.etree import _Element

RoleOf = Callable[[str], Role | None]
"""What a heading names, as reading knows it (`reading.lexicon.role_of`); writing has no lexicon of its own."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_LARGEST = 40 * 2**20
_MM = 25.4 / 1440
_MOST_TIERS = 4
_HINT = Bilingual(
    "。请给出含有台账表格（至少有表头）的 .docx 文件。", "Give a .docx with the ledger's table, its header at least."
)


def layout_from_word(data: bytes, name: str, role_of: RoleOf) -> Layout:
    """The layout of the widest table in a .docx, named `name`.

    Columns, headings and widths come from the header's rows; faces, sizes, page and margins from the document.
    Raises WriteError for a file that is no .docx or has no table.
    """
    root, styles = _opened(data)
    tables = list(root.iter(f"{_W}tbl"))
    if not tables:
        raise WriteError(Bilingual("这个 Word 文件里没有表格", "the Word file holds no table"), _HINT)
    table = max(tables, key=lambda t: len(t.findall(f"{_W}tblGrid/{_W}gridCol")))
    rows = table.findall(f"{_W}tr")
    header = rows[: _header_rows(rows)]
    paths = _paths(header)
    if len(paths) < 2:
        raise WriteError(Bilingual("表格的表头不足两列", "the table's header has fewer than two columns"), _HINT)
    widths = [_number(c.get(f"{_W}w")) * _MM for c in table.findall(f"{_W}tblGrid/{_W}gridCol")]
    fields = tuple(_fields(paths, widths, role_of))
    look = _look(root, styles, table, header, rows[len(header) :])
    return Layout(name, name, name, fields, paper=_paper(root), look=look)


def _opened(data: bytes) -> tuple[_Element, _Element | None]:
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [_part(package, "word/document.xml"), _part(package, "word/styles.xml")]
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        made = [etree.fromstring(part, parser) if part else None for part in parts]
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, OSError) as error:
        raise WriteError(Bilingual("这不是 Word 文档（.docx）", "this is no Word document (.docx)"), _HINT) from error
    if made[0] is None:
        raise WriteError(Bilingual("这不是 Word 文档（.docx）", "this is no Word document (.docx)"), _HINT)
    return made[0], made[1]


def _part(package: zipfile.ZipFile, name: str) -> bytes | None:
    if name not in package.namelist():
        return None
    if package.getinfo(name).file_size > _LARGEST:
        raise WriteError(Bilingual("Word 文件过大", "the Word file is too large"), _HINT)
    return package.read(name)


def _header_rows(rows: Sequence[_Element]) -> int:
    """How many rows at the top are the header: those marked so, else those that cells of the first reach over."""
    marked = 0
    while marked < len(rows) and rows[marked].find(f"{_W}trPr/{_W}tblHeader") is not None:
        marked += 1
    if marked:
        return min(marked, _MOST_TIERS)
    count = 1
    while count < min(len(rows), _MOST_TIERS) and any(
        _merge(cell) == "goes on" for cell in rows[count].iter(f"{_W}tc")
    ):
        count += 1
    return count


def _merge(cell: _Element) -> str:
    mark = cell.find(f"{_W}tcPr/{_W}vMerge")
    if mark is None:
        return ""
    return "begins" if mark.get(_VAL) == "restart" else "goes on"


def _paths(header: Sequence[_Element]) -> list[tuple[str, ...]]:
    """The header cells over each column from the top down."""
    paths: list[list[str]] = []
    for row in header:
        column = 0
        for cell in row.findall(f"{_W}tc"):
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            for _ in range(int(_number(span.get(_VAL))) or 1 if span is not None else 1):
                while len(paths) <= column:
                    paths.append([])
                if _merge(cell) != "goes on":
                    paths[column].append(_text(cell))
                column += 1
    return [tuple(word for word in path if word) for path in paths]


def _text(element: _Element) -> str:
    lines = ["".join(t.text or "" for t in p.iter(f"{_W}t")) for p in element.iter(f"{_W}p")]
    return "\n".join(lines).strip()


def _fields(paths: Sequence[tuple[str, ...]], widths: Sequence[float], role_of: RoleOf) -> Iterator[Field]:
    seen: set[Role] = set()
    for at, path in enumerate(paths):
        leaf = path[-1] if path else ""
        role = role_of(leaf) if leaf else Role.NUMBER if at == 0 else None
        if at and path and path == paths[at - 1]:
            role = Role.SUBPROJECT if role is Role.PROJECT else Role.TARGET
        known = role is not None and role is not Role.EXTRA and role not in seen
        seen |= {role} if role else set()
        width = round(widths[at], 1) if at < len(widths) else 0
        yield Field(role.value if known and role else leaf or f"第{at + 1}列", path or ("",), width)


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
