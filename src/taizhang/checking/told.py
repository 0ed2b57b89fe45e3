"""Targets that a report answers without an amount of them: by works, by their numbers, by those they serve."""

from __future__ import annotations

from taizhang import language
from taizhang.language.facts import Aspect
from taizhang.language.nouns import is_measure
from taizhang.language.patterns import Pattern
from taizhang.ledger import Role

from .figures import Figure
from .substance import RESULTS
from .view import TaskView

NUMBERED = Pattern(r"(\d{1,2})\s*[#号](?=[楼栋桥池线馆站井泵塔厅地])")
"""One of several things by its number: 1号楼, 2#泵站."""
PEOPLE = frozenset({"人", "名", "户"})
"""Units of persons and households."""
SERVED = Pattern(r"(?:惠及|受益|涉及)[^，。；\d]{0,6}$")
BUILDINGS = ("楼", "中心", "馆", "病区", "校舍", "综合体", "用房", "厂房", "实验室", "院", "学校", "幼儿园")
"""How the names of buildings end."""
WORKS_OF_A_BUILDING = Pattern(
    r"主体|封顶|浇筑|砌|桩基|基坑|地下室|装修|装饰|土建|净化工程|幕墙|抹灰|外墙|结构|竣工|完工|投用|投入使用|启用"
)
THINGS = frozenset("个座处间台套辆条根盏张家所部棵株口眼艘册块片栋幢户")
"""Units that count things, each of its own kind."""
SIZES = frozenset({"平方米", "米", "公里", "千米", "立方米"})
"""Units of how large a thing is."""
OF_THE_WORK = ("项目", "工程", "该", "建筑面积", "总建筑面积", "占地", "总投资", "主体", "已完成主体")
"""How a report on works opens that need not name them again."""


def told_otherwise(figure: Figure, view: TaskView) -> bool:
    """Whether the row tells of a target in other words than with an amount of it."""
    ways = (_summed_up, _the_one_thing, _one_by_one, _in_a_building, _one_in_use, _told_of_people, _as_a_measure)
    return any(tells(figure, view) for tells in ways)


def _summed_up(figure: Figure, view: TaskView) -> bool:
    """Whether a column of targets sums up what the content lists (新建2所、扩建7所: 9所) and results answer it."""
    target = figure.target
    if target is None or not view.having(Role.ACHIEVED, Role.RATE) or figure.goal in view.having(Role.TARGET):
        return False
    wholes = [q for t in view.having(Role.TARGET) if (q := language.parse_quantity(t.text)) is not None]
    return any(q.unit in ("", target.unit) and q.value >= target.value for q in wholes)


def _the_one_thing(figure: Figure, view: TaskView) -> bool:
    """Whether a row promises one thing in all (重建桥梁1座): what it tells of works is told of that.

    An area or a length alone is that of one thing where stages of works are told (新建校舍1.9万平方米: 底板浇筑完成).
    """
    things = [f for f in view.figures if not f.specifies and not f.is_money]
    sized = [f for f in things if f.target and f.target.unit in SIZES and f.name == figure.name]
    ones = [f for f in things if f.target and f.target.value == 1 and f.name == figure.name]
    ones = ones or [f for f in things if f.target and f.target.unit == "套" and f.name == figure.name]
    if figure.target is None or (things != [figure] and not (len(ones) == 1 and things == [*ones, *sized])):
        return False  # 新建卫生室1处、180平方米 is one thing too
    homes = figure.target.unit == "套" and figure.name.endswith(("住房", "安置房", "公寓", "用房"))
    if homes and figure.kind in ("none", "words"):  # 1号楼主体封顶 tells of homes; a number of those moved in does not
        units = {m.quantity.unit for t in view.progress for m in t.facts.mentions}
        return not units & {"套", "户", "人"} and any(text.facts.stages for text in view.progress)
    if figure.target.value != 1 and not (ones and figure.target.unit in SIZES):
        return figure.target.unit in SIZES and any(text.facts.stages for text in view.progress)
    return any(clause.text.strip() for _, clause in view.clauses(*RESULTS, Aspect.ONGOING))


def _one_by_one(figure: Figure, view: TaskView) -> bool:
    """Whether the progress tells of the things by their numbers (2栋: 1号楼封顶，2号楼施工至五层)."""
    target = figure.target
    told = {int(m[1]) for t in view.progress for m in NUMBERED.finditer(t.text)}
    return target is not None and target.unit in THINGS and target.value in (len(told), max(told, default=0))


def _as_a_measure(figure: Figure, view: TaskView) -> bool:
    """Whether a size is told as that of all that was done: 修缮河道2条、8.4公里: 全部完工，总长8.4公里."""
    target = figure.target
    if target is None or target.unit not in SIZES:
        return False
    told = (m for t in view.progress for m in t.facts.mentions if m.quantity.unit == target.unit)
    return any(is_measure(m.counted) and m.quantity.value >= target.value for m in told)


def _in_a_building(figure: Figure, view: TaskView) -> bool:
    """Whether a size or the rooms of a building are promised whose works are told: 病房楼8600平方米、病房12间."""
    target, things = figure.target, view.figures
    sized = any(f.target and f.target.unit == "平方米" and f.name.endswith(BUILDINGS) for f in things)
    works = any(WORKS_OF_A_BUILDING.search(c.text) for _, c in view.clauses(*RESULTS, Aspect.ONGOING))
    if target is None or not sized or not works:
        return False
    if target.unit == "平方米":
        return figure.name.endswith(BUILDINGS)
    return target.unit == "间" and figure.promise.verb in ("设置", "设", "内设", "设有", "配备") and not _in_use(view)


def _one_in_use(figure: Figure, view: TaskView) -> bool:
    """Whether the only one of its kind (服务中心1个，托位150个) is told of by its works, in use or as 项目."""
    ones = [f for f in view.figures if f.target and f.target.value == 1 and f.target.unit in THINGS]
    works = any(text.facts.stages for text in view.progress)
    return ones == [figure] and works and (_in_use(view) or view.progress[0].text.strip().startswith(OF_THE_WORK))


def _in_use(view: TaskView) -> bool:
    return any(
        s.stage in ("竣工验收", "投用") and s.aspect is Aspect.DONE for t in view.progress for s in t.facts.stages
    )


def _told_of_people(figure: Figure, view: TaskView) -> bool:
    """Whether a number of people, the only one promised or one that gains, has one of its size in the report."""
    target = figure.target
    if target is None or target.unit not in PEOPLE or figure.promise.part_of is not None:
        return False
    lone = not any(f.target and f.target.unit in PEOPLE and f is not figure for f in view.figures)
    told = (
        m.quantity
        for t in view.progress
        for m in t.facts.mentions
        if m.quantity.unit in PEOPLE and not m.part and (lone or SERVED.search(t.text[: m.span.start]))
    )
    return any(target.value / 2 <= q.value <= target.value * 3 / 2 for q in told)
