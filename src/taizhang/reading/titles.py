"""Titles of tables: which of the paragraphs above a table names it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from taizhang.language.patterns import Pattern

from . import fields as publication
from .grid import Grid, Paragraph
from .patterns import BEFORE_TITLE, NOTE, TITLE_STEM, TITLE_WORD, ends_sentence, is_furniture

SUBTITLE = Pattern(r"^[(（〔【>].*[)）〕】]?$|^\s*(?:截[至止]|统计(?:时间|截止)|数据(?:截|统计))")
_UNIT_FIRST = Pattern(r"^【[^】]{2,24}】[^\s（(]{6,}")
"""A chat's title, which its unit opens in brackets: 【区城管局】10月民生实事进展情况."""


def opening(blocks: Sequence[Paragraph | Grid], table: int) -> int:
    """The block in which a table's own heading begins: 附件2, or its title; the table itself when it has none."""
    begin = table
    while begin and isinstance(blocks[begin - 1], Paragraph):
        begin -= 1
    above = [block for block in blocks[begin:table] if isinstance(block, Paragraph)]
    marks = [k for k, paragraph in enumerate(above) if BEFORE_TITLE.match(paragraph.text)]
    title = title_in(above)
    return begin + marks[-1] if marks else begin + title.start if title else table


def title_in(paragraphs: Sequence[Paragraph]) -> range | None:
    """Which paragraphs are the table's title, judged by their words and how near the table they stand."""
    best, best_score, distance = None, 1.9, 0.0
    for index in range(len(paragraphs) - 1, -1, -1):
        score = _score(paragraphs[index].text) - distance
        if score > best_score:
            best, best_score = index, score
        distance += 0.25
    return None if best is None else range(_begin(paragraphs, best), best + 1)


def _score(text: str) -> float:
    if not 5 <= len(text) <= 90 or is_furniture(text) or NOTE.match(text) or ends_sentence(text):
        return -5.0
    under = SUBTITLE.match(text) and not _UNIT_FIRST.match(text)
    if BEFORE_TITLE.match(text) or under or publication.is_fields(text):
        return -5.0
    core = re.sub(r"[(（][^()（）]*[)）]$", "", text)
    score = 3.0 if TITLE_WORD.search(core) else 0.0
    score += 1.5 if TITLE_STEM.search(core) else 0.0
    score += 1.0 if re.search(r"(?:20|２０|二〇)[\d０-９〇一二三四五六七八九]{2}\s*年?", text) else 0.0
    score -= 3.0 if re.match(r"^(?:附件|附表)?\s*\d*\s*[:：]|^[一二三四五六七八九十]、", text) else 0.0
    score -= 1.5 if re.search(r"[，；：:。]", core) else 0.0
    score -= 0.5 if core.endswith("通知") else 0.0
    return score - (1.0 if len(text) > 45 else 0.0)


def _begin(paragraphs: Sequence[Paragraph], title: int) -> int:
    """The first line of a title that runs over several."""
    begin = title
    while begin and title - begin < 2:
        line, above = paragraphs[begin].text, paragraphs[begin - 1].text.strip()
        near = _adjacent(paragraphs[begin - 1], paragraphs[begin])
        whole = bool(re.search(r"\d{4}\s*年|[市县区州旗镇]", line)) and len(line) > 12
        if not near or whole or not 4 <= len(above) <= 40 or not _is_line(above):
            break
        begin -= 1
    return begin


def _is_line(text: str) -> bool:
    if BEFORE_TITLE.match(text) or is_furniture(text) or publication.is_fields(text) or ends_sentence(text):
        return False
    return not re.search(r"[，。；：:]", text) and bool(re.search(r"年|[市县区州旗镇乡省]|政府|实事", text))


def _adjacent(above: Paragraph, below: Paragraph) -> bool:
    """True when two paragraphs stand on following lines."""
    if above.origin.paragraph is not None and below.origin.paragraph is not None:
        return below.origin.paragraph - above.origin.paragraph <= 1
    if not above.origin.spans or not below.origin.spans:
        return True
    return below.origin.spans[0].start - above.origin.spans[-1].end <= 2
