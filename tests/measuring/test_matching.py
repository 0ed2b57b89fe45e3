"""Rows of units' files find the tasks that they report."""

from taizhang.ledger import Ledger
from taizhang.measuring import match_reports
from taizhang.reading import read

HEAD = "柏川县2025年民生实事进展情况表\n\n序号\t项目名称\t项目内容\t责任单位\t进展情况\n"
ROWS = (
    "1\t乡村道路工程\t新改建乡村公路60公里。\t县交通局\t已完成20公里。",
    "2\t桥梁工程\t改造危桥3座。\t县交通局\t已完成1座。",
    "3\t桥梁工程\t改造危桥8座。\t县水务局\t已完成2座。",
    "4\t学前教育\t新建公办幼儿园5所，新增学位1500个。\t县教育局\t已开工3所。",
)


def ledger(*rows: str) -> Ledger:
    return read(HEAD + "\n".join(rows) + "\n").ledger


LIST = ledger(*ROWS)


def chosen(*files: Ledger) -> list[int | None]:
    return [match.task for match in match_reports(LIST, files)]


def test_a_unit_that_numbers_its_rows_anew_is_understood() -> None:
    (match,) = match_reports(LIST, [ledger(ROWS[3].replace("4\t", "1\t").replace("已开工3所", "已建成5所"))])
    assert (match.task, match.sure) == (3, True)
    assert match.likeness > 95


def test_figures_and_units_tell_like_rows_apart() -> None:
    assert chosen(ledger(ROWS[2], ROWS[1])) == [2, 1]


def test_shortened_words_are_likely_but_not_sure() -> None:
    (match,) = match_reports(LIST, [ledger("1\t\t幼儿园新建5所\t\t已建成5所。")])
    assert match.task == 3
    assert not match.sure
    assert match.likely[0][0] == 3


def test_a_row_of_something_else_has_no_task() -> None:
    (match,) = match_reports(LIST, [ledger("1\t文化惠民\t放映公益电影300场。\t县文旅局\t已放映120场。")])
    assert match.task is None
    assert not match.silent


def test_of_a_table_sent_round_only_the_rows_filled_in_speak() -> None:
    blank = [row.rsplit("\t", 1)[0] + "\t" for row in ROWS]
    matches = match_reports(LIST, [ledger(blank[0], ROWS[1].replace("1座", "2座"), blank[2], blank[3])])
    assert [match.silent for match in matches] == [True, False, True, True]


def test_of_two_files_the_one_with_news_is_taken() -> None:
    old, new = ledger(*ROWS), ledger(ROWS[0].replace("20公里", "45公里"))
    matches = match_reports(LIST, [old, new])
    assert [match.task for match in matches] == [None, 1, 2, 3, 0]
    assert matches[0].instead == 1


def test_two_files_with_different_news_are_left_to_a_person() -> None:
    one, other = ledger(ROWS[0].replace("20公里", "45公里")), ledger(ROWS[0].replace("20公里", "46公里"))
    matches = match_reports(LIST, [one, other])
    assert [match.rivals for match in matches] == [(1,), (0,)]
    assert not any(match.sure for match in matches)


def test_the_same_report_twice_counts_once() -> None:
    told = ledger(ROWS[0].replace("20公里", "45公里"))
    assert chosen(told, told) == [0, None]
