"""A county of 100 units, 400 tasks and 24 periods on the database that the environment names; prints its keys as JSON.

What stands in past periods is written into the tables in one go, as the services would have left it; the plan, the
current period and two closings come by the services themselves.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib import import_module

import django

django.setup()

from django.conf import settings  # noqa: E402 -- after the set-up
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402 -- the same
from django.core.management import call_command  # noqa: E402 -- the same
from django.db import connection  # noqa: E402 -- the same
from django.db.models import QuerySet  # noqa: E402 -- the same

from taizhang.measuring.windows import Window  # noqa: E402 -- the same
from taizhang.web.ledgers.models import LedgerVersion  # noqa: E402 -- the same
from taizhang.web.ledgers.services.drafts import import_document  # noqa: E402 -- the same
from taizhang.web.ledgers.services.saving import Place, save_draft  # noqa: E402 -- the same
from taizhang.web.months.content import Sent, SentReport, SentValue, digest_of, encoded  # noqa: E402 -- the same
from taizhang.web.months.models import Period, Plan, Report, Return, Submission, Task, Value  # noqa: E402 -- the same
from taizhang.web.months.services.closing import close  # noqa: E402 -- the same
from taizhang.web.months.services.periods import make_periods  # noqa: E402 -- the same
from taizhang.web.months.services.plans import plan_from  # noqa: E402 -- the same
from taizhang.web.months.states import State  # noqa: E402 -- the same
from taizhang.web.people.models import Role, User  # noqa: E402 -- the same
from taizhang.web.people.services import make_account  # noqa: E402 -- the same
from taizhang.web.places.models import Unit  # noqa: E402 -- the same
from taizhang.web.places.services import region_under  # noqa: E402 -- the same

from .crowd import CLERKS, HALVES, OFFICERS, TASKS, UNITS  # noqa: E402 -- the same

HEADER = "{0}年云原县民生实事目标任务\n\n序号\t项目名称\t项目内容\t责任单位\t完成时限\n"
ROW = "{0}\t第{0}项公园改造\t新建口袋公园{1}个，铺设步道{2}公里，年底前开放。\t县第{3}局\t{4}年12月底\n"


def main() -> None:
    """Build, and print the keys that the visitors ask for."""
    call_command("migrate", verbosity=0)
    today = date.today()
    county = region_under(None, "云原县")
    office = make_account(None, "office", "某经办", Role.COORDINATOR, region=county)
    rows = "".join(ROW.format(n, n % 40 + 10, n % 9 + 3, n % UNITS + 1, today.year) for n in range(1, TASKS + 1))
    place = Place(region="云原县", year=today.year, name=f"{today.year}年民生实事", period="目标任务")
    draft = import_document(office, HEADER.format(today.year) + rows, "目标.txt")
    plan = plan_from(office, save_draft(office, draft, place))
    make_periods(office, plan.yearly, halves(today.year))
    past = [period for period in plan.yearly.periods.all() if period.closes < today]
    for count, period in enumerate(past, start=1):
        report(office, period, count)
    versions = [close(office, period).version for period in past[-2:]]
    connection.cursor().execute("ANALYZE")  # as a database does by itself before anybody comes
    print(json.dumps(keys(plan, versions[-1], open_period(plan, today))))


def halves(year: int) -> list[Window]:
    """Half months: open from the first day to three days after the last."""
    days = [date(year, month, day) for month in range(1, 13) for day in (1, 16)]
    ends = [first - timedelta(1) for first in (*days[1:], date(year + 1, 1, 1))]
    return [
        Window(f"{first.month}月{'上' if first.day == 1 else '下'}半月", first, last, last, first, last, last)
        for first, last in zip(days, ends, strict=True)
    ]


def open_period(plan: Plan, today: date) -> Period:
    """The half month that can be filled in today."""
    return plan.yearly.periods.get(opens__lte=today, closes__gte=today)


def report(office: User, period: Period, count: int) -> None:
    """A period in which every unit reported all and was accepted."""
    reports = list(Report.objects.filter(of__period=period).select_related("task"))
    goals = {task.pk: [(i, i.targets.all()[0].value) for i in task.indicators.all()] for task in planned(period)}
    values, told = [], defaultdict(list)
    for one in reports:
        one.progress = f"已开工{count}个，正在铺设步道，预计按期完成。"
        reached = [(i, (goal * count / HALVES).quantize(Decimal(1))) for i, goal in goals[one.task_id]]
        values += [Value(report=one, indicator=i, entered=figure) for i, figure in reached]
        sums = tuple(SentValue(i.pk, figure, figure) for i, figure in reached)
        told[one.of_id].append(SentReport(one.task_id, one.task.row, told=True, progress=one.progress, values=sums))
    Report.objects.bulk_update(reports, ["progress"])
    Value.objects.bulk_create(values)
    moment = datetime.combine(period.due, datetime.min.time(), tzinfo=UTC)
    returns = list(period.returns.all())
    contents = [encoded(Sent(tuple(told[found.pk]))) for found in returns]
    made = Submission.objects.bulk_create(
        Submission(of=found, number=1, content=content, digest=digest_of(content), by=office, at=moment)
        for found, content in zip(returns, contents, strict=True)
    )
    for found, submission in zip(returns, made, strict=True):
        found.state, found.accepted, found.first_sent_at = State.ACCEPTED, submission, moment
    Return.objects.bulk_update(returns, ["state", "accepted", "first_sent_at"])


def planned(period: Period) -> QuerySet[Task]:
    """The list's tasks with their targets."""
    return Task.objects.filter(plan__yearly=period.yearly_id).prefetch_related("indicators__targets")


def keys(plan: Plan, version: LedgerVersion, period: Period) -> dict[str, object]:
    """The sessions of the visitors, and what each looks at."""
    county = plan.yearly.region
    units = list(Unit.objects.filter(region=county).order_by("pk")[:CLERKS])
    clerks = [make_account(None, f"clerk{u.pk}", "某填报", Role.REPORTER, region=county, unit=u.name) for u in units]
    officers = [make_account(None, f"office{n}", "某经办", Role.COORDINATOR, region=county) for n in range(OFFICERS)]
    returns = {found.unit_id: found for found in period.returns.all()}
    tasks = {unit: list(Task.objects.filter(plan=plan, reporter=unit)) for unit in units}
    return {
        "ledger": version.yearly_id,
        "version": version.number,
        "period": period.pk,
        "clerks": [
            {
                "session": session(clerk),
                "return": returns[unit.pk].pk,
                "tasks": [
                    {"key": task.pk, "indicators": [i.pk for i in task.indicators.all()]} for task in tasks[unit]
                ],
            }
            for clerk, unit in zip(clerks, units, strict=True)
        ],
        "officers": [{"session": session(officer)} for officer in officers],
    }


def session(user: User) -> str:
    """A session in which the person is signed in."""
    made = import_module(settings.SESSION_ENGINE).SessionStore()
    made[SESSION_KEY] = str(user.pk)
    made[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    made[HASH_SESSION_KEY] = user.get_session_auth_hash()
    made.save()
    return str(made.session_key)


if __name__ == "__main__":
    main()
