"""The parts of a Word package that say how things look, and the package itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from ..fonts import ALTERNATIVES
from ..sheet import Look
from ..text import printable

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MADE = (1980, 1, 1, 0, 0, 0)  # the same ledger gives the same bytes
_PARTS = ("styles", "settings", "fontTable", "footer1", "footer2", "footer3", "footer4")
_CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_ANY = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def package(
    body: str,
    look: Look,
    size: float,
    title: str,
    *,
    more: str = "",
    fields: Mapping[str, str] | None = None,
    parts: Mapping[str, str] | None = None,
) -> bytes:
    """A .docx of a body, in styles made from the look and `more` of them; `size` is the table's type in points.

    `fields` become the document's own properties (政府信息公开).  `parts` are more headers and footers, named so;
    their relations are what `relation` gives.
    """
    fields, parts = fields or {}, parts or {}
    named = (*_PARTS, *parts)
    files = {
        "[Content_Types].xml": _types(named, bool(fields)),
        "_rels/.rels": _relations(
            (f"{_OFFICE}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            *([(f"{_OFFICE}/custom-properties", "docProps/custom.xml")] if fields else ()),
        ),
        "docProps/core.xml": _core(title),
        "word/document.xml": f"<w:document {W} {R}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            *((f"{_OFFICE}/{_kind(p)}", f"{p}.xml") for p in named),
        ),
        "word/styles.xml": styles(look, size, more),
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _font_table(look),
        "word/footer1.xml": _footer("right"),
        "word/footer2.xml": _footer("left"),
        "word/footer3.xml": _turned_footer("bottom"),
        "word/footer4.xml": _turned_footer("top"),
        **{f"word/{name}.xml": part for name, part in parts.items()},
    }
    if fields:
        files["docProps/custom.xml"] = _custom(fields)
    return _zipped(files)


def _zipped(files: Mapping[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _MADE)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, (_HEAD + content).encode())
    return stream.getvalue()


def _kind(part: str) -> str:
    """What a part is: a footer, of footer1."""
    return part.rstrip("0123456789")


def relation(place: int) -> str:
    """The relation of the part that stands there among the `parts` given, from 0."""
    return f"rId{len(_PARTS) + 1 + place}"


def _types(named: Sequence[str], custom: bool) -> str:
    parts = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}.{_kind(part)}+xml"/>' for part in named
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{parts}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        + (f'<Override PartName="/docProps/custom.xml" ContentType="{_CUSTOM}"/>' if custom else "")
        + "</Types>"
    )


def _relations(*targets: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{k}" Type="{kind}" Target="{target}"/>' for k, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


FOOTERS = (f"rId{_PARTS.index('footer1') + 1}", f"rId{_PARTS.index('footer2') + 1}")
"""Relations of the footers of odd and of even pages."""
TURNED_FOOTERS = (f"rId{_PARTS.index('footer3') + 1}", f"rId{_PARTS.index('footer4') + 1}")
"""The same of pages that lie on their side between upright ones."""


def _custom(fields: Mapping[str, str]) -> str:
    inner = "".join(
        f'<property fmtid="{_ANY}" pid="{pid}" name={quoteattr(printable(name))}>'
        f"<vt:lpwstr>{escape(printable(text))}</vt:lpwstr></property>"
        for pid, (name, text) in enumerate(fields.items(), 2)
    )
    space = "http://schemas.openxmlformats.org/officeDocument/2006"
    return f'<Properties xmlns="{space}/custom-properties" xmlns:vt="{space}/docPropsVTypes">{inner}</Properties>'


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(printable(title))}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


_SETTINGS = (
    f'<w:settings {W}><w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)


def _font_table(look: Look) -> str:
    """The faces by name, each with what may stand in for it where it is missing."""
    named = dict.fromkeys((look.font, look.head_font, look.title_font, look.tier_font, look.category_font, "宋体"))
    inner = "".join(
        f"<w:font w:name={quoteattr(name)}>"
        + (f"<w:altName w:val={quoteattr(','.join(ALTERNATIVES[name]))}/>" if name in ALTERNATIVES else "")
        + '<w:charset w:val="86"/></w:font>'
        for name in named
    )
    return f'<w:fonts {W}>{inner}<w:font w:name="Times New Roman"><w:charset w:val="00"/></w:font></w:fonts>'


def styles(look: Look, size: float, more: str = "") -> str:
    """The styles: of texts around the table, and of its cells, standing left, in the middle and right."""
    text, cell = look.text_size, size
    made = [
        _style("a", "Normal", look.font, text, default=True),
        _style("Title", "Title", look.title_font, look.title_size, align="center", line=1.25, after=0.3),
        _style("Subtitle", "Subtitle", look.category_font, text, align="center", after=0.3),
        _style("Annex", "Annex Mark", look.head_font, text, after=1.5),
        _style("Letter", "Letter", look.font, text, indent=2, line=1.75),
        _style("To", "Addressees", look.font, text, line=1.75),
        _style("Issued", "Issued", look.font, text, align="right", line=1.75),
        _style("Aside", "Aside", look.font, cell),
        _style("Heading", "Heading Line", look.font, text, align="center"),
        _style("Note", "Note", look.font, cell),
        _style("Page", "footer", "宋体", 14),
    ]
    fonts = {"Head": look.head_font, "Text": look.font, "Tier": look.tier_font, "Category": look.category_font}
    for name, font in fonts.items():
        for suffix, align in (("", "left"), ("C", "center"), ("R", "right")):
            made.append(_style(f"{name}{suffix}", f"Table {name} {align}", font, cell, align=align, line=0))
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
        f'w:eastAsia={quoteattr(look.font)} w:cs="Times New Roman"/><w:kern w:val="2"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    return f"<w:styles {W}>{defaults}{''.join(made)}{more}{_table_style()}</w:styles>"


_PLAIN = '<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
"""Marks stay within the margin, and no blank is put between Chinese and figures."""


def _style(
    identity: str,
    name: str,
    font: str,
    size: float,
    *,
    align: str = "",
    line: float = 1.5,
    after: float = 0,
    indent: int = 0,
    default: bool = False,
) -> str:
    """A paragraph style; `line` and `after` are in multiples of the type, 0 lines is a cell's close leading."""
    space = f'<w:spacing w:before="0" w:after="{_twentieths(after * size)}" '
    space += f'w:line="{_twentieths((line or 1.3) * size)}" w:lineRule="{"exact" if line else "atLeast"}"/>'
    ind = f'<w:ind w:firstLineChars="{indent * 100}" w:firstLine="{_twentieths(indent * size)}"/>' if indent else ""
    jc = f'<w:jc w:val="{align}"/>' if align else ""
    base = "" if default else '<w:basedOn w:val="a"/>'
    mark = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph"{mark} w:styleId="{identity}"><w:name w:val="{name}"/>{base}<w:qFormat/>'
        f"<w:pPr>{_PLAIN}{space}{ind}{jc}</w:pPr>"
        f"<w:rPr><w:rFonts w:eastAsia={quoteattr(font)}/>"
        f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/></w:rPr></w:style>'
    )


def _twentieths(points: float) -> int:
    return round(points * 20)


def _table_style() -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{4 if side.startswith("inside") else 8}" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 28), ("left", 108), ("bottom", 28), ("right", 108))
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f"<w:tblPr><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="table" w:styleId="Ledger"><w:name w:val="Ledger"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr></w:style>"
    )


def _footer(side: str) -> str:
    """The page's number between two dashes, a character in from the side (GB/T 9704-2012, 7.5)."""
    ind = f'<w:ind w:{side}Chars="100" w:{side}="280"/>'
    return f"<w:ftr {W}>{_number(side, ind)}</w:ftr>"


def _turned_footer(end: str) -> str:
    """The number where upright pages have it, on a page that lies on its side (GB/T 9704-2012, 7.5 and 8).

    The foot of the upright page is the left edge of the turned one, its right end the bottom: there on odd pages, at
    the top on even ones.  A floating cell whose text runs downwards is what Word and LibreOffice both place so.
    """
    y = twips(33) if end == "top" else twips(210 - 31 - 30)
    place = (
        f'<w:tblpPr w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{twips(21)}" w:tblpY="{y}"/>'
        f'<w:tblW w:w="{twips(8)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    )
    cell = f'<w:tcPr><w:tcW w:w="{twips(8)}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>' + _number(
        "left" if end == "top" else "right", ""
    )
    row = f'<w:trPr><w:trHeight w:val="{twips(30)}" w:hRule="exact"/></w:trPr><w:tc>{cell}</w:tc>'
    table = f'<w:tbl><w:tblPr>{place}</w:tblPr><w:tblGrid><w:gridCol w:w="{twips(8)}"/></w:tblGrid><w:tr>{row}</w:tr>'
    return f'<w:ftr {W}>{table}</w:tbl><w:p><w:pPr><w:pStyle w:val="Page"/></w:pPr></w:p></w:ftr>'


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm * 1440 / 25.4)


def _number(side: str, ind: str) -> str:
    field = "".join(
        f"<w:r>{inner}</w:r>"
        for inner in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    return f'<w:p><w:pPr><w:pStyle w:val="Page"/>{ind}<w:jc w:val="{side}"/></w:pPr>{field}</w:p>'
