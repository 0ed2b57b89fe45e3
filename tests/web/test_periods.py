"""Periods stand in the order of their days, each once; a correction takes the place of what it mends."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from taizhang.web.events.models import Event
from taizhang.web.ledgers.access import access_version
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.ledgers.periods import after, before
from taizhang.web.ledgers.services.drafts import import_document
from taizhang.web.ledgers.services.saving import AlreadySaved, PeriodTaken, Place, save_draft
from taizhang.web.people.models import User

from .sample import FIRST, SECOND

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
MAY = (
    SECOND.replace("上半年", "1至5月")
    .replace("6月30日", "5月31日")
    .replace("公路33公里，完成率55%", "公路50公里，完成率83.3%")
)
MENDED = FIRST.replace("公路20公里，完成率33.3%", "公路40公里，完成率66.7%")


def save(user: User, text: str, yearly: LedgerVersion, period: str, as_of: date, correction: str = "") -> LedgerVersion:
    place = Place(ledger=yearly.yearly, period=period, as_of=as_of, correction=correction)
    return save_draft(user, import_document(user, text, f"{period}.txt"), place)


def rules(version: LedgerVersion) -> set[str]:
    return {finding.rule for finding in LedgerVersion.objects.get(pk=version.pk).findings}


def test_a_period_imported_later_goes_into_its_place(alice: User, second: LedgerVersion) -> None:
    between = save(alice, MAY, second, "1至5月", date(2025, 5, 31))
    periods = [version.period for version in second.yearly.versions.all()]
    assert periods == ["上半年", "1至5月", "一季度"]
    assert before(second, second.yearly.versions.all()) == between
    assert after(between, second.yearly.versions.all()) == second
    assert access_version(alice, second.yearly_id) == second


def test_the_period_after_it_is_checked_again_against_it(alice: User, second: LedgerVersion) -> None:
    assert "went-backwards" not in rules(second)
    save(alice, MAY, second, "1至5月", date(2025, 5, 31))
    assert "went-backwards" in rules(second), "33 km by the end of June, 50 by the end of May"
    assert Event.objects.filter(code="version-rechecked").exists()


def test_a_period_that_is_there_already_is_refused(alice: User, second: LedgerVersion) -> None:
    with pytest.raises(PeriodTaken) as taken:
        save(alice, MENDED, second, "第一季度", date(2025, 3, 31))
    assert taken.value.version.period == "一季度"
    assert LedgerVersion.objects.count() == 2


def test_a_correction_takes_its_place_and_keeps_the_old_one(alice: User, second: LedgerVersion, as_: As) -> None:
    mended = save(alice, MENDED, second, "一季度", date(2025, 3, 31), correction="县局来函更正")
    old = LedgerVersion.objects.get(number=1)
    assert old.corrected_by == mended
    assert "went-backwards" in rules(second), "checked again against the corrected quarter"
    address = f"/ledgers/{second.yearly_id}/"
    assert "这一份已被更正" in as_("leader").get(f"{address}1/").text
    assert "县局来函更正" in as_("leader").get(f"{address}3/").text
    assert before(second, second.yearly.versions.all()) == mended


def test_the_form_asks_before_it_replaces(alice: User, second: LedgerVersion, as_: As) -> None:
    draft = import_document(alice, MENDED, "更正.txt")
    page = as_("coordinator").get(f"/import/{draft.pk}/").text
    assert "已有一份：一季度" in page
    form = {"yearly": str(second.yearly_id), "period": "一季度", "as_of": "2025-03-31"}
    address = f"/import/{draft.pk}/save/"
    assert as_("coordinator").post(address, form).status_code == 422
    refused = as_("coordinator").post(address, form | {"correct": "on"})
    assert "请写明更正理由" in refused.text
    assert as_("coordinator").post(address, form | {"correct": "on", "reason": "来函更正"}).status_code == 302
    assert LedgerVersion.objects.get(number=3).correction_reason == "来函更正"


def test_the_comparison_is_with_the_period_before_by_its_day(alice: User, second: LedgerVersion, as_: As) -> None:
    save(alice, MAY, second, "1至5月", date(2025, 5, 31))
    page = as_("leader").get(f"/ledgers/{second.yearly_id}/compare/").text
    assert '<option value="3" selected>1至5月' in page
    assert "<del>50</del>" in page


def test_a_wrong_period_is_corrected_with_the_same_document(alice: User, saved: LedgerVersion) -> None:
    mended = save(alice, FIRST, saved, "1至3月", date(2025, 3, 30), correction="报告期填错")
    assert list(saved.yearly.versions.filter(corrected_by=None)) == [mended]


def test_a_document_is_not_moved_onto_another_period(alice: User, second: LedgerVersion) -> None:
    with pytest.raises(AlreadySaved):
        save(alice, FIRST, second, "上半年", date(2025, 6, 30), correction="放错了")
