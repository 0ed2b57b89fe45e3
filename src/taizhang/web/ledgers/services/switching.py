"""Switching rules off and on for a place; its newest periods are checked anew at once."""

from __future__ import annotations

from django.db import transaction

from taizhang.web.events.services import record
from taizhang.web.people.models import User
from taizhang.web.places.models import Region

from ..models import LedgerVersion, RuleOff
from .checks import check_again


@transaction.atomic
def switch_off(by: User, region: Region, rule: str, reason: str) -> None:
    """The rule is no longer asked in the region and below; KeyError for an unknown rule."""
    name = _names()[rule]
    RuleOff.objects.update_or_create(region=region, rule=rule, defaults={"reason": reason, "by": by})
    record("rule-off", by, region=region.name, rule=name, reason=reason)
    _check_newest(by, region)


@transaction.atomic
def switch_on(by: User, region: Region, rule: str) -> None:
    """The rule is asked again; KeyError for an unknown rule."""
    name = _names()[rule]
    gone, _ = RuleOff.objects.filter(region=region, rule=rule).delete()
    if gone:
        record("rule-on", by, region=region.name, rule=name)
        _check_newest(by, region)


def _names() -> dict[str, str]:
    from taizhang.checking import RULES

    return {rule.slug: rule.name.zh for rule in RULES}


def _check_newest(by: User, region: Region) -> None:
    """Older periods keep what was said of them at their time."""
    seen: set[int] = set()
    valid = LedgerVersion.objects.filter(yearly__region__path__startswith=region.path, corrected_by=None)
    for version in valid.only("pk", "yearly_id", "as_of", "number"):
        if version.yearly_id not in seen:
            seen.add(version.yearly_id)
            check_again(by, version)
