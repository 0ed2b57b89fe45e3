"""The tables of the month."""

from .days import OwnDay
from .period import Closing, Period, Reopening
from .plan import Indicator, Plan, Target, Task
from .returns import Cause, Note, Reason, Report, Return, Submission, Value

__all__ = [
    "Cause",
    "Closing",
    "Indicator",
    "Note",
    "OwnDay",
    "Period",
    "Plan",
    "Reason",
    "Reopening",
    "Report",
    "Return",
    "Submission",
    "Target",
    "Task",
    "Value",
]
