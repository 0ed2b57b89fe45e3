"""What of the months the home page shows: the office what needs a hand, a unit its own, a leader his projects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from taizhang.web.people.access import has
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right

from .access import is_of_a_unit
from .hands import Hands, hands_of
from .models import Remark
from .own import OwnMonth, own_months
from .projects import Group, projects_of
from .remarks import unseen, visible_remarks

LATELY = timedelta(days=14)
REMARKS = 5


@dataclass(frozen=True, slots=True)
class Today:
    """Each part is empty for those whom it does not concern."""

    hands: Hands | None = None
    asking: tuple[OwnMonth, ...] = ()
    groups: tuple[Group, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return self.hands is None and not (self.asking or self.groups or self.remarks)


def today_of(user: User) -> Today:
    """What concerns the person today; the office also sees the remarks of the last fourteen days."""
    if has(user, Right.REVIEW):
        lately = visible_remarks(user).filter(at__gte=timezone.now() - LATELY)
        return Today(hands=hands_of(user), remarks=tuple(lately[:REMARKS]))
    if is_of_a_unit(user):
        return Today(asking=own_months(user).asking, remarks=tuple(unseen(user)[:REMARKS]))
    if has(user, Right.REMARK):
        return Today(groups=tuple(projects_of(user)))
    return Today()
