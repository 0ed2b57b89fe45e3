"""What the pages show, and how they take what is wrong."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from taizhang.ledger import from_json
from taizhang.web.ledgers.explained import key_of
from taizhang.web.ledgers.models import Draft, LedgerVersion, Original
from taizhang.web.ledgers.services.drafts import import_document
from taizhang.web.ledgers.services.saving import Place, save_draft
from taizhang.web.people.models import User
from taizhang.web.places.services import unit_named
from taizhang.web.serving import sample_folder
from taizhang.writing import to_xlsx

from .sample import FIRST, HOSTILE, SECOND

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]


def file(data: bytes, name: str = "台账.txt") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, data)}


def test_an_empty_home_leads_to_import_those_who_may(as_: As) -> None:
    assert "导入第一份台账" in as_("coordinator").get("/").text
    assert "导入第一份台账" not in as_("leader").get("/").text


def test_home_counts_and_names_what_needs_a_hand(saved: LedgerVersion, as_: As) -> None:
    page = as_("coordinator").get("/").text
    assert "松屏县2025年民生实事" in page
    assert "文中写作50%" in page


def test_each_line_of_what_needs_a_hand_leads_to_its_very_finding(saved: LedgerVersion, as_: As) -> None:
    browser = as_("coordinator")
    links = re.findall(r'class="todo" href="([^"]+)\?finding=(\w+)"', browser.get("/").text)
    grave = [key_of(finding) for finding in saved.findings if finding.severity != "info"]
    assert [key for _, key in links] == grave
    for address, key in links:
        assert f'data-key="{key}"' in browser.get(address).text
    assert f"{len(grave)}条" in browser.get("/").text


def test_a_row_of_a_matrix_goes_by_its_place(alice: User, as_: As) -> None:
    samples = sample_folder()
    assert samples is not None
    path = samples / "baizhou-2025-10-matrix.txt"
    place = Place(region="松屏县", year=2025, name="分县完成情况", as_of=date(2025, 10, 31))
    save_draft(alice, import_document(alice, path.read_bytes(), path.name), place)
    titles = re.findall(r'class="todo"[^>]*>.*?<span><b>(.*?)</b>', as_("leader").get("/").text, re.DOTALL)
    assert "云岫区" in titles
    assert [title for title in titles if title.isdecimal()] == []


def test_a_reporter_is_shown_the_own_units_findings_only(
    saved: LedgerVersion, people: dict[str, User], as_: As
) -> None:
    assert "学前教育扩容工程" in as_("reporter").get("/").text
    people["reporter"].own_unit = unit_named(saved.yearly.region, "县水务局")
    people["reporter"].save()
    assert "学前教育扩容工程" not in as_("reporter").get("/").text


def test_pasted_text_goes_to_the_review(as_: As) -> None:
    answer = as_("coordinator").post("/import/", {"text": FIRST})
    assert answer.headers["Location"] == f"/import/{Draft.objects.get().pk}/"


def test_a_file_in_the_old_chinese_encoding_comes_in(as_: As) -> None:
    assert as_("coordinator").post("/import/", file(FIRST.encode("gb18030"))).status_code == 302


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "没有"),
        (b"PK\x03\x04docx", "文件不完整"),
        (b"%PDF-1.7", "PDF 文件"),
        (b"\x00\x01\x02" * 50, ""),
        ("各位同事：会议改到周五。".encode(), ""),
        (b'{"taizhang": 99}', "台账文件不完整或版本不符"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_saved(data: bytes, said: str, as_: As) -> None:
    answer = as_("coordinator").post("/import/", file(data), follow=True)
    assert said in answer.text
    assert "没有读入" in answer.text
    assert not Draft.objects.exists()


def test_a_file_over_the_limit_is_told_the_limit(settings: Settings, as_: As) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    answer = as_("coordinator").post("/import/", file(b"a" * 1024 * 1024 + b"a"))
    assert answer.status_code == 422
    assert "上限为 1 MB" in answer.text
    assert not Original.objects.exists()


def test_the_review_ties_each_cell_to_its_source(draft: Draft, as_: As) -> None:
    page = as_("coordinator").get(f"/import/{draft.pk}/").text
    assert 'data-source="2-2">新建幼儿园5所。</span>' in page
    assert 'data-cell="2-2"' in page


def test_a_corrected_column_comes_back_in_the_review(draft: Draft, as_: As) -> None:
    answer = as_("coordinator").post(
        f"/import/{draft.pk}/columns/", {"role-6": "remarks"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert "已更正" in answer.text
    assert "<html" not in answer.text


def test_saving_needs_region_year_and_name_for_a_new_ledger(draft: Draft, as_: As) -> None:
    answer = as_("coordinator").post(f"/import/{draft.pk}/save/", {"region": "松屏县"})
    assert answer.status_code == 422
    assert answer.text.count("新建台账须填写此项") == 2
    assert not LedgerVersion.objects.exists()


def test_saving_leads_to_the_ledger(draft: Draft, as_: As) -> None:
    form = {"region": "松屏县", "year": "2025", "name": "2025年民生实事", "period": "一季度", "as_of": "2025-03-31"}
    answer = as_("coordinator").post(f"/import/{draft.pk}/save/", form, follow=True)
    assert "松屏县2025年民生实事" in answer.text
    assert LedgerVersion.objects.count() == 1


def test_a_new_ledger_of_a_taken_name_and_period_is_told_and_nothing_saved(
    saved: LedgerVersion, alice: User, as_: As
) -> None:
    yearly, draft = saved.yearly, import_document(alice, SECOND, "上半年.txt")
    place = {"region": yearly.region.name, "year": yearly.year, "name": yearly.name, "period": saved.period_label}
    answer = as_("coordinator").post(f"/import/{draft.pk}/save/", place | {"as_of": saved.as_of})
    assert answer.status_code == 422
    assert "里已有一季度，没有保存。要替换它，请在“存入”里选这份台账" in answer.text
    assert yearly.versions.count() == 1


def test_saving_into_another_county_is_refused(people: dict[str, User], draft: Draft, as_: As) -> None:
    form = {"region": "远岭县", "year": "2025", "name": "2025年民生实事"}
    answer = as_("coordinator").post(f"/import/{draft.pk}/save/", form)
    assert answer.status_code == 422
    assert "不在您的管辖范围内" in answer.text
    assert not LedgerVersion.objects.exists()


def test_the_table_is_merged_as_on_paper(saved: LedgerVersion, as_: As) -> None:
    page = as_("leader").get(f"/ledgers/{saved.yearly_id}/").text
    assert 'data-label="项目名称" rowspan="2"><span class="t">农村道路提升工程' in page


@pytest.mark.parametrize(
    ("query", "contents"),
    [
        ("unit=县教育局", {"新建幼儿园"}),
        ("leader=江一帆", {"农村公路60", "改造危桥4座。"}),
        ("severity=error", {"新建幼儿园"}),
        ("rule=rate-mismatch", {"新建幼儿园"}),
        ("q=管网 水务局", {"供水管网30"}),
        ("status=done", {"改造危桥4座。"}),
        ("q=没有这样的字", set()),
    ],
)
def test_a_filter_leaves_the_tasks_that_answer(query: str, contents: set[str], saved: LedgerVersion, as_: As) -> None:
    page = as_("leader").get(f"/ledgers/{saved.yearly_id}/1/?{query}", headers={"HX-Request": "true"}).text
    everything = {"农村公路60", "改造危桥4座。", "新建幼儿园", "供水管网30"}
    assert {content for content in everything if content in page} == contents


def test_the_lower_part_of_a_merged_cell_carries_its_text_when_filtered(saved: LedgerVersion, as_: As) -> None:
    page = as_("leader").get(f"/ledgers/{saved.yearly_id}/1/?q=危桥").text
    assert "农村道路提升工程" in page


def test_the_toolbar_answers_with_the_results_and_a_short_address(saved: LedgerVersion, as_: As) -> None:
    answer = as_("leader").get(
        f"/ledgers/{saved.yearly_id}/1/", {"q": "公路", "unit": "", "hide": "6"}, headers={"HX-Request": "true"}
    )
    assert "<html" not in answer.text
    assert answer.headers["HX-Push-Url"] == f"/ledgers/{saved.yearly_id}/1/?q=%E5%85%AC%E8%B7%AF&hide=6"


def test_hidden_columns_are_remembered(saved: LedgerVersion, as_: As) -> None:
    browser, address = as_("leader"), f"/ledgers/{saved.yearly_id}/1/"
    assert 'data-label="存在问题"' in browser.get(address).text
    browser.get(address, {"hide": "6"})
    assert 'data-label="存在问题"' not in browser.get(address).text


@pytest.mark.parametrize("query", ["hide=.9999.x", "hide=0.1.2.3.4.5.6", "rule=nothing", "show=x&columns=1"])
def test_an_odd_address_still_shows_the_page(query: str, saved: LedgerVersion, as_: As) -> None:
    assert as_("leader").get(f"/ledgers/{saved.yearly_id}/1/?{query}").status_code == 200


def test_a_tasks_drawer_shows_target_rate_finding_and_history(second: LedgerVersion, as_: As) -> None:
    page = as_("leader").get(f"/ledgers/{second.yearly_id}/2/tasks/2/", headers={"HX-Request": "true"}).text
    for words in ("5所", "40.0%", "文中写作50%", "一季度", "截至 2025-06-30", "上半年.txt"):
        assert words in page
    assert "<html" not in page


def test_a_row_that_is_no_task_is_missing(saved: LedgerVersion, as_: As) -> None:
    assert as_("leader").get(f"/ledgers/{saved.yearly_id}/1/tasks/99/").status_code == 404


def test_two_periods_are_compared_word_by_word(second: LedgerVersion, as_: As) -> None:
    page = as_("leader").get(f"/ledgers/{second.yearly_id}/compare/").text
    assert "<del>20</del>" in page
    assert "<ins>33</ins>" in page


def test_the_comparison_tells_first_which_figures_moved(second: LedgerVersion, as_: As) -> None:
    page = as_("leader").get(f"/ledgers/{second.yearly_id}/compare/").text
    assert "20公里 → 33公里" in page
    assert "新改建农村公路60公里" in page


def test_what_one_should_know_of_the_reading_stands_in_the_review(as_: As) -> None:
    page = as_("coordinator").post("/import/", {"text": FIRST.replace("已完成", "\x07已完成")}, follow=True).text
    assert "控制字符" in page


def test_a_workbook_comes_in_and_its_columns_can_be_corrected(saved: LedgerVersion, as_: As) -> None:
    browser = as_("coordinator")
    browser.post("/import/", file(to_xlsx(saved.ledger), "台账.xlsx"))
    draft = Draft.objects.get(source_name="台账.xlsx")
    assert browser.post(f"/import/{draft.pk}/columns/", {"role-6": "remarks"}).status_code == 200
    assert Draft.objects.get(pk=draft.pk).ledger.tasks[2].remarks == "用地手续办理较慢"


def test_an_archive_is_reviewed_document_by_document(as_: As) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("甲/一季度.txt", FIRST)
        archive.writestr("乙/上半年.txt", SECOND)
    page = as_("coordinator").post("/import/", file(packed.getvalue(), "各县.zip"), follow=True).text
    assert "已解开" in page
    assert "读出2份" in page
    assert "1 / 2" in as_("coordinator").get(f"/import/{Draft.objects.order_by('pk')[0].pk}/").text
    assert sorted(Draft.objects.values_list("source_name", flat=True)) == ["一季度.txt", "上半年.txt"]


def test_hostile_text_is_shown_and_never_run(as_: As) -> None:
    browser = as_("coordinator")
    page = browser.post("/import/", {"text": HOSTILE}, follow=True).text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_the_export_is_the_ledger_itself(saved: LedgerVersion, as_: As) -> None:
    answer = as_("auditor").get(f"/ledgers/{saved.yearly_id}/1/export.json")
    assert from_json(answer.content) == saved.ledger
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(("kind", "start"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK\x03\x04")])
def test_the_export_for_a_spreadsheet_opens_there(kind: str, start: bytes, saved: LedgerVersion, as_: As) -> None:
    assert as_("auditor").get(f"/ledgers/{saved.yearly_id}/1/export.{kind}").content.startswith(start)


def test_an_unknown_kind_of_export_is_missing(saved: LedgerVersion, as_: As) -> None:
    assert as_("auditor").get(f"/ledgers/{saved.yearly_id}/1/export.exe").status_code == 404


def test_the_print_view_repeats_no_merged_cell(saved: LedgerVersion, as_: As) -> None:
    assert as_("leader").get(f"/ledgers/{saved.yearly_id}/1/print/").text.count("农村道路提升工程") == 1


def test_every_answer_carries_the_policy(client: Client) -> None:
    headers = client.get("/sign-in/").headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert "no-store" in headers["Cache-Control"]


def test_a_page_that_is_not_there_says_so_in_chinese(as_: As) -> None:
    answer = as_("leader").get("/nowhere/")
    assert answer.status_code == 404
    assert "没有找到这一页" in answer.text


def test_more_than_a_form_may_hold_is_told_the_limit(settings: Settings, as_: As) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = as_("coordinator").post("/import/", {"text": "一" * 2000})
    assert answer.status_code == 413
    assert "上限为 10 MB" in answer.text


def test_a_broken_page_says_so_without_a_traceback(as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("taizhang.web.ledgers.views.home.home")
    browser = as_("leader")
    browser.raise_request_exception = False
    answer = browser.get("/")
    assert answer.status_code == 500
    assert "系统出错" in answer.text
    assert "NameError" not in answer.text


def test_a_person_may_change_the_language_before_signing_in(client: Client, alice: object) -> None:
    assert "登录" in client.get("/sign-in/").text
    client.post("/language/", {"language": "en", "next": "/sign-in/"})
    page = client.get("/sign-in/").text
    assert "Sign in" in page
    assert 'lang="en"' in page


def test_home_asks_the_database_nine_times_however_many_ledgers(
    second: LedgerVersion, as_: As, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = as_("coordinator")
    browser.get("/")  # notes the time of the last act
    with django_assert_num_queries(9):
        browser.get("/")


def test_the_ledger_page_asks_the_database_five_times(
    second: LedgerVersion, as_: As, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = as_("coordinator")
    browser.get("/")  # notes the time of the last act
    with django_assert_num_queries(5):
        browser.get(f"/ledgers/{second.yearly_id}/2/")


def test_the_second_period_is_offered_the_first_ones_list(saved: LedgerVersion, as_: As) -> None:
    page = as_("coordinator").post("/import/", {"text": SECOND}, follow=True).text
    assert f'<option value="{saved.yearly_id}" selected>' in page
