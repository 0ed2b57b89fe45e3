"""Numbered items told in sentences, without labels or a table, as units send them in letters and chats."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from taizhang.checking import check
from taizhang.reading import ReadError, losses, read
from taizhang.writing.rows import rows

LETTER = """榆关县水务中心关于2025年8月民生实事进展情况的报告
县政府办公室：
现将8月份进展情况报告如下。
一、工作进展
（一）清淤排洪渠18公里。截至8月底，已清淤13.5公里，占年度计划的75%。
（二）加固山塘
年度目标：加固山塘9口。
已完工6口，3口正在砌筑坝坡，完成率66.7%。
（三）更换水表2400只：已更换1680只，完成率72%。
二、存在问题
（一）雨水偏多。7月以来降雨18天，影响工期。
三、下一步打算
（一）抢抓晴天。9月底前完成山塘加固。
榆关县水务中心
2025年9月2日
"""
CHAT = """【竹岭街道】9月民生实事进展情况（截至2025年9月30日）：
①加装扶手60户，已完成45户，完成率75%；
②粉刷楼道8栋，已完工6栋，其余2栋10月底完工；
③新增车棚12处。已建成12处，10月8日投用。
以上，请审阅
"""


def told(text: str) -> dict[str, Any]:
    reading = read(text)
    assert losses(reading) == ()
    return rows(reading.ledger)


def test_the_items_of_a_letter_are_rows_and_its_other_parts_are_not() -> None:
    printed = told(LETTER)
    assert printed["period"] == "2025年8月"
    assert printed["columns"] == ["序号", "项目名称", "进展情况"]
    assert [(row["序号"], row["项目名称"]) for row in printed["rows"]] == [
        ("一", "清淤排洪渠18公里"),
        ("二", "加固山塘"),
        ("三", "更换水表2400只"),
    ]
    assert printed["rows"][1]["进展情况"] == "年度目标：加固山塘9口。\n已完工6口，3口正在砌筑坝坡，完成率66.7%。"


def test_what_a_letter_says_of_an_item_is_checked() -> None:
    found = {(f.row, f.rule) for f in check(read(LETTER).ledger) if f.severity == "error"}
    assert found == {(2, "rate-mismatch")}


def test_a_chat_s_title_and_day_stand_over_its_items() -> None:
    reading = read(CHAT)
    document = reading.ledger.document
    assert document.title == "【竹岭街道】9月民生实事进展情况（截至2025年9月30日）"
    assert document.cut_off == date(2025, 9, 30)
    assert [row["项目名称"] for row in told(CHAT)["rows"]] == ["加装扶手60户", "粉刷楼道8栋", "新增车棚12处"]
    assert {(f.row, f.rule) for f in check(reading.ledger) if f.severity != "info"} == {(2, "after-cutoff")}


def test_items_counted_anew_under_each_heading_are_its_section() -> None:
    printed = told(
        "石亭镇10月民生实事推进情况\n一、教育类\n1.扩建幼儿园，新增学位90个：主体已完工，完成工程量的80%。\n"
        "2.更换课桌460套：已全部完成。\n二、交通类\n1.硬化村道6.5公里：已完成5.2公里。\n2.安装护栏3公里：已安装2.1公里。\n"
    )
    assert [row.get("_section") or row["序号"] for row in printed["rows"]] == [
        "一、教育类",
        "1",
        "2",
        "二、交通类",
        "1",
        "2",
    ]


def test_a_notice_in_numbered_paragraphs_is_no_ledger() -> None:
    with pytest.raises(ReadError):
        read(
            "关于做好实事办理工作的通知\n各单位：\n一、提高认识。要高度重视，切实抓好年度任务。\n"
            "二、加强领导。建立专班，已成立3个工作组。\n三、严格督查。每月通报一次进展。\n石亭镇人民政府\n2025年3月1日\n"
        )


def test_the_signature_under_labelled_items_is_no_part_of_the_last() -> None:
    printed = told(
        "2025年南塘县民生实事进展情况（1-10月）\n1.修补塘坝9口。\n责任单位：县水利局\n进展情况：已修补7口。\n"
        "2.新建书屋6个。\n责任单位：县文旅局\n进展情况：已全部建成。\n南塘县人民政府办公室\n2025年11月6日\n"
    )
    assert [row["进展情况"] for row in printed["rows"]] == ["已修补7口。", "已全部建成。"]


def test_a_chat_s_signs_and_what_follows_the_last_item_are_no_part_of_it() -> None:
    printed = told(
        "【竹岭街道10月实事进度】\n1. ✅新设书屋2处：东园书屋已开放；西苑书屋正在布展，11月开放。\n"
        "2. ✅更换灯具180盏：已更换135盏，完成率75%。\n3. ✅铺设盲道1处：已完成铺设，完成投资12万元。\n"
        "下一步，我街道将抓紧布展，确保年底前全部完成。\n"
    )
    assert printed["title"] == "竹岭街道10月实事进度"
    assert printed["period"] == "10月"
    assert [row["项目名称"] for row in printed["rows"]] == ["新设书屋2处", "更换灯具180盏", "铺设盲道1处"]
    assert printed["rows"][-1]["进展情况"] == "已完成铺设，完成投资12万元。"


def test_the_source_of_a_page_over_its_records_is_none_of_them() -> None:
    printed = told(
        "桐川市2025年民生实事最新进展\n来源：市政府办公室\n1.修缮塘坝\n牵头单位：市水利局\n年度任务：修缮塘坝9口。\n"
        "最新进展：修缮7口。\n2.新设书屋\n牵头单位：市文旅局\n年度任务：新设书屋6个。\n最新进展：新设5个。\n"
    )
    assert [row["项目名称"] for row in printed["rows"]] == ["修缮塘坝", "新设书屋"]


def test_items_may_be_told_by_unit() -> None:
    printed = told(
        "2025年石亭县实事9月份进度\n1、县水利局：完成塘坝整修21处，占年度任务28处的75%。\n"
        "2、县民政局：新设助餐点11个，完成任务的110%。\n3、县文旅局：已新设书屋6个。\n"
    )
    assert printed["columns"] == ["序号", "责任单位", "进展情况"]
    assert [row["责任单位"] for row in printed["rows"]] == ["县水利局", "县民政局", "县文旅局"]


def test_a_part_on_problems_that_is_counted_on_is_no_item_and_goals_told_first_are_goals() -> None:
    text = (
        "石亭区农业农村局关于2025年民生实事11月份进展情况的报告\n"
        "一、灌渠衬砌\n年度任务为衬砌灌渠18公里。截至11月30日，已衬砌17.1公里，占年度任务的95%。\n"
        "二、户厕改造\n年度任务为改造户厕900户、清淤塘坝4处。截至11月30日，已改造户厕873户，完成率97%；塘坝清淤全部完成。\n"
        "三、蔬菜抽检\n年度任务为抽检600批次。截至11月30日，已抽检540批次，合格率99.4%，完成率92%。\n"
        "四、存在问题及下步打算\n部分田块受降雨影响，已停工3天。\n"
    )
    assert [row["项目名称"] for row in told(text)["rows"]] == ["灌渠衬砌", "户厕改造", "蔬菜抽检"]
    found = check(read(text).ledger, as_of=date(2025, 11, 30))
    assert {(f.row, f.rule) for f in found if f.severity != "info"} == {(2, "rate-mismatch")}


def test_items_behind_bullets_have_no_number() -> None:
    printed = told(
        "各位领导好，城管办10月实事进展：\n• 新建停车楼1座：主体封顶，正在安装机电设备；\n"
        "• 改造公厕15座：已完工12座，完成率80%；\n"
        "• 新增路灯260盏：已安装221盏，完成率85%；\n以上。\n"
    )
    assert printed["columns"] == ["项目名称", "进展情况"]
    assert [row["项目名称"] for row in printed["rows"]] == ["新建停车楼1座", "改造公厕15座", "新增路灯260盏"]


@pytest.mark.parametrize(
    ("month", "signed", "year"),
    [("11", "2025年12月1日", 2025), ("12", "2026年1月5日", 2025), ("3", "2026年4月2日", 2026)],
)
def test_a_month_without_a_year_is_the_one_before_the_signature(month: str, signed: str, year: int) -> None:
    text = (
        f"石亭区水务局关于民生实事{month}月份进展情况的报告\n一、清淤暗渠18公里。已清淤17公里。\n二、加固山塘9口。已加固8口。\n"
        f"三、更换水表600只。已更换540只。\n石亭区水务局\n{signed}\n"
    )
    document = read(text).ledger.document
    assert (document.year, document.period_text) == (year, f"{year}年{month}月")
