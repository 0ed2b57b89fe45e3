"""Family coverage, for progress that tells nothing: process in place of results, and stock phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taizhang.language.facts import Aspect
from taizhang.language.patterns import HAN, Pattern
from taizhang.ledger import Bilingual, Finding, Span

from .cells import Text
from .rule import Rule
from .view import TaskView

RESULTS = (Aspect.DONE, Aspect.TOTAL, Aspect.INCREMENT, Aspect.STARTED)
MEETING = Pattern(
    rf"召开|会议|考察|参观|学习|调研|赴{HAN}|座谈|研讨|观摩|动员部署|安排部署|印发|制发|下发|制定|出台|成立.{{0,8}}(?:专班|小组|督导组)"
    r"|沟通|对接|起草|征求意见|宣传发动"
)
OUTWARD = Pattern(r"会议?(?![计议员])|召开|考察|参观|调研|赴|座谈|观摩|印发|制发|下发")
SENTENCE = Pattern(r"[^。；;\n]+")
VAGUE = Pattern(
    r"^(?:目前|各项|该项|该|此项|此|本|我局|我单位|各单位|相关部门|工作|项目|任务|均|全部|正|正在|已|在|按|按照|计划|序时|进度|时序|要求|既定|节点|"
    r"有序|稳步|持续|加快|积极|扎实|正常|顺利|全面|深入|逐步|推进|推动|开展|实施|进行|落实|中|之中|进展|情况|良好|"
    r"抓紧|对接|筹备|较快|平稳|成效|明显|显著|取得|阶段性|良好|成果|初见|总体|态势|办理|组织|相关|后续|下一步|工程|建设|将|继续|抓好|加强|做好|强化|进一步|力度|并|和|及|等|的|地)+$"
)


class ProcessNotResult(Rule):
    """Meetings, visits, drafts and study trips where a result is due."""

    slug = "process-not-result"
    family = "coverage"
    name = Bilingual("以过程代替结果", "Process in place of results")
    explanation = Bilingual(
        "进展情况只写了开会、考察、发文、对接等过程，没有写结果。",
        "The progress tells of meetings, visits, drafts and trips where a result is due.",
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a row with a goal that counts, whose progress is mostly process and has no result."""
        if is_process(view):
            text = view.progress[0]
            first = next(m for m in SENTENCE.finditer(text.text) if MEETING.search(m[0]))
            yield self.finding(
                text.place(Span(first.start(), first.end())),
                "进展情况写的是会议、考察、发文等过程，没有写任务的结果。",
                "The progress tells of meetings, visits or papers, not of results.",
                suggestion=("写明任务本身的完成数或工程阶段。", "State the result or the stage of works reached."),
            )


def is_process(view: TaskView) -> bool:
    """Whether the progress is mostly meetings, visits and papers, and has no result."""
    if not view.progress or any(f.kind in ("value", "all_done") and not f.is_money for f in view.figures):
        return False
    text = view.progress[0]
    sentences = [m for m in SENTENCE.finditer(text.text) if len(m[0].strip()) > 3]
    events = [m for m in sentences if MEETING.search(m[0])]
    if not OUTWARD.search("".join(m[0] for m in events)) or len(events) * 2 < len(sentences):
        return False
    if re.search(r"执行|兑现|补发|发放|到账|落实到位", text.text):
        return False
    return not _has_results(text, events)


def _has_results(text: Text, events: list[re.Match[str]]) -> bool:
    def outside(span: Span) -> bool:
        return not any(e.start() <= span.start < e.end() for e in events)

    clauses = text.facts.clauses
    return any(
        outside(m.span) and clauses[m.clause].aspect in RESULTS and m.aspect in RESULTS for m in text.facts.mentions
    )


class NoFigure(Rule):
    """Progress without number, stage or date."""

    slug = "no-figure"
    family = "coverage"
    name = Bilingual("进展没有数据、阶段和日期", "No figure, stage or date")
    explanation = Bilingual(
        "进展情况里没有数字、没有工程阶段、没有日期，只有“正在推进”一类的话。",
        "The progress has no number, no stage and no date.",
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a row whose progress is only stock phrases."""
        if not view.progress or any(t.facts.mentions or t.facts.dates or t.facts.stages for t in view.progress):
            return
        if view.having() or any(f.kind in ("value", "all_done") for f in view.figures):
            return
        text = view.progress[0]
        words = text.text
        for unit in (*view.task.lead_units, *view.task.responsible_units, *view.task.cooperating_units):
            words = words.replace(unit.text, "")
        phrases = [p for p in re.split(r"[，。；、,;！!\s\U0001f000-\U0001ffff]+", words) if p]
        if phrases and all(VAGUE.match(p) for p in phrases):
            yield self.finding(
                text.place(Span(0, len(text.text))),
                "进展情况没有数字、阶段或日期，无法判断进度。",
                "The progress has no number, stage or date; it can't be judged.",
                suggestion=("写明完成数、工程阶段或时间节点。", "Give a figure, a stage or a date."),
            )
