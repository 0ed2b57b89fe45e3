"""Why an act was refused, in the words of the person's language; nothing was changed then."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from datetime import date

    from taizhang.web.people.models import User

    from .models import Indicator, Period, Report, Return
    from .states import Act


class Refused(Exception):  # noqa: N818 -- it is an answer, not an error
    """The base of all; `str` is for the person who meets it."""


class WrongState(Refused):
    """The return stands where the act cannot be done: somebody was faster, or the page is old."""

    def __init__(self, found: Return, act: Act) -> None:
        self.found, self.act = found, act
        super().__init__(
            _("%(unit)s%(period)s现在是“%(state)s”，这一步没有做。请刷新页面后再看。")
            % {"unit": found.unit, "period": found.period.label, "state": found.get_state_display()}
        )


class Changed(Refused):
    """What the person looked at is no longer what is sent."""

    def __init__(self, found: Return) -> None:
        self.found = found
        super().__init__(
            _("%(unit)s%(period)s在您审阅期间又报送了新的内容，没有采用。请看新的内容。")
            % {"unit": found.unit, "period": found.period.label}
        )


class Conflict(Refused):
    """Another person saved the same cell in between; `report` holds what is kept, `fields` the cells in question.

    Who saved the report last is named, unless it was `user`, who saved another cell of it since.
    """

    def __init__(self, report: Report, fields: Collection[str], user: User | None = None) -> None:
        self.report, self.fields = report, tuple(sorted(fields))
        super().__init__(
            _("%(name)s刚刚保存了同一格，您的内容没有覆盖它。请对照后再保存。")
            % {"name": report.by.name if report.by and report.by != user else _("同事")}
        )


class NotOpen(Refused):
    """The period is not open for the unit: not yet, no longer, or closed."""

    def __init__(self, period: Period) -> None:
        self.period = period
        super().__init__(
            _("%(period)s的填报时间是%(opens)s至%(closes)s，现在不能填报。需要补报的，请联系督查室重新开放。")
            % {"period": period.label, "opens": period.opens, "closes": period.closes}
        )


class PeriodClosed(Refused):
    """The period is closed and was not opened again for the unit."""

    def __init__(self, period: Period) -> None:
        self.period = period
        super().__init__(_("%(period)s已经关闭。") % {"period": period.label})


class NotReturned(Refused):
    """Only single tasks were given back, and this is none of them."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__(_("这项任务没有被退回，不能修改。"))


class ReasonMissing(Refused):
    """The act is not done without a reason."""

    def __init__(self) -> None:
        super().__init__(_("请写明理由。"))


class WordsMissing(Refused):
    """A remark, or an answer to one, that says nothing."""

    def __init__(self) -> None:
        super().__init__(_("没有写文字，没有送出。"))


class Undecided(Refused):
    """Returns wait for the office; the period cannot be closed before."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(_("还有%(number)s个单位的报送没有审阅，不能关闭。") % {"number": number})


class Untold(Refused):
    """Tasks without a word: neither figure nor text nor "no change"."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(
            _("还有%(number)s项任务没有填报。没有变化的，请选“本期无变化”并写明理由。") % {"number": number}
        )


class NotAsked(Refused):
    """The task left the list: what was sent of it stays as it is."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__(_("“%(task)s”已不在清单上，不再填报，已报送的内容保持原样。") % {"task": report.task})


class NotHere(Refused):
    """The task is none of this return's: it left the list, or another unit reports it, since the page was opened."""

    def __init__(self) -> None:
        super().__init__(_("这项任务已不在本期的填报里，没有保存。请把写好的内容另存，再刷新页面。"))


class OffAlready(Refused):
    """The task is off the list already."""

    def __init__(self) -> None:
        super().__init__(_("这项任务已经不在清单上。"))


class OnTheList(Refused):
    """The task stands on the list; there is nothing to put back."""

    def __init__(self) -> None:
        super().__init__(_("这项任务就在清单上。"))


class ClosedWithout(Refused):
    """A period was closed without the task: what is frozen says that it is off the list."""

    def __init__(self, period: Period) -> None:
        self.period = period
        super().__init__(
            _("%(period)s已按不含这项任务冻结，不能撤销。需要重新列入的，请增补任务。") % {"period": period.label}
        )


class HasFigures(Refused):
    """Units gave figures for the indicator: it is not removed, and what its figures mean is not changed."""

    def __init__(self, indicator: Indicator) -> None:
        self.indicator = indicator
        super().__init__(
            _("“%(name)s”已经填过数，不能删除，也不能改计量单位和累计方式；需要改目标的，请新增一版目标值。")
            % {"name": indicator.name}
        )


class AlreadyOpen(Refused):
    """The days of a period are changed only before it opens."""

    def __init__(self, period: Period) -> None:
        self.period = period
        super().__init__(
            _("%(period)s已于%(opens)s开始填报，日期不能再改。需要延期的，请为有关单位单独开放。")
            % {"period": period.label, "opens": period.opens}
        )


class NotEmpty(Refused):
    """Somebody has begun to fill the period, or it was closed: it is not deleted."""

    def __init__(self, period: Period) -> None:
        self.period = period
        super().__init__(_("%(period)s已经有单位填报或已经关闭，不能删除。") % {"period": period.label})


class DaysOutOfOrder(Refused):
    """The days, or the label, that no period of the list can have."""

    def __init__(self, label: str) -> None:
        super().__init__(
            _(
                "“%(label)s”的日期顺序不对或名称重复：报告期首日不晚于末日和截至日，开始填报不晚于报送时限，报送时限不晚于关闭日。"
            )
            % {"label": label}
        )


class BothBegun(Refused):
    """Two units that are to become one have both begun to report a period that goes on."""

    def __init__(self, labels: str) -> None:
        super().__init__(
            _("两个单位在%(labels)s都已开始报送，合并会混淆两份月报。请先完成审阅并关闭这些报告期，再合并。")
            % {"labels": labels}
        )


class NameTaken(Refused):
    """Another unit or region bears the name already."""

    def __init__(self, name: str, by: str) -> None:
        super().__init__(_("“%(name)s”已经是%(by)s的名称或别名。") % {"name": name, "by": by})


class NotAFigure(Refused):
    """Words in a place for a figure."""

    def __init__(self, text: str, words: str = "") -> None:
        self.text = text
        super().__init__(words or _("“%(text)s”不是数，没有保存。请填数字，最多四位小数。") % {"text": text[:30]})


class Negative(NotAFigure):
    """Less than nothing, of a thing that is counted."""

    def __init__(self, text: str) -> None:
        super().__init__(text, _("“%(text)s”小于零，没有保存。累计完成数不能是负数。") % {"text": text[:30]})


class TooLarge(Refused):
    """A file of more bytes than are kept."""

    def __init__(self, limit: int) -> None:
        super().__init__(_("单个附件不超过%(size)sMB，没有保存。") % {"size": limit // 1024 // 1024})


class TooManyFiles(Refused):
    """More files than one task takes."""

    def __init__(self, most: int) -> None:
        super().__init__(_("每项任务最多%(most)s个附件。附件不是必需的，只放最能说明问题的。") % {"most": most})


class Unexplained(Refused):
    """Findings of severity error that were neither mended nor explained."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(_("还有%(number)s处错误，请改正；核实无误的，请写明说明后再报送。") % {"number": number})


class DayPast(Refused):
    """An exception that would have ended before it begins."""

    def __init__(self, day: date) -> None:
        super().__init__(_("%(day)s已经过去，请填写今天或以后的日期。") % {"day": day})


class ListKnown(Refused):
    """The region has a list of that name in that year."""

    def __init__(self, name: str) -> None:
        super().__init__(_("这个地区该年度已有“%(name)s”，请换一个名称，或者打开原来的清单。") % {"name": name})


class NoRows(Refused):
    """A list without a task."""

    def __init__(self) -> None:
        super().__init__(_("请至少填写一项任务。"))
