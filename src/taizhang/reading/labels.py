"""Labels with a colon in running text, known by the header lexicon or by coming again and again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set

from msgspec import Struct

from taizhang.language.chars import unspaced
from taizhang.language.patterns import Pattern
from taizhang.ledger import Span

from .column_names import sure
from .pieces import Page

_COUNT = r"\d{1,3}|[一二三四五六七八九十]{1,3}"
NUMBERED = Pattern(
    rf"^[\s　]*(?:[(（]?({_COUNT})[)）]?\s*[、.．]|[(（]({_COUNT})[)）]|第({_COUNT})[项件]\s*[:：、]?|([①-⑳]))[\s　]*"
)
_NAME = r"[\u4e00-\u9fff\d][\u4e00-\u9fff\d（）()/、%％\-—－ 　]{0,13}?"
_AT_START = Pattern(rf"^[\s　]*(?:[-•●·*◆■★▪]\s*)?(?:[【\[]\s*({_NAME})\s*[】\]]\s*[:：]?|({_NAME})\s*[:：])")
_SHORT = r"[\u4e00-\u9fff、/（）()]"
_INLINE = Pattern(
    r"(?<=[\s　；;。，,）)：:])"
    rf"(?:【\s*({_SHORT}{{2,10}}?)\s*】\s*[:：]?|([\u4e00-\u9fff]{_SHORT}{{1,9}}?)\s*[:：])"
)
_SET_OFF = Pattern(r"(?<=[\s　；;：:])([\u4e00-\u9fff]{2})[：:]")
_BRACKETED = Pattern(rf"【\s*({_SHORT}{{2,6}}?)\s*】(?=\s*[^\s【])")
_IN_BRACKET = Pattern(rf"(?:^|[；;，,。、\s　])({_SHORT}{{2,10}}?)\s*[:：]")


_NO_LABELS = frozenset({"其中", "包括", "分别", "例如"})
_NOTES = frozenset({"注", "附注", "备注", "说明", "填表说明", "填报说明"})


class Label(Struct, frozen=True):
    """A label in the text: its name, where it and its marks stand, where its value begins and must end.

    `first` is true when it begins its line (after a number); `bracket` when it stands in a line's closing
    bracket.
    """

    name: str
    span: Span
    begin: int
    value: int
    end: int
    line: int
    first: bool
    bracket: bool = False


def find_labels(page: Page) -> list[Label]:
    """All labels of the text in order."""
    repeated = _repeated(page)
    marked = _bracketed(page)
    labels: list[Label] = []
    for number, line in enumerate(page.lines):
        if "：" in line or ":" in line or "】" in line:
            labels += _of_line(page, number, line, repeated | marked, marked)
    counts = Counter(label.name for label in labels)
    return [label for label in labels if label.name not in _NOTES or counts[label.name] > 1]


def _repeated(page: Page) -> set[str]:
    """Names that begin at least three lines with a colon, so that they are labels though unknown.

    And short known ones (进展：) that blanks or marks set off inside as many lines, with unknown ones (完成：) that
    stand beside them in nearly all of these.
    """
    names = Counter(unspaced(m[1] or m[2]) for line in page.lines if (m := _AT_START.match(_after_number(line)[1])))
    lines = (line for line in page.lines if "：" in line or ":" in line)
    inside = Counter(name for line in lines for name in {m[1] for m in _SET_OFF.finditer(line)})
    begin = {name for name, count in names.items() if count >= 3 and len(name) <= 10}
    sure_ones = {name: count for name, count in inside.items() if count >= 3 and known(name)}
    most = max(sure_ones.values(), default=0)
    beside = {name for name, count in inside.items() if most and count * 10 >= most * 9 and name not in _NO_LABELS}
    return begin | set(sure_ones) | beside


def _bracketed(page: Page) -> frozenset[str]:
    """Names in 【】 before words of at least three lines: labels by their brackets, known or not (【目标】…【进展】…).

    They must stand beside a known one, for a 【】 may also mark a kind of news.
    """
    lines = [{unspaced(m[1]) for m in _BRACKETED.finditer(line)} for line in page.lines if "】" in line]
    names = Counter(name for line in lines for name in line)
    again = frozenset(name for name, count in names.items() if count >= 3)
    return again if len(again) > 1 and any(known(name) for name in again) else frozenset()


def _after_number(line: str) -> tuple[int, str]:
    match = NUMBERED.match(line)
    return (match.end(), line[match.end() :]) if match else (0, line)


def known(name: str) -> bool:
    """True for a header name of the lexicon."""
    return sure(name) >= 0.8


def _of_line(page: Page, number: int, line: str, repeated: Set[str], marked: Set[str]) -> list[Label]:
    start = page.starts[number]
    opening = _bracket(line)
    stop = opening if opening is not None else len(line)
    found: list[Label] = []
    skip, rest = _after_number(line[:stop])
    match = _AT_START.match(rest)
    at = 0
    bare = match is not None and match[1] and not rest[match.end() :].strip()
    if match and ((name := unspaced(match[1] or match[2])) in repeated or (known(name) and not bare)):
        group = 1 if match[1] else 2
        found.append(_label(match, group, name, start + skip, start + stop, number, first=True))
        at = skip + match.end()
    for match in _INLINE.finditer(line, at, stop):
        name = unspaced(match[1] or match[2])
        short = len(name) == 2 and name in repeated and not match[1]
        if (match[1] and name in marked) or short or (known(name) and len(name) > 2):
            found.append(_label(match, 1 if match[1] else 2, name, start, start + stop, number, first=False))
    if opening is not None:
        found += _in_bracket(page, number, line, opening)
    return found


def _label(match: re.Match[str], group: int, name: str, offset: int, end: int, line: int, *, first: bool) -> Label:
    begin = offset + match.start() + len(match.group()) - len(match.group().lstrip())
    return Label(
        name,
        Span(offset + match.start(group), offset + match.end(group)),
        begin,
        offset + match.end(),
        end,
        line,
        first,
    )


def _bracket(line: str) -> int | None:
    """Where a line's closing bracket with labels opens: …（牵头单位：…；责任单位：…）."""
    tail = line.rstrip(" 　。.；;")
    if not tail.endswith(("）", ")", "】", "]")):
        return None
    for match in re.finditer(r"[（(【\[]", tail):
        inner = _IN_BRACKET.match(tail[match.end() :])
        if inner and known(unspaced(inner[1])):
            return match.start()
    return None


def _in_bracket(page: Page, number: int, line: str, opening: int) -> list[Label]:
    start, end = page.starts[number], len(line.rstrip(" 　。.；;")) - 1
    inside = line[opening + 1 : end]
    found = []
    for match in _IN_BRACKET.finditer(inside):
        name = unspaced(match[1])
        if known(name):
            base = start + opening + 1
            span = Span(base + match.start(1), base + match.end(1))
            found.append(
                Label(name, span, span.start, base + match.end(), start + end, number, first=False, bracket=True)
            )
    return found
