"""Ledger -> a table of counties by indicators, each with its target, result and rate (domain.md 1.3)."""

from __future__ import annotations

from collections.abc import Iterator

from taizhang.ledger import Bilingual, Cell, Column, HeaderCell, Ledger, Project, Role, Section, Task

from ..errors import WriteError
from .values import figure, rate_of, results

_PARTS = (("目标任务", Role.TARGET), ("完成数", Role.ACHIEVED), ("完成比例", Role.RATE))


def matrix(ledger: Ledger) -> Ledger:
    """The ledger with a row for each county and three columns for each indicator; its total's row stays.

    Raises WriteError for a ledger that names no counties, or no indicators.
    """
    found = _figures(ledger)
    names = list(dict.fromkeys(name for row in found.values() for name in row))
    if not any(found) or not names:
        raise WriteError(
            Bilingual(
                "台账没有分县区的指标，排不成分县区指标表",
                "the ledger has no indicators by county, so no matrix can be made",
            ),
            Bilingual("请选用其他版式。", "Take another layout."),
        )
    columns = [Column("县（市、区）", Role.REGION, ("县（市、区）",))]
    header = [HeaderCell("县（市、区）", 0, 0, 2)]
    for at, name in enumerate(names):
        header.append(HeaderCell(name, 0, 1 + 3 * at, 1, 3))
        columns += [Column(f"{name}·{part}", role, (name, part), name) for part, role in _PARTS]
    header += [HeaderCell(part, 1, 1 + 3 * at + k) for at in range(len(names)) for k, (part, _) in enumerate(_PARTS)]
    projects = [_row(row, region, names, cells) for row, (region, cells) in enumerate(found.items())]
    return Ledger(
        columns=tuple(columns), header=tuple(header), projects=tuple(projects),
        sections=tuple(_totals(ledger, names, len(projects))),
    )  # fmt: skip


def _figures(ledger: Ledger) -> dict[str, dict[str, tuple[str, str, str]]]:
    """Target, result and rate as printed, by county and indicator."""
    found: dict[str, dict[str, tuple[str, str, str]]] = {}
    for task in ledger.tasks:
        if not task.region:
            continue
        row = found.setdefault(task.region, {})
        printed = _printed(ledger, task.cells)
        if printed:
            row |= printed
            continue
        for indicator, value in results(task):
            name = (indicator.name if indicator else "") or task.name
            target = figure(indicator.target.quantity) if indicator and indicator.target else ""
            done = figure(value.quantity) if value and value.quantity else ""
            row.setdefault(name, (target, done, rate_of(value, indicator) if value else ""))
    return found


def _printed(ledger: Ledger, cells: tuple[Cell, ...]) -> dict[str, tuple[str, str, str]]:
    """The figures of a row of a ledger that is a matrix itself."""
    found: dict[str, dict[Role, str]] = {}
    for cell in cells:
        column = ledger.columns[cell.column]
        if column.indicator:
            found.setdefault(column.indicator, {})[column.role] = cell.text
    return {
        name: (parts.get(Role.TARGET, ""), parts.get(Role.ACHIEVED, ""), parts.get(Role.RATE, ""))
        for name, parts in found.items()
    }


def _cells(first: str, names: list[str], figures: dict[str, tuple[str, str, str]]) -> Iterator[Cell]:
    yield Cell(first, 0)
    for at, name in enumerate(names):
        for k, text in enumerate(figures.get(name, ("—", "—", "—"))):
            if text:
                yield Cell(text, 1 + 3 * at + k)


def _row(row: int, region: str, names: list[str], figures: dict[str, tuple[str, str, str]]) -> Project:
    task = Task(row, name=region, region=region, cells=tuple(_cells(region, names, figures)))
    return Project(name=region, tasks=(task,))


def _totals(ledger: Ledger, names: list[str], top: int) -> Iterator[Section]:
    """The rows that sum all up, where the ledger is a matrix itself."""
    totals = [s for s in ledger.sections if s.kind == "total"]
    for row, section in enumerate(totals, top):
        cells = tuple(_cells(section.text, names, _printed(ledger, section.cells)))
        yield Section(row, section.text, "total", title=section.title, cells=cells)
