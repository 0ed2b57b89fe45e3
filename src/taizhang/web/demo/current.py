"""The month that is open: units stand in different places with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial

from taizhang.web.months.models import Period, Return
from taizhang.web.months.services import acting
from taizhang.web.months.services.beginning import opened
from taizhang.web.people.models import User

from .acts import Act, Dated, accept, give_back
from .county import County, moment
from .filling import explain, fill_all, fill_some, reports_of

REACHED: Mapping[str, str] = {
    "县教育局": "half",
    "县住房和城乡建设局": "returned",
    "县卫生健康局": "accepted",
    "县民政局": "sent",
    "县残疾人联合会": "sent",
    "县人力资源和社会保障局": "reading",
    "县交通运输局": "signing",
    "县水务局": "filled",
    "县文化广电和旅游局": "accepted",
    "县市场监督管理局": "sent",
}
"""The units that have begun."""
REASON = "老旧小区改造请写明尚未完工的小区名称和计划完工日期。"


def going_on(county: County, period: Period, now: datetime) -> Iterator[Dated]:
    """What was done since the period opened: units one after another, the acts of each within an hour or two."""
    begun = min(moment(period.opens), now)
    for number, found in enumerate(period.returns.select_related("unit", "period")):
        acts = list(_acts(county, found, REACHED.get(found.unit.name, "")))
        last = (now - begun) * (0.35 + number / 18)
        gap = min(timedelta(minutes=20 + number), last / (len(acts) + 1))
        for step, act in enumerate(reversed(acts)):
            yield Dated(begun + last - gap * step, act)


def _acts(county: County, found: Return, reached: str) -> Iterator[Act]:
    clerk, signer, office = county.clerks[found.unit_id], county.signers[found.unit_id], county.office
    if not reached:
        return
    yield partial(opened, clerk, found)
    if reached == "half":
        yield partial(_half, clerk, found)
        return
    yield partial(fill_all, clerk, found)
    if reached == "filled":
        return
    yield partial(explain, clerk, found)
    yield partial(acting.submit, clerk, found.pk)
    if reached == "signing":
        return
    yield partial(acting.send, signer, found.pk)
    if reached in ("reading", "returned"):
        yield partial(acting.take_up, office, found.pk)
    if reached == "returned":
        yield partial(give_back, office, found, REASON)
    if reached == "accepted":
        yield partial(accept, office, found)


def _half(clerk: User, found: Return) -> None:
    """The first tasks of the return."""
    reports = reports_of(found)
    fill_some(clerk, reports[: len(reports) // 2])
