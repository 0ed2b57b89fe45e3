"""Ledgers that give one month's figures beside the year's: only the year's are held against the goal."""

from datetime import date

from taizhang.checking import check
from taizhang.reading import read
from tests.reading.files.documents import docx, p, tbl, tc, tr

TOP, UNDER = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def found(*rows: str) -> set[tuple[int | None, str]]:
    ledger = read(docx(p("竹坞县2025年9月民生实事进展台账") + tbl(*rows)), name="台账.docx").ledger
    return {(f.row, f.rule) for f in check(ledger, as_of=date(2025, 9, 30)) if f.severity != "info"}


def test_a_rate_is_that_of_the_sum_and_not_of_the_month_in_words() -> None:
    rows = found(
        tr("序号", "民生实事", "年度目标", "责任单位", "本月进展", "累计完成", "完成比例"),
        tr("1", "修缮危房", "修缮农村危房260户", "县住建局", "本月完成22户。", "208", "80%"),
        tr("2", "植树造林", "植树造林8000亩", "县林业局", "本月完成900亩。", "6400", "90%"),
    )
    assert rows == {(1, "rate-mismatch")}


def test_money_of_the_month_is_not_held_against_the_years_plan() -> None:
    rows = found(
        tr(tc("项目名称", TOP), tc("建设内容", TOP), tc("年度投资", TOP), tc("完成投资", '<w:gridSpan w:val="2"/>')),
        tr(tc("", UNDER), tc("", UNDER), tc("", UNDER), "9月", "1—9月累计"),
        tr("水厂扩建", "扩建水厂", "9000", "80", "6800"),
        tr("学校迁建", "迁建学校", "7600", "650", "2600"),
    )
    assert rows == {(1, "behind-schedule")}
