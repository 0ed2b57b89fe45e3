"""Ledger and layout -> the ledger as that layout has it: other columns, rows and headings, the same facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from taizhang.ledger import Cell, Document, Ledger, Passage, Project, Role, Section

from .columns import Period, Source, header_of, in_column, sources
from .groups import Group, groups_of, heading, investment
from .matrix import matrix
from .model import Layout

_SHARED = frozenset({
    "number", "project", "tier", "category", "region", "lead_leader", "lead_unit", "responsible_unit",
    "cooperating_unit", "supervising_unit", "deadline",
})  # fmt: skip
"""Fields of a project rather than of each task: made from facts they stand once, merged over its tasks."""


def arrange(ledger: Ledger, layout: Layout, earlier: Sequence[Period] = ()) -> Ledger:
    """The ledger in the layout; without fields it stays as it is but for title and notes.

    `earlier` are periods to stand beside this one, oldest first.  Raises WriteError for a matrix of a ledger
    that names no counties.
    """
    document = _document(ledger, layout)
    if layout.shape == "matrix":
        return replace(matrix(ledger), document=document)
    if not layout.fields:
        return replace(ledger, document=document)
    periods = _apart((*earlier, *_now(ledger, bool(earlier))))
    made = sources(layout, ledger, periods)
    columns, header = header_of(made)
    body = _Body(ledger, layout, made, covering=_covering(ledger))
    for group in groups_of(layout, ledger):
        body.add(group)
    laid = Ledger(document, columns, header, tuple(body.sections), tuple(body.projects))
    return _with_tier_note(laid) if layout.tier_note else laid


def _apart(periods: Sequence[Period]) -> list[Period]:
    """The periods under labels of their own: two of one label would be one heading."""
    labels = [p.label for p in periods]
    return [
        Period(f"{p.label}（{labels[: k + 1].count(p.label)}）", p.ledger, p.rows) if labels.count(p.label) > 1 else p
        for k, p in enumerate(periods)
    ]


def _now(ledger: Ledger, beside: bool) -> tuple[Period, ...]:
    """The ledger's own periods: one, or one for each of its columns of progress (一季度, 二季度 …)."""
    told = [k for k, c in enumerate(ledger.columns) if c.role is Role.PROGRESS]
    if len(told) < 2 or beside:
        return (Period(ledger.document.period_text or "本期", ledger),)
    return tuple(Period(ledger.columns[k].name, _only(ledger, k)) for k in told)


def _only(ledger: Ledger, column: int) -> Ledger:
    """The ledger in which only that column of progress is one."""
    columns = tuple(
        c if k == column or c.role is not Role.PROGRESS else replace(c, role=Role.EXTRA)
        for k, c in enumerate(ledger.columns)
    )
    return replace(ledger, columns=columns)


def _document(ledger: Ledger, layout: Layout) -> Document:
    document = ledger.document
    if layout.title:
        words = {"title": document.title, "region": document.region, "period": document.period_text}
        title = layout.title.replace("{year}", str(document.year or ""))
        for name, word in words.items():
            title = title.replace(f"{{{name}}}", word)
        document = titled(document, title)
    if layout.notes:
        passages = (*document.passages, *(Passage("note", note) for note in layout.notes)) if document.passages else ()
        document = replace(document, notes=(*document.notes, *layout.notes), passages=passages)
    return document


def titled(document: Document, title: str) -> Document:
    """The document under another title."""
    kept: list[Passage] = []
    for passage in document.passages:
        if passage.kind != "title":
            kept.append(passage)
        elif not any(p.kind == "title" for p in kept):
            kept.append(replace(passage, text=title))
    if kept and not any(p.kind == "title" for p in kept):
        at = next((k for k, p in enumerate(kept) if p.kind in ("subtitle", "note")), len(kept))
        kept.insert(at, Passage("title", title))
    return replace(document, title=title, passages=tuple(kept))


@dataclass(slots=True)
class _Body:
    """Sections and projects while they are laid one under another; `top` is the next row."""

    ledger: Ledger
    layout: Layout
    made: Sequence[Source]
    sections: list[Section] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    top: int = 0
    headed: int = 0
    counted: int = 0
    covering: Mapping[tuple[int, int], Cell] = field(default_factory=dict)

    def add(self, group: Group) -> None:
        """A group: its heading, then its items."""
        if group.section or group.title or (group.kind == "tier"):
            self._head(group)
        if self.layout.numbering == "by_group":
            self.counted = 0
        for project in group.projects:
            self.counted += 1
            self.projects.append(self._project(project, group))

    def _head(self, group: Group) -> None:
        cells = self._own_cells(group.section) if group.section else self._made_cells(group)
        text = " ".join(c.text for c in cells[:1]) if not group.section else group.section.text
        row = self.top
        if group.section:
            total = {k: v for c in cells for j, v in group.section.total.items() if (k := c.column) == self._to(j)}
            self.sections.append(replace(group.section, row=row, cells=cells, total=total))
        else:
            self.sections.append(Section(row, text, group.kind, title=group.title, cells=cells))
        self.top += 1

    def _to(self, column: int) -> int | None:
        """Where a column of the ledger stands now."""
        return next((k for k, s in enumerate(self.made) if s.column == column and s.tasks is None), None)

    def _own_cells(self, section: Section) -> tuple[Cell, ...]:
        """The section's cells in their new columns: words at the left, totals under their own headings."""
        words = [c for c in section.cells if c.column not in section.total]
        cells = [replace(c, column=k, columns=1, rows=1) for k, c in enumerate(words[:2])]
        if len(words) > 2 or (cells and self.made[0].field.of != "number" and len(words) > 1):
            cells = [Cell(section.text, 0)]
        for cell in section.cells:
            to = self._to(cell.column)
            if cell.column in section.total and to is not None and to >= len(cells):
                cells.append(replace(cell, column=to, columns=1, rows=1))
        return tuple(sorted(cells, key=lambda c: c.column)) or (Cell(section.text, 0),)

    def _made_cells(self, group: Group) -> tuple[Cell, ...]:
        self.headed += 1
        cells = [Cell(heading(group, self.headed), 0)]
        money = next((k for k, s in enumerate(self.made) if s.field.of == "investment"), 0)
        if self.layout.sums and money and (total := investment(group)):
            cells.append(Cell(total, money))
        return tuple(cells)

    def _project(self, project: Project, group: Group) -> Project:
        first = self.top
        cells: list[list[Cell]] = [[] for _ in project.tasks]
        for column, source in enumerate(self.made):
            for at, cell in self._column(project, source):
                cells[at].append(in_column(cell, column, cell.rows))
        number = self._number(project)
        tasks = tuple(
            replace(t, row=first + k, number=number, cells=tuple(cells[k])) for k, t in enumerate(project.tasks)
        )
        self.top += len(tasks)
        section = self.sections[-1].row if self.sections and (group.section or group.title) else None
        return replace(project, number=number, section=section, tasks=tasks)

    def _number(self, project: Project) -> str:
        return project.number if self.layout.numbering == "own" and project.number else str(self.counted)

    def _column(self, project: Project, source: Source) -> list[tuple[int, Cell]]:
        """The cells of one column of a project, each with the index of its task."""
        count = len(project.tasks)
        if source.field.of == "number":
            return [(0, Cell(self._number(project), 0, rows=count))]
        found: list[tuple[int, Cell]] = []
        for at, task in enumerate(project.tasks):
            cell = source.cell(project, task)
            if cell is None and at == 0 and source.column is not None and source.tasks is None:
                cell = self.covering.get((task.row, source.column))
            if cell is not None and cell.text:
                found.append((at, replace(cell, rows=min(cell.rows, count - at))))
        return _merged(found, count) if source.column is None and source.field.of in _SHARED else _fitted(found, count)


def _fitted(found: Sequence[tuple[int, Cell]], count: int) -> list[tuple[int, Cell]]:
    """The cells with none reaching over the next."""
    ends = [*(at for at, _ in found[1:]), count][: len(found)]
    return [(at, replace(c, rows=min(c.rows, end - at))) for (at, c), end in zip(found, ends, strict=True)]


def _merged(found: Sequence[tuple[int, Cell]], count: int) -> list[tuple[int, Cell]]:
    """Cells of equal words one under another as one."""
    made: list[tuple[int, Cell]] = []
    for at, cell in found:
        if made and made[-1][1].text == cell.text and made[-1][0] + made[-1][1].rows == at:
            made[-1] = (made[-1][0], replace(made[-1][1], rows=made[-1][1].rows + 1))
        else:
            made.append((at, replace(cell, rows=1)))
    return _fitted(made, count)


def _covering(ledger: Ledger) -> Mapping[tuple[int, int], Cell]:
    """For each place under a merged cell of a row further up, that cell with the rows it still covers."""
    found: dict[tuple[int, int], Cell] = {}
    for task in ledger.tasks:
        for cell in task.cells:
            for deep in range(1, cell.rows):
                found[task.row + deep, cell.column] = replace(cell, rows=cell.rows - deep)
    return found


def _with_tier_note(ledger: Ledger) -> Ledger:
    """The ledger with the note that says which numbers are of which tier, where it has no such words yet."""
    document = ledger.document
    if any("项为" in note for note in document.notes) or any(s.kind == "tier" for s in ledger.sections):
        return ledger
    runs: list[tuple[str, int, int]] = []
    for number, project in enumerate(ledger.projects, 1):
        tier = project.tier
        if runs and runs[-1][0] == tier:
            runs[-1] = (tier, runs[-1][1], number)
        else:
            runs.append((tier, number, number))
    if not all(tier for tier, _, _ in runs) or len({tier for tier, _, _ in runs}) != len(runs) or not runs:
        return ledger
    parts = [f"{a}-{b}项为{tier}" if a < b else f"第{a}项为{tier}" for tier, a, b in runs]
    note = "注：" + "，".join(f"{part}民生实事" for part in parts) + "。"
    passages = (*document.passages, Passage("note", note)) if document.passages else ()
    return replace(ledger, document=replace(document, notes=(*document.notes, note), passages=passages))
