"""The matrix of units and periods, what needs a hand today, and the home page's share of it."""

from __future__ import annotations

import re
from datetime import date

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from taizhang.measuring.windows import monthly
from taizhang.web.ledgers.services.drafts import import_document
from taizhang.web.ledgers.services.saving import Place, save_draft
from taizhang.web.months.hands import hands_of
from taizhang.web.months.matrix import matrix_of
from taizhang.web.months.models import Period, Return, Task
from taizhang.web.months.services import acting
from taizhang.web.months.services.closing import close
from taizhang.web.months.services.periods import make_periods, reopen, workdays_of
from taizhang.web.months.services.plans import plan_from
from taizhang.web.people.models import User
from taizhang.web.places.models import Region

from .conftest import TERMS, at
from .office import Staff, client, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_april")]
HEADER = "松屏县2025年民生实事目标任务\n\n序号\t项目名称\t项目内容\t责任单位\n"
SIXTY = HEADER + "".join(f"{n}\t第{n}项工程\t新建公园{n}个。\t县第{n}局\n" for n in range(1, 61))


def shown(period: Period) -> dict[str, str]:
    """What the matrix shows of each unit in the period."""
    lines = matrix_of(period.yearly).lines
    return {line.unit.name: next(s.shown for s in line.squares if s.period == period) for line in lines}


def words_of(page: str, unit: str) -> list[str]:
    """What the unit's row says, cell by cell; the unit first."""
    rows = (row for row in page.split("<tr>") if f'<th scope="row">{unit}</th>' in row)
    return [re.sub(r"<[^>]+>|\s", "", cell) for cell in re.split(r"</t[hd]>", next(rows))]


def test_each_square_shows_where_the_return_stands(blank: Return, task: Task, april: Period, staff: Staff) -> None:
    assert set(shown(april).values()) == {"blank"}
    sent(staff, blank, task, "3")
    assert shown(april)["县教育局"] == "sent"
    acting.give_back(staff["coordinator"], blank.pk, "请核对")
    assert shown(april)["县教育局"] == "returned"


def test_what_is_missing_turns_late_and_what_came_late_keeps_its_mark(
    blank: Return, task: Task, april: Period, staff: Staff, clock: time_machine.Traveller
) -> None:
    clock.move_to(at(5, 6))
    assert set(shown(april).values()) == {"late"}
    sent(staff, blank, task, "3")
    page = client(staff["coordinator"]).get("/months/").text
    assert words_of(page, "县教育局")[4] == "已报送迟"
    assert words_of(page, "县水务局")[4] == "逾期未报"


def test_every_square_leads_to_its_return_and_says_its_state_in_words(april: Period, staff: Staff) -> None:
    page = client(staff["coordinator"]).get("/months/").text
    for found in april.returns.all():
        assert f'href="/months/returns/{found.pk}/review/"' in page
    assert page.count("未填报") >= 12


def test_lists_and_years_can_be_switched(april: Period, staff: Staff, county: Region) -> None:
    place = Place(region=county.name, year=2024, name="2024年民生实事", period="目标任务")
    old = save_draft(staff["coordinator"], import_document(staff["coordinator"], SIXTY, "旧.txt"), place)
    make_periods(
        staff["coordinator"], plan_from(staff["coordinator"], old).yearly, monthly(2024, TERMS, workdays_of(county))
    )
    browser = client(staff["coordinator"])
    assert "县教育局" in browser.get("/months/").text
    for query in (f"?list={old.yearly_id}", "?year=2024"):
        page = browser.get(f"/months/{query}").text
        assert '<th scope="row">县第60局</th>' in page
        assert '<th scope="row">县教育局</th>' not in page


def test_a_leader_looks_and_is_not_asked_to_do_anything(april: Period, staff: Staff) -> None:
    page = client(staff["leader"]).get("/months/").text
    assert "县教育局" in page
    assert "今天要办" not in page


def test_another_county_sees_an_empty_page(april: Period, staff: Staff) -> None:
    assert "县教育局" not in client(staff["outsider"]).get("/months/").text


def test_sixty_units_in_twelve_periods_ask_the_database_ten_times(
    staff: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    office = staff["outsider"]
    assert office.region
    place = Place(region=office.region.name, year=2025, name="2025年民生实事", period="目标任务")
    plan = plan_from(office, save_draft(office, import_document(office, SIXTY, "目标.txt"), place))
    make_periods(office, plan.yearly, monthly(2025, TERMS, workdays_of(office.region)))
    assert Return.objects.filter(period__yearly=plan.yearly).count() == 720
    browser = client(office)
    browser.get("/months/")  # notes the time of the last act
    with django_assert_num_queries(10):
        page = browser.get("/months/").text
    assert page.count("/review/") >= 720


def test_hands_tell_what_waits_what_is_late_what_was_not_answered_and_what_can_be_closed(
    blank: Return, task: Task, april: Period, staff: Staff, clock: time_machine.Traveller
) -> None:
    alice = staff["coordinator"]
    sent(staff, blank, task, "3")
    assert [h.period.label for h in hands_of(alice).waiting] == ["4月"]
    acting.give_back(alice, blank.pk, "请核对")
    clock.move_to(at(5, 6))
    hands = hands_of(alice)
    late = {found.unit.name for hand in hands.late for found in hand.returns if hand.period == april}
    assert late == {"县交通运输局", "县水务局"}
    assert [f.unit.name for h in hands.returned for f in h.returns] == ["县教育局"]
    assert april not in hands.closable
    clock.move_to(at(5, 11))
    assert april in hands_of(alice).closable


def test_a_closed_period_asks_again_only_when_something_else_was_accepted(
    blank: Return, task: Task, april: Period, staff: Staff, clock: time_machine.Traveller
) -> None:
    alice = staff["coordinator"]
    sent(staff, blank, task, "3")
    acting.accept(alice, blank.pk, 1)
    close(alice, april)
    assert april not in hands_of(alice).closable
    clock.shift(60)
    reopen(alice, april, blank.unit, date(2025, 5, 30), "漏计一所")
    acting.amend(staff["signer"], blank.pk, "漏计一所")
    sent(staff, blank, task, "4")
    assert [h.period for h in hands_of(alice).waiting] == [april]
    acting.accept(alice, blank.pk, 2)
    assert hands_of(alice).correctable == (april,)
    clock.shift(60)
    close(alice, april, "县教育局漏计一所")
    assert hands_of(alice).correctable == ()


@pytest.mark.parametrize(
    ("who", "words"), [("coordinator", "待审阅"), ("reporter", "报送时限05-05"), ("leader", "我的项目")]
)
def test_home_shows_each_what_of_the_month_concerns_them(
    who: str, words: str, blank: Return, task: Task, staff: Staff, plan: object
) -> None:
    Task.objects.filter(pk=task.pk).update(leaders=staff["leader"].name)
    if who == "coordinator":
        sent(staff, blank, task, "3")
    assert words in client(staff[who]).get("/").text


def test_home_of_the_auditor_has_nothing_of_the_month(april: Period, staff: dict[str, User]) -> None:
    assert "month-today" not in client(staff["auditor"]).get("/").text
