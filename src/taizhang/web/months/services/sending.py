"""What a return holds when it is sent, frozen as a submission."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import partial

from django.utils import timezone

from taizhang.web.people.models import User

from ..content import Sent, SentFile, SentReason, SentReport, SentValue, digest_of, encoded
from ..earlier import accepted_before, told_before, version_before
from ..findings import findings_of
from ..models import Indicator, Report, Return, Submission, Task
from ..refusals import Unexplained, Untold
from ..removed import removed_by

TEXTS = ("progress", "stage", "cause", "problems", "next_steps")


def submission_of(user: User, found: Return) -> Submission:
    """The return as it stands now, as its next submission.

    Untold when it says nothing of a task that is asked for, Unexplained when a finding of severity error stands without
    a reason.
    """
    sent = sent_of(found)
    removed = frozenset(removed_by(found.period).values_list("pk", flat=True))
    silent = [report for report in sent.reports if not report.told and report.task not in removed]
    if silent:
        raise Untold(len(silent))
    if wrong := sum(doubt.must for doubts in findings_of(found, sent).values() for doubt in doubts):
        raise Unexplained(wrong)
    content = encoded(sent)
    last = found.submissions.last()
    return Submission.objects.create(
        of=found,
        number=last.number + 1 if last else 1,
        content=content,
        digest=digest_of(content),
        by=user,
        at=timezone.now(),
    )


def sent_of(found: Return) -> Sent:
    """The return's reports as plain data."""
    reports = found.reports.select_related("task")
    told = list(reports.prefetch_related("values", "reasons", "files", "task__indicators__targets"))
    before = totals_before(found, [report.task for report in told])
    return Sent(tuple(told_of(report, before) for report in told))


def totals_before(found: Return, tasks: Collection[Task]) -> Mapping[int, Decimal]:
    """The sum of each indicator of the tasks as it was last told in an earlier period (`earlier.told_before`)."""
    last = accepted_before(found.period, [found.unit_id]).get(found.unit_id)
    return Sent(tuple(told_before(found, last, tasks, partial(version_before, found.period)).values())).totals


def total(indicator: Indicator, entered: Decimal | None, before: Decimal | None) -> Decimal | None:
    """The sum up to this period: what was entered, or for increments that on top of the sum before."""
    if entered is None:
        return before
    return entered if indicator.cumulative else entered + (before or Decimal(0))


def told_of(report: Report, before: Mapping[int, Decimal]) -> SentReport:
    """One report as plain data; fetch it with its task, the task's indicators, its values and reasons."""
    entered = {value.indicator_id: value.entered for value in report.values.all()}
    values = tuple(
        SentValue(i.pk, entered.get(i.pk), total(i, entered.get(i.pk), before.get(i.pk)))
        for i in report.task.indicators.all()
    )
    reasons = tuple(SentReason(reason.rule, reason.words, reason.text) for reason in report.reasons.all())
    texts = {name: getattr(report, name) for name in TEXTS}
    files = tuple(SentFile(file.pk, file.name, file.original_id) for file in report.files.all() if not file.away)
    told = bool(report.unchanged or any(texts.values()) or any(value is not None for value in entered.values()))
    return SentReport(
        report.task_id,
        report.task.row,
        told,
        unchanged=report.unchanged,
        values=values,
        reasons=reasons,
        files=files,
        **texts,
    )
