"""A county's list in its months: a bureau's clerk and signer, the office, and those who must see nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from pytest_django import DjangoDbBlocker

from taizhang.measuring.windows import DayOf, Terms, monthly
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.months.models import Period, Plan, Return, Task
from taizhang.web.months.services.periods import make_periods, workdays_of
from taizhang.web.months.services.plans import plan_from
from taizhang.web.people.models import Role, User
from taizhang.web.people.services import make_account
from taizhang.web.places.models import Region
from tests.web.conftest import make_county, make_people, make_saved, standing_accounts
from tests.web.standing import standing

SHANGHAI = ZoneInfo("Asia/Shanghai")
TERMS = Terms(opens=DayOf(20), due=DayOf(5, 1), closes=DayOf(10, 1), roll="none")


MORE = {
    "signer": (Role.SIGNER, "县教育局"),
    "other-reporter": (Role.REPORTER, "县水务局"),
    "other-signer": (Role.SIGNER, "县水务局"),
    "security": (Role.SECURITY, ""),
}


def at(month: int, day: int, hour: int = 9) -> datetime:
    """A moment of 2025 in the county."""
    return datetime(2025, month, day, hour, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """25 April 2025, nine in the morning; tests move on by `clock.move_to`."""
    with time_machine.travel(at(4, 25), tick=False) as traveller:
        yield traveller


@pytest.fixture(scope="module")
def in_april(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The people, the list, its plan and its periods stand for the whole module; see standing.py."""

    with standing(django_db_blocker, make_april):
        yield


@time_machine.travel(at(4, 25), tick=False)
def make_april() -> None:
    county = make_county()
    alice = make_people(county)["coordinator"]
    make_more(county)
    make_year(alice, plan_from(alice, make_saved(alice)), county)


@pytest.fixture
def staff(people: dict[str, User], county: Region) -> dict[str, User]:
    """The people, with the education bureau's signer, the water bureau's clerk and signer, a security officer."""
    return people | (standing_accounts(MORE) or make_more(county))


def make_more(county: Region) -> dict[str, User]:
    return {
        name: make_account(None, name, f"某{name}", role, region=county, unit=unit)
        for name, (role, unit) in MORE.items()
    }


@pytest.fixture
def plan(alice: User, saved: LedgerVersion) -> Plan:
    return Plan.objects.select_related("yearly__region").first() or plan_from(alice, saved)


@pytest.fixture
def april(alice: User, plan: Plan, county: Region) -> Period:
    """The month that is open on 25 April; the whole year's periods are made with it."""
    if not Period.objects.exists():
        make_year(alice, plan, county)
    return Period.objects.get(label="4月")


def make_year(alice: User, plan: Plan, county: Region) -> None:
    make_periods(alice, plan.yearly, monthly(2025, TERMS, workdays_of(county)))


@pytest.fixture
def task(plan: Plan) -> Task:
    """The education bureau's: five kindergartens."""
    return Task.objects.get(reporter__name="县教育局")


@pytest.fixture
def blank(april: Period, staff: dict[str, User]) -> Return:
    """The education bureau's return for April, untouched."""
    return april.returns.get(unit__name="县教育局")
