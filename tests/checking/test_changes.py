"""Columns of change and of shares, totals in other units than their rows, and figures of an earlier time."""

from __future__ import annotations

from datetime import date

from taizhang.checking import check
from taizhang.ledger import Ledger
from taizhang.reading import read

OCTOBER = date(2025, 10, 31)


def table(*lines: str, title: str = "竹坞县2025年1—10月民生实事情况表") -> Ledger:
    rows = "\n".join("\t".join(line.replace("·", "") for line in text.split(" ")) for text in lines)
    return read(f"{title}\n\n{rows}\n").ledger


def found(book: Ledger, *slugs: str) -> set[tuple[int | None, str | None, str]]:
    return {(f.row, f.column, f.rule) for f in check(book, as_of=OCTOBER) if f.rule in slugs}


RANKED = "排名 镇街 任务数 完成数 完成率 上月完成率 较上月提升（百分点） 备注"


def test_what_a_rate_gained_since_last_month_is_held_against_both_rates() -> None:
    book = table(
        RANKED,
        "1 栗树镇 40 38 95.0% 87.5% 7.5 ·",
        "2 芦塘镇 36 33 91.7% 86.1% 5.6 ·",
        "3 石桥街道 52 46 88.5% 80.8% 7.7 ·",
        "4 乌柏乡 28 24 85.7% 78.6% 1.7 ·",
        "全县 ·  156 141 90.4% · · ·".replace("·  ", "· "),
    )
    assert [s.kind for s in book.sections] == ["total"]
    slugs = ("parts-mismatch", "rate-mismatch", "behind-schedule", "no-unit")
    assert found(book, *slugs) == {(3, "较上月提升（百分点）", "parts-mismatch")}


def test_last_month_s_rate_is_no_rate_of_this_month_s_figures() -> None:
    book = table(
        RANKED,
        "1 栗树镇 40 38 95.0% 87.5% 7.5 ·",
        "2 芦塘镇 36 33 91.7% 86.1% 5.6 ·",
        "3 石桥街道 52 46 88.5% 80.8% 7.7 ·",
    )
    assert found(book, "rate-mismatch", "parts-mismatch") == set()


GROWN = "序号 指标 单位 本年累计 上年同期 增减 同比"


def test_growth_over_last_year_is_held_against_both_years() -> None:
    book = table(
        GROWN,
        "1 技能培训 人次 5230 4810 420 8.7%",
        "2 就业援助 人次 1894 2012 -118 -5.9%",
        "3 公益岗位 个 655 540 151 21.3%",
        "4 见习岗位 个 318 276 42 12.5%",
        "5 创业贷款 万元 7215 6433 782 12.2%",
    )
    assert found(book, "parts-mismatch", "rate-mismatch") == {
        (2, "增减", "parts-mismatch"),
        (3, "同比", "rate-mismatch"),
    }


def test_shares_of_one_heading_make_up_a_hundred_as_far_as_they_are_rounded() -> None:
    rows = (
        "序号\t实事\t样本\t评价分布（%）\t\t\t满意率",
        "\t\t\t满意\t一般\t不满意\t",
        "1\t公园\t402\t71.4\t20.3\t8.4\t91.7%",
        "2\t食堂\t388\t64.0\t27.5\t8.5\t91.5%",
        "3\t停车\t395\t52.7\t35.2\t14.1\t87.9%",
        "4\t公交\t410\t68.8\t25.1\t6.1\t93.9%",
        "合计\t\t1595\t\t\t\t91.3%",
    )
    book = read("竹坞县2025年民生实事满意度调查结果\n\n" + "\n".join(rows) + "\n").ledger
    assert found(book, "parts-mismatch") == {(2, "满意", "parts-mismatch")}


MONEY = "序号 项目 总投资 到位资金 资金到位率 已支付 完成时限 责任单位"


def test_a_total_in_another_unit_is_converted_and_money_that_came_is_no_progress() -> None:
    rows = (
        "1 水厂扩建 1.3亿元 6500万元 50% 0.42亿元 11月底 县水利局",
        "2 校舍加固 4200万元 0.28亿元 66.7% 1900万元 12月底 县教育局",
        "3 桥梁改造 800万元 800万元 100% 760万元 12月底 县交通局",
    )
    right = table(MONEY, *rows, "合计 · 1.8亿元 1.01亿元 56.1% 6860万元 · ·")
    assert found(right, "parts-mismatch", "behind-schedule", "overdue") == set()
    wrong = table(MONEY, *rows, "合计 · 1.8亿元 1.11亿元 61.7% 6860万元 · ·")
    assert found(wrong, "parts-mismatch") == {(3, "序号", "parts-mismatch")}


def test_subtotals_by_any_name_are_totals_and_money_may_stand_in_capital_figures() -> None:
    rows = (
        "1 修渠 六百米 贰万肆仟元 村委会",
        "2 补路 八百米 叁万壹仟伍佰元 村委会",
        "本页小计 · · 伍万伍仟伍佰元 ·",
        "3 装灯 四十盏 壹万陆仟元 村委会",
        "设施类小计 · · 壹万玖仟元 ·",
        "合计 · · 柒万壹仟伍佰元 ·",
    )
    book = table("序号 事项 数量 花费 经办", *rows, title="杏园村2025年议定实事公开")
    assert [s.kind for s in book.sections] == ["total"] * 3
    assert found(book, "parts-mismatch") == {(4, "序号", "parts-mismatch")}


def test_an_average_of_the_rows_is_a_total_that_adds_nothing_up() -> None:
    book = table(
        "镇街 任务数 完成数 完成率",
        "栗树镇 40 38 95.0%",
        "芦塘镇 36 33 91.7%",
        "平均 38 35.5 93.4%",
    )
    assert [s.kind for s in book.sections] == ["total"]
    assert found(book, "parts-mismatch", "rate-mismatch") == set()


def test_a_place_that_the_other_rows_figures_do_not_give_is_found() -> None:
    rows = (
        "1 栗树镇 40 38 95.0% 87.5% 7.5 ·",
        "2 芦塘镇 36 33 91.7% 86.1% 5.6 ·",
        "3 石桥街道 52 46 88.5% 80.8% 7.7 ·",
        "4 乌柏乡 28 24 85.7% 78.6% 7.1 ·",
        "5 白沙镇 48 39 81.3% 75.0% 6.3 ·",
    )
    assert found(table(RANKED, *rows), "rank-contradiction") == set()
    last = "6 青桐镇 30 27 90.0% 83.3% 6.7 ·"
    assert found(table(RANKED, *rows, last), "rank-contradiction") == {(5, "排名", "rank-contradiction")}


def test_a_ranking_by_what_the_table_does_not_print_is_left_alone() -> None:
    rows = (
        "1 栗树镇 40 38 95.0% 87.5% 7.5 ·",
        "2 芦塘镇 36 30 83.3% 77.8% 5.5 ·",
        "3 石桥街道 52 46 88.5% 80.8% 7.7 ·",
        "4 乌柏乡 28 21 75.0% 67.9% 7.1 ·",
        "5 白沙镇 48 45 93.8% 87.5% 6.3 ·",
    )
    assert found(table(RANKED, *rows), "rank-contradiction") == set()


def test_sources_of_money_named_in_a_cell_make_up_the_total_beside_them() -> None:
    book = table(
        "序号 项目 总投资 资金构成 目前进展 责任单位",
        "1 老桥加固 2350万元 中央1200万元、省级650万元、县级500万元 桥墩加固完成 县交通局",
        "2 南山小学 6800万元 专项债券5000万元、县级自筹1500万元 主体封顶 县教育局",
        "3 河口泵站 310万元 省级200万元、县级110万元 设备安装过半 县水利局",
    )
    assert found(book, "parts-mismatch") == {(1, "资金构成", "parts-mismatch")}


def test_a_remark_that_tells_the_same_with_another_figure_is_found_and_one_of_other_things_is_not() -> None:
    book = table(
        "序号 项目 实施内容 目前进展 备注",
        "1 撂荒地 整治撂荒地3600亩 已复耕2873亩 复耕2783亩",
        "2 水渠 疏浚水渠46公里 已疏浚38公里 疏浚38公里",
        "3 户厕 改造户厕900座 已改造户厕720座 新增420户",
        "4 烘干 新建烘干中心5座 建成4座 余1座11月投用",
    )
    assert found(book, "conflicting-figures") == {(0, "备注", "conflicting-figures")}


def test_the_grand_total_called_by_the_whole_place_sums_all_rows_and_no_subtotal() -> None:
    rows = (
        "一、城区",
        "东湖区 1200 912 76.0%",
        "西岭区 980 706 72.0%",
        "城区小计 2180 1618 74.2%",
        "二、县域",
        "沙河县 760 654 86.1%",
        "石门县 540 410 75.9%",
        "县域小计 1300 1064 81.8%",
    )
    head = "区县 目标 完成 完成率"
    right = table(head, *rows, "全市 3480 2682 77.1%", title="沧澜市2025年1—10月免费筛查完成情况")
    assert found(right, "parts-mismatch", "rate-mismatch") == set()
    wrong = table(head, *rows, "全市 3480 2692 77.4%", title="沧澜市2025年1—10月免费筛查完成情况")
    assert found(wrong, "parts-mismatch") == {(8, "区县", "parts-mismatch")}


def test_what_is_left_over_is_the_difference_that_the_other_rows_print() -> None:
    book = table(
        "序号 项目 年初预算 调整预算 累计支出 结余 执行率",
        "1 营养午餐 860.0 860.0 598.3 261.7 69.6%",
        "2 高龄津贴 420.0 450.0 334.6 115.4 74.4%",
        "3 公厕管护 96.0 96.0 71.2 28.4 74.2%",
        "4 村医补助 188.0 188.0 140.4 47.6 74.7%",
    )
    assert found(book, "parts-mismatch", "rate-mismatch") == {(2, "结余", "parts-mismatch")}


PUT_RIGHT = (
    "序号 反映问题 整改措施 整改时限 整改状态 整改进展 整改单位",
    "1 河道异味 清淤2.4公里 7月底 已销号 已清淤1.5公里，余下河段正在围堰。 区水务局",
    "2 车位不足 增设泊位180个 9月底 整改中 已增设泊位120个。 区卫健局",
    "3 屋面漏雨 翻修屋面1900平方米 12月底 整改中 已翻修屋面1100平方米。 区商务局",
)


def test_a_list_of_problems_promises_its_measures_and_has_no_schedule_from_january() -> None:
    book = table(*PUT_RIGHT, title="云帆区2025年群众反映问题整改台账（10月）")
    assert [c.role.value for c in book.columns[1:3]] == ["project", "content"]
    slugs = ("overdue", "status-contradiction", "behind-schedule", "behind-without-problem")
    assert {(row, rule) for row, _, rule in found(book, *slugs)} == {
        (0, "status-contradiction"),
        (1, "overdue"),
    }


def test_a_note_says_by_what_a_table_is_ranked() -> None:
    rows = "\n".join(
        "\t".join(line.split())
        for line in (
            "名次 乡镇 任务 办结 办结率 群众评分",
            "1 汪渡镇 25 25 100.0% 96.4",
            "2 芷江镇 30 29 96.7% 95.8",
            "3 松口乡 22 21 95.5% 94.0",
            "4 龙坪镇 28 25 89.3% 92.7",
            "5 野渡乡 18 17 94.4% 91.9",
            "6 沙湾镇 26 19 73.1% 85.2",
        )
    )
    bare = f"寒江县2025年10月乡镇民生实事评定表\n\n{rows}\n"
    assert found(read(bare).ledger, "rank-contradiction") == set()
    said = f"{bare}\n注：按办结率由高到低排名。\n"
    assert found(read(said).ledger, "rank-contradiction") == {(4, "名次", "rank-contradiction")}


def test_a_count_of_other_things_answers_no_target_and_one_of_the_same_in_another_word_does() -> None:
    book = table(
        "序号 项目 实施内容 目前进展",
        "1 浴室 新建寄宿制学校浴室14间 为寄宿制学校购置热水器38台",
        "2 灌溉 新增滴灌设备120套 新增滴灌设备96台",
    )
    assert found(book, "target-unreported") == {(0, "实施内容", "target-unreported")}


def test_points_by_which_a_rate_grew_are_a_difference_in_a_column_of_growth() -> None:
    book = table(
        "指标名称 单位 全年计划 1—10月完成 去年同期 同比增减",
        "城镇新增就业 人 26000 21580 20750 4.0%",
        "新增托位 个 2400 1560 1980 -21.2%",
        "新开工住房 套 1800 1206 1440 -16.3%",
        "空气优良率 % ≥85 86.4 84.1 2.3个百分点",
        "污水处理率 % ≥95 96.1 95.4 1.7个百分点",
    )
    assert found(book, "rate-mismatch") == {(4, "同比增减", "rate-mismatch")}
