"""Family schedule, for works: the order of stages (domain.md 5.1) and the permits that must come first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taizhang.language.facts import Aspect, StageMention
from taizhang.language.patterns import Pattern
from taizhang.ledger import Bilingual, Finding, Role, Span

from .cells import Place, Text
from .rule import Rule
from .view import TaskView

PERMIT_MISSING = Pattern(
    r"[^。；;\n，,]*(?:"
    r"(?:用地|土地|征地|地块)[^。；;\n，,]{0,14}(?:未划拨|未办理|未批|未落实|未取得|未完成|未征|手续不全|手续未|均未)"
    r"|(?:未|暂未|尚未|没有|未能|无法)[^。；;\n，,]{0,8}(?:办理|取得|办结|完成|获得|领取)[^。；;\n，,]{0,10}(?:手续|许可|划拨|用地|规划证|施工证|批复|环评)"
    r"|(?:手续|许可证?|施工许可|规划许可|环评)[^。；;\n，,]{0,6}(?:未办|未取得|不全|缺失|不齐|未完善|未办结|尚未|仍未)"
    r"|未批先建|无证施工"
    r")[^。；;\n，,]*"
)
WANTING = "未没无不缺"
"""One of these stands in whatever `PERMIT_MISSING` finds."""
PERMIT_TO_COME = Pattern(
    r"(?:加快|尽快|抓紧|推进|继续|积极)[^。；;\n]{0,16}(?:许可证?|用地手续|土地划拨|用地审批|用地[^。；;\n]{0,12}办理|施工许可)[^。；;\n]*"
)
WORKS = Pattern(
    r"开挖|浇筑|砌筑|垫层|压实|打桩|桩基|主体施工|主体结构|封顶|铺设|施工完成|吊装|基坑|土方|回填|钢筋|混凝土|路基|硬化|摊铺|面层|主体完工|主体结构完成|钢结构|安装完成|基本建成"
)
NOT_WORKS = Pattern(r"未[^，。；]{0,4}(?:开工|施工|动工|开挖)|图纸|设计|预算|招标|评审")


def _labels(text: Text) -> set[str]:
    return {c.label for c in text.facts.clauses if c.label}


def _same_subject(text: Text, label: str, other: Text, span: Span) -> bool:
    """Whether words of another cell speak of the thing labelled `label` in this one."""
    if not label:
        return len(_labels(text)) <= 1
    line_start = other.text.rfind("\n", 0, span.start) + 1
    core = re.sub(r"(项目|工程|建设)$", "", label)
    return core in other.text[line_start : span.end] or len(_labels(text)) <= 1


class WorkBeforePermit(Rule):
    """Building while land or permit is said to be missing."""

    slug = "work-before-permit"
    family = "schedule"
    name = Bilingual("手续未办先施工", "Works before permit")
    explanation = Bilingual(
        "用地、规划或施工手续还没有办，现场已经施工。", "Works go on while land or a permit is said to be missing."
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a row with works under way and a permit missing for the same thing."""
        for other, span in _missing_permits(view):
            for text, clause in view.clauses(Aspect.DONE, Aspect.ONGOING, Aspect.TOTAL, Aspect.STARTED):
                if not WORKS.search(clause.text) or NOT_WORKS.search(clause.text):
                    continue
                if _same_subject(text, clause.label, other, span):
                    yield self.finding(
                        text.place(clause.span),
                        f"现场已施工，而“{other.text[span.start : span.end].strip()}”。",
                        "Works are under way while land or a permit is missing.",
                        suggestion=(
                            "核实手续，未批先建的应停工补办。",
                            "Check the permits; stop works that lack them.",
                        ),
                    )
                    return


def _missing_permits(view: TaskView) -> Iterator[tuple[Text, Span]]:
    cells = (*view.progress, *((view.problems,) if view.problems else ()))
    for text in cells:
        if not any(word in text.text for word in WANTING):
            continue  # most texts; the expression below is slow where it finds nothing
        for found in PERMIT_MISSING.finditer(text.text):
            yield text, Span(found.start(), found.end())
    if view.next_steps:
        for found in PERMIT_TO_COME.finditer(view.next_steps.text):
            yield view.next_steps, Span(found.start(), found.end())


PAPERS = frozenset({"立项", "可研", "选址", "环评", "初设", "施工图", "预算", "招标"})
FOLLOWS: dict[str, frozenset[str]] = {
    "基础": frozenset({"土方"}),
    "主体": frozenset({"土方", "基础"}) | PAPERS,
    "封顶": frozenset({"土方", "基础"}) | PAPERS,
    "装饰安装": frozenset({"土方", "基础", "主体"}) | PAPERS,
    "竣工验收": frozenset({"土方", "基础", "主体"}) | PAPERS,
    "投用": frozenset({"土方", "基础", "主体"}) | PAPERS,
}
"""Stages that a finished stage must have left behind it (domain.md 5.1); neighbours may overlap and are not here."""
OTHERS = Pattern(r"剩余|其余|二期|三期|后续|其他|其它|另外|下一批|第二批|未开工|验收")
SIZES = frozenset({"平方米", "米", "公里"})
MINOR = Pattern(r"砌筑|路面|面层|摊铺")
NOT_OVER = Pattern(r"进场|正在|\d(?:\.\d+)?\s*[%％]")


class StageReversed(Rule):
    """The next step comes before what is already done."""

    slug = "stage-reversed"
    family = "schedule"
    name = Bilingual("工序颠倒", "Stages reversed")
    explanation = Bilingual("下步打算的工序早于已完成的工序。", "The next step comes before what is already done.")

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a next step that an already finished stage must have followed."""
        steps = view.next_steps
        for step in steps.facts.stages if steps else ():
            done = next(self._done_after(view, step, steps), None) if steps else None
            if steps and done is not None:
                over, to_come = done.words(), steps.text[step.span.start : step.span.end]
                yield self.finding(
                    steps.place(step.span),
                    f"进展中“{over}”已完成，下步打算却是更早的“{to_come}”。",
                    f"“{over}” is done, yet the next step is the earlier “{to_come}”.",
                    suggestion=("核对工序，更正进展或下步打算。", "Check the order of works; mend one of the two."),
                )
                return

    def _done_after(self, view: TaskView, step: StageMention, steps: Text | None) -> Iterator[Place]:
        if steps is None or OTHERS.search(steps.facts.clauses[step.clause].text):
            return
        for text in view.having(Role.PROGRESS, Role.STAGE) or view.progress:
            for done in text.facts.stages:
                clause = text.facts.clauses[done.clause]
                before = step.stage in FOLLOWS.get(done.stage, ())
                if (
                    before
                    and _is_over(text, done, steps.text[step.span.start : step.span.end])
                    and self._same_thing(view, text, clause.label, steps, step)
                ):
                    yield text.place(done.span)

    def _same_thing(self, view: TaskView, text: Text, label: str, steps: Text, step: StageMention) -> bool:
        """Whether both speak of one thing: a heading or name they share, or a row that promises one thing only."""
        if _labels(text):
            return bool(label) and _same_subject(text, label, steps, step.span)
        things = [f for f in view.figures if not f.specifies and not f.is_money]
        sizes = [f for f in things if f.target and f.target.unit in SIZES and f.name == things[0].name]
        single = len(things) - len(sizes) < 2 and all(
            f.target is None or f.target.value <= 1 for f in things if f not in sizes
        )
        return single or (step.stage in PAPERS and _shares_a_name(text, steps, step))


def _shares_a_name(text: Text, steps: Text, step: StageMention) -> bool:
    """Whether the step's clause names, in three characters or more, what the progress speaks of."""
    words = re.sub(r"建设|工程|项目|完成|推进|施工", "，", steps.facts.clauses[step.clause].text)
    return any(run in text.text for run in (words[i : i + 3] for i in range(len(words) - 2)) if run.isalpha())


def _is_over(text: Text, done: StageMention, step: str) -> bool:
    """Whether a stage is through: said to be done, with no share of it left, and no ditch for a building."""
    minor = done.stage == "主体" and MINOR.search(text.text[done.span.start : done.span.end]) and step != "路基"
    over = done.aspect in (Aspect.DONE, Aspect.TOTAL) and not minor
    return over and not NOT_OVER.search(text.facts.clauses[done.clause].text)
