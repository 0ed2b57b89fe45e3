"""When a unit first opened its month: one end of the measure of what the office asks (`burden`)."""

from __future__ import annotations

from django.utils import timezone

from taizhang.web.people.access import has
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right

from ..access import is_of_a_unit
from ..models import Return
from ..opening import open_for


def opened(user: User, found: Return) -> None:
    """Keep the first time that somebody of the unit opened the return while it could be filled.

    It is no act and not logged; who it was is not kept.
    """
    if found.opened_at is None and is_of_a_unit(user) and has(user, Right.FILL) and open_for(found.period, found.unit):
        Return.objects.filter(pk=found.pk, opened_at=None).update(opened_at=timezone.now())
