"""Schedule curves, completion, and what changed between two states of a list.  Pure functions."""

from .changes import CellChange, Change, changes, match_rows
from .curves import Curve, Linear, completion, year_curve

__all__ = ["CellChange", "Change", "Curve", "Linear", "changes", "completion", "match_rows", "year_curve"]
