"""Lights that ask for more than the period's own figures: the quarter, late periods running, the office's opinions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from taizhang.measuring import Judgement, quarterly
from taizhang.measuring.presets import PRESETS
from taizhang.web.months.findings import findings_of
from taizhang.web.months.judging import figures_of, judgement_of
from taizhang.web.months.models import Indicator, Opinion, Period, Question, Return, Submission, Task
from taizhang.web.months.past import Past, asks_past, pasts_of
from taizhang.web.months.services.acting import accept, send
from taizhang.web.months.services.closing import close
from taizhang.web.months.services.filling import fill, give_reason
from taizhang.web.months.services.plans import set_curve
from taizhang.web.months.services.sending import sent_of, totals_before
from taizhang.web.months.services.tasks import give_opinion, set_reporter
from taizhang.web.months.sheet import sheet_of
from taizhang.web.people.models import User
from taizhang.web.places.models import Region

from .conftest import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_april")]
Staff = dict[str, User]


def accepted(staff: Staff, task: Task, label: str, done: str, clock: time_machine.Traveller) -> Submission:
    """The education bureau's report of a month, accepted on the 25th of it."""
    period = Period.objects.get(label=label)
    clock.move_to(at(period.last.month, 25))
    found = Return.objects.get(period=period, unit__name="县教育局")
    fill(staff["signer"], found.pk, task.pk, 0, values={task.indicators.get().pk: Decimal(done)})
    for doubts in findings_of(found, sent_of(found)).values():
        for doubt in doubts:
            give_reason(staff["signer"], found.pk, task.pk, doubt.finding.rule, doubt.finding.words, "已核实")
    sent = send(staff["signer"], found.pk)
    return accept(staff["coordinator"], found.pk, sent.number).accepted  # type: ignore[return-value] # it has one now


def told(task: Task, label: str, preset: str) -> Judgement:
    """How the task stands in a month by what was accepted for it."""
    period = Period.objects.get(label=label)
    sent = Return.objects.get(period=period, unit__name="县教育局").accepted
    report = next((r for r in sent.sent.reports if r.task == task.pk), None) if sent else None
    return judgement_of(task, report, period.cut_off, PRESETS[preset], pasts_of(period).get(task.pk))[0]


@pytest.mark.parametrize(
    ("last", "quarter"),
    [
        (date(2025, 1, 31), date(2024, 12, 31)),
        (date(2025, 3, 30), date(2024, 12, 31)),
        (date(2025, 3, 31), date(2025, 3, 31)),
        (date(2024, 2, 29), date(2023, 12, 31)),
        (date(2025, 8, 31), date(2025, 6, 30)),
        (date(2025, 12, 30), date(2025, 9, 30)),
        (date(2025, 12, 31), date(2025, 12, 31)),
    ],
)
def test_the_last_quarter_is_the_one_that_is_over(last: date, quarter: date) -> None:
    assert Past(last).quarter == quarter


def test_a_month_missed_is_yellow_and_red_once_the_quarter_was_missed_too(
    april: Period, task: Task, staff: Staff, clock: time_machine.Traveller
) -> None:
    set_curve(staff["coordinator"], task, quarterly(2025, [Decimal(n) for n in (40, 60, 80, 100)]))
    task.refresh_from_db()
    accepted(staff, task, "3月", "2", clock)
    assert told(task, "3月", "songyang-2022").light.colour == "green"
    accepted(staff, task, "4月", "2", clock)
    assert told(task, "4月", "songyang-2022").light.colour == "yellow", "40% of 46.7%; the quarter was met"
    accepted(staff, task, "6月", "2", clock)
    assert told(task, "6月", "songyang-2022").light.colour == "red", "the quarter ends with this month"
    accepted(staff, task, "7月", "3", clock)
    assert told(task, "7月", "songyang-2022").light.colour == "red", "June's quarter was missed"


def test_a_quarter_without_a_report_is_not_known_and_holds_no_limit(
    april: Period, task: Task, staff: Staff, clock: time_machine.Traveller
) -> None:
    accepted(staff, task, "4月", "1", clock)
    period = Period.objects.get(label="4月")
    assert pasts_of(period, [task.pk])[task.pk].reports == ()
    assert told(task, "4月", "songyang-2022").light.colour == "yellow"


def test_late_periods_running_are_counted_and_an_unknown_one_ends_them(
    april: Period, task: Task, staff: Staff, clock: time_machine.Traveller
) -> None:
    for label in ("3月", "4月", "5月"):
        accepted(staff, task, label, "0.5", clock)
    period = Period.objects.get(label="5月")
    report = Return.objects.get(period=period, unit__name="县教育局").accepted.sent.reports[0]  # type: ignore[union-attr] # accepted above
    figures = figures_of(task, report, period.cut_off, task.schedule(2025), pasts_of(period)[task.pk])
    assert figures.late_periods == 3
    assert figures_of(task, report, period.cut_off, task.schedule(2025)).late_periods is None


def test_the_offices_opinion_turns_a_late_task_red_and_a_finished_one_blue(
    april: Period, task: Task, staff: Staff, clock: time_machine.Traveller
) -> None:
    accepted(staff, task, "4月", "1", clock)
    assert told(task, "4月", "guangyuan-2018").light.colour == "yellow"
    give_opinion(staff["coordinator"], task, Question.REACHABLE, False, date(2025, 4, 30), "现场核查")
    assert told(task, "4月", "guangyuan-2018").light.colour == "red"
    give_opinion(staff["coordinator"], task, Question.REACHABLE, True, date(2025, 5, 1), "复核")
    assert told(task, "4月", "guangyuan-2018").light.colour == "red", "the later opinion is not in force yet"
    accepted(staff, task, "5月", "5", clock)
    assert told(task, "5月", "dazu-2025").light.colour == "green"
    give_opinion(staff["coordinator"], task, Question.ACCEPTED, True, date(2025, 5, 31), "竣工验收备案表")
    assert told(task, "5月", "dazu-2025").light.colour == "blue"
    assert Opinion.objects.count() == 3


def test_closing_judges_by_the_past_too(
    april: Period, task: Task, staff: Staff, county: Region, clock: time_machine.Traveller
) -> None:
    Region.objects.filter(pk=county.pk).update(lights="guangyuan-2018")
    give_opinion(staff["coordinator"], task, Question.REACHABLE, False, date(2025, 4, 1), "现场核查")
    accepted(staff, task, "4月", "1", clock)
    made = close(staff["coordinator"], april)
    assert made.judged[str(task.row)]["colour"] == "red"


def test_figures_of_a_task_that_went_to_another_unit_stay_its_past(
    april: Period, task: Task, staff: Staff, clock: time_machine.Traveller
) -> None:
    accepted(staff, task, "3月", "2", clock)
    water = Return.objects.get(period=april, unit__name="县水务局").unit
    Task.objects.filter(pk=task.pk).update(reporter=water)
    past = pasts_of(april, [task.pk])[task.pk]
    assert [one.cut_off for one in past.reports] == [date(2025, 3, 31)]


def test_only_presets_that_ask_for_it_need_the_past() -> None:
    assert {slug for slug, preset in PRESETS.items() if asks_past(preset)} == {
        "songyang-2022", "guangyuan-2018", "dazu-2025"
    }  # fmt: skip


def test_the_past_of_a_list_takes_two_queries(
    april: Period,
    task: Task,
    staff: Staff,
    clock: time_machine.Traveller,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    accepted(staff, task, "3月", "2", clock)
    with django_assert_num_queries(2):
        pasts_of(april)


def test_a_sum_of_increments_goes_on_where_the_unit_before_left_it(
    april: Period, task: Task, staff: Staff, clock: time_machine.Traveller
) -> None:
    indicator = task.indicators.get()
    Indicator.objects.filter(pk=indicator.pk).update(cumulative=False)
    accepted(staff, task, "3月", "2", clock)
    clock.move_to(at(4, 25))
    water = Return.objects.get(period=april, unit__name="县水务局").unit
    set_reporter(staff["coordinator"], [task], water)
    found = Return.objects.get(period=april, unit=water)
    assert totals_before(found, [task]) == {indicator.pk: Decimal(2)}
    fill(staff["other-signer"], found.pk, task.pk, 0, values={indicator.pk: Decimal(1)})
    assert sent_of(found).totals[indicator.pk] == 3
    line = next(one for one in sheet_of(staff["other-signer"], found).lines if one.report.task_id == task.pk)
    assert line.sent.values[0].total == 3
    assert line.before is not None
