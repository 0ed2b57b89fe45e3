"""Runs, paragraphs and styles of a paper in Word, in the measures of GB/T 9704-2012.

The standard's page holds 22 lines of 28 characters in 156 x 225 mm.  Its 三号 closes at 15.75 pt, Word's is 16 pt: type
of 16 pt is set a quarter of a point closer, on lines of 28.95 pt, so that every program breaks lines alike.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from ..docx.body import ESCAPES
from ..text import printable

LINE, CHAR = 579, 315
"""A line and a character in twentieths of a point."""
WIDE = 28 * CHAR + 24
"""The text's width, 156 mm."""
RED = "D7000F"
END = '<w:spacing w:before="0" w:after="0" w:line="10" w:lineRule="exact"/>'
"""Properties of a paragraph that only ends a section: it needs no room, so it never begins a page."""


def run(text: str, properties: str = "") -> str:
    """A run of words; tabs are tabs."""
    if not text:
        return ""
    words = printable(text).translate(ESCAPES).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    told = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{told}<w:t xml:space="preserve">{words}</w:t></w:r>'


def line(style: str, text: str, properties: str = "", *, keep: bool = False) -> str:
    """A paragraph of words; `keep` holds it on one page with the next."""
    return styled(style, run(text), properties, keep=keep)


def styled(style: str, runs: str, properties: str = "", *, keep: bool = False) -> str:
    """A paragraph of runs."""
    kept = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{properties}</w:pPr>{runs}</w:p>'


def gap(twips: int) -> str:
    """A paragraph that is nothing but height."""
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{twips}" w:lineRule="exact"/>'
    return f'<w:p><w:pPr>{spacing}<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>' if twips > 0 else ""


def style(
    identity: str,
    name: str,
    font: str,
    halves: int,
    *,
    jc: str = "both",
    indent: bool = False,
    close: bool = True,
    keep: bool = False,
    high: int = LINE,
    look: str = "",
) -> str:
    """A paragraph style; `halves` is the type in half points, `close` sets it a quarter of a point closer.

    `high` is the line in twentieths of a point, `look` the characters' colour and width.
    """
    first = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHAR}"/>' if indent else ""
    closer = '<w:spacing w:val="-5"/>' if close else ""
    kept = "<w:keepNext/>" if keep else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/><w:basedOn w:val="a"/><w:qFormat/>'
        f'<w:pPr>{kept}<w:widowControl w:val="0"/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/>'
        f'<w:autoSpaceDN w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{high}" w:lineRule="exact"/>{first}<w:jc w:val="{jc}"/></w:pPr>'
        f"<w:rPr><w:rFonts w:eastAsia={quoteattr(font)}/>{look}{closer}"
        f'<w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/></w:rPr></w:style>'
    )
