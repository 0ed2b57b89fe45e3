"""What units and prefectures send in each month, read and checked whole."""

from __future__ import annotations

from datetime import date

import pytest

from taizhang import language
from taizhang.checking import check
from taizhang.reading import losses, read
from taizhang.writing.rows import rows

HEADED = """石亭市园林中心民生实事工作情况汇报
（截至2025年10月31日）
（一）街心绿地新建项目
1.目标任务：新建街心绿地12处。
2.进展情况：已建成9处，3处正在栽植苗木。
3.存在问题：无
4.下步计划：11月底前全部建成。
（二）行道树补植项目
1.目标任务：补植行道树1500株。
2.进展情况：已补植1320株，完成率90%。
3.存在问题：部分树池占压管线。
4.下步计划：协调管线单位。
石亭市园林中心
2025年11月3日
"""
MAIL = """各位好：
县体育中心实事9月份（截至9月30日）进展如下，请汇总。

1. 门球场：目标：新建门球场4片；完成：建成3片，1片正在铺草皮；问题：无。
2. 步道：目标：铺设步道16公里；完成：铺设12公里，完成率70%；问题：部分路段待征地。
3. 器材：目标：更换器材200套；完成：更换器材150套；问题：无。

县体育中心 周晴
"""


def told(text: str) -> tuple[list[dict[str, str]], set[tuple[int | None, str]]]:
    reading = read(text)
    assert losses(reading) == ()
    found = {(f.row, f.rule) for f in check(reading.ledger) if f.severity != "info"}
    return rows(reading.ledger)["rows"], found


def test_numbers_that_count_the_labels_of_an_item_begin_no_item() -> None:
    printed, found = told(HEADED)
    assert [(row["序号"], row["项目名称"], row["下步计划"]) for row in printed] == [
        ("一", "街心绿地新建项目", "11月底前全部建成。"),
        ("二", "行道树补植项目", "协调管线单位。"),
    ]
    assert read(HEADED).ledger.document.title == "石亭市园林中心民生实事工作情况汇报"
    assert found == {(1, "rate-mismatch")}


def test_short_labels_that_each_line_has_are_columns_known_or_not() -> None:
    printed, found = told(MAIL)
    assert printed[1] == {
        "序号": "2",
        "项目名称": "步道",
        "目标": "铺设步道16公里",
        "完成": "铺设12公里，完成率70%",
        "问题": "部分路段待征地。",
    }
    assert found == {(1, "rate-mismatch")}
    assert read(MAIL).ledger.document.period_text == "9月"


def test_what_all_places_reached_is_the_sum_of_what_each_did() -> None:
    places = ("桐川区", "西坞县", "南浦县", "全市合计")
    upper = "".join(f"<td colspan=2>{place}</td>" for place in places)
    lines = (
        "1 整修塘坝 口 120 96 260 208 180 153 560 457",
        "2 更换灯具 套 300 240 220 176 180 126 700 542",
        "3 新设书屋 个 60 54 110 88 90 81 260 232",
        "4 免费筛查 人 2100 1680 1500 1230 1200 960 4800 3870",
    )
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line.split()) + "</tr>" for line in lines)
    head = f"<tr><td rowspan=2>序号</td><td rowspan=2>指标名称</td><td rowspan=2>计量单位</td>{upper}</tr>"
    lower = "<tr>" + "<td>任务</td><td>完成</td>" * 4 + "</tr>"
    page = f"<html><body><h1>石亭市2025年1—9月民生实事情况</h1><table>{head}{lower}{body}</table></body></html>"
    found = check(read(page.encode(), name="石亭.html").ledger)
    assert {(f.row, f.column, f.rule) for f in found if f.severity == "error"} == {
        (2, "全市合计·完成", "parts-mismatch")
    }


@pytest.mark.parametrize(
    ("goal", "progress", "done"),
    [
        (
            "为3000名农村妇女免费“两癌”筛查，为900名婴儿免费听力筛查",
            "完成“两癌”筛查1620人，听力筛查468人。",
            [1620, 468],
        ),
        ("改造提升校园食堂30个", "暑期完成改造27个，剩余3个12月底前完成。", [27]),
    ],
)
def test_quotes_and_seasons_do_not_hide_what_is_counted(goal: str, progress: str, done: list[int]) -> None:
    found = language.answers(language.promises(goal), progress)
    assert [int(answer.done.value) for answer in found if answer.done] == done
    assert not found[0].done_mentions[0].counted.startswith("暑期")


LETTER = (
    "桐川区教育局9月份民生实事进展情况的报告",
    "区政府办公室：",
    "现将截至9月30日的进展报告如下。",
    "（一）更换护眼灯860间。截至9月底，已更换690间，完成率80.2%；其余正在招标。",
    "（二）加固校舍14栋。截至9月底，已完工9栋，完成率64.3%，5栋正在施工。",
    "（三）培训保育员。年度计划培训保育员600人。目前已培训468人，完成率75%。",
    "二、下一步打算",
    "（一）抓紧招标。10月底前更换全部护眼灯。",
)


def told_with(*rows: str) -> set[tuple[int | None, str, str]]:
    head = "序号 项目 年度目标 累计完成 完成率"
    body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row.split()) + "</tr>" for row in (head, *rows))
    page = "".join(f"<p>{line}</p>" for line in LETTER)
    book = read(f"<html><body>{page}<table>{body}</table></body></html>".encode(), name="报告.html").ledger
    assert [p.text for p in book.document.passages if p.kind == "notice"]
    found = check(book, as_of=date(2025, 9, 30))
    return {(f.row, f.rule, f.words) for f in found if f.rule in ("rate-mismatch", "conflicting-figures")}


def test_a_letter_s_own_rates_are_held_against_what_it_tells() -> None:
    rows = ("1 更换护眼灯 860间 690间 80.2%", "2 加固校舍 14栋 9栋 64.3%", "3 培训保育员 600人 468人 78%")
    assert told_with(*rows) == {(None, "rate-mismatch", "75%")}


def test_a_letter_and_its_table_tell_one_thing_alike() -> None:
    rows = ("1 更换护眼灯 860间 690间 80.2%", "2 校舍加固 14栋 10栋 71.4%", "3 培训保育员 600人 468人 78%")
    assert told_with(*rows) == {(None, "rate-mismatch", "75%"), (1, "conflicting-figures", "10栋")}


def test_places_of_the_month_before_are_in_no_order_of_this_month() -> None:
    lines = (
        "县区 得分 位次 上月位次",
        "桐川区 97.2 1 2",
        "西坞县 96.2 2 1",
        "南浦县 93.1 3 3",
        "北岭县 91.4 4 6",
        "泗溪县 90.5 5 4",
        "高桥区 86.3 6 5",
    )
    text = "\n".join("\t".join(line.split()) for line in lines)
    book = read(f"石亭市2025年10月民生实事得分表\n\n{text}\n").ledger
    assert [f for f in check(book) if f.rule == "rank-contradiction"] == []


def test_none_of_one_says_nothing_of_how_far_its_works_are() -> None:
    lines = (
        "序号 事项名称 目标值 单位 1-9月完成 推进情况",
        "1 人行天桥 1 座 0 主体钢结构吊装完成，正在安装电梯。",
        "2 街心花园 1 处 0 正在开展选址论证。",
        "3 灯具更换 3000 盏 2460 已更换2460盏。",
    )
    text = "\n".join("\t".join(line.split()) for line in lines)
    book = read(f"石亭市2025年9月民生实事月报表\n\n{text}\n").ledger
    found = check(book, as_of=date(2025, 9, 30))
    assert [f.row for f in found if f.rule == "behind-schedule"] == [1]


CIRCULAR = """石亭市2025年民生实事项目推进情况通报
一、已完成项目
1.改造寄递点60个。已改造62个。（责任单位：市邮政分公司）
2.新设书屋6个。已建成6个。（责任单位：市文旅局）
二、正在推进项目
3.加固危桥9座。已加固7座，完成率77.8%。（责任单位：市交通运输局）
4.产前筛查1500人。已筛查1290人，完成率88%。（责任单位：市卫健局）
石亭市人民政府督查室
2025年10月9日
"""


def test_a_goal_and_what_was_done_of_it_may_be_two_sentences_of_one_cell() -> None:
    printed, found = told(CIRCULAR)
    assert printed[-1]["责任单位"] == "市卫健局"
    assert {(row, rule) for row, rule in found if rule == "rate-mismatch"} == {(5, "rate-mismatch")}


def test_of_two_rates_in_one_goal_each_is_held_against_its_own_count() -> None:
    lines = (
        "县（市） 年度任务 开工数 开工率 完工数 完工率",
        "桐川县 24 24 100% 20 83.3%",
        "西坞县 30 30 100% 24 80%",
        "南浦市 28 27 96.4% 21 75%",
        "北岭县 26 24 92.3% 18 62.9%",
    )
    text = "\n".join("\t".join(line.split()) for line in lines)
    book = read(f"石亭市2025年1—8月老旧小区改造进展\n\n{text}\n").ledger
    found = {(f.row, f.column) for f in check(book) if f.rule == "rate-mismatch"}
    assert found == {(3, "完工率")}


@pytest.mark.parametrize(
    ("rather", "right"), [(True, ("98.6%", "97.9%", "93.1%")), (False, ("90.3%", "91.7%", "77.8%"))]
)
def test_how_content_voters_are_is_counted_from_their_votes(rather: bool, right: tuple[str, str, str]) -> None:
    wrong = "94.5%" if rather else "87.5%"
    lines = (
        "序号 票决项目 责任单位 满意 基本满意 不满意 弃权 满意率",
        f"1 塘坝整修 市水利局 130 12 1 1 {right[0]}",
        f"2 书屋新建 市文旅局 132 9 2 1 {right[1]}",
        f"3 管网清淤 市住建局 121 17 5 1 {wrong}",
        f"4 路口改造 市交通局 112 22 9 1 {right[2]}",
    )
    text = "\n".join("\t".join(line.split()) for line in lines)
    book = read(f"石亭市2025年票决项目测评结果表\n\n{text}\n").ledger
    found = {(f.row, f.column) for f in check(book, as_of=date(2025, 12, 28)) if f.severity == "error"}
    assert found == {(2, "满意率")}
