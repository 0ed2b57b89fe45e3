"""Places among equals: 在12个有任务的县市区中排名第12, 位居全市第三, 列第2位."""

from __future__ import annotations

from bisect import bisect_right

from taizhang.ledger import Rank, Span

from .facts import RankMention
from .numerals import numeral
from .patterns import Pattern

_N = r"[0-9]{1,3}|[一二三四五六七八九十]{1,3}"
_AREA = r"(?:全国|全省|全市|全区|全县|全州|全盟|省内|市内|区内|县内|各县区|各区县|各县市区|同类|中)"
_VERB = r"(?:排名|排位|排|位居|位列|位次|列|名列|居|位于|综合排名|排行)"
_AMONG = (
    rf"(?:在|居|列)?{_AREA}?(?P<of>{_N}) ?个[^，。;,\n0-9]{{0,20}}?(?:(?:中|里|内)?[，,]? ?(?:并列|综合"
    rf"|总)?{_VERB}{_AREA}?(?:为|并列)? ?第? ?|(?<=[)）市区县旗乡镇]) ?第)(?P<p1>{_N}|首) ?(?:名|位)?"
)
_FRACTION = rf"{_VERB}(?:为)?{_AREA}? ?(?P<p2>[0-9]{{1,3}}) ?/ ?(?P<of2>[0-9]{{1,3}})(?![0-9])"
_PLAIN = (
    rf"{_AREA}?(?:并列|综合|总)?{_VERB}(?:为|在)?{_AREA}?(?:并列)? ?(?:第 ?(?P<p3>{_N})|(?P<p4>首)(?=位|名)"
    rf"|第?(?P<p5>{_N})(?=名|位)|(?P<p7>(?<=名)[0-9]{{1,2}})(?![0-9.%个]))(?: ?(?:名|位))?"
)
_BARE = rf"(?:全国|全省|全市|全区|全县) ?第 ?(?P<p6>{_N})(?:名|位)?(?![个批届次期])"
_RANK = Pattern(
    f"{_AMONG}|{_FRACTION}|{_PLAIN}|{_BARE}", first="0123456789一七三中九二五位全八六列区十县各同名四在居市并总排省综"
)
_HINT = Pattern(r"排(?!水|查|污|除|涝)|居(?!民|住|家)|列(?!入)|位于|[国省市区县]第")
"""What a rank cannot do without; the long expression is compiled and run for few texts only."""
_SOLE = Pattern(
    r"^\s*第? ?(?P<place>[0-9]{1,3})(?: ?/ ?(?P<of>[0-9]{1,3}))? ?(?:名|位)?"
    r"(?:\s*[(（](?:全[国省市州县区])?共?(?P<all>[0-9]{1,3})个?[^()（）0-9]{0,10}[)）])?\s*$"
)
_FIRST = {"首": 1}


def find_ranks(plain: str, text: str, clause_at: list[int]) -> tuple[RankMention, ...]:
    """All ranks of a folded text, impossible ones (第10 of 9) too; `clause_at` holds the first place of each clause."""
    if not _HINT.search(plain):
        return ()
    found = []
    for match in _RANK.finditer(plain):
        place = next((match[g] for g in ("p1", "p2", "p3", "p4", "p5", "p6", "p7") if match[g]), "")
        value = _value(place)
        of = _value(match["of"] or match["of2"] or "")
        if value is None or value == 0:
            continue
        clause = max(bisect_right(clause_at, match.start()) - 1, 0)
        span = Span(match.start(), match.end())
        found.append(RankMention(span, Rank(value, of, text[match.start() : match.end()]), clause))
    return tuple(found)


def parse_rank(text: str) -> Rank | None:
    """The rank that a cell of ranks holds (3, 第3名, 3/11, 第3位（共11个县）), None for none; zero is none."""
    found = _SOLE.match(text)
    if not found or int(found["place"]) == 0:
        return None
    of = found["of"] or found["all"]
    return Rank(int(found["place"]), int(of) if of else None, text.strip())


def _value(words: str) -> int | None:
    if words in _FIRST:
        return _FIRST[words]
    value = numeral(words) if words else None
    return int(value) if value is not None else None
