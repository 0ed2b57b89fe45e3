"""Why an act was refused, in the words of the person's language; nothing was changed then."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .models import Period, Report, Return
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
    """Another person saved the same cell in between; `report` holds what is kept, `fields` the cells in question."""

    def __init__(self, report: Report, fields: Collection[str]) -> None:
        self.report, self.fields = report, tuple(sorted(fields))
        super().__init__(
            _("%(name)s刚刚保存了同一格，您的内容没有覆盖它。请对照后再保存。")
            % {"name": report.by.name if report.by else ""}
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
