"""The demo's county at the beginning of its year: its list, plan, periods, schedules, and the people of its units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone
from msgspec.structs import replace

from taizhang.measuring import AnyCurve, quarterly
from taizhang.measuring.curves import month_end
from taizhang.measuring.presets import SCALES
from taizhang.measuring.windows import DayOf, Terms, Window, monthly
from taizhang.web.ledgers.services.drafts import import_document
from taizhang.web.ledgers.services.saving import Place, save_draft
from taizhang.web.months.models import Period, Plan, Task
from taizhang.web.months.services.indicators import Told, change_indicator
from taizhang.web.months.services.periods import make_periods, workdays_of
from taizhang.web.months.services.plans import plan_from, set_curve
from taizhang.web.months.services.tasks import Details, change_task
from taizhang.web.people.models import Role, User
from taizhang.web.people.services import make_account
from taizhang.web.places.models import Region, Unit
from taizhang.web.places.services import region_under

from .stories import STORIES, Story

COUNTY = "澄溪县"
LIST = "chengxi-2026-tasks.txt"
WRITTEN_FOR = "2026"
"""The year that stands in the list; in another year it is brought in as that one's."""

OPEN_TO_ALL = {"县教育局": "", "县住房和城乡建设局": "2"}
"""The units whose clerk and signer anyone may be in the demo, with the end of their names."""
SURNAMES = "祝柏邵龚冉骆滕鲍虞施岑卓甘裴"
CLERKS, SIGNERS = ("小满", "立夏", "芒种", "谷雨"), ("怀川", "望舒", "疏桐", "景行")

TERMS = Terms(cut_off=DayOf(31), opens=DayOf(11), due=DayOf(5, 1), closes=DayOf(10, 1))
"""Every day of the year lies in one period: the demo always has one that is open."""
LAST_DAY = (4, 10)
"""Of the next year: until then December stays open, and a new year's demo still shows the old year."""


@dataclass(frozen=True, slots=True)
class County:
    """All that the year needs: who coordinates, who leads, and the clerk and signer of each unit."""

    office: User
    leader: User
    plan: Plan
    clerks: dict[int, User]
    signers: dict[int, User]


def year_on(today: date) -> int:
    """The year that the demo shows on a day: the last one until LAST_DAY."""
    return today.year if (today.month, today.day) > LAST_DAY else today.year - 1


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment in the place's own time."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def begin(by: User, text: str, year: int) -> County:
    """The county with its list for the year."""
    region = region_under(by.region, COUNTY)
    office = make_account(by, "office", "叶知秋", Role.COORDINATOR, region=region)
    draft = import_document(office, text.replace(WRITTEN_FOR, str(year)), LIST.replace(WRITTEN_FOR, str(year)))
    place = Place(region=COUNTY, year=year, name=f"{year}年民生实事", period="目标任务")
    plan = plan_from(office, save_draft(office, draft, place))
    _tell_kinds(office, plan)
    make_periods(office, plan.yearly, _windows(region, year))
    units = list(Unit.objects.filter(region=region, tasks__plan=plan).distinct())
    clerks = dict(_people(office, units, Role.REPORTER, CLERKS))
    signers = dict(_people(office, units, Role.SIGNER, SIGNERS))
    leader = make_account(office, "leader", "秦望", Role.LEADER, region=region, sample=True)
    return County(office, leader, plan, clerks, signers)


def _windows(region: Region, year: int) -> Iterator[Window]:
    for window in monthly(year, TERMS, workdays_of(region)):
        yield replace(window, closes=date(year + 1, *LAST_DAY)) if window.last.month == 12 else window


def _people(by: User, units: list[Unit], role: Role, names: tuple[str, ...]) -> Iterator[tuple[int, User]]:
    for number, unit in enumerate(units):
        name = SURNAMES[(number + (5 if role is Role.SIGNER else 0)) % len(SURNAMES)] + names[number % len(names)]
        open_to_all = unit.name in OPEN_TO_ALL
        username = f"{role.value}{OPEN_TO_ALL[unit.name]}" if open_to_all else f"{role.value}-{unit.pk}"
        made = make_account(by, username, name, role, region=unit.region, unit=unit.name, sample=open_to_all)
        yield unit.pk, made


def _tell_kinds(office: User, plan: Plan) -> None:
    for task in plan.tasks.all():
        story = STORIES[task.number]
        if task.kind != story.kind:
            change_task(office, task, _details(task, story.kind))
        for indicator in task.indicators.all() if story.added else ():
            told = Told(indicator.name, indicator.unit_word, indicator.direction, cumulative=False)
            change_indicator(office, indicator, told)
        curve = _curve(story, plan.yearly.year)
        if curve is not None:
            set_curve(office, task, curve)


def _details(task: Task, kind: str) -> Details:
    kept = {name: getattr(task, name) for name in ("number", "name", "content", "deadline", "leaders", "lists")}
    return Details(kind=kind, cooperating=task.cooperating.all(), supervising=task.supervising.all(), **kept)


def _curve(story: Story, year: int) -> AnyCurve | None:
    if story.ends:
        return SCALES["works"].planned([month_end(year, month) for month in story.ends])
    return quarterly(year, [Decimal(percent) for percent in story.plan]) if story.plan else None


def periods_of(plan: Plan) -> list[Period]:
    """The periods of the list, in order."""
    return list(Period.objects.filter(yearly=plan.yearly_id))
