"""The signs of Markdown round titles, sections and words, which are no text of a ledger."""

from __future__ import annotations

from datetime import date

from taizhang.reading import losses, read
from taizhang.reading.markdown import without_signs

WEEKLY = """# 竹坞镇民生项目周报（第38期）

**统计时间**：2025年9月15日—9月19日

## 一、道路类

| 项目 | 责任人 | 本周进展 |
|---|---|---|
| 石门路 | 龙某 | 浇筑边沟**180米** |

## 二、供水类

| 项目 | 责任人 | 本周进展 |
|---|---|---|
| 水池 | 杭某 | 完成闭水试验 |
"""


def test_headings_between_tables_are_sections_and_bold_words_are_words() -> None:
    reading = read(WEEKLY)
    ledger = reading.ledger
    assert ledger.document.title == "竹坞镇民生项目周报（第38期）"
    assert [section.text for section in ledger.sections] == ["一、道路类", "二、供水类"]
    assert [task.cells[-1].text for task in ledger.tasks] == ["浇筑边沟180米", "完成闭水试验"]
    assert losses(reading) == ()


def test_a_week_is_a_period() -> None:
    period = read(WEEKLY).ledger.document.period
    assert period is not None
    assert (period.start, period.end) == (date(2025, 9, 15), date(2025, 9, 19))


def test_items_under_headings_with_bold_labels_are_rows() -> None:
    text = "\n".join(
        f"## {number}. {name}\n\n- **年度目标**：新建{name}12家\n- **进展情况**：建成{done}家\n- **责任单位**：民政局\n"
        for number, name, done in ((1, "社区食堂", 9), (2, "助浴点", 7))
    )
    ledger = read(f"# 云溪县民生实事进展（9月）\n\n{text}").ledger
    progress = next(k for k, column in enumerate(ledger.columns) if column.name == "进展情况")
    assert [cell.text for task in ledger.tasks if (cell := task.cell(progress))] == ["建成9家", "建成7家"]


def test_stars_that_hold_names_back_and_numbers_of_a_header_stay() -> None:
    for text in ("张**、李**", "#\t项目\t进展", "138****0000", "**", "5 > 3"):
        assert without_signs(text) == (text, ())
