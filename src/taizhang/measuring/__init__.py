"""Schedule curves, completion, what changed between two states of a list, whose report is whose.  Pure functions."""

from .changes import CellChange, Change, changes, match_rows
from .curves import Curve, Linear, completion, year_curve
from .matching import Match, match_reports

__all__ = [
    "CellChange",
    "Change",
    "Curve",
    "Linear",
    "Match",
    "changes",
    "completion",
    "match_reports",
    "match_rows",
    "year_curve",
]
