"""The demo's year: every act of units and office on its day, up to today, in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from django.utils import timezone

from taizhang.web.clock import standing_at
from taizhang.web.months.models import Indicator, Period, Remark, Report, Return, Task, Value, Way
from taizhang.web.months.services import acting
from taizhang.web.months.services.closing import close
from taizhang.web.months.services.filling import add_note
from taizhang.web.months.services.periods import reopen
from taizhang.web.months.services.plans import change_target
from taizhang.web.months.services.remarks import remark, reply
from taizhang.web.months.services.removing import Leaving, take_off
from taizhang.web.months.services.reviewing import verify
from taizhang.web.people.models import User

from .acts import Dated, accept, once_more, reported
from .county import County, begin, moment, periods_of, year_on
from .current import going_on
from .filling import explain, mend
from .papers import written

BEGINS = (1, 16)
CLOSING = timedelta(days=2, hours=1, minutes=30)
"""From the morning of a period's last day to its closing."""
LATE = {"县城市管理局": (2, 5, 6, 9), "县交通运输局": (7,)}
"""Units that sent after the day due, with the months."""
GIVEN_BACK = {
    ("县水务局", 3): "供水管网的累计数请与一季度验收单核对后再报。",
    ("县住房和城乡建设局", 4): "老旧小区改造的问题写得不清楚，请写明涉及哪几个小区、影响多久。",
    ("县农业农村局", 6): "高标准农田请按验收口径填报，不含在建面积。",
    ("县卫生健康局", 8): "感染楼的形象进度与文字不一致，请核对。",
    ("县民政局", 10): "老年助餐点请补充新开业点位的数量。",
}
MISSED, MENDED = ("县城市管理局", 4), ("县住房和城乡建设局", 9)
"""A month that a unit did not send at all, and one that was corrected after it was closed."""

REMARKS = (
    (5, "公办幼儿园建设", "请教育、住建两部门倒排工期，确保9月1日如期开园。", "已倒排工期，6所幼儿园均明确专人驻点。"),
    (8, "农村学校食堂改造", "食堂改造要赶在开学前完成验收，做好空气检测。", "18个食堂已全部完工，检测报告齐全。"),
    (11, "城市书房", "第四个书房的装修进度请每周报一次。", ""),
)
NOTES = (
    (6, "无障碍改造", "县民政局", "已将新增低保家庭18户的需求转残联，请一并纳入改造。"),
    (9, "农村供水管网", "县农业农村局", "高标准农田机耕路与管网交叉处已预留过管位置。"),
)


def live(clerk: User, text: str) -> None:
    """The county's year up to now, as the clerk of the city above has it begun."""
    now = timezone.now()
    year = year_on(timezone.localdate(now))
    with standing_at(moment(date(year, *BEGINS))) as clock:
        county = begin(clerk, text, year)
        for dated in sorted(_acts(county, now), key=lambda one: one.at):
            if dated.at <= now:
                clock.move_to(dated.at)
                dated.act()


def _acts(county: County, now: datetime) -> Iterator[Dated]:
    today = timezone.localdate(now)
    yield from _changed_targets(county)
    yield _taken_off(county)
    yield from _words(county)
    yield from written(county, CLOSING, now)
    for period in periods_of(county.plan):
        if period.closes < today:
            yield from _month(county, period)
        elif period.opens <= today:
            yield from going_on(county, period, now)


def _changed_targets(county: County) -> Iterator[Dated]:
    year = county.plan.yearly.year
    for name, month, part, basis, reason in (
        ("农村公路建设", 7, Decimal(112) / 96, f"澄政办发〔{year}〕21号", "上级追加农村公路建设计划16公里。"),
        (
            "高标准农田",
            9,
            Decimal("3.2") / Decimal("3.5"),
            f"澄政办发〔{year}〕30号",
            "部分地块与铁路线位重叠，核减。",
        ),
    ):
        indicator = Indicator.objects.filter(task__plan=county.plan, task__name=name)[0]
        value = (indicator.targets.get().value * part).quantize(Decimal("0.1"))
        day = date(year, month, 1)
        act = partial(change_target, county.office, indicator, value, day, basis, reason)
        yield Dated(moment(day, 10), act)


def _taken_off(county: County) -> Dated:
    """A task leaves the list: asked for no longer from September on."""
    year = county.plan.yearly.year
    told = Leaving(Way.MOVED, date(year, 9, 15), f"澄政办发〔{year}〕33号", "转入省级冷链物流专项，由市级统一实施。")
    act = partial(take_off, county.office, _task(county, "冷藏保鲜设施"), told)
    return Dated(moment(told.since, 16), act)


def _words(county: County) -> Iterator[Dated]:
    """What others say beside the reports: a leader, a cooperating unit, and the office by its own count."""
    year = county.plan.yearly.year
    for month, name, text, answer in REMARKS:
        at = moment(date(year, month, 12), 16)
        yield Dated(at, partial(_remark, county, name, at, text))
        if answer:
            yield Dated(at + timedelta(days=1), partial(_answer, county, name, answer))
    for month, name, unit, text in NOTES:
        yield Dated(moment(date(year, month, 28), 11), partial(_note, county, name, unit, text))
    yield Dated(moment(date(year, 8, 6), 14), partial(_verify, county, "城市公厕", 7))


def _task(county: County, name: str) -> Task:
    return county.plan.tasks.select_related("plan__yearly__region").get(name=name)


def _remark(county: County, name: str, at: datetime, text: str) -> None:
    """On the month that is open."""
    period = next(p for p in periods_of(county.plan) if p.opens <= timezone.localdate(at) <= p.closes)
    remark(county.leader, _task(county, name), period, text)


def _answer(county: County, name: str, text: str) -> None:
    task = _task(county, name)
    last = Remark.objects.filter(task=task).latest("pk")
    if task.reporter_id is not None:
        reply(county.signers[task.reporter_id], last.pk, text)


def _note(county: County, name: str, unit: str, text: str) -> None:
    """The cooperating unit's clerk, in the month that ends."""
    task, clerk = _task(county, name), next(c for c in county.clerks.values() if c.unit == unit)
    report = Report.objects.get(task=task, of__period__last__month=timezone.localdate().month)
    add_note(clerk, report.pk, text)


def _verify(county: County, name: str, month: int) -> None:
    """The office counted one less."""
    value = Value.objects.get(report__task__name=name, report__of__period__last__month=month)
    if value.entered is not None:
        verify(county.office, value.pk, value.entered - 1, f"{month}月底督查室实地核查记录")


def _month(county: County, period: Period) -> Iterator[Dated]:
    """A month that is over."""
    month = period.last.month
    returns = list(period.returns.select_related("unit"))
    for number, found in enumerate(returns):
        name = found.unit.name
        if (name, month) == MISSED:
            continue
        late = month in LATE.get(name, ())
        sent = moment(period.due + timedelta(1) if late else _before(period.due, 1 + number % 4), 10, 3 * number)
        yield from reported(county, found, sent)
        if (name, month) in GIVEN_BACK:
            yield from once_more(county, found, moment(period.due, 15), GIVEN_BACK[name, month])
        yield Dated(moment(period.closes, 9, 2 * number), partial(accept, county.office, found))
    closing = moment(period.closes) + CLOSING
    yield Dated(closing, partial(close, county.office, period))
    for found in returns:
        if (found.unit.name, month) in (MISSED, MENDED):
            yield from _corrected(county, found, closing)


def _before(day: date, days: int) -> date:
    return day - timedelta(days)


def _corrected(county: County, found: Return, closed: datetime) -> Iterator[Dated]:
    """After the closing the period is opened again for one unit, which sends; then it is closed with a reason."""
    missed = (found.unit.name, found.period.last.month) == MISSED
    day = timezone.localdate(closed)
    reason = "经办人员调整，未能按期报送，申请补报。" if missed else "既有住宅加装电梯投用数重复计入1台，申请更正。"
    until = day + timedelta(4)
    yield Dated(closed + timedelta(hours=4), partial(reopen, county.office, found.period, found.unit, until, reason))
    signer = county.signers[found.unit_id]
    sent = closed + timedelta(days=2)
    if missed:
        yield from reported(county, found, sent)
    else:
        yield Dated(sent - timedelta(hours=3), partial(acting.amend, signer, found.pk, reason))
        yield Dated(sent - timedelta(hours=2), partial(mend, signer, found, "加装电梯", Decimal(-1)))
        yield Dated(sent - timedelta(hours=1), partial(explain, signer, found))
        yield Dated(sent, partial(acting.send, signer, found.pk))
    yield Dated(sent + timedelta(hours=5), partial(accept, county.office, found))
    yield Dated(sent + timedelta(days=1), partial(close, county.office, found.period, reason))
