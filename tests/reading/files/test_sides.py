"""Tables on their side, forms below each other in a sheet, forms with a table of nodes inside, labels in brackets."""

from __future__ import annotations

import io
from datetime import date

from openpyxl import Workbook

from taizhang.checking import check
from taizhang.ledger import Role
from taizhang.reading import Reading, losses, read
from taizhang.writing.rows import rows

from .documents import docx, p, tbl, tc, tr

SIDE = (
    ("项目", "区图书馆", "北门菜市场", "环湖步道"),
    ("年度目标", "完成装修布展", "改造摊位96个", "建成步道7公里"),
    ("完成时限", "12月底", "8月底", "11月底"),
    ("目前进展", "完成吊顶，墙面施工过半", "已改造摊位72个，占75%", "建成6.4公里"),
    ("存在问题", "无", "两户摊主未签协议", "无"),
    ("责任单位", "区文旅局", "区商务局", "区园林局"),
)


def book(data: bytes) -> Reading:
    reading = read(data, name="表")
    assert losses(reading) == ()
    return reading


def test_a_table_on_its_side_is_read_item_by_item() -> None:
    reading = book(
        docx(p("雁滩区2025年重点民生工程对照表（10月）") + tbl(*(tr(*row) for row in SIDE)) + p("注：数据为月报数。"))
    )
    printed = rows(reading.ledger)
    assert printed["columns"] == [row[0] for row in SIDE]
    assert printed["rows"] == [
        dict(zip(printed["columns"], column, strict=True)) for column in list(zip(*SIDE, strict=True))[1:]
    ]
    assert printed["note"] == "注：数据为月报数。"
    assert [t.responsible_units[0].text for t in reading.ledger.tasks] == ["区文旅局", "区商务局", "区园林局"]
    found = {(f.row, f.rule) for f in check(reading.ledger, as_of=date(2025, 10, 31))}
    assert (1, "overdue") in found


def test_the_headings_of_a_table_on_its_side_may_stand_in_two_tiers() -> None:
    wide, top, under = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = tbl(
        tr(tc("项目名称", wide), "敬老餐厅", "电梯加装", "环湖步道"),
        tr(tc("数量", top), "计划", "20家", "50部", "30公里"),
        tr(tc("", under), "实际", "18家", "29部", "24公里"),
        tr(tc("投资（万元）", top), "计划", "400", "1500", "900"),
        tr(tc("", under), "实际", "360", "1100", "690"),
        tr(tc("责任单位", wide), "区民政局", "区住建局", "区园林局"),
    )
    reading = book(docx(p("雁滩区2025年重点民生工程对照表（9月）") + table))
    assert rows(reading.ledger)["columns"] == [
        "项目名称", "数量·计划", "数量·实际", "投资（万元）·计划", "投资（万元）·实际", "责任单位",
    ]  # fmt: skip
    assert [cell.text for cell in reading.ledger.rows[1].cells] == [
        "电梯加装",
        "50部",
        "29部",
        "1500",
        "1100",
        "区住建局",
    ]
    assert (1, "behind-schedule") in {(f.row, f.rule) for f in check(reading.ledger, as_of=date(2025, 9, 30))}


def test_a_merged_category_beside_names_makes_no_table_on_its_side() -> None:
    top, under = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = tbl(
        tr("类别", "项目名称", "年度目标", "目前进展", "责任单位"),
        tr(tc("目标任务", top), "东桥", "建桥1座", "已完工", "区交通局"),
        tr(tc("", under), "西桥", "建桥1座", "正在施工", "区交通局"),
        tr(tc("重点工作", top), "南桥", "建桥1座", "已完工", "区交通局"),
        tr(tc("", under), "北桥", "建桥1座", "已完工", "区交通局"),
    )
    columns = rows(book(docx(p("雁滩区2025年民生实事台账") + table)).ledger)["columns"]
    assert columns == ["类别", "项目名称", "年度目标", "目前进展", "责任单位"]


def test_a_table_with_a_header_stands_upright_though_its_first_column_holds_such_words() -> None:
    table = tbl(
        tr("项目", "年度目标", "完成情况", "责任单位"),
        tr("任务", "培训600人", "已培训480人", "区人社局"),
        tr("目标", "改造9处", "已改造7处", "区住建局"),
        tr("进展", "种树800株", "已种树620株", "区园林局"),
        tr("存在问题", "整改12个", "已整改11个", "区审计局"),
    )
    columns = rows(book(docx(p("雁滩区2025年民生实事台账") + table)).ledger)["columns"]
    assert columns == ["项目", "年度目标", "完成情况", "责任单位"]


def sheet(*lines: tuple[str, ...]) -> bytes:
    workbook = Workbook()
    page = workbook.active
    assert page is not None
    for line in lines:
        page.append(list(line))
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def form(*values: str) -> list[tuple[str, ...]]:
    labels = ("项目名称", "责任单位", "建设内容", "经费筹措办法", "目前进展", "存在问题")
    name, unit, *rest = values
    pairs = [(label, value, "", "") for label, value in zip(labels[2:], rest, strict=True)]
    return [(labels[0], name, labels[1], unit), *pairs, ()]


def test_forms_below_each_other_in_a_sheet_are_rows_though_one_label_is_unknown() -> None:
    reading = book(
        sheet(
            ("雁滩区2025年重点工程报送表",),
            (),
            *form("老桥加固", "区交通局", "加固桥梁1座", "省级与区级各半", "桥墩加固完成", "无"),
            *form("南山小学", "区教育局", "新建校舍9000平方米", "专项债券", "主体封顶", "无"),
            *form("河口泵站", "区水利局", "新建泵站1座", "区级自筹", "设备安装过半", "雨天停工"),
        )
    )
    printed = rows(reading.ledger)
    assert printed["columns"] == ["项目名称", "责任单位", "建设内容", "经费筹措办法", "目前进展", "存在问题"]
    assert [row["项目名称"] for row in printed["rows"]] == ["老桥加固", "南山小学", "河口泵站"]
    assert [row["经费筹措办法"] for row in printed["rows"]] == ["省级与区级各半", "专项债券", "区级自筹"]


def card(number: str, name: str, goal: str, plan: tuple[str, ...], done: tuple[str, ...], unit: str) -> str:
    wide = '<w:gridSpan w:val="4"/>'
    top, under = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    return tbl(
        tr("编号", number, "事项名称", tc(name, '<w:gridSpan w:val="3"/>')),
        tr("年度目标", tc(goal, '<w:gridSpan w:val="5"/>')),
        tr(tc("节点", top), "", "一季度", "二季度", "三季度", "四季度"),
        tr(tc("", under), "计划", *plan),
        tr(tc("", under), "实际", *done),
        tr("责任单位", unit, tc("", wide)),
    )


def test_a_form_with_a_table_of_nodes_inside_is_a_row_under_a_heading_of_tiers() -> None:
    cards = (
        card(
            "1",
            "文化站",
            "新建文化站1座",
            ("立项", "开工", "封顶", "开放"),
            ("3月立项", "5月开工", "9月封顶", ""),
            "镇文化站",
        ),
        card(
            "2",
            "村道",
            "硬化村道8公里",
            ("勘测", "2公里", "6公里", "8公里"),
            ("已勘测", "2.2公里", "已硬化5.1公里", ""),
            "镇村建办",
        ),
    )
    ledger = book(docx(p("苇塘镇2025年民生实事“一事一表”") + p("（截至9月30日）") + "".join(cards))).ledger
    headings = {c.heading: c.role for c in ledger.columns}
    assert headings["节点", "计划", "三季度"] is Role.EXTRA
    assert headings["节点", "实际", "三季度"] is Role.PROGRESS
    printed = rows(ledger)["rows"]
    assert [(row["事项名称"], row["计划·四季度"], row["实际·三季度"]) for row in printed] == [
        ("文化站", "开放", "9月封顶"),
        ("村道", "8公里", "已硬化5.1公里"),
    ]
    assert [t.report.progress for t in ledger.tasks] == ["9月封顶", "已硬化5.1公里"]


def test_labels_in_brackets_inside_a_paragraph_part_it() -> None:
    text = "".join(
        f"{k}．{name}。【目标】{goal}。【进展】{done}。【时限】{due}。【责任】{unit}。\n"
        for k, (name, goal, done, due, unit) in enumerate(
            (
                ("托育扩容", "新增托位180个", "新增托位150个", "2025年12月", "区卫健局"),
                ("菜场焕新", "改造菜场4家", "3家完成改造", "2025年9月", "区市场监管局"),
                ("绿地添彩", "建设口袋公园5处", "建成4处", "2025年11月", "区园林中心"),
            ),
            1,
        )
    )
    reading = read("雁滩区2025年民生实事推进情况（三季度）\n\n" + text)
    assert losses(reading) == ()
    printed = rows(reading.ledger)
    assert printed["columns"] == ["序号", "项目名称", "目标", "进展", "时限", "责任"]
    assert [row["进展"] for row in printed["rows"]] == ["新增托位150个。", "3家完成改造。", "建成4处。"]
    assert reading.ledger.tasks[0].responsible_units[0].text.startswith("区卫健局")
