"""What the toolbar of a ledger page asks for, and which rows answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from taizhang.ledger import Ledger, Name, Project, Section, Task
from taizhang.web.asking import Asking

from .explained import Noted, by_row
from .kept import KeptLight

RANK = {"tier": 0, "category": 1, "total": 2}


@dataclass(frozen=True, slots=True)
class Filters(Asking):
    """What the rows are filtered by.  `severity` and `rule` are a finding's; an explained one's is `explained`.

    `light` is the colour that a task was given when the period was closed.
    """

    q: str = ""
    unit: str = ""
    leader: str = ""
    tier: str = ""
    status: str = ""
    severity: str = ""
    rule: str = ""
    light: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What each select of the toolbar offers, in the order of first appearance."""

    units: tuple[str, ...]
    leaders: tuple[str, ...]
    tiers: tuple[str, ...]
    statuses: tuple[str, ...]
    severities: tuple[str, ...]
    rules: tuple[str, ...]


def choices(ledger: Ledger, findings: Sequence[Noted], standings: Mapping[int, str]) -> Choices:
    """Only what occurs in this ledger is offered."""
    pairs = [(p, t) for p in ledger.projects for t in p.tasks]
    return Choices(
        units=_distinct(name for _, t in pairs for name in units_of(t)),
        leaders=_distinct(n.name for _, t in pairs for n in t.lead_leaders),
        tiers=_distinct(tier for p, t in pairs for tier in tiers_of(p, t)),
        statuses=_distinct(status or "none" for status in standings.values()),
        severities=tuple(s for s in ("error", "warning", "info", "explained") if any(f.state == s for f in findings)),
        rules=tuple(sorted({f.finding.rule for f in findings})),
    )


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def units_of(task: Task) -> tuple[str, ...]:
    """Every unit that answers for the task: lead, responsible, cooperating."""
    names: Sequence[Name] = (*task.lead_units, *task.responsible_units, *task.cooperating_units)
    return _distinct(name.name for name in names)


def is_mine(unit: str, units: Iterable[str]) -> bool:
    """Whether a person's unit is among the task's; 县教育局 and 教育局 are one."""
    return any(unit and (unit.endswith(name) or name.endswith(unit)) for name in units)


def tiers_of(project: Project, task: Task) -> tuple[str, ...]:
    """The lists the task stands on."""
    return task.tiers or ((project.tier,) if project.tier else ())


def visible_rows(
    ledger: Ledger,
    findings: Sequence[Noted],
    standings: Mapping[int, str],
    filters: Filters,
    lights: Mapping[int, KeptLight] | None = None,
) -> list[int]:
    """The rows that answer, each under the sections that head it; totals only when nothing is filtered out."""
    if not filters.active:
        return [row.row for row in ledger.rows]
    found = by_row(findings)
    colours = {row: kept.light.colour for row, kept in (lights or {}).items()}
    tasks = {
        t.row
        for p in ledger.projects
        for t in p.tasks
        if _answers(p, t, found.get(t.row, []), filters)
        and filters.status in ("", standings.get(t.row, "") or "none")
        and filters.light in ("", colours.get(t.row))
    }
    return _with_sections(ledger.rows, tasks)


def _with_sections(rows: Sequence[Section | Task], tasks: set[int]) -> list[int]:
    heads: list[Section] = []
    shown: list[int] = []
    for row in rows:
        if isinstance(row, Section):
            if row.kind != "total":
                heads = [h for h in heads if RANK[h.kind] < RANK[row.kind]] + [row]
        elif row.row in tasks:
            shown += [h.row for h in heads if h.row not in shown]
            shown.append(row.row)
    return shown


def _answers(project: Project, task: Task, findings: list[Noted], asked: Filters) -> bool:
    return (
        (not asked.unit or asked.unit in units_of(task))
        and (not asked.leader or any(n.name == asked.leader for n in task.lead_leaders))
        and (not asked.tier or asked.tier in tiers_of(project, task))
        and (not asked.severity or any(f.state == asked.severity for f in findings))
        and (not asked.rule or any(f.finding.rule == asked.rule for f in findings))
        and (not asked.q or _holds(project, task, asked.q))
    )


def _holds(project: Project, task: Task, words: str) -> bool:
    """Every word asked for stands in the row or its project's name, blanks and case aside."""
    parts = (project.number, project.name, project.category, task.name, task.content, *(c.text for c in task.cells))
    text = "".join("".join(part.split()) for part in parts).lower()
    return all(word.lower() in text for word in words.split())
