"""What holds for any text at all."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.language import (
    answers,
    cut_off,
    deadline,
    is_none,
    numeral,
    parse_quantity,
    period,
    promises,
    read,
    split_people,
    split_units,
    status,
    year_of,
)

WORDS = """
已 完成 新建 改造 口袋公园 小区 其中 累计 计划 10 1.35 3,880 万 亿 余 % 个 处 公里 户 人次 元/月 、 ， 。 ； ： （ ）
“ ” 2023年 10月底 第
排名 在12个县中 提高到 从 1. 正在 未开工 设计 完成率 率 十 两 半 百 百分之 - — 至 等 和 区住建局 周 舟
0 ０ ％ 全部 月 日 年 季度 前
"""
PIECES = st.sampled_from([*WORDS.split(), " ", "\t", "\n", ""])
PROSE = st.lists(PIECES, max_size=40).map("".join)
ANY = st.one_of(st.text(max_size=120), PROSE)


@given(ANY)
@settings(max_examples=300, deadline=None)
def test_every_span_is_the_text_it_names(text: str) -> None:
    facts = read(text, year=2023)
    for mention in facts.mentions:
        assert text[mention.span.start : mention.span.end] == mention.quantity.text
        assert facts.clauses[mention.clause].span.start <= mention.span.start
    for clause in facts.clauses:
        assert text[clause.span.start : clause.span.end] == clause.text
    for date in facts.dates:
        assert text[date.span.start : date.span.end] == date.text
        assert date.start <= date.end
    for rank in facts.ranks:
        assert text[rank.span.start : rank.span.end] == rank.rank.text
    spans = [m.span for m in facts.mentions]
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(ANY, ANY)
@settings(max_examples=300, deadline=None)
def test_each_promise_has_one_answer(content: str, progress: str) -> None:
    promised = promises(content, year=2023)
    answered = answers(promised, progress, year=2023)
    assert [a.promise for a in answered] == list(range(len(promised)))
    for promise in promised:
        assert promise.part_of is None or promise.part_of < len(promised)


@given(ANY)
@settings(max_examples=300, deadline=None)
def test_small_readers_take_any_text(text: str) -> None:
    numeral(text)
    parse_quantity(text)
    period(text, year=2023)
    cut_off(text)
    year_of(text)
    status(text)
    is_none(text)
    assert deadline(text).text == text
    for name in (*split_units(text), *split_people(text)):
        assert name.span is not None
        assert text[name.span.start : name.span.end] == name.text


@given(ANY)
@settings(max_examples=100, deadline=None)
def test_units_hold_every_letter_of_a_plain_list(text: str) -> None:
    letters = [c for n in split_units(text) for c in n.text if c.isalpha()]
    assert all(c in text for c in letters)
