"""An administrator switches a rule off for a place, with a reason."""

from collections.abc import Callable

import pytest
from django.test import Client

from taizhang.checking import RULES
from taizhang.web.events.models import Event
from taizhang.web.ledgers.labels import FAMILIES
from taizhang.web.ledgers.models import LedgerVersion, RuleOff
from taizhang.web.ledgers.services.checks import rules_off
from taizhang.web.ledgers.services.switching import switch_off, switch_on
from taizhang.web.people.models import User
from taizhang.web.places.models import Region

pytestmark = pytest.mark.django_db
RULE, REASON = "rate-mismatch", "本县完成率按折算量计，另有办法。"


@pytest.fixture
def administrator(people: dict[str, User]) -> User:
    return people["administrator"]


def findings(version: LedgerVersion) -> set[str]:
    return {finding.rule for finding in LedgerVersion.objects.get(pk=version.pk).findings}


def test_every_rule_stands_on_the_page_under_its_family(as_: Callable[[str], Client]) -> None:
    page = as_("administrator").get("/rules/").text
    assert [rule.slug for rule in RULES if rule.name.zh not in page] == []
    assert {rule.family for rule in RULES} == set(FAMILIES)


def test_a_rule_switched_off_is_asked_no_more_and_comes_back(
    administrator: User, county: Region, saved: LedgerVersion
) -> None:
    assert RULE in findings(saved)
    switch_off(administrator, county, RULE, REASON)
    assert RULE not in findings(saved)
    switch_on(administrator, county, RULE)
    assert RULE in findings(saved)


def test_it_holds_for_the_counties_below_and_no_other(administrator: User, county: Region) -> None:
    assert county.parent is not None
    switch_off(administrator, county.parent, RULE, REASON)
    assert rules_off(county) == {RULE}
    switch_on(administrator, county.parent, RULE)
    switch_off(administrator, county, RULE, REASON)
    assert rules_off(county.parent) == frozenset()


def test_the_older_period_keeps_what_was_said_of_it(
    administrator: User, county: Region, saved: LedgerVersion, second: LedgerVersion
) -> None:
    switch_off(administrator, county, RULE, REASON)
    assert RULE in findings(saved)
    assert RULE not in findings(second)


def test_it_is_shown_and_logged_with_its_reason(
    administrator: User, county: Region, as_: Callable[[str], Client]
) -> None:
    answer = as_("administrator").post(f"/rules/{RULE}/switch/", {"region": county.pk, "reason": REASON}, follow=True)
    assert REASON in answer.text
    assert REASON in Event.objects.get(code="rule-off").sentence


def test_without_a_reason_nothing_is_switched_off(county: Region, as_: Callable[[str], Client]) -> None:
    people = as_("administrator").post(f"/rules/{RULE}/switch/", {"region": county.pk, "reason": " "})
    assert people.status_code == 422
    assert not RuleOff.objects.exists()


@pytest.mark.parametrize(("rule", "region"), [("no-such-rule", ""), (RULE, "9999"), (RULE, "x")])
def test_an_unknown_rule_or_region_is_missing(
    rule: str, region: str, county: Region, as_: Callable[[str], Client]
) -> None:
    assert as_("administrator").post(f"/rules/{rule}/switch/", {"region": region, "reason": "x"}).status_code == 404
