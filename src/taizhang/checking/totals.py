"""Family arithmetic: wholes and their parts, in prose, in rows and in sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from taizhang import language
from taizhang.language.facts import Kind, Mention
from taizhang.language.numerals import pair
from taizhang.language.patterns import Pattern
from taizhang.ledger import Bilingual, Cell, Finding, Role, Section, Span, Task, plain

from .case import Case
from .cells import Place, Text
from .changes import broken_differences, broken_shares
from .columns import broken_sums
from .parts import (
    parts_after,
    parts_before,
    parts_by_state,
    parts_in_brackets,
    parts_not_done,
    rounded,
    sums_going_on,
)
from .rule import Rule
from .view import TaskView

TOTAL_NAME = Pattern(r"合\s*计|总\s*计|小\s*计")
SOURCES = Pattern(r"资金(?:来源|构成|组成|筹措)")
AVERAGE = Pattern(r"平\s*均")
_UNITED = Pattern(r"\d\s*[^\d\s.,，]")
"""An amount with its unit (2.069亿元)."""
EXHAUSTIVE = Decimal("0.75")
"""Parts that make up at least this share of the whole are taken for all of its parts."""
OVERLAPPING = Decimal("1.25")
"""Parts that pass the whole by more than this overlap: one household may get several of the services listed."""


class PartsMismatch(Rule):
    """Parts that do not add up to their whole."""

    slug = "parts-mismatch"
    family = "arithmetic"
    severity = "error"
    name = Bilingual("分项与合计不符", "Parts do not add up")
    explanation = Bilingual(
        "文中所列分项之和与总数不符，或表中一列之和与合计数不符；表中的差额、结余、占比与其他栏对不上。",
        "Parts named in the text do not add up to their total, a column not to its printed total, shares not to 100, "
        "or a difference is not that of its two columns.",
    )

    def check(self, case: Case) -> Iterator[Finding]:
        """Sums in the prose of every row, then the printed totals of rows and sections."""
        yield from super().check(case)
        across = list(self._across(case))
        yield from across
        told = {(finding.row, finding.column) for finding in across}
        yield from (finding for finding in self._learned(case) if (finding.row, finding.column) not in told)
        yield from self._changes(case)
        yield from self._funds(case)
        for section in case.ledger.sections:
            yield from self._section(case, section)

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a whole whose parts do not add up."""
        for text in (*view.goals, *view.progress):
            for parted in (parts_after, parts_before, parts_in_brackets, parts_by_state, parts_not_done):
                for whole, parts in parted(text):
                    yield from self._compare(text, whole, parts)
            yield from self._shares(text)
            yield from self._added(text)

    def _added(self, text: Text) -> Iterator[Finding]:
        """A sum that goes on from the last one: 上周累计2980米，本周新增310米，累计3290米."""
        for before, new, now in sums_going_on(text):
            added = before.quantity.value + new.quantity.value
            if added != now.quantity.value:
                sum_ = f"{plain(before.quantity.value)}+{plain(new.quantity.value)}"
                yield self.finding(
                    text.place(Span(before.span.start, now.span.end)),
                    f"上期累计加本期新增为{plain(added)}（{sum_}），文中累计为{plain(now.quantity.value)}。",
                    f"The last sum and what is new make {plain(added)} ({sum_}); the text says {now.quantity.text}.",
                    computation=f"{sum_}={plain(added)}≠{plain(now.quantity.value)}",
                    suggestion=("核对上期累计、本期新增和累计数。", "Check the last sum, what is new and the sum."),
                )

    def _compare(self, text: Text, whole: Mention, parts: list[Mention]) -> Iterator[Finding]:
        total, added = whole.quantity.value, sum((p.quantity.value for p in parts), Decimal(0))
        if added == total or not total * EXHAUSTIVE <= added <= total * OVERLAPPING or rounded([whole, *parts]):
            return
        sum_ = "+".join(plain(p.quantity.value) for p in parts)
        span = Span(min(whole.span.start, parts[0].span.start), max(whole.span.end, parts[-1].span.end))
        yield self.finding(
            text.place(span),
            f"分项之和为{plain(added)}（{sum_}），文中总数为{plain(total)}。",
            f"The parts add up to {plain(added)} ({sum_}); the text says {plain(total)}.",
            computation=f"{sum_}={plain(added)}≠{plain(total)}",
            severity="error" if added > total else "warning",
            suggestion=("逐项核对分项和总数。", "Check each part and the total."),
        )

    def _across(self, case: Case) -> Iterator[Finding]:
        """A 合计 column that sums the others of its row, as most rows of the table show."""
        for column, heading in enumerate(case.ledger.columns):
            if not TOTAL_NAME.fullmatch(heading.name):
                continue
            sums = [(t.cell(column), t.row, pair) for t in case.tasks if (pair := _sum_beside(t, column))]
            if sum(added == total for _, _, (added, total) in sums) * 2 < len(sums):
                continue
            for cell, row, (added, total) in sums:
                if cell and added != total:
                    yield self.finding(
                        Place(cell.text, row, heading.name, Span(0, len(cell.text))),
                        f"本行各项之和为{plain(added)}，此处合计为{plain(total)}。",
                        f"The row adds up to {plain(added)}; the total printed here is {plain(total)}.",
                        computation=f"{plain(added)}≠{plain(total)}",
                        suggestion=("核对各项和合计数。", "Check the figures and the total."),
                    )

    def _learned(self, case: Case) -> Iterator[Finding]:
        """Rows that break a sum which most rows of the table keep (总投资 of its sources, 累计 of its months)."""
        columns = case.ledger.columns
        told = {(broken.row, broken.column) for broken in broken_differences(case)}
        for found, row, added, total in broken_sums(case):
            if any((row, part) in told for part in found.parts):
                continue  # the difference is wrong, and said so
            names = "、".join(columns[k].name for k in found.parts)
            yield self.finding(
                case.cell_place(row, found.total),
                f"其他行的此栏是“{names}”之和；本行各项之和为{plain(added)}，此处为{plain(total)}。",
                f"In other rows this is the sum of {names}; here they add up to {plain(added)}, not {plain(total)}.",
                computation=f"{plain(added)}≠{plain(total)}",
                suggestion=("核对各项和合计数。", "Check the figures and the total."),
            )

    def _changes(self, case: Case) -> Iterator[Finding]:
        """Rows that break a difference which most rows keep (较上月提升), or whose shares don't make up the whole."""
        for broken in broken_differences(case):
            now, before = broken.of
            sum_ = f"{plain(now.value)}-{plain(before.value)}"
            yield self.finding(
                case.cell_place(broken.row, broken.column),
                f"其他行的此栏是两栏之差；本行应为{plain(broken.right)}（{sum_}），此处为{broken.printed.text}。",
                f"In other rows this is one column less another; here that is {plain(broken.right)} ({sum_}).",
                computation=f"{sum_}={plain(broken.right)}≠{plain(broken.printed.value)}",
                suggestion=("核对两栏数据和差额。", "Check both figures and the difference."),
            )
        for row, columns, shares in broken_shares(case):
            added = plain(sum((share.value for share in shares), Decimal(0)))
            yield self.finding(
                case.cell_place(row, columns[0]),
                f"本行各项占比之和为{added}%，不是100%；其他行合计为100%。",
                f"The shares of this row add up to {added}%, not 100%, as those of the other rows do.",
                computation="+".join(plain(share.value) for share in shares) + f"={added}",
                suggestion=("核对各项占比。", "Check the shares."),
            )

    def _funds(self, case: Case) -> Iterator[Finding]:
        """A cell that names the sources of the money (中央1200万元、省级650万元) against the total beside it."""
        compared = [(view, *found) for view in case.views for found in _sources(view)]
        if sum(added == total for _, _, added, total in compared) * 2 < len(compared):
            return
        for view, text, added, total in compared:
            if added != total and total * EXHAUSTIVE <= added <= total * OVERLAPPING:
                yield self.finding(
                    text.place(Span(0, len(text.text))),
                    f"各项资金之和为{plain(added)}元，{view.having(Role.INVESTMENT)[0].heading}为{plain(total)}元。",
                    f"The sources add up to {plain(added)} yuan; the total beside them is {plain(total)}.",
                    computation=f"{plain(added)}≠{plain(total)}",
                    suggestion=("核对各项资金和总额。", "Check the sources and the total."),
                )

    def _shares(self, text: Text) -> Iterator[Finding]:
        shares = [m for m in text.facts.mentions if m.kind is Kind.RATE and re.search(r"占", m.rate_of)]
        added = sum((m.quantity.value for m in shares), Decimal(0))
        if len(shares) >= 3 and 95 <= added <= 110 and abs(added - 100) > Decimal("0.5") * len(shares):
            yield self.finding(
                text.place(Span(shares[0].span.start, shares[-1].span.end)),
                f"各项占比之和为{plain(added)}%，不是100%。",
                f"The shares add up to {plain(added)}%, not 100%.",
                computation="+".join(plain(m.quantity.value) for m in shares) + f"={plain(added)}",
            )

    def _section(self, case: Case, section: Section) -> Iterator[Finding]:
        tasks = tasks_of(case, section)
        if AVERAGE.search(section.text):
            return
        for column, printed in section.total.items():
            if case.ledger.columns[column].role is Role.RATE or column in case.columns_of_numbers[1]:
                continue  # a rate of all is no sum of rates
            cells = [c for task in tasks if (c := task.cell(column))]
            known = [v for c in cells if (v := _number(c)) is not None]
            own = next((c for c in section.cells if c.column == column), None)
            said = _number(own)
            if own and len({bool(_UNITED.search(c.text)) for c in (own, *cells) if _number(c) is not None}) > 1:
                continue  # some in the heading's unit and some in their own
            yield from self._summed(case, section, column, known, printed if said is None else said)
        for cell in section.cells:
            if whole := pair(cell.text):
                found = [p for task in tasks if (c := task.cell(cell.column)) and (p := pair(c.text))]
                for side in (0, 1):
                    yield from self._summed(case, section, cell.column, [p[side] for p in found], whole[side])

    def _summed(
        self, case: Case, section: Section, column: int, known: list[Decimal], total: Decimal
    ) -> Iterator[Finding]:
        """One finding where the rows of a column are not what their total says."""
        added = sum(known, Decimal(0))
        if known and added != total:
            name = case.ledger.columns[column].name
            yield self.finding(
                case.section_place(section),
                f"“{name}”各行之和为{plain(added)}，此处合计为{plain(total)}。",
                f"The rows of “{name}” add up to {plain(added)}; the total printed here is {plain(total)}.",
                computation="+".join(plain(v) for v in known) + f"={plain(added)}≠{plain(total)}",
                suggestion=("核对各行数据和合计数。", "Check the rows and the total."),
            )


def _sources(view: TaskView) -> Iterator[tuple[Text, Decimal, Decimal]]:
    """Cells that name two or more sums of money, what these add up to, and the row's investment, in yuan."""
    plans = view.having(Role.INVESTMENT)
    whole = language.parse_quantity(plans[0].text) if len(plans) == 1 else None
    if whole is None or whole.bound != "exact":
        return
    named = plans[0].heading
    scale = 1 if whole.unit else 100_000_000 if "亿元" in named else 10_000 if "万元" in named else 0
    for text in view.having(Role.EXTRA):
        sums = [m for m in text.facts.mentions if m.kind is Kind.AMOUNT]
        money = len(sums) > 1 and all(m.quantity.unit == "元" for m in sums) and not rounded(sums)
        if scale and money and SOURCES.search(text.heading) and not re.search(r"其中|已|到位", text.text):
            yield text, sum((m.quantity.value for m in sums), Decimal(0)), whole.value * scale


def _number(cell: Cell | None) -> Decimal | None:
    """A cell's amount in its plain unit (2.069亿元 is 206,900,000), None where it holds none."""
    try:
        return Decimal(cell.text.strip().replace(",", "")) if cell and cell.text.strip() else None
    except InvalidOperation:
        quantity = language.parse_quantity(cell.text) if cell else None
        return quantity.value if quantity else None


def _sum_beside(task: Task, column: int) -> tuple[Decimal, Decimal] | None:
    """Sum of a row's other numbers and the total in `column`; None where fewer than two numbers stand beside it."""
    total = _number(task.cell(column))
    others = [v for c in task.cells if c.column != column and (v := _plain_number(c.text)) is not None]
    return (sum(others, Decimal(0)), total) if total is not None and len(others) >= 2 else None


def _plain_number(text: str) -> Decimal | None:
    digits = text.strip().replace(",", "")
    return Decimal(digits) if re.fullmatch(r"\d+(?:\.\d+)?", digits) else None


def tasks_of(case: Case, section: Section) -> list[Task]:
    """The rows a section sums: those under a heading; those above a total row, to the total before it."""
    tasks = case.tasks
    others = [s.row for s in case.ledger.sections]
    if section.kind == "total":
        above = [t for t in tasks if t.row < section.row]
        grand = re.search(r"总计|合\s*计|^\s*全[省市县区旗州镇乡]\s*$", section.text) and not re.search(
            r"小\s*计", section.text
        )
        start = -1 if grand else max((r for r in others if r < section.row), default=-1)
        return [t for t in (above or tasks) if t.row > start] if above else list(tasks)
    end = min((r for r in others if r > section.row), default=len(tasks) + len(others))
    return [t for t in tasks if section.row < t.row < end]
