"""The county's list in a closed month, a paper of it, and what a browser sends of an outline's form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoDbBlocker

from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.months.models import Period
from taizhang.web.months.services.closing import close
from taizhang.web.papers.models import Paper
from taizhang.web.papers.services.acting import approve, check
from taizhang.web.papers.services.making import make_paper, version_of
from taizhang.web.people.models import User
from taizhang.writing.bulletin import Outline
from tests.web.months.conftest import april, at, clock, make_april, plan, staff
from tests.web.standing import standing

__all__ = ["april", "clock", "plan", "staff"]
DAY = date(2025, 4, 28)


@pytest.fixture(scope="module")
def in_april_closed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The county's people and its list, with its April closed, stand for the whole module; see standing.py."""
    with standing(django_db_blocker, make_april_closed):
        yield


@time_machine.travel(at(4, 25), tick=False)
def make_april_closed() -> None:
    make_april()
    close(User.objects.get(username="coordinator"), Period.objects.get(label="4月"))


@pytest.fixture
def closed(alice: User, april: Period) -> LedgerVersion:
    if not april.closings.exists():
        close(alice, april)
    return version_of(april)


@pytest.fixture
def february(april: Period) -> Period:
    """A month that was never closed."""
    return Period.objects.get(label="2月")


@pytest.fixture
def draft(alice: User, closed: LedgerVersion) -> Paper:
    return make_paper(alice, closed, "quarterly")


@pytest.fixture
def approved(alice: User, staff: dict[str, User], draft: Paper) -> Paper:
    check(alice, draft.pk)
    return approve(staff["leader"], draft.pk)


def outline_form(outline: Outline, **changed: Any) -> dict[str, Any]:
    """What the browser sends of an outline's form, with changes."""
    form: dict[str, Any] = {"title": outline.title, "to": outline.to, "annex": list(outline.annexes)}
    form["number"] = len(outline.blocks)
    for place, block in enumerate(outline.blocks):
        form |= {f"kind-{place}": block.kind, f"text-{place}": block.text}
        form |= {f"when-{place}": " ".join(block.when), f"unless-{place}": " ".join(block.unless)}
    return form | changed
