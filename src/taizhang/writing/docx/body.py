"""Sheet -> the body of a Word document.

Strings are put together by hand: a table of a thousand rows is 8,000 cells, and an object for each takes most of a
second.  The order of elements is the schema's (ECMA-376, part 1, 17), for Word calls a file in another order broken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from taizhang.ledger import PassageKind

from ..sheet import Box, Paper, Row, Sheet
from ..sheet.letter import Part, parts_of
from ..text import printable
from .parts import FOOTERS, twips

_STYLES = {"head": "Head", "text": "Text", "tier": "Tier", "category": "Category", "total": "Tier"}
_ALIGNS = {"left": "", "center": "C", "right": "R"}
_LINES: dict[PassageKind, str] = {
    "before_title": "Annex",
    "title": "Title",
    "subtitle": "Subtitle",
    "notice": "Letter",
    "metadata": "Aside",
    "heading": "Heading",
    "note": "Note",
}
_PARTS: dict[Part, str] = {"aside": "Aside", "title": "Title", "to": "To", "text": "Letter", "signed": "Issued"}
LETTER = Paper("A4", False, (37, 26, 35, 28))
"""The page of a covering letter (GB/T 9704-2012, 5.2)."""
WHOLE = 0.9
"""A row higher than this share of a page may be cut, for it fits on none."""


def body(sheet: Sheet) -> str:
    """The paragraphs, the table and the sections of the document."""
    return content(sheet) + section(sheet.paper)


def content(sheet: Sheet) -> str:
    """The paragraphs and the table, without the section that ends them."""
    parts = [_cover(sheet)] if sheet.cover else []
    parts += [paragraph(_LINES[line.kind], line.text) for line in sheet.above]
    if sheet.names:
        parts.append(table(sheet))
    parts += [paragraph(_LINES[line.kind], line.text) for line in sheet.below]
    if not sheet.below:  # a body that ends with a table loses it in some programs
        parts.append('<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>')
    return "".join(parts)


def _cover(sheet: Sheet) -> str:
    """The covering letter on upright pages, and the end of its section."""
    styled = [paragraph(_PARTS[part], text) for part, text in parts_of(sheet.cover)]
    end = f"<w:p><w:pPr>{section(LETTER)}</w:pPr></w:p>"
    return "".join(styled) + end


def section(
    paper: Paper,
    feet: Sequence[str] = FOOTERS,
    *,
    first: Sequence[str] = (),
    edges: tuple[float, float] | None = None,
    even: bool = False,
) -> str:
    """The page of what stands before it; `feet` are the relations of the footers of odd and even pages.

    `first` are those of its first page's header and footer, `edges` how far headers and footers stand from the
    paper's edges in mm, `even` begins it on an even page.
    """
    top, right, bottom, left = (twips(m) for m in paper.margins)
    way = ' w:orient="landscape"' if paper.landscape else ""
    above, below = edges or (15, max(10.0, paper.margins[2] - 12))
    kind = '<w:type w:val="evenPage"/>' if even else ""
    opening, title = "", "<w:titlePg/>" if first else ""
    if first:
        opening = f'<w:headerReference w:type="first" r:id="{first[0]}"/>'
        opening += f'<w:footerReference w:type="first" r:id="{first[1]}"/>'
    return (
        f'<w:sectPr>{opening}<w:footerReference w:type="default" r:id="{feet[0]}"/>'
        f'<w:footerReference w:type="even" r:id="{feet[1]}"/>{kind}'
        f'<w:pgSz w:w="{twips(paper.width)}" w:h="{twips(paper.height)}"{way}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{twips(above)}" w:footer="{twips(below)}" w:gutter="0"/>{title}</w:sectPr>'
    )


def table(sheet: Sheet) -> str:
    """The table, its header repeated on every page."""
    widths = [twips(w) for w in sheet.widths]
    columns = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    most = sheet.paper.room[1] * WHOLE
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Ledger"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        + "".join(_rows(sheet, widths, most))
        + "</w:tbl>"
    )


def _rows(sheet: Sheet, widths: Sequence[int], most: float) -> Iterator[str]:
    """The rows; a place that a box above covers holds the box's continuation."""
    below: dict[int, Box] = {}
    for number, row in enumerate(sheet.rows):
        mark = "<w:cantSplit/>" if row.height <= most else ""
        if number < sheet.header:
            mark += "<w:tblHeader/>"
        properties = f"<w:trPr>{mark}</w:trPr>" if mark else ""
        yield f"<w:tr>{properties}{''.join(_cells(row, number, below, widths))}</w:tr>"


def _cells(row: Row, number: int, below: dict[int, Box], widths: Sequence[int]) -> Iterator[str]:
    own = {box.column: box for box in row.boxes}
    column = 0
    while column < len(widths):
        box = own.get(column)
        above = below.get(column)
        if box is None and above is None:  # cannot be: every place is covered
            column += 1
            continue
        shown = box or above
        assert shown is not None  # noqa: S101  # one of them is
        if box is not None and box.rows > 1:
            below[column] = box
        yield _cell(shown, widths, goes_on=box is None, joined=row.joined)
        if shown.row + shown.rows - 1 == number:
            below.pop(column, None)
        column += shown.columns


def _cell(box: Box, widths: Sequence[int], *, goes_on: bool, joined: bool) -> str:
    width = widths[box.column] if box.columns == 1 else sum(widths[box.column : box.column + box.columns])
    span = f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else ""
    merge = "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>' if box.rows > 1 else ""
    style = _STYLES[box.kind] + _ALIGNS[box.align]
    words = "" if goes_on else box.text
    keep = joined and (goes_on or box.rows == 1)
    inner = "".join([paragraph(style, line, keep=keep) for line in words.split("\n")])
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def paragraph(style: str, text: str, *, keep: bool = False) -> str:
    """A paragraph; tabs are tabs, and a line break inside a passage is one."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep else ""}</w:pPr>'
    if not text:
        return f"<w:p>{properties}</w:p>"
    if text.isprintable():
        return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text.translate(ESCAPES)}</w:t></w:r></w:p>'
    words = printable(text).translate(ESCAPES)
    for mark, element in (("\t", "<w:tab/>"), ("\n", "<w:br/>"), ("\r", "<w:cr/>")):
        words = words.replace(mark, f'</w:t>{element}<w:t xml:space="preserve">')
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
