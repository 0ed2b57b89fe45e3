"""Lights of real places (domain.md 2.2), our own default, and weights of stages: data, to be chosen by a place.

One colour means different things in different places: blue is the best in 大足 and 广元 and the first warning in 宿迁.
What a place's rule leaves open is filled here, and the preset's note says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from taizhang.ledger import Bilingual

from .curves import CurveError, Mark, Stages
from .lights import Light, Limit, Preset, Step

_DONE = Limit("done", ">=", Decimal(100))
_OVERDUE = Limit("days_left", "<", Decimal(0))


def _gap(sign: str, points: int) -> Limit:
    return Limit("gap", ">=" if sign == ">=" else "<", Decimal(points))


GENERAL = Preset(
    "general",
    Bilingual("通用", "General"),
    "",
    (
        Step(Light("blue", Bilingual("已完成", "Done"), "★"), (_DONE,)),
        Step(Light("red", Bilingual("逾期或严重滞后", "Overdue or far behind"), "■"), (_OVERDUE,)),
        Step(Light("green", Bilingual("达到序时进度", "On schedule"), "●"), (_gap(">=", -5),)),
        Step(Light("yellow", Bilingual("滞后", "Behind"), "▲"), (_gap(">=", -20),)),
        Step(Light("red", Bilingual("逾期或严重滞后", "Overdue or far behind"), "■")),
    ),
    Bilingual(
        "本系统的默认设置，不是任何地方的规定：低于序时进度5个百分点以内算达到，20个百分点以内为黄灯。",
        "The default of this program and no place's rule: up to 5 points below the schedule is on it, up to 20 yellow.",
    ),
)

YINCHUAN = Preset(
    "yinchuan-2025",
    Bilingual("银川2025", "Yinchuan 2025"),
    "银川2025",
    (
        Step(Light("green", Bilingual("达到序时进度", "On schedule"), "●"), (Limit("gap", ">", Decimal(-10)),)),
        Step(Light("yellow", Bilingual("落后10至30个百分点", "10 to 30 points behind"), "▲"), (_gap(">=", -30),)),
        Step(Light("red", Bilingual("落后30个百分点以上", "Over 30 points behind"), "■")),
    ),
    Bilingual(
        "原规定没有写落后不到10个百分点的情形，这里按绿灯处理；落后正好10个、30个百分点都是黄灯。",
        "The rule says nothing of less than 10 points behind: green here. Exactly 10 and exactly 30 points are yellow.",
    ),
)

SONGYANG = Preset(
    "songyang-2022",
    Bilingual("松阳2022", "Songyang 2022"),
    "松阳2022",
    (
        Step(Light("green", Bilingual("达到当月目标", "The month's goal is met"), "●"), (_gap(">=", 0),)),
        Step(
            Light("red", Bilingual("当月和季度目标都未完成", "The month's and the quarter's goals are missed"), "■"),
            (Limit("quarter_gap", "<", Decimal(0)),),
        ),
        Step(Light("yellow", Bilingual("当月目标未完成", "The month's goal is missed"), "▲")),
    ),
)

GUANGYUAN = Preset(
    "guangyuan-2018",
    Bilingual("广元2018", "Guangyuan 2018"),
    "广元2018",
    (
        Step(Light("blue", Bilingual("按时推进", "On time"), "●"), (_gap(">=", 0),)),
        Step(
            Light("red", Bilingual("滞后，研判不能完成", "Late, judged out of reach"), "■"),
            (Limit("reachable", "<", Decimal(1)),),
        ),
        Step(Light("yellow", Bilingual("滞后，研判可以完成", "Late, judged within reach"), "▲")),
    ),
    Bilingual(
        "能否完成由督查部门研判并留痕；没有研判的按可以完成处理。",
        "Whether it can be reached is the office's recorded judgement; without one it counts as within reach.",
    ),
)

SUQIAN = Preset(
    "suqian-2025",
    Bilingual("宿迁2025", "Suqian 2025"),
    "宿迁2025",
    (
        Step(Light("green", Bilingual("已完成", "Done"), "★"), (_DONE,)),
        Step(Light("red", Bilingual("逾期", "Overdue"), "■"), (_OVERDUE,)),
        Step(Light("yellow", Bilingual("低于序时进度", "Below schedule"), "▲"), (_gap("<", 0),)),
        Step(
            Light("blue", Bilingual("临近期限", "The deadline is near"), "◆"),
            (Limit("days_left", "<=", Decimal(30)),),
        ),
        Step(Light("green-open", Bilingual("正常推进", "Under way"), "●")),
    ),
    Bilingual(
        "原规定没有写“临近”是几天，这里按30天；绿色为本系统所加。",
        "The rule doesn't say how near: 30 days here. The greens are ours.",
    ),
)

DAZU = Preset(
    "dazu-2025",
    Bilingual("大足双路2025", "Shuanglu, Dazu 2025"),
    "大足2025",
    (
        Step(
            Light("blue", Bilingual("完成并验收", "Done and accepted"), "★"),
            (_DONE, Limit("accepted", ">=", Decimal(1))),
        ),
        Step(Light("red", Bilingual("进度不到30%", "Under 30%"), "■"), (Limit("done", "<", Decimal(30)),)),
        Step(Light("orange", Bilingual("进度30%至60%", "30 to 60%"), "◆"), (Limit("done", "<", Decimal(60)),)),
        Step(Light("yellow", Bilingual("进度60%至90%", "60 to 90%"), "▲"), (Limit("done", "<", Decimal(90)),)),
        Step(Light("green", Bilingual("进度90%以上", "90% and more"), "●")),
    ),
    Bilingual(
        "原规定写明30%以下为红、完成验收为蓝；60%、90%两条界限为本系统所设。按完成率而不按序时进度亮灯。",
        "The rule gives red under 30% and blue once accepted; 60 and 90% are ours. By completion, not by the schedule.",
    ),
)

PRESETS: dict[str, Preset] = {p.slug: p for p in (GENERAL, YINCHUAN, SONGYANG, GUANGYUAN, SUQIAN, DAZU)}


class Scale(Struct, frozen=True):
    """Stages of works with the weights of a place; `note` says where the weights come from."""

    slug: str
    name: Bilingual
    weights: tuple[tuple[str, Decimal], ...]
    note: Bilingual

    def planned(self, days: Sequence[date]) -> Stages:
        """The curve of works whose stages should end on these days; CurveError when their numbers differ."""
        if len(days) != len(self.weights):
            raise CurveError(f"{len(self.weights)} stages, {len(days)} days")
        return Stages(tuple(Mark(n, day, w) for (n, w), day in zip(self.weights, days, strict=True)))


_LOCAL = Bilingual(
    "本地设定：没有查到官方的形象进度权重。", "Set locally: no official weights of stages were found (domain.md 5.1)."
)

SCALES: dict[str, Scale] = {
    scale.slug: scale
    for scale in (
        Scale(
            "works",
            Bilingual("建设类九步（本地）", "Works in nine steps (local)"),
            tuple(
                (name, Decimal(weight))
                for name, weight in (
                    ("前期手续", 15), ("开工", 5), ("基础", 15), ("主体", 30), ("封顶", 5), ("装饰安装", 15),
                    ("室外配套", 5), ("竣工验收", 5), ("投用", 5),
                )
            ),
            _LOCAL,
        ),
        Scale(
            "four-steps",
            Bilingual("四步形象进度（本地权重）", "Four steps (local weights)"),
            tuple(
                (name, Decimal(weight))
                for name, weight in (("前期工作", 20), ("主体开工", 20), ("基本过半", 20), ("主体完工", 40))
            ),
            _LOCAL,
        ),
    )
}  # fmt: skip
