"""Forms of periods: generating a year's, one more, other days; and what each period's days become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.measuring.windows import DayOf, Terms, Window, WindowError, free, monthly, quarterly
from taizhang.measuring.workdays import Workdays

from .fields import DAY, NUMBER, Styled
from .models import Period
from .services.periods import DAYS

KINDS = (
    ("monthly", gettext_lazy("按月（12期）")),
    ("quarterly", gettext_lazy("按季度（4期）")),
    ("free", gettext_lazy("自定一期")),
)
SPANS = (
    ("each", gettext_lazy("只报本期（5月、二季度）")),
    ("since", gettext_lazy("从年初报起（1—5月、上半年）")),
)
MONTHS = ((0, gettext_lazy("当月")), (1, gettext_lazy("次月")), (2, gettext_lazy("第三个月")))
ROLLS = (
    ("after", gettext_lazy("顺延到下一个工作日")),
    ("before", gettext_lazy("提前到上一个工作日")),
    ("none", gettext_lazy("不变")),
)
WORDS = {
    "first": gettext_lazy("首日"),
    "last": gettext_lazy("末日"),
    "cut_off": gettext_lazy("截至日"),
    "opens": gettext_lazy("开始填报"),
    "due": gettext_lazy("报送时限"),
    "closes": gettext_lazy("关闭"),
}
RULES = ("cut_off", "opens", "due", "closes")


class TermsForm(Styled):
    """A place's days for every period; after `is_valid`, `windows` says what they make of the year."""

    kind = forms.ChoiceField(label=gettext_lazy("报告期"), choices=KINDS, initial="monthly")
    span = forms.ChoiceField(label=gettext_lazy("范围"), choices=SPANS, initial="each")
    roll = forms.ChoiceField(label=gettext_lazy("报送时限、关闭日遇休息日"), choices=ROLLS, initial="after")
    label = forms.CharField(label=gettext_lazy("名称"), max_length=60, required=False)
    first = forms.DateField(label=gettext_lazy("首日"), required=False, widget=DAY())
    last = forms.DateField(label=gettext_lazy("末日"), required=False, widget=DAY())

    def __init__(self, year: int, days: Workdays, data: Any = None) -> None:
        super().__init__(data)
        self.year, self.days = year, days
        self.windows: tuple[Window, ...] = ()
        known = Terms()
        for name in RULES:
            rule: DayOf = getattr(known, name)
            day = forms.IntegerField(min_value=1, max_value=31, initial=rule.day, widget=NUMBER())
            self.add(f"{name}_day", day, _("%(rule)s：日") % {"rule": WORDS[name]})
            choice = forms.TypedChoiceField(choices=MONTHS, coerce=int, initial=rule.months)
            self.add(f"{name}_months", choice, _("%(rule)s：月") % {"rule": WORDS[name]})

    def rules(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        """The fields of each rule with its word."""
        return [(WORDS[name], self[f"{name}_months"], self[f"{name}_day"]) for name in RULES]

    def clean(self) -> dict[str, Any]:
        """The windows; days in an order that no period can have are told."""
        data = super().clean() or {}
        if data.get("kind") == "free":
            self._ask_free(data)
        if not self.errors:
            try:
                self.windows = self._made(data)
            except WindowError:
                self.add_error(
                    None, _("日期顺序不对：首日不晚于末日和截至日，开始填报不晚于报送时限，报送时限不晚于关闭日。")
                )
        return data

    def _ask_free(self, data: dict[str, Any]) -> None:
        for name in ("label", "first", "last"):
            if not data.get(name):
                self.add_error(name, _("自定一期须填写名称、首日和末日。"))
        if data.get("first") and data.get("last") and self.year not in (data["first"].year, data["last"].year):
            self.add_error("first", _("须与台账年度有关。"))

    def _made(self, data: dict[str, Any]) -> tuple[Window, ...]:
        rules = {name: DayOf(data[f"{name}_day"], data[f"{name}_months"]) for name in RULES}
        terms = Terms(**rules, roll=data["roll"])
        if data["kind"] == "free":
            return free([(data["label"].strip(), data["first"], data["last"])], terms, self.days)
        make = monthly if data["kind"] == "monthly" else quarterly
        return make(self.year, terms, self.days, since_january=data["span"] == "since")


class DaysForm(Styled):
    """The days of one period."""

    label = forms.CharField(label=gettext_lazy("名称"), max_length=60)

    def __init__(self, period: Period, data: Any = None) -> None:
        super().__init__(data, initial={name: getattr(period, name) for name in ("label", *DAYS)})
        self.window: Window | None = None
        for name in DAYS:
            self.add(name, forms.DateField(label=WORDS[name], widget=DAY()))

    def clean(self) -> dict[str, Any]:
        """The period's days, in an order that a period can have."""
        data = super().clean() or {}
        if not self.errors:
            try:
                self.window = Window(data["label"].strip(), **{name: data[name] for name in DAYS})
            except WindowError:
                self.add_error(
                    None, _("日期顺序不对：首日不晚于末日和截至日，开始填报不晚于报送时限，报送时限不晚于关闭日。")
                )
        return data


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A period to be made: its days, those that were moved off days not worked with where they stood, and doubts.

    `unannounced`: a day falls in a year whose holidays are not announced yet.  `known`: the list has it already.
    `twin`: another period of the list ends on the same day, so that units would be asked twice.
    """

    window: Window
    moved: dict[str, date]
    unannounced: bool
    known: bool
    twin: str


def foreseen(form: TermsForm, known: Sequence[Period]) -> list[Foreseen]:
    """What would be made, period by period."""
    return [_foreseen(window, form.cleaned_data, form.days, known) for window in form.windows]


def _foreseen(window: Window, data: dict[str, Any], days: Workdays, periods: Sequence[Period]) -> Foreseen:
    moved = {}
    for name in ("due", "closes"):
        ruled = DayOf(data[f"{name}_day"], data[f"{name}_months"]).for_period(window.last)
        if ruled != getattr(window, name):
            moved[name] = ruled
    unknown = any(days.source(day.year) == "not_announced" for day in (window.due, window.closes))
    known = any(period.label == window.label for period in periods)
    twins = [period.label for period in periods if period.last == window.last]
    return Foreseen(window, moved, unknown, known, "" if known or not twins else twins[0])


def unannounced(windows: Sequence[Window | Period], days: Workdays) -> list[int]:
    """The years of their days whose holidays are not announced yet."""
    years = {day.year for window in windows for day in (window.due, window.closes)}
    return sorted(year for year in years if days.source(year) == "not_announced")
