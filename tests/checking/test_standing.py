"""How a task stands, by what it promises and what it reports."""

from datetime import date

import pytest

from taizhang.checking import check
from taizhang.checking.standing import standings

from .build import HALF_YEAR, ledger

JUNE = date(2025, 6, 30)


def stands(goal: str, progress: str, as_of: date | None = JUNE) -> str:
    made = ledger({"goal": goal, "progress": progress}, period=HALF_YEAR if as_of else None)
    return standings(made, check(made, as_of=as_of), as_of)[made.tasks[0].row]


@pytest.mark.parametrize(
    ("goal", "progress", "status"),
    [
        ("新建农村公路60公里。", "已完成新建农村公路33公里。", "on_schedule"),
        ("新建农村公路60公里。", "已完成新建农村公路58公里。", "ahead"),
        ("新建农村公路60公里。", "已完成新建农村公路12公里。", "behind"),
        ("新建农村公路60公里。", "已完成新建农村公路60公里。", "done"),
        ("新建水厂2座，铺设管网80公里。", "水厂正在浇筑基础；已铺设管网50公里。", "under_way"),
        ("新建农村公路60公里。", "", ""),
    ],
)
def test_a_task_stands_as_its_figures_say(goal: str, progress: str, status: str) -> None:
    assert stands(goal, progress) == status


def test_a_stated_rate_counts_where_no_amount_does() -> None:
    assert stands("建设便民生活圈6个。", "已建成文庙、东湖等一批生活圈，完成率66.7%。") == "ahead"


def test_a_part_without_a_result_of_its_own_does_not_keep_the_whole_from_being_told() -> None:
    told = stands("开展技能培训2400人次，其中养老护理员400人次。", "已完成培训1300人次，完成率54.2%。")
    assert told == "on_schedule"


def test_done_in_words_is_done() -> None:
    assert stands("建成城东体育公园。", "城东体育公园已建成投用。") == "done"


def test_without_a_day_only_what_is_done_is_told_by_figures() -> None:
    assert stands("新建农村公路60公里。", "已完成新建农村公路33公里。", None) == "under_way"
    assert stands("新建农村公路60公里。", "已完成新建农村公路60公里。", None) == "done"


def test_a_rate_promised_is_kept_or_it_says_nothing() -> None:
    assert stands("城区污水集中处理率达到95%。", "城区污水集中处理率达到96.2%。") == "done"
    assert stands("城区污水集中处理率达到95%。", "城区污水集中处理率达到90%。") == "under_way"
