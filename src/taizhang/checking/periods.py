"""Family periods: this report against the one before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from taizhang import language
from taizhang.language.spelling import ratio
from taizhang.ledger import Bilingual, Finding, Role, Span, plain

from .case import Case
from .columns import points
from .figures import Figure
from .numbers import bare, percent
from .rule import Rule
from .view import TaskView

JUMP = Decimal(50)
"""Points of the yearly target in one period, from which a change is worth a question."""


def _both(view: TaskView) -> Iterator[tuple[Figure, Figure]]:
    """Figures of this row beside the same promise's figures in the earlier ledger."""
    before = view.case.before.get(view.task.row)
    if before is None:
        return
    earlier = {(f.name, f.promise.part_of is None): f for f in before.figures}
    for figure in view.figures:
        old = earlier.get((figure.name, figure.promise.part_of is None))
        if old and old.done and figure.done and old.done.unit == figure.done.unit:
            yield old, figure


class WentBackwards(Rule):
    """A cumulative figure lower than last period's."""

    slug = "went-backwards"
    family = "periods"
    severity = "error"
    name = Bilingual("累计数比上期减少", "Cumulative figure fell")
    explanation = Bilingual("累计完成数比上一期小。", "A cumulative figure is lower than last period's.")

    def check(self, case: Case) -> Iterator[Finding]:
        """Against the ledger before, and between columns that give one sum at two times (8月底累计, 9月底累计)."""
        yield from super().check(case)
        amounts = case.columns_of_numbers[0]
        for earlier, later in points(case, amounts):
            for row, new in amounts[later].items():
                old = amounts[earlier].get(row)
                if old is not None and old.unit == new.unit and new.value < old.value:
                    name = case.ledger.columns[earlier].name
                    yield self.finding(
                        case.cell_place(row, later),
                        f"“{name}”为{old.text}，此处为{new.text}，累计数减少。",
                        f"{old.text} under “{name}”, {new.text} here: a cumulative figure can't fall.",
                        computation=f"{bare(new)}<{bare(old)}",
                        suggestion=("核实两期数据，更正其中一期。", "Check both periods; mend one."),
                    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a figure that fell."""
        for old, new in _both(view):
            if old.done and new.done and new.done.value < old.done.value:
                yield self.finding(
                    new.done_place,
                    f"上期累计{bare(old.done)}{old.done.unit}，本期{bare(new.done)}{new.done.unit}，累计数减少。",
                    f"{bare(old.done)} last period, {bare(new.done)} now: a cumulative figure can't fall.",
                    computation=f"{bare(new.done)}<{bare(old.done)}",
                    suggestion=("核实两期口径，更正其中一期。", "Check both periods; mend one."),
                )


class Jumped(Rule):
    """A change beyond anything this indicator has shown."""

    slug = "jumped"
    family = "periods"
    name = Bilingual("比上期猛增", "Jumped since last period")
    explanation = Bilingual(
        "一期之内增加了年度目标的一半以上。", "More than half of the yearly target was added in one period."
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a figure that leapt."""
        for old, new in _both(view):
            if old.completion is None or new.completion is None or old.done is None or new.done is None:
                continue
            gain = new.completion - old.completion
            small = new.target is not None and new.target.value <= 3
            if gain >= JUMP and not small and old.done.value > 0:
                was, now = percent(old.completion, 1), percent(new.completion, 1)
                points = plain(gain.quantize(Decimal("0.1")))
                yield self.finding(
                    new.done_place,
                    f"上期完成{was}，本期{now}，一期增加{points}个百分点。",
                    f"{was} last period, {now} now.",
                    computation=f"{bare(old.done)}→{bare(new.done)}",
                    suggestion=("核实数据，说明猛增的原因。", "Check the figure, and say why it leapt."),
                )


class CopiedText(Rule):
    """The same words as last period."""

    slug = "copied-text"
    family = "periods"
    name = Bilingual("与上期文字相同", "Same words as last period")
    explanation = Bilingual("进展情况与上一期的文字相同。", "The progress has the same words as last period's.")

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a row whose progress was copied, unless it was already done."""
        before = view.case.before.get(view.task.row)
        if before is None or not view.progress or not before.progress:
            return
        old, new = _squeeze(before.progress[0].text), _squeeze(view.progress[0].text)
        finished = bool(view.figures) and all(f.kind == "all_done" for f in view.figures)
        finished = finished or view.status[0] in ("done", "closed")
        if len(new) >= 6 and not finished and (old == new or (len(new) >= 30 and ratio(old, new) >= 98)):
            yield self.finding(
                view.progress[0].place(Span(0, len(view.progress[0].text))),
                "进展情况与上期文字相同。",
                "The progress has the same words as last period's.",
                suggestion=(
                    "写明本期新的进展；确无变化的，说明原因。",
                    "Report what is new, or say why nothing changed.",
                ),
            )


def _squeeze(text: str) -> str:
    return "".join(text.split())


class ProblemVanished(Rule):
    """Last period's problem is gone without a word."""

    slug = "problem-vanished"
    family = "periods"
    name = Bilingual("上期问题没有交代", "Last period's problem vanished")
    explanation = Bilingual(
        "上期写有问题，本期填“无”，进展里没有说怎样解决。",
        "Last period's problem is gone, and the progress doesn't say how it was solved.",
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a row whose problem vanished."""
        before = view.case.before.get(view.task.row)
        if before is None or before.problems is None or language.is_none(before.problems.text):
            return
        if not view.says_no_problem or self._spoken_of(view, before.problems.text):
            return
        words = before.problems.text.strip()
        yield self.finding(
            view.problems.place(Span(0, len(view.problems.text))) if view.problems else view.row_place,
            f"上期存在问题“{words[:40]}”，本期填“无”，没有交代解决情况。",
            f"Last period's problem “{words[:40]}” is gone without a word.",
            suggestion=("说明问题是怎样解决的。", "Say how the problem was solved."),
        )

    def _spoken_of(self, view: TaskView, problem: str) -> bool:
        """Whether the progress says that something was solved, or speaks of what the problem was about."""
        goals = "".join(t.text for t in (*view.goals, *view.having(Role.PROJECT)))
        for text in view.progress:
            if re.search(r"已解决|得到解决|问题已|已化解|已协调|达成协议", text.text):
                return True
            shared = _longest_common([problem, text.text])
            if len(shared) >= 4 and shared not in goals and not re.search(r"\d", shared):
                return True
        return False


def _longest_common(texts: list[str]) -> str:
    """The longest run of Chinese characters that two texts share."""
    one, other = texts
    best = ""
    for start in range(len(one)):
        while start + len(best) < len(one) and one[start : start + len(best) + 1] in other:
            longer = one[start : start + len(best) + 1]
            if not re.fullmatch(r"[一-鿿]+", longer):
                break
            best = longer
    return best
