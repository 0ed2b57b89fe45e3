"""Units and persons in a cell, split as they are meant: 王 明 王 丹 is two, 周  舟 is one."""

from __future__ import annotations

import re
from functools import lru_cache

from taizhang.ledger import Name, Span

from .chars import fold, unspaced
from .patterns import Pattern

_Pair = tuple[int, int]

_ENDINGS = (
    "局|委|办|部|会|中心|公司|集团|院|校|站|所|队|社|行|馆|处|科|室|厅|署|政府|街道|镇|乡|村|区|县|市|组|团|联|园|场|厂|协会|专班|指挥部"
    "|人大|政协|党校|部门|单位|大学|学院|小学|中学|幼儿园|高中|一中|企业|机构|移动|联通|电信|铁塔|银行|支行|供电|邮政|总社|社区|党委|党工委|工委|库|城投|交投|水投|国投|水务|燃气|热力|等"
)
_UNIT_END = Pattern(rf"(?:{_ENDINGS})(?:\([^()]*\))?$")
_STRONG_END = Pattern(
    r"(?:局|委员会|办公室|办事处|中心|公司|集团|政府|委|院|厅|分局|管委会|支队|大队|总队|联合会|街道|部|处)(?:\([^()]*\))?$"
)
_TAIL_ALONE = Pattern(
    r"^(?:局|委|委员会|办公室|办|中心|公司|有限公司|有限责任公司|股份有限公司|集团|集团公司|\(集团\)有限公司|\(集团\)公司|管理局|分局|服务中心|发展中心|管理中心|事务中心|支队|大队|办事处|人民政府|管委会|管理委员会|联合会|分公司|执法局|政府|室|部|处|站)$"
)
_OPEN, _CLOSE = "(〔[<", ")〕]>"
_LABEL = Pattern(r"^[^:、，]{0,6}(?:单位|部门|领导|责任人|负责人|主体)[ ]*:")
_NOTE = Pattern(r"\((?:牵头|牵头单位|责任单位|配合|协作|协办|主办|负责|总牵头)\)|等$")


@lru_cache(maxsize=4096)
def split_units(text: str) -> tuple[Name, ...]:
    r"""The units of a cell, each as printed and without its spacing, with its span.

    Marks and line ends part units; a line end inside one unit does not (区综合行政\n执法局), nor what stands in
    brackets; a blank parts only what is a unit on both sides, 和 only what ends in 局, 委, 中心 and the like.
    """
    plain = fold(text)
    pieces = _join_broken(plain, _cut(plain, "、，,;/|\n"))
    pieces = [q for p in pieces for q in _cut_blanks(plain, p)]
    pieces = [q for p in pieces for q in _cut_joint(plain, p)]
    return _as_names(text, plain, pieces)


def _cut(plain: str, marks: str) -> list[_Pair]:
    """The pieces between marks that stand outside brackets."""
    pieces, start, depth = [], 0, 0
    for index, char in enumerate(plain):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(depth - 1, 0)
        elif char in marks and (depth == 0 or (char == "\n" and not _closes(plain, index))):
            pieces.append((start, index))
            start = index + 1
            depth = 0
    return [*pieces, (start, len(plain))]


def _closes(plain: str, index: int) -> bool:
    """Whether an open bracket is closed before the next mark that would part units."""
    ahead = plain[index : index + 40]
    return any(c in ahead for c in _CLOSE)


def _join_broken(plain: str, pieces: list[_Pair]) -> list[_Pair]:
    """Join a piece that a line end broke off from a unit that was not yet complete."""
    joined: list[_Pair] = []
    for start, end in pieces:
        words = unspaced(plain[start : min(end, start + _LONGEST)])
        broken = joined and start > 0 and plain[start - 1] == "\n" and words and _end_of(plain, joined[-1])
        if broken:
            before = _end_of(plain, joined[-1])
            if not _UNIT_END.search(before) or _TAIL_ALONE.match(words) or _cut_short(before, words):
                joined[-1] = (joined[-1][0], end)
                continue
        joined.append((start, end))
    return joined


_LONGEST = 40
"""Characters at the end of a piece that tell whether it is a whole unit."""


def _end_of(plain: str, piece: _Pair) -> str:
    start, end = piece
    return unspaced(plain[max(start, end - _LONGEST) : end])


def _cut_short(before: str, words: str) -> bool:
    """A line that ends like a unit by chance: 区体育 / 区发展和改革委 followed by 员会."""
    return words.startswith(("员会", "公室", "事处", "府", "心")) or (
        len(before) <= 2 and not before.endswith(("局", "委", "办"))
    )


def _cut_blanks(plain: str, piece: _Pair) -> list[_Pair]:
    """Part at blanks between two units; a blank inside one (区 住建局) stays."""
    start, end = piece
    words = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", plain[start:end])]
    joined: list[_Pair] = []
    for word in words:
        if joined:
            before, here = _end_of(plain, joined[-1]), plain[slice(*word)]
            if not _UNIT_END.search(before) or len(before) < 2 or not _UNIT_END.search(here) or _TAIL_ALONE.match(here):
                joined[-1] = (joined[-1][0], word[1])
                continue
        joined.append(word)
    return joined


def _cut_joint(plain: str, piece: _Pair) -> list[_Pair]:
    """Part 区财政局和区教育局, not 住房和城乡建设局."""
    start, end = piece
    pieces = []
    for match in re.finditer(r"会同|[和及与]", plain[start:end]):
        at, behind = piece[0] + match.start(), piece[0] + match.end()
        left, right = _end_of(plain, (start, at)), _end_of(plain, (behind, end))
        if len(left) >= 3 and len(right) >= 3 and _STRONG_END.search(left) and _STRONG_END.search(right):
            pieces.append((start, at))
            start = behind
    return [*pieces, (start, end)]


def _as_names(text: str, plain: str, pieces: list[_Pair]) -> tuple[Name, ...]:
    names = []
    for start, end in pieces:
        if label := _LABEL.match(plain, start, end) or _LABEL.match(plain[start:end]):
            start += label.end() - label.start()
        while start < end and (plain[start].isspace() or plain[start] in ":。.、，,;"):
            start += 1
        while end > start and (plain[end - 1].isspace() or plain[end - 1] in ":。.、，,;"):
            end -= 1
        name = _NOTE.sub("", unspaced(plain[start:end]))
        if name:
            names.append(Name(text[start:end], name, None, Span(start, end)))
    return tuple(names)


_POSTS = (
    r"(?:[区县市州省乡镇党街道]*(?:委|政府|人大|政协|管委会)?(?:、)?)?(?:党组|常务|分管|挂钩|包抓|联系)?(?:委?常委|常务?副?[区县市镇乡州省]长|副?[区县市镇乡州省]长|(?:党组|党工委|党委)?副?书记|副?主任|副?主席"
    r"|副?局长|副?部长|副?秘书长|三级调研员|四级调研员|[一二三四]级调研员|副?调研员|副?指挥长|副?组长|副?主委|副?院长|副?校长|党组成员|委员|同志|办公室主任)"
)
_POST = Pattern(_POSTS, first="、一三主乡书二人党分副办包区县同四委局州市常挂指政校省秘管组联街调道部镇院")
_POSTS_ONLY = Pattern(
    rf"(?:{_POSTS}|、)+", first="、一三主乡书二人党分副办包区县同四委局州市常挂指政校省秘管组联街调道部镇院"
)
_COMPOUND = [
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "司徒",
    "令狐",
    "宇文",
    "长孙",
    "夏侯",
    "端木",
    "独孤",
    "南宫",
]


@lru_cache(maxsize=4096)
def split_people(text: str) -> tuple[Name, ...]:
    """The persons of a cell: marks, line ends and blanks part them, but a blank inside a name does not.

    王 明 王 丹 is two, 周  舟 one, 欧阳明 one; posts (副区长, 区委常委) are left out of the name, and the
    text keeps them as printed.
    """
    plain = fold(text)
    names: list[_Pair] = []
    for start, end in _cut(plain, "、，,;/|"):
        label = _LABEL.match(plain[start:end])
        start += label.end() if label else 0
        words = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", plain[start:end])]
        names.extend(_join_letters(plain, words))
    people = tuple(p for p in (_person(text, plain, start, end) for start, end in names) if p.name)
    named = tuple(p for p in people if not _POSTS_ONLY.fullmatch(p.name))
    return named or people


def _person(text: str, plain: str, start: int, end: int) -> Name:
    while end > start and plain[end - 1] in ":。.":
        end -= 1
    words = unspaced(plain[start:end])
    without = re.sub(r"\([^()]*\)", "", words)
    cleaned = _POST.sub("", without) or without
    return Name(text[start:end], cleaned if len(cleaned) >= 2 else without, None, Span(start, end))


def _join_letters(plain: str, words: list[_Pair]) -> list[_Pair]:
    """Put together names whose characters stand apart."""
    joined: list[_Pair] = []
    index = 0
    while index < len(words):
        size = _letters(plain, words[index : index + 8])
        joined.append((words[index][0], words[index + size - 1][1]))
        index += size
    return joined


def _letters(plain: str, words: list[_Pair]) -> int:
    """How many of the words that follow make up the next name."""
    lengths = [end - start for start, end in words]
    if lengths[0] > 1:
        surname = plain[slice(*words[0])] in _COMPOUND and len(words) > 1 and lengths[1] <= 2
        lone = len(words) > 1 and lengths[1] == 1 and (len(words) == 2 or lengths[2] > 1) and lengths[0] == 2
        return 2 if surname or lone else 1
    run = next((i for i, n in enumerate(lengths) if n > 1), len(lengths))
    if run == 1:
        return min(2, len(words)) if len(words) > 1 and lengths[1] == 2 else 1
    if run >= 3 and plain[words[0][0]] + plain[words[1][0]] in _COMPOUND:
        return 3
    return 3 if run == 3 else 2
