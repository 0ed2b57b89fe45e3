"""What the home page shows of their own work to the three officers: grants and links that wait, locks, the log."""

from __future__ import annotations

from dataclasses import dataclass

from taizhang.web.events.models import Event
from taizhang.web.events.wording import worded

from .access import handles, has, may_read_events, may_see_accounts, visible_accounts, visible_invitations
from .gate.entering import locked_names
from .models import User
from .rights import Right

VERIFIED = "log-verified"


@dataclass(frozen=True, slots=True)
class Duties:
    """How many invitations wait to be granted, and how many links were not taken up; how many accounts are locked.

    `verified` is when the whole log was last followed, by whom and with which result; `since` how many acts came after.
    """

    accounts: bool = False
    granting: int = 0
    waiting: int = 0
    locked: int = 0
    log: bool = False
    verified: Event | None = None
    since: int = 0

    @property
    def result(self) -> str:
        """What the last verification found."""
        return str(worded(VERIFIED, self.verified.facts)["result"]) if self.verified else ""


def duties_of(user: User) -> Duties | None:
    """What concerns the officer; None for everybody else."""
    if may_read_events(user):
        last = Event.objects.filter(code=VERIFIED).first()
        since = Event.objects.filter(pk__gt=last.pk).count() if last else Event.objects.count()
        return Duties(log=True, verified=last, since=since)
    if not may_see_accounts(user):
        return None
    open_ones = visible_invitations(user).filter(used_at=None, revoked_at=None)
    ungranted = [one for one in open_ones.filter(granted_by=None) if has(user, Right.GRANT_ROLES)]
    granting = sum(handles(user, one.role, one.region) for one in ungranted)
    locked = visible_accounts(user).filter(is_active=True, username__in=locked_names()).count()
    return Duties(accounts=True, granting=granting, waiting=open_ones.filter(account=None).count(), locked=locked)
