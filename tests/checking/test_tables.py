"""Forms of tables that say in their own way how a row stands or what it promised."""

from __future__ import annotations

from datetime import date

from taizhang.checking import check
from taizhang.reading import read
from tests.reading.files.documents import docx, p, tbl, tc, tr

OCTOBER = date(2025, 10, 31)
TOP, UNDER, WIDE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="3"/>'


def found(data: bytes | str, *slugs: str) -> set[tuple[int | None, str]]:
    book = read(data, name="表.docx" if isinstance(data, bytes) else "").ledger
    return {(f.row, f.rule) for f in check(book, as_of=OCTOBER) if f.rule in slugs}


def test_the_column_that_is_ticked_is_the_status() -> None:
    table = tbl(
        tr(tc("序号", TOP), tc("实事内容", TOP), tc("完成情况", TOP), tc("办理结果", WIDE)),
        tr(tc("", UNDER), tc("", UNDER), tc("", UNDER), "已办结", "正在办理", "未启动"),
        tr("1", "建成消防站4个", "4个消防站全部建成投用。", "√", "", ""),
        tr("2", "改造户厕2100户", "已改造1470户。", "√", "", ""),
        tr("3", "改造管网22公里", "已改造15.8公里。", "", "●", ""),
    )
    data = docx(p("竹坞县2025年民生实事一览表") + p("（截至2025年10月31日）") + table)
    assert found(data, "status-contradiction") == {(1, "status-contradiction")}


def test_a_merged_category_that_counts_its_items_is_counted() -> None:
    table = tbl(
        tr("类别", "序号", "实事名称", "具体任务", "牵头单位"),
        tr(tc("教育医疗（2件）", TOP), "1", "建园", "新建幼儿园3所", "县教育局"),
        tr(tc("", UNDER), "2", "建中心", "建成检验中心5个", "县卫健局"),
        tr(tc("养老托幼（3件）", TOP), "3", "建站", "建成养老站4个", "县民政局"),
        tr(tc("", UNDER), "4", "托育", "新增托位300个", "县卫健局"),
    )
    assert found(docx(p("竹坞县2025年民生实事任务分解表") + table), "count-mismatch") == {(2, "count-mismatch")}


def test_a_cell_that_goes_on_to_the_progress_is_goal_and_progress() -> None:
    lines = (
        "竹坞县2025年民生实事10月份进展情况\n",
        "一、停车便利化。年度目标：新增停车位1200个。截至10月底，已建成停车位1026个，完成率82.5%。（责任单位：县城管局）",
        "二、普惠托育。年度目标：新增托位400个。截至10月底，已新增托位358个，完成率89.5%。（责任单位：县卫健局）",
        "三、避险搬迁。年度目标：搬迁群众96户。目前，正在选址。（责任单位：县资规局）",
    )
    rules = ("rate-mismatch", "target-unreported", "conflicting-figures", "not-started")
    assert found("\n".join(lines), *rules) == {(0, "rate-mismatch")}


def test_a_column_of_targets_may_sum_up_what_the_content_lists() -> None:
    rows = (
        "竹坞区2025年民生工程实施情况表\n",
        "序号\t工程名称\t实施内容\t目标值\t完成值\t形象进度\t牵头部门",
        "1\t义务教育\t新建学校2所、改扩建7所\t9所\t8所\t区一中新校区正在装饰\t区教体局",
        "2\t安心托幼\t新增托位520个；新增延时幼儿园19所\t托位520个\t托位433个\t新增托位433个，延时幼儿园19所\t区教体局",
        "3\t老年教育\t新增学习人数\t2600人\t2688人\t开设班次64个\t区委老干部局",
    )
    assert found("\n".join(rows), "target-unreported", "conflicting-figures") == set()


def test_short_labels_that_blanks_set_off_on_most_lines_are_labels() -> None:
    lines = (
        "竹坞街道2025年为民办实事进展（10月）\n",
        "1、新建口袋公园2处　责任科室：城管办　进展：2处均已建成开放　完成时限：9月底",
        "2、改造老旧小区5个　责任科室：建管办　进展：4个小区完工，1个正在安装雨棚　完成时限：9月底",
        "3、开办老年食堂3家　责任科室：民政办　进展：已开办3家　完成时限：9月底",
    )
    assert found("\n".join(lines), "overdue") == {(1, "overdue")}


def test_parts_in_brackets_are_parts_of_a_part() -> None:
    rows = (
        "竹坞市2025年惠民实事进展表\n（截至2025年9月30日）\n",
        "序号\t实事内容\t进展情况\t责任单位",
        "1\t改造县乡道110公里\t改造开工132公里，其中完工96公里（含续建项目14公里）。\t市交通局",
        "2\t建设便民生活圈8个\t8个生活圈已全部建成。\t市商务局",
    )
    assert found("\n".join(rows), "parts-mismatch") == set()


def test_the_column_of_ranks_may_say_of_how_many() -> None:
    def book(rank: str) -> str:
        head = "序号\t考核指标\t目标值\t完成情况\t全市排名\t责任单位\n"
        row = f"1\t适老化改造\t450户\t完成432户，全市排名第4\t{rank}\t区民政局\n"
        return f"竹坞区2025年民生实事指标\n（截至2025年10月31日）\n\n{head}{row}"

    assert found(book("4/12"), "rank-without-n") == set()
    assert found(book("第4"), "rank-without-n") != set()


def test_a_unit_that_leads_the_rows_of_a_flattened_text_is_that_of_the_rows_below() -> None:
    lines = (
        "竹坞街道2025年小实事清单\n（截至2025年10月31日）\n",
        "责任部门\t小实事\t目标\t完成数\t完成率\t是否完成",
        "社会事务办\t健身器材\t48件\t48件\t100%\t是",
        "\t独居老人探访\t2400人次\t2160人次\t90%\t否",
        "城市管理办\t更换井盖\t130个\t130个\t100%\t是",
    )
    assert found("\n".join(lines), "no-unit") == set()
    assert [names[0].text for t in read("\n".join(lines)).ledger.tasks if (names := t.responsible_units)] == [
        "社会事务办",
        "社会事务办",
        "城市管理办",
    ]


def test_a_month_without_its_year_is_a_period_and_the_day_of_the_check_gives_the_year() -> None:
    lines = (
        "竹坞市民生实事10月份调度表\n",
        "序号\t事项\t计量单位\t全年任务\t1—10月累计\t占全年任务%\t存在困难\t主责单位",
        "1\t发放创业贷款\t万元\t15000\t1950\t13.0\t无\t市人社局",
        "2\t辅具适配\t件\t3200\t2752\t86.0\t无\t市残联",
        "3\t再就业\t人\t6800\t5712\t84.0\t无\t市人社局",
    )
    rules = ("no-period", "behind-schedule", "behind-without-problem")
    assert found("\n".join(lines), *rules) == {(0, "behind-schedule"), (0, "behind-without-problem")}


def test_a_goal_s_cell_may_say_after_a_comma_what_was_done() -> None:
    lines = (
        "竹坞区民生十件事进度表\n（截至2025年10月31日）\n",
        "序号\t民生事项\t年度目标\t时间进度\t任务进度\t目前状态\t牵头部门",
        "1\t早餐网点\t建设早餐网点30个，已建成27个\t83.3%\t90%\t超时序\t区商务局",
        "2\t供暖管线\t改造管线22公里，已改造15.4公里\t83.3%\t70%\t超时序\t区住建局",
        "3\t流动展览\t开展80场，已开展66场\t83.3%\t76.5%\t慢时序\t区文旅局",
    )
    rules = ("status-contradiction", "rate-mismatch", "target-unreported")
    assert found("\n".join(lines), *rules) == {(1, "status-contradiction"), (2, "rate-mismatch")}


def test_a_report_of_promises_results_and_marks_at_the_year_s_end() -> None:
    lines = (
        "2024年竹坞区为民办实事统计（年终）\n",
        "序号\t实事\t承诺\t结果\t评定\t牵头单位",
        "1\t直饮水\t为42所学校装直饮水\t为45所学校装直饮水\t超额完成\t区教育局",
        "2\t慢病药房\t建设慢病药房30家\t建设慢病药房28家\t超额完成\t区卫健局",
        "3\t林荫路\t打造林荫路8条\t2023年打造林荫路9条\t完成\t区园林局",
    )
    rules = ("status-contradiction", "other-year", "no-period")
    assert found("\n".join(lines), *rules) == {(1, "status-contradiction"), (2, "other-year")}


def test_last_period_s_progress_is_not_this_one_s() -> None:
    lines = (
        "竹坞区2025年民生实事督办台账\n",
        "督办编号\t督办事项\t目标节点\t本期进展（截至10月31日）\t上期进展\t承办单位",
        "DB-01\t更新转运车12辆\t2025年9月底前\t已到货7辆。\t已到货5辆。\t区城管局",
        "DB-02\t发放消费券600万元\t2025年12月底前\t已发放510万元，完成率80%。\t已发放480万元，完成率80%。\t区商务局",
    )
    rules = ("overdue", "rate-mismatch", "object-mismatch", "conflicting-figures")
    assert found("\n".join(lines), *rules) == {(0, "overdue"), (1, "rate-mismatch")}


def test_digging_the_ground_comes_before_the_steel_is_up() -> None:
    head = "序号\t项目名称\t建设内容\t形象进度\t存在问题\t下步措施\t责任单位\n"
    row = "1\t农贸市场\t新建农贸市场1处\t钢结构安装完成\t无\t加快地基开挖\t县市场监管局\n"
    title = "竹坞县2025年重点民生项目表\n（截至2025年10月31日）\n\n"
    assert found(title + head + row, "stage-reversed") == {(0, "stage-reversed")}


def test_a_list_of_goals_reports_nothing_because_one_goal_tells_its_background() -> None:
    lines = (
        "竹坞县2025年民生实事任务分解表\n",
        "序号\t实事名称\t具体任务\t牵头单位",
        "1\t水厂扩建\t扩建水厂1座。目前，前期工作已完成，已投入30万元\t县水利局",
        "2\t建园\t新建幼儿园3所\t县教育局",
        "3\t建站\t建成养老站4个\t县民政局",
        "4\t修路\t修路12公里\t县交通局",
    )
    assert found("\n".join(lines), "no-period", "target-unreported", "behind-schedule") == set()


def test_progress_that_opens_with_its_goal_is_held_against_it() -> None:
    told = ((6, 4, "66.7%", "无"), (110, 88, "85%", "雨季施工受限"), (180, 171, "95%", "无"))
    rows = "".join(
        tr(
            str(k),
            "项目",
            f"年度目标：改造站点{goal}处。完成情况：改造{done}处，占{rate}。存在问题：{problem}。",
            "县交通局",
        )
        for k, (goal, done, rate, problem) in enumerate(told, 1)
    )
    data = docx(p("竹坞县2025年民生实事推进情况") + tbl(tr("序号", "项目", "推进情况", "责任单位"), rows))
    assert found(data, "rate-mismatch", "target-unreported") == {(1, "rate-mismatch")}


def test_a_word_beside_one_row_is_no_column() -> None:
    rows = (
        tr("1", "车站", "改造车站4座", "3座完工", "县交通局", "内部资料"),
        *(tr(str(k), "车站", "改造车站4座", "3座完工", "县交通局") for k in range(2, 6)),
    )
    table = tbl(tr("序号", "项目", "目标", "进展情况", "责任单位"), *rows)
    ledger = read(docx(p("竹坞县2025年民生实事情况表") + table), name="表.docx").ledger
    assert [column.name for column in ledger.columns] == ["序号", "项目", "目标", "进展情况", "责任单位"]
    assert [leftover.text for leftover in ledger.leftovers] == ["内部资料"]
