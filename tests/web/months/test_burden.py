"""The burden meter: what a month asks of a unit, shown to the office and never by person."""

from __future__ import annotations

from decimal import Decimal

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from taizhang.measuring.windows import monthly
from taizhang.web.ledgers.services.drafts import import_document
from taizhang.web.ledgers.services.saving import Place, save_draft
from taizhang.web.months.burden import Load, burden_of, loads_of
from taizhang.web.months.models import Indicator, Period, Return, Task
from taizhang.web.months.services import acting
from taizhang.web.months.services.filling import fill, no_change
from taizhang.web.months.services.periods import make_periods, workdays_of
from taizhang.web.months.services.plans import plan_from
from taizhang.web.places.models import Region

from .conftest import TERMS
from .office import Staff, client, sent, told

pytestmark = pytest.mark.django_db

FIVE = """松屏县2025年民生实事目标任务

序号\t项目名称\t项目内容\t责任单位
1\t学前教育\t新建幼儿园5所，新增学位900个。\t县教育局
2\t校舍改造\t改造校舍12000平方米。\t县教育局
3\t课后服务\t培训教师300人次，开展课后服务4000场。\t县教育局
4\t营养改善\t改造食堂20个，新增就餐座位6000个。\t县教育局
5\t阅读推广\t配送图书30000册。\t县教育局
"""


@pytest.fixture
def five(staff: Staff, county: Region) -> Return:
    """April of a unit with five tasks and eight indicators."""
    alice = staff["coordinator"]
    place = Place(region=county.name, year=2025, name="2025年民生实事", period="目标任务")
    plan = plan_from(alice, save_draft(alice, import_document(alice, FIVE, "目标.txt"), place))
    make_periods(alice, plan.yearly, monthly(2025, TERMS, workdays_of(county)))
    return Return.objects.get(period__label="4月", unit__name="县教育局")


def test_a_month_of_figures_only_touches_nine_fields_the_sending_included(five: Return, staff: Staff) -> None:
    assert (Task.objects.count(), Indicator.objects.count()) == (5, 8)
    for report in five.reports.select_related("task"):
        values = {i.pk: Decimal(40) for i in report.task.indicators.all()}
        fill(staff["reporter"], five.pk, report.task_id, report.version, values=values)
    acting.send(staff["signer"], five.pk)
    load = loads_of([Return.objects.get(pk=five.pk)])[five.pk]
    assert (load.asked, load.touched) == (9, 9)
    assert load.touched is not None
    assert load.touched <= 9


def test_minutes_run_from_the_first_opening_to_the_first_sending(
    blank: Return, task: Task, april: Period, staff: Staff, clock: time_machine.Traveller
) -> None:
    client(staff["reporter"]).get(f"/months/returns/{blank.pk}/")
    clock.shift(600)
    client(staff["signer"]).get(f"/months/returns/{blank.pk}/")
    told(staff, blank, task, "3")
    clock.shift(840)
    acting.send(staff["signer"], blank.pk)
    assert loads_of(april.returns.filter(pk=blank.pk))[blank.pk] == Load(2, 2, 24)


def test_before_sending_nothing_is_measured_and_the_office_opening_it_does_not_count(
    blank: Return, april: Period, staff: Staff
) -> None:
    client(staff["coordinator"]).get(f"/months/returns/{blank.pk}/review/")
    client(staff["coordinator"]).get(f"/months/returns/{blank.pk}/")
    assert Return.objects.get(pk=blank.pk).opened_at is None
    assert loads_of(april.returns.filter(pk=blank.pk))[blank.pk] == Load(2, None, None)


def test_no_change_is_one_field(blank: Return, task: Task, april: Period, staff: Staff) -> None:
    no_change(staff["reporter"], blank.pk, task.pk, 0, "等待验收")
    acting.send(staff["signer"], blank.pk)
    assert loads_of(april.returns.filter(pk=blank.pk))[blank.pk].touched == 2


def test_a_task_without_an_indicator_asks_one_field(blank: Return, task: Task, april: Period) -> None:
    task.indicators.get().targets.all().delete()
    task.indicators.all().delete()
    assert loads_of(april.returns.filter(pk=blank.pk))[blank.pk].asked == 2


def test_the_page_names_units_and_no_person(blank: Return, task: Task, april: Period, staff: Staff) -> None:
    sent(staff, blank, task, "3")
    page = client(staff["coordinator"]).get("/months/burden/").text
    assert "县教育局" in page
    for name in ("reporter", "signer"):
        assert staff[name].name not in page


def test_the_meter_asks_the_database_three_times(
    april: Period, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        burden = burden_of([april])
    assert {unit.name for unit, _ in burden.rows} == {"县交通运输局", "县教育局", "县水务局"}
    assert burden.sums[0].asked == 2 + 1 + 2 + 2
