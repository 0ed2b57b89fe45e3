"""A file with several ledgers on the review page: another chosen, all brought in, each saved as a period."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from taizhang.web.ledgers.models import Draft, Incoming, Intake, LedgerVersion

pytestmark = pytest.mark.django_db
PLAIN = """松屏县2025年民生实事台账

序号\t项目名称\t责任单位\t进展情况
1\t新建公园\t县城管局\t已开工建设。
2\t新建学校\t县教育局\t已完成选址。

松屏县2025年民生实事问题清单

序号\t存在问题\t整改措施\t责任单位
1\t用地手续没有批\t加快报批\t县资源局
"""


@pytest.fixture
def clerk(as_: Callable[[str], Client]) -> Client:
    return as_("coordinator")


def by_month(*months: str) -> SimpleUploadedFile:
    book = Workbook()
    book.remove(book.worksheets[0])
    for month in months:
        sheet = book.create_sheet(month)
        for line in (
            ["松屏县2025年民生实事台账"],
            ["序号", "项目名称", "责任单位", "进展情况"],
            [1, "新建公园5座", "县城管局", f"截至{month}底已建成2座。"],
            [2, "新建学校1所", "县教育局", "已完成选址。"],
        ):
            sheet.append(line)
    stream = io.BytesIO()
    book.save(stream)
    return SimpleUploadedFile("各月.xlsx", stream.getvalue())


def test_the_review_names_the_ledgers_of_the_file_and_reads_another(clerk: Client) -> None:
    clerk.post("/import/", {"file": by_month("1月", "2月", "3月")})
    draft = Draft.objects.get()
    page = clerk.get(f"/import/{draft.pk}/").text
    assert "这份文件里有3个表" in page
    assert "各月.xlsx · 1月" in page
    assert "2 · 2月（2行）" in page
    answer = clerk.post(f"/import/{draft.pk}/table/", {"table": "2"})
    assert answer.url == f"/import/{draft.pk}/"
    draft = Draft.objects.get()
    assert (draft.table, draft.ledger.document.period_text) == (2, "2025年2月")
    assert "截至2月底" in draft.content


def test_a_ledger_that_is_open_already_is_shown_and_not_read_twice(clerk: Client) -> None:
    clerk.post("/import/", {"file": by_month("1月", "2月")})
    first = Draft.objects.get()
    clerk.post(f"/import/{first.pk}/table/", {"table": "1", "all": "1"})
    second = Draft.objects.get(table=2)
    assert clerk.post(f"/import/{first.pk}/table/", {"table": "2"}).url == f"/import/{second.pk}/"
    assert Draft.objects.count() == 2


def test_a_number_that_the_file_does_not_have_changes_nothing(clerk: Client) -> None:
    clerk.post("/import/", {"file": by_month("1月", "2月")})
    draft = Draft.objects.get()
    for number in ("3", "x", ""):
        assert clerk.post(f"/import/{draft.pk}/table/", {"table": number}).url == f"/import/{draft.pk}/"
    assert Draft.objects.get().table == draft.table


def test_all_sheets_are_brought_in_once_and_saved_as_periods_one_after_the_other(clerk: Client) -> None:
    clerk.post("/import/", {"file": by_month("1月", "2月", "3月")})
    draft, intake = Draft.objects.get(), Intake.objects.get()
    for _ in range(2):
        answer = clerk.post(f"/import/{draft.pk}/table/", {"table": "1", "all": "1"})
        assert answer.url == f"/import/batches/{intake.pk}/"
    assert list(Incoming.objects.values_list("name", "table")) == [
        ("各月.xlsx", 0),
        ("各月.xlsx/2月", 2),
        ("各月.xlsx/3月", 3),
    ]
    page = clerk.get(f"/import/batches/{intake.pk}/").text
    assert "2月" in page
    assert "内容相同" not in page
    place = {"region": "松屏县", "year": "2025", "name": "2025年民生实事"}
    for number in (1, 2, 3):
        form = clerk.get(f"/import/{draft.pk}/").context["form"]
        told = {name: form.initial[name] for name in ("period", "as_of")}
        assert told["period"] == f"2025年{number}月"
        yearly = form.initial["yearly"]
        assert (yearly is None) == (number == 1)
        answer = clerk.post(f"/import/{draft.pk}/save/", place | told | {"yearly": yearly.pk if yearly else ""})
        assert answer.status_code == 302, answer.context["form"].errors
        waiting = Draft.objects.filter(saved_as=None).order_by("pk").first()
        assert (waiting is None) == (number == 3)
        draft = waiting or draft
    versions = LedgerVersion.objects.order_by("as_of")
    assert [version.period for version in versions] == ["2025年1月", "2025年2月", "2025年3月"]
    assert len({version.yearly_id for version in versions}) == 1


def test_both_ledgers_of_a_pasted_text_can_be_brought_in(clerk: Client) -> None:
    clerk.post("/import/", {"text": PLAIN})
    draft = Draft.objects.get()
    assert [name for _, name, _ in draft.tables] == ["松屏县2025年民生实事台账", "松屏县2025年民生实事问题清单"]
    clerk.post(f"/import/{draft.pk}/table/", {"table": "1", "all": "1"})
    second = Draft.objects.get(table=2)
    assert [task.report.problems for task in second.ledger.tasks] == ["用地手续没有批"]
    assert Incoming.objects.count() == 2
