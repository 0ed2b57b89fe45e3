"""Units' files become a list's next period: matched, decided by a person, saved whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from taizhang.ledger import Role
from taizhang.web.events.models import Event
from taizhang.web.ledgers.matched import Board, board
from taizhang.web.ledgers.models import Draft, Intake, LedgerVersion
from taizhang.web.ledgers.services import collecting, intakes
from taizhang.web.ledgers.services.drafts import correct_columns
from taizhang.web.ledgers.services.saving import PeriodTaken
from taizhang.web.people.models import User

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]

HEAD = "序号\t项目内容\t责任单位\t进展情况\n"
ROADS = (
    f"县交通运输局半年报送\n\n{HEAD}"
    "1\t新改建农村公路60公里。\t县交通运输局\t已完成45公里，完成率75%。\n"
    "2\t改造危桥4座。\t县交通运输局\t已完成4座。\n"
)
SCHOOLS = (
    f"县教育局半年报送\n\n{HEAD}"
    "1\t幼儿园5所新建\t\t已完成新建幼儿园3所。\n"
    "2\t放映公益电影300场。\t县文旅局\t已放映120场。\n"
)
RIVAL = f"县公路中心半年报送\n\n{HEAD}1\t改造危桥4座。\t县公路中心\t已完成3座。\n"


@pytest.fixture
def intake(alice: User, saved: LedgerVersion) -> Intake:
    made = intakes.open_intake(alice, saved.yearly, "上半年", date(2025, 6, 30))
    intakes.add(made, "交通局.txt", ROADS.encode())
    intakes.add(made, "教育局.txt", SCHOOLS.encode())
    return made


def fresh(intake: Intake) -> Intake:
    return Intake.objects.select_related("yearly__region").get(pk=intake.pk)


def key(intake: Intake, content: str) -> str:
    return next(one.key for one in collecting.proposals(fresh(intake)) if content in one.content)


def states(intake: Intake) -> dict[str, str]:
    return {card.one.content: card.state for card in board(fresh(intake)).cards}


def decide(intake: Intake, content: str, task: int | None) -> None:
    collecting.choose(intake, key(intake, content), task)


def test_sure_rows_are_matched_unsure_ones_asked_and_strangers_left(intake: Intake) -> None:
    assert states(intake) == {
        "新改建农村公路60公里。": "matched",
        "改造危桥4座。": "matched",
        "幼儿园5所新建": "asked",
        "放映公益电影300场。": "left",
    }
    shown = board(fresh(intake))
    assert [line.content for line in shown.missing] == ["新建幼儿园5所。", "改造供水管网30公里。"]
    assert not shown.ready


def test_units_reports_are_no_drafts_to_be_saved_alone(intake: Intake, as_: As) -> None:
    clerk, draft = as_("coordinator"), Draft.objects.filter(collected=True)[0]
    assert "交通局.txt" not in clerk.get("/import/").text
    review = clerk.get(f"/import/{draft.pk}/").text
    assert "回到匹配" in review
    assert 'id="save"' not in review
    assert clerk.post(f"/import/{draft.pk}/save/", {}).status_code == 403
    assert clerk.post(f"/import/{draft.pk}/drop/").status_code == 403


def test_nothing_is_saved_while_a_row_waits(intake: Intake, alice: User, as_: As) -> None:
    with pytest.raises(collecting.Undecided):
        collecting.save_collected(alice, fresh(intake))
    answer = as_("coordinator").post(f"/import/batches/{intake.pk}/matching/save/")
    assert answer.status_code == 422
    assert "没有保存" in answer.text
    assert LedgerVersion.objects.count() == 1


def test_the_reports_become_the_next_period_with_their_files(intake: Intake, alice: User, as_: As) -> None:
    decide(intake, "幼儿园", 2)
    version = collecting.save_collected(alice, fresh(intake))
    assert (version.number, version.period_label, version.as_of) == (2, "上半年", date(2025, 6, 30))
    tasks = version.ledger.tasks
    assert [t.report.progress for t in tasks] == [
        "已完成45公里，完成率75%。",
        "已完成4座。",
        "已完成新建幼儿园3所。",
        "",
    ]
    told = next(c for c in tasks[2].cells if version.ledger.columns[c.column].role is Role.PROGRESS)
    assert told.origin.file == "教育局.txt"
    assert [x.text for x in version.ledger.leftovers if "公益电影" in x.text]
    assert "2份单位填报" in Event.objects.get(code="version-gathered").sentence
    files = as_("leader").get(f"/ledgers/{version.yearly_id}/2/originals/").text
    assert "交通局.txt" in files
    assert "教育局.txt" in files
    assert as_("leader").get(f"/originals/{intake.files.all()[0].original_id}/").status_code == 200
    assert as_("outsider").get(f"/originals/{intake.files.all()[0].original_id}/").status_code == 404
    assert collecting.save_collected(alice, fresh(intake)) == version


def test_what_two_files_claim_must_be_decided(intake: Intake, alice: User) -> None:
    intakes.add(intake, "公路中心.txt", RIVAL.encode())
    assert [card.state for card in board(fresh(intake)).cards if "危桥" in card.one.content] == ["asked", "asked"]
    ours, theirs = (one.key for one in collecting.proposals(fresh(intake)) if "危桥" in one.content)
    collecting.choose(intake, ours, 1)
    collecting.choose(intake, theirs, 1)
    decide(intake, "幼儿园", None)
    assert [card.rivals for card in board(fresh(intake)).asked] == [("公路中心.txt",), ("交通局.txt",)]
    with pytest.raises(collecting.Undecided):
        collecting.save_collected(alice, fresh(intake))
    collecting.choose(intake, ours, None)
    version = collecting.save_collected(alice, fresh(intake))
    assert version.ledger.tasks[1].report.progress == "已完成3座。"


def test_a_period_that_is_there_is_replaced_only_with_a_reason(
    intake: Intake, alice: User, second: LedgerVersion
) -> None:
    decide(intake, "幼儿园", None)
    with pytest.raises(PeriodTaken):
        collecting.save_collected(alice, fresh(intake))
    version = collecting.save_collected(alice, fresh(intake), "补报")
    second.refresh_from_db()
    assert second.corrected_by == version


def test_decisions_are_void_when_the_list_goes_on_from_another_period(
    intake: Intake, alice: User, saved: LedgerVersion
) -> None:
    decide(intake, "幼儿园", 2)
    saved.number, saved.pk, saved.as_of = 5, None, date(2025, 5, 31)
    saved.save()
    assert states(intake)["幼儿园5所新建"] == "asked"


def test_a_file_more_is_matched_and_the_decisions_stay(intake: Intake) -> None:
    decide(intake, "幼儿园", 2)
    intakes.add(intake, "水务局.txt", f"县水务局\n\n{HEAD}1\t改造供水管网30公里。\t县水务局\t已完成20公里。\n".encode())
    assert states(intake)["改造供水管网30公里。"] == "matched"
    assert states(intake)["幼儿园5所新建"] == "matched"


def test_a_column_corrected_in_a_report_counts_in_the_matching(intake: Intake) -> None:
    draft = intake.files.get(name="教育局.txt").draft
    assert draft is not None
    collecting.proposals(fresh(intake))
    correct_columns(draft, {3: Role.NEXT_STEPS})
    assert fresh(intake).proposals is None


def post(clerk: Client, intake: Intake, htmx: bool = True, **form: str) -> tuple[int, str]:
    headers = {"HX-Request": "true"} if htmx else {}
    answer = clerk.post(f"/import/batches/{intake.pk}/matching/", form, headers=headers)
    return answer.status_code, answer.text


def test_the_page_answers_a_choice_with_the_cards_it_touches(intake: Intake, as_: As) -> None:
    clerk, row = as_("coordinator"), key(intake, "幼儿园")
    status, shown = post(clerk, intake, key=row, task="0")
    assert status == 200
    assert shown.count("<article") == 2
    assert "也报了这一项" in shown
    assert 'id="sums"' in shown
    assert "<html" not in shown
    status, shown = post(clerk, intake, key=row, task="2")
    assert shown.count("<article") == 2
    assert "也报了这一项" not in shown
    assert post(clerk, intake, key=row, task="none", htmx=False)[0] == 302
    assert states(intake)["幼儿园5所新建"] == "left"


def test_a_decided_card_moves_to_its_section_with_a_way_back(intake: Intake, as_: As) -> None:
    clerk, row = as_("coordinator"), key(intake, "幼儿园")
    _, moved = post(clerk, intake, key=row, task="2", **{"from": "asked"})
    assert f'id="moved-{row}"' in moved
    assert "撤销" in moved
    assert 'hx-swap-oob="afterbegin:#cards-matched"' in moved
    assert f'id="row-{row}" hx-swap-oob="delete"' not in moved
    assert moved.count(f'id="row-{row}"') == 1
    _, back = post(clerk, intake, key=row, undo="1", **{"from": "asked"})
    assert states(intake)["幼儿园5所新建"] == "asked"
    assert f'id="row-{row}" hx-swap-oob="delete"' in back
    assert "撤销" not in back
    assert fresh(intake).choices == {}
    assert post(clerk, intake, htmx=False, key=row, undo="1")[0] == 302


def test_a_rival_that_a_decision_settles_moves_too(intake: Intake, as_: As) -> None:
    intakes.add(intake, "公路中心.txt", RIVAL.encode())
    clerk = as_("coordinator")
    ours, theirs = (one.key for one in collecting.proposals(fresh(intake)) if "危桥" in one.content)
    collecting.choose(intake, ours, 1)
    collecting.choose(intake, theirs, 1)
    _, shown = post(clerk, intake, key=ours, task="none", **{"from": "asked"})
    assert f'id="row-{theirs}" hx-swap-oob="delete"' in shown
    assert shown.count('hx-swap-oob="afterbegin:#cards-matched"') == 1
    assert shown.count('hx-swap-oob="afterbegin:#cards-left"') == 1


def test_of_many_cards_a_part_is_shown_and_the_next_on_request(
    intake: Intake, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = board(fresh(intake))
    monkeypatch.setattr(Board.sheaf, "__defaults__", (None, 1))
    clerk, address = as_("coordinator"), f"/import/batches/{intake.pk}/matching/"
    first, *rest = shown.matched
    assert rest
    page = clerk.get(address).text
    assert f'id="row-{first.one.key}"' in page
    assert f'id="row-{rest[0].one.key}"' not in page
    assert f"再看其余{len(rest)}行" in page
    asked = {"more": "matched", "after": first.place}
    more = clerk.get(address, asked, headers={"HX-Request": "true"}).text
    assert f'id="row-{rest[0].one.key}"' in more
    assert "<html" not in more
    assert f'id="row-{rest[0].one.key}"' in clerk.get(address, asked).text
    assert clerk.get(address, {"more": "matched", "after": "x"}).status_code == 200


def test_a_task_is_found_by_its_words_and_unknown_words_are_told(intake: Intake, as_: As) -> None:
    clerk, row = as_("coordinator"), key(intake, "幼儿园")
    label = board(fresh(intake)).tasks[2].label
    assert "新建幼儿园5所" in label
    assert post(clerk, intake, key=row, task="other", label="没有这一项")[0] == 422
    assert post(clerk, intake, key=row, task="other", label="")[0] == 204
    assert post(clerk, intake, key=row, task="other", label=label)[0] == 200
    assert states(intake)["幼儿园5所新建"] == "matched"
    assert post(clerk, intake, key="1-99", task="2")[0] == 404


def test_collecting_begins_at_a_list_with_its_period_and_day(saved: LedgerVersion, as_: As) -> None:
    clerk, form = as_("coordinator"), {"ledger": str(saved.yearly_id), "begin": "1"}
    assert "报告期" in clerk.get(f"/import/?ledger={saved.yearly_id}").text
    assert clerk.post("/import/", form).status_code == 422
    answer = clerk.post("/import/", form | {"period": "上半年", "as_of": "2025-06-30"})
    assert answer.headers["Location"] == f"/import/batches/{Intake.objects.get().pk}/"
    assert as_("outsider").get(f"/import/?ledger={saved.yearly_id}").status_code == 404


def test_hostile_words_of_a_unit_are_shown_and_never_run(intake: Intake, as_: As) -> None:
    hostile = ROADS.replace("改造危桥4座。", "改造危桥<script>alert(1)</script>")
    intakes.add(intake, "<img src=x>.txt", hostile.encode())
    shown = as_("coordinator").get(f"/import/batches/{intake.pk}/matching/").text
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
