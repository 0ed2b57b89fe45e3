"""Tables of a PDF that lack some or all of their ruling lines are read by how their text stands."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from .pdfs import PAD, PITCH, line, pdf, text
from .test_pdf import TITLE, ledger_of, texts

XS = (40, 80, 180, 260, 460)
TOP = 350
HEADER = ("序号", "项目名称", "责任单位", "进展情况")
FULL = "一二三四五六七八九十一二三四五六七八九"
ROWS = (
    HEADER,
    ("1", "改造老旧小区", "县住建局", f"{FULL}\n接着说完。"),
    ("2", "新建口袋公园和健身\n步道", "县城管局", "正在施工，年底完工。"),
    ("3", "修路", "县交通局", f"{FULL}\n{FULL}\n全部完工。"),
)
READ = [
    ["1", "改造老旧小区", "县住建局", f"{FULL}接着说完。"],
    ["2", "新建口袋公园和健身步道", "县城管局", "正在施工，年底完工。"],
    ["3", "修路", "县交通局", f"{FULL}{FULL}全部完工。"],
]
Row = Sequence[str]


def words(rows: Sequence[Row], *, room: int = 6, middle: bool = False, xs: Sequence[int] = XS) -> tuple[str, list[int]]:
    """Rows of words from `TOP` down with `room` points between them, and the heights at which rows end."""
    drawn, y, ends = "", TOP, []
    for row in rows:
        height = max(len(cell.split("\n")) for cell in row)
        for x, cell in zip(xs, row, strict=False):
            lines = cell.split("\n")
            down = (height - len(lines)) * PITCH // 2 if middle else 0
            drawn += "".join(text(x + PAD, y - down - (k + 1) * PITCH + 2, t) for k, t in enumerate(lines) if t)
        y -= height * PITCH + room
        ends.append(y)
    return drawn, ends


def across(*heights: int) -> str:
    return "".join(line(XS[0], y, XS[-1], y) for y in heights)


def down(bottom: int, *xs: int) -> str:
    return "".join(line(x, TOP, x, bottom) for x in xs)


def lines_of(kind: str, ends: list[int]) -> str:
    return {
        "none": "",
        "three": across(TOP, ends[0], ends[-1]),
        "across": across(TOP, *ends),
        "a box": across(TOP, ends[-1]) + down(ends[-1], XS[0], XS[-1]),
        "between columns": across(TOP, ends[0], ends[-1]) + down(ends[-1], *XS),
    }[kind]


@pytest.mark.parametrize("kind", ["none", "three", "across", "a box", "between columns"])
@pytest.mark.parametrize("middle", [False, True], ids=["top", "middle"])
def test_rows_with_room_between_them_are_told(kind: str, middle: bool) -> None:
    drawn, ends = words(ROWS, middle=middle)
    ledger = ledger_of(pdf(TITLE + drawn + lines_of(kind, ends)))
    assert ledger.document.title == "柏川县2025年民生实事台账"
    assert [c.name for c in ledger.columns] == list(HEADER)
    assert texts(ledger) == READ


@pytest.mark.parametrize("kind", ["none", "three", "a box", "between columns"])
def test_rows_without_room_between_them_are_told_by_their_numbers(kind: str) -> None:
    drawn, ends = words(ROWS, room=0)
    assert texts(ledger_of(pdf(TITLE + drawn + lines_of(kind, ends)))) == READ


def test_rows_without_numbers_are_told_by_the_room_left_in_their_lines() -> None:
    rows = [row[1:] for row in (HEADER, ("", "修路", "县交通局", "全部完工。"), ("", "架桥", "县水利局", "正在施工。"))]
    drawn, _ = words(rows, room=0, xs=XS[1:])
    assert texts(ledger_of(pdf(TITLE + drawn))) == [
        ["修路", "县交通局", "全部完工。"],
        ["架桥", "县水利局", "正在施工。"],
    ]


@pytest.mark.parametrize("middle", [False, True], ids=["top", "middle"])
def test_a_further_row_of_an_item_is_one_of_its_own(middle: bool) -> None:
    further = ("", "", "县教育局", f"{FULL}\n校舍已经封顶。")
    drawn, _ = words((*ROWS, further), middle=middle)
    ledger = ledger_of(pdf(TITLE + drawn))
    assert texts(ledger) == [*READ, ["", "", "县教育局", f"{FULL}校舍已经封顶。"]]
    assert len(ledger.projects) == 3


def test_a_number_in_the_middle_of_an_items_rows_is_that_of_both() -> None:
    drawn, _ = words((HEADER, ("", "", "县教育局", "已经封顶。"), ("", "", "县住建局", f"{FULL}\n在装修。"), ROWS[3]))
    drawn += text(45, 304, "1") + text(85, 304, "新建学校")
    ledger = ledger_of(pdf(TITLE + drawn))
    assert texts(ledger)[:2] == [["1", "新建学校", "县教育局", "已经封顶。"], ["", "", "县住建局", f"{FULL}在装修。"]]
    assert len(ledger.projects) == 2


def test_sections_reach_over_columns() -> None:
    drawn, _ = words((HEADER, ("一、城乡建设方面共两项",), *ROWS[1:3], ("二、交通出行方面共一项",), ROWS[3]))
    ledger = ledger_of(pdf(TITLE + drawn))
    assert [s.cells[0].text for s in ledger.sections] == ["一、城乡建设方面共两项", "二、交通出行方面共一项"]
    assert len(ledger.tasks) == 3


def test_a_header_of_two_tiers_is_read() -> None:
    xs = (40, 80, 180, 260, 340, 420)
    upper = (
        text(45, 338, "序号")
        + text(85, 338, "项目名称")
        + text(205, 345, "二〇二五年计划安排")
        + text(345, 338, "责任单位")
    )
    lower = text(185, 331, "总投资") + text(265, 331, "工作内容")
    rows = (("1", "修路", "300万元", "修路3公里", "县交通局"), ("2", "架桥", "200万元", "架桥1座", "县水利局"))
    drawn = words(rows, xs=xs)[0].replace(" 338 ", " 308 ").replace(" 318 ", " 288 ")
    ledger = ledger_of(pdf(TITLE + upper + lower + drawn))
    assert [c.name for c in ledger.columns] == ["序号", "项目名称", "总投资", "工作内容", "责任单位"]
    assert ("二〇二五年计划安排", 2) in [(h.text, h.columns) for h in ledger.header]
    assert texts(ledger) == [list(row) for row in rows]


@pytest.mark.parametrize("again", [True, False], ids=["header again", "no header"])
def test_a_table_goes_on_over_pages(again: bool) -> None:
    first, _ = words(ROWS[:3])
    second, _ = words(((HEADER,) if again else ()) + ROWS[3:])
    assert texts(ledger_of(pdf(TITLE + first, second))) == READ


def test_what_stands_below_a_table_is_no_row() -> None:
    drawn, ends = words(ROWS)
    note = text(40, ends[-1] - 30, "注：以上数据截至二〇二五年六月底，由各责任单位提供并经县政府督查室核实。")
    ledger = ledger_of(pdf(TITLE + drawn + note))
    assert texts(ledger) == READ
    assert ledger.document.notes


def test_a_page_of_paragraphs_holds_no_table() -> None:
    letter = "".join(text(40, 350 - k * PITCH, FULL * 2) for k in range(9))
    drawn, _ = words(ROWS)
    assert texts(ledger_of(pdf(letter, TITLE + drawn))) == READ


def columns_only(rows: Sequence[Row], xs: Sequence[int], open_at: dict[int, list[int]]) -> str:
    """A box with lines between columns alone; `open_at` tells for a row which lines are left out there."""
    drawn, ends = words(rows, xs=xs)
    box = line(xs[0], TOP, xs[-1], TOP) + line(xs[0], ends[-1], xs[-1], ends[-1])
    for row, (top, bottom) in enumerate(zip((TOP, *ends), ends, strict=False)):
        box += "".join(line(x, top, x, bottom) for k, x in enumerate(xs) if k not in open_at.get(row, []))
    return drawn + box


def test_with_lines_between_columns_only_those_left_out_tell_tiers_and_sections() -> None:
    xs = (40, 80, 180, 260, 340, 460)
    rows = (
        ("", "", "完成情况", "", ""),
        ("序\n号", "项目名称", "数量", "比例", "责任单位"),
        ("一、城乡建设", "", "", "", ""),
        ("1", "改造老旧小区", "12个", "80%", "县住建局"),
        ("2", "新建口袋公园", "3个", "60%", "县城管局"),
    )
    drawn = columns_only(rows, xs, {0: [3], 2: [1, 2, 3, 4]})
    ledger = ledger_of(pdf(TITLE + drawn))
    assert [c.name for c in ledger.columns] == ["序号", "项目名称", "数量", "比例", "责任单位"]
    assert [section.title for section in ledger.sections] == ["城乡建设"]
    assert [row[:2] for row in texts(ledger)[1:]] == [["1", "改造老旧小区"], ["2", "新建口袋公园"]]


def test_a_number_wrapped_to_two_lines_is_that_of_one_item() -> None:
    items = [(n, "修路", "县交通局", f"{FULL}\n{FULL}\n全部完工。") for n in ("九", "十", "十\n一", "十\n二")]
    drawn, _ = words([HEADER, *items], room=6, middle=True)
    assert [row[0] for row in texts(ledger_of(pdf(TITLE + drawn)))] == ["九", "十", "十一", "十二"]
