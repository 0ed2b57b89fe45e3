"""A task taken off the list in mid-year: asked for no longer, shown struck with its reason, put back in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client

from taizhang.web.events.models import Event
from taizhang.web.ledgers.kept import kept_lights
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.months.models import Period, Report, Return, Task, Way
from taizhang.web.months.refusals import ClosedWithout, NotAsked, OffAlready, OnTheList, ReasonMissing, Untold
from taizhang.web.months.services import acting
from taizhang.web.months.services.closing import close
from taizhang.web.months.services.filling import fill
from taizhang.web.months.services.removing import Leaving, put_back, take_off
from taizhang.web.months.verifying import broken
from taizhang.web.people.models import User

from .conftest import at
from .test_filling import sent_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_april")]
Staff = dict[str, User]
As = Callable[[str], Client]
LEAVING = Leaving(Way.MOVED, date(2025, 4, 12), "松政办发〔2025〕9号", "并入市级项目。")


def asked(task: Task) -> list[str]:
    """The periods in which a unit is asked for the task."""
    return [
        r.of.period.label
        for r in Report.objects.filter(task=task).select_related("of__period").order_by("of__period__last")
    ]


def closed(staff: Staff, label: str, clock: time_machine.Traveller, month: int) -> LedgerVersion:
    clock.move_to(at(month, 12))
    return close(staff["coordinator"], Period.objects.get(label=label)).version


def test_periods_from_that_day_on_ask_for_it_no_longer(blank: Return, task: Task, staff: Staff) -> None:
    fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "主体封顶"})
    take_off(staff["coordinator"], task, LEAVING)
    assert asked(task) == ["1月", "2月", "3月"]
    assert not Return.objects.filter(pk=blank.pk).exists()  # it asked for nothing else
    event = Event.objects.get(code="task-taken-off")
    assert "松政办发〔2025〕9号" in event.sentence
    assert "已调出" in event.sentence


def test_what_was_sent_stays_and_the_closed_list_says_that_it_left(
    blank: Return, task: Task, staff: Staff, clock: time_machine.Traveller
) -> None:
    sent_by(staff, blank, task, "3")
    acting.accept(staff["coordinator"], blank.pk, 1)
    take_off(staff["coordinator"], task, LEAVING)
    version = closed(staff, "4月", clock, 5)
    row = next(one for one in version.ledger.tasks if one.row == task.row)
    assert row.withdrawn
    assert (row.report.status, row.report.status_word) == ("adjusted", "调出")
    assert row.remarks == "自2025年4月12日起调出。依据：松政办发〔2025〕9号。理由：并入市级项目。"
    assert row.report.values  # the figure that was accepted is kept
    assert not any(one.withdrawn for one in version.ledger.tasks if one.row != task.row)
    assert kept_lights(version)[task.row].light.word.zh == "已调出"
    assert not list(broken())


def test_a_row_that_left_is_neither_silent_nor_behind(
    blank: Return, task: Task, staff: Staff, clock: time_machine.Traveller
) -> None:
    take_off(staff["coordinator"], task, LEAVING)
    version = closed(staff, "4月", clock, 5)
    assert version.standings[task.row] == "adjusted"
    assert not [f.rule for f in version.findings if f.row == task.row and f.severity == "error"]
    assert not {"behind-schedule", "not-started", "missing-progress"} & {
        f.rule for f in version.findings if f.row == task.row
    }


def test_a_period_that_ends_before_keeps_it_and_what_is_closed_stays(
    blank: Return, task: Task, staff: Staff, clock: time_machine.Traveller
) -> None:
    sent_by(staff, blank, task, "3")
    acting.accept(staff["coordinator"], blank.pk, 1)
    before = closed(staff, "4月", clock, 5)
    take_off(staff["coordinator"], task, Leaving(Way.DROPPED, date(2025, 5, 6), "松政办发〔2025〕9号", "不再实施"))
    assert asked(task) == ["1月", "2月", "3月", "4月"]
    before.refresh_from_db()
    assert not any(one.withdrawn for one in before.ledger.tasks)
    after = closed(staff, "5月", clock, 6)
    assert [one.report.status_word for one in after.ledger.tasks if one.withdrawn] == ["已取消"]


def test_it_is_put_back_before_the_next_closing_only(
    blank: Return, task: Task, staff: Staff, clock: time_machine.Traveller
) -> None:
    office = staff["coordinator"]
    with pytest.raises(OnTheList):
        put_back(office, task, "x")
    take_off(office, task, LEAVING)
    with pytest.raises(OffAlready):
        take_off(office, task, LEAVING)
    with pytest.raises(ReasonMissing):
        put_back(office, task, " ")
    put_back(office, task, "文件另有规定")
    assert "4月" in asked(task)
    assert task.removals.get().back_reason == "文件另有规定"
    assert Event.objects.filter(code="task-put-back").exists()
    take_off(office, task, LEAVING)
    closed(staff, "4月", clock, 5)
    with pytest.raises(ClosedWithout, match="4月"):
        put_back(office, task, "文件另有规定")
    assert "5月" not in asked(task)


def test_closing_an_earlier_period_does_not_hinder_putting_back(
    april: Period, task: Task, staff: Staff, clock: time_machine.Traveller
) -> None:
    take_off(staff["coordinator"], task, Leaving(Way.HALTED, date(2025, 6, 1), "松政办发〔2025〕9号", "暂缓"))
    closed(staff, "4月", clock, 5)
    put_back(staff["coordinator"], task, "恢复实施")
    assert "6月" in asked(task)


def test_basis_and_reason_are_asked_and_only_planners_may(task: Task, staff: Staff) -> None:
    for told in (Leaving(Way.MOVED, date(2025, 4, 1), " ", "x"), Leaving(Way.MOVED, date(2025, 4, 1), "x", "")):
        with pytest.raises(ReasonMissing):
            take_off(staff["coordinator"], task, told)
    for name in ("reporter", "signer", "leader", "auditor", "administrator"):
        with pytest.raises(PermissionDenied):
            take_off(staff[name], task, LEAVING)
        with pytest.raises(PermissionDenied):
            put_back(staff[name], task, "x")


def test_it_is_done_on_the_tasks_page_and_seen_by_all(
    blank: Return, task: Task, as_: As, staff: Staff, clock: time_machine.Traveller
) -> None:
    office, page = as_("coordinator"), f"/plans/tasks/{task.pk}/"
    told = {"act": "take-off", "off-way": "moved", "off-since": "2024-04-12", "off-basis": "松政办发〔2025〕9号"}
    assert "须是台账年度内的日期" in office.post(page, told).text
    told |= {"off-since": "2025-04-12", "off-reason": "并入市级项目"}
    assert "已移出清单" in office.post(page, told, follow=True).text
    plan = office.get(f"/plans/{task.plan.yearly_id}/").text
    assert 'class="off-list"' in plan
    assert "并入市级项目" in plan
    assert "不再填报的任务" in as_("reporter").get("/months/own/").text
    version = closed(staff, "4月", clock, 5)
    office = as_("coordinator")  # the weeks between ended the session
    ledger = office.get(f"/ledgers/{version.yearly_id}/{version.number}/").text
    assert " struck" in ledger
    assert "理由：并入市级项目" in ledger
    assert "4月已按不含这项任务冻结" in office.get(page).text
    assert "4月已按不含这项任务冻结" in office.post(page, {"act": "put-back", "reason": "x"}, follow=True).text


def test_a_return_given_back_asks_no_more_for_a_task_that_left(
    blank: Return, task: Task, staff: Staff, as_: As, clock: time_machine.Traveller
) -> None:
    sent_by(staff, blank, task, "3")
    take_off(staff["coordinator"], task, LEAVING)
    acting.give_back(staff["coordinator"], blank.pk, "请核对")
    unit = as_("reporter")
    page = unit.get(f"/months/returns/{blank.pk}/").text
    assert f'id="task-{task.pk}" data-task="{task.pk}" data-version="1" data-state="off"' in page
    assert 'name="c:' not in page
    assert "理由：并入市级项目。" in page
    assert "0项任务，已填0项、0个数" in page
    assert "已填0 / 0项" in unit.get("/months/own/").text
    with pytest.raises(NotAsked, match="已不在清单上"):
        fill(staff["reporter"], blank.pk, task.pk, 1, texts={"progress": "主体封顶"})
    again = acting.send(staff["signer"], blank.pk)
    assert [value.total for value in again.sent.reports[0].values] == [3]  # it goes along as it was sent
    assert "理由：并入市级项目。" in as_("coordinator").get(f"/months/returns/{blank.pk}/review/").text


def test_an_emptied_report_of_a_task_that_left_hinders_no_sending(blank: Return, task: Task, staff: Staff) -> None:
    report = sent_by(staff, blank, task, "3")
    acting.recall(staff["signer"], blank.pk)
    fill(staff["reporter"], blank.pk, task.pk, report.version, values={task.indicators.get().pk: None})
    with pytest.raises(Untold):
        acting.send(staff["signer"], blank.pk)
    take_off(staff["coordinator"], task, LEAVING)
    assert acting.send(staff["signer"], blank.pk).number == 2
    acting.recall(staff["signer"], blank.pk)
    put_back(staff["coordinator"], task, "文件另有规定")
    with pytest.raises(Untold):  # it is asked for again
        acting.send(staff["signer"], blank.pk)
