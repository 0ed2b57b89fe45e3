"""From official prose to facts, each with its place in the text.

`read` gives all facts of a text; `promises` what a task's content promises; `answers` how a progress text
answers each promise.  The smaller functions read one kind of cell each.
"""

from .answers import answers
from .dates import cut_off, deadline, period, year_of
from .facts import (
    Answer,
    AnswerKind,
    Aspect,
    Clause,
    DateMention,
    Facts,
    Kind,
    Mention,
    Promise,
    RankMention,
    StageMention,
    StatusMention,
)
from .names import split_people, split_units
from .nothing import is_none
from .numerals import numeral
from .promises import promises
from .quantities import parse_quantity
from .ranks import parse_rank
from .rates import is_completion
from .reader import read
from .stages import PHYSICAL, STAGES
from .statuses import status
from .units import convert, dimension, same_dimension

__all__ = [
    "PHYSICAL",
    "STAGES",
    "Answer",
    "AnswerKind",
    "Aspect",
    "Clause",
    "DateMention",
    "Facts",
    "Kind",
    "Mention",
    "Promise",
    "RankMention",
    "StageMention",
    "StatusMention",
    "answers",
    "convert",
    "cut_off",
    "deadline",
    "dimension",
    "is_completion",
    "is_none",
    "numeral",
    "parse_quantity",
    "parse_rank",
    "period",
    "promises",
    "read",
    "same_dimension",
    "split_people",
    "split_units",
    "status",
    "year_of",
]
