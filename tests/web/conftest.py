"""The people of the tests: Alice's county, Bob who may look there, Charlie of another county who must see nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date

import pytest
from django.test import Client
from pytest_django import Settings

from taizhang.web.ledgers.models import Draft, LedgerVersion
from taizhang.web.ledgers.services.drafts import import_document
from taizhang.web.ledgers.services.saving import Place, likely_ledger, save_draft
from taizhang.web.months.document import listed_in
from taizhang.web.people.models import Role, User
from taizhang.web.people.services import make_account
from taizhang.web.places.models import Region
from taizhang.web.places.services import region_under
from taizhang.web.settings.mail import mail

from .mailbag import Mailbag, serving_mail
from .sample import FIRST, SECOND
from .standing import QUICK

PEOPLE = {"coordinator", "leader", "auditor", "reporter", "administrator", "city", "outsider"}
PASSWORD = "Correct-horse-7"  # noqa: S105 -- of a test's account


@pytest.fixture(autouse=True)
def quick(settings: Settings) -> None:
    for name, value in QUICK.items():
        setattr(settings, name, value)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """A test's lists are gone with it, and the next one's may bear their keys."""
    listed_in.cache_clear()


@pytest.fixture
def county(db: None) -> Region:
    return make_county()


def make_county() -> Region:
    return region_under(region_under(None, "云川市"), "松屏县")


@pytest.fixture
def people(county: Region) -> dict[str, User]:
    """One account for each role in the county, a coordinator of the city above, and one of another county."""
    return standing_accounts(PEOPLE) or make_people(county)


def standing_accounts(names: Collection[str]) -> dict[str, User]:
    """The accounts of these names, where they stand (see standing.py)."""
    found = User.objects.filter(username__in=names).select_related("region__parent", "own_unit")
    return {user.username: user for user in found}


def make_people(county: Region) -> dict[str, User]:
    other = region_under(county.parent, "远岭县")
    made = {
        role.value: make_account(None, role.value, f"某{role.label}", role, password=PASSWORD, region=county)
        for role in (Role.COORDINATOR, Role.LEADER, Role.AUDITOR)
    }
    made["reporter"] = make_account(
        None, "reporter", "某填报人", Role.REPORTER, password=PASSWORD, region=county, unit="县教育局"
    )
    made["administrator"] = make_account(None, "administrator", "某管理员", Role.ADMINISTRATOR, password=PASSWORD)
    made["city"] = make_account(None, "city", "市督查", Role.COORDINATOR, password=PASSWORD, region=county.parent)
    made["outsider"] = make_account(None, "outsider", "外县人", Role.COORDINATOR, password=PASSWORD, region=other)
    return made


@pytest.fixture
def alice(people: dict[str, User]) -> User:
    """The county's coordinating clerk."""
    return people["coordinator"]


@pytest.fixture
def draft(alice: User) -> Draft:
    return import_document(alice, FIRST, "一季度.txt")


@pytest.fixture
def saved(alice: User) -> LedgerVersion:
    """The list's first period."""
    return LedgerVersion.objects.select_related("yearly__region").first() or make_saved(alice)


def make_saved(alice: User) -> LedgerVersion:
    place = Place(region="松屏县", year=2025, name="2025年民生实事", period="一季度", as_of=date(2025, 3, 31))
    return save_draft(alice, import_document(alice, FIRST, "一季度.txt"), place)


@pytest.fixture
def second(alice: User, saved: LedgerVersion) -> LedgerVersion:
    """The list's second period."""
    draft = import_document(alice, SECOND, "上半年.txt")
    place = Place(ledger=likely_ledger(alice, draft.ledger), period="上半年", as_of=date(2025, 6, 30))
    return save_draft(alice, draft, place)


@pytest.fixture
def as_(people: dict[str, User]) -> Callable[[str], Client]:
    """A client signed in as one of the people; `anonymous` is nobody."""

    def client(name: str) -> Client:
        browser = Client()
        if name != "anonymous":
            browser.force_login(people[name], "django.contrib.auth.backends.ModelBackend")
        return browser

    return client


@pytest.fixture(scope="module")
def mail_server() -> Iterator[tuple[Mailbag, int]]:
    """A real server of mail; a module's, so that it is begun before the clock of a test stands still."""
    with serving_mail() as running:
        yield running


@pytest.fixture
def mailbag(settings: Settings, mail_server: tuple[Mailbag, int]) -> Mailbag:
    """What comes to the mail server that the site is set to."""
    bag, port = mail_server
    bag.messages.clear()
    for name, value in mail(f"smtp://127.0.0.1:{port}", "ledger@example.cn").items():
        setattr(settings, name, value)
    return bag
