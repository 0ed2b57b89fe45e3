"""What a ledger is: frozen plain data, the one model for reading, checking, printing and exchange.

A `Ledger` is one document: a region's yearly list, or its state at one period.  It holds sections (tiers,
categories, totals), and projects with tasks; a task is one row of the table.  Facts that language found in
the row (units, dates, targets, results) stand beside the cells as printed, so nothing is lost and every
fact can be shown in its place.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from msgspec import Struct, field

from .quantity import Period, Quantity, Rank
from .text import Cell, Origin, Span


class Role(StrEnum):
    """What a column is for.  The names in domain.md 1.3 and their variants are mapped to these."""

    NUMBER = "number"
    TIER = "tier"
    CATEGORY = "category"
    PROJECT = "project"
    SUBPROJECT = "subproject"
    CONTENT = "content"
    TARGET = "target"
    LEAD_LEADER = "lead_leader"
    LEAD_UNIT = "lead_unit"
    RESPONSIBLE_UNIT = "responsible_unit"
    COOPERATING_UNIT = "cooperating_unit"
    SUPERVISING_UNIT = "supervising_unit"
    CONTACT = "contact"
    DEADLINE = "deadline"
    INVESTMENT = "investment"
    PROGRESS = "progress"
    ACHIEVED = "achieved"
    RATE = "rate"
    RANK = "rank"
    STAGE = "stage"
    STATUS = "status"
    PROBLEMS = "problems"
    NEXT_STEPS = "next_steps"
    REMARKS = "remarks"
    REGION = "region"
    EXTRA = "extra"


REPORTED = frozenset({
    Role.PROGRESS, Role.ACHIEVED, Role.RATE, Role.RANK, Role.STAGE, Role.STATUS, Role.PROBLEMS, Role.NEXT_STEPS,
    Role.REMARKS,
})  # fmt: skip
"""Columns that a unit fills in for a period; the others are the list's own."""


class Column(Struct, frozen=True, omit_defaults=True):
    """One column: `name` is unique in the ledger, `heading` the header cells over it from the top down.

    In a matrix table `indicator` names the indicator that the column's target, result or rate belongs to.
    """

    name: str
    role: Role = Role.EXTRA
    heading: tuple[str, ...] = ()
    indicator: str = ""


class HeaderCell(Struct, frozen=True, omit_defaults=True):
    """One printed cell of the header, with its place in the header grid."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    origin: Origin = Origin()


class Name(Struct, frozen=True, omit_defaults=True):
    """A unit or a person: `text` as printed, `name` without spacing (谭  江 is 谭江)."""

    text: str
    name: str
    column: int | None = None
    span: Span | None = None


class Deadline(Struct, frozen=True, omit_defaults=True):
    """A deadline as written and the days it names; `dates` is empty when the words name none."""

    text: str
    dates: tuple[date, ...] = ()


Direction = Literal["at_least", "at_most", "exactly", "done_or_not"]


class Target(Struct, frozen=True, omit_defaults=True):
    """What an indicator must reach; `base` is the value before (从950元/月提高到1100元/月)."""

    quantity: Quantity
    direction: Direction = "at_least"
    base: Quantity | None = None
    soft: tuple[str, ...] = ()
    column: int | None = None
    span: Span | None = None


class Indicator(Struct, frozen=True, omit_defaults=True):
    """A thing counted, its target, and whether it is a part of the one before (其中创业培训300人次)."""

    name: str
    target: Target | None = None
    part_of: int | None = None


class Achieved(Struct, frozen=True, omit_defaults=True):
    """A result in a report; `indicator` is the index in the task's indicators, None when it answers none."""

    quantity: Quantity | None = None
    rate: Quantity | None = None
    rank: Rank | None = None
    indicator: int | None = None
    column: int | None = None
    span: Span | None = None


Status = Literal["", "not_started", "ahead", "on_schedule", "behind", "overdue", "done", "closed", "adjusted", "vague"]
"""The canonical statuses of domain.md 2.3; the local word is kept as printed."""


WITHDRAWN = frozenset({"调出", "取消", "中止", "终止"})
"""Words of the status "adjusted" by which a task is no longer asked for; the others change its goal or its days."""


class Report(Struct, frozen=True, omit_defaults=True):
    """What a unit says of a task for a period; texts as printed, figures as language found them."""

    progress: str = ""
    values: tuple[Achieved, ...] = ()
    stage: str = ""
    status: Status = ""
    status_word: str = ""
    problems: str = ""
    next_steps: str = ""
    period: Period | None = None


class Task(Struct, frozen=True, omit_defaults=True):
    """The accountable row.  `row` is its index among all rows of the ledger, sections included."""

    row: int
    number: str = ""
    name: str = ""
    content: str = ""
    region: str = ""
    tiers: tuple[str, ...] = ()
    lead_leaders: tuple[Name, ...] = ()
    lead_units: tuple[Name, ...] = ()
    responsible_units: tuple[Name, ...] = ()
    cooperating_units: tuple[Name, ...] = ()
    supervising_units: tuple[Name, ...] = ()
    deadline: Deadline | None = None
    investment: Quantity | None = None
    indicators: tuple[Indicator, ...] = ()
    reports: tuple[Report, ...] = ()
    remarks: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    cells: tuple[Cell, ...] = ()

    @property
    def report(self) -> Report:
        """The latest report, an empty one when there is none."""
        return self.reports[-1] if self.reports else Report()

    @property
    def withdrawn(self) -> bool:
        """Whether the report says that the task left the list: by its status 调出, 取消, 中止 or 终止, not 调整."""
        return self.report.status == "adjusted" and self.report.status_word.removeprefix("已") in WITHDRAWN

    def cell(self, column: int) -> Cell | None:
        """The cell printed in this row and column, None where the row has none."""
        return next((c for c in self.cells if c.column == column), None)


class Project(Struct, frozen=True, omit_defaults=True):
    """A numbered, named item with its tasks; `section` is the row of the section it stands under."""

    number: str = ""
    name: str = ""
    tier: str = ""
    category: str = ""
    section: int | None = None
    tasks: tuple[Task, ...] = ()


class Section(Struct, frozen=True, omit_defaults=True):
    """A row that heads or sums others: a tier, a category, a total.

    `count` is the number of items the heading states, `total` the sum it prints, by column index.
    """

    row: int
    text: str
    kind: Literal["tier", "category", "total"] = "category"
    number: str = ""
    title: str = ""
    count: Quantity | None = None
    total: dict[int, Decimal] = field(default_factory=dict)
    cells: tuple[Cell, ...] = ()


PassageKind = Literal["before_title", "title", "subtitle", "notice", "metadata", "note", "heading"]


class Passage(Struct, frozen=True, omit_defaults=True):
    """A text of the document outside its rows, with what it is."""

    kind: PassageKind
    text: str
    origin: Origin = Origin()


LeftoverReason = Literal["navigation", "repeated_header", "page_number", "debris", "unplaced"]


class Leftover(Struct, frozen=True, omit_defaults=True):
    """Source text that is no part of the ledger, and why; `row` and `column` say where debris was cut out."""

    text: str
    reason: LeftoverReason
    origin: Origin = Origin()
    row: int | None = None
    column: int | None = None


class Document(Struct, frozen=True, omit_defaults=True):
    """Facts of the paper itself.  `fields` are the 政府信息公开 fields as printed, empty ones too."""

    title: str = ""
    before_title: str = ""
    subtitle: str = ""
    region: str = ""
    year: int | None = None
    period_text: str = ""
    period: Period | None = None
    cut_off: date | None = None
    issuer: str = ""
    document_number: str = ""
    index_number: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    notice: str = ""
    notes: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()


class Ledger(Struct, frozen=True, omit_defaults=True):
    """One region's list for one year and, as a document, for one period."""

    document: Document = Document()
    columns: tuple[Column, ...] = ()
    header: tuple[HeaderCell, ...] = ()
    sections: tuple[Section, ...] = ()
    projects: tuple[Project, ...] = ()
    leftovers: tuple[Leftover, ...] = ()

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks in the order of their rows."""
        return tuple(t for p in self.projects for t in p.tasks)

    @property
    def rows(self) -> tuple[Section | Task, ...]:
        """Sections and tasks as they follow each other on paper."""
        return tuple(sorted((*self.sections, *self.tasks), key=lambda r: r.row))

    def column_of(self, role: Role) -> int | None:
        """Index of the first column with that role."""
        return next((i for i, c in enumerate(self.columns) if c.role is role), None)
