"""Marks that a table explains itself, charts of months, changed targets, and days on which something was done."""

from __future__ import annotations

from datetime import date

from taizhang.checking import check
from taizhang.reading import read

OCTOBER = date(2025, 10, 31)


def found(text: str, *slugs: str) -> set[tuple[int | None, str]]:
    return {(f.row, f.rule) for f in check(read(text).ledger, as_of=OCTOBER) if f.rule in slugs}


def table(title: str, *lines: str, note: str = "") -> str:
    return "\n".join((title, "", *("\t".join(line.split(" ")) for line in lines), "", note, ""))


SIGNS = (
    "序号 项目 目标任务 完成标识 进展说明 责任单位",
    "1 社区食堂 新建食堂18家 ◐ 已建成14家，其余4家正在装修。 区民政局",
    "2 供水改造 改造泵房24座 ● 已改造泵房19座。 区水务局",
    "3 普法讲座 开展讲座30场 ○ 已开展讲座22场。 区司法局",
)


def test_a_mark_says_what_the_legend_says_of_it() -> None:
    text = table("竹坞区2025年民生实事台账", *SIGNS, note="说明：●已完成　◐进行中　○未启动")
    assert found(text, "status-contradiction") == {(1, "status-contradiction"), (2, "status-contradiction")}


def test_a_mark_without_a_legend_says_nothing_of_a_row() -> None:
    assert found(table("竹坞区2025年民生实事台账", *SIGNS), "status-contradiction") == set()


PROPOSALS = (
    "编号 建议标题 主办单位 办复期限 答复日期 答复类别 办理进展",
    "1 增设站台 区交通局 6月10日 5月20日 A 新增站台5处，5月底启用。",
    "2 扩建校舍 区教育局 6月10日 6月2日 A 因用地未定暂不具备实施条件。",
    "3 整治噪声 区城管局 6月10日  B 答复意见正在会签。",
    "4 增设灯杆 区住建局 6月10日 11月12日 A 16盏路灯已全部安装。",
)


def test_classes_of_answers_are_what_the_note_says_and_a_proposal_is_due_to_be_answered() -> None:
    note = "注：A类为所提问题已经解决，B类为列入计划逐步解决，C类为留作参考。"
    slugs = ("status-contradiction", "overdue", "after-cutoff")
    assert found(table("竹坞区2025年代表建议办理情况表", *PROPOSALS, note=note), *slugs) == {
        (1, "status-contradiction"),
        (2, "overdue"),
        (3, "after-cutoff"),
    }


MONTHS = " ".join(f"{month}月" for month in range(1, 13))


def chart(number: int, name: str, marks: dict[int, str], words: str) -> str:
    return " ".join((str(number), name, *(marks.get(month, "") for month in range(1, 13)), words))


def test_a_chart_s_planned_month_is_a_deadline_until_its_mark_of_the_finish_stands() -> None:
    text = table(
        "竹坞区2025年民生实事进度图",
        f"序号 项目 {MONTHS} 说明",
        chart(1, "食堂改造", {6: "△", 7: "△", 8: "○●"}, "9所食堂全部启用"),
        chart(2, "雨水泵站", {6: "△", 7: "△", 8: "○△", 9: "△"}, "水泵安装2台，尚余1台"),
        chart(3, "河堤加固", {8: "△", 9: "△", 12: "○"}, "加固2.6公里，占3.2公里的81.3%"),
        chart(4, "夜校开班", {5: "△", 9: "△", 12: "○"}, "开课36期，占48期的57%"),
        note="图例：△正在实施　○计划完成　●实际完成",
    )
    assert found(text, "overdue", "rate-mismatch") == {(1, "overdue"), (3, "rate-mismatch")}


def test_progress_is_held_against_the_target_that_it_was_changed_to() -> None:
    text = table(
        "竹坞区2025年民生实事台账",
        "序号 项目 目标任务 自评 进展情况",
        "1 道路提档 提档道路60公里 正常推进 经区政府研究，任务由60公里调减为40公里，现已完成33公里。",
        "2 道路养护 养护道路60公里 正常推进 现已完成33公里。",
    )
    slugs = ("status-contradiction", "target-changed", "behind-schedule")
    assert found(text, *slugs) == {
        (0, "target-changed"),
        (1, "status-contradiction"),
        (1, "behind-schedule"),
    }


def test_sums_of_months_under_one_heading_never_fall() -> None:
    rows = (
        "序号\t指标\t单位\t全年目标\t各月末累计\t\t\t\t占目标",
        "\t\t\t\t6月\t7月\t8月\t9月\t",
        "1\t就业\t人\t4200\t2210\t2560\t2930\t3310\t78.8%",
        "2\t培训\t人次\t2600\t1310\t1280\t1590\t1905\t73.3%",
        "3\t公厕\t座\t14\t—\t3\t7\t11\t78.6%",
    )
    text = "竹坞县2025年民生指标逐月完成情况表\n（2025年1—9月）\n\n" + "\n".join(rows) + "\n"
    assert found(text, "went-backwards") == {(1, "went-backwards")}


def test_sums_of_one_month_each_may_fall() -> None:
    rows = (
        "序号\t指标\t单位\t全年目标\t各月当月完成\t\t\t\t占目标",
        "\t\t\t\t6月\t7月\t8月\t9月\t",
        "1\t就业\t人\t4200\t410\t360\t370\t380\t78.8%",
        "2\t培训\t人次\t2600\t310\t280\t290\t205\t73.3%",
    )
    text = "竹坞县2025年民生指标逐月完成情况表\n（2025年1—9月）\n\n" + "\n".join(rows) + "\n"
    assert found(text, "went-backwards") == set()
