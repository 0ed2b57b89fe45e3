"""What the tests of the office's pages share: signing in, filling and sending by services."""

from __future__ import annotations

from decimal import Decimal

from django.test import Client

from taizhang.web.months.findings import findings_of
from taizhang.web.months.models import Report, Return, Task
from taizhang.web.months.services import acting
from taizhang.web.months.services.filling import fill, give_reason
from taizhang.web.months.services.sending import sent_of
from taizhang.web.people.models import User

Staff = dict[str, User]


def client(person: User) -> Client:
    """A browser in which the person is signed in."""
    browser = Client()
    browser.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return browser


def told(staff: Staff, found: Return, task: Task, value: str, **texts: str) -> Report:
    """The education bureau fills one task's figure and texts."""
    report = Report.objects.get(of=found, task=task)
    values = {task.indicators.get().pk: Decimal(value)}
    return fill(staff["reporter"], found.pk, task.pk, report.version, texts=texts, values=values)


def sent(staff: Staff, found: Return, task: Task, value: str, **texts: str) -> Return:
    """The same; what must be explained is, and its signer sends it."""
    told(staff, found, task, value, **texts)
    explained(staff["reporter"], found)
    acting.send(staff["signer"], found.pk)
    return Return.objects.get(pk=found.pk)


def explained(person: User, found: Return) -> None:
    """Give a reason for every error of the return as it stands."""
    whole = Return.objects.select_related("period__yearly__region", "unit").get(pk=found.pk)
    for row, doubts in findings_of(whole, sent_of(whole)).items():
        task = whole.reports.get(task__row=row).task_id
        for doubt in doubts:
            if doubt.must:
                give_reason(person, found.pk, task, doubt.finding.rule, doubt.finding.words, "已与原始记录核对")
