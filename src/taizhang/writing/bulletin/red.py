"""The red head of a paper in Word (GB/T 9704-2012, 7.2 and 10.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..docx.parts import R, W, twips
from ..sheet import Look
from .model import Bulletin, Head
from .printed import organ_mark, organ_type
from .runs import CHAR, LINE, RED, WIDE, gap, line, run, style, styled

DROP = twips(35)
"""From the text's upper edge down to the organ."""
LETTER_TOP, LETTER_FOOT = 30, 20
"""From a letter's edges to the organ, and to the second double line, mm."""
_ABOVE, _HIGH = 0.15, 1.25
"""An exact line of 1.25 times the type has its baseline at 4/5: so much of the type is empty above the characters."""
_UNDER = 7
"""Points from the number's line down to the red one: with the line's own room 4 mm."""
_BELOW = twips(1.6)
"""With the line's own room 7/8 of a character from a letter's double line down to its number."""
_OUT = twips(8), twips(6)
"""A letter's double lines are 170 mm long: so far out of the text on the left and on the right."""


def document_head(bulletin: Bulletin) -> Iterator[str]:
    """A document's head: urgency, organ, number, signers, the red line, and two empty lines."""
    head = bulletin.head
    size, _ = organ_type(head)
    above, below = round(20 * size * _ABOVE), round(20 * size * (_HIGH - 1 - _ABOVE / 2))
    if head.urgency:
        yield line("PaperMark", head.urgency)
    yield gap(DROP - above - (LINE if head.urgency else 0))
    yield _organ(head)
    yield gap(2 * LINE - below)
    yield from _numbers(bulletin)
    yield line("PaperText", "") * 2


def _organ(head: Head) -> str:
    marks = organ_mark(head)
    if len(marks) < 2:
        return "".join(line("PaperOrgan", mark) for mark in marks)
    size, width = organ_type(head)
    char = round(20 * size * width / 100)
    wide, aside = char * max(map(len, marks)) + char // 2, char * (len(head.suffix) + 1)
    names = "".join(line("PaperOrgan", mark, '<w:jc w:val="distribute"/>') for mark in marks)
    cells = (
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr>{names}</w:tc>'
        f'<w:tc><w:tcPr><w:tcW w:w="{aside}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{line('PaperOrgan', head.suffix)}</w:tc>"
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{wide + aside}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{wide}"/><w:gridCol w:w="{aside}"/></w:tblGrid>'
        f"<w:tr>{cells}</w:tr></w:tbl>"
    )


def _numbers(bulletin: Bulletin) -> Iterator[str]:
    """The number in the middle, or at the left beside the last signers, two of these in a line; the line below."""
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="16" w:space="{_UNDER}" w:color="{RED}"/></w:pBdr>'
    signers = bulletin.head.signers
    if not signers:
        yield line("PaperNumber", bulletin.number, rule)
        return
    rows = [signers[k : k + 2] for k in range(0, len(signers), 2)]
    longest = max(map(len, signers))
    names = WIDE - CHAR - CHAR * (longest * len(rows[0]) + len(rows[0]) - 1)
    stops = (names - 4 * CHAR, names, names + CHAR * (longest + 1))
    tabs = "<w:tabs>" + "".join(f'<w:tab w:val="left" w:pos="{stop}"/>' for stop in stops) + "</w:tabs>"
    for number, row in enumerate(rows, 1):
        last = number == len(rows)
        yield styled(
            "PaperTo", "".join(_signed(bulletin, row, first=number == 1, last=last)), (rule if last else "") + tabs
        )


def _signed(bulletin: Bulletin, row: Sequence[str], *, first: bool, last: bool) -> Iterator[str]:
    yield run(f"　{bulletin.number}\t" if last else "\t")
    yield run("签发人：" if first else "\t")
    for number, name in enumerate(row):
        yield run("\t" if number else "")
        yield run(name, '<w:rStyle w:val="PaperSigner"/>')


def letter_header(head: Head) -> str:
    """The first page's header: the organ 30 mm from the edge, thick and thin lines 4 mm below it."""
    rule = f'<w:pBdr><w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="2" w:color="{RED}"/></w:pBdr>'
    left, right = _OUT
    ind = f'<w:ind w:left="-{left}" w:right="-{right}"/>'
    return f"<w:hdr {W} {R}>{line('PaperOrgan', ''.join(organ_mark(head)), rule + ind)}</w:hdr>"


def letter_footer() -> str:
    """The first page's footer: no number, but thin and thick lines."""
    rule = f'<w:pBdr><w:bottom w:val="thinThickSmallGap" w:sz="24" w:space="0" w:color="{RED}"/></w:pBdr>'
    left, right = _OUT
    spacing = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    ind = f'<w:ind w:left="-{left}" w:right="-{right}"/>'
    return f'<w:ftr {W} {R}><w:p><w:pPr><w:pStyle w:val="Page"/>{rule}{spacing}{ind}</w:pPr></w:p></w:ftr>'


def letter_top(head: Head) -> float:
    """From the edge down to the header, so that the characters stand 30 mm from the edge, mm."""
    size, _ = organ_type(head)
    return LETTER_TOP - size * _ABOVE * 25.4 / 72


def letter_head(bulletin: Bulletin) -> Iterator[str]:
    """What stands below a letter's double line: urgency at the left, the number at the right, two empty lines."""
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{WIDE}"/></w:tabs>'
    urgent = run(bulletin.head.urgency, '<w:rStyle w:val="PaperUrgency"/>')
    below = f'<w:spacing w:before="{_BELOW}"/>'
    yield styled("PaperTo", urgent + run(f"\t{bulletin.number}"), tabs + below)
    yield line("PaperText", "") * 2


def red_styles(head: Head, look: Look) -> str:
    """The styles that a red head needs; none without one."""
    if head.style == "none":
        return ""
    size, width = organ_type(head)
    wide = f'<w:color w:val="{RED}"/><w:w w:val="{round(width)}"/>'
    high = round(20 * size * _HIGH)
    halves = round(2 * size)
    return "".join(
        (
            style("PaperMark", "Paper Mark", look.head_font, 32),
            style("PaperNumber", "Paper Number", look.font, 32, jc="center"),
            style("PaperOrgan", "Paper Organ", look.title_font, halves, jc="center", close=False, high=high, look=wide),
            _character("PaperSigner", "Paper Signer", look.category_font),
            _character("PaperUrgency", "Paper Urgency", look.head_font),
        )
    )


def _character(identity: str, name: str, font: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{identity}"><w:name w:val="{name}"/><w:qFormat/>'
        f'<w:rPr><w:rFonts w:eastAsia="{font}"/></w:rPr></w:style>'
    )
