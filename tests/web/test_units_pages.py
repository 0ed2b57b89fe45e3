"""Regions, units, names, lights: the pages of those who keep places, and making one unit of two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from taizhang.measuring.presets import GENERAL, PRESETS
from taizhang.measuring.windows import Terms, monthly
from taizhang.measuring.workdays import Workdays
from taizhang.web.events.models import Event
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.months.models import Period, Plan, Return, Task
from taizhang.web.months.refusals import BothBegun
from taizhang.web.months.services.acting import accept, send
from taizhang.web.months.services.closing import close
from taizhang.web.months.services.filling import fill
from taizhang.web.months.services.merging import merge_units
from taizhang.web.months.services.periods import make_periods
from taizhang.web.months.services.plans import plan_from
from taizhang.web.months.verifying import broken
from taizhang.web.people.models import Role, User
from taizhang.web.people.services import make_account
from taizhang.web.places.boundaries import rules_of
from taizhang.web.places.choosing import add_unit, choose_lights
from taizhang.web.places.models import Region, Unit, UnitAlias
from taizhang.web.places.services import find_unit, learn_alias, lights_of, region_under, unit_named

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(datetime(2025, 4, 25, 9, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False):
        yield


@pytest.fixture
def office(as_: As) -> Client:
    return as_("coordinator")


@pytest.fixture
def page(county: Region) -> str:
    return f"/places/{county.pk}/"


@pytest.fixture
def april(alice: User, saved: LedgerVersion) -> Period:
    plan = plan_from(alice, saved)
    make_periods(alice, plan.yearly, monthly(2025, Terms(roll="none"), Workdays()))
    return Period.objects.get(label="4月")


def told(user: User, unit: str, period: Period) -> Return:
    """The unit's return, sent by a signer of its own."""
    signer = make_account(None, f"签发{unit}{period.label}", "某签发人", Role.SIGNER, region=user.region, unit=unit)
    found = Return.objects.get(unit__name=unit, period=period)
    for report in found.reports.all():
        fill(signer, found.pk, report.task_id, 0, texts={"progress": "正在施工，主体已完成一半。"})
    send(signer, found.pk)
    return Return.objects.get(pk=found.pk)


def test_a_region_has_a_code_that_says_where_it_comes_from(office: Client, page: str, county: Region) -> None:
    sent = {"act": "details", "name": "松屏县", "code": "990121", "code_origin": ""}
    assert office.post(page, sent).status_code == 422
    assert office.post(page, sent | {"code": "99012", "code_origin": "代码表"}).status_code == 422
    office.post(page, sent | {"code_origin": "民政部2025年县以上行政区划代码"})
    county.refresh_from_db()
    assert (county.code, county.code_origin) == ("990121", "民政部2025年县以上行政区划代码")
    assert "行政区划代码：— → 990121" in Event.objects.get(code="region-changed").sentence


def test_a_region_is_made_below_ones_own_alone(office: Client, as_: As, county: Region) -> None:
    told = {"parent": county.pk, "name": "桃溪镇", "code": "990121100", "code_origin": "县统计局"}
    assert "桃溪镇" in office.post("/places/", told, follow=True).text
    assert Region.objects.get(name="桃溪镇").path.startswith(county.path)
    assert "已经是" in office.post("/places/", told, follow=True).text
    assert office.post("/places/", {"parent": "", "name": "某省"}).status_code == 422
    assert office.post("/places/", {"parent": county.parent_id, "name": "旁县"}).status_code == 422
    assert as_("administrator").post("/places/", {"parent": "", "name": "某省"}).status_code == 302
    assert Region.objects.get(name="某省").parent is None


def test_a_county_sees_its_own_tree(office: Client, as_: As, county: Region) -> None:
    assert "云川市" not in office.get("/places/").text
    everything = as_("administrator").get("/places/").text
    assert "云川市" in everything
    assert "远岭县" in everything


def test_a_unit_is_made_renamed_and_still_known_by_its_old_name(office: Client, page: str, county: Region) -> None:
    office.post(page, {"act": "add", "unit-name": "县文化和旅游局"})
    unit = Unit.objects.get(name="县文化和旅游局")
    office.post(f"/places/units/{unit.pk}/", {"act": "rename", "name-name": "县文化广电和旅游局"})
    assert find_unit(county, "县文化和旅游局") == find_unit(county, "县文化广电和旅游局") == unit
    assert not UnitAlias.objects.get().learned
    assert "已经是" in office.post(page, {"act": "add", "unit-name": "县文化和旅游局"}, follow=True).text


def test_units_are_put_in_the_official_order_by_numbers(office: Client, page: str, county: Region) -> None:
    units = [unit_named(county, name) for name in ("甲局", "乙局", "丙局")]
    office.post(page, {"act": "order"} | {f"order-{unit.pk}": n for unit, n in zip(units, (3, 1, 2), strict=True)})
    assert [unit.name for unit in Unit.objects.filter(region=county) if unit in units] == ["乙局", "丙局", "甲局"]
    assert sorted(Unit.objects.filter(region=county).values_list("order", flat=True)) == [1, 2, 3, 4]
    office.post(page, {"act": "order", f"order-{units[0].pk}": "x", "order-": "1"})
    assert Event.objects.filter(code="units-ordered").count() == 1, "nothing moved by that"


def test_nonsense_changes_nothing_and_is_told(office: Client, page: str, county: Region) -> None:
    unit = unit_named(county, "县教育局")
    order = list(county.units.values_list("pk", "order"))
    answer = office.post(page, {"act": "order", f"order-{unit.pk}": "第一"}, follow=True).text
    assert "顺序要写成整数" in answer
    assert "已保存顺序" not in answer
    for act, field, label in (("rename", "name-name", "名称"), ("add-alias", "alias-name", "名称")):
        for nonsense, words in ((" ", "请填写这一项。"), ("长" * 101, "最多100个字，现在是101个。")):
            told = office.post(f"/places/units/{unit.pk}/", {"act": act, field: nonsense}, follow=True).text
            assert f"{label}：{words}" in told
    assert list(county.units.values_list("pk", "order")) == order
    assert not unit.aliases.exists()


def test_aliases_are_added_and_taken_away_and_the_learned_ones_say_so(office: Client, county: Region) -> None:
    unit, other = unit_named(county, "县住房和城乡建设局"), unit_named(county, "县城管局")
    learn_alias(unit, "县住建局")
    address = f"/places/units/{unit.pk}/"
    office.post(address, {"act": "add-alias", "alias-name": "住建部门"})
    text = office.get(address).text
    assert text.index("县住建局") < text.index("自动</small>") < text.index("住建部门")
    taken = office.post(f"/places/units/{other.pk}/", {"act": "add-alias", "alias-name": "县住建局"}, follow=True)
    assert "“县住建局”已经是县住房和城乡建设局的名称或别名" in taken.text
    alias = UnitAlias.objects.get(name="县住建局")
    assert office.post(f"/places/units/{other.pk}/", {"act": "remove-alias", "alias": alias.pk}).status_code == 404
    office.post(address, {"act": "remove-alias", "alias": alias.pk})
    assert find_unit(county, "县住建局") is None


def test_everything_of_a_double_goes_to_the_other_unit(alice: User, april: Period, people: dict[str, User]) -> None:
    double, unit = Unit.objects.get(name="县教育局"), unit_named(april.yearly.region, "松屏县教育和体育局")
    Task.objects.get(content__contains="管网").cooperating.add(double)
    sent = told(alice, "县教育局", april)
    learn_alias(double, "教育部门")
    merged = merge_units(alice, double, unit)
    assert (merged.tasks, merged.returns, merged.kept) == (1, 12, 0)
    assert Return.objects.get(pk=sent.pk).unit == unit
    assert Task.objects.get(content__contains="幼儿园").reporter == unit
    assert [one.name for one in Task.objects.get(content__contains="管网").cooperating.all()] == [unit.name]
    assert User.objects.get(pk=people["reporter"].pk).own_unit == unit
    assert find_unit(april.yearly.region, "县教育局") == find_unit(april.yearly.region, "教育部门") == unit
    assert not Unit.objects.filter(name="县教育局").exists()
    assert list(broken()) == [], "what was frozen is still what it was"
    assert "1项任务、12份月报" in Event.objects.get(code="units-merged").sentence


def test_two_blank_returns_of_one_period_become_one(alice: User, april: Period) -> None:
    gone, into = Unit.objects.get(name="县教育局"), Unit.objects.get(name="县水务局")
    merge_units(alice, gone, into)
    assert Return.objects.filter(period=april).count() == 2
    assert Return.objects.get(period=april, unit=into).reports.count() == 2


def test_a_draft_of_the_double_is_carried_over(alice: User, april: Period, people: dict[str, User]) -> None:
    gone, into = Unit.objects.get(name="县教育局"), Unit.objects.get(name="县水务局")
    found = Return.objects.get(period=april, unit=gone)
    fill(people["reporter"], found.pk, found.reports.get().task_id, 0, texts={"progress": "两所已封顶"})
    merge_units(alice, gone, into)
    kept = Return.objects.get(period=april, unit=into)
    assert kept.state == "draft"
    assert kept.reports.get(task__content__contains="幼儿园").progress == "两所已封顶"


def test_what_both_have_begun_to_send_is_not_mixed(office: Client, alice: User, april: Period) -> None:
    gone, into = Unit.objects.get(name="县教育局"), Unit.objects.get(name="县水务局")
    told(alice, "县水务局", april)
    with pytest.raises(BothBegun, match="4月"):
        merge_units(alice, gone, into)
    response = office.post(f"/places/units/{gone.pk}/", {"act": "merge", "into": into.pk}, follow=True)
    assert "合并会混淆两份月报" in response.text
    assert Task.objects.get(content__contains="幼儿园").reporter == gone, "nothing was moved"


def test_a_closed_period_keeps_both_and_the_old_name_leads_to_the_new(alice: User, april: Period) -> None:
    gone, into = Unit.objects.get(name="县教育局"), Unit.objects.get(name="县水务局")
    for name in ("县教育局", "县水务局"):
        sent = told(alice, name, april)
        accept(alice, sent.pk, 1)
    close(alice, april)
    merged = merge_units(alice, gone, into)
    assert (merged.returns, merged.kept) == (11, 1)
    gone.refresh_from_db()
    assert gone.merged_into == into
    assert find_unit(april.yearly.region, "县教育局") == into
    assert unit_named(april.yearly.region, "县教育局") == into
    assert Return.objects.get(period=april, unit=gone).accepted is not None
    assert list(broken()) == []


def test_a_unit_is_not_merged_with_itself_nor_over_a_border(alice: User, county: Region) -> None:
    unit = unit_named(county, "甲局")
    other = unit_named(region_under(county.parent, "远岭县"), "甲局")
    for into in (unit, other):
        with pytest.raises(ValueError, match="one region"):
            merge_units(alice, unit, into)


@pytest.mark.parametrize("name", ["reporter", "leader", "auditor", "outsider"])
def test_who_may_not_keep_places_changes_none(name: str, people: dict[str, User], county: Region) -> None:
    one, two = unit_named(county, "甲局"), unit_named(county, "乙局")
    for act in (
        lambda u: merge_units(u, one, two),
        lambda u: add_unit(u, county, "丙局"),
        lambda u: choose_lights(u, county, "yinchuan-2025"),
    ):
        with pytest.raises(PermissionDenied):
            act(people[name])


def test_every_preset_says_all_its_boundaries_in_words(office: Client, page: str) -> None:
    text = office.get(f"{page}lights/").text
    for preset in PRESETS.values():
        assert preset.name.zh in text
        for light in {step.light for step in preset.steps}:
            assert light.word.zh in text
        rules = rules_of(preset)
        assert [bool(rule.limits) for rule in rules] == [True] * (len(rules) - 1) + [False]
    assert "比序时进度高出的百分点 ≥ -30" in text
    assert "研判不能完成" in text


def test_a_region_chooses_its_lights_and_goes_back_to_those_above(office: Client, page: str, county: Region) -> None:
    office.post(f"{page}lights/", {"preset": "yinchuan-2025"})
    county.refresh_from_db()
    assert lights_of(county) is PRESETS["yinchuan-2025"]
    assert "银川2025" in Event.objects.get(code="lights-chosen").sentence
    office.post(f"{page}lights/", {"preset": ""})
    county.refresh_from_db()
    assert lights_of(county) is GENERAL
    assert office.post(f"{page}lights/", {"preset": "rainbow"}).status_code == 404


def test_a_region_of_many_units_takes_few_queries(
    office: Client, page: str, county: Region, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    made = Unit.objects.bulk_create([Unit(region=county, name=f"第{n}局", order=n) for n in range(200)])
    UnitAlias.objects.bulk_create([UnitAlias(region=county, unit=unit, name=f"{unit.name}（原）") for unit in made])
    with django_assert_max_num_queries(14):
        assert "第199局（原）" in office.get(page).text
    with django_assert_max_num_queries(14):
        office.get("/places/")


def test_nothing_of_a_plan_is_left_behind(alice: User, april: Period) -> None:
    merge_units(alice, Unit.objects.get(name="县教育局"), Unit.objects.get(name="县水务局"))
    plan = Plan.objects.get()
    assert all(task.reporter is not None for task in plan.tasks.all())
