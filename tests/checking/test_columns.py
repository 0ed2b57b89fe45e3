"""What columns of figures are of each other: told by the rows that agree, held against those that do not."""

from __future__ import annotations

from datetime import date

from taizhang.checking import check
from taizhang.ledger import Ledger
from taizhang.reading import read

SEPTEMBER = date(2025, 9, 30)


def table(*lines: str) -> Ledger:
    rows = "\n".join("\t".join(line.split()) for line in lines)
    return read(f"竹坞县2025年1—9月民生实事情况表\n\n{rows}\n").ledger


def found(book: Ledger, *slugs: str) -> set[tuple[int | None, str | None, str]]:
    return {(f.row, f.column, f.rule) for f in check(book, as_of=SEPTEMBER) if f.rule in slugs}


FUNDS = "序号 项目名称 总投资 中央 省级 县级 到位资金 已支付 支付率 责任单位"


def test_a_total_that_its_sources_do_not_add_up_to_is_found_whatever_it_is_called() -> None:
    book = table(
        FUNDS,
        "1 水厂扩建 5400 2400 1200 1800 4000 3200 80% 县水利局",
        "2 校舍加固 3150 1500 900 850 2600 1950 75% 县教育局",
        "3 桥梁改造 1260 0 600 660 900 585 65% 县交通局",
    )
    assert found(book, "parts-mismatch", "rate-mismatch") == {(1, "总投资", "parts-mismatch")}


def test_a_rate_is_held_against_the_two_columns_that_other_rows_make_it_of() -> None:
    book = table(
        FUNDS,
        "1 水厂扩建 5400 2400 1200 1800 4000 3200 80% 县水利局",
        "2 校舍加固 3250 1500 900 850 2600 1950 79% 县教育局",
        "3 桥梁改造 1260 0 600 660 900 585 65% 县交通局",
    )
    assert found(book, "parts-mismatch", "rate-mismatch") == {(1, "支付率", "rate-mismatch")}


def test_figures_that_no_two_rows_relate_alike_are_left_alone() -> None:
    book = table(
        FUNDS,
        "1 水厂扩建 5400 2400 1100 1800 4000 3200 81% 县水利局",
        "2 校舍加固 3250 1500 700 850 2600 1950 70% 县教育局",
        "3 桥梁改造 1260 0 600 660 900 585 65% 县交通局",
    )
    assert found(book, "parts-mismatch", "rate-mismatch") == set()


def test_of_two_sums_of_the_year_the_one_that_the_rates_are_of_is_the_result() -> None:
    book = table(
        "序号 指标名称 年度目标 旬初累计 本旬完成 旬末累计 完成率 责任单位",
        "1 山塘清淤 30口 18口 4口 22口 73.3% 区水利局",
        "2 渠道衬砌 36公里 26.5公里 3.2公里 29.7公里 82.5% 区水利局",
        "3 机井维修 190眼 140眼 12眼 152眼 85% 区水利局",
        "4 田间道路 58公里 41.8公里 5.4公里 47.2公里 81.4% 区农业农村局",
    )
    assert found(book, "rate-mismatch", "behind-schedule") == {(2, "完成率", "rate-mismatch")}


def test_a_share_of_the_year_s_money_is_not_held_against_the_money_of_all_years() -> None:
    book = table(
        "序号 项目名称 总投资 自开工累计完成投资 年度计划投资 1—9月完成投资 占年度计划 责任单位",
        "1 文化馆 4800 3950 2600 2080 80% 县文旅局",
        "2 客运站 1690 1221 690 621 90% 县交通局",
        "3 避难场所 1500 1400 900 810 85% 县应急局",
        "4 殡仪馆 2100 1470 1400 1050 75% 县民政局",
    )
    assert found(book, "rate-mismatch") == {(2, "占年度计划", "rate-mismatch")}


def test_totals_of_done_and_due_in_one_cell_are_added_up_on_both_sides() -> None:
    book = table(
        "镇街 老旧小区（个） 加装电梯（部） 充电桩（个） 综合完成率",
        "望江街道 5/6 14/20 180/200 88.3%",
        "沙洲街道 6/6 18/18 150/160 97.5%",
        "桐林镇 3/4 6/10 96/150 65.2%",
        "合计 14/16 40/48 426/510 -",
    )
    assert [section.kind for section in book.sections] == ["total"]
    assert [(f.row, f.computation) for f in check(book, as_of=SEPTEMBER) if f.rule == "parts-mismatch"] == [
        (3, "14+18+6=38≠40")
    ]


def test_a_month_s_addition_that_does_not_lead_from_one_sum_to_the_next_is_found() -> None:
    book = table(
        "序号 项目 年度任务 8月底累计 9月新增 9月底累计 责任单位",
        "1 社区食堂 24家 15家 3家 18家 区民政局",
        "2 停车泊位 3200个 2260个 310个 2570个 区城管局",
        "3 燃气管网 41公里 29.5公里 4.2公里 32.7公里 区住建局",
        "4 供水设施 19处 14处 -1处 13处 区水务局",
    )
    assert found(book, "parts-mismatch", "went-backwards") == {
        (2, "9月底累计", "parts-mismatch"),
        (3, "9月底累计", "went-backwards"),
    }


def test_a_share_in_a_column_of_its_own_is_never_over_the_whole() -> None:
    book = table(
        "排名 区县 受理件数 办结件数 办结率 满意率 综合得分",
        "1 东湾区 2841 2813 99.0% 97.2% 98.3",
        "2 赤岭县 1967 1939 98.6% 101.4% 98.0",
        "3 沙坪区 3320 3158 95.1% 95.8% 95.6",
    )
    assert found(book, "impossible-rate", "rate-mismatch") == {(1, "满意率", "impossible-rate")}


def test_a_goal_that_places_happen_to_have_met_is_no_sum_of_theirs() -> None:
    book = table(
        "序号 指标名称 计量单位 年度目标 青石镇 柳河镇 沙坝乡 全区累计完成",
        "1 互助站 个 112 45 36 31 112",
        "2 户厕改造 座 860 210 245 180 635",
        "3 奖补资金 万元 372 126 138 108 372",
        "4 义诊 场次 358 115 114 119 348",
    )
    slugs = ("parts-mismatch", "behind-schedule", "rate-mismatch")
    assert found(book, *slugs) == set()


def test_a_share_of_the_whole_investment_may_hold_what_earlier_years_spent() -> None:
    def book(share: str) -> Ledger:
        return table(
            "序号 项目名称 总投资 2025年计划投资 1-9月完成投资 累计完成占总投资比重 责任单位",
            f"1 医院迁建 32000 12000 10260 {share} 县卫健局",
            "2 污水处理 8600 5000 4150 48.3% 县住建局",
            "3 敬老院 1460 1460 1314 90% 县民政局",
            "4 滨河路 9800 6500 5330 54.4% 县交投公司",
        )

    assert found(book("61%"), "rate-mismatch") == set()
    assert found(book("21%"), "rate-mismatch") == {(0, "累计完成占总投资比重", "rate-mismatch")}


def test_money_under_a_heading_of_three_tiers_is_not_held_against_what_is_built() -> None:
    head = (
        "序号\t项目名称\t建设规模\t投资情况（万元）\t\t\t形象进度\t业主单位\n"
        "\t\t\t总投资\t2025年\t\t\t\n\t\t\t\t计划投资\t1-9月完成\t\t\n"
    )
    rows = (
        "1\t实训基地\t建筑面积1.2万平方米\t5200\t3000\t2550\t主体三层施工\t县教育局\n"
        "2\t敬老院改造\t改造床位180张\t1460\t1460\t1314\t安装消防设施\t县民政局\n"
    )
    book = read(f"竹坞县2025年1—9月民生实事投资进度表\n\n{head}{rows}").ledger
    assert found(book, "rate-mismatch", "behind-schedule", "unit-mismatch") == set()


def test_shares_in_percent_are_not_added_up() -> None:
    head = "乡镇\t高标准农田（亩）\t\t\t农房改造（户）\t\t\n\t任务\t完成\t%\t任务\t完成\t%\n"
    rows = (
        "云岭乡\t5200\t4420\t85.0\t64\t60\t93.8\n安定镇\t7800\t6942\t89.0\t92\t71\t77.2\n"
        "合计\t13000\t11362\t87.4\t156\t131\t84.0\n"
    )
    book = read(f"竹坞县民生实事统计（2025年9月20日）\n\n{head}{rows}").ledger
    assert book.document.cut_off == date(2025, 9, 20)
    assert found(book, "parts-mismatch", "rate-mismatch", "no-period") == set()


def test_a_total_may_be_of_its_sources_and_again_of_what_is_spent_and_left() -> None:
    head = "序号\t资金名称\t指标下达\t\t\t支出情况\t\t支出进度\t主管部门\n\t\t总额\t上级\t本级\t已支出\t结余\t\t\n"
    rows = (
        "1\t营养改善\t1240\t980\t260\t930\t310\t75%\t县教育局\n2\t公共卫生\t2680\t2010\t670\t2144\t536\t80%\t县卫健局\n"
        "3\t残疾人事业\t365\t280\t85\t219\t146\t60%\t县残联\n4\t厕所改造\t520\t400\t120\t338\t172\t65%\t县农业农村局\n"
    )
    book = read(f"竹坞县2025年1—9月民生资金表\n\n{head}{rows}").ledger
    assert found(book, "parts-mismatch", "rate-mismatch") == {(3, "结余", "parts-mismatch")}


def test_rows_of_rates_among_rows_of_figures_are_not_added_up() -> None:
    book = table(
        "序号 指标 河口镇 柳溪镇 上塘镇 合计",
        "1 托位目标（个） 120 110 100 330",
        "2 托位完成（个） 103 95 86 284",
        "3 托位完成率 85.8% 86.4% 86% 86.1%",
        "4 改造目标（户） 210 160 140 510",
    )
    assert found(book, "parts-mismatch") == set()


def test_a_level_that_is_said_to_be_met_and_is_not_is_found() -> None:
    book = table(
        "序号 指标 目标 现状 是否达标 主责单位",
        "1 网办率 ≥98% 98.6% 是 区数据局",
        "2 按期办结率 ≥99% 97.8% 是 区信访局",
        "3 登记失业率 ≤3.5% 3.1% 是 区人社局",
    )
    assert found(book, "status-contradiction") == {(1, "是否达标", "status-contradiction")}


def test_what_was_done_after_its_day_was_not_done_in_time() -> None:
    book = table(
        "序号 督办事项 办结时限 办结日期 办理结果 办理评价 承办单位",
        "1 抢修水管 2025-08-11 2025-08-08 已恢复供水 提前办结 区水务局",
        "2 清理摊点 2025-08-20 2025-08-27 清理摊点34处 按时办结 区城管局",
        "3 补发欠薪 2025-09-05 2025-08-29 已发放27.4万元 按时办结 区人社局",
    )
    assert found(book, "status-contradiction", "overdue") == {(1, "办理评价", "status-contradiction")}


def test_places_among_more_than_the_rows_are_no_order_of_the_rows() -> None:
    book = table(
        "序号 项目名称 本市任务 完成数 完成比例 全省位次",
        "1 幼儿园 28所 22所 78.6% 第4位（共14个市州）",
        "2 两癌检查 460人 391人 85% 第2位（共14个市州）",
        "3 加装电梯 210部 126部 60% 第11位（共14个市州）",
        "4 水源保护 96处 81处 84.4% 第6位（共14个市州）",
        "5 服务站 55个 31个 56.4% 第15位（共14个市州）",
    )
    assert found(book, "rank-contradiction") == {(4, "全省位次", "rank-contradiction")}


def test_what_was_spent_since_works_began_is_no_less_than_this_year_s_part() -> None:
    book = table(
        "序号 项目名称 总投资 自开工累计完成投资 年度计划投资 本年完成投资 责任单位",
        "1 文化馆 4800 3950 2600 2080 县文旅局",
        "2 污水厂 12600 3400 5200 3848 县住建局",
        "3 客运站 690 621 690 621 县交通局",
    )
    assert found(book, "conflicting-figures") == {(1, "自开工累计完成投资", "conflicting-figures")}


def test_words_that_all_is_done_are_held_against_the_column_that_counts() -> None:
    book = table(
        "序号 项目名称 建设内容 年度目标 累计完成 形象进度 责任单位",
        "1 候车亭 新建候车亭40座 40 34 40座全部投用 县交通局",
        "2 卫生室 新建卫生室26个 26 26 26个全部投用 县卫健局",
    )
    assert found(book, "status-contradiction") == {(0, "形象进度", "status-contradiction")}


def test_the_column_that_rates_are_of_is_the_result_and_not_some_figure_of_the_words() -> None:
    book = table(
        "序号 项目名称 年度目标 单位 累计完成 完成率 主要工作情况 责任单位",
        "1 新增充电桩 3200 个 2480 77.5% 建成充电站128座，其中乡镇47座、城区81座。 县发改局",
        "2 更新水管 150 公里 117 78% 更换老旧水表6.2万块。 县水利局",
        "3 新建食堂 45 家 36 80% 服务老年人18万人次。 县民政局",
        "4 受理援助 860 件 660 71% 其中农民工案件386件。 县司法局",
    )
    assert found(book, "rate-mismatch", "behind-schedule") == {(3, "完成率", "rate-mismatch")}


def test_what_was_expected_by_now_is_no_rate_that_was_reached() -> None:
    book = table(
        "序号 项目名称 目标任务 进展情况 完成率 序时进度",
        "1 护眼灯 更换护眼灯840套 已更换651套 77.5% 75%",
        "2 母婴室 新建母婴室25间 已建成18间 72% 75%",
        "3 健身步道 新建步道40公里 已建成29公里 73.5% 75%",
    )
    assert found(book, "rate-mismatch") == {(2, "完成率", "rate-mismatch")}


def test_how_many_keep_to_the_schedule_are_parts_of_all_and_no_rates() -> None:
    book = table(
        "排名 县（市、区） 项目总数 已完成 达序时进度 未达序时进度 完成率（%）",
        "1 柳川区 22 14 7 1 63.6",
        "2 云亭县 25 13 10 2 52",
        "3 石渡县 19 9 6 4 47.4",
        "4 青浦镇 21 7 12 4 33.3",
        "合计 全市 87 43 35 11 49.4",
    )
    assert found(book, "rate-mismatch", "behind-schedule") == set()
    assert (3, "项目总数", "parts-mismatch") in found(book, "parts-mismatch")


def test_how_content_people_are_is_no_rate_of_what_was_promised() -> None:
    book = table(
        "序号 项目名称 年度目标 进展情况 是否完成 满意率（%）",
        "1 书房 新建书房12个 已建成12个 是 97.4",
        "2 球场 改造球场8个 已改造8个 是 96.1",
        "3 驿站 新建驿站15个 已建成15个 是 101.5",
    )
    assert found(book, "rate-mismatch", "impossible-rate") == {(2, "满意率（%）", "impossible-rate")}


def test_a_nought_needs_no_percent_sign() -> None:
    book = table(
        "序号 项目名称 年度目标 进展情况 完成率",
        "1 体检 体检4000人 5月启动 0",
        "2 招聘会 举办招聘会30场 举办18场 60%",
        "3 网点 新增网点10家 新增6家 60",
    )
    assert found(book, "percent-sign-missing") == {(2, "完成率", "percent-sign-missing")}


def test_the_rate_of_the_works_is_none_of_the_money() -> None:
    book = table(
        "序号 乡镇 堤防任务 堤防完成 完成率 下达资金 已支付资金 支付率",
        "1 桐花乡 18.5 14.8 80% 740 518 70%",
        "2 柏岭镇 24 18 75% 960 576 60%",
        "3 竹溪乡 12.5 10 80% 500 425 85%",
        "4 梅坞镇 30 21 70% 1200 780 67%",
    )
    assert found(book, "rate-mismatch") == {(3, "支付率", "rate-mismatch")}


def test_groups_that_each_have_a_goal_and_a_result_are_indicators_whatever_their_words() -> None:
    upper = (
        "<td rowspan=2>镇（街道）</td><td colspan=3>渠道衬砌（公里）</td><td colspan=2>灌溉面积（亩）</td>"
        "<td rowspan=2>主要做法</td>"
    )
    rows = (
        "年度任务 完成 完成率 计划 实际",
        "桐溪镇 16 8 50% 2100 1950 改线1.2公里，已完成衬砌。",
        "白岭镇 22.5 18 80% 3400 2860 分三段施工。",
        "枫桥镇 30 24 80% 4100 3300 分四段施工。",
    )
    lines = [upper, *("".join(f"<td>{cell}</td>" for cell in row.split()) for row in rows)]
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    page = f"<html><body><h1>竹坞县2025年1—9月民生实事情况表</h1><table>{body}</table></body></html>"
    book = read(page.encode(), name="竹坞.html").ledger
    assert {c.indicator for c in book.columns} == {"", "渠道衬砌（公里）", "灌溉面积（亩）"}
    assert found(book, "behind-schedule") == {(0, "完成", "behind-schedule")}


def test_what_has_begun_has_begun_when_it_is_done_too() -> None:
    book = table(
        "序号 项目名称 年度目标 是否开工 进展情况",
        "1 更换水表 5200户 是 已更换水表5200户",
        "2 修建渡口 6座 否 已建成4座",
    )
    assert found(book, "status-contradiction") == {(1, "是否开工", "status-contradiction")}


def test_a_bare_number_is_in_the_unit_that_its_row_gives() -> None:
    book = table(
        "序号 项目名称 单位 年度目标 实际完成 完成率 进展情况",
        "1 发放创业贴息贷款 万元 8000 6400 80% 发放贷款6400万元，扶持创业310人，带动就业960人。",
        "2 建设夜校教学点 个 12 9 75% 建成教学点9个，授课1.3万人次。",
    )
    assert found(book, "rate-mismatch", "behind-schedule", "rank-contradiction") == set()


def test_a_column_that_counts_more_than_the_words_is_the_result() -> None:
    book = table(
        "序号 项目名称 年度目标 完成值 进展情况",
        "1 便民早餐点 40个 42个 新建街坊面馆22个、社区早餐点12个、流动早餐点8个。",
        "2 城市书房 10个 10个 建成10个。",
    )
    assert found(book, "behind-schedule", "not-finished") == set()


def test_works_that_the_row_itself_plans_over_years_may_end_in_a_later_one() -> None:
    book = table(
        "序号 项目名称 计划总投资 年度计划投资 预计完工时间 形象进度",
        "1 文化馆新馆 9600 3200 2026年8月 主体结构封顶。",
        "2 渡口改造 860 860 2026年3月 正在施工。",
    )
    assert found(book, "beyond-year") == {(1, "预计完工时间", "beyond-year")}


def test_what_is_due_by_a_day_is_the_goal_where_the_name_counts_nothing() -> None:
    book = table(
        "序号 督办事项 责任单位 时间节点 目前进展 亮灯情况",
        "1 村级凉亭 县民政局 2025年9月底前建成30个 建成18个，另有12个因资金未到位尚未动工。 绿灯",
        "2 排水暗渠 县住建局 2025年12月底前疏通16公里 已疏通14.4公里，完成90%。 绿灯",
        "3 水质监测站 县水利局 2025年12月底前建成25个 已建成22个，占任务数的92%。 绿灯",
    )
    rules = ("rate-mismatch", "status-contradiction", "target-unreported")
    assert found(book, *rules) == {(0, "亮灯情况", "status-contradiction"), (2, "目前进展", "rate-mismatch")}


def test_the_stage_of_the_month_before_is_not_how_things_stand() -> None:
    book = table(
        "序号 项目名称 年度目标 上月形象进度 本月形象进度",
        "1 修建渡口 12座 完工5座 完工10座",
        "2 数字茶园 6个 建成2个 建成5个",
    )
    assert found(book, "behind-schedule") == set()


def test_what_one_month_reports_and_the_next_plans_is_no_sum_of_the_year() -> None:
    book = table(
        "序号 项目名称 年度目标任务 9月工作进展 累计完成情况 10月工作计划",
        "1 渡口 修建渡口12座 修建渡口1座 修建渡口9座，完成率75% 修建渡口2座",
        "2 茶园 改造茶园80亩 改造茶园6亩 改造茶园62亩，完成率79% 改造茶园9亩",
    )
    assert found(book, "behind-schedule", "rate-mismatch") == {(1, "累计完成情况", "rate-mismatch")}
