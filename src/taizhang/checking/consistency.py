"""Family consistency: status, problems, ranks, blanks and names against the rest of the row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from taizhang import language
from taizhang.language.facts import Aspect, RankMention
from taizhang.language.matching import CERTAIN
from taizhang.language.patterns import Pattern
from taizhang.ledger import Bilingual, Finding, Role, Span

from .case import Case
from .cells import Place, Text
from .claims import denials
from .figures import Figure
from .finished import START, Finished
from .missed import missed_steps
from .numbers import HUNDRED, percent
from .order import out_of_order
from .rule import Rule
from .schedule import BEHIND, lagging
from .view import TaskView

TROUBLE = Pattern(
    r"未下达|未到位|手续(?:尚|还|仍)?未[^，。；\n]{0,6}|未拆|未拨付|未划拨|不到位|滞后|缓慢|(?:存在|遇到|面临|较大|一定)[^，。；\n]{0,6}困难|困难较[大多]|受阻|阻工|阻碍|(?<!矛盾)(?<!化解)(?<!调解)(?<!受理)纠纷(?!调解|化解|经|案|已|仲裁)|停工|停滞|超期|短缺|缺口|难度大|影响(?:了)?(?:施工|工程|项目|建设|整体|招|推进|工期)?进度"
    r"|影响(?:了)?(?:施工|招投标|招标|建设)|资金紧张|资金不足|流标|废标|暂停|不具备(?!条件的)[^，。；\n]{0,8}条件|无法(?:推进|施工|实施|开展)|未能|尚未解决|征拆难|剩余[^，。；\n]{0,8}未"
    r"|(?:尚|还|仍)有[^，。；\n]{0,16}(?:户|家|座|宗|处|人)[^，。；\n]{0,4}未(?:签|迁|拆|搬|征|腾|交)",
    first="手一不仍停剩受困存尚废影征无暂未流滞短纠缓缺资超较还遇阻难面",
)
WAITING = Pattern(r"待[^，。；\n]{0,14}(?:下达|批复|到位|审批|明确)")
PERMITS_TO_COME = Pattern(r"(?:加快|尽快|抓紧)[^。；\n]{0,14}(?:许可证?|手续)[^。；\n]{0,4}办理")
NOT_YET = Pattern(r"将于近期|近期实施|暂未|尚未(?:开工|启动|实施)|未开工|未启动")
TENTHS = Decimal("0.1")


def _level_missed(figure: Figure) -> bool:
    """Whether a rate that was promised (备案率达到95%) is told, by its name, to be lower."""
    target, done, answer = figure.target, figure.done, figure.answer
    if not figure.is_rate or target is None or done is None or answer is None or answer.likeness < CERTAIN:
        return False
    return target.unit == done.unit == "%" and target.bound not in ("at_most", "about") and done.value < target.value


class StatusContradiction(Rule):
    """The status word against the row's text or figures."""

    slug = "status-contradiction"
    family = "consistency"
    name = Bilingual("状态与内容矛盾", "Status contradicts the row")
    explanation = Bilingual(
        "状态词与同一行的数据或文字矛盾。", "The status word contradicts the row's text or figures."
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a row whose status column can't be true, and one a text that contradicts itself."""
        status, word, cell = view.status
        reason = self._reason(view, status)
        if cell and reason:
            yield self._finding(cell.place(Span(0, len(cell.text))), word, *reason)
        for denial in denials(view):
            if not reason or denial.place.column != (cell and cell.heading):
                yield self._finding(denial.place, denial.claim, denial.zh, denial.en)

    def _finding(self, place: Place, word: str, zh: str, en: str) -> Finding:
        return self.finding(
            place,
            f"状态写作“{word}”，{zh}。",
            f"The status says “{word}”; {en}.",
            suggestion=("按数据和事实更正状态。", "Mend the status by the figures and facts."),
        )

    def _reason(self, view: TaskView, status: str) -> tuple[str, str] | None:
        told = [f for f in view.figures if f.promise.part_of is None and not f.is_cash]
        rates = [f.completion for f in told if f.completion is not None]
        short = min(rates, default=None)
        if status in ("done", "closed"):
            return self._not_done(view, short)
        if status == "not_started" and short is not None and short > 0:
            return f"已完成{percent(short, 1)}", f"{percent(short, 1)} is done"
        if status in ("on_schedule", "ahead") and (step := self._missed(view)):
            return f"而计划中“{step}”还没有达到", f"the plan's step “{step}” is not reached"
        if status in ("on_schedule", "ahead", "behind", "vague") and rates:
            return self._against_curve(view, status, min(rates))
        lasts = any(word in text.text for text in view.having(Role.DEADLINE) for word in ("长期", "常态", "持续"))
        if status in ("vague", "behind", "on_schedule") and self._all_done(view) and not lasts:
            return "进展情况说已全部完成", "the progress says that all is done"
        return None

    def _missed(self, view: TaskView) -> str:
        """The words of a step that the row's own plan wants by the cut-off and that is not reached."""
        as_of = view.case.as_of
        return next((step.said for step in missed_steps(view, as_of)), "") if as_of else ""

    def _not_done(self, view: TaskView, short: Decimal | None) -> tuple[str, str] | None:
        if short is not None and short < HUNDRED:
            return f"数据只完成{percent(short, 1)}", f"{percent(short, 1)} is done by its figures"
        if missed := next((f for f in view.figures if _level_missed(f)), None):
            done, target = missed.done, missed.target
            if done and target:
                return f"{missed.name}为{done.text}，未达到{target.text}", f"{done.text} is below {target.text}"
        for text, span in Finished(view).open_clauses:
            return f"文中说“{text.text[span.start : span.end].strip()}”", "its text says that work is still open"
        return None

    def _against_curve(self, view: TaskView, status: str, rate: Decimal) -> tuple[str, str] | None:
        begun = view.status[2] is not None and START.search(view.status[2].heading)  # 是 under 是否开工 stays true
        if rate >= HUNDRED and status == "vague" and not begun and not Finished(view).open_clauses:
            return f"数据已完成{percent(rate, 1)}", f"{percent(rate, 1)} is done by its figures"
        if view.expected is None:
            return None
        gap = (view.expected - rate).quantize(TENTHS)
        if (status == "ahead" and gap >= TENTHS) or (status == "on_schedule" and gap >= BEHIND and any(lagging(view))):
            return f"完成{percent(rate, 1)}，低于序时进度{gap}个百分点", f"it is {gap} points behind schedule"
        if status == "behind" and gap <= -BEHIND:
            return f"完成{percent(rate, 1)}，高于序时进度{-gap}个百分点", f"it is {-gap} points ahead of schedule"
        return None

    def _all_done(self, view: TaskView) -> bool:
        return (
            any(re.search(r"已全部|全部完成|均已完成", c.text) for _, c in view.clauses(Aspect.DONE, Aspect.TOTAL))
            and not Finished(view).open_clauses
        )


class ProblemHidden(Rule):
    """The row's own text shows a problem, 存在问题 says none."""

    slug = "problem-hidden"
    family = "consistency"
    name = Bilingual("文中有问题却填“无”", "Problem in the text, none in its column")
    explanation = Bilingual(
        "进展或下步打算里看得出问题，“存在问题”一栏却填“无”。",
        "The row's own text shows a problem while the problems column says none.",
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a row, at the words that show the problem."""
        if not view.says_no_problem:
            return
        for text, found in self._signs(view):
            yield self.finding(
                text.place(Span(found.start(), found.end())),
                f"文中写“{found[0].strip()}”，存在问题却填“无”。",
                "The text shows a problem; the problems column says none.",
                suggestion=("把问题写进“存在问题”。", "Write the problem into its column."),
            )
            return

    def _signs(self, view: TaskView) -> Iterator[tuple[Text, re.Match[str]]]:
        for text in view.progress:
            for pattern in (TROUBLE, NOT_YET):
                found = pattern.search(text.text)
                if found:
                    yield text, found
        if view.next_steps:
            for pattern in (WAITING, PERMITS_TO_COME):
                found = pattern.search(view.next_steps.text)
                if found:
                    yield view.next_steps, found


_OF_HOW_MANY = Pattern(r"\d\s*[/／]\s*\d|\d+\s*个")


class RankWithoutN(Rule):
    """A rank that does not say how many were ranked."""

    slug = "rank-without-n"
    family = "consistency"
    name = Bilingual("排名没有说明总数", "Rank without how many")
    explanation = Bilingual("写了排名，没有写在多少个里排名。", "A rank is given without how many were ranked.")

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a rank in prose without its N."""
        if any(_OF_HOW_MANY.search(text.text) for text in view.having(Role.RANK)):
            return  # the column of ranks says it
        for text, mention in _ranks(view):
            if mention.rank.of is None:
                yield self.finding(
                    text.place(mention.span),
                    f"“{mention.rank.text}”没有说明在多少个中排名。",
                    f"“{mention.rank.text}” doesn't say how many were ranked.",
                    suggestion=("写明“在几个有任务的县市区中排名第几”。", "Say of how many."),
                )


class RankContradiction(Rule):
    """A rank against the schedule."""

    slug = "rank-contradiction"
    family = "consistency"
    name = Bilingual("排名与进度矛盾", "Rank contradicts the schedule")
    explanation = Bilingual(
        "超过序时进度却排最后，或明显滞后却排第一，或名次大于总数，或名次与排名所依据的数据不符。",
        "Ahead of schedule and last, far behind and first, a place beyond the number ranked, or one that the figures "
        "ranked by do not give.",
    )

    def check(self, case: Case) -> Iterator[Finding]:
        """Ranks against each row's figures, then a column of places against the figures that it goes by."""
        yield from super().check(case)
        for column, row, by in out_of_order(case):
            name = case.ledger.columns[by].name
            yield self.finding(
                case.cell_place(row, column),
                f"其他行按“{name}”排序，本行的名次与其“{name}”不符。",
                f"The other rows are ranked by “{name}”; this row's place doesn't follow from its own.",
                suggestion=("核实名次或数据。", "Check the place, or the figure."),
            )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a rank that can't be squared with the figures of its row."""
        lone = len([f for f in view.figures if f.promise.part_of is None and f.target is not None]) == 1
        rate = next((f.completion for f in view.figures if f.completion is not None), None)
        for text, mention in _ranks(view):
            place, of = mention.rank.place, mention.rank.of
            if of is not None and place > of:
                yield self._finding(text, mention, f"名次{place}大于总数{of}", f"place {place} of only {of}", "error")
            elif lone and rate is not None and view.expected is not None and of is not None and of >= 3:
                yield from self._against_schedule(text, mention, rate, view.expected)

    def _against_schedule(
        self, text: Text, mention: RankMention, rate: Decimal, expected: Decimal
    ) -> Iterator[Finding]:
        done, due = percent(rate, 1), percent(expected, 1)
        if mention.rank.place == mention.rank.of and rate >= expected:
            yield self._finding(
                text, mention, f"完成{done}，高于序时进度{due}，却排最后", f"{done} of {due} expected, yet last"
            )
        if mention.rank.place == 1 and expected - rate >= BEHIND:
            yield self._finding(
                text, mention, f"完成{done}，低于序时进度{due}，却排第一", f"{done} of {due} expected, yet first"
            )

    def _finding(self, text: Text, mention: RankMention, zh: str, en: str, severity: str = "warning") -> Finding:
        return self.finding(
            text.place(mention.span),
            f"{zh}，请核实排名口径。",
            f"{en}; check what was ranked.",
            severity="error" if severity == "error" else "warning",
            suggestion=("核实排名的依据和口径。", "Check the basis of the ranking."),
        )


def _ranks(view: TaskView) -> Iterator[tuple[Text, RankMention]]:
    for text in (*view.progress, *view.having(Role.RANK, Role.REMARKS)):
        for mention in text.facts.ranks:
            yield text, mention
    for text in view.having(Role.RANK):
        rank = language.parse_rank(text.text)
        if rank and rank.of is not None and not text.facts.ranks:
            yield text, RankMention(Span(0, len(text.text)), rank)


DAY = Pattern(r"\d\s*月\s*\d{1,2}\s*日")


class NoPeriod(Rule):
    """A report without period or cut-off."""

    slug = "no-period"
    family = "consistency"
    name = Bilingual("没有报告期和截至日", "No period and no cut-off")
    explanation = Bilingual(
        "全文没有写报告期，也没有截至日，进度无从比较。",
        "Neither a period nor a cut-off is stated; progress can't be judged.",
    )

    def check(self, case: Case) -> Iterator[Finding]:
        """One finding a ledger with progress and no time."""
        document = case.ledger.document
        said = document.period_text or DAY.search(document.title + document.subtitle)
        named = said and document.year is None  # a month or day without its year
        if case.reports and document.period is None and document.cut_off is None and not named:
            yield self.finding(
                Place(document.title),
                "全文没有报告期和截至日。",
                "The document states neither a period nor a cut-off.",
                suggestion=("在标题或表头写明“截至×月×日”。", "State the cut-off in the title."),
            )


NAMED = (Role.PROJECT, Role.SUBPROJECT, Role.CONTENT, Role.TARGET)


class _Blank(Rule):
    """A cell that must not be blank."""

    family = "consistency"
    roles: tuple[Role, ...] = ()
    what = Bilingual("", "")

    def check(self, case: Case) -> Iterator[Finding]:
        """One finding a blank cell in a column that the ledger has and mostly fills."""
        columns = [i for i, c in enumerate(case.ledger.columns) if c.role in self.roles]
        filled = [view for view in case.views if self.has(view)]
        if not columns or len(filled) * 2 < len(case.views) or self._groups(case, columns[0]):
            return
        for view in case.views:
            if not self.has(view):
                yield self.finding(
                    Place("", view.task.row, case.ledger.columns[columns[0]].name),
                    f"没有填写{self.what.zh}。",
                    f"No {self.what.en} is given.",
                    suggestion=(f"补填{self.what.zh}。", f"Fill in the {self.what.en}."),
                )

    def _groups(self, case: Case, column: int) -> bool:
        """Whether the column stands before the items' names: a blank there goes on with the one above, as if merged."""
        names = (i for i, c in enumerate(case.ledger.columns) if c.role in NAMED)
        return column < next(names, 0) and bool(case.views) and self.has(case.views[0])

    def has(self, view: TaskView) -> bool:
        """Whether the row has it, in its own cell or in a merged one."""
        raise NotImplementedError


class NoUnit(_Blank):
    """A row without a unit."""

    slug = "no-unit"
    name = Bilingual("没有责任单位", "No unit")
    explanation = Bilingual("责任单位一栏空着（合并单元格不算）。", "The unit is blank (a merged cell is not blank).")
    roles = (Role.LEAD_UNIT, Role.RESPONSIBLE_UNIT)
    what = Bilingual("责任单位", "responsible unit")

    def has(self, view: TaskView) -> bool:
        """Whether a lead or responsible unit is known for the row."""
        return bool(view.task.lead_units or view.task.responsible_units)


class NoDeadline(_Blank):
    """A row without a deadline."""

    slug = "no-deadline"
    name = Bilingual("没有完成时限", "No deadline")
    explanation = Bilingual(
        "完成时限一栏空着（合并单元格不算）。", "The deadline is blank (a merged cell is not blank)."
    )
    roles = (Role.DEADLINE,)
    what = Bilingual("完成时限", "deadline")

    def has(self, view: TaskView) -> bool:
        """Whether the row has words in its deadline."""
        return bool(view.task.deadline and view.task.deadline.text.strip())
