"""Tables drawn with lines."""

from __future__ import annotations

import pytest

from taizhang.ledger import Ledger
from taizhang.reading import losses, read

DRAWN = """\
柳浦区2025年民生实事进展情况表（1—9月）

┌────┬────────────┬──────────────────┬────────┐
│序号│  项目名称  │     进展情况     │责任单位│
├────┼────────────┼──────────────────┼────────┤
│ 1  │老旧小区改造│已完成12个小区，累│区住建局│
│    │工程        │计惠及2300户。    │        │
├────┼────────────┼──────────────────┼────────┤
│ 2  │农村供水管网│已铺设管网35公里。│区水务局│
│    │            ├──────────────────┼────────┤
│    │            │新建泵站2座。     │区供水公│
│    │            │                  │司      │
├────┴────────────┴──────────────────┴────────┤
│注：数据由区政府办汇总。                     │
└─────────────────────────────────────────────┘
"""
CROSSED = """\
+------+--------------+----------------+----------+
| 序号 | 项目名称     | 进展情况       | 责任单位 |
+======+==============+================+==========+
| 1    | 老旧小区改造 | 已完成12个小区 | 区住建局 |
|      | 工程         |                |          |
| 2    | 农村供水     | 已铺设管网。   | 区水务局 |
+------+--------------+----------------+----------+
"""


def texts(ledger: Ledger) -> list[list[str]]:
    return [[c.text for c in task.cells] for task in ledger.tasks]


def test_a_cell_of_several_lines_is_one_cell() -> None:
    assert texts(read(DRAWN).ledger)[0] == ["1", "老旧小区改造工程", "已完成12个小区，累计惠及2300户。", "区住建局"]


def test_a_rule_broken_over_a_column_leaves_its_cell_merged() -> None:
    ledger = read(DRAWN).ledger
    assert {c.text: c.rows for c in ledger.tasks[1].cells} == {
        "2": 2, "农村供水管网": 2, "已铺设管网35公里。": 1, "区水务局": 1,
    }  # fmt: skip
    assert texts(ledger)[2] == ["新建泵站2座。", "区供水公司"]
    assert ledger.document.notes == ("注：数据由区政府办汇总。",)


def test_rows_without_rules_between_them_begin_with_their_first_cell() -> None:
    assert texts(read(CROSSED).ledger) == [
        ["1", "老旧小区改造工程", "已完成12个小区", "区住建局"],
        ["2", "农村供水", "已铺设管网。", "区水务局"],
    ]


@pytest.mark.parametrize("text", [DRAWN, CROSSED])
def test_nothing_but_lines_is_left_out(text: str) -> None:
    reading = read(text)
    assert losses(reading) == ()
    assert reading.ledger.leftovers == ()
