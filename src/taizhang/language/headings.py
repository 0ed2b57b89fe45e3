"""What the heading of a column says of the figures below it."""

from __future__ import annotations

from .patterns import Pattern

ONE_MONTH = Pattern(r"本月|当月|本周|^(?:20\d\d年)?\d{1,2}月份?(?:完成(?:投资|数|量|情况)?|进展(?:情况)?|投资)?$")
"""One month's own figures (本月完成, 9月), which are no sum of the year."""
