"""Units known by their names, roles as a table, three officers that are never in one hand."""

import pytest
from django.core.exceptions import PermissionDenied

from taizhang.measuring.presets import GENERAL, PRESETS
from taizhang.web.events.models import Event
from taizhang.web.people.access import has
from taizhang.web.people.models import Role, User
from taizhang.web.people.rights import OFFICERS, RIGHTS, Right
from taizhang.web.people.services import OneHand, change_role, make_account
from taizhang.web.places.models import Region, Unit
from taizhang.web.places.services import find_unit, learn_alias, lights_of, region_under, unit_named

pytestmark = pytest.mark.django_db


@pytest.fixture
def security(people: dict[str, User], county: Region) -> User:
    return make_account(None, "security", "某安全员", Role.SECURITY, region=county)


def test_a_unit_is_known_by_its_name_its_alias_and_its_ending(county: Region) -> None:
    unit = unit_named(county, "松屏县教育和体育局")
    assert learn_alias(unit, "县教体局")
    assert unit_named(county, "松屏县教育和体育局") == find_unit(county, "县教体局") == unit
    assert find_unit(county, "教育和体育局") == unit
    assert Unit.objects.filter(region=county).count() == 1


def test_an_ending_that_two_units_share_names_neither(county: Region) -> None:
    unit_named(county, "城东街道办事处"), unit_named(county, "城西街道办事处")
    assert find_unit(county, "街道办事处") is None
    assert unit_named(county, "街道办事处").order == 3


def test_a_name_that_is_taken_is_no_alias(county: Region) -> None:
    first, second = unit_named(county, "甲局"), unit_named(county, "乙局")
    assert not learn_alias(first, "乙局")
    assert learn_alias(first, "一局")
    assert not learn_alias(second, "一局")


def test_one_name_in_two_regions_is_two_units(county: Region) -> None:
    other = region_under(None, "远岭县")
    assert unit_named(county, "教育局") != unit_named(other, "教育局")


def test_lights_come_from_the_nearest_region_that_chose_them(county: Region) -> None:
    assert lights_of(county) is GENERAL
    assert county.parent is not None
    Region.objects.filter(pk=county.parent.pk).update(lights="suqian-2025")
    assert lights_of(county) is PRESETS["suqian-2025"]
    Region.objects.filter(pk=county.pk).update(lights="yinchuan-2025")
    assert lights_of(county) is PRESETS["yinchuan-2025"]


def test_every_role_has_its_rights_and_every_right_its_role() -> None:
    assert set(RIGHTS) == set(Role)
    assert set().union(*RIGHTS.values()) == set(Right)


def test_the_three_officers_have_no_right_in_common() -> None:
    rights = [right for role in OFFICERS for right in RIGHTS[role]]
    assert len(rights) == len(set(rights))


def test_who_is_stopped_has_no_right(alice: User) -> None:
    assert has(alice, Right.REVIEW)
    alice.is_active = False
    assert not has(alice, Right.REVIEW)


@pytest.mark.parametrize("role", sorted(OFFICERS - {Role.AUDITOR}))
def test_an_officer_never_becomes_another(security: User, people: dict[str, User], role: Role) -> None:
    with pytest.raises(OneHand):
        change_role(security, people["auditor"], role)
    assert User.objects.get(username="auditor").role == Role.AUDITOR


def test_a_role_is_granted_by_the_security_administrator_alone(security: User, people: dict[str, User]) -> None:
    change_role(security, people["reporter"], Role.SIGNER)
    assert User.objects.get(username="reporter").role == Role.SIGNER
    assert "责任单位填报改为责任单位签发" in Event.objects.get(code="role-changed").sentence
    for by in (people["administrator"], people["coordinator"], people["reporter"]):
        with pytest.raises(PermissionDenied):
            change_role(by, people["leader"], Role.COORDINATOR)
    with pytest.raises(PermissionDenied):
        change_role(security, security, Role.REPORTER)
