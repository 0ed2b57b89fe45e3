"""Rules that look at more than one row, or at two ledgers."""

from datetime import date

import pytest

from taizhang.checking import check
from taizhang.ledger import Ledger
from taizhang.reading import read
from tests.checking.build import ledger
from tests.checking.cases import JUNE, row


def slugs(book: Ledger, **options: object) -> set[tuple[int | None, str]]:
    return {(f.row, f.rule) for f in check(book, **options)}  # type: ignore[arg-type] # options of check


GOAL = "新建驿站20个"


def test_a_report_without_period_is_asked_for_one() -> None:
    assert (None, "no-period") in slugs(ledger(row(GOAL, "已建成9个。"), period=None))


@pytest.mark.parametrize(
    "book",
    [
        ledger(row(GOAL, "已建成9个。")),
        ledger(row(GOAL, "已建成9个。"), period=None, cut_off=date(2025, 6, 30)),
        ledger({"goal": GOAL, "unit": "县交通局"}, period=None),
        ledger(row(GOAL, "已建成9个。"), year=None, period=None, subtitle="（截至9月21日）"),
    ],
    ids=["has a period", "has a cut-off", "reports nothing yet", "has a day without a year"],
)
def test_a_ledger_with_a_time_or_without_reports_is_not_asked(book: Ledger) -> None:
    assert (None, "no-period") not in slugs(book)


def test_a_blank_unit_is_found_and_a_filled_one_is_not() -> None:
    book = ledger(row(GOAL, "已建成9个。", unit="县交通局"), row("加装电梯8台", "已完成4台。", unit=""))
    found = slugs(book, as_of=JUNE)
    assert (1, "no-unit") in found
    assert (0, "no-unit") not in found


def test_a_blank_before_the_items_names_goes_on_with_the_unit_above() -> None:
    lines = (
        "牵头单位\t实事项目\t进展情况\n县教育局\t食堂提升\t改造19个\n\t心理健康\t建成28间\n县民政局\t养老\t建成6处\n"
    )
    book = read(f"竹坞县2025年1—9月民生实事情况表\n\n{lines}").ledger
    assert "no-unit" not in {slug for _, slug in slugs(book)}


def test_a_blank_deadline_is_found_and_a_filled_one_is_not() -> None:
    book = ledger(row(GOAL, "已建成9个。", deadline="12月底前"), row("加装电梯8台", "已完成4台。", deadline=""))
    found = slugs(book, as_of=JUNE)
    assert (1, "no-deadline") in found
    assert (0, "no-deadline") not in found


def test_one_name_in_two_spellings_is_found() -> None:
    book = ledger(row(GOAL, "已建成9个。", unit="区财政局"), row("加装电梯8台", "已完成4台。", unit="财政局"))
    assert "name-variant" in {rule for _, rule in slugs(book, as_of=JUNE)}


def test_different_units_are_no_variants() -> None:
    book = ledger(row(GOAL, "已建成9个。", unit="区财政局"), row("加装电梯8台", "已完成4台。", unit="区民政局"))
    assert "name-variant" not in {rule for _, rule in slugs(book, as_of=JUNE)}


LAST = ledger(
    row(GOAL, "已建成9个。", problems="占地补偿未谈妥。"),
    row("文化惠民演出900场", "已完成153场。", problems="无"),
    row("培训护理员500人次", "累计培训60人次，学员反映良好。", problems="无"),
)


def test_two_periods_are_compared() -> None:
    now = ledger(
        row(GOAL, "已建成7个。", problems="无"),
        row("文化惠民演出900场", "已完成153场。", problems="无"),
        row("培训护理员500人次", "累计培训420人次。", problems="无"),
    )
    found = slugs(now, previous=LAST, as_of=JUNE)
    assert {(0, "went-backwards"), (0, "problem-vanished"), (1, "copied-text"), (2, "jumped")} <= found


def test_honest_progress_since_last_period_is_left_alone() -> None:
    now = ledger(
        row(GOAL, "已建成12个，占地补偿问题已解决。", problems="无"),
        row("文化惠民演出900场", "已完成430场。", problems="无"),
        row("培训护理员500人次", "累计培训255人次。", problems="无"),
    )
    families = {f.rule for f in check(now, previous=LAST, as_of=JUNE)}
    assert not families & {"went-backwards", "problem-vanished", "copied-text", "jumped"}


def test_without_an_earlier_ledger_nothing_is_compared() -> None:
    assert not {f.rule for f in check(LAST, as_of=JUNE)} & {"went-backwards", "copied-text", "problem-vanished"}


def test_an_item_that_says_nothing_where_the_others_report_is_asked_for_its_result() -> None:
    told = row("加装电梯8台", "已完成4台。")
    book = ledger(row(GOAL, ""), told, told, row(GOAL, "", remarks="市级尚未下达任务"))
    assert {index for index, rule in slugs(book, as_of=JUNE) if rule == "target-unreported"} == {0}


def test_a_list_of_which_most_is_still_blank_is_not_asked() -> None:
    book = ledger(row(GOAL, ""), row("加装电梯8台", "已完成4台。"), row("修缮校舍5所", ""))
    assert "target-unreported" not in {rule for _, rule in slugs(book, as_of=JUNE)}


def test_a_result_in_a_column_of_its_own_is_held_against_the_goal_in_its_unit_too() -> None:
    book = ledger(
        row("开展上门服务3000人次", "持续开展。", achieved="2100人"),
        row("新建驿站20个", "持续开展。", achieved="9"),
    )
    assert {index for index, rule in slugs(book, as_of=JUNE) if rule == "unit-mismatch"} == {0}


def test_numbers_that_run_from_row_to_row_are_no_debris() -> None:
    first, second = row("1.增设座椅220套", "已增设220套。"), row("2.修补步道5600平方米", "已修补4480平方米。")
    assert "debris" not in {rule for _, rule in slugs(ledger(first, second), as_of=JUNE)}
    assert (0, "debris") in slugs(ledger(second, first), as_of=JUNE)
