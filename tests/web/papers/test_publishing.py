"""A place's format of papers and the fields of disclosure: lent, proposed, decided, frozen, numbered without gaps."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from msgspec.structs import replace

from taizhang.web.events.models import Event
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.papers.formats import Forms, KindForm, Names
from taizhang.web.papers.models import IndexRegister, Paper, Register
from taizhang.web.papers.publishing import publication_of
from taizhang.web.papers.refusals import (
    CodeMissing,
    IndexTaken,
    PrintedBefore,
    WhyNotPublished,
    WrongState,
)
from taizhang.web.papers.services.acting import approve, check, describe, edit, issue, write_anew
from taizhang.web.papers.services.formats import drop_forms, format_of, keep_forms, keep_names
from taizhang.web.papers.services.making import make_paper, outline_for
from taizhang.web.papers.services.outlines import keep_outline
from taizhang.web.people.models import User
from taizhang.web.places.models import Region
from taizhang.web.places.services import region_under
from taizhang.writing.bulletin import Head, bulletin_from_json, bulletin_to_json, outline_from_json
from taizhang.writing.errors import WriteError
from taizhang.writing.publication import Publication

from .conftest import DAY, outline_form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_april_closed")]
As = Callable[[str], Client]
NAMES = Names(
    issuer="松屏县人民政府办公室",
    head=Head(
        organs=("松屏县人民政府办公室",), signers=("某主任",), cc="县委办公室", printed_by="松屏县人民政府办公室"
    ),
    word="松政办",
    words={"reminder": "松政办函"},
    code="000000000",
    site={"SiteName": "松屏县人民政府"},
)
FORMS = Forms(
    index="{机构代码}/{年}-{流水号5}",
    kinds={
        "quarterly": KindForm(style="公文", genre="通报", subject="综合政务", openness="open"),
        "monthly": KindForm(style="公文", upward=True, genre="报告", openness="on_request"),
        "reminder": KindForm(style="函", genre="函", openness="closed", reason="内部管理信息"),
    },
)


@pytest.fixture
def formed(alice: User, county: Region) -> Region:
    keep_names(alice, county, NAMES)
    keep_forms(alice, county, FORMS)
    return county


def issued(alice: User, leader: User, version: LedgerVersion, kind: str, word: str = "松政办") -> Paper:
    made = make_paper(alice, version, kind)
    check(alice, made.pk)
    approve(leader, made.pk)
    return issue(alice, made.pk, word, DAY, DAY)


def test_forms_are_lent_to_the_regions_below_names_are_not(alice: User, formed: Region) -> None:
    town = region_under(formed, "北洼镇")
    kept = format_of(town)
    assert kept.forms == FORMS
    assert (kept.forms_from, kept.own_forms) == (formed.name, False)
    assert kept.names == Names()
    assert kept.head("quarterly").style == "none"  # nobody to name in red
    keep_forms(alice, town, Forms())
    assert format_of(town).forms == Forms()
    drop_forms(alice, town)
    assert format_of(town).forms == FORMS


def test_each_kind_has_its_head_its_word_and_its_signers(formed: Region) -> None:
    kept = format_of(formed)
    assert [kept.head(kind).style for kind in ("quarterly", "reminder", "yearly")] == ["公文", "函", "none"]
    assert (kept.head("monthly").signers, kept.head("quarterly").signers) == (("某主任",), ())
    assert (kept.word("monthly"), kept.word("reminder")) == ("松政办", "松政办函")


def test_the_format_of_another_place_or_without_the_right_is_not_set(
    alice: User, staff: dict[str, User], county: Region
) -> None:
    for name in ("reporter", "leader", "auditor", "administrator", "outsider"):
        with pytest.raises(PermissionDenied):
            keep_names(staff[name], county, NAMES)
    with pytest.raises(WriteError, match=r"没有\{年份\}这一项"):
        keep_forms(alice, county, Forms(index="{年份}-{流水号5}"))
    assert format_of(county).names == Names()


def test_a_paper_is_headed_and_signed_as_its_place_does(alice: User, formed: Region, closed: LedgerVersion) -> None:
    told = bulletin_from_json(make_paper(alice, closed, "quarterly").content)
    assert told.issuer == "松屏县人民政府办公室"
    assert told.head == replace(NAMES.head, style="公文", signers=())
    fields = publication_of(Paper.objects.get())
    assert (fields.openness, fields.genre, fields.subject) == ("open", "通报", "综合政务")
    assert fields.publisher == "松屏县人民政府办公室"


def test_how_urgent_a_paper_is_stands_in_its_red_head_until_it_is_chosen_otherwise(
    alice: User, as_: As, formed: Region, closed: LedgerVersion
) -> None:
    for kind in ("quarterly", "reminder"):
        paper, browser = make_paper(alice, closed, kind), as_("coordinator")
        form = outline_form(outline_from_json(paper.outline))
        assert browser.post(f"/papers/{paper.pk}/edit/", form | {"urgency": "特急"}).status_code == 302
        assert "特急" in browser.get(f"/papers/{paper.pk}/").text.split("sheet-a4")[1]
        assert '<option value="特急" selected>' in browser.get(f"/papers/{paper.pk}/edit/").text
        assert bulletin_from_json(write_anew(alice, paper.pk).content).head.urgency == "特急"
        for nothing in ("", "十万火急"):
            browser.post(
                f"/papers/{paper.pk}/edit/",
                form | {"urgency": nothing, "seen": Paper.objects.get(pk=paper.pk).revision},
            )
            paper.refresh_from_db()
            assert bulletin_from_json(paper.content).head.urgency == ""


def test_without_a_red_head_nothing_is_marked_urgent(alice: User, as_: As, closed: LedgerVersion) -> None:
    paper, browser = make_paper(alice, closed, "quarterly"), as_("coordinator")
    assert "这种文稿没有套红头" in browser.get(f"/papers/{paper.pk}/edit/").text
    browser.post(f"/papers/{paper.pk}/edit/", outline_form(outline_from_json(paper.outline), urgency="加急"))
    paper.refresh_from_db()
    assert outline_from_json(paper.outline).urgency == "加急"
    assert bulletin_from_json(paper.content).head == Head()


def test_a_template_kept_of_an_urgent_paper_is_not_urgent(alice: User, formed: Region, closed: LedgerVersion) -> None:
    paper = make_paper(alice, closed, "quarterly")
    edit(alice, paper.pk, outline_from_json(paper.outline).blocks, urgency="特急")
    keep_outline(alice, paper.pk)
    assert outline_for(formed, "quarterly").urgency == ""


def test_issuing_fills_numbers_days_and_freezes_the_fields(
    alice: User, staff: dict[str, User], formed: Region, closed: LedgerVersion
) -> None:
    paper = issued(alice, staff["leader"], closed, "quarterly")
    told = bulletin_from_json(paper.content)
    assert paper.number == told.number == "松政办〔2025〕1号"
    assert paper.index_number == "000000000/2025-00001"
    assert told.publication is not None
    assert (told.publication.index, told.publication.published) == (paper.index_number, told.publication.published)
    assert told.publication.published is not None
    assert (told.day, told.head.printed_on) == (DAY, DAY)
    assert paper.digest == hashlib.sha256(paper.content.encode()).hexdigest()
    keep_names(alice, formed, Names(issuer="另一机关"))
    assert publication_of(paper).publisher == "松屏县人民政府办公室"
    with pytest.raises(WrongState):
        describe(alice, paper.pk, Publication())
    paper.index_number = "改"
    with pytest.raises(ValueError, match="never changed"):
        paper.save()


def test_index_numbers_run_on_and_what_is_not_published_has_none(
    alice: User, staff: dict[str, User], formed: Region, closed: LedgerVersion
) -> None:
    kinds = ("quarterly", "reminder", "yearly", "monthly")
    indexes = [issued(alice, staff["leader"], closed, kind).index_number for kind in kinds]
    assert indexes == ["000000000/2025-00001", "", "", "000000000/2025-00002"]
    assert IndexRegister.objects.get().last == 2
    assert publication_of(Paper.objects.get(kind="monthly")).published is None  # on request only


def test_no_index_without_the_code_and_nothing_is_counted_then(
    alice: User, staff: dict[str, User], formed: Region, closed: LedgerVersion
) -> None:
    keep_names(alice, formed, replace(NAMES, code=""))
    with pytest.raises(CodeMissing, match="机构代码"):
        issued(alice, staff["leader"], closed, "quarterly")
    assert not Register.objects.exists()
    assert Paper.objects.get().number == ""


def test_an_index_of_another_place_is_not_given_twice(
    alice: User, staff: dict[str, User], formed: Region, closed: LedgerVersion
) -> None:
    first = issued(alice, staff["leader"], closed, "quarterly")
    Paper.objects.filter(pk=first.pk).update(index_number="000000000/2025-00002")  # as another region gave it
    with pytest.raises(IndexTaken, match="2025-00002"):
        issued(alice, staff["leader"], closed, "quarterly")
    assert (IndexRegister.objects.get().last, Register.objects.get().last) == (1, 1)


def test_a_paper_is_not_printed_before_its_day(alice: User, approved: Paper) -> None:
    with pytest.raises(PrintedBefore):
        issue(alice, approved.pk, "松政办", DAY, date(2025, 4, 27))
    assert not Register.objects.exists()


def test_the_fields_are_decided_until_the_paper_is_approved(alice: User, staff: dict[str, User], draft: Paper) -> None:
    with pytest.raises(WhyNotPublished):
        describe(alice, draft.pk, Publication(openness="closed"))
    describe(alice, draft.pk, Publication(openness="closed", reason="内部管理信息", index="偷填"))
    check(alice, draft.pk)
    describe(alice, draft.pk, Publication(openness="on_request", genre="通报"))
    draft.refresh_from_db()
    assert publication_of(draft) == Publication(openness="on_request", genre="通报")
    told = [event.facts["openness"] for event in Event.objects.filter(code="paper-described").order_by("pk")]
    assert told == ["不予公开", "依申请公开"]
    approve(staff["leader"], draft.pk)
    with pytest.raises(WrongState):
        describe(alice, draft.pk, Publication())
    with pytest.raises(PermissionDenied):
        describe(staff["leader"], draft.pk, Publication())


def test_a_replacement_keeps_the_fields_and_gets_an_index_of_its_own_the_old_one_is_void(
    alice: User, staff: dict[str, User], formed: Region, closed: LedgerVersion
) -> None:
    old = issued(alice, staff["leader"], closed, "quarterly")
    new = make_paper(alice, closed, "quarterly", supersedes=Paper.objects.get(pk=old.pk))
    assert publication_of(new) == replace(publication_of(old), index="", published=None)
    check(alice, new.pk)
    approve(staff["leader"], new.pk)
    assert issue(alice, new.pk, "松政办", DAY).index_number == "000000000/2025-00002"
    assert publication_of(Paper.objects.get(pk=old.pk)).validity == "失效"


def test_the_page_and_the_file_tell_the_fields(
    as_: As, alice: User, staff: dict[str, User], formed: Region, closed: LedgerVersion
) -> None:
    paper = issued(alice, staff["leader"], closed, "quarterly")
    page = as_("reporter").get(f"/papers/{paper.pk}/").text
    assert f"<dt>索引号</dt><dd>{paper.index_number}</dd>" in page
    assert '<meta name="SiteName" content="松屏县人民政府">' in page
    assert f'<meta name="ArticleTitle" content="{paper.title}">' in page
    assert '<meta name="ContentSource" content="松屏县人民政府办公室">' in page
    file = as_("reporter").get(f"/papers/{paper.pk}/paper.html").text
    assert '<meta name="SiteName" content="松屏县人民政府">' in file
    assert f'<meta name="索引号" content="{paper.index_number}">' in file
    data = as_("reporter").get(f"/papers/{paper.pk}/paper.docx").content
    kept = ZipFile(BytesIO(data)).read("docProps/custom.xml").decode()
    assert "索引号" in kept
    assert paper.index_number in kept


def test_a_paper_that_is_not_published_has_no_tags(
    as_: As, alice: User, staff: dict[str, User], formed: Region, closed: LedgerVersion
) -> None:
    paper = issued(alice, staff["leader"], closed, "reminder")
    page = as_("coordinator").get(f"/papers/{paper.pk}/").text
    assert "不予公开（内部管理信息）" in page
    assert "ArticleTitle" not in page


def test_a_paper_issued_before_there_were_fields_shows_none(as_: As, alice: User, approved: Paper) -> None:
    paper = issue(alice, approved.pk, "云政督通", DAY)
    old = replace(bulletin_from_json(paper.content), publication=None)
    Paper.objects.filter(pk=paper.pk).update(content=bulletin_to_json(old).decode())
    page = as_("coordinator").get(f"/papers/{paper.pk}/").text
    assert "政府信息公开" not in page
