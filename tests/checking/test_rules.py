import sys
from datetime import date

import pytest

from taizhang.checking import RULES, check
from taizhang.ledger import Finding
from tests.checking.build import ledger
from tests.checking.cases import CLEAN, FAILING, JUNE, Row

ONE_ROW = [(slug, *case) for slug, cases in FAILING.items() for case in cases]
UNTOUCHED = [(slug, *case) for slug, cases in CLEAN.items() for case in cases]


def found(slug: str, row: Row, day: date) -> list[Finding]:
    return [f for f in check(ledger(row), as_of=day) if f.rule == slug]


@pytest.mark.parametrize(("slug", "row", "day", "words"), ONE_ROW)
def test_a_rule_finds_what_is_wrong(slug: str, row: Row, day: date, words: str) -> None:
    findings = found(slug, row, day)
    assert findings
    assert words in findings[0].words


@pytest.mark.parametrize(("slug", "row", "day"), UNTOUCHED)
def test_a_rule_leaves_alone_what_is_right(slug: str, row: Row, day: date) -> None:
    assert found(slug, row, day) == []


def test_every_rule_of_one_row_has_good_and_failing_cases() -> None:
    elsewhere = {"no-period", "no-unit", "no-deadline", "name-variant"}
    elsewhere |= {r.slug for r in RULES if r.family == "periods"}
    slugs = {r.slug for r in RULES} - elsewhere
    assert set(FAILING) == slugs
    assert set(CLEAN) == slugs


def test_every_finding_points_at_its_words_in_the_cell() -> None:
    for _, row, day, _ in ONE_ROW:
        book = ledger(row)
        texts = {book.columns[c.column].name: c.text for c in book.tasks[0].cells}
        for finding in check(book, as_of=day):
            if finding.span and finding.column:
                assert texts[finding.column][finding.span.start : finding.span.end] == finding.words


def test_every_rule_speaks_chinese_and_english() -> None:
    for rule in RULES:
        for text in (rule.name, rule.explanation):
            assert text.zh
            assert text.en
            assert text.zh != text.en


def test_a_rule_can_be_switched_off() -> None:
    row, day, _ = FAILING["rate-mismatch"][0]
    assert "rate-mismatch" in {f.rule for f in check(ledger(row), as_of=day)}
    assert "rate-mismatch" not in {f.rule for f in check(ledger(row), as_of=day, off={"rate-mismatch"})}


def test_the_message_shows_the_computation_in_the_words_of_a_clerk() -> None:
    (finding,) = found("rate-mismatch", {"goal": "培训1000人次", "progress": "已完成487人次，完成率47.8%。"}, JUNE)
    assert finding.message.zh == "应为48.7%（487÷1000），文中写作47.8%。"
    assert finding.computation == "487÷1000=48.7%"


def test_any_day_of_the_calendar_can_be_the_cut_off() -> None:
    row = {"goal": "改造小区24个", "progress": "已完工8个，总体进度48%。", "deadline": "2025年6月底"}
    for day in (date.min, date.max):
        assert "rate-mismatch" in {f.rule for f in check(ledger(row), as_of=day)}


def test_hundreds_of_figures_in_one_cell_are_checked_in_a_bounded_number_of_steps() -> None:
    """Counted in calls, for time is not tested; it once took twelve times as many, and minutes."""
    rates = "。".join(f"已完成{n}个，完成率{n % 100}%" for n in range(1, 200))
    states = "，".join(f"{n}个已完工，{n}个在建，{n}个未开工" for n in range(1, 200))
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        check(ledger({"goal": "改造小区1200个", "progress": rates + states}), as_of=JUNE)
    finally:
        sys.setprofile(None)
    assert calls < 4_000_000
