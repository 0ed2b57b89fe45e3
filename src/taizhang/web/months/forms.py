"""Forms of the plan: a task, its indicators, targets and opinions, a task added in mid-year."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from taizhang.ledger import Role
from taizhang.web.ledgers.models import YearlyLedger
from taizhang.web.places.models import Region, Unit
from taizhang.web.places.services import units_of

from .fields import DAY, NUMBER, Several, Styled, Ticks
from .models import Indicator, Question, Task, Way
from .models.plan import Kind
from .services.indicators import Told
from .services.removing import Leaving
from .services.tasks import Details
from .services.typing import BLANK, rows_of

DIRECTIONS = (
    ("at_least", _("不低于")),
    ("at_most", _("不超过")),
    ("exactly", _("等于")),
    ("done_or_not", _("完成即可")),
)
COUNTED = ((True, _("年初以来累计数")), (False, _("本期新增数")))


def _text(label: Any, length: int, *, required: bool = False, rows: int = 0) -> forms.CharField:
    widget = forms.Textarea({"rows": rows}) if rows else None
    return forms.CharField(label=label, max_length=length, required=required, widget=widget)


class TaskForm(Styled):
    """Who reports a task, and all that the plan says of it beside its indicators and schedule."""

    reporter = forms.ModelChoiceField(
        label=_("填报单位"), queryset=Unit.objects.none(), required=False, empty_label=_("未定")
    )
    cooperating = Several(label=_("配合单位"), queryset=Unit.objects.none(), required=False, widget=Ticks)
    supervising = Several(label=_("督办单位"), queryset=Unit.objects.none(), required=False, widget=Ticks)
    leaders = _text(_("牵头领导"), 200)
    kind = forms.ChoiceField(label=_("类型"), choices=Kind.choices)
    deadline = forms.DateField(label=_("完成时限"), required=False, widget=DAY())
    reason = _text(_("修改完成时限的理由和依据"), 300)
    lists = _text(_("所在清单（层级）"), 200)
    number = _text(_("序号"), 20)
    name = _text(_("项目名称"), 300)
    content = _text(_("工作内容"), 5000, rows=3)

    def __init__(self, task: Task, data: Any = None) -> None:
        told = {name: getattr(task, name) for name in self.base_fields if name != "reason"}
        told |= {name: list(getattr(task, name).all()) for name in ("cooperating", "supervising")}
        super().__init__(data, initial=told, auto_id="task_%s")
        self.task = task
        units = units_of(task.plan.yearly.region)
        for name in ("reporter", "cooperating", "supervising"):
            choice = self.fields[name]
            assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 -- for the type checker only
            choice.queryset = units

    def clean(self) -> dict[str, Any]:
        """A deadline that stood is moved with a reason only; a task has a name or a content."""
        data = super().clean() or {}
        if self.task.deadline and data.get("deadline") != self.task.deadline and not data.get("reason"):
            self.add_error("reason", _("原定时限要修改的，请写明理由和依据。"))
        if not data.get("name") and not data.get("content"):
            self.add_error("name", _("项目名称和工作内容至少填写一项。"))
        return data

    def details(self) -> Details:
        """What the form says, for the service."""
        data = self.cleaned_data
        return Details(**{name: data[name] for name in Details.__dataclass_fields__})


class IndicatorForm(Styled):
    """A thing counted."""

    name = _text(_("指标名称"), 200, required=True)
    unit_word = _text(_("计量单位"), 20)
    direction = forms.ChoiceField(label=_("方向"), choices=DIRECTIONS)
    cumulative = forms.TypedChoiceField(
        label=_("填报方式"), choices=COUNTED, coerce=lambda text: text in (True, "True"), initial=True
    )

    @classmethod
    def of(cls, indicator: Indicator, data: Any = None) -> IndicatorForm:
        """The form of one that is there."""
        names = ("name", "unit_word", "direction", "cumulative")
        form = cls(data, initial={n: getattr(indicator, n) for n in names}, prefix=f"i{indicator.pk}")
        return form

    def told(self) -> Told:
        """What the form says, for the service."""
        return Told(**{name: self.cleaned_data[name] for name in Told.__dataclass_fields__})


class NewIndicatorForm(IndicatorForm):
    """A further one, with its first target."""

    value = forms.DecimalField(label=_("目标值"), max_digits=20, decimal_places=4, widget=NUMBER())
    basis = _text(_("依据（文件名称、文号）"), 200, required=True)


class TargetForm(Styled):
    """A new version of a target."""

    value = forms.DecimalField(label=_("新目标值"), max_digits=20, decimal_places=4, widget=NUMBER())
    since = forms.DateField(label=_("自何日起执行"), widget=DAY())
    basis = _text(_("依据（文件名称、文号）"), 200, required=True)
    reason = _text(_("理由"), 300, required=True)

    @classmethod
    def of(cls, indicator: Indicator, data: Any = None) -> TargetForm:
        """The form of an indicator."""
        form = cls(data, prefix=f"t{indicator.pk}")
        form.year = indicator.task.plan.yearly.year
        return form

    year: int = 0

    def clean_since(self) -> date:
        """A day of the list's year."""
        return _of_year(self.cleaned_data["since"], self.year)


class OpinionForm(Styled):
    """The office's judgement of a task."""

    question = forms.ChoiceField(label=_("研判事项"), choices=Question.choices)
    answer = forms.TypedChoiceField(
        label=_("结论"), choices=((True, _("是")), (False, _("否"))), coerce=lambda text: text in (True, "True")
    )
    since = forms.DateField(label=_("自何日起"), widget=DAY())
    basis = _text(_("依据"), 300, required=True)


class LeavingForm(Styled):
    """A task taken off the list in mid-year."""

    way = forms.ChoiceField(label=_("方式"), choices=Way.choices)
    since = forms.DateField(label=_("自何日起"), widget=DAY())
    basis = _text(_("依据（文件名称、文号）"), 200, required=True)
    reason = _text(_("理由"), 300, required=True)

    def __init__(self, task: Task, data: Any = None, **more: Any) -> None:
        super().__init__(data, prefix="off", **more)
        self.year = task.plan.yearly.year

    def clean_since(self) -> date:
        """A day of the list's year."""
        return _of_year(self.cleaned_data["since"], self.year)

    def told(self) -> Leaving:
        """What the form says, for the service."""
        data = self.cleaned_data
        return Leaving(Way(data["way"]), data["since"], data["basis"], data["reason"])


def _of_year(day: date, year: int) -> date:
    if day.year != year:
        raise forms.ValidationError(_("须是台账年度内的日期。"))
    return day


class NewTaskForm(Styled):
    """A task added to the list in mid-year, as a row of it."""

    number = _text(_("序号"), 20)
    project = _text(_("项目名称"), 300, required=True)
    content = _text(_("工作内容和目标"), 5000, required=True, rows=3)
    unit = forms.CharField(label=_("填报单位"), max_length=100, widget=forms.TextInput({"list": "units"}))
    deadline = _text(_("完成时限"), 60)
    tier = _text(_("层级"), 20)
    category = _text(_("类别"), 60)
    reason = _text(_("增补的理由和依据"), 200, required=True)

    def texts(self) -> dict[Role, str]:
        """The cells of the row by the roles of their columns."""
        data = self.cleaned_data
        return {
            Role.NUMBER: data["number"],
            Role.PROJECT: data["project"],
            Role.CONTENT: data["content"],
            Role.RESPONSIBLE_UNIT: data["unit"],
            Role.DEADLINE: data["deadline"],
        }


class BulkForm(Styled):
    """One unit for many tasks, by any name it is known by."""

    unit = forms.CharField(label=_("单位名称"), max_length=100, widget=forms.TextInput({"list": "units"}))
    task = Several(queryset=Task.objects.none())

    def __init__(self, yearly: YearlyLedger, data: Any = None) -> None:
        super().__init__(data)
        choice = self.fields["task"]
        assert isinstance(choice, forms.ModelMultipleChoiceField)  # noqa: S101 -- for the type checker only
        choice.queryset = Task.objects.filter(plan__yearly=yearly).select_related("plan__yearly")


class ListForm(Styled):
    """A new yearly list: where it goes, and its rows as one block."""

    region = forms.ModelChoiceField(label=_("地区"), queryset=Region.objects.none(), empty_label=_("请选择"))
    year = forms.IntegerField(label=_("年度"), min_value=1990, max_value=2100, widget=NUMBER())
    name = _text(_("清单名称"), 120, required=True)
    rows = forms.CharField(
        label=_("任务"),
        widget=forms.Textarea({"rows": 12}),
        strip=False,
        error_messages={"required": _("请至少填写一项任务。")},
    )
    plan = forms.BooleanField(label=_("同时设为按月填报"), required=False, initial=True)

    def __init__(self, regions: QuerySet[Region], initial: dict[str, Any], data: Any = None) -> None:
        super().__init__(data, initial={"plan": True} | initial)
        choice = self.fields["region"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 -- for the type checker only
        choice.queryset = regions

    def clean_rows(self) -> str:
        """Every target that was left open is set, or taken out."""
        text: str = self.cleaned_data["rows"]
        left = [str(k) for k, row in enumerate(rows_of(text), 1) if any(BLANK in cell for cell in row)]
        if left:
            told = {"rows": "、".join(left[:10]) + ("…" if len(left) > 10 else "")}
            raise forms.ValidationError(_("第%(rows)s行还有没填的目标（□），请填写本年度的数。"), params=told)
        return text
