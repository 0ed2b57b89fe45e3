"""What the office of the demo wrote of its closed periods: a bulletin that was issued, a draft, and a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.ledgers.periods import before
from taizhang.web.months.models import Period
from taizhang.web.papers.models import Paper
from taizhang.web.papers.services import acting, documents
from taizhang.web.papers.services.making import make_paper, version_of
from taizhang.writing import layout_named
from taizhang.writing.bulletin import Block, outline_from_json

from .acts import Dated
from .county import County, moment, periods_of

WORD = "澄政督通"
LATER = timedelta(days=5)
"""After the closing, when corrections have come in."""
OWN = "督查室会同审计部门对部分项目作了实地核查，核查情况与各单位填报的一致。"


def written(county: County, closing: timedelta, now: datetime) -> Iterator[Dated]:
    """The bulletin of the last quarter that can be issued by now, and the newest month's report as a draft.

    `closing` is from the morning of the day when units' time ends to the closing.
    """
    begun = {period: moment(period.closes) + closing + LATER for period in periods_of(county.plan)}
    done = [period for period, at in begun.items() if at + timedelta(days=1) <= now]
    quarters = [period for period in done if period.last.month % 3 == 0]
    if done:
        last = (quarters or done)[-1]
        yield from _issued(county, last, begun[last], "quarterly" if quarters else "monthly")
        at = begun[done[-1]] + timedelta(hours=3)
        yield Dated(at, partial(_draft, county, done[-1]))
        yield Dated(at + timedelta(hours=1), partial(_file, county, done[-1]))


def _issued(county: County, period: Period, at: datetime, kind: str) -> Iterator[Dated]:
    yield Dated(at, partial(_make, county, period, kind))
    yield Dated(at + timedelta(hours=1), lambda: acting.check(county.office, _key(period, kind)))
    yield Dated(at + timedelta(hours=2), lambda: acting.approve(county.leader, _key(period, kind)))
    day = at.date() + timedelta(days=1)
    yield Dated(at + timedelta(days=1), lambda: acting.issue(county.office, _key(period, kind), WORD, day))


def _key(period: Period, kind: str) -> int:
    return Paper.objects.filter(version=version_of(period), kind=kind).latest("pk").pk


def _make(county: County, period: Period, kind: str) -> Paper:
    """With a paragraph of the office's own at its end."""
    version = version_of(period)
    others = LedgerVersion.objects.filter(yearly=version.yearly_id, corrected_by=None)
    paper = make_paper(county.office, version, kind, before=before(version, others))
    blocks = outline_from_json(paper.outline).blocks
    return acting.edit(county.office, paper.pk, [*blocks, Block("free", OWN)])


def _draft(county: County, period: Period) -> None:
    _make(county, period, "monthly")


def _file(county: County, period: Period) -> None:
    """Made by the background process when the site runs."""
    documents.ask(county.office, version_of(period), layout_named("quarterly"), "docx")
