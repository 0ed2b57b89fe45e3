"""Layouts of a place: made of another or of a file, changed column by column, looked at, lent to regions below."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client
from docx import Document as Word

from taizhang.reading import ReadError
from taizhang.web.events.models import Event
from taizhang.web.events.services import first_break
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.papers.layout_forms import form_of
from taizhang.web.papers.models import LayoutOfPlace
from taizhang.web.papers.refusals import LayoutNameMissing, LayoutNameTaken, NoColumns
from taizhang.web.papers.services.layouts import change_layout, delete_layout, layouts_of, make_layout, take_layout
from taizhang.web.people.models import User
from taizhang.web.places.models import Region
from taizhang.writing import LAYOUTS, Field, WriteError, layout_from_json, layout_to_json
from tests.writing.forms import office

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]


@pytest.fixture
def own(alice: User, county: Region, saved: LedgerVersion) -> LayoutOfPlace:
    return make_layout(alice, county, "quarterly", "月度调度表")


def fields(kept: LayoutOfPlace) -> list[str]:
    return [field.of for field in layout_from_json(LayoutOfPlace.objects.get(pk=kept.pk).content).fields]


def sent(kept: LayoutOfPlace, **changed: Any) -> dict[str, Any]:
    """What the browser sends of the form, with changes; None takes a field away."""
    form = form_of(layout_from_json(kept.content))
    told: dict[str, Any] = {"name": form.name, "number": len(form.columns), "lying": "on"}
    for k, column in enumerate(form.columns):
        told |= {f"of-{k}": column.of, f"heading-{k}": column.heading, f"width-{k}": column.width}
    for name in ("groups", "numbering", "sort", "title", "notes", "paper", "title_font", "head_font", "font"):
        told[name] = getattr(form, name)
    told |= {f"margin-{k}": text for k, _side, text in form.sides()} | {
        "size": form.size,
        "title_size": form.title_size,
    }
    if form.template:
        told["template"] = "on"
    return {name: value for name, value in (told | changed).items() if value is not None}


def given(client: Client, region: Region, name: str, data: bytes) -> Any:
    """The page that follows when a file was given."""
    told = {"file": SimpleUploadedFile(name, data)}
    return client.post(f"/papers/layouts/of/{region.pk}/take/", told, follow=True)


def test_a_layout_is_begun_from_a_built_in_one_and_logged(own: LayoutOfPlace) -> None:
    assert fields(own) == [field.of for field in LAYOUTS["quarterly"].fields]
    assert Event.objects.get(code="layout-made").facts["layout"] == "月度调度表"
    assert first_break() is None


def test_one_without_columns_of_its_own_begins_with_the_ledgers(alice: User, saved: LedgerVersion) -> None:
    kept = make_layout(alice, saved.yearly.region, "as-read", "照旧")
    assert len(fields(kept)) == len(saved.ledger.columns)


def test_it_needs_a_ledger_for_that(alice: User, county: Region) -> None:
    with pytest.raises(NoColumns):
        make_layout(alice, county, "as-read", "照旧")


@pytest.mark.parametrize("name", ["  ", "月度调度表", "季度台账", "quarterly"])
def test_a_name_is_told_once(own: LayoutOfPlace, alice: User, name: str) -> None:
    with pytest.raises(LayoutNameTaken if name.strip() else LayoutNameMissing):
        make_layout(alice, own.region, "leaders", name)


def test_regions_below_use_it_and_have_their_own_of_the_name(
    people: dict[str, User], own: LayoutOfPlace, county: Region
) -> None:
    city = make_layout(people["city"], county.parent, "leaders", "市里的表")
    make_layout(people["city"], county.parent, "leaders", "月度调度表")
    found = {name: layout for name, _label, layout in layouts_of(county)}
    assert {"市里的表", "月度调度表", *LAYOUTS} == set(found)
    assert found["月度调度表"].fields == LAYOUTS["quarterly"].fields
    assert [name for name, *_ in layouts_of(county.parent)][:2] == ["市里的表", "月度调度表"]
    with pytest.raises(Http404):
        delete_layout(people["coordinator"], city.pk)


def test_others_change_nothing(people: dict[str, User], own: LayoutOfPlace) -> None:
    layout = layout_from_json(own.content)
    for name in ("leader", "reporter", "auditor", "administrator"):
        with pytest.raises(PermissionDenied):
            make_layout(people[name], own.region, "quarterly", "别的")
        with pytest.raises(PermissionDenied):
            change_layout(people[name], own.pk, layout, "别的")
        with pytest.raises(PermissionDenied):
            take_layout(people[name], own.region, b"", "x.docx")
    with pytest.raises(Http404):
        change_layout(people["outsider"], own.pk, layout, "别的")
    with pytest.raises(PermissionDenied):
        make_layout(people["outsider"], own.region, "quarterly", "别的")


def test_the_form_moves_adds_and_takes_away_without_saving(as_: As, own: LayoutOfPlace) -> None:
    client, address = as_("coordinator"), f"/papers/layouts/{own.pk}/"
    page = client.post(address, sent(own, do="down-1")).text
    assert page.index('<option value="content" selected>') < page.index('<option value="project" selected>')
    assert 'name="do" value="down-2" formnovalidate autofocus' in page
    assert client.post(address, sent(own, do="add-0")).text.count('name="heading-') == 8
    assert client.post(address, sent(own, do="remove-6")).text.count('name="heading-') == 6
    assert fields(own) == [field.of for field in LAYOUTS["quarterly"].fields]


def test_what_is_saved_is_what_the_form_says(as_: As, own: LayoutOfPlace) -> None:
    changed = {
        "name": "周调度表", "number": 3, "of-1": "", "heading-1": "县里意见", "of-2": "progress",
        "heading-2": "办理情况／目前进展", "width-2": "80.5", "align-2": "center", "optional-2": "on",
        "groups": "tier", "sort": "unit", "sums": "on", "notes": "注：一。\n\n注：二。", "lying": None,
        "margin-0": "30", "size": "10.5", "title": "{region}调度表",
    }  # fmt: skip
    page = as_("coordinator").post(f"/papers/layouts/{own.pk}/", sent(own, **changed), follow=True)
    assert "已保存" in page.text
    kept = LayoutOfPlace.objects.get(pk=own.pk)
    layout = layout_from_json(kept.content)
    assert (kept.name, layout.name, layout.label.zh) == ("周调度表",) * 3
    assert layout.fields[1:] == (
        Field("县里意见", ("县里意见",)),
        Field("progress", ("办理情况", "目前进展"), 80.5, "center", optional=True),
    )
    assert (layout.groups, layout.sort, layout.sums, layout.notes) == ("tier", "unit", True, ("注：一。", "注：二。"))
    assert (layout.paper.landscape, layout.paper.margins, layout.look.size) == (False, (30, 20, 26, 20), 10.5)
    assert Event.objects.get(code="layout-changed").facts["layout"] == "周调度表"


WRONG = {
    "no column": ({"number": 0}, "还没有一列"),
    "an unknown column": ({"of-1": "没有的列"}, "台账里没有“没有的列”这一列"),
    "an empty column": ({"of-1": "", "heading-1": ""}, "第2列：请填写表头"),
    "widths over the paper": ({"width-1": "200", "width-2": "90"}, "列宽合计290毫米，超过页边距之间的257毫米"),
    "a width in words": ({"width-1": "宽"}, "第2列：列宽要填毫米数"),
    "a width of nothing": ({"width-1": "1"}, "第2列：列宽要在5到400毫米之间"),
    "an empty tier": ({"heading-1": "办理情况／"}, "第2列：表头有空的一层"),
    "periods alone": ({f"each-{k}": "on" for k in range(7)}, "各列都是分期列"),
    "margins": ({"margin-1": "240"}, "页边距过大"),
    "a margin in words": ({"margin-1": "窄"}, "页边距要填毫米数"),
    "type": ({"size": "300"}, "表内字号要在5到60磅之间"),
    "too many columns": ({"number": 41, **{f"of-{k}": "remarks" for k in range(41)}}, "最多40列"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_where_it_stands_and_nothing_is_saved(name: str, as_: As, own: LayoutOfPlace) -> None:
    changed, words = WRONG[name]
    answer = as_("coordinator").post(f"/papers/layouts/{own.pk}/", sent(own, **changed))
    assert (answer.status_code, words in answer.text) == (422, True)
    assert LayoutOfPlace.objects.get(pk=own.pk).content == own.content
    looked = as_("coordinator").post(f"/papers/layouts/{own.pk}/preview/", sent(own, **changed))
    assert (looked.status_code, words in looked.text) == (200, True)


def test_a_taken_name_is_told_and_nothing_is_saved(as_: As, own: LayoutOfPlace) -> None:
    answer = as_("coordinator").post(f"/papers/layouts/{own.pk}/", sent(own, name="季度台账"))
    assert "已经有名为“季度台账”的版式" in answer.text
    assert LayoutOfPlace.objects.get(pk=own.pk).name == "月度调度表"


def test_the_preview_is_the_places_own_ledger(as_: As, own: LayoutOfPlace, saved: LedgerVersion) -> None:
    told = sent(own, **{"heading-1": "实事<b>名称</b>"})
    page = as_("coordinator").post(f"/papers/layouts/{own.pk}/preview/", told).text
    assert saved.ledger.document.title in page
    assert "实事&lt;b&gt;名称&lt;/b&gt;" in page
    assert '<col width="' in page
    assert saved.ledger.projects[0].name in page


def test_a_region_without_a_ledger_looks_at_an_empty_table(as_: As, alice: User, county: Region) -> None:
    kept = make_layout(alice, county, "quarterly", "空的")
    page = as_("coordinator").get(f"/papers/layouts/{kept.pk}/").text
    assert "还没有台账" in page
    assert "下步打算" in page
    assert "还没有台账" in as_("coordinator").get(f"/papers/layouts/{kept.pk}/sample.docx", follow=True).text


def test_a_layout_goes_out_and_comes_in_as_a_file(as_: As, own: LayoutOfPlace) -> None:
    client = as_("coordinator")
    out = client.get(f"/papers/layouts/{own.pk}/layout.json")
    assert json.loads(out.content)["name"] == "月度调度表"
    page = given(client, own.region, "月度调度表.json", out.content)
    made = LayoutOfPlace.objects.exclude(pk=own.pk).get()
    assert (made.name, fields(made)) == ("月度调度表 2", fields(own))
    assert page.redirect_chain == [(f"/papers/layouts/{made.pk}/", 302)]


def test_a_word_file_becomes_a_layout_whose_look_is_kept(as_: As, alice: User, saved: LedgerVersion) -> None:
    client = as_("coordinator")
    page = given(client, saved.yearly.region, "县里用表.docx", office(lines=("审核人：",))).text
    made = LayoutOfPlace.objects.get()
    assert "这些列没有认出是什么" in page
    assert page.count('<a href="#column-6">县长批示</a>') == 1
    assert "<li>审核人：</li>" in page
    assert Event.objects.get(code="layout-taken").facts["source"] == "县里用表.docx"
    sample = Word(BytesIO(client.get(f"/papers/layouts/{made.pk}/sample.docx").content))
    assert sample.sections[0].header.paragraphs[0].text == "云溪县民生实事工作专班"
    assert saved.ledger.document.title in [p.text for p in sample.paragraphs]
    template = Word(BytesIO(client.get(f"/papers/layouts/{made.pk}/template.docx").content))
    assert "{{ 标题 }}" in [p.text for p in template.paragraphs]


def test_a_template_can_be_left_behind_and_its_columns_kept(as_: As, alice: User, county: Region) -> None:
    made = take_layout(alice, county, office(), "县里用表.docx")
    kept = {"template": None, "of-6": "remarks"}
    page = as_("coordinator").post(f"/papers/layouts/{made.pk}/", sent(made, **kept), follow=True).text
    assert "已保存" in page
    layout = layout_from_json(LayoutOfPlace.objects.get().content)
    assert (layout.template, layout.fields[6].of) == (None, "remarks")
    assert as_("coordinator").get(f"/papers/layouts/{made.pk}/template.docx").status_code == 404


HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "no file at all": ("a.docx", b"", "不是 Word 文档"),
    "a program": ("a.docx", b"MZ" + b"\0" * 300, "不是 Word 文档"),
    "a call": ("a.docx", office(lines=("{{ 标题.__class__ }}",)), "不允许"),
    "a broken tag": ("a.docx", office(lines=("{{ 标题",)), "标签"),
    "no JSON": ("a.json", b"{", "版式文件有误"),
    "another JSON": ("a.json", b'{"name": "x", "fields": [{"of": ""}]}', "第1列"),
    "a JSON with a false template": (
        "a.json",
        b'{"name": "x", "fields": [{"of": "project"}], "template": {"file": "UEsDBA=="}}',
        "不是 Word 文档",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_makes_no_layout_is_refused_in_words(name: str, as_: As, county: Region) -> None:
    file, data, words = HOSTILE[name]
    page = given(as_("coordinator"), county, file, data)
    assert words in page.text or (not data and "请选择文件" in page.text)
    assert not LayoutOfPlace.objects.exists()


def test_a_table_that_its_template_lacks_is_refused(alice: User, county: Region) -> None:
    layout = layout_from_json(take_layout(alice, county, office(), "x.docx").content)
    data = json.loads(layout_to_json(layout))
    data["template"] |= {"table": 7}
    with pytest.raises((WriteError, ReadError)):
        take_layout(alice, county, json.dumps(data).encode(), "y.json")
    assert LayoutOfPlace.objects.count() == 1


def test_a_layout_is_deleted_and_logged(as_: As, own: LayoutOfPlace) -> None:
    page = as_("coordinator").post(f"/papers/layouts/{own.pk}/delete/", follow=True).text
    assert "版式已删除" in page
    assert not LayoutOfPlace.objects.exists()
    assert Event.objects.get(code="layout-deleted").facts["layout"] == "月度调度表"


def test_the_list_shows_own_ones_lent_ones_and_those_of_the_program(
    as_: As, people: dict[str, User], own: LayoutOfPlace, county: Region
) -> None:
    lent = make_layout(people["city"], county.parent, "leaders", "市里的表")
    page = as_("coordinator").get("/papers/layouts/").text
    assert f'href="/papers/layouts/{own.pk}/"' in page
    assert "市里的表" in page
    assert f'href="/papers/layouts/{lent.pk}/"' not in page
    assert all(layout.zh in page for layout in LAYOUTS.values())
