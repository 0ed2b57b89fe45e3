"""Import, save, and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from taizhang.ledger import Role, from_json, to_json
from taizhang.reading import ReadError
from taizhang.web.events.models import Event
from taizhang.web.ledgers.models import Draft, LedgerVersion, YearlyLedger
from taizhang.web.ledgers.services.drafts import correct_columns, drop_draft, import_document
from taizhang.web.ledgers.services.saving import AlreadySaved, Place, likely_ledger, region_for, save_draft
from taizhang.web.people.models import User
from taizhang.web.places.models import Region

from .sample import FIRST, SECOND

pytestmark = pytest.mark.django_db
NEW = Place(region="松屏县", year=2025, name="2025年民生实事", period="一季度")


def test_a_draft_holds_the_ledger_in_the_exchange_format(draft: Draft) -> None:
    assert from_json(draft.content) == draft.ledger
    assert to_json(draft.ledger).decode() == draft.content
    assert [task.content for task in draft.ledger.tasks] == [
        "新改建农村公路60公里。",
        "改造危桥4座。",
        "新建幼儿园5所。",
        "改造供水管网30公里。",
    ]


def test_a_wrong_rate_is_found_on_import(draft: Draft) -> None:
    assert [(f.rule, f.words) for f in draft.findings if f.severity == "error"] == [("rate-mismatch", "50%")]
    assert draft.counts["severities"]["error"] == 1


def test_the_same_text_twice_is_one_draft(alice: User, draft: Draft) -> None:
    assert import_document(alice, FIRST, "again.txt") == draft
    assert Draft.objects.count() == 1


def test_a_text_without_a_table_is_refused_and_nothing_is_stored(alice: User) -> None:
    with pytest.raises(ReadError):
        import_document(alice, "各位同事：会议改到周五。", "通知.txt")
    assert not Draft.objects.exists()


def test_a_corrected_column_is_read_anew(draft: Draft) -> None:
    index = next(i for i, c in enumerate(draft.ledger.columns) if c.name == "存在问题")
    corrected = correct_columns(draft, {index: Role.REMARKS})
    assert corrected.ledger.columns[index].role is Role.REMARKS
    assert corrected.roles == {str(index): "remarks"}
    assert corrected.ledger.tasks[2].remarks == "用地手续办理较慢"


def test_what_is_saved_while_it_is_read_anew_stays_saved(draft: Draft, alice: User) -> None:
    def slowly(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        save_draft(alice, draft, NEW)
        return function(*args, **kwargs)

    corrected = correct_columns(draft, {6: Role.REMARKS}, slowly)
    assert corrected.saved_as == LedgerVersion.objects.get()
    assert corrected.ledger == corrected.saved_as.ledger
    assert not Event.objects.filter(code="draft-corrected").exists()


def test_what_is_dropped_while_it_is_read_anew_stays_dropped(draft: Draft) -> None:
    def slowly(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        drop_draft(Draft.objects.get(pk=draft.pk)) if Draft.objects.filter(pk=draft.pk) else None
        return function(*args, **kwargs)

    with pytest.raises(Http404):
        correct_columns(draft, {6: Role.REMARKS}, slowly)
    assert not Draft.objects.exists()


def test_an_export_comes_in_again_as_it_was(alice: User, saved: LedgerVersion) -> None:
    draft = import_document(alice, to_json(saved.ledger), "台账.json")
    assert draft.ledger == saved.ledger


def test_a_broken_export_is_refused(alice: User) -> None:
    with pytest.raises(ReadError):
        import_document(alice, b'{"taizhang": 1, "ledger": 5}', "台账.json")


def test_a_dropped_draft_is_gone_but_logged(draft: Draft) -> None:
    drop_draft(draft)
    assert not Draft.objects.exists()
    assert Event.objects.filter(code="draft-dropped").count() == 1


def test_saving_makes_the_first_period_of_a_new_list(saved: LedgerVersion) -> None:
    assert (saved.number, saved.yearly.year, str(saved.yearly)) == (1, 2025, "松屏县2025年民生实事")
    assert saved.counts["standings"] == {"on_schedule": 3, "done": 1} or sum(saved.counts["standings"].values()) == 4


def test_saving_twice_gives_the_same_period(alice: User, draft: Draft) -> None:
    assert save_draft(alice, draft, NEW) == save_draft(alice, draft, NEW)
    assert LedgerVersion.objects.count() == 1


def test_the_same_list_again_becomes_the_next_period(second: LedgerVersion) -> None:
    assert second.number == 2
    assert YearlyLedger.objects.count() == 1
    assert "copied-text" in {f.rule for f in second.findings}, "the period before was looked at"


def test_a_document_already_in_the_list_is_not_saved_again(alice: User, saved: LedgerVersion) -> None:
    draft = import_document(alice, FIRST, "again.txt")
    with pytest.raises(AlreadySaved) as same:
        save_draft(alice, draft, Place(ledger=saved.yearly))
    assert same.value.version == saved
    assert LedgerVersion.objects.count() == 1


def test_another_list_of_the_same_place_and_year_is_not_taken_for_the_next_period(
    alice: User, saved: LedgerVersion
) -> None:
    head = "松屏县2025年重点项目进展表\n\n序号\t项目名称\t项目内容\t责任单位\t进展情况\n"
    other = head + "1\t产业园\t建成厂房8万平方米。\t县工信局\t已建成3万平方米。\n"
    assert likely_ledger(alice, import_document(alice, other, "").ledger) is None
    assert likely_ledger(alice, import_document(alice, SECOND, "").ledger) == saved.yearly


def test_a_new_region_goes_below_ones_own(alice: User) -> None:
    assert region_for(alice, "青禾镇").parent == alice.region


def test_a_region_outside_ones_own_is_refused(people: dict[str, User]) -> None:
    regions = Region.objects.count()
    with pytest.raises(PermissionDenied):
        region_for(people["outsider"], "松屏县")
    assert Region.objects.count() == regions
