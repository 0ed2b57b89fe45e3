"""What a unit of the demo says of a task at the end of a month: figures and words from its story."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from taizhang.ledger import plain
from taizhang.measuring.presets import SCALES
from taizhang.web.months.models import Cause, Period, Task

from .stories import STORIES, Story, Trouble

STAGES = [name for name, _ in SCALES["works"].weights]


@dataclass(frozen=True, slots=True)
class Told:
    """The cells of one task."""

    texts: dict[str, str]
    values: dict[int, Decimal] = field(default_factory=dict)
    unchanged: bool = False
    done: bool = False


def told(task: Task, period: Period) -> Told:
    """The task's report for the period; fetch it with its indicators and their targets."""
    story, month = STORIES[task.number], period.last.month
    sums, steps = {}, {}
    for indicator in task.indicators.all():
        target = indicator.target_on(period.cut_off)
        if target is not None:
            sums[indicator.pk] = _sum(story, target.value, month)
            steps[indicator.pk] = sums[indicator.pk] - _sum(story, target.value, month - 1)
    still = month > 1 and not any(steps.values()) and not _trouble(story, month) and not story.ends
    return Told(_texts(task, story, period, sums), steps if story.added else sums, still, _is_done(story, month))


def _sum(story: Story, target: Decimal, month: int) -> Decimal:
    if month == 0:
        return Decimal(0)
    wanted = target * story.path[month - 1] / 100
    return (wanted / story.each).to_integral_value(ROUND_FLOOR) * story.each


def _texts(task: Task, story: Story, period: Period, sums: dict[int, Decimal]) -> dict[str, str]:
    month = period.last.month
    trouble = _trouble(story, month)
    doing = story.doing[(month - 1) * len(story.doing) // 12]
    done = _is_done(story, month)
    return {
        "progress": f"{_figures(task, story, period, sums)}{'' if done else f'目前正在{doing}。'}",
        "stage": _stage(story, month),
        "cause": trouble.cause if trouble else Cause.NONE,
        "problems": trouble.words if trouble else "",
        "next_steps": trouble.steps if trouble else ("做好后续管理和服务。" if done else f"继续{doing}，按计划推进。"),
    }


def _stage(story: Story, month: int) -> str:
    return STAGES[story.stages[month - 1]] if story.stages else ""


def _is_done(story: Story, month: int) -> bool:
    return story.path[month - 1] == 100


def _figures(task: Task, story: Story, period: Period, sums: dict[int, Decimal]) -> str:
    """The first figure with its rate, as units write it; nothing where there is none yet."""
    month, indicators = period.last.month, list(task.indicators.all())
    if story.stages and not _is_done(story, month):
        return f"截至{month}月底，形象进度为{_stage(story, month)}。"
    if not indicators or not any(sums.values()):
        return ""
    target = indicators[0].target_on(period.cut_off)
    figure = sums[indicators[0].pk]
    start = f"截至{month}月底，"
    if indicators[0].unit_word == "%":
        return f"{start}{story.done}率{plain(figure)}%。"
    rate = f"，完成年度目标的{_percent(figure, target.value)}%" if target else ""
    return f"{start}累计{story.done}{plain(figure)}{indicators[0].unit_word}{rate}。"


def _percent(figure: Decimal, target: Decimal) -> str:
    return plain((100 * figure / target).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _trouble(story: Story, month: int) -> Trouble | None:
    return story.trouble if story.trouble and story.trouble.first <= month <= story.trouble.last else None
