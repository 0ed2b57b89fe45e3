"""The county's list in a closed month, a paper of it, and what a browser sends of an outline's form."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.months.models import Period
from taizhang.web.months.services.closing import close
from taizhang.web.papers.models import Paper
from taizhang.web.papers.services.acting import approve, check
from taizhang.web.papers.services.making import make_paper, version_of
from taizhang.web.people.models import User
from taizhang.writing.bulletin import Outline
from tests.web.months.conftest import april, clock, plan, staff

__all__ = ["april", "clock", "plan", "staff"]
DAY = date(2025, 4, 28)


@pytest.fixture
def closed(alice: User, april: Period) -> LedgerVersion:
    close(alice, april)
    return version_of(april)


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
