"""The queue and the review: what the office sees of a return, and what it decides."""

from __future__ import annotations

from decimal import Decimal

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from taizhang.web.months.findings import findings_of
from taizhang.web.months.models import Period, Reason, Report, Return, Task, Value
from taizhang.web.months.review import review_of
from taizhang.web.months.services import acting
from taizhang.web.months.services.filling import add_note, fill, give_reason
from taizhang.web.months.services.sending import sent_of
from taizhang.web.months.waiting import neighbours
from taizhang.web.places.models import Unit

from .conftest import at
from .office import Staff, client, sent, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_april")]


def other_sent(staff: Staff, april: Period) -> Return:
    """The water bureau's return, sent."""
    found = april.returns.get(unit__name="县水务局")
    report = found.reports.get()
    values = {report.task.indicators.get().pk: Decimal(14)}
    fill(staff["other-reporter"], found.pk, report.task_id, 0, texts={"progress": "管网改造有序推进"}, values=values)
    acting.send(staff["other-signer"], found.pk)
    return found


def loaded(found: Return) -> Return:
    return Return.objects.select_related("period__yearly__region", "unit", "accepted").get(pk=found.pk)


def test_the_draft_is_not_shown_but_where_it_stands_is(blank: Return, task: Task, staff: Staff) -> None:
    told(staff, blank, task, "3", progress="正在抹灰")
    page = client(staff["coordinator"]).get(f"/months/returns/{blank.pk}/review/").text
    assert "单位正在填报" in page
    assert "正在抹灰" not in page


def test_figures_stand_beside_the_last_accepted_period_with_increment_target_and_rate(
    blank: Return, task: Task, april: Period, staff: Staff, clock: time_machine.Traveller
) -> None:
    sent(staff, blank, task, "2", progress="两所主体封顶。")
    acting.accept(staff["coordinator"], blank.pk, 1)
    clock.move_to(at(5, 25))
    may = Return.objects.get(period__label="5月", unit=blank.unit)
    sent(staff, may, task, "3", progress="三所主体封顶。")
    review = review_of(loaded(may), may.submissions.get())
    (one,) = review.tasks
    (figure,) = one.figures
    told_figures = (figure.last, figure.now, figure.increment, figure.target, figure.rate)
    assert told_figures == tuple(map(Decimal, (2, 3, 1, 5, 60)))
    assert figure.expected.quantize(Decimal("0.1")) == Decimal("41.7")
    assert (review.before.of.period.label if review.before else "") == "4月"
    progress = one.texts[0]
    assert [w.text for w in progress.before if w.kind == "gone"] == ["两"]
    assert [w.text for w in progress.now if w.kind == "come"] == ["三"]


def test_findings_come_with_the_units_explanation_and_tasks_that_ask_come_first(
    april: Period, staff: Staff, clock: time_machine.Traveller
) -> None:
    found = april.returns.get(unit__name="县水务局")
    task = found.reports.get().task
    texts = {"progress": "已完成改造供水管网3公里，完成率30%。"}
    report = fill(
        staff["other-reporter"], found.pk, task.pk, 0, texts=texts, values={task.indicators.get().pk: Decimal(3)}
    )
    for doubts in findings_of(loaded(found), sent_of(found)).values():
        for doubt in doubts:
            if doubt.must:
                give_reason(
                    staff["other-reporter"], found.pk, task.pk, doubt.finding.rule, doubt.finding.words, "按首批计"
                )
    assert Reason.objects.filter(report=report).exists()
    acting.send(staff["other-signer"], found.pk)
    page = client(staff["coordinator"]).get(f"/months/returns/{found.pk}/review/").text
    assert "单位说明：" in page
    assert "按首批计" in page
    assert page.index("按首批计") < page.index("<ins>3</ins>公里，完成率")


def test_a_note_of_a_cooperating_unit_stands_with_the_task(blank: Return, task: Task, staff: Staff) -> None:
    task.cooperating.set(Unit.objects.filter(name="县水务局"))
    add_note(staff["other-reporter"], blank.reports.get().pk, "给水接口已经预留")
    sent(staff, blank, task, "3")
    assert "给水接口已经预留" in client(staff["coordinator"]).get(f"/months/returns/{blank.pk}/review/").text


def test_opening_the_page_takes_nothing_up_the_button_does(blank: Return, task: Task, staff: Staff) -> None:
    sent(staff, blank, task, "3")
    browser = client(staff["coordinator"])
    browser.get(f"/months/returns/{blank.pk}/review/")
    assert Return.objects.get(pk=blank.pk).state == "sent"
    browser.post(f"/months/returns/{blank.pk}/take-up/")
    assert Return.objects.get(pk=blank.pk).state == "reading"
    browser.post(f"/months/returns/{blank.pk}/lay-down/")
    assert Return.objects.get(pk=blank.pk).state == "sent"


def test_accepting_goes_on_to_the_next_that_waits(blank: Return, task: Task, april: Period, staff: Staff) -> None:
    sent(staff, blank, task, "3")
    other = other_sent(staff, april)
    response = client(staff["coordinator"]).post(f"/months/returns/{blank.pk}/accept/", {"number": "1"})
    assert response.headers["Location"] == f"/months/returns/{other.pk}/review/"
    assert Return.objects.get(pk=blank.pk).state == "accepted"


def test_what_was_sent_anew_meanwhile_is_not_accepted_and_the_page_says_so(
    blank: Return, task: Task, staff: Staff
) -> None:
    sent(staff, blank, task, "3")
    acting.recall(staff["signer"], blank.pk)
    sent(staff, blank, task, "4")
    page = client(staff["coordinator"]).post(f"/months/returns/{blank.pk}/accept/", {"number": "1"}, follow=True)
    assert "又报送了新的内容，没有采用" in page.text
    assert Return.objects.get(pk=blank.pk).state == "sent"


def test_a_colleague_was_faster_and_the_page_says_so(blank: Return, task: Task, staff: Staff) -> None:
    sent(staff, blank, task, "3")
    acting.accept(staff["city"], blank.pk, 1)
    page = client(staff["coordinator"]).post(f"/months/returns/{blank.pk}/accept/", {"number": "1"}, follow=True)
    assert page.status_code == 200
    assert "这一步没有做" in page.text


def test_common_reasons_and_own_words_go_back_with_the_chosen_tasks(blank: Return, task: Task, staff: Staff) -> None:
    sent(staff, blank, task, "3")
    reasons = {"common": ["数据与上期矛盾，请核实"], "reason": "附验收单", "task": [str(task.pk)]}
    client(staff["coordinator"]).post(f"/months/returns/{blank.pk}/give-back/", reasons)
    found = Return.objects.get(pk=blank.pk)
    assert (found.state, found.reason) == ("returned", "数据与上期矛盾，请核实；附验收单")
    assert Report.objects.get(of=found, task=task).returned == found.reason


def test_without_a_reason_nothing_goes_back(blank: Return, task: Task, staff: Staff) -> None:
    sent(staff, blank, task, "3")
    page = client(staff["coordinator"]).post(f"/months/returns/{blank.pk}/give-back/", {}, follow=True)
    assert "请写明理由" in page.text
    assert Return.objects.get(pk=blank.pk).state == "sent"


@pytest.mark.parametrize(
    ("amount", "source", "kept", "said"),
    [
        ("2", "现场核查", Decimal(2), "核实数已记下"),
        ("两所左右", "现场", None, "不是数"),
        ("2", " ", None, "请写明理由"),
    ],
)
def test_a_verified_figure_stands_beside_and_the_units_stays(
    blank: Return, task: Task, staff: Staff, amount: str, source: str, kept: Decimal | None, said: str
) -> None:
    sent(staff, blank, task, "3")
    value = Value.objects.get(report__of=blank)
    data = {"amount": amount, "source": source}
    page = client(staff["coordinator"]).post(f"/months/returns/{blank.pk}/values/{value.pk}/verify/", data, follow=True)
    value.refresh_from_db()
    assert (value.entered, value.verified) == (Decimal(3), kept)
    assert said in page.text


def test_a_value_of_another_return_is_not_found(blank: Return, task: Task, april: Period, staff: Staff) -> None:
    sent(staff, blank, task, "3")
    other = other_sent(staff, april)
    value = Value.objects.get(report__of=other)
    url = f"/months/returns/{blank.pk}/values/{value.pk}/verify/"
    assert client(staff["coordinator"]).post(url, {"amount": "1", "source": "x"}).status_code == 404


def test_what_changed_since_acceptance_is_counted_and_shown(blank: Return, task: Task, staff: Staff) -> None:
    sent(staff, blank, task, "3", progress="三所封顶")
    acting.accept(staff["coordinator"], blank.pk, 1)
    acting.amend(staff["signer"], blank.pk, "漏计一所")
    page = client(staff["coordinator"]).get(f"/months/returns/{blank.pk}/review/").text
    assert "采用的一份仍然有效" in page
    found = sent(staff, blank, task, "4", progress="四所封顶")
    review = review_of(loaded(found), found.submissions.latest("number"))
    assert [(c.cell, c.old, c.new) for c in review.tasks[0].changes] == [
        ("progress", "三所封顶", "四所封顶"),
        (task.indicators.get().pk, Decimal(3), Decimal(4)),
    ]
    browser = client(staff["coordinator"])
    assert "采用后又有改动2处" in browser.get("/months/review/").text
    assert "三所封顶" in browser.get(f"/months/returns/{blank.pk}/review/?number=1").text
    acting.accept(staff["coordinator"], blank.pk, 2)
    assert review_of(loaded(found), found.submissions.get(number=1)).changes == 0


def test_the_queue_has_the_oldest_first_and_answers_its_filters(
    blank: Return, task: Task, april: Period, staff: Staff, clock: time_machine.Traveller
) -> None:
    other_sent(staff, april)
    clock.shift(600)
    sent(staff, blank, task, "3")
    browser = client(staff["coordinator"])
    page = browser.get("/months/review/").text
    assert page.index("县水务局</a>") < page.index("县教育局</a>")
    assert "县水务局</a>" not in browser.get("/months/review/?unit=教育").text
    acting.take_up(staff["coordinator"], blank.pk)
    assert "县教育局</a>" not in browser.get("/months/review/?state=sent").text
    assert "没有符合条件的报送" in browser.get("/months/review/?period=3月").text
    beside = neighbours(staff["coordinator"], blank.pk)
    assert (beside.place, beside.number, beside.after) == (2, 2, None)


def test_many_are_accepted_at_once_and_each_says_what_came_of_it(
    blank: Return, task: Task, april: Period, staff: Staff
) -> None:
    other = other_sent(staff, april)
    sent(staff, blank, task, "3")
    acting.recall(staff["signer"], blank.pk)
    sent(staff, blank, task, "4")
    chosen = {"chosen": [f"{other.pk}:1", f"{blank.pk}:1", "x:y"]}
    page = client(staff["coordinator"]).post("/months/review/accept/", chosen).text
    assert "选了2份，采用了1份" in page
    assert "没有采用" in page
    assert [Return.objects.get(pk=r.pk).state for r in (other, blank)] == ["accepted", "sent"]


def test_what_another_county_chooses_is_not_found_out(blank: Return, task: Task, staff: Staff) -> None:
    sent(staff, blank, task, "3")
    page = client(staff["outsider"]).post("/months/review/accept/", {"chosen": [f"{blank.pk}:1"]}).text
    assert "县教育局" not in page
    assert Return.objects.get(pk=blank.pk).state == "sent"


def test_the_queries_of_queue_and_review_do_not_grow_with_returns_and_tasks(
    blank: Return, task: Task, april: Period, staff: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sent(staff, blank, task, "3")
    browser = client(staff["coordinator"])
    browser.get("/months/review/")
    with django_assert_num_queries(12):
        browser.get("/months/review/")
    other_sent(staff, april)
    with django_assert_num_queries(12):
        browser.get("/months/review/")
    with django_assert_num_queries(27):
        browser.get(f"/months/returns/{blank.pk}/review/")


def test_a_leader_reads_what_was_sent_and_decides_nothing(blank: Return, task: Task, staff: Staff) -> None:
    sent(staff, blank, task, "3", progress="三所封顶")
    page = client(staff["leader"]).get(f"/months/returns/{blank.pk}/review/").text
    assert "三所封顶" in page
    assert "确定退回" not in page
