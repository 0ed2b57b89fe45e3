"""Periods as the coordinator makes them: every day seen first, rolled off days not worked, mended before they open."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from taizhang.web.events.models import Event
from taizhang.web.months.models import OwnDay, Period, Plan, Return, Task
from taizhang.web.months.refusals import AlreadyOpen, NotEmpty
from taizhang.web.months.services.filling import fill
from taizhang.web.months.services.periods import change_days, delete_period, set_own_day, workdays_of
from taizhang.web.months.terms import DaysForm
from taizhang.web.people.models import User
from taizhang.web.places.models import Region

from .conftest import at

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
Staff = dict[str, User]
TERMS = {
    "kind": "monthly",
    "span": "each",
    "roll": "after",
    "label": "",
    "first": "",
    "last": "",
    "cut_off_day": "31",
    "cut_off_months": "0",
    "opens_day": "20",
    "opens_months": "0",
    "due_day": "5",
    "due_months": "1",
    "closes_day": "10",
    "closes_months": "1",
}


@pytest.fixture
def office(as_: As) -> Client:
    return as_("coordinator")


def address(plan: Plan) -> str:
    return f"/plans/{plan.yearly_id}/periods/"


def test_every_day_is_seen_before_anything_is_made(office: Client, plan: Plan) -> None:
    text = office.get(address(plan), TERMS).text
    assert "2025-10-09" in text, "5 October is a holiday, 8 October too in that year"
    assert "原为10-05，遇休息日" in text
    assert Period.objects.count() == 0


def test_what_was_seen_is_made_with_a_return_for_each_unit(office: Client, plan: Plan) -> None:
    response = office.post(address(plan), TERMS, follow=True)
    assert "已生成12个报告期" in response.text
    september = Period.objects.get(label="9月")
    assert (september.cut_off, september.opens, september.due) == (
        date(2025, 9, 30), date(2025, 9, 20), date(2025, 10, 9)
    )  # fmt: skip
    assert september.returns.count() == 3
    again = office.post(address(plan), TERMS, follow=True)
    assert "已生成0个报告期" in again.text
    assert Period.objects.count() == 12


def test_december_is_due_in_the_next_year_whose_holidays_may_not_be_announced(office: Client, plan: Plan) -> None:
    plan.yearly.year = 2026
    plan.yearly.save()
    text = office.get(address(plan), TERMS).text
    assert "2027-01-05" in text
    assert "2027年的放假安排尚未公布" in text
    plan.yearly.year = 2025
    plan.yearly.save()
    assert "尚未公布" not in office.get(address(plan), TERMS).text


def test_february_of_a_leap_year_ends_on_its_29th(office: Client, plan: Plan) -> None:
    plan.yearly.year = 2024
    plan.yearly.save()
    office.post(address(plan), TERMS)
    assert Period.objects.get(label="2月").cut_off == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("changes", "labels"),
    [
        ({"kind": "quarterly"}, ["一季度", "二季度", "三季度", "四季度"]),
        ({"kind": "quarterly", "span": "since"}, ["一季度", "上半年", "前三季度", "全年"]),
        ({"kind": "free", "label": "1—5月", "first": "2025-01-01", "last": "2025-05-31"}, ["1—5月"]),
    ],
)
def test_quarters_and_periods_of_ones_own(
    office: Client, plan: Plan, changes: dict[str, str], labels: list[str]
) -> None:
    office.post(address(plan), TERMS | changes)
    assert [period.label for period in Period.objects.all()] == labels


@pytest.mark.parametrize(
    "changes",
    [
        {"opens_day": "10", "opens_months": "1", "due_day": "5"},
        {"cut_off_day": "32"},
        {"kind": "free", "label": "", "first": "2025-01-01", "last": "2025-05-31"},
        {"kind": "free", "label": "1—5月", "first": "2025-06-01", "last": "2025-05-31"},
        {"kind": "free", "label": "去年", "first": "2023-01-01", "last": "2023-05-31"},
        {"roll": "sideways"},
    ],
)
def test_days_that_cannot_be_are_told(office: Client, plan: Plan, changes: dict[str, str]) -> None:
    assert office.get(address(plan), TERMS | changes).status_code == 422
    assert office.post(address(plan), TERMS | changes).status_code == 422
    assert Period.objects.count() == 0


def test_a_period_that_asks_for_the_same_days_again_is_pointed_at(office: Client, plan: Plan, april: Period) -> None:
    assert "与“4月”同一末日" in office.get(address(plan), TERMS | {"span": "since"}).text


def test_days_are_changed_before_the_period_opens_and_not_after(
    office: Client, april: Period, as_: As, clock: time_machine.Traveller
) -> None:
    may = Period.objects.get(label="5月")
    told = {name: str(getattr(may, name)) for name in ("label", "first", "last", "cut_off", "opens", "due", "closes")}
    office.post(f"/months/periods/{may.pk}/days/", told | {"due": "2025-06-09", "closes": "2025-06-12"})
    may.refresh_from_db()
    assert may.due == date(2025, 6, 9)
    assert "2025-06-09" in Event.objects.get(code="period-changed").sentence
    clock.move_to(at(5, 20))
    response = as_("coordinator").post(f"/months/periods/{may.pk}/days/", told, follow=True)
    assert "日期不能再改" in response.text
    may.refresh_from_db()
    assert may.due == date(2025, 6, 9)


def test_days_out_of_order_or_a_label_twice_are_refused(office: Client, april: Period) -> None:
    may = Period.objects.get(label="5月")
    told = {name: str(getattr(may, name)) for name in ("label", "first", "last", "cut_off", "opens", "due", "closes")}
    assert office.post(f"/months/periods/{may.pk}/days/", told | {"due": "2025-05-01"}).status_code == 422
    response = office.post(f"/months/periods/{may.pk}/days/", told | {"label": "6月"}, follow=True)
    assert "名称重复" in response.text
    assert Period.objects.filter(label="5月").exists()


def test_an_error_in_the_rules_of_days_names_the_rule(office: Client, april: Period) -> None:
    told = {"kind": "monthly", "due_day": "99", "opens_day": "月末"}
    page = office.post(f"/plans/{april.yearly_id}/periods/", told).text
    assert "报送时限：日：不能大于31。" in page
    assert "开始填报：日：请填写整数。" in page
    assert "day" not in "".join(re.findall(r'class="field-error[^>]*>(.*?)<', page))


def test_an_empty_period_goes_after_a_question_and_one_begun_stays(
    office: Client, april: Period, blank: Return, task: Task, staff: Staff
) -> None:
    may = Period.objects.get(label="5月")
    assert "删除5月？" in office.get(f"/months/periods/{may.pk}/delete/").text
    assert Period.objects.filter(pk=may.pk).exists()
    office.post(f"/months/periods/{may.pk}/delete/")
    assert not Period.objects.filter(pk=may.pk).exists()
    fill(staff["signer"], blank.pk, task.pk, 0, texts={"progress": "开工"})
    response = office.post(f"/months/periods/{april.pk}/delete/", follow=True)
    assert "不能删除" in response.text
    with pytest.raises(NotEmpty):
        delete_period(staff["coordinator"], april)


def test_the_service_refuses_what_the_page_does(april: Period, staff: Staff) -> None:
    told = {name: str(getattr(april, name)) for name in ("label", "first", "last", "cut_off", "opens", "due", "closes")}
    form = DaysForm(april, told)
    assert form.is_valid()
    assert form.window is not None
    with pytest.raises(AlreadyOpen):
        change_days(staff["coordinator"], april, form.window)


def test_the_year_shows_holidays_days_worked_instead_and_the_places_own(
    office: Client, alice: User, county: Region
) -> None:
    page = f"/places/{county.pk}/days/2025/"
    text = office.get(page).text
    assert 'title="国庆节">8<sup>休</sup>' in text
    assert 'title="春节">26<sup>班</sup>' in text, "Sunday, 26 January 2025"
    told = {"day": "2025-05-06", "worked": "False", "basis": "县政府办通知"}
    office.post(page, told)
    assert not workdays_of(county).is_worked(date(2025, 5, 6))
    assert "县政府办通知" in office.get(page).text
    office.post(page, {"remove": OwnDay.objects.get().pk})
    assert workdays_of(county).is_worked(date(2025, 5, 6))
    assert [event.code for event in Event.objects.filter(code__startswith="own-day")] == [
        "own-day-removed", "own-day-set"
    ]  # fmt: skip


def test_a_day_without_a_basis_is_not_kept(office: Client, county: Region) -> None:
    page = f"/places/{county.pk}/days/2025/"
    assert office.post(page, {"day": "2025-05-06", "worked": "False", "basis": ""}).status_code == 422
    assert OwnDay.objects.count() == 0


def test_the_days_of_the_region_above_are_shown_and_not_taken_away_below(
    office: Client, alice: User, county: Region
) -> None:
    assert county.parent is not None
    above = set_own_day(alice, county.parent, date(2025, 5, 6), False, "市政府办通知")
    page = f"/places/{county.pk}/days/2025/"
    assert "市政府办通知" in office.get(page).text
    assert office.post(page, {"remove": above.pk}).status_code == 404


def test_a_year_that_is_not_announced_says_so(office: Client, county: Region) -> None:
    assert "2099年的放假安排尚未公布" in office.get(f"/places/{county.pk}/days/2099/").text
    assert "尚未公布" not in office.get(f"/places/{county.pk}/days/2025/").text
    assert office.get(f"/places/{county.pk}/days/1999/").status_code == 404


def test_the_29th_of_february_stands_in_a_leap_year_alone(office: Client, county: Region) -> None:
    assert office.get(f"/places/{county.pk}/days/2024/").context["months"][1].weeks[-1][3].day == date(2024, 2, 29)
    last = office.get(f"/places/{county.pk}/days/2025/").context["months"][1].weeks[-1]
    assert max(square.day for square in last if square) == date(2025, 2, 28)


def test_lists_of_periods_take_few_queries(
    office: Client, plan: Plan, april: Period, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(14):
        office.get(address(plan))
