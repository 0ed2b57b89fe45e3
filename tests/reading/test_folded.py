"""Tables folded into halves beside each other, and tables that only look so."""

from __future__ import annotations

import pytest

from taizhang.reading import losses, read
from taizhang.reading.folded import _folds

HEAD = "序号\t项目\t目标\t完成"
BODY = (
    "1\t路灯\t60盏\t54盏\t4\t车棚\t5处\t4处",
    "2\t路面\t1800平方米\t1530平方米\t5\t楼道\t72个\t70个",
    "3\t扶手\t400米\t360米\t\t\t\t",
)


def test_the_second_half_goes_on_below_the_first() -> None:
    lines = "\n".join((f"{HEAD}\t{HEAD}", *BODY))
    reading = read(f"芳草渡社区2025年为民实事公示\n\n{lines}\n\n注：截至11月15日。\n")
    ledger = reading.ledger
    assert [column.name for column in ledger.columns] == HEAD.split("\t")
    assert [task.number for task in ledger.tasks] == ["1", "2", "3", "4", "5"]
    assert ledger.tasks[3].cells[-1].text == "4处"
    assert ledger.document.notes == ("注：截至11月15日。",)
    assert losses(reading) == ()


@pytest.mark.parametrize(
    ("names", "times"),
    [
        ("序号 项目 完成 序号 项目 完成", 2),
        ("项目名称 完成率 项目名称 完成率 项目名称 完成率", 3),
        ("目标 完成 目标 完成", 0),
        ("序号 项目 目标 完成 目标 完成", 0),
    ],
)
def test_a_header_is_folded_where_what_names_the_rows_comes_again(names: str, times: int) -> None:
    assert _folds(names.split()) == times


def test_a_matrix_whose_lower_tier_repeats_is_not_folded() -> None:
    head = "镇街\t管网（公里）\t\t泊位（个）\t"
    text = f"{head}\n\t任务\t完成\t任务\t完成\n青山镇\t36\t21\t582\t373\n白水镇\t14\t9\t460\t298\n"
    assert len(read(f"云溪县2025年民生实事分镇完成情况表\n\n{text}").ledger.tasks) == 2
