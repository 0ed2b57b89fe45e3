"""How well a cell's text fits a column, by what it looks like.

Scores are rough log-odds: above 0 speaks for the column, below 0 against it.
"""

from __future__ import annotations

from functools import lru_cache

from taizhang.ledger import Role

from .kinds import traits

_Table = tuple[tuple[str, float], ...]
# For each role: what a text scores that shows none of the traits, then what each trait adds.
_WEIGHTS: dict[Role, tuple[float, _Table]] = {
    Role.NUMBER: (-6.0, (("number", 10.0), ("ordinal", 7.5))),
    Role.TIER: (-1.0, (("tier", 4.0), ("long", -4.0), ("amount", -4.0), ("unit", -1.0))),
    Role.CATEGORY: (0.0, (("long", -1.5), ("amount", -5.0), ("sentence", -2.0), ("unit", -1.5), ("people", -1.0))),
    Role.PROJECT: (
        1.0,
        (
            ("amount", -6.0),
            ("none", -4.0),
            ("unit", -2.5),
            ("people", -2.5),
            ("stop", -1.0),
            ("very_long", -1.0),
            ("name_tail", 1.0),
            ("progress", -0.5),
            ("percent", -3.0),
            ("status", -2.0),
            ("counts", -0.4),
        ),
    ),
    Role.SUBPROJECT: (
        0.8,
        (
            ("amount", -6.0),
            ("none", -4.0),
            ("unit", -2.5),
            ("people", -2.5),
            ("stop", -1.5),
            ("very_long", -1.0),
            ("name_tail", 0.7),
            ("progress", -0.5),
        ),
    ),
    Role.CONTENT: (
        -0.5,
        (
            ("amount", -4.0),
            ("none", -2.0),
            ("unit", -3.0),
            ("people", -3.0),
            ("long", 1.0),
            ("sentence", 1.0),
            ("verb", 1.0),
            ("stop", 0.5),
            ("progress", -1.0),
        ),
    ),
    Role.TARGET: (
        -0.2,
        (
            ("amount", 1.0),
            ("none", -1.0),
            ("unit", -3.0),
            ("people", -3.0),
            ("long", 0.5),
            ("verb", 1.0),
            ("sentence", 0.5),
            ("progress", -0.7),
            ("counts", 0.6),
        ),
    ),
    Role.LEAD_LEADER: (
        -4.0,
        (("people", 4.5), ("brief", 2.5), ("unit", -1.0), ("sentence", -2.0), ("long", -1.0), ("none", 3.0)),
    ),
    Role.DEADLINE: (
        -2.0,
        (("date", 4.5), ("amount", -2.0), ("unit", -2.0), ("very_long", -1.5), ("progress", -1.5), ("none", 1.0)),
    ),
    Role.INVESTMENT: (-3.0, (("amount", 6.0), ("percent", -5.0), ("sentence", -2.0), ("unit", -1.0), ("none", 2.5))),
    Role.PROGRESS: (
        -0.5,
        (
            ("amount", -2.0),
            ("percent", 3.5),
            ("none", -1.0),
            ("unit", -3.0),
            ("people", -3.0),
            ("long", 0.7),
            ("sentence", 0.8),
            ("progress", 2.0),
            ("status", 0.5),
            ("problem", -0.1),
            ("next", -0.5),
            ("counts", 0.4),
        ),
    ),
    Role.ACHIEVED: (
        -0.5,
        (("amount", 3.0), ("percent", -2.0), ("unit", -3.0), ("people", -3.0), ("progress", 1.0), ("none", 0.5)),
    ),
    Role.RATE: (-3.0, (("percent", 7.0), ("amount", 4.0), ("long", -2.0), ("none", 2.5), ("status", 1.0))),
    Role.RANK: (-3.0, (("rank", 6.0), ("long", -2.0), ("none", 2.5))),
    Role.STAGE: (
        -0.5,
        (("amount", -3.0), ("unit", -2.5), ("people", -2.0), ("status", 1.0), ("percent", 2.0), ("progress", 0.7)),
    ),
    Role.STATUS: (
        -0.8,
        (("status", 3.5), ("long", -2.0), ("very_long", -3.0), ("amount", -2.0), ("unit", -2.0), ("people", -1.0)),
    ),
    Role.PROBLEMS: (
        -0.7,
        (
            ("none", 3.5),
            ("amount", -3.0),
            ("unit", -3.0),
            ("people", -3.0),
            ("long", 0.7),
            ("sentence", 0.5),
            ("problem", 1.5),
            ("next", -0.7),
            ("counts", -0.6),
            ("progress", -0.8),
        ),
    ),
    Role.NEXT_STEPS: (
        -0.5,
        (
            ("none", 1.0),
            ("amount", -3.0),
            ("unit", -3.0),
            ("people", -3.0),
            ("long", 0.7),
            ("sentence", 0.5),
            ("next", 1.8),
            ("problem", -0.3),
        ),
    ),
    Role.REMARKS: (
        0.2,
        (
            ("long", -0.5),
            ("sentence", -0.7),
            ("unit", -2.0),
            ("people", -1.5),
            ("amount", -1.5),
            ("status", 1.0),
            ("tier", 2.0),
        ),
    ),
    Role.CONTACT: (-2.0, (("people", 3.0), ("brief", 1.5), ("phone", 5.0), ("long", -0.5), ("sentence", -1.0))),
    Role.REGION: (-2.0, (("place", 5.0), ("long", -1.0), ("unit", 1.0))),
    Role.EXTRA: (0.0, ()),
}
_UNITS = (-3.0, (("unit", 6.5), ("sentence", -1.5), ("people", -0.5), ("none", 2.0), ("amount", -2.0), ("stop", -2.0)))


@lru_cache(maxsize=65536)
def fits(text: str, role: Role) -> float:
    """How well a cell's text fits a column of that role; 0 for an empty text."""
    if not text:
        return 0.0
    return _worth(traits(text), role)


@lru_cache(maxsize=4096)
def _worth(shown: frozenset[str], role: Role) -> float:
    """What texts with these traits score in a column of that role; there are few sets of traits, however many texts."""
    base, table = _WEIGHTS.get(role) or _UNITS
    return base + sum(weight for trait, weight in table if trait in shown)


@lru_cache(maxsize=4096)
def fit_of(text: str, roles: tuple[Role, ...]) -> tuple[float, ...]:
    """How well a cell's text fits each of the columns."""
    return tuple(fits(text, role) for role in roles)
