"""Rows over others: which items stand together, headed how, with which sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from taizhang.ledger import Ledger, Project, Quantity, Section, plain

from .model import Layout

_NUMERALS = "一二三四五六七八九十"
_LATE = date(9999, 12, 31)


@dataclass(slots=True)
class Group:
    """Items under one heading; `section` is the ledger's own row for it, `title` the words of a made one."""

    projects: list[Project] = field(default_factory=list)
    section: Section | None = None
    title: str = ""
    kind: Literal["tier", "category", "total"] = "category"


def groups_of(layout: Layout, ledger: Ledger) -> list[Group]:
    """The ledger's items in the layout's groups and order; a total's row is a group of its own, without items."""
    if layout.groups in ("tier", "category"):
        made = _own(ledger) if _has(ledger, layout.groups) else _made(ledger, layout.groups)
    else:
        made = _own(ledger)
    if layout.groups == "none":
        made = _flat(made)
    for group in made:
        group.projects = _ordered(layout, group.projects)
    return made


def _has(ledger: Ledger, kind: str) -> bool:
    return any(s.kind == kind for s in ledger.sections)


def _own(ledger: Ledger) -> list[Group]:
    """The groups as the ledger's own rows part them."""
    opened: dict[int, Project] = {p.tasks[0].row: p for p in ledger.projects if p.tasks}
    made = [Group()]
    for row in sorted([*opened, *(s.row for s in ledger.sections)]):
        if row in opened:
            if made[-1].kind == "total":
                made.append(Group())
            made[-1].projects.append(opened[row])
        else:
            section = next(s for s in ledger.sections if s.row == row)
            made.append(Group(section=section, title=section.title, kind=section.kind))
    return [g for g in made if g.projects or g.section]


def _flat(groups: Iterable[Group]) -> list[Group]:
    """One group of all items; rows that sum all up stay, above or below."""
    groups = list(groups)
    projects = [p for g in groups for p in g.projects]
    first = next((k for k, g in enumerate(groups) if g.projects), 0)
    totals = [(k, g) for k, g in enumerate(groups) if g.kind == "total"]
    above = [g for k, g in totals if k < first]
    return [*above, Group(projects), *(g for k, g in totals if k > first)]


def _made(ledger: Ledger, kind: Literal["tier", "category"]) -> list[Group]:
    """A group for each tier or category, in the order in which they first come."""
    found: dict[str, Group] = {}
    for project in ledger.projects:
        name = project.category
        if kind == "tier":
            name = project.tier or next((t for task in project.tasks for t in task.tiers), "")
        found.setdefault(name, Group(title=name, kind=kind)).projects.append(project)
    totals = [g for g in _own(ledger) if g.kind == "total"]
    return [*found.values(), *totals]


def heading(group: Group, number: int) -> str:
    """The words of a made group's row: 一、省级民生实事（9项）."""
    title = group.title or "其他"
    name = f"{title}民生实事" if group.kind == "tier" else title
    return f"{numeral(number)}、{name}（{len(group.projects)}项）"


def numeral(number: int) -> str:
    """A number up to 99 in Chinese: 十二."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十"
    return head + (_NUMERALS[ones - 1] if ones else "")


def investment(group: Group) -> str:
    """The sum of the items' investment in 万元, empty where none is known."""
    amounts = [t.investment for p in group.projects for t in p.tasks if t.investment]
    money = [a.value for a in amounts if a.unit == "元"]
    return plain(sum(money, Decimal(0)) / 10**4) if money and len(money) == len(amounts) else _bare(amounts)


def _bare(amounts: Sequence[Quantity]) -> str:
    units = {a.unit for a in amounts}
    return plain(sum((a.value for a in amounts), Decimal(0))) if len(units) == 1 else ""


def _ordered(layout: Layout, projects: Sequence[Project]) -> list[Project]:
    if layout.sort == "own":
        return list(projects)
    keys = [(_key(layout.sort, project), k) for k, project in enumerate(projects)]
    return [projects[k] for _, k in sorted(keys)]


_STANDING = ("overdue", "behind", "not_started", "vague", "on_schedule", "ahead", "adjusted", "done", "closed", "")


def _key(sort: str, project: Project) -> tuple[object, ...]:
    task = project.tasks[0]
    if sort == "number":
        digits = "".join(c for c in project.number if c.isdigit())
        return (int(digits) if digits else 10**9,)
    if sort == "unit":
        return (next((n.name for n in (*task.lead_units, *task.responsible_units)), "\uffff"),)
    if sort == "deadline":
        return (min((d for t in project.tasks if t.deadline for d in t.deadline.dates), default=_LATE),)
    if sort == "status":
        return (min(_STANDING.index(t.report.status) for t in project.tasks),)
    return (task.region or "\uffff",)
