"""Ledgers made up for tests of papers."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from taizhang.ledger import Cell, Column, Document, HeaderCell, Ledger, Passage, Project, Role, Section, Task

COLUMNS = (
    Column("序号", Role.NUMBER),
    Column("项目名称", Role.PROJECT),
    Column("工作内容", Role.CONTENT),
    Column("责任单位", Role.RESPONSIBLE_UNIT),
    Column("年度投资（万元）", Role.INVESTMENT, ("年度投资（万元）",)),
    Column("进展情况", Role.PROGRESS),
)


def ledger(*projects: tuple[tuple[str, ...], ...], title: str = "柳泉县2025年民生实事进展情况台账") -> Ledger:
    """A ledger of projects, each with a tuple (content, unit, investment, progress) for every task."""
    made, row = [], 0
    for number, tasks in enumerate(projects, 1):
        name = f"第{number}项惠民工程"
        rows = []
        for at, texts in enumerate(tasks):
            lead = (str(number), name) if at == 0 else ("", "")
            deep = len(tasks) if at == 0 else 1
            cells = [Cell(text, k, rows=deep if k < 2 else 1) for k, text in enumerate((*lead, *texts)) if text]
            rows.append(Task(row, str(number), name, texts[0], cells=tuple(cells)))
            row += 1
        made.append(Project(str(number), name, tasks=tuple(rows)))
    document = Document(
        title=title,
        notes=("注：数据截至2025年9月30日。",),
        passages=(Passage("title", title), Passage("note", "注：数据截至2025年9月30日。")),
    )
    heads = tuple(HeaderCell(c.name, 0, k) for k, c in enumerate(COLUMNS))
    return Ledger(document, COLUMNS, heads, projects=tuple(made))


def many(count: int) -> Ledger:
    """A ledger of so many tasks, two to a project, each cell with a mark of its own."""
    projects = [
        tuple(
            (
                f"新建{k}号便民服务点{at}处，配齐设施设备，方便群众就近办事。",
                "县民政局、县住建局" if at else "县交通运输局",
                f"{120 + k}",
                f"{k}-{at}号点位主体完工，正在安装设备，已完成投资{k}.5万元。",
            )
            for at in range(2)
        )
        for k in range(1, count // 2 + 1)
    ]
    return ledger(*projects)


def with_sections(made: Ledger, *titles: str) -> Ledger:
    """The ledger with tier rows over as many runs of its projects as there are titles."""
    size = -(-len(made.projects) // len(titles))
    sections, projects, shift = [], [], 0
    for k, project in enumerate(made.projects):
        if k % size == 0:
            words = titles[k // size]
            at = project.tasks[0].row + shift
            cells = (Cell(words, 0), Cell("500", 4))
            sections.append(Section(at, words, "tier", title=words, total={4: Decimal(500)}, cells=cells))
            shift += 1
        tasks = tuple(replace(t, row=t.row + shift) for t in project.tasks)
        projects.append(replace(project, tasks=tasks))
    return replace(made, sections=tuple(sections), projects=tuple(projects))
