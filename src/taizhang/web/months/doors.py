"""Who may open the office's pages; what is on them comes through `access`."""

from __future__ import annotations

from taizhang.web.people.access import Visitor, has
from taizhang.web.people.rights import Right

LOOK = (Right.REVIEW, Right.PLAN, Right.REMARK)


def may_look(visitor: Visitor) -> bool:
    """See where the months stand and read what was sent: the office and the leaders."""
    return any(has(visitor, right) for right in LOOK)


def may_review(visitor: Visitor) -> bool:
    """Decide on what was sent, and close periods."""
    return has(visitor, Right.REVIEW)


def may_remark(visitor: Visitor) -> bool:
    """Remark on the own projects."""
    return has(visitor, Right.REMARK)
