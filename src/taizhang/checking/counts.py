"""Family arithmetic: stated counts against listed things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from taizhang import language
from taizhang.language.facts import Kind, Mention
from taizhang.language.patterns import Pattern
from taizhang.ledger import Bilingual, Finding, Role, Section, Span, plain

from .case import Case
from .cells import Place, Text
from .figures import Figure
from .numbers import bare
from .rule import Rule
from .totals import tasks_of
from .view import TaskView

_COVERED = Pattern(r"[(（]\s*(?:共)?(\d{1,3}|[一二两三四五六七八九十]{1,3})\s*[件项个]\S{0,4}[)）]\s*$")


class CountMismatch(Rule):
    """A stated number of things that differs from the number listed."""

    slug = "count-mismatch"
    family = "arithmetic"
    severity = "error"
    name = Bilingual("所称数量与所列不符", "Stated count differs from the list")
    explanation = Bilingual(
        "文中所称的件数、个数与实际列出的不一致。", "A stated number of things differs from the number listed."
    )

    def check(self, case: Case) -> Iterator[Finding]:
        """Section headings, then the lists in the prose of every row."""
        for section in case.ledger.sections:
            yield from self._section(case, section)
        yield from self._categories(case)
        yield from super().check(case)

    def _categories(self, case: Case) -> Iterator[Finding]:
        """Merged cells of a category that say how many items they cover: 教育类（3件）."""
        columns = [k for k, c in enumerate(case.ledger.columns) if c.role in (Role.CATEGORY, Role.TIER)]
        for task in case.tasks:
            for cell in (c for c in task.cells if c.column in columns and c.rows > 1):
                found = _COVERED.search(cell.text)
                stated = language.numeral(found[1]) if found else None
                rows = range(task.row, task.row + cell.rows)
                tasks = [t for t in case.tasks if t.row in rows]
                projects = [p for p in case.ledger.projects if any(t.row in rows for t in p.tasks)]
                if found and stated is not None and stated not in (len(tasks), len(projects)):
                    yield self.finding(
                        Place(cell.text, task.row, case.ledger.columns[cell.column].name, Span(*found.span())),
                        f"此处称有{plain(stated)}个，表中列出{len(projects)}个。",
                        f"This says {plain(stated)}; the table lists {len(projects)}.",
                        computation=f"{plain(stated)}≠{len(projects)}",
                        suggestion=("核对数量和所列各项。", "Check the number and the items listed."),
                    )

    def _section(self, case: Case, section: Section) -> Iterator[Finding]:
        tasks = tasks_of(case, section)
        if section.count is None or not tasks or section.kind == "total":
            return
        rows = {t.row for t in tasks}
        projects = [p for p in case.ledger.projects if any(t.row in rows for t in p.tasks)]
        listed = sorted({len(projects), len(tasks)})
        if section.count.value in listed:
            return
        stated, counted = plain(section.count.value), "或".join(map(str, listed))
        yield self.finding(
            case.section_place(section),
            f"标题称有{stated}个，表中列出{counted}个。",
            f"The heading says {stated}; the table lists {' or '.join(map(str, listed))}.",
            computation=f"{stated}≠{counted}",
            suggestion=("核对标题中的数量（可能是转换时丢字）。", "Check the number (characters may have been lost)."),
        )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a list whose length is not the number it states."""
        for text in (*view.goals, *view.progress):
            for span, stated, listed in _counted_lists(text.text):
                yield self.finding(
                    text.place(span),
                    f"文中称{stated}个，列出{listed}个。",
                    f"The text says {stated} and lists {listed}.",
                    computation=f"{listed}≠{stated}",
                    suggestion=("补全名单或改正数量。", "Complete the list or mend the number."),
                )
        for figure in view.figures:
            yield from list(self._remainder(view, figure)) or self._rest_elsewhere(view, figure)

    def _remainder(self, view: TaskView, figure: Figure) -> Iterator[Finding]:
        """Finished ones and the rest (其余3处) that together pass the number promised."""
        if figure.report is None or figure.target is None or figure.done is None or not figure.counts:
            return
        if figure.promise.part_of is not None:
            return
        left = _left_of_all(figure, view)
        for mention in _after(figure, view.figures):
            lead = figure.report.text[max(0, mention.span.start - 4) : mention.span.start]
            rest = mention.quantity.unit == figure.done.unit and re.search(r"(其余|剩余|余下)的?\s*$", lead)
            added = figure.done.value + mention.quantity.value
            if (
                rest
                and mention.quantity.value != left
                and _told_last(figure, mention)
                and mention.span != figure.done_span
                and added > figure.target.value
            ):
                yield self._too_many(figure, figure.report, mention)

    def _too_many(self, figure: Figure, text: Text, rest: Mention) -> Finding:
        done, target = figure.done or rest.quantity, figure.target or rest.quantity
        added = plain(done.value + rest.quantity.value)
        return self.finding(
            text.place(rest.span),
            f"已完成{bare(done)}，其余{bare(rest.quantity)}，合计{added}，多于目标{bare(target)}。",
            f"{bare(done)} done and {bare(rest.quantity)} left make {added}, more than the {bare(target)} promised.",
            computation=f"{bare(done)}+{bare(rest.quantity)}={added}>{bare(target)}",
            suggestion=("核对完成数、剩余数和目标数。", "Check what is done, what is left and the target."),
        )

    def _rest_elsewhere(self, view: TaskView, figure: Figure) -> Iterator[Finding]:
        """The same where another cell tells of the rest: 已建成9个, and 完成剩余12个驿站建设 as the next step."""
        done, target = figure.done, figure.target
        if not figure.counts or done is None or target is None or figure.is_money or figure.promise.part_of is not None:
            return
        if done.value >= target.value:
            return
        for text in (*view.having(Role.PROGRESS), *view.having(Role.NEXT_STEPS)):
            for mention in () if text == figure.report else text.facts.mentions:
                after = text.text[mention.span.end : mention.span.end + 8]
                ours = figure.name[-2:] in after or (after.startswith("正在") and text in view.progress)
                same = mention.kind is Kind.AMOUNT and mention.quantity.unit == target.unit
                added = done.value + mention.quantity.value
                if same and ours and added > target.value and REST.search(text.text[: mention.span.start]):
                    yield self._too_many(figure, text, mention)


def _left_of_all(figure: Figure, view: TaskView) -> Decimal | None:
    """What is left of all promises in a figure's unit, which a rest may be: 新建6座、改造17座；其余7座正在施工."""
    unit = figure.target.unit if figure.target else ""
    alike = [f for f in view.figures if f.target and f.target.unit == unit and f.promise.part_of is None]
    if len(alike) < 2 or any(f.done is None for f in alike):
        return None
    return sum((f.target.value - f.done.value for f in alike if f.target and f.done), Decimal(0))


def _told_last(figure: Figure, rest: Mention) -> bool:
    """Whether a rest is what is left of the figure's result: nothing of its unit is told between."""
    if figure.report is None or figure.done_span is None:
        return False
    between = (m for m in figure.report.facts.mentions if figure.done_span.end <= m.span.start < rest.span.start)
    return not any(m.quantity.unit == rest.quantity.unit for m in between)


def _after(figure: Figure, others: tuple[Figure, ...]) -> list[Mention]:
    """The amounts between a figure's result and the next figure's, which can tell what is left of it."""
    if figure.report is None or figure.done_span is None:
        return []
    later = [
        f.done_span for f in others if f.report == figure.report and f.done_span and f.done_span > figure.done_span
    ]
    end = min((span.start for span in later), default=len(figure.report.text))
    return [m for m in figure.report.facts.mentions if figure.done_span.end <= m.span.start < end]


REST = Pattern(r"(?:剩余|其余|余下)的?(?:\s*\d+[^\W\d]{2,8}[、和])?\s*$")
"""Right before an amount, or before the amount that a list goes on to: 剩余3个分馆、8个服务点."""
_NAME = r"(?:[^\W_]|[（）()]){2,16}"
_LISTED = r"(?:[^\W\d_]|[（）()]){2,12}"
_COUNT = r"(\d{1,3}|[两二三四五六七八九十]{1,3})\s*"
_LIST_THEN_COUNT = Pattern(
    rf"((?:{_NAME}、){{1,30}}{_NAME}?)(等|共|共计|)\s*{_COUNT}(?:个|所|家|处|座|条|镇|乡|村|街道|小区|社区|项)"
)
_COUNT_THEN_LIST = Pattern(
    rf"{_COUNT}(?:个|所|家|处|座|条|项)[^。；;\n、]{{0,30}}?(?:分别是|分别为|即)[：:]?\s*([^。；;，,\n]+(?:[，,][^。；;、\n]+$)?)"
)


_COUNT_COLON_LIST = Pattern(
    rf"{_COUNT}(?:个|所|家|处|座|条)[^，。；：:、\d\n]{{0,10}}[：:]\s*((?:{_LISTED}、)+{_LISTED})(?=[。；\n]|$)"
)
_COUNT_LIST_IN_BRACKETS = Pattern(
    rf"{_COUNT}(?:个|所|家|处|座|条)[^，。；：:、\d\n]{{0,10}}[（(](?!含|其中|包括)((?:[^\W\d_]{{2,12}}、){{2,}}[^\W\d_]{{2,12}})[)）]"
)
NO_PLACE = Pattern(
    r"供水|供电|供气|供热|道路|绿化|亮化|排水|管网|燃气|停车|助|服务|培训|照明|消防|围墙|楼道|文化|教育|医疗|养老|就业|环境|设施|检查|筛查"
)
"""What is done to places, in lists whose count is of the places: 完善供水、供电、道路等2个片区."""


def _counted_lists(text: str) -> Iterator[tuple[Span, int, int]]:
    """Spans of lists with the number they state and the number they hold, where the two disagree.

    等N个 may leave names out but can't name more; 共N个 and 分别是 name all.
    """
    for found in _LIST_THEN_COUNT.finditer(text) if "、" in text else ():
        stated, listed = language.numeral(found[3]), _items(found[1])
        short = found[2] in ("共", "共计") and stated is not None and listed < stated
        names = not re.search(r"\d", found[1]) and not NO_PLACE.search(found[1])
        if stated is not None and names and (listed > stated or short):
            yield Span(found.start(1), found.end()), int(stated), listed
    for found in _COUNT_COLON_LIST.finditer(text) if "、" in text else ():
        stated, listed = language.numeral(found[1]), _items(found[2])
        if stated is not None and listed >= 2 and listed != stated:
            yield Span(found.start(), found.end()), int(stated), listed
    for found in _COUNT_LIST_IN_BRACKETS.finditer(text) if "、" in text else ():
        stated, listed = language.numeral(found[1]), _items(found[2])
        near = stated is not None and abs(listed - stated) <= max(1, int(stated) // 4)  # else they are its kinds
        if stated is not None and near and listed != stated and "等" not in found[2] and not NO_PLACE.search(found[2]):
            yield Span(found.start(), found.end()), int(stated), listed
    for found in _COUNT_THEN_LIST.finditer(text) if "分别" in text or "即" in text else ():
        stated, listed = language.numeral(found[1]), _items(found[2])
        # 新建停车场4个、泊位780个，分别为…: any count of the sentence may be the list's.
        counts = {stated, *map(int, re.findall(r"\d+", re.split(r"[。；;\n]", text[: found.end(1)])[-1]))}
        listing = "等" not in found[2] and not re.search("[%％]", found[2])  # 完成率分别为75%和80% lists no things
        if stated is not None and listing and listed >= 2 and listed not in counts:
            yield Span(found.start(), found.end()), int(stated), listed


def _items(names: str) -> int:
    return len([n for n in re.split(r"[、,，]|和(?=[^、，]{2,})", names) if n.strip()])
