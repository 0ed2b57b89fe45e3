"""What the heading of a column says of the figures below it."""

from __future__ import annotations

from .patterns import Pattern

ONE_MONTH = Pattern(
    r"(?:本月|当月|本周|本旬)(?!\S{0,2}累计|末)|^(?:20\d\d年)?\d{1,2}月份?(?:完成(?:投资|数|量|情况)?|(?:工作|推进)?进展(?:情况)?|投资)?$"
)
"""One month's own figures (本月完成, 9月), which are no sum of the year as 本月累计 is."""

SO_FAR = Pattern(
    r"^(?:20\d\d年)?(?:第?[一二三四1-4]季度|上半年|前三季度|(?:[\d一二]+月?[-—~－至到])?[\d一二十]{1,3}月底?)(?:\S{0,2}进展|\S{0,2}完成)?(?:情况)?$"
)
"""One of several columns that report period after period (一季度, 上半年): the last filled one is how things stand."""

EARLIER = Pattern(
    r"^(?:20\d\d年)?(?:截[至止])?(?:上(?:一?[期月周年次]|一?季度?)|去年|同期|往年|历年|以往|[旬月季期]初)"
)
"""Figures of an earlier time (上月完成率, 去年同期), which say nothing of how things stand now."""
