"""Rules over a ledger, and over it and the one before.

`check` gives the findings; `RULES` lists every rule.  To add one, write a class beside its family and name it here.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date

from taizhang.ledger import Finding, Ledger
from taizhang.measuring import AnyCurve

from .arithmetic import ImpossibleRate, PercentSignMissing, RateMismatch, RateTruncated
from .case import Case
from .conflicts import ConflictingFigures
from .consistency import (
    NoDeadline,
    NoPeriod,
    NoUnit,
    ProblemHidden,
    RankContradiction,
    RankWithoutN,
    StatusContradiction,
)
from .counting_words import UnitMismatch
from .counts import CountMismatch
from .coverage import GoalEchoed, ObjectMismatch, OtherYear, TargetUnreported
from .dates import AfterCutoff, BeyondYear, TargetChanged
from .deadlines import NotFinished, Overdue
from .names import NameVariant
from .periods import CopiedText, Jumped, ProblemVanished, WentBackwards
from .rule import Rule
from .schedule import BehindSchedule, BehindWithoutProblem, NotStarted
from .substance import NoFigure, ProcessNotResult
from .totals import PartsMismatch
from .wording import Debris, PersonalData, UnbalancedBrackets, VagueTarget
from .works import StageReversed, WorkBeforePermit

__all__ = ["RULES", "Rule", "check"]

RULES: tuple[Rule, ...] = (
    RateMismatch(),
    RateTruncated(),
    PercentSignMissing(),
    ImpossibleRate(),
    PartsMismatch(),
    CountMismatch(),
    UnitMismatch(),
    ConflictingFigures(),
    TargetUnreported(),
    GoalEchoed(),
    ObjectMismatch(),
    OtherYear(),
    ProcessNotResult(),
    NoFigure(),
    BehindSchedule(),
    BehindWithoutProblem(),
    Overdue(),
    NotFinished(),
    NotStarted(),
    AfterCutoff(),
    BeyondYear(),
    TargetChanged(),
    StageReversed(),
    WorkBeforePermit(),
    StatusContradiction(),
    ProblemHidden(),
    RankWithoutN(),
    RankContradiction(),
    NoPeriod(),
    NoUnit(),
    NoDeadline(),
    NameVariant(),
    VagueTarget(),
    Debris(),
    UnbalancedBrackets(),
    PersonalData(),
    WentBackwards(),
    Jumped(),
    CopiedText(),
    ProblemVanished(),
)


def check(
    ledger: Ledger,
    *,
    previous: Ledger | None = None,
    as_of: date | None = None,
    off: Container[str] = frozenset(),
    curves: Mapping[int, AnyCurve | None] | None = None,
) -> tuple[Finding, ...]:
    """All findings in a ledger, the document's first, then row by row in the order of `RULES`.

    `as_of` is the cut-off to check for when the document's own is not wanted, `previous` the ledger of the
    period before for the family periods, `off` the slugs of rules that this place has switched off, `curves` the
    schedules of rows that are not judged by the linear one (None: by none).
    """
    case = Case(ledger, previous, as_of, curves or {})
    found = [finding for rule in RULES if rule.slug not in off for finding in rule.check(case)]
    return tuple(sorted(found, key=lambda f: -1 if f.row is None else f.row))
