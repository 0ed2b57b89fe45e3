"""A place's pages of papers: format with its errors and preview, outlines edited, lent and exchanged, numbers given."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from taizhang.web.events.models import Event
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.papers.models import FormatOfPlace, OutlineOfPlace, Paper
from taizhang.web.papers.services.acting import approve, check, issue
from taizhang.web.papers.services.formats import format_of
from taizhang.web.papers.services.making import make_paper, outline_for
from taizhang.web.people.models import User
from taizhang.web.places.models import Region
from taizhang.web.places.services import region_under
from taizhang.writing.bulletin import OUTLINES, bulletin_from_json

from .conftest import DAY, outline_form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_april_closed")]
As = Callable[[str], Client]
NAMES = {
    "act": "names",
    "issuer": "松屏县人民政府办公室",
    "organs": "松屏县人民政府办公室\n松屏县督查室",
    "word": "松 政办",
}
NAMES |= {
    "signers": "某主任、某副主任",
    "suffix": "文件",
    "code": "000000000",
    "site_SiteName": "松屏县人民政府",
    "word_reminder": "松政办函",
}


def forms(**changed: str) -> dict[str, str]:
    """What the browser sends of the second form."""
    told = {"act": "forms", "index": "{机构代码}/{年}-{流水号5}"}
    told |= {f"{kind}-style": "none" for kind in OUTLINES}
    return told | {"quarterly-style": "公文", "quarterly-openness": "open"} | changed


def sent(kind: str, **changed: Any) -> dict[str, Any]:
    """What the browser sends of an outline."""
    return outline_form(OUTLINES[kind], **changed)


def test_names_and_forms_are_kept_and_shown_as_a_head(as_: As, county: Region) -> None:
    office = as_("coordinator")
    assert "各文种都不套红" in office.get("/papers/format/").text
    assert office.post("/papers/format/", NAMES).status_code == 302
    page = office.post("/papers/format/", forms(), follow=True).text
    assert "<span>松屏县督查室文件</span>" in page
    assert "松政办〔" in page
    assert "000000000/" in page
    kept = format_of(county)
    assert kept.names.head.organs == ("松屏县人民政府办公室", "松屏县督查室")
    assert (kept.names.word, kept.word("reminder")) == ("松政办", "松政办函")
    assert kept.names.site == {"SiteName": "松屏县人民政府"}
    assert {e.code for e in Event.objects.filter(code__startswith="paper-")} == {"paper-names-set", "paper-forms-set"}


def test_a_preview_keeps_nothing(as_: As) -> None:
    office = as_("coordinator")
    office.post("/papers/format/", NAMES)
    page = office.post("/papers/format/", forms(look="1")).text
    assert "松屏县督查室文件" in page
    assert FormatOfPlace.objects.get().forms == ""


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"index": "{年份}-{流水号5}"}, "没有{年份}这一项"),
        ({"index": "{年}"}, "要有一个流水号"),
        ({"monthly-openness": "closed"}, "请写明理由和依据"),
        ({"monthly-style": "彩色"}, "公文格式"),
    ],
)
def test_what_is_wrong_with_the_forms_is_told_and_nothing_kept(as_: As, changed: dict[str, str], words: str) -> None:
    answer = as_("coordinator").post("/papers/format/", forms(**changed))
    assert answer.status_code == 422
    assert words in answer.text
    assert not FormatOfPlace.objects.exists()


def test_a_place_goes_back_to_the_forms_above(as_: As, alice: User, county: Region) -> None:
    city = as_("city")
    city.post("/papers/format/", forms(index="市-{流水号3}"))
    page = as_("coordinator").get("/papers/format/").text
    assert "现在随云川市" in page
    assert "还没有填发文机关标志" in page  # the city's forms want a red head, the city's organ is not named in it
    as_("coordinator").post("/papers/format/", forms())
    assert format_of(county).own_forms
    as_("coordinator").post("/papers/format/", {"act": "above"})
    assert format_of(county).forms.index == "市-{流水号3}"


def test_another_county_s_format_is_not_there(as_: As, county: Region) -> None:
    assert as_("outsider").get(f"/papers/format/?region={county.pk}").status_code == 404
    assert as_("outsider").get(f"/papers/outlines/monthly/?region={county.pk}").status_code == 404
    assert as_("coordinator").get("/papers/format/?region=x").status_code == 404
    assert as_("coordinator").post("/papers/format/", {"act": "burn"}).status_code == 404


def test_fields_are_filled_on_their_page(as_: As, draft: Paper) -> None:
    office, address = as_("coordinator"), f"/papers/{draft.pk}/publication/"
    assert "填写公开信息" in office.get(f"/papers/{draft.pk}/").text
    answer = office.post(address, {"openness": "closed"})
    assert answer.status_code == 422
    assert "请写明理由和依据" in answer.text
    told = {"openness": "on_request", "genre": "通报", "publisher": "松屏县人民政府办公室", "reason": "无关"}
    page = office.post(address, told, follow=True).text
    assert "<dt>公开方式</dt><dd>依申请公开</dd>" in page
    Paper.objects.update(state="approved")
    assert office.post(address, told).status_code == 302
    assert Event.objects.filter(code="paper-described").count() == 1


def test_an_outline_is_edited_kept_lent_and_reset(as_: As, alice: User, county: Region, closed: LedgerVersion) -> None:
    office = as_("coordinator")
    assert office.get("/papers/outlines/").text.count("自带的</span>") == 4
    page = office.get("/papers/outlines/quarterly/").text
    assert "任务总数" in page
    assert f"以《{closed.yearly}》4月为例" in page
    changed = sent("quarterly", **{"text-0": "特此通报。", "kind-0": "free", "layout-all": "quarterly"})
    looked = office.post("/papers/outlines/quarterly/", changed | {"do": "look"}).text
    assert '<p class="free">特此通报。</p>' in looked
    assert not OutlineOfPlace.objects.exists()
    assert "本地区的" in office.post("/papers/outlines/quarterly/", changed, follow=True).text
    made = bulletin_from_json(make_paper(alice, closed, "quarterly").content)
    assert made.paragraphs[0].text == "特此通报。"
    assert [annex.layout.name for annex in made.annexes if annex.layout] == ["quarterly"]
    assert outline_for(region_under(county, "北洼镇"), "quarterly").layouts == {"all": "quarterly"}
    assert "自带的" in office.post("/papers/outlines/quarterly/reset/", follow=True).text
    assert outline_for(county, "quarterly") == OUTLINES["quarterly"]
    codes = list(Event.objects.filter(code__startswith="outline-").order_by("pk").values_list("code", flat=True))
    assert codes == ["outline-set", "outline-reset"]


def test_an_unknown_fact_is_told_at_its_paragraph_with_what_was_meant(as_: As) -> None:
    answer = as_("coordinator").post("/papers/outlines/monthly/", sent("monthly", **{"text-1": "共{总量}。"}))
    assert answer.status_code == 422
    told = answer.text.split('id="error-1"')[1][:200]
    assert "没有这个数据项：总量" in told
    assert "是不是 {总数}" in told


def test_an_outline_goes_out_as_a_file_and_comes_in_elsewhere(as_: As, county: Region) -> None:
    answer = as_("coordinator").get("/papers/outlines/monthly/outline.json")
    assert "attachment" in answer["Content-Disposition"]
    changed = answer.content.replace("总体进展".encode(), "总体情况".encode())
    file = SimpleUploadedFile("outline.json", changed)
    page = as_("outsider").post("/papers/outlines/import/", {"file": file}, follow=True).text
    assert "已导入" in page
    kept = OutlineOfPlace.objects.get()
    assert (kept.region.name, kept.kind) == ("远岭县", "monthly")
    assert outline_for(county, "monthly") == OUTLINES["monthly"]


def broken(**changed: object) -> bytes:
    """A file of the monthly outline with something else in it."""
    told = {"name": "monthly", "zh": "月报", "en": "x", "title": "x", "blocks": [{"kind": "text", "text": "x"}]}
    return json.dumps(told | changed).encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{", "模板有误"),
        (b"PK\x03\x04", "模板有误"),
        (broken(name="weekly"), "没有这种文件：weekly"),
        (broken(blocks=[{"kind": "text", "text": "{截止日}"}]), "第1段里没有这个数据项：截止日。是不是{截至日}？"),
        (broken(blocks=[{"kind": "text", "text": "{总数"}]), "第1段的花括号不成对"),
        (broken(annexes=["all"], layouts={"all": "旧版式"}), "版式“旧版式”没有了"),
        (broken(title="{总量}"), "标题里没有这个数据项：总量"),
    ],
)
def test_a_wrong_file_is_refused_in_words(as_: As, data: bytes, words: str) -> None:
    file = SimpleUploadedFile("outline.json", data)
    assert words in as_("coordinator").post("/papers/outlines/import/", {"file": file}, follow=True).text
    assert not OutlineOfPlace.objects.exists()


def test_nothing_is_imported_without_a_file(as_: As) -> None:
    assert "请选择导出的模板文件" in as_("coordinator").post("/papers/outlines/import/", follow=True).text


def test_the_register_names_every_number_and_a_gap(
    as_: As, alice: User, staff: dict[str, User], approved: Paper, closed: LedgerVersion
) -> None:
    assert "还没有编过文号" in as_("auditor").get("/papers/numbers/").text
    issue(alice, approved.pk, "松政办", DAY)
    second = make_paper(alice, closed, "monthly")
    check(alice, second.pk)
    approve(staff["leader"], second.pk)
    issue(alice, second.pk, "松政办", DAY)
    page = as_("auditor").get("/papers/numbers/").text
    assert page.index("松政办〔2025〕1号") < page.index("松政办〔2025〕2号")
    assert "没有空号" in page
    assert f'href="/papers/{second.pk}/"' not in page  # who may not read papers gets no link
    assert f'href="/papers/{second.pk}/"' in as_("coordinator").get("/papers/numbers/?year=2025").text
    assert "松政办" not in as_("outsider").get("/papers/numbers/").text
    Paper.objects.filter(pk=approved.pk).delete()
    page = as_("auditor").get("/papers/numbers/").text
    assert "1个空号" in page
    assert "空号：没有文稿用这个号" in page


def test_the_register_asks_the_same_of_many(
    as_: As,
    alice: User,
    staff: dict[str, User],
    approved: Paper,
    closed: LedgerVersion,
    django_assert_max_num_queries: Any,
) -> None:
    issue(alice, approved.pk, "松政办", DAY)
    for word in ("甲", "乙"):
        made = make_paper(alice, closed, "monthly")
        check(alice, made.pk)
        approve(staff["leader"], made.pk)
        issue(alice, made.pk, word, DAY)
    client = as_("auditor")
    with django_assert_max_num_queries(10):
        assert client.get("/papers/numbers/").text.count('class="panel sideways number-book"') == 3
