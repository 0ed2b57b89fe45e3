"""Schedule curves, lights, completion, what changed between two states of a list, whose report is whose.

Pure functions; the lights of real places and the weights of stages are data in `presets`.
"""

from .changes import CellChange, Change, changes, match_rows
from .curves import (
    AnyCurve,
    Curve,
    CurveError,
    Linear,
    Mark,
    Milestones,
    Plan,
    Point,
    Stages,
    completion,
    curve_from_json,
    curve_to_json,
    monthly,
    quarterly,
    year_curve,
)
from .lights import Figures, Judgement, Light, Limit, Preset, PresetError, Step, judge, pace
from .matching import Match, match_reports

__all__ = [
    "AnyCurve",
    "CellChange",
    "Change",
    "Curve",
    "CurveError",
    "Figures",
    "Judgement",
    "Light",
    "Limit",
    "Linear",
    "Mark",
    "Match",
    "Milestones",
    "Plan",
    "Point",
    "Preset",
    "PresetError",
    "Stages",
    "Step",
    "changes",
    "completion",
    "curve_from_json",
    "curve_to_json",
    "judge",
    "match_reports",
    "match_rows",
    "monthly",
    "pace",
    "quarterly",
    "year_curve",
]
