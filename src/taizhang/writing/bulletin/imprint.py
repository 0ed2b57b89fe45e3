"""The imprint (版记) of a paper in Word, at the foot of its last page (GB/T 9704-2012, 7.4 and 10.1)."""

from __future__ import annotations

from collections.abc import Iterator

from ..docx.parts import W, twips
from ..sheet import Look
from .lines import lines_of
from .model import Bulletin
from .printed import copied_to, printed_line
from .runs import WIDE, gap, line, style

HIGH, FOUR = 480, 280
"""A line of the imprint and a 四号 character in twentieths of a point."""
_THICK, _THIN = 20, 14
"""0.35 and 0.25 mm in twentieths of a point."""
_FRAME = (
    f'<w:framePr w:w="{WIDE}" w:hSpace="0" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="left" '
    'w:yAlign="bottom"/>'
)


def imprint(bulletin: Bulletin) -> str:
    """Paragraphs in a frame at the foot of the page that the next paragraph is on; empty for a paper without imprint.

    Its lines are paragraphs as high as they are thick: programs take paragraphs with other borders for other frames.
    """
    words = list(_words(bulletin))
    if bulletin.head.style != "公文" or not words:
        return "".join(words)
    return _rule(_THICK) + _rule(_THIN).join(words) + _rule(_THICK)


def height(bulletin: Bulletin) -> int:
    """How high the imprint is without its lines, in twentieths of a point."""
    copied = copied_to(bulletin.head)
    lines = lines_of(copied, (WIDE - 5 * FOUR) / FOUR) if copied else 0
    return HIGH * (lines + bool(printed_line(bulletin)[0]))


def _words(bulletin: Bulletin) -> Iterator[str]:
    """抄送 and who prints: a character in on both sides, names turned under what follows the colon."""
    if copied := copied_to(bulletin.head):
        under = f'<w:ind w:left="{4 * FOUR}" w:right="{FOUR}" w:hanging="{3 * FOUR}"/>'
        yield line("PaperImprint", f"抄送：{copied}", _FRAME + under)
    by, on = printed_line(bulletin)
    if by:
        stop = f'<w:tabs><w:tab w:val="right" w:pos="{WIDE - FOUR}"/></w:tabs>'
        yield line("PaperImprint", f"　{by}\t{on}", f'{_FRAME}{stop}<w:jc w:val="left"/>')


def _rule(high: int) -> str:
    """A black line across the text's width."""
    black = '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'
    return line("PaperImprint", "", f'{_FRAME}{black}<w:spacing w:line="{high}" w:lineRule="exact"/>')


def imprint_style(look: Look) -> str:
    """四号 of the text's face."""
    return style("PaperImprint", "Paper Imprint", look.font, 28, close=False, high=HIGH)


FOOT = 5
"""How high the footer is on a page that holds the imprint alone, mm."""


def footer() -> str:
    """No number on a page that holds the imprint alone: a blank page may stand before it (7.5).

    It fills the room below the text, for LibreOffice lets the text of a section that begins on an even page go down
    to its footer.
    """
    return f"<w:ftr {W}>{gap(twips(FOOT))}</w:ftr>"
