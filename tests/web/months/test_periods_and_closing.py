"""Opening, lateness, exceptions, closing, corrections; targets and own days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from taizhang.measuring import quarterly
from taizhang.measuring.windows import monthly
from taizhang.web.events.models import Event
from taizhang.web.events.services import first_break
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.months.content import digest_of
from taizhang.web.months.models import Closing, Indicator, Period, Plan, Return, Submission, Task
from taizhang.web.months.opening import is_late, open_for, shown_as
from taizhang.web.months.refusals import NotOpen, PeriodClosed, ReasonMissing, Undecided
from taizhang.web.months.services import acting
from taizhang.web.months.services.closing import close
from taizhang.web.months.services.filling import fill
from taizhang.web.months.services.periods import make_periods, prepare, reopen, set_own_day, workdays_of
from taizhang.web.months.services.plans import change_target, plan_from, set_curve
from taizhang.web.months.verifying import broken
from taizhang.web.people.models import User
from taizhang.web.places.models import Region

from .conftest import TERMS, at
from .test_filling import Staff, sent_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(blank: Return, task: Task, staff: Staff) -> Return:
    sent_by(staff, blank, task, "3")
    return acting.accept(staff["coordinator"], blank.pk, 1)


def test_a_year_has_its_periods_once_and_each_unit_its_return(april: Period, plan: Plan, alice: User) -> None:
    assert plan.yearly.periods.count() == 12
    assert {found.unit.name for found in april.returns.all()} == {"县交通运输局", "县教育局", "县水务局"}
    assert make_periods(alice, plan.yearly, monthly(2025, TERMS, workdays_of(plan.yearly.region))) == []
    prepare(april)
    assert april.returns.count() == 3
    assert Return.objects.filter(period=april, reports__isnull=False).count() == 4


def test_a_plan_is_made_once(plan: Plan, alice: User, saved: LedgerVersion) -> None:
    assert plan_from(alice, saved) == plan
    assert plan.tasks.count() == 4


@pytest.mark.parametrize("name", ["reporter", "signer", "leader", "auditor", "security", "administrator"])
def test_who_may_not_plan_makes_no_period_and_no_exception(name: str, april: Period, staff: Staff) -> None:
    unit = april.returns.first().unit  # type: ignore[union-attr] -- there are three
    for act in (
        lambda u: make_periods(u, april.yearly, []),
        lambda u: reopen(u, april, unit, date(2025, 6, 1), "x"),
        lambda u: set_own_day(u, april.yearly.region, date(2025, 6, 1), False, "x"),
        lambda u: plan_from(u, april.yearly.plan.base),
    ):
        with pytest.raises(PermissionDenied):
            act(staff[name])


@pytest.mark.parametrize(
    ("month", "day", "hour", "is_open"),
    [(4, 19, 23, False), (4, 20, 0, True), (5, 10, 23, True), (5, 11, 0, False)],
)
def test_a_period_is_open_from_its_first_to_the_end_of_its_last_day_in_the_countys_time(
    blank: Return, clock: time_machine.Traveller, month: int, day: int, hour: int, is_open: bool
) -> None:
    clock.move_to(at(month, day, hour))
    assert open_for(blank.period, blank.unit) is is_open


def test_before_opening_and_after_closing_nothing_is_filled(
    blank: Return, task: Task, staff: Staff, clock: time_machine.Traveller
) -> None:
    for moment in (at(4, 19), at(5, 11)):
        clock.move_to(moment)
        with pytest.raises(NotOpen, match="2025-04-20"):
            fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "x"})


@pytest.mark.parametrize(("day", "hour", "late"), [(5, 23, False), (6, 0, True)])
def test_late_is_what_was_first_sent_after_the_day_due(
    blank: Return, task: Task, staff: Staff, clock: time_machine.Traveller, day: int, hour: int, late: bool
) -> None:
    clock.move_to(at(5, day, hour))
    sent_by(staff, blank, task, "3")
    assert is_late(Return.objects.get(pk=blank.pk)) is late


def test_what_is_missing_after_the_day_due_shows_as_late(blank: Return, clock: time_machine.Traveller) -> None:
    clock.move_to(at(5, 5, 23))
    assert (is_late(blank), shown_as(blank)) == (False, "blank")
    clock.move_to(at(5, 6, 0))
    assert (is_late(blank), shown_as(blank)) == (True, "late")


def test_a_return_sent_in_time_and_given_back_is_not_late(
    blank: Return, task: Task, staff: Staff, clock: time_machine.Traveller
) -> None:
    sent_by(staff, blank, task, "3")
    acting.give_back(staff["coordinator"], blank.pk, "请核对")
    clock.move_to(at(5, 8))
    found = Return.objects.get(pk=blank.pk)
    assert (is_late(found), shown_as(found)) == (False, "returned")


def test_an_exception_opens_the_month_for_one_unit_to_the_end_of_a_day(
    blank: Return, task: Task, staff: Staff, clock: time_machine.Traveller
) -> None:
    clock.move_to(at(5, 12))
    with pytest.raises(ReasonMissing):
        reopen(staff["coordinator"], blank.period, blank.unit, date(2025, 5, 13), " ")
    reopen(staff["coordinator"], blank.period, blank.unit, date(2025, 5, 13), "经办人员变动")
    clock.move_to(at(5, 13, 23))
    report = fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "x"})
    other = Return.objects.get(period=blank.period, unit__name="县水务局")
    assert not open_for(blank.period, other.unit)
    clock.move_to(at(5, 14, 0))
    with pytest.raises(NotOpen):
        fill(staff["reporter"], blank.pk, task.pk, report.version, texts={"progress": "y"})


def test_a_closed_period_is_a_version_of_the_list_with_the_accepted_reports(
    accepted: Return, april: Period, staff: Staff
) -> None:
    made = close(staff["coordinator"], april)
    ledger = made.version.ledger
    told = {t.content: (t.report.progress, t.report.values) for t in ledger.tasks}
    assert [v.quantity.value for v in told["新建幼儿园5所。"][1] if v.quantity] == [3]
    assert told["改造危桥4座。"] == ("", ())
    assert (made.version.period_label, made.version.as_of) == ("4月", date(2025, 4, 30))
    assert len(ledger.tasks) == 4


def test_a_closing_holds_a_digest_that_stands_in_the_log_and_shows_tampering(
    accepted: Return, april: Period, staff: Staff
) -> None:
    made = close(staff["coordinator"], april)
    assert made.digest in Event.objects.get(code="period-closed").sentence
    assert (first_break(), list(broken())) == (None, [])
    content = made.version.content.replace("3所", "5所")
    LedgerVersion.objects.filter(pk=made.version_id).update(content=content)
    assert list(broken()) == [made]
    Closing.objects.filter(pk=made.pk).update(digest=digest_of(content))
    assert list(broken()) == [made]


def test_a_submission_that_was_changed_shows(accepted: Return) -> None:
    sent = accepted.submissions.get()
    Submission.objects.filter(pk=sent.pk).update(content=sent.content.replace("3", "5", 1))
    assert list(broken()) == [sent]


def test_a_period_that_was_imported_is_closed_over_only_with_a_reason(
    april: Period, saved: LedgerVersion, staff: Staff
) -> None:
    march = Period.objects.get(label="3月")
    with pytest.raises(ReasonMissing):
        close(staff["coordinator"], march)
    made = close(staff["coordinator"], march, "改为按月填报")
    saved.refresh_from_db()
    assert saved.corrected_by == made.version


def test_a_period_is_not_closed_over_returns_that_wait(blank: Return, task: Task, april: Period, staff: Staff) -> None:
    sent_by(staff, blank, task, "3")
    with pytest.raises(Undecided):
        close(staff["coordinator"], april)
    assert not Closing.objects.exists()


def test_only_the_office_closes(accepted: Return, april: Period, staff: Staff) -> None:
    for name in ("signer", "leader", "auditor", "administrator"):
        with pytest.raises(PermissionDenied):
            close(staff[name], april)


def test_after_closing_nothing_moves_until_an_exception_and_a_correction_needs_its_reason(
    accepted: Return, april: Period, task: Task, staff: Staff, clock: time_machine.Traveller
) -> None:
    first = close(staff["coordinator"], april)
    clock.shift(60)
    with pytest.raises(NotOpen):
        acting.amend(staff["signer"], accepted.pk, "漏计一所")
    with pytest.raises(PeriodClosed):
        acting.give_back(staff["coordinator"], accepted.pk, "请核对")
    reopen(staff["coordinator"], april, accepted.unit, date(2025, 5, 30), "漏计一所")
    acting.amend(staff["signer"], accepted.pk, "漏计一所")
    sent_by(staff, accepted, task, "4")
    acting.accept(staff["coordinator"], accepted.pk, 2)
    with pytest.raises(ReasonMissing):
        close(staff["coordinator"], april)
    clock.shift(60)
    second = close(staff["coordinator"], april, "县教育局漏计一所")
    first.version.refresh_from_db()
    assert first.version.corrected_by == second.version
    assert (second.number, second.version.correction_reason) == (2, "县教育局漏计一所")
    assert list(broken()) == []
    clock.shift(60)
    assert not open_for(april, accepted.unit)


def test_lights_are_kept_as_they_were_given(accepted: Return, april: Period, staff: Staff, task: Task) -> None:
    Region.objects.filter(pk=april.yearly.region_id).update(lights="yinchuan-2025")
    made = close(staff["coordinator"], april)
    mine = made.judged[str(task.row)]
    assert mine == {
        "status": "ahead", "colour": "green", "sign": "●", "word": ["达到序时进度", "On schedule"], "gap": "26.67",
        "curve": "线性序时进度", "preset": "yinchuan-2025",
    }  # fmt: skip
    assert {one["colour"] for row, one in made.judged.items() if row != str(task.row)} == {"unknown"}
    Region.objects.filter(pk=april.yearly.region_id).update(lights="dazu-2025")
    assert Closing.objects.get(pk=made.pk).judged[str(task.row)] == mine


def test_a_rate_is_against_the_target_in_force_and_the_curve_chosen(
    accepted: Return, april: Period, staff: Staff, task: Task
) -> None:
    indicator = task.indicators.get()
    with pytest.raises(ReasonMissing):
        change_target(staff["coordinator"], indicator, Decimal(10), date(2025, 4, 30), "", "x")
    change_target(staff["coordinator"], indicator, Decimal(10), date(2025, 4, 30), "县政办〔2025〕9号", "市里追加")
    change_target(staff["coordinator"], indicator, Decimal(20), date(2025, 5, 1), "县政办〔2025〕10号", "市里追加")
    set_curve(staff["coordinator"], task, quarterly(2025, [Decimal(n) for n in (0, 90, 95, 100)]))
    mine = close(staff["coordinator"], april).judged[str(task.row)]
    assert (mine["gap"], mine["curve"], mine["status"]) == ("0.00", "季度计划进度", "on_schedule")


def test_a_version_of_a_target_is_never_changed(plan: Plan) -> None:
    target = Indicator.objects.first().targets.get()  # type: ignore[union-attr] -- there are four
    target.value = Decimal(1)
    with pytest.raises(ValueError, match="never changed"):
        target.save()


def test_own_days_of_the_county_go_before_those_of_the_city_and_the_notice(alice: User, county: Region) -> None:
    assert county.parent is not None
    set_own_day(alice, county.parent, date(2025, 5, 6), False, "市政府通知")
    assert not workdays_of(county).is_worked(date(2025, 5, 6))
    set_own_day(alice, county, date(2025, 5, 6), True, "县政府通知")
    assert workdays_of(county).is_worked(date(2025, 5, 6))
    assert not workdays_of(county.parent).is_worked(date(2025, 5, 6))
    assert not workdays_of(county).is_worked(date(2025, 10, 1))


def test_days_out_of_order_are_kept_out_by_the_database_too(april: Period) -> None:
    with pytest.raises(IntegrityError):
        Period.objects.filter(pk=april.pk).update(due=date(2025, 6, 1))
