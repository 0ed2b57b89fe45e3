"""What stands in a field of a task where no column of the ledger holds it: facts, written as tables have them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from taizhang.ledger import Achieved, Bilingual, Indicator, Name, Project, Quantity, Status, Task, plain

STATUSES: Mapping[Status, Bilingual] = {
    "not_started": Bilingual("未启动", "not started"),
    "ahead": Bilingual("超序时进度", "ahead of schedule"),
    "on_schedule": Bilingual("按序时推进", "on schedule"),
    "behind": Bilingual("滞后于序时进度", "behind schedule"),
    "overdue": Bilingual("逾期未完成", "overdue"),
    "done": Bilingual("已完成", "done"),
    "closed": Bilingual("已销号", "closed"),
    "adjusted": Bilingual("已调整", "adjusted"),
    "vague": Bilingual("正在推进", "under way"),
}
"""The canonical statuses in official words (domain.md 2.3)."""


def figure(quantity: Quantity, *, unit: bool = True) -> str:
    """A quantity as printed, or made out of its value: 9600人, 1.35万元, 51.25%."""
    if quantity.text:
        return quantity.text if unit or not quantity.unit else quantity.text.removesuffix(quantity.unit)
    shown = quantity.value / quantity.scale if quantity.scale > 1 else quantity.value
    scale = {10**4: "万", 10**8: "亿"}.get(quantity.scale, "")
    return f"{plain(shown)}{scale}{quantity.unit if unit else ''}"


def rate_of(achieved: Achieved, indicator: Indicator | None) -> str:
    """The rate printed, else done by target to one decimal; empty where they are of different kinds."""
    if achieved.rate:
        return figure(achieved.rate)
    target = indicator.target.quantity if indicator and indicator.target else None
    done = achieved.quantity
    if not done or not target or target.unit != done.unit or target.value <= 0:
        return ""
    return f"{plain((done.value * 100 / target.value).quantize(Decimal('0.1')))}%"


def results(task: Task) -> tuple[tuple[Indicator | None, Achieved | None], ...]:
    """The task's indicators, each with its latest result; results that answer none at the end."""
    values = task.report.values
    mine = {v.indicator: v for v in values if v.indicator is not None}
    loose = [v for v in values if v.indicator is None and (v.quantity or v.rate or v.rank)]
    paired: list[tuple[Indicator | None, Achieved | None]] = [(i, mine.get(k)) for k, i in enumerate(task.indicators)]
    if loose and len(paired) == 1 and paired[0][1] is None:
        return ((paired[0][0], loose[0]), *((None, v) for v in loose[1:]))
    return (*paired, *((None, v) for v in loose))


def _column(lines: Iterable[str]) -> str:
    """One line for each of several results, an empty one as a dash so that lines stay beside each other."""
    shown = list(lines)
    return "" if not any(shown) else shown[0] if len(shown) == 1 else "\n".join(line or "—" for line in shown)


def _names(names: Iterable[Name]) -> str:
    return "、".join(dict.fromkeys(n.text.replace("\n", "") for n in names))


def _target(indicator: Indicator | None) -> str:
    return figure(indicator.target.quantity) if indicator and indicator.target else ""


def _status(project: Project, task: Task) -> str:
    report = task.report
    return report.status_word or (STATUSES[report.status].zh if report.status else "")


Fact = Callable[[Project, Task], str]
FACTS: Mapping[str, Fact] = {
    "number": lambda p, t: p.number,
    "tier": lambda p, t: "、".join(t.tiers) or p.tier,
    "category": lambda p, t: p.category,
    "project": lambda p, t: p.name,
    "subproject": lambda p, t: t.name if t.name not in ("", p.name) else "",
    "content": lambda p, t: t.content,
    "region": lambda p, t: t.region,
    "lead_leader": lambda p, t: _names(t.lead_leaders),
    "lead_unit": lambda p, t: _names(t.lead_units),
    "responsible_unit": lambda p, t: _names(t.responsible_units),
    "cooperating_unit": lambda p, t: _names(t.cooperating_units),
    "supervising_unit": lambda p, t: _names(t.supervising_units),
    "deadline": lambda p, t: t.deadline.text if t.deadline else "",
    "investment": lambda p, t: figure(t.investment) if t.investment else "",
    "progress": lambda p, t: t.report.progress,
    "problems": lambda p, t: t.report.problems,
    "next_steps": lambda p, t: t.report.next_steps,
    "stage": lambda p, t: t.report.stage,
    "status": _status,
    "remarks": lambda p, t: t.remarks,
    "indicator": lambda p, t: _column(i.name if i else "" for i, _ in results(t)),
    "target_value": lambda p, t: _column(_target(i) for i, _ in results(t)),
    "achieved": lambda p, t: _column(figure(v.quantity) if v and v.quantity else "" for _, v in results(t)),
    "rate": lambda p, t: _column(rate_of(v, i) if v else "" for i, v in results(t)),
    "rank": lambda p, t: _column(_rank(v) for _, v in results(t)),
}
"""Facts of a task by what a field may ask for."""


def _rank(value: Achieved | None) -> str:
    if value is None or value.rank is None:
        return ""
    return f"{value.rank.place}/{value.rank.of}" if value.rank.of else str(value.rank.place)
