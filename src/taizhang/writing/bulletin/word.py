"""A paper and its annexes as a Word document, by GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import quoteattr

from taizhang.ledger import Ledger

from ..docx.body import content, section
from ..docx.parts import TURNED_FOOTERS, package, relation
from ..layouts import AS_READ, Layout
from ..sheet import Look
from .imprint import FOOT, footer, height, imprint, imprint_style
from .lines import PAGE_LINES, height_of, lines_of, width_of
from .model import Annex, Bulletin, Figure, Head, Paragraph, Pieces
from .phrases import day_words
from .printed import PAGE, TURNED, annex_sheets, title_lines
from .red import (
    LETTER_FOOT,
    document_head,
    letter_footer,
    letter_head,
    letter_header,
    letter_top,
    red_styles,
)
from .runs import CHAR, END, LINE, line, run, style, styled

_KINDS = {"heading": "PaperHead", "subheading": "PaperSubhead", "text": "PaperText", "free": "PaperText"}
_WIDE = 2
"""Characters that the day stands in from the right, and the issuer at least."""
_FEW, _SHORT = 2, 8
"""The last paragraph goes with the signature to its page (7.3.5.5), unless it is most of the text or so many lines
long: some programs take a paragraph there whole.
"""
_SPARE = 3
"""Lines by which the text's end may be told wrong."""
_PARTS = ("header1", "footer5", "footer6", "footer7")
"""A letter's first page has a header and a footer of its own, a page with the imprint alone footers that are
empty, one for odd and one for even pages: some programs read a part once only.
"""
_FIRST, _ALONE = (relation(0), relation(1)), (relation(2), relation(3))


def to_docx(
    bulletin: Bulletin, ledger: Ledger, layout: Layout = AS_READ, *, fields: Mapping[str, str] | None = None
) -> bytes:
    """The paper with its annexes cut out of the ledger; `fields` are its 政府信息公开 fields, kept as properties.

    Each figure stands in a hidden bookmark that names its fact and its rows.
    """
    look, head = layout.look, bulletin.head
    body = "".join([*_text(bulletin), *_annexes(bulletin, ledger, layout), *_end(bulletin)])
    parts = dict(zip(_PARTS, (letter_header(head), letter_footer(), footer(), footer()), strict=True))
    styles = _styles(look) + red_styles(head, look) + imprint_style(look)
    more = parts if head.style != "none" else {}
    return package(body, look, look.size, bulletin.title, more=styles, fields=fields, parts=more)


def _text(bulletin: Bulletin) -> Iterator[str]:
    yield from _head(bulletin)
    for words in title_lines(bulletin.title):
        yield line("PaperTitle", words, keep=True)
    yield line("PaperText", "", keep=True)
    if bulletin.to:
        yield line("PaperTo", f"{bulletin.to}：")
    marks = _Marks()
    tail = [*_annex_list(bulletin.annexes), *_signature(bulletin)]
    for paragraph in bulletin.paragraphs:
        last = paragraph is bulletin.paragraphs[-1] and len(bulletin.paragraphs) > _FEW
        yield _paragraph(paragraph, marks, keep=last and bool(tail) and lines_of(paragraph.text) <= _SHORT)
    yield from tail


def _head(bulletin: Bulletin) -> Iterator[str]:
    if bulletin.head.style == "公文":
        yield from document_head(bulletin)
    elif bulletin.head.style == "函":
        yield from letter_head(bulletin)


def _page(head: Head) -> str:
    """The section of the text: a letter's first page has its own header and footer."""
    if head.style == "函":
        return section(PAGE, first=_FIRST, edges=(letter_top(head), LETTER_FOOT))
    return section(PAGE)


def _end(bulletin: Bulletin) -> Iterator[str]:
    """The imprint and the last section: on the text's last page where it fits there, else on a page of its own."""
    made = imprint(bulletin)
    if not made:
        yield section(TURNED, TURNED_FOOTERS) if bulletin.annexes else _page(bulletin.head)
    elif not bulletin.annexes and _fits(bulletin):
        yield f"{made}<w:p><w:pPr>{END}</w:pPr></w:p>{_page(bulletin.head)}"
    else:
        before = section(TURNED, TURNED_FOOTERS) if bulletin.annexes else _page(bulletin.head)
        yield f"<w:p><w:pPr>{END}{before}</w:pPr></w:p>"
        document = bulletin.head.style == "公文"
        yield f"{made}<w:p><w:pPr>{END}</w:pPr></w:p>"
        yield section(PAGE, _ALONE, edges=(15, PAGE.margins[2] - FOOT), even=True) if document else section(PAGE)


def _fits(bulletin: Bulletin) -> bool:
    """Whether text and imprint surely end on one page, for a document an even one."""
    high = height_of(bulletin)
    first, last = (int(lines // PAGE_LINES) for lines in (high - _SPARE, high + _SPARE + height(bulletin) / LINE))
    return first == last and (bulletin.head.style == "函" or first % 2 == 1)


class _Marks:
    """Numbers the bookmarks: none may be used twice."""

    def __init__(self) -> None:
        self.last = 0

    def around(self, figure: Figure) -> str:
        """The figure's words in a bookmark whose name begins with a line, which Word hides."""
        if not figure.rows:
            return run(figure.text)
        self.last += 1
        rows = "_".join(str(row) for row in figure.rows[:4])
        name = quoteattr(f"_{figure.fact}_{self.last}_{rows}"[:40])
        start = f'<w:bookmarkStart w:id="{self.last}" w:name={name}/>'
        return f'{start}{run(figure.text)}<w:bookmarkEnd w:id="{self.last}"/>'


def _paragraph(paragraph: Paragraph, marks: _Marks, *, keep: bool) -> str:
    runs = "".join(marks.around(p) if isinstance(p, Figure) else run(p) for p in _merged(paragraph.pieces))
    return styled(_KINDS[paragraph.kind], runs, keep=keep)


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


def _annex_list(annexes: Sequence[Annex]) -> Iterator[str]:
    """附件：1.… – no mark behind the name, turned lines under its first character (GB/T 9704-2012, 7.3.4)."""
    if annexes:
        yield line("PaperText", "", keep=True)
    for number, annex in enumerate(annexes, 1):
        count = f"{number}." if len(annexes) > 1 else ""
        first = "附件：" if number == 1 else ""
        name = 5 + (1 if count else 0)
        hanging = name - (2 if first else 5)
        ind = f'<w:ind w:left="{name * CHAR}" w:hanging="{hanging * CHAR}"/>'
        yield line("PaperTo", f"{first}{count}{annex.title}", ind, keep=True)


def _signature(bulletin: Bulletin) -> Iterator[str]:
    """The issuer over the middle of the day, the day four characters in from the right (7.3.5.1)."""
    if not bulletin.issuer and bulletin.day is None:
        return
    yield line("PaperText", "", keep=True) * 2
    day = day_words(bulletin.day) if bulletin.day else ""
    if bulletin.issuer:
        inward = max(_WIDE, 4 + (width_of(day) - width_of(bulletin.issuer)) / 2)
        yield line("PaperSigned", bulletin.issuer, f'<w:ind w:right="{round(inward * CHAR)}"/>', keep=bool(day))
    if day:
        yield line("PaperSigned", day, f'<w:ind w:right="{4 * CHAR}"/>')


def _annexes(bulletin: Bulletin, ledger: Ledger, layout: Layout) -> Iterator[str]:
    """Each on pages of its own, before nothing else: 附件1, its title, the table."""
    if bulletin.annexes:
        yield f"<w:p><w:pPr>{END}{_page(bulletin.head)}</w:pPr></w:p>"
    for number, sheet in enumerate(annex_sheets(bulletin, ledger, layout), 1):
        yield content(sheet)
        if number < len(bulletin.annexes):
            yield f"<w:p><w:pPr>{END}{section(TURNED, TURNED_FOOTERS)}</w:pPr></w:p>"


def _styles(look: Look) -> str:
    """The standard's paragraphs: 三号 仿宋, 黑体 and 楷体 headings, 二号 小标宋 title."""
    return "".join(
        (
            style("PaperTitle", "Paper Title", look.title_font, 44, jc="center", close=False),
            style("PaperTo", "Paper Addressees", look.font, 32),
            style("PaperText", "Paper Text", look.font, 32, indent=True),
            style("PaperHead", "Paper Heading", look.head_font, 32, indent=True, keep=True),
            style("PaperSubhead", "Paper Subheading", look.category_font, 32, indent=True, keep=True),
            style("PaperSigned", "Paper Signature", look.font, 32, jc="right"),
        )
    )
