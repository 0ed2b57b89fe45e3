"""What units and the office of the demo do with a return, each act with its moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from taizhang.web.months.models import Return
from taizhang.web.months.services import acting
from taizhang.web.months.services.beginning import opened
from taizhang.web.people.models import User

from .county import County
from .filling import explain, fill_all, mend

Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Dated:
    """An act and its moment."""

    at: datetime
    act: Act


def reported(county: County, found: Return, sent: datetime) -> Iterator[Dated]:
    """The clerk opens it, fills and submits it in some twenty to seventy minutes, the signer sends."""
    clerk, signer = county.clerks[found.unit_id], county.signers[found.unit_id]
    minutes = 12 + found.pk * 7 % 50
    yield Dated(sent - timedelta(minutes=minutes + 10), partial(opened, clerk, found))
    yield Dated(sent - timedelta(minutes=minutes), partial(fill_all, clerk, found))
    yield Dated(sent - timedelta(minutes=10), partial(explain, clerk, found))
    yield Dated(sent - timedelta(minutes=8), partial(acting.submit, clerk, found.pk))
    yield Dated(sent, partial(acting.send, signer, found.pk))


def once_more(county: County, found: Return, at: datetime, reason: str) -> Iterator[Dated]:
    """The office reads it and gives one task back; the unit mends that and sends again."""
    clerk, signer = county.clerks[found.unit_id], county.signers[found.unit_id]
    yield Dated(at, partial(acting.take_up, county.office, found.pk))
    yield Dated(at + timedelta(minutes=20), partial(give_back, county.office, found, reason))
    yield Dated(at + timedelta(hours=1), partial(mend, clerk, found))
    yield Dated(at + timedelta(hours=1, minutes=10), partial(explain, clerk, found))
    yield Dated(at + timedelta(hours=1, minutes=30), partial(acting.submit, clerk, found.pk))
    yield Dated(at + timedelta(hours=2), partial(acting.send, signer, found.pk))


def give_back(office: User, found: Return, reason: str) -> None:
    """The task that the reason speaks of: the one whose name it begins with, else the first."""
    tasks = {report.task.name: report.task_id for report in found.reports.select_related("task")}
    named = [key for name, key in tasks.items() if reason.startswith(name)]
    acting.give_back(office, found.pk, reason, (named or list(tasks.values()))[:1])


def accept(office: User, found: Return) -> None:
    """What was sent last."""
    acting.accept(office, found.pk, found.submissions.latest("number").number)
