"""A paper and its annexes as a Word document, by GB/T 9704-2012.

The standard's page holds 22 lines of 28 characters in 156 x 225 mm.  Its 三号 closes at 15.75 pt, Word's is 16 pt: type
of 16 pt is set a quarter of a point closer, on lines of 28.95 pt, so that every program breaks lines alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import quoteattr

from taizhang.ledger import Ledger

from ..docx.body import ESCAPES, content, section
from ..docx.parts import TURNED_FOOTERS, package
from ..layouts import AS_READ, Layout
from ..sheet import Look
from ..text import printable
from .model import Annex, Bulletin, Figure, Paragraph, Pieces
from .phrases import day_words
from .printed import PAGE, TURNED, annex_sheets, title_lines

LINE, CHAR = 579, 315
"""A line and a character in twentieths of a point."""
_KINDS = {"heading": "PaperHead", "subheading": "PaperSubhead", "text": "PaperText", "free": "PaperText"}
_WIDE = 2
"""Characters that the day stands in from the right, and the issuer at least."""


def to_docx(
    bulletin: Bulletin, ledger: Ledger, layout: Layout = AS_READ, *, fields: Mapping[str, str] | None = None
) -> bytes:
    """The paper with its annexes cut out of the ledger; `fields` are its 政府信息公开 fields, kept as properties.

    Each figure stands in a hidden bookmark that names its fact and its rows.
    """
    look = layout.look
    body = "".join([*_text(bulletin), *_annexes(bulletin, ledger, layout)])
    return package(body, look, look.size, bulletin.title, more=_styles(look), fields=fields)


def _text(bulletin: Bulletin) -> Iterator[str]:
    for line in title_lines(bulletin.title):
        yield _line("PaperTitle", line)
    yield _line("PaperText", "")
    if bulletin.to:
        yield _line("PaperTo", f"{bulletin.to}：")
    marks = _Marks()
    for paragraph in bulletin.paragraphs:
        yield _paragraph(paragraph, marks)
    if bulletin.annexes:
        yield _line("PaperText", "")
        yield from _annex_list(bulletin.annexes)
    yield from _signature(bulletin)
    if bulletin.annexes:
        yield f"<w:p><w:pPr>{section(PAGE)}</w:pPr></w:p>"
    else:
        yield section(PAGE)


class _Marks:
    """Numbers the bookmarks: none may be used twice."""

    def __init__(self) -> None:
        self.last = 0

    def around(self, figure: Figure) -> str:
        """The figure's words in a bookmark whose name begins with a line, which Word hides."""
        if not figure.rows:
            return _run(figure.text)
        self.last += 1
        rows = "_".join(str(row) for row in figure.rows[:4])
        name = quoteattr(f"_{figure.fact}_{self.last}_{rows}"[:40])
        start = f'<w:bookmarkStart w:id="{self.last}" w:name={name}/>'
        return f'{start}{_run(figure.text)}<w:bookmarkEnd w:id="{self.last}"/>'


def _paragraph(paragraph: Paragraph, marks: _Marks) -> str:
    runs = "".join(marks.around(p) if isinstance(p, Figure) else _run(p) for p in _merged(paragraph.pieces))
    return _styled(_KINDS[paragraph.kind], runs)


def _merged(pieces: Pieces) -> Iterator[str | Figure]:
    """Words that follow each other as one run."""
    words = ""
    for piece in pieces:
        if isinstance(piece, str):
            words += piece
            continue
        if words:
            yield words
        words = ""
        yield piece
    if words:
        yield words


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{printable(text).translate(ESCAPES)}</w:t></w:r>' if text else ""


def _line(style: str, text: str, properties: str = "") -> str:
    return _styled(style, _run(text), properties)


def _styled(style: str, runs: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def _annex_list(annexes: Sequence[Annex]) -> Iterator[str]:
    """附件：1.… – no mark behind the name, turned lines under its first character (GB/T 9704-2012, 7.3.4)."""
    for number, annex in enumerate(annexes, 1):
        count = f"{number}." if len(annexes) > 1 else ""
        first = "附件：" if number == 1 else ""
        name = 5 + (1 if count else 0)
        hanging = name - (2 if first else 5)
        ind = f'<w:ind w:left="{name * CHAR}" w:hanging="{hanging * CHAR}"/>'
        yield _line("PaperTo", f"{first}{count}{annex.title}", ind)


def _signature(bulletin: Bulletin) -> Iterator[str]:
    """The issuer over the middle of the day, the day four characters in from the right (7.3.5.1)."""
    if not bulletin.issuer and bulletin.day is None:
        return
    yield _line("PaperText", "")
    yield _line("PaperText", "")
    day = day_words(bulletin.day) if bulletin.day else ""
    if bulletin.issuer:
        inward = max(_WIDE, 4 + (_width(day) - _width(bulletin.issuer)) / 2)
        yield _line("PaperSigned", bulletin.issuer, f'<w:ind w:right="{round(inward * CHAR)}"/>')
    if day:
        yield _line("PaperSigned", day, f'<w:ind w:right="{4 * CHAR}"/>')


def _width(text: str) -> float:
    """In characters; figures are half as wide."""
    return sum(0.5 if c.isascii() else 1 for c in text)


def _annexes(bulletin: Bulletin, ledger: Ledger, layout: Layout) -> Iterator[str]:
    """Each on pages of its own, before nothing else: 附件1, its title, the table."""
    end = section(TURNED, TURNED_FOOTERS)
    for number, sheet in enumerate(annex_sheets(bulletin, ledger, layout), 1):
        yield content(sheet)
        yield end if number == len(bulletin.annexes) else f"<w:p><w:pPr>{end}</w:pPr></w:p>"


def _styles(look: Look) -> str:
    """The standard's paragraphs: 三号 仿宋, 黑体 and 楷体 headings, 二号 小标宋 title."""
    return "".join(
        (
            _style("PaperTitle", "Paper Title", look.title_font, 44, jc="center", close=False),
            _style("PaperTo", "Paper Addressees", look.font, 32),
            _style("PaperText", "Paper Text", look.font, 32, indent=True),
            _style("PaperHead", "Paper Heading", look.head_font, 32, indent=True),
            _style("PaperSubhead", "Paper Subheading", look.category_font, 32, indent=True),
            _style("PaperSigned", "Paper Signature", look.font, 32, jc="right"),
        )
    )


def _style(
    identity: str, name: str, font: str, halves: int, *, jc: str = "both", indent: bool = False, close: bool = True
) -> str:
    """A paragraph style; `halves` is the type in half points, `close` sets it a quarter of a point closer."""
    first = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHAR}"/>' if indent else ""
    closer = '<w:spacing w:val="-5"/>' if close else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/><w:basedOn w:val="a"/><w:qFormat/>'
        f'<w:pPr><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>{first}<w:jc w:val="{jc}"/></w:pPr>'
        f"<w:rPr><w:rFonts w:eastAsia={quoteattr(font)}/>{closer}"
        f'<w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/></w:rPr></w:style>'
    )
