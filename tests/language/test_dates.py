"""Dates, deadlines, periods and cut-off days."""

from __future__ import annotations

from datetime import date

import pytest

from taizhang.language import cut_off, deadline, period, read, year_of


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("10月底建成投用。", ["2023-10-31"]),
        ("2021年12月31日", ["2021-12-31"]),
        ("5月底前选址，年底前建成。", ["2023-05-31", "2023-12-31"]),
        ("2021年6月底前开工，年底前完成。", ["2021-06-30", "2021-12-31"]),
        ("年内具备开工条件", ["2023-12-31"]),
        ("二〇二四年十月底前", ["2024-10-31"]),
        ("2023年第三季度", ["2023-09-30"]),
        ("前三季度", ["2023-09-30"]),
        ("上半年完成", ["2023-06-30"]),
        ("国庆节前", ["2023-09-30"]),
        ("2024.6.30", ["2024-06-30"]),
        ("2024.10前", ["2024-10-31"]),
        ("2023.3-2023.11", ["2023-11-30"]),
        ("2023.3—12", ["2023-12-31"]),
        ("2023-3-12", ["2023-03-12"]),
        ("2023.3.1-2023.11.30", ["2023-11-30"]),
        ("2023.3.1、2023.11.30", ["2023-03-01", "2023-11-30"]),
        ("明年3月", ["2024-03-31"]),
        ("11月30日前", ["2023-11-30"]),
        ("2023—2025年", ["2025-12-31"]),
        ("2月30日", []),
        ("长期坚持", []),
        ("", []),
    ],
)
def test_deadlines(text: str, days: list[str]) -> None:
    found = deadline(text, year=2023)
    assert found.text == text
    assert [str(d) for d in found.dates] == days


def test_a_deadline_without_any_year_names_no_day() -> None:
    assert deadline("10月底").dates == ()


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023年1月至5月", "2023-01-01", "2023-05-31"),
        ("（2023年1-8月）", "2023-01-01", "2023-08-31"),
        ("2024年一季度", "2024-01-01", "2024-03-31"),
        ("2023年前三季度", "2023-01-01", "2023-09-30"),
        ("2023年上半年", "2023-01-01", "2023-06-30"),
        ("2024年3月份", "2024-03-01", "2024-03-31"),
        ("某区2023年民生实事（1—9月）进展情况", "2023-01-01", "2023-09-30"),
        ("2022年9月—2023年3月", "2022-09-01", "2023-03-31"),
        ("2023年", "2023-01-01", "2023-12-31"),
    ],
)
def test_periods(text: str, start: str, end: str) -> None:
    found = period(text, year=2023)
    assert found is not None
    assert (str(found.start), str(found.end)) == (start, end)


def test_a_day_is_no_period() -> None:
    assert period("填报日期：2023年6月5日") is None
    assert period("民生实事台账") is None


def test_the_cut_off_is_what_stands_behind_its_word() -> None:
    assert cut_off("（截至2023年10月31日）") == date(2023, 10, 31)
    assert cut_off("截至3月底", year=2024) == date(2024, 3, 31)
    assert cut_off("2023年10月31日印发") is None


@pytest.mark.parametrize(
    ("text", "year"),
    [("2023 年某区", 2023), ("二〇二四年台账", 2024), ("某政办〔2022〕8号", 2022), ("台账", None), ("共2023项", None)],
)
def test_the_year_of_a_title(text: str, year: int | None) -> None:
    assert year_of(text) == year


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("截至3月底，已开工5个", "as_of"),
        ("6月12日，市里将任务调整为3000户", "fact"),
        ("10月9日进行了招标", "fact"),
        ("预计6月底开工", "plan"),
        ("7月12日完成选址论证", "fact"),
        ("应于6月底前完成", "deadline"),
        ("年底前建成", "deadline"),
        ("确保4月底前完成", "deadline"),
        ("2022年度3个村已完成", "year"),
        ("今年计划完成20公里", "year"),
    ],
)
def test_what_a_date_means(text: str, kind: str) -> None:
    assert read(text, year=2023).dates[0].kind == kind


def test_the_event_of_a_date() -> None:
    first, second = read("预计6月底开工，12月底前建成投用。", year=2023).dates
    assert (first.event, second.event) == ("开工", "建成投用")
    assert (first.stated_year, second.end) == (False, date(2023, 12, 31))


def test_a_plan_goes_on_in_its_sentence() -> None:
    kinds = [d.kind for d in read("预计8月开工，2026年10月完工；3月28日召开会议。", year=2025).dates]
    assert kinds == ["plan", "plan", "fact"]


def test_a_year_named_before_holds_in_its_sentence_only() -> None:
    days = [d.end for d in read("2021年9月开工，12月主体完工。6月验收。", year=2023).dates]
    assert days == [date(2021, 9, 30), date(2021, 12, 31), date(2023, 6, 30)]


@pytest.mark.parametrize(
    ("text", "label"), [("全年", "全年"), ("全年度完成情况", "全年度"), ("（全年）", "全年"), ("2024年全年", "2024年")]
)
def test_the_whole_year_is_a_period_by_its_name(text: str, label: str) -> None:
    found = period(text, year=2024)
    assert found is not None
    assert (found.label, found.start, found.end) == (label, date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize("text", ["全年目标任务", "全年工作安排", "全年主要指标"])
def test_the_whole_year_before_a_goal_is_no_period(text: str) -> None:
    assert period(text, year=2024) is None


def test_the_whole_year_without_a_year_is_no_period() -> None:
    assert period("全年") is None


def test_the_four_seasons_are_no_quarter() -> None:
    assert read("已举办“四季花会”16场，花园四季有景。", year=2025).dates == ()
    assert [d.start.month for d in read("四季度举办花会4场", year=2025).dates] == [10]
