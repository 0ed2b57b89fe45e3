"""The pages of papers: each act by its button, refusals as notices, figures to their rows, the form with its errors."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client

from taizhang.web.events.models import Event
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.months.models import Period
from taizhang.web.months.services.closing import close
from taizhang.web.papers.models import OutlineOfPlace, Paper
from taizhang.web.papers.preview import figures_of
from taizhang.web.papers.proof import doubts_of
from taizhang.web.papers.services.acting import approve, check, issue
from taizhang.web.papers.services.making import make_paper, told_of
from taizhang.web.papers.states import State
from taizhang.web.people.models import User
from taizhang.writing.bulletin import bulletin_from_json, outline_from_json

from .conftest import DAY, outline_form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_april_closed")]
As = Callable[[str], Client]


@pytest.fixture
def issued(alice: User, approved: Paper) -> Paper:
    return issue(alice, approved.pk, "云政督通", DAY)


def do(client: Client, paper: Paper, act: str, **sent: str) -> str:
    """The page that follows the act."""
    return client.post(f"/papers/{paper.pk}/do/{act}/", sent, follow=True).text


def sent_form(paper: Paper, **changed: Any) -> dict[str, Any]:
    """What the browser sends of the form, with changes."""
    return outline_form(outline_from_json(paper.outline), **changed)


def test_the_newest_period_that_a_closing_left_is_proposed(as_: As, closed: LedgerVersion) -> None:
    assert closed.yearly.versions.count() > 1
    for address in ("/papers/make/", "/papers/documents/make/"):
        assert f'<option value="{closed.pk}" selected>' in as_("coordinator").get(address).text
    none = as_("outsider").get("/papers/make/").text
    assert "没有可以成文的台账" in none


def test_a_paper_is_made_of_a_chosen_period(as_: As, closed: LedgerVersion) -> None:
    page = as_("coordinator").get(f"/papers/make/?version={closed.pk}").text
    assert f'<option value="{closed.pk}" selected>' in page
    told = {"version": closed.pk, "kind": "quarterly", "compared": "1"}
    page = as_("coordinator").post("/papers/make/", told, follow=True).text
    made = Paper.objects.get()
    assert made.title in page
    assert made.before is not None
    assert made.before.period == "一季度"


@pytest.mark.parametrize("told", [{}, {"version": "9" * 40}, {"version": "x", "kind": "quarterly"}])
def test_nothing_is_made_without_a_period(as_: As, closed: LedgerVersion, told: dict[str, str]) -> None:
    assert "请选择报告期" in as_("coordinator").post("/papers/make/", told, follow=True).text
    assert not Paper.objects.exists()


def test_an_unknown_kind_and_an_open_period_are_refused_in_words(as_: As, alice: User, february: Period) -> None:
    assert "还没有关闭" in as_("coordinator").get(f"/papers/make/?period={february.pk}", follow=True).text
    close(alice, february)
    version = LedgerVersion.objects.get(period_label="2月")
    told = {"version": version.pk, "kind": "weekly"}
    assert "没有这种文件" in as_("coordinator").post("/papers/make/", told, follow=True).text


def test_another_county_s_version_cannot_be_chosen(as_: As, closed: LedgerVersion) -> None:
    told = {"version": closed.pk, "kind": "monthly"}
    assert "请选择报告期" in as_("outsider").post("/papers/make/", told, follow=True).text


def test_a_figure_opens_its_rows(as_: As, draft: Paper) -> None:
    figures = figures_of(bulletin_from_json(draft.content))
    page = as_("coordinator").get(f"/papers/{draft.pk}/").text
    assert page.count('class="fig"') == len(figures) > 0
    number, figure = next((n, f) for n, f in enumerate(figures) if len(f.rows) > 1)
    page = as_("coordinator").get(f"/papers/{draft.pk}/rows/?n={number}").text
    names = [t.row for t in draft.version.ledger.tasks if t.row in figure.rows]
    version = draft.version
    for row in names:
        assert f"/ledgers/{version.yearly_id}/{version.number}/tasks/{row}/" in page
    part = as_("coordinator").get(f"/papers/{draft.pk}/rows/?n={number}", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert figure.text in part
    assert as_("coordinator").get(f"/papers/{draft.pk}/rows/?n={len(figures)}").status_code == 404


def test_the_whole_way_by_buttons(as_: As, draft: Paper) -> None:
    office, leader = as_("coordinator"), as_("leader")
    assert "等待分管领导批准" in do(office, draft, "check")
    assert "退回理由：请补充" in do(leader, draft, "send-back", reason="请补充")
    do(office, draft, "check")
    assert "已批准" in do(leader, draft, "approve")
    page = do(office, draft, "issue", word="云政督通", day="2025-04-28")
    draft.refresh_from_db()
    assert "云政督通〔2025〕1号" in page
    assert draft.digest in page
    assert page.count("<li>某") == Event.objects.filter(code__startswith="paper-").count() == 6


@pytest.mark.parametrize("told", [{"word": "云政督通", "day": "明天"}, {"word": " ", "day": "2025-04-28"}, {}])
def test_no_number_without_word_and_day(as_: As, approved: Paper, told: dict[str, str]) -> None:
    assert "请填写机关代字和成文日期" in do(as_("coordinator"), approved, "issue", **told)
    assert Paper.objects.get().state == State.APPROVED


def test_two_places_with_one_word_do_not_share_a_number(
    as_: As, alice: User, staff: dict[str, User], issued: Paper, closed: LedgerVersion
) -> None:
    second = make_paper(alice, closed, "monthly")
    check(alice, second.pk)
    approve(staff["leader"], second.pk)
    Paper.objects.filter(pk=issued.pk).update(number="云督〔2025〕1号")  # as another region's register gave it
    assert "已被其他地区使用" in do(as_("coordinator"), second, "issue", word="云督", day="2025-04-29")
    second.refresh_from_db()
    assert (second.state, second.number) == (State.APPROVED, "")


def test_what_cannot_be_done_now_is_told(as_: As, draft: Paper) -> None:
    assert "现在是“草稿”" in do(as_("leader"), draft, "approve")
    assert as_("coordinator").post(f"/papers/{draft.pk}/do/approve/").status_code == 403
    assert as_("coordinator").post(f"/papers/{draft.pk}/do/burn/").status_code == 404


def test_a_dropped_draft_is_gone(as_: As, draft: Paper) -> None:
    assert "草稿已删除" in do(as_("coordinator"), draft, "drop")
    assert not Paper.objects.exists()


def test_the_form_keeps_all_that_it_shows(as_: As, draft: Paper) -> None:
    before = draft.outline
    assert as_("coordinator").post(f"/papers/{draft.pk}/edit/", sent_form(draft)).status_code == 302
    draft.refresh_from_db()
    assert draft.outline == before


def test_a_free_paragraph_stays_when_the_paper_is_written_anew(as_: As, draft: Paper) -> None:
    number = len(outline_from_json(draft.outline).blocks)
    extra = {"number": number + 1, f"kind-{number}": "free", f"text-{number}": "请各单位认真对照{附件}。"}
    as_("coordinator").post(f"/papers/{draft.pk}/edit/", sent_form(draft, **extra, to="各单位", annex=["all"]))
    assert "已按台账数据重新生成" in do(as_("coordinator"), draft, "anew")
    draft.refresh_from_db()
    bulletin = bulletin_from_json(draft.content)
    assert bulletin.paragraphs[-1].text == "请各单位认真对照{附件}。"
    assert (bulletin.to, [a.title for a in bulletin.annexes]) == ("各单位", ["民生实事项目进展情况台账"])


@pytest.mark.parametrize(
    ("text", "words"), [("共{总数", "花括号不成对"), ("共{总量}。", "没有这个数据项：总量"), (" ", "这一段没有文字")]
)
def test_an_error_is_named_at_its_block(as_: As, draft: Paper, text: str, words: str) -> None:
    told = sent_form(draft, **{"kind-2": "text", "text-2": text})
    answer = as_("coordinator").post(f"/papers/{draft.pk}/edit/", told)
    assert answer.status_code == 422
    assert words in answer.text.split('id="error-2"')[1][:200]
    assert Paper.objects.get().outline == draft.outline


@pytest.mark.parametrize(
    ("wish", "order"), [("up-1", [1, 0, 2]), ("down-0", [1, 0, 2]), ("remove-1", [0, 2]), ("up-0", [0, 1, 2])]
)
def test_blocks_move_without_being_saved(as_: As, draft: Paper, wish: str, order: list[int]) -> None:
    told = (
        {"title": "x", "number": 3}
        | {f"kind-{n}": "free" for n in range(3)}
        | {f"text-{n}": f"第{n}" for n in range(3)}
    )
    page = as_("coordinator").post(f"/papers/{draft.pk}/edit/", told | {"do": wish})
    assert [row[1].text for row in page.context["form"].rows] == [f"第{n}" for n in order]
    assert Paper.objects.get().outline == draft.outline


def test_an_issued_paper_has_no_form(as_: As, issued: Paper) -> None:
    assert "现在是“已印发”" in as_("coordinator").get(f"/papers/{issued.pk}/edit/", follow=True).text


def test_the_download_is_a_document_with_its_annex(as_: As, issued: Paper) -> None:
    answer = as_("reporter").get(f"/papers/{issued.pk}/paper.docx")
    document = docx.Document(BytesIO(answer.content))
    assert issued.title in "".join(p.text for p in document.paragraphs)
    assert document.tables
    assert "attachment" in answer["Content-Disposition"]


def test_the_paper_is_downloaded_as_pdf_and_web_page_too(as_: As, issued: Paper) -> None:
    client = as_("reporter")
    assert client.get(f"/papers/{issued.pk}/paper.pdf").content.startswith(b"%PDF-")
    page = client.get(f"/papers/{issued.pk}/paper.html")
    assert issued.number in page.text
    assert page["Content-Disposition"].startswith("attachment")
    assert client.get(f"/papers/{issued.pk}/paper.exe").status_code == 404


def test_who_saves_after_another_gets_both_versions_and_loses_nothing(
    as_: As, staff: dict[str, User], draft: Paper
) -> None:
    first, second = as_("coordinator"), as_("city")
    seen = re.search(r'name="seen" value="(\d+)"', first.get(f"/papers/{draft.pk}/edit/").text)
    assert seen is not None
    mine, theirs = (
        {**sent_form(draft, **{"text-0": text}), "seen": seen[1]} for text in ("甲写的开头。", "乙写的开头。")
    )
    assert second.post(f"/papers/{draft.pk}/edit/", theirs).status_code == 302
    answer = first.post(f"/papers/{draft.pk}/edit/", mine)
    assert answer.status_code == 409
    assert "市督查刚刚保存了这份文稿" in answer.text
    assert "<b>乙</b>写的开头。</del>" in answer.text
    assert "<b>甲</b>写的开头。</ins>" in answer.text
    assert ">甲写的开头。</textarea>" in answer.text
    draft.refresh_from_db()
    assert "乙写的开头" in draft.outline
    seen = re.search(r'name="seen" value="(\d+)"', answer.text)
    assert seen is not None
    assert first.post(f"/papers/{draft.pk}/edit/", {**mine, "seen": seen[1]}).status_code == 302
    draft.refresh_from_db()
    assert "甲写的开头" in draft.outline
    assert Event.objects.filter(code="paper-edited").count() == 2


def test_what_was_typed_while_the_paper_went_on_is_not_lost(as_: As, alice: User, draft: Paper) -> None:
    check(alice, draft.pk)
    answer = as_("coordinator").post(f"/papers/{draft.pk}/edit/", sent_form(draft, **{"text-0": "还没有存的话。"}))
    assert answer.status_code == 409
    assert "现在是“已核对”" in answer.text
    assert ">还没有存的话。</textarea>" in answer.text
    assert "以我的这份保存" not in answer.text


def test_a_figure_that_the_record_denies_is_mended_or_explained(
    as_: As, alice: User, staff: dict[str, User], draft: Paper
) -> None:
    client, address = as_("coordinator"), f"/papers/{draft.pk}/"
    number = len(outline_from_json(draft.outline).blocks)
    told = {
        "number": number + 1,
        f"kind-{number}": "free",
        f"text-{number}": "全县滞后90项，按时推进率为95.8%（20/21）。",
    }
    client.post(f"{address}edit/", sent_form(draft, **told))
    page = client.get(address).text
    assert "文中为“滞后90项”，台账是" in page
    assert "文中为95.8%，按20/21计算是95.2%" in page
    assert "文稿有2处需要改正" in do(client, draft, "check")
    keys = re.findall(rf'action="{address}doubts/(\w+)/"', page)
    assert len(keys) == 2
    assert "请写明理由" in client.post(f"{address}doubts/{keys[0]}/", {"reason": " "}, follow=True).text
    for key in keys:
        page = client.post(f"{address}doubts/{key}/", {"reason": "含市级统筹项目"}, follow=True).text
    assert page.count("某督查室经办说明：含市级统筹项目") == 2
    client.post(f"{address}doubts/{keys[1]}/withdraw/")
    assert "文稿有1处需要改正" in do(client, draft, "check")
    client.post(f"{address}doubts/{keys[1]}/", {"reason": "含市级统筹项目"})
    assert "等待分管领导批准" in do(client, draft, "check")
    assert as_("leader").get(address).text.count("含市级统筹项目") >= 2
    approve(staff["leader"], draft.pk)
    issue(alice, draft.pk, "云政督通", DAY)
    assert client.get(address).text.count("某督查室经办说明：含市级统筹项目") == 2  # it stays with what was issued
    assert client.post(f"{address}doubts/{keys[0]}/", {"reason": "改口"}, follow=True).text.count("改口") == 0
    assert Event.objects.filter(code="paper-doubt-explained").count() == 3


def test_a_count_of_two_like_digits_is_no_left_over_of_conversion(as_: As, draft: Paper) -> None:
    client = as_("coordinator")
    client.post(f"/papers/{draft.pk}/edit/", sent_form(draft, **{"kind-0": "free", "text-0": "组织实地核查22项次。"}))
    assert "像是转换时的残留" not in client.get(f"/papers/{draft.pk}/").text
    client.post(
        f"/papers/{draft.pk}/edit/",
        {**sent_form(Paper.objects.get(), **{"kind-0": "free", "text-0": "见错误!未找到引用源。"}), "seen": 1},
    )
    assert "像是转换时的残留" in client.get(f"/papers/{draft.pk}/").text


def test_persons_data_are_mended_and_no_reason_lets_them_out(as_: As, draft: Paper) -> None:
    client = as_("coordinator")
    client.post(f"/papers/{draft.pk}/edit/", sent_form(draft, **{"kind-0": "free", "text-0": "电话13800000000。"}))
    assert "这一处必须改正" in client.get(f"/papers/{draft.pk}/").text
    paper = Paper.objects.get()
    (doubt,) = doubts_of(paper, bulletin_from_json(paper.content), told_of(paper.version, paper.before))
    answer = client.post(f"/papers/{draft.pk}/doubts/{doubt.key}/", {"reason": "公开电话"}, follow=True)
    assert "必须改正，不能以说明代替" in answer.text


def test_what_the_record_itself_says_is_not_doubted(alice: User, draft: Paper, closed: LedgerVersion) -> None:
    for kind in ("monthly", "quarterly", "yearly", "reminder"):
        paper = make_paper(alice, closed, kind)
        assert doubts_of(paper, bulletin_from_json(paper.content), told_of(closed, None)) == ()


def test_units_see_issued_papers_without_the_office_s_history(as_: As, issued: Paper, alice: User) -> None:
    make_paper(alice, issued.version, "monthly")
    page = as_("reporter").get("/papers/").text
    assert page.count('class="what"') == 1
    page = as_("reporter").get(f"/papers/{issued.pk}/").text
    assert issued.number in page
    assert "经过" not in page
    assert "起草替代件" not in page


def test_a_replacement_takes_the_place_and_shows_what_differs(
    as_: As, alice: User, staff: dict[str, User], issued: Paper
) -> None:
    page = as_("coordinator").post(f"/papers/{issued.pk}/replace/", follow=True).text
    made = Paper.objects.get(supersedes=issued)
    assert "正文相同" in page
    first = sent_form(made)["text-0"]
    as_("coordinator").post(f"/papers/{made.pk}/edit/", sent_form(made, **{"text-0": first + "请对照落实。"}))
    assert "1段不同" in as_("coordinator").get(f"/papers/{made.pk}/").text
    check(alice, made.pk)
    approve(staff["leader"], made.pk)
    issue(alice, made.pk, "云政督通", DAY)
    assert "本件已被替代" in as_("reporter").get(f"/papers/{issued.pk}/").text
    assert "现在是“已被替代”" in as_("coordinator").post(f"/papers/{issued.pk}/replace/", follow=True).text


def test_a_replacement_is_of_the_corrected_figures(as_: As, alice: User, issued: Paper, april: Period) -> None:
    close(alice, april, "补录")
    assert "作过更正" in as_("coordinator").get(f"/papers/{issued.pk}/").text
    as_("coordinator").post(f"/papers/{issued.pk}/replace/")
    assert Paper.objects.get(supersedes=issued).version.corrects.get() == issued.version


def test_a_place_keeps_the_outline(as_: As, draft: Paper, closed: LedgerVersion, alice: User) -> None:
    as_("coordinator").post(
        f"/papers/{draft.pk}/edit/", sent_form(draft, **{"text-0": "特此通报如下。", "kind-0": "free"})
    )
    page = as_("coordinator").post(f"/papers/{draft.pk}/outline/", follow=True).text
    assert "已存为松屏县的模板" in page
    assert OutlineOfPlace.objects.get().kind == "quarterly"
    assert Event.objects.filter(code="outline-kept").count() == 1
    assert "特此通报如下。" in bulletin_from_json(make_paper(alice, closed, "quarterly").content).text


def test_the_list_finds_filters_and_asks_the_same_of_many(
    as_: As, alice: User, issued: Paper, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        make_paper(alice, issued.version, "monthly")
    client = as_("coordinator")
    with django_assert_max_num_queries(9):
        page = client.get("/papers/").text
    assert page.count('class="what"') == 13
    period = issued.version_id
    for query, number in (
        ("state=issued", 1),
        ("kind=monthly", 12),
        (f"q={issued.number}", 1),
        ("q=通报 松屏", 1),
        (f"period={period}&kind=quarterly", 1),
        (f"period={period + 1}", 0),
        ("period=x", 0),
    ):
        assert client.get(f"/papers/?{query}").text.count('class="what"') == number, query
    assert "没有符合条件的文稿" in client.get("/papers/?state=superseded").text
    assert "还没有文稿" in as_("outsider").get("/papers/").text


def test_a_paper_s_page_asks_little(as_: As, issued: Paper, django_assert_max_num_queries: Any) -> None:
    client = as_("coordinator")
    with django_assert_max_num_queries(13):
        assert client.get(f"/papers/{issued.pk}/").status_code == 200
