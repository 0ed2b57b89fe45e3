"""The demo's county: a whole year, built once for all tests here, looked at on 22 November 2026."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings

from taizhang.web.clock import standing_at
from taizhang.web.demo import load
from taizhang.web.demo.county import LIST, year_on
from taizhang.web.events.models import Event
from taizhang.web.events.services import first_break
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.months.models import (
    Closing,
    Indicator,
    Note,
    Period,
    Reason,
    Remark,
    Reopening,
    Report,
    Return,
    Task,
    Value,
)
from taizhang.web.months.opening import is_late, shown_as
from taizhang.web.months.verifying import broken
from taizhang.web.papers.models import Document, Paper
from taizhang.web.people.models import Role, User
from taizhang.web.serving import sample_folder

from .conftest import SHANGHAI

pytestmark = pytest.mark.django_db
TODAY = datetime(2026, 11, 22, 9, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def clock(demo: bool) -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[bool]:
    """The demo, in a transaction that is undone in the end; tests inside it must not close its connection."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(connection, "close", lambda: None)
        with time_machine.travel(TODAY, tick=False):
            made = load(sample_folder())
        yield made
        transaction.set_rollback(True)


def test_it_is_built_once(demo: bool) -> None:
    assert demo
    assert not load(sample_folder())


def test_every_sample_came_in_by_the_reader() -> None:
    samples = sample_folder()
    assert samples is not None
    names = LedgerVersion.objects.filter(closing=None).values_list("source_name", flat=True)
    assert sorted(names) == sorted(path.name for path in samples.glob("*.txt"))


def test_twelve_units_report_36_tasks_in_twelve_months() -> None:
    assert Task.objects.count() == 36
    assert Task.objects.values("reporter").distinct().count() == 12
    assert Period.objects.count() == 12
    assert set(Task.objects.values_list("kind", flat=True)) >= {"works", "service", "subsidy", "training", "rate"}
    assert set(Indicator.objects.values_list("cumulative", flat=True)) == {True, False}
    curves = {task.schedule(2026).name for task in Task.objects.all()}
    assert curves == {"季度计划进度", "形象进度计划", "线性序时进度"}


def test_ten_months_are_closed_and_two_of_them_were_corrected() -> None:
    numbers = Counter(Closing.objects.values_list("period__label", flat=True))
    assert numbers == {f"{month}月": 2 if month in (4, 9) else 1 for month in range(1, 11)}
    assert all(closing.reason for closing in Closing.objects.filter(number=2))
    assert Reopening.objects.count() == 2
    colours = Counter(light["colour"] for light in Closing.objects.filter(period__label="10月").get().judged.values())
    assert min(colours[colour] for colour in ("green", "blue", "yellow", "red")) >= 1


def test_some_were_late_some_were_returned_and_some_explained() -> None:
    assert sum(is_late(found) for found in Return.objects.filter(period__closings__isnull=False).distinct()) >= 5
    given_back = Event.objects.filter(code="return-given-back")
    assert given_back.count() >= 5
    assert all(event.facts["reason"] for event in given_back)
    assert {"behind-schedule", "rate-mismatch"} <= set(Reason.objects.values_list("rule", flat=True))


def test_targets_were_changed_in_mid_year_with_their_document() -> None:
    changed = Indicator.objects.filter(targets__since__gt=date(2026, 1, 1))
    versions = {str(i.task): [(str(t), str(t.since), bool(t.basis)) for t in i.targets.all()] for i in changed}
    assert versions["农村公路建设"] == [("96", "2026-01-01", False), ("112", "2026-07-01", True)]
    assert len(versions) == 2


def test_a_task_left_the_list_by_a_document_and_closed_months_before_keep_it() -> None:
    left = Task.objects.exclude(off=None).get()
    words = {c.period.label: c.judged[str(left.row)]["word"][0] for c in Closing.objects.select_related("period")}
    assert [month for month in range(1, 11) if words[f"{month}月"] == "已调出"] == [9, 10]
    asked = Report.objects.filter(task=left).values_list("of__period__last__month", flat=True)
    assert sorted(asked) == [*range(1, 9)]


def test_leader_cooperating_unit_and_office_have_their_word() -> None:
    assert Remark.objects.filter(replies__isnull=False).exists()
    assert Remark.objects.filter(replies=None).exists()
    assert Note.objects.count() == 2
    verified = Value.objects.get(verified__isnull=False)
    assert verified.verified == verified.entered - 1


def test_the_month_that_is_open_shows_every_state() -> None:
    returns = Return.objects.filter(period__label="11月").select_related("period")
    shown = Counter(shown_as(found) for found in returns)
    assert set(shown) == {"blank", "draft", "signing", "sent", "reading", "returned", "accepted"}
    assert returns.get(unit__name="县教育局").state == "draft"
    assert returns.get(unit__name="县住房和城乡建设局").reports.filter(open=True).count() == 1


def test_the_log_is_whole_and_goes_forward_on_believable_days() -> None:
    assert first_break() is None
    assert list(broken()) == []
    moments = list(Event.objects.filter(code__startswith="return-").order_by("pk").values_list("at", flat=True))
    assert all(a <= b for a, b in pairwise(moments))
    assert moments[0].date() < date(2026, 2, 6)
    assert TODAY - moments[-1] < timedelta(days=3)
    assert max(Event.objects.values_list("at", flat=True)) <= TODAY


def test_filling_took_minutes_and_not_days() -> None:
    found = Return.objects.filter(first_sent_at__isnull=False, opened_at__isnull=False)
    taken = [one.first_sent_at - one.opened_at for one in found]
    assert len(taken) > 100
    assert timedelta(minutes=15) < min(taken)
    assert max(taken) < timedelta(hours=3)


def test_each_role_is_one_click_away(settings: Settings) -> None:
    assert {user.role for user in User.objects.filter(is_sample=True)} == set(Role.values)
    units = User.objects.filter(is_sample=True, own_unit__isnull=False).values_list("own_unit__name", "role")
    assert len(set(units)) == 4
    settings.DEMO = True
    page = Client().get("/sign-in/")
    assert page.text.count('name="username"') == User.objects.filter(is_sample=True).count()
    for user in User.objects.filter(is_sample=True):
        visitor = Client()
        assert visitor.post("/sign-in/as/", {"username": user.username}).status_code == 302
        assert visitor.get("/").status_code == 200


@pytest.mark.parametrize(
    ("day", "year"),
    [("2026-11-22", 2026), ("2026-12-31", 2026), ("2027-01-01", 2026), ("2028-02-29", 2027), ("2027-04-11", 2027)],
)
def test_a_new_year_shows_the_old_one_until_its_last_month_is_settled(day: str, year: int) -> None:
    assert year_on(date.fromisoformat(day)) == year


@pytest.mark.parametrize("day", ["2026-01-01", "2026-02-15", "2026-05-12", "2026-12-31"])
def test_every_day_lies_in_an_open_month(day: str) -> None:
    wanted = date.fromisoformat(day)
    moved = wanted.replace(year=2027) if (wanted.month, wanted.day) <= (4, 10) else wanted
    assert Period.objects.filter(opens__lte=moved, closes__gte=moved).exists()


def test_the_clock_goes_forward_only_and_is_given_back() -> None:
    real = timezone.now
    with standing_at(TODAY) as moved:
        moved.move_to(TODAY + timedelta(hours=1))
        assert timezone.now() == TODAY + timedelta(hours=1)
        assert timezone.localdate() == date(2026, 11, 22)
        with pytest.raises(ValueError, match="is before"):
            moved.move_to(TODAY)
    assert timezone.now is real


def test_the_list_is_named_as_it_lies_in_the_samples() -> None:
    samples = sample_folder()
    assert samples is not None
    assert (samples / LIST).is_file()


def test_the_office_issued_a_bulletin_and_has_a_draft() -> None:
    issued, draft = Paper.objects.order_by("pk")
    assert (issued.state, issued.kind, issued.version.period) == ("issued", "quarterly", "9月")
    assert issued.number == f"澄政督通〔{TODAY.year}〕1号"
    assert issued.approved_by != issued.made_by
    assert (draft.state, draft.kind, draft.version.period) == ("draft", "monthly", "10月")
    assert draft.before is not None
    assert draft.version.corrected_by is None
    assert Document.objects.get().version == draft.version
