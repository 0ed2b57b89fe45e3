"""What stands around and between the tables of whole documents, and headers as offices lay them out."""

from __future__ import annotations

from datetime import date

from taizhang.ledger import Ledger, Role
from taizhang.reading import Reading, losses, read

from .documents import docx, p, tbl, tc, tr

WIDE = '<w:gridSpan w:val="{}"/>'
TOP, UNDER = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def reading_of(*blocks: str) -> Reading:
    reading = read(docx("".join(blocks)), name="台账.docx")
    assert losses(reading) == ()
    return reading


def ledger_of(*blocks: str) -> Ledger:
    return reading_of(*blocks).ledger


def page_of(body: str) -> Ledger:
    page = f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{body}</body></html>"
    reading = read(page.encode(), name="网页.html")
    assert losses(reading) == ()
    return reading.ledger


def html_table(*lines: tuple[str, ...]) -> str:
    body = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in line) + "</tr>" for line in lines)
    return f"<table border=1>{body}</table>"


def test_a_matrix_by_towns_needs_no_number_column_and_may_have_a_corner_cut_in_two() -> None:
    ledger = ledger_of(
        p("竹坞县2025年1—6月民生实事分乡镇完成进度"),
        tbl(
            tr(
                tc(p("项目") + p("乡镇"), TOP), tc("农村公路（公里）", WIDE.format(2)), tc("饮水（户）", WIDE.format(2))
            ),
            tr(tc("", UNDER), "任务", "完成", "任务", "完成"),
            tr("上坪镇", "12", "7", "860", "430"),
            tr("下坪乡", "20", "8", "740", "333"),
            tr("合计", "32", "15", "1600", "763"),
        ),
    )
    assert [c.role for c in ledger.columns] == [Role.REGION, *(Role.TARGET, Role.ACHIEVED) * 2]
    assert [t.region for t in ledger.tasks] == ["上坪镇", "下坪乡"]
    assert [s.kind for s in ledger.sections] == ["total"]


def test_the_period_may_stand_over_the_columns_and_the_note_in_two_cells_of_the_last_row() -> None:
    ledger = ledger_of(
        p("青芜市为民办实事项目完成情况表"),
        tbl(
            tr(tc("项目名称", TOP), tc("责任单位", TOP), tc("2025年1-10月", WIDE.format(3))),
            tr(tc("", UNDER), tc("", UNDER), "年度任务", "实际完成", "完成率"),
            tr("新建充电桩", "市发改委", "240", "216", "90%"),
            tr("改造管网", "市住建局", "86", "60.2", "70%"),
            tr("注：", tc("完成率按年度任务计算。", WIDE.format(4))),
        ),
    )
    assert ledger.document.period_text == "2025年1月至10月"
    assert ledger.document.notes == ("注：完成率按年度任务计算。",)
    assert len(ledger.tasks) == 2


def test_a_unit_and_a_category_merged_over_several_items_are_those_of_each() -> None:
    ledger = ledger_of(
        p("竹坞县2025年民生实事台账"),
        tbl(
            tr("类别", "序号", "项目名称", "责任单位", "进展情况"),
            tr(tc("出行", TOP), "1", "修建机耕道32公里", tc("县农业农村局", TOP), "已修建27公里。"),
            tr(tc("", UNDER), "2", "新增喷灌设备120套", tc("", UNDER), "已新增96套。"),
            tr("安居", "3", "改造农房520户", tc("", UNDER), "已改造403户。"),
            tr("助学", "4", "改造校舍9栋", "", "已改造5栋。"),
        ),
    )
    assert [project.category for project in ledger.projects] == ["出行", "出行", "安居", "助学"]
    assert [[n.name for n in t.responsible_units] for t in ledger.tasks] == [["县农业农村局"]] * 3 + [[]]


HEADER = ("序号", "项目名称", "年度目标", "责任单位", "进展情况")


def test_a_section_over_the_first_of_several_tables_is_one_as_those_over_the_others_are() -> None:
    ledger = page_of(
        "<h1>竹坞区2025年民生实事推进情况</h1><p>总体进展顺利。</p><p>一、市级民生实事项目（1项）</p>"
        + html_table(HEADER, ("1", "扩充学位", "新增学位900个", "区教育局", "已新增学位960个。"))
        + "<p>二、区级民生实事项目（1项）</p>"
        + html_table(HEADER, ("1", "打通断头路", "打通断头路4条", "区住建局", "已打通3条。"))
    )
    assert [(s.row, s.title) for s in ledger.sections] == [
        (0, "市级民生实事项目（1项）"),
        (2, "区级民生实事项目（1项）"),
    ]
    assert [p.tier for p in ledger.projects] == ["市级", "区级"]


def test_a_heading_over_the_only_table_is_no_section() -> None:
    ledger = page_of(
        "<h1>竹坞区2025年民生实事推进情况</h1><p>一、民生实事项目进展</p>"
        + html_table(HEADER, ("1", "扩充学位", "新增学位900个", "区教育局", "已新增学位960个。"))
    )
    assert ledger.sections == ()


def test_what_follows_as_the_next_annex_is_no_note_of_the_ledger() -> None:
    reading = reading_of(
        p("附件1"),
        p("竹坞县2025年民生实事台账"),
        tbl(
            tr(*HEADER),
            tr("1", "扩充学位", "新增学位900个", "县教育局", "已新增学位960个。"),
            tr("2", "打通断头路", "打通断头路4条", "县住建局", "已打通3条。"),
        ),
        p("注：学位含民办学校。"),
        p("附件2"),
        p("竹坞县2025年民生实事任务分解表"),
        tbl(tr("任务", "一季度", "二季度", "责任单位"), tr("新增学位900个", "选址", "开工", "县教育局")),
        p("联系部门：县政府督查室，请于每月25日前报送。"),
    )
    assert reading.ledger.document.notes == ("注：学位含民办学校。",)
    assert "附件2" in [x.text for x in reading.ledger.leftovers if x.reason == "unplaced"]
    assert ["2 “竹坞县2025年民生实事任务分解表”（1行）" in notice.zh for notice in reading.notices] == [True]


def test_the_line_that_officers_sign_is_no_note_and_the_day_of_filling_in_is_the_cut_off() -> None:
    ledger = ledger_of(
        p("竹坞县2025年民生实事推进台账"),
        p("（填报时间：2025年10月31日）"),
        tbl(tr(*HEADER), tr("1", "扩充学位", "新增学位900个", "县教育局", "已新增学位960个。")),
        p("备注：1.学位含民办学校。"),
        p("分管领导签字：            经办人：某某          联系电话："),
    )
    assert ledger.document.notes == ("备注：1.学位含民办学校。",)
    assert ledger.document.cut_off == date(2025, 10, 31)


def test_a_day_said_to_be_the_datas_is_the_cut_off_and_one_of_filling_in_yields_to_a_period() -> None:
    table = tbl(tr(*HEADER), tr("1", "扩充学位", "新增学位900个", "县教育局", "已新增学位960个。"))
    said = ledger_of(
        p("竹坞县2025年民生实事台账"), p("数据截止日期：2025年9月20日"), p("更新时间：2025年9月25日"), table
    )
    assert said.document.cut_off == date(2025, 9, 20)
    half = ledger_of(p("竹坞县2025年上半年民生实事台账"), p("填报时间：2025年7月5日"), table)
    assert half.document.cut_off is None


def test_a_bulletin_goes_on_below_its_table_and_says_whom_it_is_sent_to() -> None:
    ledger = ledger_of(
        p("2025年前三季度竹坞区民生实事推进情况"),
        tbl(tr(*HEADER), tr("1", "扩充学位", "新增学位900个", "区教育局", "已新增学位960个。")),
        p("三、下步要求"),
        p("各责任单位要倒排工期，确保12月底前全面完成。"),
        p("报：区委、区人大常委会、区政府领导。"),
        p("（共印60份）"),
    )
    assert ledger.document.notes == ()
    assert "确保12月底前全面完成" in ledger.document.notice
    assert [x.text for x in ledger.document.passages if x.kind == "metadata"] == [
        "报：区委、区人大常委会、区政府领导。",
        "（共印60份）",
    ]


def test_the_line_under_the_title_that_says_who_fills_in_is_no_notice() -> None:
    ledger = ledger_of(
        p("2024年度竹坞县为民办实事自查表"),
        p("填报单位（盖章）：县政府办公室            联系人：某某            填报时间：2025年1月6日"),
        tbl(tr(*HEADER), tr("1", "扩充学位", "新增学位900个", "县教育局", "已新增学位960个。")),
    )
    assert ledger.document.notice == ""
    assert ledger.document.cut_off == date(2025, 1, 6)


def test_a_header_may_leave_the_number_unnamed_and_call_the_sum_of_months_simply_so() -> None:
    ledger = ledger_of(
        p("竹坞县2025年1—5月民生实事量化指标完成情况"),
        tbl(
            tr("", "项　目", "单　位", "任务数", "5月", "1—5月累计", "完成率"),
            tr("1", "城镇新增就业", "人", "6000", "530", "2500", "41.7%"),
            tr("2", "新建充电桩", "个", "800", "90", "300", "37.5%"),
        ),
    )
    assert [(c.name, c.role) for c in ledger.columns][:2] == [("序号", Role.NUMBER), ("项目", Role.PROJECT)]
    assert ledger.columns[5].role is Role.ACHIEVED


def test_words_beside_the_figures_under_one_heading_are_progress() -> None:
    ledger = ledger_of(
        p("竹坞县2025年民生实事进度"),
        tbl(
            tr(tc("实事名称", TOP), tc("年度任务", TOP), tc("完成情况", WIDE.format(2)), tc("责任部门", TOP)),
            tr(tc("", UNDER), tc("", UNDER), "完成值", "说明", tc("", UNDER)),
            tr("新增停车泊位", "1200个", "960个", "完成85%", "县交警大队"),
        ),
    )
    assert [c.role for c in ledger.columns][2:4] == [Role.ACHIEVED, Role.PROGRESS]
    assert ledger.tasks[0].report.status == ""


def card(number: str, name: str, unit: str, goal: str, progress: str) -> str:
    lines = f"<tr><td>序号</td><td>{number}</td><td>项目名称</td><td>{name}</td></tr>"
    for label, value in (("责任单位", unit), ("年度目标", goal), ("工作进展", progress)):
        lines += f"<tr><td>{label}</td><td colspan=3>{value}</td></tr>"
    return f"<table border=1>{lines}</table>"


def test_a_page_with_a_small_form_for_every_project_is_one_table() -> None:
    ledger = page_of(
        "<h2>竹坞区2025年民生实事项目8月份进展公示</h2><p>一、教育类</p>"
        + card("1", "扩充学位", "区教育局", "新增学位900个", "已新增学位960个。")
        + "<p>二、交通类</p>"
        + card("2", "打通断头路", "区住建局", "打通断头路4条", "")
        + card("3", "新建充电桩", "区发改局", "新建充电桩80个", "已建成56个。")
    )
    assert [c.name for c in ledger.columns] == ["序号", "项目名称", "责任单位", "年度目标", "工作进展"]
    assert [(p.number, p.name, p.category) for p in ledger.projects] == [
        ("1", "扩充学位", "教育类"),
        ("2", "打通断头路", "交通类"),
        ("3", "新建充电桩", "交通类"),
    ]
    assert [t.report.progress for t in ledger.tasks] == ["已新增学位960个。", "", "已建成56个。"]


def test_one_form_alone_is_a_ledger_of_one_project() -> None:
    ledger = page_of(
        "<h2>竹坞区2025年民生实事项目进展</h2>" + card("1", "扩充学位", "区教育局", "新增学位900个", "已新增960个。")
    )
    assert [(p.number, p.name) for p in ledger.projects] == [("1", "扩充学位")]


def test_of_progress_told_quarter_after_quarter_the_last_filled_one_counts() -> None:
    ledger = ledger_of(
        p("竹坞县2025年民生实事按季推进台账"),
        tbl(
            tr(tc("民生实事", TOP), tc("年度目标", TOP), tc("分季进展", WIDE.format(3)), tc("责任单位", TOP)),
            tr(tc("", UNDER), tc("", UNDER), "一季度", "二季度", "三季度", tc("", UNDER)),
            tr("旱厕改造", "改造旱厕45座", "改造9座", "累计改造22座", "累计改造36座，完成80%", "县教育局"),
            tr("残疾人就业", "帮扶就业260人", "帮扶40人", "累计帮扶110人", "", "县残联"),
        ),
    )
    assert [c.role for c in ledger.columns][2:5] == [Role.PROGRESS] * 3
    assert [t.report.progress for t in ledger.tasks] == ["累计改造36座，完成80%", "累计帮扶110人"]


def test_the_wide_cell_over_a_form_names_its_project() -> None:
    def form(name: str, unit: str, goal: str, progress: str) -> str:
        lines = f"<tr><td colspan=4>{name}</td></tr>"
        lines += f"<tr><td>牵头单位</td><td>{unit}</td><td>年度目标</td><td>{goal}</td></tr>"
        return f"<table border=1>{lines}<tr><td>进展情况</td><td colspan=3>{progress}</td></tr></table>"

    ledger = page_of(
        "<h2>竹坞区2025年民生实事项目进展情况</h2>"
        + form("项目一：扩充学位", "区教育局", "新增学位900个", "已新增学位960个。")
        + form("项目二：打通断头路", "区住建局", "打通断头路4条", "已打通3条。")
    )
    assert [c.name for c in ledger.columns] == ["项目名称", "牵头单位", "年度目标", "进展情况"]
    assert [p.name for p in ledger.projects] == ["项目一：扩充学位", "项目二：打通断头路"]


def test_goal_and_result_may_be_the_headings_over_what_is_counted() -> None:
    ledger = ledger_of(
        p("竹坞市2025年民生实事分区完成情况"),
        tbl(
            tr(tc("区县", TOP), tc("任务", WIDE.format(2)), tc("完成", WIDE.format(2)), tc("完成时限", TOP)),
            tr(tc("", UNDER), "户厕（户）", "球场（个）", "户厕（户）", "球场（个）", tc("", UNDER)),
            tr("城东区", "600", "10", "480", "7", "11月底"),
        ),
    )
    assert [(c.role, c.indicator) for c in ledger.columns][1:5] == [
        (Role.TARGET, "户厕（户）"),
        (Role.TARGET, "球场（个）"),
        (Role.ACHIEVED, "户厕（户）"),
        (Role.ACHIEVED, "球场（个）"),
    ]


def test_number_and_unit_may_stand_under_goal_and_result_and_money_under_investment() -> None:
    ledger = ledger_of(
        p("竹坞市2025年民生实事投资与工程量完成表"),
        tbl(
            tr(
                tc("项目名称", TOP),
                tc("任务", WIDE.format(2)),
                tc("完成", WIDE.format(2)),
                tc("投资（万元）", WIDE.format(2)),
            ),
            tr(tc("", UNDER), "数量", "单位", "数量", "比例", "年度计划", "累计完成"),
            tr("户厕改造", "600", "户", "480", "80%", "1800", "1350"),
        ),
    )
    assert [c.role for c in ledger.columns] == [
        Role.PROJECT,
        Role.TARGET,
        Role.EXTRA,
        Role.ACHIEVED,
        Role.RATE,
        Role.INVESTMENT,
        Role.ACHIEVED,
    ]


def test_words_that_only_say_that_the_table_goes_on_are_no_part_of_it() -> None:
    row = ("1", "扩充学位", "新增学位900个", "区教育局", "已新增学位960个。")
    for words in ("续表", "（续上表）", "续表1"):
        ledger = ledger_of(
            p("竹坞区2025年民生实事台账"), tbl(tr(*HEADER), tr(*row)), p(words), tbl(tr(*HEADER), tr("2", *row[1:]))
        )
        assert [task.number for task in ledger.tasks] == ["1", "2"]
        assert next(x.text for x in ledger.leftovers if x.reason == "repeated_header") == words
        assert ledger.document.title == "竹坞区2025年民生实事台账"


def test_the_period_stands_after_its_label() -> None:
    table = tbl(tr(*HEADER), tr("1", "扩充学位", "新增学位900个", "区教育局", "已新增学位600个。"))
    for words in ("统计时间：2025年1月至6月", "报告期：2025年1-6月", "统计区间：1—6月"):
        document = ledger_of(p("竹坞区2025年民生实事完成情况统计表"), p(words), table).document
        assert document.period_text == "2025年1月至6月", words


def test_what_stands_under_a_published_table_is_no_note() -> None:
    table = tbl(tr(*HEADER), tr("1", "扩充学位", "新增学位900个", "区教育局", "已新增学位960个。"))
    under = (p("公示期：2026年1月5日至1月11日"), p("监督单位：区政府督查室"), p("注：学位含民办学校。"))
    document = ledger_of(p("竹坞区2025年民生实事完成情况公示表"), table, *under).document
    assert document.notes == ("注：学位含民办学校。",)


def test_a_title_may_say_its_month_in_brackets_at_its_end() -> None:
    table = tbl(tr(*HEADER), tr("1", "扩充学位", "新增学位900个", "区教育局", "已新增学位960个。"))
    document = ledger_of(p("竹坞区民生实事主要指标进度（2025年9月）"), table).document
    assert (document.title, document.period_text) == ("竹坞区民生实事主要指标进度（2025年9月）", "2025年9月")


def test_a_label_that_no_lexicon_has_is_one_where_every_form_has_it() -> None:
    def form(name: str, unit: str, goal: str, progress: str, plea: str) -> str:
        lines = f"<tr><td>项目编号</td><td>MS-{unit}</td><td>项目名称</td><td>{name}</td></tr>"
        lines += f"<tr><td>年度目标</td><td colspan=3>{goal}</td></tr>"
        lines += f"<tr><td>进展情况</td><td colspan=3>{progress}</td></tr>"
        lines += f"<tr><td>存在困难</td><td>无</td><td>请求上级帮忙之事</td><td>{plea}</td></tr>"
        return f"<table border=1>{lines}</table>"

    ledger = page_of(
        "<h2>竹坞区2025年民生实事项目进度卡</h2>"
        + form("扩充学位", "01", "新增学位900个", "已新增学位960个。", "无")
        + form("打通断头路", "02", "打通断头路4条", "已打通3条。", "协调迁杆")
        + form("新建充电桩", "03", "新建充电桩80个", "已建成56个。", "无")
    )
    assert ledger.document.title == "竹坞区2025年民生实事项目进度卡"
    assert [c.name for c in ledger.columns][-2:] == ["存在困难", "请求上级帮忙之事"]
    assert [p.name for p in ledger.projects] == ["扩充学位", "打通断头路", "新建充电桩"]


def test_a_row_of_short_words_over_figures_is_the_header_where_no_other_row_is() -> None:
    ledger = ledger_of(
        p("竹坞县2025年惠民补贴发放汇总表（1—10月）"),
        tbl(
            tr(tc("乡镇", TOP), tc("护理补贴", WIDE.format(2)), tc("高龄津贴", WIDE.format(2)), tc("两项之和", TOP)),
            tr(tc("", UNDER), "人头", "钱数（万元）", "人头", "钱数（万元）", tc("", UNDER)),
            tr("双桥镇", "612", "48.96", "1350", "81.00", "129.96"),
            tr("龙湾镇", "488", "39.04", "1126", "67.56", "106.60"),
        ),
    )
    assert [c.name for c in ledger.columns] == [
        "乡镇",
        "护理补贴·人头",
        "护理补贴·钱数（万元）",
        "高龄津贴·人头",
        "高龄津贴·钱数（万元）",
        "两项之和",
    ]
    assert len(ledger.tasks) == 2
