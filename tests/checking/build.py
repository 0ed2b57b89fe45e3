"""A ledger of one or more rows for a test, built as reading builds it."""

from datetime import date
from typing import Any

from taizhang import language
from taizhang.ledger import Cell, Column, Document, Ledger, Period, Project, Role, Task

HEADINGS = {
    "number": ("序号", Role.NUMBER),
    "project": ("项目名称", Role.PROJECT),
    "goal": ("目标任务", Role.CONTENT),
    "leader": ("牵头领导", Role.LEAD_LEADER),
    "unit": ("责任单位", Role.RESPONSIBLE_UNIT),
    "deadline": ("完成时限", Role.DEADLINE),
    "investment": ("年度投资（万元）", Role.INVESTMENT),
    "achieved": ("完成数", Role.ACHIEVED),
    "rate": ("完成率", Role.RATE),
    "progress": ("进展情况", Role.PROGRESS),
    "problems": ("存在问题", Role.PROBLEMS),
    "next": ("下步打算", Role.NEXT_STEPS),
    "status": ("状态", Role.STATUS),
    "remarks": ("备注", Role.REMARKS),
}
HALF_YEAR = Period("2025年上半年", date(2025, 1, 1), date(2025, 6, 30))


def ledger(*rows: dict[str, str], year: int | None = 2025, period: Period | None = HALF_YEAR, **facts: Any) -> Ledger:
    """A ledger with a column for every key that any row has, and with the facts that the rules look at."""
    keys = [k for k in HEADINGS if any(k in row for row in rows)]
    columns = tuple(Column(*HEADINGS[k], heading=(HEADINGS[k][0],)) for k in keys)
    projects = tuple(_project(index, row, keys, year) for index, row in enumerate(rows))
    document = Document(title="测试台账", year=year, period=period, **facts)
    return Ledger(document=document, columns=columns, projects=projects)


def _project(index: int, row: dict[str, str], keys: list[str], year: int | None) -> Project:
    cells = tuple(Cell(row[k], i) for i, k in enumerate(keys) if row.get(k))
    task = Task(
        row=index,
        number=row.get("number", str(index + 1)),
        content=row.get("goal", ""),
        lead_leaders=language.split_people(row.get("leader", "")),
        responsible_units=language.split_units(row.get("unit", "")),
        deadline=language.deadline(row["deadline"], year=year) if row.get("deadline") else None,
        remarks=row.get("remarks", ""),
        cells=cells,
    )
    return Project(row.get("number", str(index + 1)), row.get("project", ""), tasks=(task,))
