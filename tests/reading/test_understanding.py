"""What a reading knows beyond its rows: roles, sections, merged cells, debris, documents."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from taizhang.ledger import Role
from taizhang.reading import read
from taizhang.reading.column_names import under_group
from taizhang.reading.lexicon import halves, role_of
from taizhang.writing import to_xlsx

from .ledgers import text_of


def names(units: tuple[object, ...]) -> list[str]:
    return [getattr(unit, "name", "") for unit in units]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("序号", Role.NUMBER),
        ("备  注", Role.REMARKS),
        ("完成时限及\n\n有关要求", Role.DEADLINE),
        ("年度投资        (万元)", Role.INVESTMENT),
        ("1-8月实际完成", Role.ACHIEVED),
        ("完成率%", Role.RATE),
        ("分 管 县领导", Role.LEAD_LEADER),
        ("截至6月底进展情况", Role.PROGRESS),
        ("存在的主要问题及原因", Role.PROBLEMS),
        ("下一步工作打算", Role.NEXT_STEPS),
        ("配合(协作)单位", Role.COOPERATING_UNIT),
        ("本市任务", Role.TARGET),
        ("旬末累计", Role.ACHIEVED),
        ("牵头站所", Role.LEAD_UNIT),
        ("办理标准", Role.CONTENT),
        ("全省位次", Role.RANK),
        ("更新时间", None),
        ("主要做法及成效", Role.PROGRESS),
        ("进展描述", Role.PROGRESS),
        ("任务概述", Role.CONTENT),
        ("10月工作计划", Role.NEXT_STEPS),
        ("2025年工作计划", Role.CONTENT),
        ("完成年度计划（%）", Role.RATE),
        ("年度计划（%）", Role.TARGET),
        ("工程进度（%）", Role.RATE),
    ],
)
def test_headings_are_known_with_their_variants(heading: str, role: Role | None) -> None:
    assert role_of(heading)[0] is role


def roles(header: str, *rows: str) -> dict[str, Role]:
    lines = "\n".join("\t".join(line.split()) for line in (header, *rows))
    return {c.name: c.role for c in read(f"云泽县2025年民生实事表\n\n{lines}\n").ledger.columns}


def test_the_goal_of_a_wider_place_and_the_day_of_doing_are_no_goal_and_no_deadline() -> None:
    found = roles(
        "序号 项目名称 全省任务 本县任务 完成数 办结时限 办结日期",
        "1 改造危桥 420座 28座 22座 2025年9月 2025年8月12日",
        "2 新建书屋 300个 15个 15个 2025年10月 2025年9月3日",
    )
    assert found["全省任务"] is found["办结日期"] is Role.EXTRA
    assert (found["本县任务"], found["办结时限"]) == (Role.TARGET, Role.DEADLINE)


def test_a_header_of_words_hardly_known_is_told_by_the_figures_below_it() -> None:
    found = roles(
        "镇（街道） 受理量（件） 环比 按时办结（件） 满意（件） 重复诉求（件）",
        "城关街道 1240 6.2% 1228 1165 38",
        "北仓街道 965 -3.1% 941 882 41",
        "河埠镇 612 11.5% 587 531 29",
    )
    assert list(found) == ["镇（街道）", "受理量（件）", "环比", "按时办结（件）", "满意（件）", "重复诉求（件）"]
    assert found["镇（街道）"] is Role.REGION


def test_a_row_that_numbers_the_columns_and_says_how_they_are_worked_out_is_header() -> None:
    head = "镇街\t开工数\t计划投资\t完成投资\t投资完成率\n甲\t1\t2\t3\t4=3/2\n"
    text = f"{head}清溪街道\t14\t5200\t4368\t84%\n红石镇\t11\t4800\t3456\t72%\n"
    ledger = read(f"柏溪区2025年民生实事资金进度一览表\n\n{text}").ledger
    assert [c.name for c in ledger.columns] == ["镇街", "开工数", "计划投资", "完成投资", "投资完成率"]
    assert [task.cells[0].text for task in ledger.tasks] == ["清溪街道", "红石镇"]


def test_results_at_the_year_s_end_are_those_of_the_year() -> None:
    text = "序号\t事项\t年初承诺\t年终结果\n1\t助老\t服务260人\t服务274人\n2\t照明\t换灯90盏\t换灯90盏\n"
    ledger = read(f"望江街道2024年度民生实事公示\n\n{text}").ledger
    assert ledger.columns[3].role is Role.PROGRESS
    assert ledger.document.period is not None
    assert ledger.document.period.end == date(2024, 12, 31)


def test_a_column_of_status_words_beside_the_progress_is_the_status() -> None:
    rows = ("1 改造危桥 28座 桥面铺装完成22座 正常推进", "2 新建书屋 15个 已建成15个并开放 已完成")
    assert roles("序号 项目名称 目标任务 工作进展 完成情况", *rows)["完成情况"] is Role.STATUS
    alone = ("1 改造危桥 28座 正常推进", "2 新建书屋 15个 已完成")
    assert roles("序号 项目名称 目标任务 完成情况", *alone)["完成情况"] is Role.PROGRESS


def test_what_stands_under_the_results_tells_of_them() -> None:
    assert under_group("完成内容", "完成情况") is Role.PROGRESS
    assert under_group("主要内容", "完成情况") is Role.PROGRESS
    assert under_group("主要内容", "项目概况") is Role.CONTENT


def test_a_sum_may_head_a_column_in_a_lower_tier() -> None:
    head = "乡镇\t项目名称\t投资（万元）\t\t\t目前进度\n\t\t合计\t衔接资金\t自筹\t\n"
    ledger = read(
        f"云泽县2025年项目表\n\n{head}云门镇\t加工厂\t180\t150\t30\t已投产\n\t产业路\t91\t91\t0\t已完工\n"
    ).ledger
    assert [c.name for c in ledger.columns] == ["乡镇", "项目名称", "合计", "衔接资金", "自筹", "目前进度"]
    assert [task.cells[-1].text for task in ledger.tasks] == ["已投产", "已完工"]


def test_whom_works_serve_is_no_progress_and_money_spent_in_some_months_is() -> None:
    assert under_group("户数", "受益情况") is Role.EXTRA
    assert under_group("1—9月完成", "2025年投资") is Role.ACHIEVED
    assert under_group("开工", "时间节点") is Role.EXTRA
    assert under_group("完工", "时间节点") is Role.DEADLINE


@pytest.mark.parametrize("text", ["区住建局", "新建口袋公园2个。", "12", "", "已于六月底全部完工并投入使用"])
def test_data_is_no_heading(text: str) -> None:
    assert role_of(text)[1] < 0.8


def test_a_heading_of_two_names_is_two_columns() -> None:
    assert halves("项目名称及指标任务") == ("项目名称", "指标任务")
    assert halves("项目名称") is None


def test_a_blank_unit_under_a_merged_item_is_inherited_as_fact_only() -> None:
    text = (
        "序号\t项目名称\t项目内容\t责任单位\n"
        "1\t供水工程\t新建水厂1座。\t县水务局\n\t\t铺设管网20公里。\t\n2\t绿化工程\t植树1万株。\t\n"
    )
    first, second, third = read(text).ledger.tasks
    assert names(second.responsible_units) == ["县水务局"] == names(first.responsible_units)
    assert second.cell(3) is None
    assert third.responsible_units == ()


MERGED = (
    "序号\t项目名称\t项目内容\t责任单位\t进展情况\n"
    "1\t供水工程\t新建水厂1座。\t县水务局\t主体完工。\n\t\t铺设管网20公里。\t\t已铺设12公里。\n\t\t装表900只。\t县供水公司\t\n"
    "2\t绿化工程\t植树1万株。\t\t已植树8000株。\n"
)


def test_a_cell_covers_the_blank_rows_below_it_in_its_item() -> None:
    cells = {(c.text, c.rows) for task in read(MERGED).ledger.tasks for c in task.cells}
    assert {("1", 3), ("供水工程", 3), ("县水务局", 2), ("县供水公司", 1), ("2", 1)} <= cells
    assert ("已铺设12公里。", 1) in cells  # a blank report is no part of the one above


def test_a_workbook_merges_what_a_flattened_text_left_blank() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(read(MERGED).ledger))).active
    assert {str(r) for r in sheet.merged_cells.ranges} == {"A2:A4", "B2:B4", "D2:D3"}


def test_a_project_holds_the_tasks_of_its_merged_rows() -> None:
    ledger = read(text_of("lanfeng-tabs")).ledger
    assert [len(p.tasks) for p in ledger.projects] == [2, 1, 1, 1, 1]
    assert [t.row for t in ledger.tasks] == list(range(6))


def test_a_cell_cut_by_a_page_is_joined_with_both_its_places() -> None:
    header = "序号\t项目名称\t项目内容\t责任单位\t进展情况"
    text = (
        f"{header}\n1\t供水工程\t新建水厂1座，铺设\t县水务局\t水厂主体完工。\n\n"
        f"{header}\n\t\t管网20公里。\t\t\n2\t绿化工程\t植树1万株。\t县林业局\t已植树8000株。\n"
    )
    ledger = read(text).ledger
    cell = ledger.tasks[0].cell(2)
    assert cell is not None
    assert cell.text == "新建水厂1座，铺设管网20公里。"
    assert [text[s.start : s.end] for s in cell.origin.spans] == ["新建水厂1座，铺设", "管网20公里。"]
    assert [left.reason for left in ledger.leftovers] == ["repeated_header"]


def test_a_further_row_that_opens_a_page_is_not_joined() -> None:
    header = "序号\t项目名称\t项目内容\t责任单位\t进展情况"
    text = (
        f"{header}\n1\t供水工程\t新建水厂1座。\t县水务局\t水厂主体完工。\n\n"
        f"{header}\n\t\t铺设管网20公里。\t县水务局\t已铺设12公里。\n"
    )
    assert len(read(text).ledger.tasks) == 2


def test_debris_is_cut_out_of_its_cell_and_says_where_it_was() -> None:
    ledger = read(text_of("yuntai-debris")).ledger
    (found,) = [left for left in ledger.leftovers if left.text.startswith("[bookmark")]
    assert (found.reason, found.row, found.column) == ("debris", 1, 4)
    assert ledger.tasks[1].report.progress == "建成20间"


def test_sections_say_their_kind_count_and_total() -> None:
    text = (
        "序号\t项目名称\t年度投资(万元)\t责任单位\n一、市级民生实事(2个项目)\t\t300\t\n1\t建校\t200\t市教育局\n2\t修路\t100\t市交通局\n"
        "二、区级民生实事(1个项目)\t\t50\t\n1\t植树\t50\t区林业局\n合计\t\t350\t\n"
    )
    ledger = read(text).ledger
    first, second, total = ledger.sections
    assert (first.kind, first.number, first.title) == ("tier", "一", "市级民生实事(2个项目)")
    assert first.count is not None
    assert first.count.value == 2
    assert first.total == {2: Decimal(300)}
    assert (second.kind, total.kind) == ("tier", "total")
    assert [p.section for p in ledger.projects] == [0, 0, 3]
    assert ledger.projects[0].tier.startswith("市级")


def test_a_note_gives_the_tiers_of_numbered_items() -> None:
    rows = "\n".join(f"{n}\t事项{n}建设\t区住建局\t已完成。" for n in range(1, 5))
    ledger = read(
        f"2025年实事进展情况表\n序号\t项目名称\t责任单位\t进展情况\n{rows}\n\n注：1-2项为省级民生实事，3-4项为区级民生实事\n"
    ).ledger
    assert [p.tier for p in ledger.projects] == ["省级", "省级", "区级", "区级"]
    assert ledger.tasks[3].tiers == ("区级",)


def test_a_user_can_say_what_a_column_is_for() -> None:
    text = "序号\t项目名称\t负责同志\t进展情况\n1\t修路\t尤林\t已完成\n2\t架桥\t鲁平\t在建\n"
    assert read(text).ledger.columns[2].role is not Role.LEAD_LEADER
    ledger = read(text, roles={2: Role.LEAD_LEADER}).ledger
    assert names(ledger.tasks[0].lead_leaders) == ["尤林"]


def test_an_unknown_column_is_kept_as_extra() -> None:
    text = "序号\t项目名称\t责任单位\t惠及小区\n1\t修路\t区住建局\t东园\n2\t架桥\t区交通局\t西园\n"
    assert read(text).ledger.tasks[1].extra == {"惠及小区": "西园"}


def test_tables_with_the_same_header_are_one_ledger() -> None:
    part = "序号\t项目名称\t责任单位\t进展情况\n{0}\t修路{0}\t区住建局\t已完成\n{1}\t架桥{1}\t区交通局\t在建\n"
    ledger = read("一、省级实事\n" + part.format(1, 2) + "\n二、市级实事\n" + part.format(3, 4)).ledger
    assert [p.number for p in ledger.projects] == ["1", "2", "3", "4"]
    assert "二、市级实事" in [s.text for s in ledger.sections]


def test_the_matrix_gives_each_row_its_indicators() -> None:
    ledger = read(text_of("luotan-tabs")).ledger
    task = ledger.tasks[1]
    assert task.region == "平澜县"
    assert [i.name for i in task.indicators] == ["新建农村幸福院（个）", "改造危桥（座）"]
    assert [i.target.quantity.value for i in task.indicators if i.target] == [42, 11]
    assert [v.rate.value for v in task.report.values if v.rate] == [Decimal("95.2"), Decimal("81.8")]


def test_document_facts_of_an_official_page() -> None:
    document = read(text_of("shuangxi-page")).ledger.document
    assert document.document_number == "双溪府办发〔2025〕9号"
    assert document.before_title == "附件"
    assert document.region == "双溪区"
    assert document.year == 2025
    assert document.period is None
    assert document.issuer == "双溪区人民政府办公室"
    assert "请按照职责分工抓好落实" in document.notice


def test_a_bare_year_is_no_period_and_a_stated_day_is_the_cut_off() -> None:
    document = read(text_of("lanfeng-tabs")).ledger.document
    assert document.period_text == "2024年"
    assert document.period is None
    assert document.cut_off == date(2024, 9, 20)


@pytest.mark.parametrize(
    ("name", "text", "end"),
    [
        ("muchuan-pipes", "2025年1月至9月", date(2025, 9, 30)),
        ("beiting-lines", "2025年一季度", date(2025, 3, 31)),
        ("yuntai-cells", "2025年8月", date(2025, 8, 31)),
    ],
)
def test_a_stated_period_has_its_days(name: str, text: str, end: date) -> None:
    document = read(text_of(name)).ledger.document
    assert document.period_text == text
    assert document.period is not None
    assert document.period.end == end


def test_every_cell_tells_its_place_in_the_text() -> None:
    reading = read(text_of("lanfeng-page"))
    for task in reading.ledger.tasks:
        for cell in task.cells:
            raw = "".join(reading.source.text[s.start : s.end] for s in cell.origin.spans)
            assert "".join(raw.split()) == "".join(cell.text.split())


def test_navigation_stays_out_of_the_rows() -> None:
    ledger = read(text_of("lanfeng-page")).ledger
    assert {left.reason for left in ledger.leftovers} == {"navigation"}
    assert any("扫一扫" in left.text for left in ledger.leftovers)


def test_a_target_in_words_is_the_promise_and_a_bare_amount_belongs_to_the_name() -> None:
    worded = read("序号\t项目名称\t指标任务\t完成情况\n1\t促进就业\t城镇新增就业500人\t已完成300人\n").ledger.tasks[0]
    assert worded.content == "城镇新增就业500人"
    bare = read("序号\t项目名称\t目标任务\t实际完成\n1\t城镇新增就业\t500人\t300人\n").ledger.tasks[0]
    assert bare.content == "城镇新增就业"
    assert bare.indicators[0].target is not None
    assert bare.indicators[0].target.quantity.value == 500
    assert bare.report.values[0].quantity is not None
    assert bare.report.values[0].quantity.value == 300


def test_investment_takes_the_unit_of_its_heading() -> None:
    task = read(
        "序号\t项目名称\t年度投资(万元)\t责任单位\n1\t修路\t120\t区交通局\n2\t架桥\t80\t区交通局\n"
    ).ledger.tasks[0]
    assert task.investment is not None
    assert (task.investment.value, task.investment.unit) == (Decimal(1200000), "元")


def test_a_status_in_the_remarks_counts_as_one() -> None:
    text = (
        "序号\t项目名称\t责任单位\t进展情况\t备注\n"
        "1\t修路\t区交通局\t已全部完成。\t已完成\n2\t架桥\t区交通局\t在建。\t推进缓慢\n"
    )
    first, second = read(text).ledger.tasks
    assert (first.report.status, second.report.status) == ("done", "behind")
    assert second.remarks == "推进缓慢"


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("峄山区2025年民生实事进展情况表", "峄山区"),
        ("2025年峄山十件民生实事工作台账", "峄山"),
        ("柏州市2025年民生实事进展情况表", "柏州市"),
        ("2025年一季度民生实事进展情况台账", ""),
        ("2025年省市区重点民生实事完成情况汇总表", ""),
    ],
)
def test_the_region_is_the_place_that_the_title_names(title: str, region: str) -> None:
    text = f"{title}\n\n序号\t项目名称\t责任单位\n1\t修路\t区交通局\n2\t架桥\t区交通局\n"
    assert read(text).ledger.document.region == region


@pytest.mark.parametrize(
    ("above", "name", "region"),
    [
        ("2025年省市区重点民生实事项目完成情况汇总表", "", ""),
        ("柳浦区民生实事工作专班\n2025年省市区重点民生实事项目完成情况汇总表", "", "柳浦区"),
        ("2025年一季度民生实事进展台账", "03 云澜县2025年一季度民生实事进展台账.txt", "云澜县"),
        ("柏澜州2025年民生实事进展台账", "", "柏澜州"),
        ("柏州市2025年民生实事进展台账", "", "柏州市"),
        ("区市场监管局\n2025年民生实事进展台账", "", ""),
    ],
)
def test_a_region_is_a_place_and_no_word_for_levels(above: str, name: str, region: str) -> None:
    table = "序号\t项目名称\t责任单位\t进展情况\n1\t供水工程\t水务局\t已完成。\n2\t绿化工程\t林业局\t已完成。\n"
    assert read(f"{above}\n\n{table}", name=name).ledger.document.region == region


def test_the_office_on_the_line_above_the_title_is_the_issuer() -> None:
    table = "序号\t项目名称\t责任单位\t进展情况\n1\t供水工程\t水务局\t已完成。\n2\t绿化工程\t林业局\t已完成。\n"
    document = read(f"柳浦区民生实事工作专班\n\n2025年民生实事进展台账\n\n{table}").ledger.document
    assert document.issuer == "柳浦区民生实事工作专班"
    assert document.title == "2025年民生实事进展台账"


def test_a_row_that_opens_with_a_number_s_heading_is_the_header_though_few_of_its_words_are_known() -> None:
    book = read(
        "竹坞镇2025年微实事\n\n序号\t微实事\t打算\t截至10月末怎样\t村居\n1\t修桥\t四座\t修好三座\t前坪村\n2\t铺路\t十二公里\t铺了九公里\t石门村\n"
    ).ledger
    assert [c.name for c in book.columns] == ["序号", "微实事", "打算", "截至10月末怎样", "村居"]
    assert len(book.tasks) == 2


@pytest.mark.parametrize(
    ("heading", "cut_off"),
    [
        ("三季度末完成", date(2025, 9, 30)),
        ("完成情况（截至10月末）", date(2025, 10, 31)),
        ("截至１１月底完成情况", date(2025, 11, 30)),
    ],
)
def test_the_heading_of_the_results_may_say_the_day(heading: str, cut_off: date) -> None:
    book = read(
        f"竹坞县2025年民生实事表\n\n序号\t项目\t目标任务\t{heading}\t责任单位\n1\t修桥\t修桥4座\t修好3座\t县交通局\n"
    ).ledger
    assert book.document.cut_off == cut_off


def test_the_heading_of_the_results_may_say_the_whole_year() -> None:
    book = read(
        "2024年度竹坞县民生实事表\n\n序号\t项目\t年初目标\t全年完成情况\t责任单位\n1\t修桥\t修桥4座\t修好3座\t县交通局\n"
    ).ledger
    assert book.document.period is not None
    assert (book.document.period.start, book.document.period.end) == (date(2024, 1, 1), date(2024, 12, 31))


def test_columns_of_months_tell_the_period_unless_they_are_the_year_s_plan() -> None:
    def period(last: int) -> str:
        months, figures = "\t".join(f"{k}月" for k in range(1, last + 1)), "\t".join(["3"] * last)
        head = f"序号\t项目\t单位\t{months}\t责任单位\n1\t建亭\t座\t{figures}\t县住建局\n"
        rows = head + f"2\t建廊\t座\t{figures}\t县住建局\n"
        return read(f"竹坞县2025年民生实事对照表\n\n{rows}").ledger.document.period_text

    assert period(8) == "2025年1月至8月"
    assert period(12) == "2025年"


def test_a_lower_tier_may_hold_the_names_of_places() -> None:
    book = read(
        "竹坞区民生实事分乡镇情况（2025年1—9月）\n\n序号\t指标名称\t年度目标\t各乡镇累计完成\t\t\t全区累计完成\n"
        "\t\t\t青石镇\t柳河镇\t沙坝乡\t\n1\t互助站\t12\t4\t3\t2\t9\n2\t户厕\t860\t210\t245\t180\t635\n"
    ).ledger
    assert [c.name for c in book.columns][3:] == ["青石镇", "柳河镇", "沙坝乡", "全区累计完成"]
    assert len(book.tasks) == 2


def test_a_table_in_a_letter_has_the_letter_s_title() -> None:
    book = read(
        "竹坞县人民政府办公室\n关于2025年1—8月民生实事推进情况的通报\n\n各乡镇人民政府：\n现将推进情况通报如下：\n"
        "一、总体情况\n总体进展顺利，其中4件超序时进度。\n二、具体进展\n\n"
        "序号\t项目\t年度目标\t进展情况\t责任单位\n1\t修桥\t修桥3座\t修好2座\t县交通局\n2\t铺路\t铺路9公里\t铺了7公里\t县交通局\n"
    ).ledger
    assert book.document.title == "竹坞县人民政府办公室关于2025年1—8月民生实事推进情况的通报"
    assert book.document.period_text == "2025年1月至8月"


def test_two_headings_that_make_a_third_are_two_where_the_rows_have_two_cells() -> None:
    book = read(
        "2025年竹坞镇为民办实事实施情况\n序号 项目 内容 进度 责任人\n1 村道拓宽 拓宽村道4.5公里 已拓宽3.8公里 晁某\n"
        "2 文化礼堂 新建文化礼堂2座 全部建成 师某\n3 山塘整治 整治山塘6口 尚未开工 师某\n"
    ).ledger
    assert [c.name for c in book.columns] == ["序号", "项目", "内容", "进度", "责任人"]
    assert [t.content for t in book.tasks] == ["拓宽村道4.5公里", "新建文化礼堂2座", "整治山塘6口"]


def test_a_section_on_a_line_of_its_own_is_no_part_of_the_row_below_it() -> None:
    text = (
        "沧澜市2025年免费筛查完成情况\n\n区县\t目标\t完成\t完成率\n一、城区\n东湖区\t1200\t912\t76.0%\n西岭区\t980\t706\t72.0%\n"
        "二、县域\n沙河县\t760\t654\t86.1%\n石门县\t540\t410\t75.9%\n全市\t3480\t2682\t77.1%\n"
    )
    book = read(text).ledger
    assert [(s.text, s.kind) for s in book.sections] == [
        ("一、城区", "category"),
        ("二、县域", "category"),
        ("全市", "total"),
    ]
    assert [t.region for t in book.tasks] == ["东湖区", "西岭区", "沙河县", "石门县"]


def test_a_day_behind_an_office_s_name_under_the_title_is_the_day_the_table_stands_at() -> None:
    lines = (
        "柏川县2025年民生实事推进情况",
        "（县政府办公室  2025年9月30日）",
        "",
        "序号\t项目\t进展",
        "1\t修路\t已修3公里",
        "2\t建桥\t已开工",
    )
    assert str(read("\n".join(lines)).ledger.document.cut_off) == "2025-09-30"
    village = ("柏川县杏园村2025年议定实事公开", "（公开日期：2025年12月20日）", *lines[2:])
    assert str(read("\n".join(village)).ledger.document.cut_off) == "2025-12-20"


def test_rows_that_say_when_they_were_filled_in_date_a_table_without_a_period() -> None:
    exported = (
        "项目编号,项目名称,责任单位,年度目标值,计量单位,累计完成值,更新时间\n"
        "S-01,护坡加固,县水利局,12,处,9,2025-10-28 11:05\n"
        "S-02,灯杆更换,县城管局,640,盏,512,2025-10-30 09:12\n"
        "S-03,书屋新建,县文旅局,8,个,6,\n"
    )
    document = read(exported.encode(), name="导出.csv").ledger.document
    assert (document.cut_off, document.year) == (date(2025, 10, 30), 2025)
    titled = read(f"2025年9月民生实事进度表,,,,,,\n{exported}".encode(), name="导出.csv").ledger.document
    assert titled.cut_off is None


def test_the_words_over_a_table_give_the_day_it_stands_at_where_nothing_else_does() -> None:
    lead = "现将2024年助老项目办理情况予以公示。截至2024年12月31日，各项目均已办结。"
    book = read(
        f"柏川县2024年助老项目办理情况公示\n\n{lead}\n\n序号\t项目名称\t办理情况\n1\t助餐点\t建成9个。\n"
    ).ledger
    assert book.document.cut_off == date(2024, 12, 31)


def test_the_day_of_an_inspection_is_the_day_its_table_stands_at() -> None:
    rows = "序号\t项目名称\t实际进度\n1\t助餐点\t建成9个。\n"
    book = read(f"柏川县2025年民生实事督查情况表\n\n（督查时间：2025年9月30日）\n\n{rows}").ledger
    assert book.document.cut_off == date(2025, 9, 30)
