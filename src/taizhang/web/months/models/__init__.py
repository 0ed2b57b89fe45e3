"""The tables of the month."""

from .attachment import Attachment
from .days import OwnDay
from .opinion import Opinion, Question
from .period import Closing, Period, Reopening
from .plan import Indicator, Kind, Plan, Target, Task
from .remark import Remark, Reply
from .removal import Removal, Way
from .returns import Cause, Note, Reason, Report, Return, Submission, Value

__all__ = [
    "Attachment",
    "Cause",
    "Closing",
    "Indicator",
    "Kind",
    "Note",
    "Opinion",
    "OwnDay",
    "Period",
    "Plan",
    "Question",
    "Reason",
    "Remark",
    "Removal",
    "Reopening",
    "Reply",
    "Report",
    "Return",
    "Submission",
    "Target",
    "Task",
    "Value",
    "Way",
]
