"""The month as an Excel form: what it shows and asks, how it comes back, and which forms are refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZipFile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl.workbook import Workbook

from taizhang.web.events.models import Event
from taizhang.web.months.incoming.form import FIRST, form_of
from taizhang.web.months.models import Indicator, Report, Return, Task
from taizhang.web.months.services import acting
from taizhang.web.months.services.filling import fill
from taizhang.web.months.sheet import sheet_of
from taizhang.web.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_april")]
Staff = dict[str, User]
As = Callable[[User], Client]
ROW = FIRST + 1
"""The first task's row, as openpyxl counts."""


@pytest.fixture
def indicator(task: Task) -> Indicator:
    return task.indicators.get()


@pytest.fixture
def as_user() -> As:
    def client(user: User) -> Client:
        browser = Client()
        browser.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return browser

    return client


@pytest.fixture
def clerk(as_user: As, staff: Staff) -> Client:
    return as_user(staff["reporter"])


def downloaded(clerk: Client, found: Return) -> Workbook:
    response = clerk.get(f"/months/returns/{found.pk}/form.xlsx")
    assert response.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(response.content))


def sent_back(clerk: Client, found: Return, book: Workbook | bytes, name: str = "填报表.xlsx") -> Any:
    if isinstance(book, Workbook):
        out = io.BytesIO()
        book.save(out)
        book = out.getvalue()
    return clerk.post(f"/months/returns/{found.pk}/laid/", {"file": SimpleUploadedFile(name, book)})


def proposals(response: Any) -> dict[str, tuple[str, str]]:
    """By cell what is proposed and how it stands."""
    board: Any = response.context["board"]
    return {cell.one.cell: (cell.one.text, cell.one.state) for card in board.cards for cell in card.cells}


def test_it_has_a_row_an_indicator_with_target_and_last_value(clerk: Client, blank: Return) -> None:
    page = downloaded(clerk, blank).worksheets[0]
    words = [page.cell(ROW, column).value for column in range(1, 8)]
    assert words[0] == "2"
    assert "新建幼儿园5所。" in words[1]
    assert words[2:] == ["新建幼儿园", "所", 5, 2, "累计数"]
    assert page.cell(1, 1).value == "松屏县2025年民生实事 4月 县教育局"


def test_only_the_yellow_cells_can_be_written(clerk: Client, blank: Return) -> None:
    page = downloaded(clerk, blank).worksheets[0]
    assert page.protection.sheet
    open_cells = {cell.column for cell in page[ROW] if not cell.protection.locked}
    assert open_cells == {8, 9, 10, 11, 12, 13, 14}
    assert {cell.fill.fgColor.rgb for cell in page[ROW] if not cell.protection.locked} == {"FFFFF8D6"}


def test_figures_stages_and_causes_are_asked_as_such(clerk: Client, blank: Return, task: Task) -> None:
    Task.objects.filter(pk=task.pk).update(kind="works")
    book = downloaded(clerk, blank)
    rules = {str(rule.sqref): rule for rule in book.worksheets[0].data_validations.dataValidation}
    assert (rules[f"H{ROW}"].type, rules[f"H{ROW}"].operator or "between") == ("decimal", "between")
    assert {rules[f"{column}{ROW}"].type for column in "IKN"} == {"list"}
    hidden = book["_key"]
    assert book["_key"].sheet_state == "veryHidden"
    place = rules[f"I{ROW}"].formula1.split("!")[1].replace("$", "")
    assert "主体" in [cell[0].value for cell in hidden[place]]


def test_what_stands_in_the_grid_is_in_the_form_and_never_a_formula(
    staff: Staff, clerk: Client, blank: Return, task: Task
) -> None:
    fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "=1+1"})
    assert downloaded(clerk, blank).worksheets[0].cell(ROW, 10).data_type == "s"


def test_a_filled_form_is_shown_beside_the_grid_and_saves_nothing(
    clerk: Client, blank: Return, task: Task, indicator: Indicator
) -> None:
    book = downloaded(clerk, blank)
    page = book.worksheets[0]
    page.cell(ROW, 8).value, page.cell(ROW, 10).value, page.cell(ROW, 11).value = 3, "建成3所。", "资金"
    response = sent_back(clerk, blank, book)
    assert response.status_code == 200
    assert proposals(response) == {
        f"value:{indicator.pk}": ("3", "sure"),
        "progress": ("建成3所。", "sure"),
        "cause": ("money", "sure"),
    }
    assert Report.objects.get(of=blank, task=task).version == 0
    assert Event.objects.filter(code="file-laid", facts__source="填报表.xlsx").count() == 1


def test_what_is_taken_is_saved_and_the_rest_is_not(
    clerk: Client, blank: Return, task: Task, indicator: Indicator
) -> None:
    cells = {f"c:{task.pk}:value:{indicator.pk}": "3", f"c:{task.pk}:progress": "建成3所。", f"s:{task.pk}": "0"}
    taken = {"take": [f"{task.pk}:value:{indicator.pk}"]}
    response = clerk.post(f"/months/returns/{blank.pk}/laid/take/", cells | taken)
    assert response.status_code == 302
    report = Report.objects.get(of=blank, task=task)
    assert (report.values.get().entered, report.progress) == (Decimal(3), "")


def test_it_is_known_again_when_it_comes_as_an_opendocument_sheet(
    clerk: Client, blank: Return, indicator: Indicator
) -> None:
    book = downloaded(clerk, blank)
    book.worksheets[0].cell(ROW, 8).value = 3
    response = sent_back(clerk, blank, ods_of(book), "填报表.ods")
    assert proposals(response) == {f"value:{indicator.pk}": ("3", "sure")}


def ods_of(book: Workbook) -> bytes:
    """The values of a workbook as OpenDocument has them."""
    tables = ""
    for sheet in book.worksheets:
        rows = ""
        for row in sheet.iter_rows(values_only=True):
            texts = (escape(str(value if value is not None else "")) for value in row)
            cells = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)
            rows += f"<table:table-row>{cells}</table:table-row>"
        tables += f'<table:table table:name="{sheet.title}">{rows}</table:table>'
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f"<office:document-content{names}>{body}</office:document-content>"
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return made.getvalue()


def test_a_form_of_another_unit_or_another_month_is_refused(
    as_user: As, staff: Staff, clerk: Client, blank: Return
) -> None:
    other = blank.period.returns.get(unit__name="县水务局")
    theirs = form_of(sheet_of(staff["other-reporter"], other))
    response = sent_back(clerk, blank, theirs)
    assert response.status_code == 422
    assert "这是县水务局4月的填报表，不能用于县教育局4月。" in response.text


@pytest.mark.parametrize("change", ["cut", "swapped", "gone"])
def test_an_altered_key_is_refused(clerk: Client, blank: Return, change: str) -> None:
    book = downloaded(clerk, blank)
    key = book["_key"]
    text = key["A2"].value
    key["A2"].value = {"cut": text[:-3], "swapped": text[5:] + text[:5], "gone": None}[change]
    response = sent_back(clerk, blank, book)
    assert response.status_code == 422
    assert "表里的隐藏信息被改动过" in response.text


def test_a_form_whose_rows_were_moved_is_refused_with_the_row(clerk: Client, blank: Return) -> None:
    book = downloaded(clerk, blank)
    book.worksheets[0].insert_rows(ROW)
    response = sent_back(clerk, blank, book)
    assert response.status_code == 422
    assert f"第{ROW}行与下载时不同" in response.text


def test_a_cell_without_a_figure_is_told_with_its_place(clerk: Client, blank: Return, indicator: Indicator) -> None:
    book = downloaded(clerk, blank)
    book.worksheets[0].cell(ROW, 8).value = "若干"
    response = sent_back(clerk, blank, book)
    assert proposals(response) == {f"value:{indicator.pk}": ("若干", "wrong")}
    assert f"H{ROW}" in response.text


def test_a_formula_counts_by_its_kept_result_and_is_asked_about_without_one(
    clerk: Client, blank: Return, indicator: Indicator
) -> None:
    book = downloaded(clerk, blank)
    book.worksheets[0].cell(ROW, 8).value = "=1+2"
    response = sent_back(clerk, blank, book)
    assert proposals(response)[f"value:{indicator.pk}"][1] == "wrong"
    assert "公式没有结果" in response.text


def test_a_cell_that_was_saved_after_the_download_is_asked_about(
    staff: Staff, clerk: Client, blank: Return, task: Task, indicator: Indicator
) -> None:
    book = downloaded(clerk, blank)
    page = book.worksheets[0]
    page.cell(ROW, 8).value, page.cell(ROW, 10).value = 3, "建成3所。"
    fill(staff["signer"], blank.pk, task.pk, 0, values={indicator.pk: Decimal(4)})
    response = sent_back(clerk, blank, book)
    assert proposals(response) == {f"value:{indicator.pk}": ("3", "ask"), "progress": ("建成3所。", "sure")}
    assert "下载之后，某signer在网上改过这一格。" in response.text


def test_what_the_form_left_alone_never_takes_the_place_of_what_was_saved_since(
    staff: Staff, clerk: Client, blank: Return, task: Task
) -> None:
    book = downloaded(clerk, blank)
    fill(staff["signer"], blank.pk, task.pk, 0, texts={"progress": "在网上写的。"})
    assert proposals(sent_back(clerk, blank, book)) == {}


def test_two_who_take_a_cell_at_once_meet_and_the_second_sees_why(
    staff: Staff, clerk: Client, blank: Return, task: Task
) -> None:
    fill(staff["signer"], blank.pk, task.pk, 0, texts={"progress": "先存的。"})
    posted = {"take": [f"{task.pk}:progress"], f"c:{task.pk}:progress": "后存的。", f"s:{task.pk}": "0"}
    response = clerk.post(f"/months/returns/{blank.pk}/laid/take/", posted)
    assert response.status_code == 409
    assert "刚刚保存了同一格" in response.text
    assert "先存的。" in response.text
    assert Report.objects.get(of=blank, task=task).progress == "先存的。"


def test_no_change_by_the_form_needs_only_its_reason(clerk: Client, blank: Return, task: Task) -> None:
    book = downloaded(clerk, blank)
    book.worksheets[0].cell(ROW, 14).value = "按计划本期没有实施任务。"
    assert proposals(sent_back(clerk, blank, book)) == {"unchanged": ("按计划本期没有实施任务。", "sure")}
    posted = {"take": f"{task.pk}:unchanged", f"c:{task.pk}:unchanged": "按计划本期没有实施任务。", f"s:{task.pk}": "0"}
    assert clerk.post(f"/months/returns/{blank.pk}/laid/take/", posted).status_code == 302
    assert Report.objects.get(of=blank, task=task).unchanged == "按计划本期没有实施任务。"


def test_a_return_that_was_sent_gives_no_form_and_takes_no_file(
    staff: Staff, clerk: Client, blank: Return, task: Task
) -> None:
    kept = form_of(sheet_of(staff["reporter"], blank))
    fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "正在建设。"})
    acting.send(staff["signer"], blank.pk)
    assert clerk.get(f"/months/returns/{blank.pk}/form.xlsx").status_code == 302
    assert sent_back(clerk, blank, kept).status_code == 422
    assert not Event.objects.filter(code="file-laid").exists()
