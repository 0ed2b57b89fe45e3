"""Filling and sending: cells, "no change", reasons, what is frozen, what others see."""

from __future__ import annotations

from decimal import Decimal

import pytest
import time_machine
from django.http import Http404

from taizhang.web.events.models import Event
from taizhang.web.events.services import first_break
from taizhang.web.months.access import (
    access_return,
    access_submission,
    visible_reports,
    visible_returns,
    visible_submissions,
)
from taizhang.web.months.content import Sent
from taizhang.web.months.differences import Difference, differences
from taizhang.web.months.models import Indicator, Period, Report, Return, Task, Value
from taizhang.web.months.refusals import Changed, Conflict, NotReturned, ReasonMissing, Untold, WrongState
from taizhang.web.months.services import acting
from taizhang.web.months.services.filling import add_note, fill, give_reason, no_change
from taizhang.web.months.services.reviewing import verify
from taizhang.web.people.models import User

from .conftest import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_april")]
Staff = dict[str, User]


@pytest.fixture
def indicator(task: Task) -> Indicator:
    return task.indicators.get()


def sent_by(staff: Staff, found: Return, task: Task, value: str) -> Report:
    """The unit fills one figure, and sends."""
    report = Report.objects.get(of=found, task=task)
    report = fill(
        staff["reporter"], found.pk, task.pk, report.version, values={task.indicators.get().pk: Decimal(value)}
    )
    acting.send(staff["signer"], found.pk)
    return report


def test_a_plan_holds_the_lists_tasks_units_and_targets(task: Task, indicator: Indicator) -> None:
    assert (task.content, str(task.reporter), indicator.unit_word) == ("新建幼儿园5所。", "县教育局", "所")
    assert [target.value for target in indicator.targets.all()] == [5]


def test_a_figure_and_words_are_saved_with_who_and_when(
    blank: Return, task: Task, indicator: Indicator, staff: Staff
) -> None:
    report = fill(
        staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "主体封顶"}, values={indicator.pk: Decimal(3)}
    )
    assert (report.version, report.by, report.values.get().entered) == (1, staff["reporter"], 3)
    assert report.changed == {"progress": 1, f"value:{indicator.pk}": 1}
    assert "县教育局" in Event.objects.get(code="report-filled").sentence


def test_two_people_on_different_cells_do_not_meet(
    blank: Return, task: Task, indicator: Indicator, staff: Staff
) -> None:
    fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "主体封顶"})
    report = fill(staff["signer"], blank.pk, task.pk, 0, values={indicator.pk: Decimal(3)})
    assert (report.progress, report.version) == ("主体封顶", 2)


def test_two_people_on_one_cell_the_later_is_told_and_nothing_is_lost(blank: Return, task: Task, staff: Staff) -> None:
    fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "主体封顶"})
    with pytest.raises(Conflict) as refused:
        fill(staff["signer"], blank.pk, task.pk, 0, texts={"progress": "完成一半", "problems": "缺资金"})
    assert refused.value.fields == ("progress",)
    assert staff["reporter"].name in str(refused.value)
    kept = Report.objects.get(pk=refused.value.report.pk)
    assert (kept.progress, kept.problems) == ("主体封顶", "")
    fill(staff["signer"], blank.pk, task.pk, kept.version, texts={"progress": "完成一半"})


def test_saving_what_is_there_already_changes_nothing(blank: Return, task: Task, staff: Staff) -> None:
    fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "主体封顶"})
    assert fill(staff["reporter"], blank.pk, task.pk, 1, texts={"progress": "主体封顶"}).version == 1


def test_an_unknown_cell_and_a_task_of_another_unit_are_refused(blank: Return, task: Task, staff: Staff) -> None:
    with pytest.raises(KeyError):
        fill(staff["reporter"], blank.pk, task.pk, 0, texts={"state": "accepted"})
    other = Task.objects.exclude(pk=task.pk).first()
    assert other is not None
    with pytest.raises(Http404):
        fill(staff["reporter"], blank.pk, other.pk, 0, texts={"progress": "x"})
    with pytest.raises(KeyError):
        fill(staff["reporter"], blank.pk, task.pk, 0, values={other.indicators.first().pk: Decimal(1)})  # type: ignore[union-attr] -- it has one


def test_nothing_is_sent_while_a_task_has_no_word(blank: Return, task: Task, staff: Staff) -> None:
    fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "x"})
    fill(staff["reporter"], blank.pk, task.pk, 1, texts={"progress": ""})
    with pytest.raises(Untold):
        acting.send(staff["signer"], blank.pk)
    assert Return.objects.get(pk=blank.pk).state == "draft"


def test_no_change_takes_one_click_and_a_reason(
    blank: Return, task: Task, indicator: Indicator, staff: Staff, clock: time_machine.Traveller
) -> None:
    sent_by(staff, blank, task, "3")
    acting.accept(staff["coordinator"], blank.pk, 1)
    clock.move_to(at(5, 25))
    may = Return.objects.get(unit=blank.unit, period__label="5月")
    with pytest.raises(ReasonMissing):
        no_change(staff["reporter"], may.pk, task.pk, 0, " ")
    report = no_change(staff["reporter"], may.pk, task.pk, 0, "本月装修，没有新完工的")
    assert report.values.get().entered == 3
    acting.send(staff["signer"], may.pk)
    changed = Report.objects.get(pk=report.pk)
    assert changed.unchanged
    acting.recall(staff["signer"], may.pk)
    again = fill(staff["reporter"], may.pk, task.pk, changed.version, values={indicator.pk: Decimal(4)})
    assert again.unchanged == ""


def test_increments_are_summed_over_accepted_periods(
    blank: Return, task: Task, indicator: Indicator, staff: Staff, clock: time_machine.Traveller
) -> None:
    Indicator.objects.filter(pk=indicator.pk).update(cumulative=False)
    sent_by(staff, blank, task, "2")
    acting.accept(staff["coordinator"], blank.pk, 1)
    clock.move_to(at(5, 25))
    may = Return.objects.get(unit=blank.unit, period__label="5月")
    sent_by(staff, may, task, "1.5")
    (value,) = may.submissions.get().sent.reports[0].values
    assert (value.entered, value.total) == (Decimal("1.5"), Decimal("5.5"))  # two stood in the imported list


def test_a_unit_never_sees_anothers_return_and_the_office_no_draft(blank: Return, task: Task, staff: Staff) -> None:
    report = fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "草稿里的话"})
    for name in ("other-reporter", "other-signer"):
        assert {found.unit.name for found in visible_returns(staff[name])} == {"县水务局"}
        assert report not in visible_reports(staff[name])
        with pytest.raises(Http404):
            access_return(staff[name], blank.pk)
    for name in ("coordinator", "leader", "auditor", "administrator", "outsider"):
        assert not visible_reports(staff[name]).exists()
        assert not visible_submissions(staff[name]).exists()
    assert access_return(staff["leader"], blank.pk).state == "draft"
    with pytest.raises(Http404):
        access_return(staff["outsider"], blank.pk)


def test_the_office_reads_what_was_sent_while_the_unit_mends(blank: Return, task: Task, staff: Staff) -> None:
    report = sent_by(staff, blank, task, "3")
    acting.give_back(staff["coordinator"], blank.pk, "请核对")
    fill(staff["reporter"], blank.pk, task.pk, report.version, values={task.indicators.get().pk: Decimal(2)})
    seen = access_submission(staff["coordinator"], blank.pk, 1)
    assert seen.sent.reports[0].values[0].entered == 3
    with pytest.raises(Http404):
        access_submission(staff["other-signer"], blank.pk, 1)


def test_what_the_unit_took_back_is_out_of_the_offices_sight(blank: Return, task: Task, staff: Staff) -> None:
    sent_by(staff, blank, task, "3")
    acting.recall(staff["signer"], blank.pk)
    with pytest.raises(Http404):
        access_submission(staff["coordinator"], blank.pk, 1)


def test_while_the_office_reads_the_unit_takes_nothing_back(blank: Return, task: Task, staff: Staff) -> None:
    sent_by(staff, blank, task, "3")
    acting.take_up(staff["coordinator"], blank.pk)
    with pytest.raises(WrongState, match="审阅中"):
        acting.recall(staff["signer"], blank.pk)


def test_only_the_task_that_was_given_back_is_open(april: Period, plan: object, staff: Staff) -> None:
    roads = Return.objects.get(period=april, unit__name="县交通运输局")
    staff["reporter"].own_unit = staff["signer"].own_unit = roads.unit
    first, second = (report.task for report in roads.reports.all())
    for task in (first, second):
        fill(staff["reporter"], roads.pk, task.pk, 0, texts={"progress": "正在施工"})
    acting.send(staff["signer"], roads.pk)
    acting.give_back(staff["coordinator"], roads.pk, "桥梁数字不对", [second.pk])
    assert [report.returned for report in roads.reports.all()] == ["", "桥梁数字不对"]
    with pytest.raises(NotReturned):
        fill(staff["reporter"], roads.pk, first.pk, 1, texts={"progress": "x"})
    fill(staff["reporter"], roads.pk, second.pk, 1, texts={"progress": "改造4座"})
    acting.send(staff["signer"], roads.pk)
    acting.accept(staff["coordinator"], roads.pk, 2)
    assert {report.returned for report in roads.reports.all()} == {""}


def test_what_was_sent_anew_is_not_accepted_unread(blank: Return, task: Task, staff: Staff) -> None:
    sent_by(staff, blank, task, "3")
    acting.recall(staff["signer"], blank.pk)
    sent_by(staff, blank, task, "4")
    with pytest.raises(Changed):
        acting.accept(staff["coordinator"], blank.pk, 1)
    assert Return.objects.get(pk=blank.pk).accepted is None
    assert acting.accept(staff["coordinator"], blank.pk, 2).accepted == blank.submissions.get(number=2)


def test_an_amended_return_keeps_what_was_accepted_until_the_next_is(blank: Return, task: Task, staff: Staff) -> None:
    sent_by(staff, blank, task, "3")
    acting.accept(staff["coordinator"], blank.pk, 1)
    amended = acting.amend(staff["signer"], blank.pk, "漏计一所")
    assert (amended.state, amended.reason) == ("draft", "漏计一所")
    assert access_submission(staff["leader"], blank.pk, 1).sent.reports[0].values[0].entered == 3
    sent_by(staff, blank, task, "4")
    assert Return.objects.get(pk=blank.pk).accepted == blank.submissions.get(number=1)
    first, second = blank.submissions.all()
    indicator = task.indicators.get()
    assert differences(first.sent, second.sent) == (Difference(task.pk, indicator.pk, Decimal(3), Decimal(4)),)
    acting.accept(staff["coordinator"], blank.pk, 2)
    assert Return.objects.get(pk=blank.pk).accepted == blank.submissions.get(number=2)


def test_a_first_submission_differs_from_nothing_in_all_it_says(blank: Return, task: Task, staff: Staff) -> None:
    fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "主体封顶", "problems": ""})
    sent = acting.send(staff["signer"], blank.pk).sent
    assert differences(Sent(()), sent) == (Difference(task.pk, "progress", "", "主体封顶"),)
    assert differences(sent, sent) == ()


def test_many_are_accepted_at_once_each_for_itself(blank: Return, task: Task, staff: Staff) -> None:
    sent_by(staff, blank, task, "3")
    other = Return.objects.get(period=blank.period, unit__name="县水务局")
    done = acting.accept_many(staff["coordinator"], [(other.pk, 1), (blank.pk, 1)])
    assert [(key, type(refused).__name__) for key, refused in done] == [
        (other.pk, "WrongState"),
        (blank.pk, "NoneType"),
    ]
    assert Return.objects.get(pk=blank.pk).state == "accepted"


def test_the_office_writes_beside_a_figure_and_never_over_it(blank: Return, task: Task, staff: Staff) -> None:
    report = sent_by(staff, blank, task, "3")
    value = report.values.get()
    with pytest.raises(ReasonMissing):
        verify(staff["coordinator"], value.pk, Decimal(2), "")
    verify(staff["coordinator"], value.pk, Decimal(2), "实地核查")
    kept = Value.objects.get(pk=value.pk)
    assert (kept.entered, kept.verified, kept.verified_source) == (3, 2, "实地核查")
    assert "核实数2" in Event.objects.get(code="value-verified").sentence


def test_the_office_verifies_nothing_that_was_not_sent_to_it(
    blank: Return, task: Task, indicator: Indicator, staff: Staff
) -> None:
    report = fill(staff["reporter"], blank.pk, task.pk, 0, values={indicator.pk: Decimal(3)})
    for name in ("coordinator", "outsider"):
        with pytest.raises(Http404):
            verify(staff[name], report.values.get().pk, Decimal(2), "实地核查")


def test_a_reason_stays_with_the_figure_that_was_sent(blank: Return, task: Task, staff: Staff) -> None:
    fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "完成2所"})
    give_reason(staff["reporter"], blank.pk, task.pk, "behind-schedule", "2所", "用地未交付")
    give_reason(staff["reporter"], blank.pk, task.pk, "behind-schedule", "2所", "用地五月交付")
    made = acting.send(staff["signer"], blank.pk)
    assert [reason.text for reason in made.sent.reports[0].reasons] == ["用地五月交付"]


def test_a_cooperating_unit_adds_a_note_and_others_do_not(blank: Return, task: Task, staff: Staff) -> None:
    report = Report.objects.get(of=blank, task=task)
    with pytest.raises(Http404):
        add_note(staff["other-reporter"], report.pk, "管网已接到校门口")
    unit = staff["other-reporter"].own_unit
    assert unit is not None
    task.cooperating.add(unit)
    assert add_note(staff["other-reporter"], report.pk, "管网已接到校门口").unit == unit


def test_the_log_is_whole_after_a_month(blank: Return, task: Task, staff: Staff) -> None:
    sent_by(staff, blank, task, "3")
    acting.take_up(staff["coordinator"], blank.pk)
    acting.accept(staff["coordinator"], blank.pk, 1)
    assert first_break() is None
