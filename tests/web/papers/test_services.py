"""A paper's way: made of a closed period, edited, checked, approved by another, numbered, replaced."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from taizhang.web.events.models import Event
from taizhang.web.events.services import first_break
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.months.models import Period
from taizhang.web.months.services.closing import close
from taizhang.web.papers.access import visible_papers
from taizhang.web.papers.models import OutlineOfPlace, Paper, Register
from taizhang.web.papers.refusals import Corrected, Doubtful, NotFrozen, OwnPaper, ReasonMissing, WrongState
from taizhang.web.papers.services.acting import approve, check, drop, edit, issue, send_back
from taizhang.web.papers.services.making import make_paper, outline_for, version_of
from taizhang.web.papers.states import State
from taizhang.web.people.models import User
from taizhang.writing.bulletin import Block, bulletin_from_json, outline_from_json, outline_to_json
from taizhang.writing.errors import WriteError

from .conftest import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_april_closed")]


def test_an_open_period_gives_no_paper(february: Period) -> None:
    with pytest.raises(NotFrozen, match="2月还没有关闭"):
        version_of(february)


def test_a_paper_tells_what_was_frozen(draft: Paper) -> None:
    assert draft.state == State.DRAFT
    assert "未报进展" in bulletin_from_json(draft.content).text
    assert Event.objects.get(code="paper-made").facts["paper"] == draft.title


def test_those_who_may_not_review_make_none(staff: dict[str, User], closed: LedgerVersion) -> None:
    for name in ("reporter", "signer", "leader", "auditor", "security", "administrator"):
        with pytest.raises(PermissionDenied):
            make_paper(staff[name], closed, "quarterly")


def test_an_unknown_kind_is_named(alice: User, closed: LedgerVersion) -> None:
    with pytest.raises(WriteError, match="没有这种文件"):
        make_paper(alice, closed, "weekly")


def test_a_corrected_version_gives_none(alice: User, closed: LedgerVersion, april: Period) -> None:
    close(alice, april, "补录")
    closed.refresh_from_db()
    with pytest.raises(Corrected):
        make_paper(alice, closed, "quarterly")


def test_free_paragraphs_stay_when_the_draft_is_written_anew(alice: User, draft: Paper) -> None:
    blocks = (*outline_from_json(draft.outline).blocks, Block("free", "请各单位认真对照。"))
    edit(alice, draft.pk, blocks)
    check(alice, draft.pk)
    draft.refresh_from_db()
    assert bulletin_from_json(draft.content).paragraphs[-1].text == "请各单位认真对照。"


def test_a_broken_block_changes_nothing(alice: User, draft: Paper) -> None:
    with pytest.raises(WriteError, match="花括号"):
        edit(alice, draft.pk, [Block("text", "共{总数")])
    assert Paper.objects.get().content == draft.content


def test_a_phone_number_in_the_text_is_not_let_through(alice: User, draft: Paper) -> None:
    edit(alice, draft.pk, [Block("free", "联系电话13800000000。")])
    with pytest.raises(Doubtful, match="手机号码"):
        check(alice, draft.pk)
    assert Paper.objects.get().state == State.DRAFT


def test_nobody_approves_his_own(alice: User, staff: dict[str, User], draft: Paper) -> None:
    check(alice, draft.pk)
    Paper.objects.update(made_by=staff["leader"])
    with pytest.raises(OwnPaper):
        approve(staff["leader"], draft.pk)
    with pytest.raises(PermissionDenied):
        approve(alice, draft.pk)


def test_a_draft_is_neither_approved_nor_issued(alice: User, staff: dict[str, User], draft: Paper) -> None:
    with pytest.raises(WrongState):
        approve(staff["leader"], draft.pk)
    with pytest.raises(WrongState):
        issue(alice, draft.pk, "云政督通", DAY)


def test_sending_back_needs_a_reason_and_takes_the_approval_away(staff: dict[str, User], approved: Paper) -> None:
    with pytest.raises(ReasonMissing):
        send_back(staff["leader"], approved.pk, " ")
    back = send_back(staff["leader"], approved.pk, "请补充水利工程情况")
    assert (back.state, back.approved_by) == (State.DRAFT, None)


def test_numbers_have_no_gaps_and_the_log_knows_the_digest(
    alice: User, staff: dict[str, User], approved: Paper, closed: LedgerVersion
) -> None:
    first = issue(alice, approved.pk, "云政督通", DAY)
    second = make_paper(alice, closed, "monthly")
    check(alice, second.pk)
    approve(staff["leader"], second.pk)
    assert first.number == "云政督通〔2025〕1号"
    second = issue(alice, second.pk, "云政督通", DAY)
    assert second.number == "云政督通〔2025〕2号"
    assert {e.facts["digest"] for e in Event.objects.filter(code="paper-issued")} == {first.digest, second.digest}
    assert Register.objects.get().last == 2
    assert first_break() is None


def test_an_issued_paper_is_never_changed_only_superseded(
    alice: User, staff: dict[str, User], approved: Paper, closed: LedgerVersion
) -> None:
    issued = issue(alice, approved.pk, "云政督通", DAY)
    with pytest.raises(WrongState):
        edit(alice, issued.pk, [Block("free", "改")])
    issued.content = "{}"
    with pytest.raises(ValueError, match="never changed"):
        issued.save()
    other = make_paper(alice, closed, "quarterly", supersedes=Paper.objects.get(pk=issued.pk))
    check(alice, other.pk)
    approve(staff["leader"], other.pk)
    issue(alice, other.pk, "云政督通", DAY)
    assert Paper.objects.get(pk=issued.pk).state == State.SUPERSEDED


def test_a_draft_can_be_dropped_an_issued_paper_not(alice: User, closed: LedgerVersion, approved: Paper) -> None:
    drop(alice, make_paper(alice, closed, "monthly").pk)
    issue(alice, approved.pk, "云政督通", DAY)
    with pytest.raises(WrongState):
        drop(alice, approved.pk)
    assert Paper.objects.count() == 1


def test_units_see_what_was_issued_and_outsiders_nothing(alice: User, staff: dict[str, User], approved: Paper) -> None:
    assert not visible_papers(staff["reporter"]).exists()
    issue(alice, approved.pk, "云政督通", DAY)
    assert visible_papers(staff["reporter"]).count() == 1
    with pytest.raises(Http404):
        drop(staff["outsider"], approved.pk)


def test_a_place_keeps_its_own_outline_and_those_below_use_it(alice: User, closed: LedgerVersion) -> None:
    region = closed.yearly.region
    own = outline_for(region, "monthly")
    changed = outline_to_json(own).decode().replace("月报", "督查月报")
    OutlineOfPlace.objects.create(region=region, kind="monthly", content=changed, by=alice)
    assert outline_for(region, "monthly").zh == "督查月报"
