"""Word documents and web pages written by hand, part by part, so that a test says exactly what is in them."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from xml.sax.saxutils import escape

from .tables import Table, Truth, table_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def docx(body: str, **parts: str) -> bytes:
    """A package with a body, and parts by the kind they are related as (numbering, styles, header)."""
    related = "".join(
        f'<Relationship Id="r{k}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>' for k, kind in enumerate(parts)
    )
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{related}</Relationships>',
        **{f"word/{kind}.xml": content for kind, content in parts.items()},
    }
    return packed({name: content.encode() for name, content in files.items()})


def packed(files: dict[str, bytes]) -> bytes:
    """Files as a zip package."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def r(text: str, properties: str = "") -> str:
    """A run; line breaks become w:br."""
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


def p(content: str = "", properties: str = "") -> str:
    """A paragraph of runs, or of plain text."""
    inner = content if content.startswith("<") or not content else r(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def tc(content: str = "", properties: str = "") -> str:
    """A cell of paragraphs, or of plain text."""
    inner = content if content.startswith("<w:p") or content.startswith("<w:tbl") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells, or of plain texts."""
    inner = "".join(c if c.startswith("<") else tc(c) for c in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def tbl(*rows: str, grid: tuple[int, ...] = ()) -> str:
    """A table of rows; `grid` are its columns' widths."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def docx_of(truth: Truth) -> bytes:
    """A truth as a Word document with real merges."""
    table, header = table_of(truth)
    rows = [_word_row(table, number, header) for number in range(len(table))]
    parts = [p(truth["title"]), tbl(*rows), p(truth.get("note") or "")]
    return docx("".join(parts))


def _word_row(table: Table, number: int, header: int) -> str:
    cells = []
    for column, cell in enumerate(table[number]):
        if cell is not None:
            span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
            merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
            paragraphs = "".join(p(line) for line in cell.text.split("\n"))
            cells.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{paragraphs}</w:tc>")
        elif _covered_from_above(table, number, column):
            cells.append(tc(properties="<w:vMerge/>"))
    return tr(*cells, properties="<w:tblHeader/>" if number < header else "")


def _covered_from_above(table: Table, number: int, column: int) -> bool:
    for above in range(number - 1, -1, -1):
        cell = table[above][column]
        if cell is not None:
            return above + cell.rows > number
    return False


def html_of(truth: Truth, *, encoding: str = "utf-8", around: str = "{}") -> bytes:
    """A truth as a page with real spans; `around` is the page's body with the ledger at {}."""
    table, header = table_of(truth)
    rows = []
    for number, row in enumerate(table):
        tag = "th" if number < header else "td"
        cells = "".join(_html_cell(c.text, c.rows, c.columns, tag) for c in row if c is not None)
        rows.append(f"<tr>{cells}</tr>")
    note = f"<p>{escape(truth['note'])}</p>" if truth.get("note") else ""
    ledger = f"<p>{escape(truth['title'])}</p>\n<table border=1>\n" + "\n".join(rows) + f"\n</table>\n{note}"
    page = f'<!DOCTYPE html><html><head><meta charset="{encoding}"></head><body>{around.format(ledger)}</body></html>'
    return page.encode(encoding)


def _html_cell(text: str, rows: int, columns: int, tag: str) -> str:
    spans = (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{columns}"' if columns > 1 else "")
    inner = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n")) if "\n" in text else escape(text)
    return f"<{tag}{spans}>{inner}</{tag}>"


def mht_of(
    page: bytes, *, charset: str = "utf-8", transfer: str = "quoted-printable", others: tuple[str, ...] = ()
) -> bytes:
    """A page as a web archive, with further pages behind it."""
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message["Subject"] = "page"
    message.set_content(page.decode(charset), subtype="html", charset=charset, cte=transfer)
    message.make_related()
    for content in others:
        message.add_related(content, subtype="html", charset="utf-8")
    return message.as_bytes()
