"""Characters to lines, and lines to a text: what the page's width broke is put together, paragraphs stay apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from msgspec import Struct

from taizhang.language.patterns import Pattern

from ...kinds import is_people
from ...patterns import ends_sentence
from .shapes import Char

_OPENERS = frozenset("“‘（(《〈【「『[{")
_CLOSERS = frozenset("，。、；：！？”’）)》〉】」』]},.;:!?%％℃…—·/／")
_LINKS = frozenset("/／·—")
_LABEL = Pattern(r"[^\s，。；、：:]{2,16}[：:]")
_OFFICE = Pattern(
    r"(?!办公室|委员会|领导小组|指挥部|综合|行政|管理|服务|事务|执法|有限|责任|股份)[^\s，。；、：:,()（）]{2,11}(?:局|委|办|中心|集团|公司|政府|部|联|厅)"
)
"""A line that is an office's whole name, and not the wrapped end of one."""
_NUMBERED = Pattern(
    r"(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|\d{1,2}[.．、](?!\d)|\d{1,2}[.．]\d{1,2}月|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[①-⑳]|第[一二三四五六七八九十]{1,3}[，、：])"
)
LEVEL = 0.45
"""Characters no further apart in height than this, in characters, stand on one line."""
_SPACED = 0.8
"""A gap this wide, in characters, is a blank."""
_AFTER_STOP, _IN_SENTENCE = 0.3, 1.6
"""A line is broken on purpose when so many more characters would have fitted; printers keep some marks together."""
_NARROW = 5
"""A person's name on a line of its own has no more characters and blanks than this."""
_INDENT = 1.2
"""A line that begins this far right of the others, in characters, begins a paragraph."""


class Line(Struct, frozen=True):
    """One printed line; `first` is the width of what would have to stay together at its beginning.

    `sure` is the likelihood of its least sure character; `doubts` as in Origin.
    """

    text: str
    left: float
    right: float
    base: float
    em: float
    first: float
    sure: float = 1.0
    doubts: tuple[str, ...] = ()


def em_of(chars: Iterable[Char]) -> float:
    """The width of a Chinese character, in points; 10 when there is none."""
    widths = [c.right - c.left for c in chars if "\u3400" <= c.text <= "\u9fff"]
    return median(widths) if widths else 10.0


def lines_of(chars: Iterable[Char]) -> list[Line]:
    """The printed lines that characters stand on, from top to bottom; lines of blanks alone are left out."""
    rows: list[list[Char]] = []
    known = list(chars)
    em = em_of(known)
    for char in sorted(known, key=lambda c: c.base):
        if rows and char.base - rows[-1][-1].base <= em * LEVEL:
            rows[-1].append(char)
        else:
            rows.append([char])
    return [line for row in rows if (line := _line(row)) is not None]


def _line(row: Sequence[Char]) -> Line | None:
    inked = sorted((c for c in row if not c.text.isspace()), key=lambda c: c.left)
    if not inked:
        return None
    em = em_of(row)
    blanks = sorted((c for c in row if c.text.isspace()), key=lambda c: c.left)
    pieces: list[str] = []
    before: Char | None = None
    at = 0
    for char in inked:
        space = made = False
        while at < len(blanks) and blanks[at].left <= char.left:
            space, made = space or not blanks[at].made, made or blanks[at].made
            at += 1
        if before is not None:
            if char.text == before.text and char.left - before.left < 0.2 * em and char.right - before.right < 0.2 * em:
                continue  # drawn twice to look bold
            gap = char.left - before.right
            if space or gap > _SPACED * em or (made and _latin(before.text) and _latin(char.text)):
                pieces.append(" ")
        pieces.append(char.text)
        before = char
    if at < len(blanks) and not blanks[at].made:
        pieces.append(" ")
    bases = median(c.base for c in inked)
    doubts = tuple(c.text + c.others for c in inked if c.others)
    return Line(
        "".join(pieces), inked[0].left, inked[-1].right, bases, em, _together(inked), min(c.sure for c in inked), doubts
    )


def _latin(text: str) -> bool:
    return text.isascii() and text.isalpha()


def _together(chars: Sequence[Char]) -> float:
    """How wide the beginning of a line is that no printer breaks: a word, a figure, a mark with its characters."""
    end = _unbroken(chars, 0)
    while end < len(chars) - 1 and chars[end].text in _LINKS:  # 元/月
        end = _unbroken(chars, end + 1)
    return chars[end].right - chars[0].left


def _unbroken(chars: Sequence[Char], end: int) -> int:
    """The last character of the opening marks, the word or character, and the closing marks from `end` on."""
    while end < len(chars) - 1 and chars[end].text in _OPENERS:
        end += 1
    if chars[end].text.isascii() and chars[end].text.isalnum():
        while end < len(chars) - 1 and _in_word(chars[end + 1].text):
            end += 1
    while end < len(chars) - 1 and chars[end + 1].text in _CLOSERS:
        end += 1
    return end


def _in_word(text: str) -> bool:
    return text.isascii() and (text.isalnum() or text in ".-/%,:")


def text_of(lines: Sequence[Line], width: float) -> str:
    """The text of lines set in a column `width` points wide; a paragraph's end is a line break."""
    if len(lines) > 1 and _are_people(lines):
        return "\n".join(line.text.strip() for line in lines)
    left = min((line.left for line in lines), default=0.0)
    text = ""
    before: Line | None = None
    for line in lines:
        if before is None:
            text = line.text
        elif new_paragraph(before, line, left, width):
            text = text.rstrip() + "\n" + line.text
        else:
            text = joined(text, line.text)
        before = line
    return text.strip()


def sure_of(lines: Iterable[Line]) -> float:
    """How likely the least sure character of lines is, rounded down; 1 for text."""
    return int(100 * min((line.sure for line in lines), default=1.0)) / 100


def doubts_of(lines: Iterable[Line]) -> tuple[str, ...]:
    """The characters of lines that may be others, with these."""
    return tuple(doubt for line in lines for doubt in line.doubts)


def joined(above: str, below: str) -> str:
    """Two pieces of one paragraph: a blank only between two words in Latin letters."""
    words = above and below and _latin(above[-1]) and _latin(below[0])
    return above + (" " if words else "") + below


def new_paragraph(before: Line, line: Line, left: float, width: float) -> bool:
    """Whether `line` begins a paragraph: its beginning would have fitted on the line before, or it is set off."""
    stops = ends_sentence(before.text.rstrip())
    room = line.first + (_AFTER_STOP if stops else _IN_SENTENCE) * before.em
    indented = before.left - left > _INDENT * before.em and left + width - before.right <= room
    if width - (before.right - before.left) > room and not indented:
        return True
    if stops:
        begins = bool(_NUMBERED.match(line.text) or _LABEL.match(line.text))
        return begins or line.left - before.left > _INDENT * line.em
    return bool(_OFFICE.fullmatch(before.text.strip()) and _OFFICE.fullmatch(line.text.strip()))


def _are_people(lines: Sequence[Line]) -> bool:
    """Whether each line is one person's name, in a column that is hardly wider."""
    names = [line.text.strip() for line in lines]
    return all(len(name) <= _NARROW and name[-1] not in _CLOSERS and is_people(name) for name in names)
