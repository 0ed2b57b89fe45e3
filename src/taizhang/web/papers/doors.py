"""Who may open the pages of papers; which papers are on them comes through `access`."""

from __future__ import annotations

from taizhang.web.people.access import Visitor, has
from taizhang.web.people.rights import Right

READERS = frozenset({Right.REVIEW, Right.APPROVE, Right.FILL})


def may_read_papers(visitor: Visitor) -> bool:
    """The office and the leaders; a unit's people, to whom papers are issued."""
    return any(has(visitor, right) for right in READERS)


def may_write_papers(visitor: Visitor) -> bool:
    """Make, edit, check and issue papers."""
    return has(visitor, Right.REVIEW)


def may_act_on_papers(visitor: Visitor) -> bool:
    """Do anything at all with a paper, and see the documents; each act asks its own right."""
    return has(visitor, Right.REVIEW) or has(visitor, Right.APPROVE)


def may_read_numbers(visitor: Visitor) -> bool:
    """See which numbers were given: the office, the leaders, and the auditor."""
    return may_act_on_papers(visitor) or has(visitor, Right.READ_EVENTS)
