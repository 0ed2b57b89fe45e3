"""Status cells and what they answer."""

import pytest

from taizhang.language import status


@pytest.mark.parametrize(
    ("heading", "yes", "no"),
    [
        ("是否完成", "done", "vague"),
        ("是否达序时进度", "on_schedule", "behind"),
        ("是否开工", "vague", "not_started"),
        ("销号与否", "closed", "vague"),
        ("是否滞后", "behind", "on_schedule"),
    ],
)
def test_yes_and_no_answer_what_the_heading_asks(heading: str, yes: str, no: str) -> None:
    assert status("是", heading)[0] == status(" √", heading)[0] == yes
    assert status("否", heading)[0] == status("×", heading)[0] == no


def test_yes_under_a_heading_that_asks_nothing_is_no_status() -> None:
    assert status("是", "完成情况") == status("是") == ("", "")
    assert status("√", "完成情况") == ("done", "√")


def test_what_is_not_closed_is_open() -> None:
    assert status("未销号")[0] == status("尚未销号")[0] == "vague"
    assert status("已销号")[0] == "closed"


def test_green_is_on_schedule_where_the_cell_says_no_more() -> None:
    assert status("绿色")[0] == status("绿灯")[0] == "on_schedule"
    assert status("绿色社区创建") == ("", "")


def test_whether_a_level_is_met_is_asked_too() -> None:
    assert status("是", "是否达标")[0] == "done"
    assert status("否", "是否达标")[0] == "vague"
