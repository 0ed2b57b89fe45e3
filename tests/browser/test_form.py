"""The month by a returned Excel form, and by the Word file that the unit always made: looked at, then taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from taizhang.web.months.models import Return
from taizhang.web.months.services.filling import fill
from taizhang.web.people.models import User
from tests.browser.acts import has_no_sideways_scroll
from tests.browser.test_unit_month import enter, month, team
from tests.reading.files.documents import docx, p, tbl, tr
from tests.tools import needs

__all__ = ["month", "team"]

pytestmark = [needs("chromium"), pytest.mark.django_db(transaction=True)]
Open = Callable[[str], Page]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def form_of(page: Page, folder: Path) -> Path:
    """The form as the browser downloads it."""
    page.get_by_role("link", name="用 Excel、Word 填报").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载填报表").click()
    path = folder / "填报表.xlsx"
    download.value.save_as(path)
    return path


def fill_form(path: Path, words: dict[int, object], row: int = 5) -> None:
    """Write cells of the form's row, by their columns."""
    book = openpyxl.load_workbook(path)
    for column, value in words.items():
        book.worksheets[0].cell(row, column).value = value
    book.save(path)


def upload(page: Page, path: Path) -> None:
    page.set_input_files("#file", path)
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("heading", name="核对后采用")).to_be_visible()


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_a_form_is_filled_in_elsewhere_looked_at_and_taken(
    size: str, open_page: Open, live_server: LiveServer, team: dict[str, User], month: Return, tmp_path: Path
) -> None:
    page = enter(open_page(size), live_server, team["clerk"], month)
    path = form_of(page, tmp_path)
    fill_form(path, {8: 3, 10: "主体结构封顶。", 11: "资金"})
    upload(page, path)
    expect(page.get_by_role("button", name="采用选中的")).to_contain_text("3")
    assert has_no_sideways_scroll(page)

    page.locator("tr", has_text="问题原因").get_by_role("checkbox").uncheck()
    expect(page.get_by_role("button", name="采用选中的")).to_contain_text("2")
    page.get_by_role("button", name="采用选中的").click()
    expect(page.get_by_text("已存入2格。")).to_be_visible()
    report = month.reports.order_by("task__row")[0]
    assert (report.progress, report.cause, report.values.order_by("indicator__order")[0].entered) == (
        "主体结构封顶。",
        "",
        3,
    )


def test_a_cell_that_a_colleague_saved_meanwhile_is_not_taken_unseen(
    open_page: Open, live_server: LiveServer, team: dict[str, User], month: Return, tmp_path: Path
) -> None:
    page = enter(open_page("desk"), live_server, team["clerk"], month)
    path = form_of(page, tmp_path)
    report = month.reports.order_by("task__row")[0]
    fill(team["signer"], month.pk, report.task_id, report.version, texts={"progress": "签发人先写的。"})
    fill_form(path, {10: "表里写的。"})
    upload(page, path)
    row = page.locator("tr", has_text="进展情况")
    expect(row).to_contain_text("签发人先写的。")
    expect(row).to_contain_text("在网上改过这一格")
    expect(row.get_by_role("checkbox")).not_to_be_checked()
    expect(page.get_by_role("button", name="采用选中的")).to_be_disabled()
    row.get_by_role("checkbox").check()
    page.get_by_role("button", name="采用选中的").click()
    expect(page.get_by_text("已存入1格。")).to_be_visible()
    assert month.reports.order_by("task__row")[0].progress == "表里写的。"


def test_a_word_file_is_laid_beside_the_grid_and_unsure_rows_are_asked_about(
    open_page: Open, live_server: LiveServer, team: dict[str, User], month: Return
) -> None:
    page = enter(open_page("desk"), live_server, team["clerk"], month)
    task = month.reports.order_by("task__row")[0].task
    rows = [(task.number, task.name, task.content, "本月按计划推进。"), ("", "校园安全", "教学楼抗震加固", "完成2栋。")]
    data = docx(p("4月进展") + tbl(tr("序号", "项目名称", "目标任务", "进展情况"), *[tr(*row) for row in rows]))
    page.get_by_role("link", name="用 Excel、Word 填报").click()
    file: FilePayload = {"name": "进展.docx", "mimeType": WORD, "buffer": data}
    page.set_input_files("#file", file)
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("heading", name="这几行是哪项任务？")).to_be_visible()
    expect(page.get_by_label("对应的任务")).to_have_count(2)  # tasks 1 to 3 promise the same
    page.get_by_label("对应的任务").first.select_option(str(task.row))
    expect(page.get_by_role("button", name="采用选中的")).to_be_visible()
    page.get_by_label("对应的任务").last.select_option("none")
    expect(page.get_by_text("文件中有1处没有放进表里")).to_be_visible()
    expect(page.get_by_role("textbox", name="进展情况")).to_have_value("本月按计划推进。")
    page.get_by_role("button", name="采用选中的").click()
    expect(page.get_by_text("已存入1格。")).to_be_visible()
