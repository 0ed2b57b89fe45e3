"""Leaders: their own projects by name, remarks that reach unit and office, and what units answer."""

from __future__ import annotations

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from taizhang.web.events.models import Event
from taizhang.web.months.leading import led_tasks, names_in
from taizhang.web.months.models import Period, Remark, Reply, Return, Task
from taizhang.web.months.projects import projects_of
from taizhang.web.months.refusals import WordsMissing
from taizhang.web.months.remarks import remarks_by_task, unseen
from taizhang.web.months.services import acting
from taizhang.web.months.services.closing import close
from taizhang.web.months.services.remarks import mark_seen, remark, reply
from taizhang.web.people.models import User
from taizhang.web.places.models import Region

from .conftest import at
from .office import Staff, client, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_april")]


@pytest.fixture
def leader(staff: Staff, task: Task) -> User:
    """The leader, who leads the education bureau's task by his name."""
    Task.objects.filter(pk=task.pk).update(leaders=f"江一帆、{staff['leader'].name}")
    task.refresh_from_db()
    return staff["leader"]


@pytest.mark.parametrize(
    ("text", "names"),
    [("江一帆", ("江一帆",)), ("苏 可、江一帆", ("苏可", "江一帆")), ("苏可，陆远；", ("苏可", "陆远")), ("", ())],
)
def test_names_are_taken_one_by_one_without_the_blanks_of_paper(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


def test_a_leader_sees_the_tasks_that_he_leads_and_no_others(leader: User, task: Task, april: Period) -> None:
    assert led_tasks(leader) == [task]
    browser = client(leader)
    page = browser.get("/projects/").text
    assert f"/projects/{task.pk}/" in page
    other = Task.objects.exclude(pk=task.pk).first()
    assert browser.get(f"/projects/{other.pk if other else 0}/").status_code == 404


def test_part_of_a_name_leads_nothing(leader: User, staff: Staff) -> None:
    staff["leader"].name = staff["leader"].name[:-1]
    assert led_tasks(staff["leader"]) == []


def test_a_leader_without_projects_is_told_by_which_names_lists_lead(staff: Staff, april: Period) -> None:
    page = client(staff["leader"]).get("/projects/").text
    assert "清单里没有由" in page
    assert "江一帆" in page


def test_a_project_stands_as_last_accepted_with_its_light_and_open_findings(
    leader: User, blank: Return, task: Task, staff: Staff
) -> None:
    (group,) = projects_of(leader)
    assert group.projects[0].last is None
    sent(staff, blank, task, "1", progress="一所封顶")
    assert projects_of(leader)[0].projects[0].last is None  # not accepted yet
    acting.accept(staff["coordinator"], blank.pk, 1)
    (project,) = projects_of(leader)[0].projects
    assert project.last is not None
    assert (project.last.told.progress, project.last.light.colour, project.last.closed) == ("一所封顶", "yellow", False)
    assert {doubt.finding.rule for doubt in project.doubts} >= {"behind-schedule"}
    assert "一所封顶" in client(leader).get(f"/projects/{task.pk}/").text


def test_a_closed_period_keeps_its_light_in_the_history(
    leader: User, blank: Return, task: Task, april: Period, staff: Staff
) -> None:
    sent(staff, blank, task, "1")
    acting.accept(staff["coordinator"], blank.pk, 1)
    close(staff["coordinator"], april)
    Region.objects.filter(pk=april.yearly.region_id).update(lights="dazu-2025")
    last = projects_of(leader)[0].projects[0].last
    assert last is not None
    assert (last.light.colour, last.closed) == ("yellow", True)


def test_a_remark_reaches_the_unit_and_the_office_and_the_answer_comes_back(
    leader: User, blank: Return, task: Task, staff: Staff
) -> None:
    client(leader).post(f"/projects/{task.pk}/remark/", {"text": " 请加快用地手续 "})
    made = Remark.objects.get()
    assert (made.text, made.period.label, made.by) == ("请加快用地手续", "4月", leader)
    assert "请加快用地手续" in Event.objects.get(code="leader-remarked").sentence
    assert list(unseen(staff["reporter"])) == [made]
    for name in ("reporter", "coordinator"):
        assert "请加快用地手续" in client(staff[name]).get("/").text
    client(staff["reporter"]).post(f"/remarks/{made.pk}/answer/", {"text": "月底前办结", "next": "/months/own/"})
    made.refresh_from_db()
    assert (made.seen_by, Reply.objects.get().text) == (staff["reporter"], "月底前办结")
    page = client(leader).get(f"/projects/{task.pk}/").text
    assert "月底前办结" in page
    assert "已阅" in page
    sent(staff, blank, task, "3")
    assert "月底前办结" in client(staff["coordinator"]).get(f"/months/returns/{blank.pk}/review/").text


def test_who_saw_it_first_stays_and_is_logged_once(leader: User, task: Task, april: Period, staff: Staff) -> None:
    made = remark(leader, task, april, "请加快")
    for name in ("signer", "reporter"):
        mark_seen(staff[name], made.pk)
    made.refresh_from_db()
    assert made.seen_by == staff["signer"]
    assert Event.objects.filter(code="remark-seen").count() == 1


def test_another_unit_neither_sees_nor_answers(leader: User, task: Task, april: Period, staff: Staff) -> None:
    made = remark(leader, task, april, "请加快")
    assert remarks_by_task(staff["other-reporter"], [task.pk]) == {}
    for act in (lambda u: mark_seen(u, made.pk), lambda u: reply(u, made.pk, "x")):
        with pytest.raises(Http404):
            act(staff["other-reporter"])
    assert not Reply.objects.exists()


@pytest.mark.parametrize("name", ["coordinator", "reporter", "auditor", "administrator"])
def test_only_leaders_remark(name: str, task: Task, april: Period, staff: Staff) -> None:
    with pytest.raises(PermissionDenied):
        remark(staff[name], task, april, "请加快")
    assert not Remark.objects.exists()


def test_a_remark_needs_words_and_a_period_of_its_list(leader: User, task: Task, april: Period) -> None:
    with pytest.raises(WordsMissing):
        remark(leader, task, april, "  ")
    task.plan.yearly_id += 1
    with pytest.raises(Http404):
        remark(leader, task, april, "请加快")
    assert not Event.objects.filter(code="leader-remarked").exists()


def test_before_the_first_period_opens_nothing_can_be_remarked(
    leader: User, task: Task, april: Period, clock: time_machine.Traveller
) -> None:
    clock.move_to(at(1, 5))
    assert client(leader).post(f"/projects/{task.pk}/remark/", {"text": "请加快"}).status_code == 404


def test_the_projects_ask_the_database_the_same_however_many_they_are(
    leader: User, blank: Return, task: Task, staff: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sent(staff, blank, task, "3")
    acting.accept(staff["coordinator"], blank.pk, 1)
    with django_assert_num_queries(14):
        projects_of(leader)
    Task.objects.update(leaders=leader.name)
    with django_assert_num_queries(14):
        assert len(projects_of(leader)[0].projects) == 4
