"""Items that go on below their row, in cells across the table."""

from __future__ import annotations

from taizhang.reading import losses, read
from taizhang.reading.reader import Reading

HEAD = "<tr><td>序号</td><td>项目名称</td><td>年度目标</td><td>责任单位</td></tr>"
ITEMS = (
    ("1", "公办幼儿园", "新建幼儿园5所", "区教育局", "3所已开园，2所正在装修。", "施工力量不足"),
    ("2", "公共厕所", "改造公厕30座", "区城管局", "改造24座，完成80%。", "无"),
    ("3", "临时救助", "救助3000人次", "区民政局", "救助2310人次，完成77%。", "无"),
)


def page(*lines: str) -> Reading:
    table = "".join((HEAD, *lines))
    text = (
        f"<html><meta charset=utf-8><body><h2>梅岭新区2025年民生实事项目情况表</h2><table>{table}</table></body></html>"
    )
    return read(text.encode(), name="表.html")


def told(reading: Reading) -> list[list[str]]:
    return [[cell.text for cell in task.cells] for task in reading.ledger.tasks]


def test_a_labelled_row_across_the_table_is_a_column_of_its_item() -> None:
    reading = page(
        *(
            f"<tr><td>{n}</td><td>{a}</td><td>{b}</td><td>{c}</td></tr><tr><td colspan=4>进展情况：{d}</td></tr>"
            for n, a, b, c, d, _ in ITEMS
        )
    )
    assert [c.name for c in reading.ledger.columns] == ["序号", "项目名称", "年度目标", "责任单位", "进展情况"]
    assert told(reading) == [list(item[:5]) for item in ITEMS]
    assert losses(reading) == ()


def test_labels_in_cells_of_their_own_and_a_number_over_all_rows_of_its_item() -> None:
    reading = page(
        *(
            f"<tr><td rowspan=3>{n}</td><td>{a}</td><td>{b}</td><td>{c}</td></tr>"
            f"<tr><td>进展情况</td><td colspan=2>{d}</td></tr><tr><td>存在问题</td><td colspan=2>{e}</td></tr>"
            for n, a, b, c, d, e in ITEMS
        )
    )
    names = ["序号", "项目名称", "年度目标", "责任单位", "进展情况", "存在问题"]
    assert [c.name for c in reading.ledger.columns] == names
    assert told(reading) == [list(item) for item in ITEMS]
    assert losses(reading) == ()


def test_a_note_below_one_item_makes_no_column() -> None:
    rows = [f"<tr><td>{n}</td><td>{a}</td><td>{b}</td><td>{c}</td></tr>" for n, a, b, c, _, _ in ITEMS]
    reading = page(*rows, "<tr><td colspan=4>备注：数据由各单位提供。</td></tr>")
    assert [c.name for c in reading.ledger.columns] == ["序号", "项目名称", "年度目标", "责任单位"]
    assert reading.ledger.document.notes == ("备注：数据由各单位提供。",)
