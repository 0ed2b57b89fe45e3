"""Family schedule: dates against the cut-off and the ledger's year, and targets that were changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from taizhang import language
from taizhang.language.facts import DateMention
from taizhang.language.patterns import Pattern
from taizhang.ledger import Bilingual, Finding, Role, Span

from .cells import Text
from .figures import OF_ALL
from .rule import Rule
from .view import TaskView

FINISH = Pattern(r"完工|竣工|建成|投用|投入使用|交付|完成|启用|验收|开放|运营|通车|结束|办结")
PLANNED = Pattern(r"预计|计划|力争|争取|拟|将|定于|届时|目标|确保|有望|待|预定")
CHANGED = Pattern(
    r"(?:目标|任务数?|指标|计划数?|建设内容|规模)[^，。；\n]{0,16}?(?:调整为|调减|调增|核减|变更为|压减|追加)[^，。；\n]*"
    r"|由\s*[\d.]+[^，。；\n]{0,8}(?<!工作日)(?<![天日时钟])(?:调整|变更|核减|调减|调增|压减)(?:为|至|到)[^，。；\n]*"
    r"|(?:调整|核减|调减|调增|变更)(?:了)?[^，。；\n]{0,8}(?:目标任务|年度目标|目标值|任务数|指标数)[^，。；\n]*"
    r"|将[^，。；\n]{0,20}(?:任务|目标)调整为[^，。；\n]*",
    first="任变将建指核由目规计调",
)


OF_YEAR = Pattern(r"年度|[今本当]年|20\d\d年?")
"""Money that a heading gives to one year."""
FACT_DAY = Pattern(
    r"^(?:(?:交办|[答办回]复|办结|完成|完工|竣工|销号|受理|收到|立项|批复|验收|反馈|投用|拨付|签订|开标)|实际\S{2,4})(?:日期|时间)$"
)
"""A column of days on which something was done, not of days by which it should be."""


def day_in_words(day: date) -> str:
    """2025年3月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


class AfterCutoff(Rule):
    """A dated fact later than the cut-off."""

    slug = "after-cutoff"
    family = "schedule"
    severity = "error"
    name = Bilingual("事实晚于截至日", "Fact later than the cut-off")
    explanation = Bilingual("进展情况中写了截至日以后发生的事。", "A dated fact is later than the cut-off.")

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a fact of a later day."""
        as_of = view.case.as_of
        if as_of is None:
            return
        days = [t for t in view.having(Role.EXTRA) if FACT_DAY.search(t.heading) and not PLANNED.search(t.heading)]
        for text in (*view.having(Role.PROGRESS, Role.STAGE), *days):
            for mention in text.facts.dates:
                later = mention.start > as_of and (text in days or _is_fact(text, mention))
                # In a report of January a bare 12月 is last December.
                if later and (mention.stated_year or (mention.start - as_of).days < 183):
                    yield self.finding(
                        text.place(mention.span),
                        f"截至日为{day_in_words(as_of)}，这里写的是{day_in_words(mention.start)}的事。",
                        f"The cut-off is {as_of:%Y-%m-%d}; this is a fact of {mention.start:%Y-%m-%d}.",
                        computation=f"{mention.start:%Y-%m-%d} > {as_of:%Y-%m-%d}",
                        suggestion=("移到下期填报，或更正日期。", "Report it in the next period, or mend the date."),
                    )


def _is_fact(text: Text, mention: DateMention) -> bool:
    """Whether a date tells of what has been: it, or a day without a word of plan in its sentence so far."""
    sentence = re.split(r"[。；;\n]", text.text[: mention.span.start])[-1]
    if PLANNED.search(sentence) or re.match(r"\s*(?:前|之前|左右)", text.text[mention.span.end :]):
        return False
    if mention.kind in ("fact", "as_of"):
        return True
    after = re.split(r"[。；;\n]", text.text[mention.span.end :])[0]
    return mention.kind == "mention" and mention.precision == "day" and not PLANNED.search(after)


class BeyondYear(Rule):
    """A finish planned beyond the ledger's year."""

    slug = "beyond-year"
    family = "schedule"
    name = Bilingual("计划完成时间超出年度", "Planned finish beyond the year")
    explanation = Bilingual("计划完成的时间在台账年度之后。", "The planned finish lies beyond the ledger's year.")

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a planned finish or deadline of a later year."""
        year = view.case.year
        if year is None:
            return
        due = view.having(Role.DEADLINE)
        if self._over_years(view):
            return
        for text in (*due, *view.goals, *view.progress, *view.having(Role.NEXT_STEPS)):
            for mention in text.facts.dates:
                # A report can't tell of a later year but as a plan.
                beyond = mention.stated_year and mention.start.year > year
                if beyond and self._is_finish(text, mention, due):
                    yield self.finding(
                        text.place(mention.span),
                        f"这是{year}年的台账，计划完成时间为{mention.text}。",
                        f"The ledger is of {year}; the finish is planned for {mention.start:%Y-%m}.",
                        suggestion=("写明本年度应完成的阶段目标。", "State what is due within the year."),
                    )
                    return

    def _over_years(self, view: TaskView) -> bool:
        """Whether the row plans less money for this year than for all of it: 总投资 beside 年度计划投资."""
        money = [(t, language.parse_quantity(t.text)) for t in view.having(Role.INVESTMENT)]
        wholes = [q.value for t, q in money if q and OF_ALL.search(t.heading)]
        parts = [q.value for t, q in money if q and OF_YEAR.search(t.heading)]
        return bool(wholes and parts) and 0 < min(parts) < max(wholes)

    def _is_finish(self, text: Text, mention: DateMention, due: tuple[Text, ...]) -> bool:
        quoted = re.search(r"《[^》]*$", text.text[: mention.span.start])
        after = text.text[mention.span.end : mention.span.end + 14]
        return not quoted and (text in due or bool(FINISH.search(mention.event or after)))


class TargetChanged(Rule):
    """The text says that the target was changed."""

    slug = "target-changed"
    family = "schedule"
    name = Bilingual("目标有调整", "Target changed")
    explanation = Bilingual(
        "文中说目标已调整，应有调整依据并按新目标计算。",
        "The text says that the target was changed: it needs a version with its document.",
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a sentence that tells of a changed target."""
        for text in (*view.goals, *view.progress, *view.having(Role.REMARKS, Role.PROBLEMS)):
            found = CHANGED.search(text.text)
            if found:
                yield self.finding(
                    text.place(Span(found.start(), found.end())),
                    "文中称目标有调整，需附调整依据、日期和新目标值。",
                    "The target is said to have changed; give the basis, the date and the new value.",
                    suggestion=("登记目标调整的文件和新目标。", "Record the document and the new target."),
                )
                return
