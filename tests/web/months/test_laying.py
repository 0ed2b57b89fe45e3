"""A unit's own file laid beside its grid: rows found, figures taken with their units, everything confirmed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from taizhang.web.months.models import Indicator, Report, Return, Task
from taizhang.web.months.services import acting
from taizhang.web.months.services.filling import fill
from taizhang.web.people.models import User
from tests.reading.files.documents import docx, p, tbl, tr

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_april")]
Staff = dict[str, User]
HEAD = ("序号", "项目名称", "目标任务", "进展情况", "存在问题", "下步打算")


@pytest.fixture
def clerk(staff: Staff) -> Client:
    browser = Client()
    browser.force_login(staff["reporter"], "django.contrib.auth.backends.ModelBackend")
    return browser


@pytest.fixture
def indicator(task: Task) -> Indicator:
    return task.indicators.get()


def word(*rows: tuple[str, ...]) -> bytes:
    return docx(p("县教育局4月进展情况") + tbl(*[tr(*row) for row in (HEAD, *rows)]))


def laid(clerk: Client, found: Return, data: bytes, name: str = "进展.docx") -> Any:
    return clerk.post(f"/months/returns/{found.pk}/laid/", {"file": SimpleUploadedFile(name, data)})


def board(response: Any) -> Any:
    return response.context["board"]


def cells(response: Any) -> dict[str, tuple[str, str]]:
    return {cell.one.cell: (cell.one.text, cell.one.state) for card in board(response).cards for cell in card.cells}


ROW = (
    "2",
    "学前教育扩容工程",
    "新建幼儿园5所。",
    "截至4月底，已建成新建幼儿园3所，完成率60%。",
    "无",
    "5月底前再建成1所。",
)


def test_a_word_file_is_laid_cell_by_cell_and_nothing_is_saved(
    clerk: Client, blank: Return, task: Task, indicator: Indicator
) -> None:
    response = laid(clerk, blank, word(ROW))
    assert response.status_code == 200
    assert cells(response) == {
        f"value:{indicator.pk}": ("3", "sure"),
        "progress": (ROW[3], "sure"),
        "next_steps": (ROW[5], "sure"),
        "cause": ("none", "sure"),
    }
    assert Report.objects.get(of=blank, task=task).version == 0


def test_all_that_is_sure_is_taken_at_once(clerk: Client, blank: Return, task: Task, indicator: Indicator) -> None:
    found = cells(laid(clerk, blank, word(ROW)))
    posted = {f"c:{task.pk}:{cell}": text for cell, (text, _state) in found.items()}
    taken = {"take": [f"{task.pk}:{cell}" for cell in found], f"s:{task.pk}": "0"}
    assert clerk.post(f"/months/returns/{blank.pk}/laid/take/", posted | taken).status_code == 302
    report = Report.objects.get(of=blank, task=task)
    assert (report.progress, report.cause, report.next_steps) == (ROW[3], "none", ROW[5])
    assert report.values.get().entered == 3


def test_what_the_grid_says_already_is_not_asked_again(
    staff: Staff, clerk: Client, blank: Return, task: Task, indicator: Indicator
) -> None:
    fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": ROW[3]}, values={indicator.pk: Decimal(3)})
    assert set(cells(laid(clerk, blank, word(ROW)))) == {"next_steps", "cause"}


@pytest.mark.parametrize(
    ("said", "unit", "target", "wanted"),
    [
        ("已完成改造1.2万平方米。", "平方米", "20000", ("12000", "sure")),
        ("已完成改造1200平方米。", "万平方米", "2", ("0.12", "sure")),
        ("已全部完成。", "平方米", "20000", ("20000", "ask")),
    ],
)
def test_figures_are_taken_in_the_indicators_unit(
    clerk: Client, blank: Return, indicator: Indicator, said: str, unit: str, target: str, wanted: tuple[str, str]
) -> None:
    Indicator.objects.filter(pk=indicator.pk).update(name="改造", unit_word=unit)
    indicator.targets.all().update(value=Decimal(target))
    response = laid(clerk, blank, word((*ROW[:3], said, "无", "")))
    assert cells(response)[f"value:{indicator.pk}"] == wanted


def test_a_sum_is_made_an_increment_and_asked_about(
    staff: Staff, clerk: Client, blank: Return, task: Task, indicator: Indicator
) -> None:
    Indicator.objects.filter(pk=indicator.pk).update(cumulative=False)
    march = blank.period.yearly.periods.get(label="3月").returns.get(unit=blank.unit)
    type(march.period).objects.filter(pk=march.period_id).update(closes=blank.period.closes)
    fill(staff["reporter"], march.pk, task.pk, 0, values={indicator.pk: Decimal(2)}, texts={"progress": "建成。"})
    acting.send(staff["signer"], march.pk)
    acting.accept(staff["coordinator"], march.pk, 1)
    response = laid(clerk, blank, word(ROW))
    assert cells(response)[f"value:{indicator.pk}"] == ("1", "ask")
    assert "累计数3，减去上期累计2得出" in response.text


def test_a_row_that_may_be_several_tasks_is_asked_about(clerk: Client, blank: Return, task: Task) -> None:
    response = laid(clerk, blank, word(("1", "教育扩容", "幼儿园建设项目", "已建成3所。", "无", "")))
    shown = board(response)
    assert (len(shown.questions), shown.cards) == (1, ())
    carried = response.context["carried"]
    row = shown.questions[0].row.row
    again = clerk.post(f"/months/returns/{blank.pk}/laid/", {"laid": carried, f"row:{row}": str(task.row)})
    assert cells(again)["progress"] == ("已建成3所。", "sure")
    none = clerk.post(f"/months/returns/{blank.pk}/laid/", {"laid": carried, f"row:{row}": "none"})
    assert board(none).cards == ()
    assert "已建成3所。" in board(none).left[0].text


def test_what_the_page_carries_cannot_be_changed(clerk: Client, blank: Return) -> None:
    response = clerk.post(f"/months/returns/{blank.pk}/laid/", {"laid": "x" * 40})
    assert response.status_code == 422
    assert "请重新上传文件" in response.text


def test_rows_of_other_units_are_counted_and_not_shown(clerk: Client, blank: Return) -> None:
    water = ("3", "饮水安全工程", "改造供水管网30公里。", "已完成改造供水管网15公里。", "无", "")
    shown = board(laid(clerk, blank, word(ROW, water)))
    assert (len(shown.cards), shown.others, shown.questions) == (1, 1, ())


def test_columns_that_a_report_has_no_cell_for_are_told(clerk: Client, blank: Return) -> None:
    head, row = (*HEAD, "完成率"), (*ROW, "60%")
    data = docx(p("县教育局4月进展情况") + tbl(tr(*head), tr(*row)))
    assert any("60%" in left.text for left in board(laid(clerk, blank, data)).left)


def test_a_file_that_cannot_be_read_says_why(clerk: Client, blank: Return) -> None:
    response = laid(clerk, blank, b"PK\x03\x04 broken")
    assert response.status_code == 422
    assert "没有保存任何内容" in response.text


def test_a_column_of_figures_goes_before_the_text(clerk: Client, blank: Return, indicator: Indicator) -> None:
    head = ("序号", "项目名称", "目标任务", "进展情况", "完成数")
    data = docx(tbl(tr(*head), tr(*ROW[:3], "已建成新建幼儿园3所。", "4所")))
    assert cells(laid(clerk, blank, data))[f"value:{indicator.pk}"] == ("4", "sure")


def test_fewer_than_last_period_is_asked_about(
    staff: Staff, clerk: Client, blank: Return, task: Task, indicator: Indicator
) -> None:
    march = blank.period.yearly.periods.get(label="3月").returns.get(unit=blank.unit)
    type(march.period).objects.filter(pk=march.period_id).update(closes=blank.period.closes)
    fill(staff["reporter"], march.pk, task.pk, 0, values={indicator.pk: Decimal(4)}, texts={"progress": "建成。"})
    acting.send(staff["signer"], march.pk)
    acting.accept(staff["coordinator"], march.pk, 1)
    assert cells(laid(clerk, blank, word(ROW)))[f"value:{indicator.pk}"] == ("3", "ask")


@pytest.mark.parametrize(("title", "warned"), [("县教育局3月进展情况", True), ("县教育局4月进展情况", False)])
def test_a_file_of_another_period_is_told_of(clerk: Client, blank: Return, title: str, warned: bool) -> None:
    data = docx(p(f"2025年{title}") + tbl(tr(*HEAD), tr(*ROW)))
    assert ("看来不是4月的" in laid(clerk, blank, data).text) == warned
