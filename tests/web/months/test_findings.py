"""What the check says of a unit's reports before they are part of any list."""

from __future__ import annotations

from decimal import Decimal

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from taizhang.ledger import Role
from taizhang.measuring import quarterly
from taizhang.web.ledgers.models import RuleOff
from taizhang.web.ledgers.services.checks import check_again
from taizhang.web.months.access import access_return
from taizhang.web.months.document import by_row, composed, frame_of
from taizhang.web.months.findings import Doubt, findings_of
from taizhang.web.months.models import Period, Return, Task
from taizhang.web.months.refusals import Unexplained
from taizhang.web.months.services import acting
from taizhang.web.months.services.closing import close
from taizhang.web.months.services.filling import fill, give_reason, no_change
from taizhang.web.months.services.plans import set_curve
from taizhang.web.months.services.sending import sent_of
from taizhang.web.people.models import User

from .conftest import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_april")]
Staff = dict[str, User]


def rules(found: Return) -> dict[str, Doubt]:
    """The findings of a return of one task, by their rule."""
    return {d.finding.rule: d for doubts in findings_of(found, sent_of(found)).values() for d in doubts}


def test_a_task_without_a_word_has_no_finding(blank: Return) -> None:
    assert findings_of(blank, sent_of(blank)) == {}


def test_words_that_do_not_add_up_are_found_and_the_units_reason_stands_beside(
    blank: Return, task: Task, staff: Staff
) -> None:
    fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "已完成新建幼儿园3所，完成率50%。"})
    found = rules(blank)["rate-mismatch"]
    assert (found.state, found.must, found.finding.row) == ("error", True, task.row)
    give_reason(staff["reporter"], blank.pk, task.pk, "rate-mismatch", found.finding.words, "按投资额计算")
    found = rules(blank)["rate-mismatch"]
    assert (found.state, found.must, found.reason) == ("explained", False, "按投资额计算")


def test_a_sum_that_fell_is_found_against_the_last_accepted_return(
    blank: Return, task: Task, staff: Staff, clock: time_machine.Traveller
) -> None:
    indicator = task.indicators.get().pk
    fill(staff["reporter"], blank.pk, task.pk, 0, values={indicator: Decimal(4)})
    acting.send(staff["signer"], blank.pk)
    acting.accept(staff["coordinator"], blank.pk, 1)
    clock.move_to(at(5, 25))
    may = Return.objects.get(unit=blank.unit, period__label="5月")
    fill(staff["reporter"], may.pk, task.pk, 0, values={indicator: Decimal(3)})
    assert rules(may)["went-backwards"].must


def test_before_any_return_it_is_checked_against_the_list_as_it_was_imported(
    blank: Return, task: Task, staff: Staff
) -> None:
    fill(staff["reporter"], blank.pk, task.pk, 0, values={task.indicators.get().pk: Decimal(1)})
    assert "went-backwards" in rules(blank)


def test_no_change_with_its_reason_explains_the_words_of_last_period(
    blank: Return, task: Task, staff: Staff, clock: time_machine.Traveller
) -> None:
    no_change(staff["reporter"], blank.pk, task.pk, 0, "正在办理用地手续")
    acting.send(staff["signer"], blank.pk)
    acting.accept(staff["coordinator"], blank.pk, 1)
    clock.move_to(at(5, 25))
    may = Return.objects.get(unit=blank.unit, period__label="5月")
    no_change(staff["reporter"], may.pk, task.pk, 0, "正在办理用地手续")
    found = rules(may)
    assert found["copied-text"].reason == "正在办理用地手续"


def test_a_rule_that_the_place_switched_off_says_nothing(blank: Return, task: Task, staff: Staff) -> None:
    fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "已完成新建幼儿园3所，完成率50%。"})
    RuleOff.objects.create(
        region=staff["coordinator"].region, rule="rate-mismatch", reason="x", by=staff["coordinator"]
    )
    assert "rate-mismatch" not in rules(blank)


def test_what_is_checked_while_typing_is_what_closing_keeps(blank: Return, task: Task, staff: Staff) -> None:
    fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "已完成新建幼儿园3所，完成率50%。"})
    doubts = rules(blank).values()
    live = {(d.finding.rule, d.finding.words) for d in doubts}
    with pytest.raises(Unexplained):
        acting.send(staff["signer"], blank.pk)
    assert Return.objects.get(pk=blank.pk).state == "draft"
    for wrong in (d.finding for d in doubts if d.must):
        give_reason(staff["reporter"], blank.pk, task.pk, wrong.rule, wrong.words, "按投资额计算")
    acting.send(staff["signer"], blank.pk)
    acting.accept(staff["coordinator"], blank.pk, 1)
    closed = close(staff["coordinator"], blank.period).version
    assert live
    assert live <= {(f.rule, f.words) for f in closed.findings if f.row == task.row}
    assert [e.reason for e in closed.explanations.filter(rule="rate-mismatch")] == ["按投资额计算"]


def test_only_the_tasks_asked_for_are_composed(april: Period, blank: Return, task: Task, staff: Staff) -> None:
    fill(staff["reporter"], blank.pk, task.pk, 0, values={task.indicators.get().pk: Decimal("3.50")})
    frame, told = frame_of(april), by_row(sent_of(blank).reports)
    (row,) = composed(frame, april, told, told).tasks
    assert row.row == task.row
    assert len(composed(frame, april, told).tasks) == 4
    ledger = composed(frame, april, told, told)
    achieved = next(k for k, column in enumerate(ledger.columns) if column.role is Role.ACHIEVED)
    cell = row.cell(achieved)
    assert cell is not None
    assert "3.5所" in cell.text


def test_the_number_of_queries_does_not_grow_with_the_tasks(
    blank: Return, task: Task, staff: Staff, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "主体封顶"})
    sent, blank = sent_of(blank), access_return(staff["reporter"], blank.pk)
    with django_assert_max_num_queries(7):
        findings_of(blank, sent)


def test_figures_alone_are_checked_and_words_that_say_another_figure_are_found(
    april: Period, plan: object, staff: Staff
) -> None:
    """Tasks with several indicators too: the column of figures names what it counts."""
    roads = Return.objects.get(period=april, unit__name="县交通运输局")
    staff["reporter"].own_unit = roads.unit
    task = roads.reports.first().task  # type: ignore[union-attr] -- there are two
    task.indicators.create(order=1, name="改造涵洞", unit_word="座")
    (one, other) = (i.pk for i in task.indicators.all())
    fill(staff["reporter"], roads.pk, task.pk, 0, values={one: Decimal(10), other: Decimal(2)})
    found = {d.finding.rule for d in findings_of(roads, sent_of(roads))[task.row]}
    assert {"went-backwards", "behind-schedule"} <= found
    fill(staff["reporter"], roads.pk, task.pk, 1, texts={"progress": "已完成新改建农村公路12公里。"})
    assert "conflicting-figures" in {d.finding.rule for d in findings_of(roads, sent_of(roads))[task.row]}


def test_progress_is_judged_by_the_tasks_own_plan_while_typing_and_when_closed(
    blank: Return, task: Task, staff: Staff
) -> None:
    office = staff["coordinator"]
    set_curve(office, task, quarterly(2025, [Decimal(0), Decimal(10), Decimal(50), Decimal(100)]))
    fill(staff["reporter"], blank.pk, task.pk, 0, values={task.indicators.get().pk: Decimal(2)})
    assert "behind-schedule" not in rules(blank)
    set_curve(office, task, quarterly(2025, [Decimal(80), Decimal(90), Decimal(95), Decimal(100)]))
    found = rules(blank)["behind-schedule"].finding
    assert "季度计划进度" in found.message.zh
    acting.send(staff["signer"], blank.pk)
    acting.accept(office, blank.pk, 1)
    version = close(office, blank.period).version
    assert found.words in [f.words for f in version.findings if f.rule == "behind-schedule" and f.row == task.row]
    before = version.findings_json
    check_again(office, version)
    version.refresh_from_db()
    assert version.findings_json == before
