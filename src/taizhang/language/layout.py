"""The lie of a text: item numbers, quotations, sentences, clauses and the headings they stand under."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from .chars import fold
from .patterns import Pattern

ITEM = Pattern(
    r"(?:^|(?<=[\n。;:!?]))[ \n]{0,4}(?:"
    r"[0-9]{1,2}(?:[.、)](?![0-9])|\.(?=(?:1[0-2]|[1-9]) ?月|20[0-9]{2} ?年|[0-9]+ ?(?:个|处|条|户|座|所|家"
    r"|套|场|项|件|名|人|台)))"
    r"|\((?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\)|[一二三四五六七八九十]{1,3}(?:、|是(?=[^否]))|[①-⑳⑴-⒇])"
)
QUOTED = Pattern(r"[“\"][^“”\"\n]{1,60}[”\"]|《[^《》\n]{1,60}》|「[^「」\n]{1,60}」|‘[^‘’\n]{1,30}’")
_BREAK = Pattern(r"[，。;!?\n]|,(?![0-9]{3}(?![0-9]))|(?<![0-9]),")
_HARD = "。;!?\n"
_LABEL = Pattern(r"[ ]*([^，。;,!?\n:]{1,40}):")
_NO_LABEL = Pattern(
    r"(?:分别是|分别为|如下|包括|其中|有|是|为|即|含|达|指出|强调|要求|[0-9])$",
    first="0123456789为其分包即含如强指是有要达",
)


class Piece(Struct, frozen=True):
    """A clause's place: `start` to `end`, the number of its sentence, and the heading it stands under."""

    start: int
    end: int
    sentence: int
    label: str
    heading: bool = False


class Layout(Struct, frozen=True):
    """`plain` is the text folded, with item numbers blanked out, as long as the text itself."""

    plain: str
    quoted: tuple[tuple[int, int], ...]
    pieces: tuple[Piece, ...]


@lru_cache(maxsize=1024)
def lay_out(text: str) -> Layout:
    """The layout of a text; every offset counts in the text as given."""
    plain = _join_wrapped(_blank_items(fold(text)))
    quoted = tuple(m.span() for m in QUOTED.finditer(plain))
    return Layout(plain, quoted, tuple(_pieces(plain)))


def _blank_items(folded: str) -> str:
    return ITEM.sub(lambda m: "".join("\n" if c == "\n" else " " for c in m[0]), folded)


def _join_wrapped(plain: str) -> str:
    """Line breaks inside a sentence become blanks: a line of some length that no mark closes goes on below."""
    if "\n" not in plain:
        return plain
    out = list(plain)
    index = -1
    for whole in plain.split("\n")[:-1]:
        index += len(whole) + 1
        line = whole.strip()
        following = plain[index + 1 : index + 2]
        wrapped = line and (line[-1] in "、，,(" or (len(line) >= 12 and line[-1] not in '。;:!?)”".'))
        if wrapped and following not in (" ", "", "\n") and not _LABEL.match(plain, index + 1):
            out[index] = " "
    return "".join(out)


def _pieces(plain: str) -> list[Piece]:
    pieces: list[Piece] = []
    start, sentence, label = 0, 0, ""
    fresh = True  # at the start of a line or sentence, where a heading may stand
    for end, mark in _breaks(plain):
        if fresh:
            found = _LABEL.match(plain, start, end)
            if found and not _NO_LABEL.search(found[1]) and found.end() <= end:
                label = clean_label(found[1])
                pieces.append(Piece(start, found.end(1), sentence, "", heading=True))
                start = found.end()
        if plain[start:end].strip():
            pieces.append(Piece(start, end, sentence, label))
        fresh = mark in _HARD
        if fresh:
            sentence += 1
        if mark == "\n":
            label = ""
        start = end + 1
    return pieces


def _breaks(plain: str) -> list[tuple[int, str]]:
    marks = [(m.start(), m[0]) for m in _BREAK.finditer(plain)]
    return [*marks, (len(plain), "\n")]


_QUOTES = dict.fromkeys(map(ord, '“”"‘’《》 '))


def clean_label(words: str) -> str:
    """A heading without quotation marks and blanks (“四好农村路” is 四好农村路)."""
    return words.translate(_QUOTES)
