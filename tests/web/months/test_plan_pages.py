"""The coordinator's plan: what it lacks, who reports what, indicators and targets, schedules, a task added later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from taizhang.measuring import Linear, Stages, curve_from_json
from taizhang.web.events.models import Event
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.months.models import Indicator, Kind, Opinion, Period, Plan, Report, Return, Task
from taizhang.web.months.services.acting import send
from taizhang.web.months.services.filling import fill
from taizhang.web.people.models import User
from taizhang.web.places.models import Region, Unit
from taizhang.web.places.services import unit_named

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
Staff = dict[str, User]


@pytest.fixture
def office(as_: As) -> Client:
    return as_("coordinator")


def details(task: Task, **changes: object) -> dict[str, object]:
    told: dict[str, object] = {
        "act": "details",
        "reporter": task.reporter_id or "",
        "kind": task.kind,
        "deadline": task.deadline or "",
        "number": task.number,
        "name": task.name,
        "content": task.content,
        "leaders": task.leaders,
        "lists": task.lists,
        "reason": "",
    }
    return told | changes


def page(task: Task) -> str:
    return f"/plans/tasks/{task.pk}/"


def test_a_ledger_becomes_a_plan_from_its_page(office: Client, saved: LedgerVersion) -> None:
    address = f"/plans/{saved.yearly_id}/"
    assert address in office.get(f"/ledgers/{saved.yearly_id}/").text
    assert "设为按月填报" in office.get(address).text
    response = office.post(f"{address}make/", {"number": saved.number}, follow=True)
    assert "新建幼儿园" in response.text
    assert Plan.objects.get().tasks.count() == 4


def test_what_was_read_stands_in_the_plan(plan: Plan) -> None:
    task = plan.tasks.get(content__contains="公路")
    assert (task.leaders, task.kind) == ("江一帆", Kind.WORKS)


def test_the_page_says_first_what_is_missing_and_shows_it_alone(office: Client, plan: Plan, task: Task) -> None:
    Task.objects.filter(pk=task.pk).update(reporter=None)
    text = office.get(f"/plans/{plan.yearly_id}/").text
    assert text.index("1项没有填报单位") < text.index("新建幼儿园")
    assert "4项没有完成时限" in text
    shown = office.get(f"/plans/{plan.yearly_id}/?lack=reporter").text
    assert "新建幼儿园" in shown
    assert "供水管网" not in shown


def test_a_task_without_indicator_is_told_but_not_works_with_stages(office: Client, plan: Plan, task: Task) -> None:
    task.indicators.get().targets.all().delete()
    assert "1项指标没有目标值" in office.get(f"/plans/{plan.yearly_id}/").text
    task.indicators.all().delete()
    assert "1项没有指标" in office.get(f"/plans/{plan.yearly_id}/").text
    office.post(page(task), stages((("开工", "2025-03-31", 40), ("竣工", "2025-11-30", 60))))
    assert "没有指标" not in office.get(f"/plans/{plan.yearly_id}/").text


def test_lists_of_400_tasks_take_few_queries(
    office: Client, plan: Plan, task: Task, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [Task(plan=plan, row=100 + n, number=str(n), name=f"第{n}项", reporter=task.reporter) for n in range(400)]
    Task.objects.bulk_create(rows)
    made = Task.objects.filter(row__gte=100)
    Indicator.objects.bulk_create([Indicator(task=one, order=0, name="数量", unit_word="个") for one in made])
    with django_assert_max_num_queries(14):
        assert "第399项" in office.get(f"/plans/{plan.yearly_id}/").text


def test_one_unit_for_many_tasks_by_any_of_its_names(office: Client, plan: Plan) -> None:
    tasks = list(plan.tasks.filter(reporter__name="县交通运输局"))
    told = {"unit": "水务局", "task": [task.pk for task in tasks]}
    office.post(f"/plans/{plan.yearly_id}/reporters/", told)
    assert {task.reporter.name for task in plan.tasks.filter(pk__in=[t.pk for t in tasks])} == {"县水务局"}  # type: ignore[union-attr] # it has one
    assert Event.objects.get(code="reporter-set").facts["number"] == 2


def test_an_unknown_unit_is_refused_with_its_name(office: Client, plan: Plan, task: Task) -> None:
    response = office.post(f"/plans/{plan.yearly_id}/reporters/", {"unit": "县气象局", "task": [task.pk]}, follow=True)
    assert "没有名为“县气象局”的单位" in response.text
    assert not Unit.objects.filter(name="县气象局").exists()


def test_the_task_goes_to_the_new_unit_in_what_neither_has_sent(
    office: Client, april: Period, task: Task, blank: Return
) -> None:
    water = Unit.objects.get(name="县水务局")
    response = office.post(page(task), details(task, reporter=water.pk), follow=True)
    assert "已保存" in response.text
    march = Period.objects.get(label="3月")
    assert Report.objects.get(task=task, of__period=april).of.unit == water
    assert not Return.objects.filter(pk=blank.pk).exists(), "nothing is left to report there"
    assert Report.objects.get(task=task, of__period=march).of.unit.name == "县教育局", "March was over on 10 April"


def test_what_a_unit_sent_stays_with_it(office: Client, april: Period, task: Task, blank: Return, staff: Staff) -> None:
    fill(staff["signer"], blank.pk, task.pk, 0, texts={"progress": "两所已封顶，三所正在基础施工。"})
    send(staff["signer"], blank.pk)
    office.post(page(task), details(task, reporter=Unit.objects.get(name="县水务局").pk))
    assert Report.objects.get(task=task, of__period=april).of == blank
    assert Report.objects.get(task=task, of__period__label="5月").of.unit.name == "县水务局"


def test_a_draft_is_not_handed_to_another_unit(
    office: Client, april: Period, task: Task, blank: Return, staff: Staff
) -> None:
    fill(staff["signer"], blank.pk, task.pk, 0, texts={"progress": "内部草稿"})
    office.post(page(task), details(task, reporter=Unit.objects.get(name="县水务局").pk))
    report = Report.objects.get(task=task, of__period=april)
    assert (report.of.unit.name, report.progress) == ("县水务局", "")


def test_units_leaders_kind_and_lists_are_kept_and_logged(office: Client, task: Task) -> None:
    water = Unit.objects.get(name="县水务局")
    units = {"cooperating": [water.pk], "supervising": [water.pk]}
    office.post(page(task), details(task, **units, leaders="苏可、江一帆", kind="works", lists="省级、县级"))
    task.refresh_from_db()
    assert (task.kind, task.lists, task.leaders) == ("works", "省级、县级", "苏可、江一帆")
    assert [unit.name for unit in task.cooperating.all()] == ["县水务局"] == [u.name for u in task.supervising.all()]
    ticked = f'name="cooperating" value="{water.pk}" class="tick-list" id="task_cooperating_'
    assert ticked in office.get(page(task)).text  # boxes: nobody has to hold a key to choose two
    assert "所在清单：— → 省级、县级" in Event.objects.get(code="task-changed").sentence


def test_a_deadline_that_stood_is_moved_only_with_a_reason(office: Client, task: Task) -> None:
    office.post(page(task), details(task, deadline="2025-10-31"))
    task.refresh_from_db()
    assert task.deadline == date(2025, 10, 31)
    response = office.post(page(task), details(task, deadline="2025-12-31"))
    assert response.status_code == 422
    assert "原定时限要修改的" in response.text
    office.post(page(task), details(task, deadline="2025-12-31", reason="县政府专题会议纪要"))
    task.refresh_from_db()
    assert task.deadline == date(2025, 12, 31)


def test_a_target_has_versions_and_the_older_ones_stay(office: Client, task: Task) -> None:
    indicator = task.indicators.get()
    told = {
        "act": "change-target",
        "indicator": indicator.pk,
        f"t{indicator.pk}-value": "8",
        f"t{indicator.pk}-since": "2025-07-01",
        f"t{indicator.pk}-basis": "县政办〔2025〕9号",
        f"t{indicator.pk}-reason": "市里追加任务",
    }
    response = office.post(page(task), told, follow=True)
    assert [str(target) for target in indicator.targets.all()] == ["5", "8"]
    assert "县政办〔2025〕9号" in response.text
    assert (str(indicator.target_on(date(2025, 6, 30))), str(indicator.target_on(date(2025, 7, 1)))) == ("5", "8")


@pytest.mark.parametrize("field", ["value", "since", "basis", "reason"])
def test_a_version_lacks_nothing(office: Client, task: Task, field: str) -> None:
    indicator = task.indicators.get()
    told = {"value": "8", "since": "2025-07-01", "basis": "某文件", "reason": "追加"} | {field: ""}
    sent = {f"t{indicator.pk}-{name}": value for name, value in told.items()}
    response = office.post(page(task), {"act": "change-target", "indicator": indicator.pk} | sent)
    assert response.status_code == 422
    assert indicator.targets.count() == 1


def test_a_version_of_another_year_is_refused(office: Client, task: Task) -> None:
    indicator = task.indicators.get()
    told = {"value": "8", "since": "2024-12-31", "basis": "某文件", "reason": "追加"}
    sent = {f"t{indicator.pk}-{name}": value for name, value in told.items()}
    assert office.post(page(task), {"act": "change-target", "indicator": indicator.pk} | sent).status_code == 422


def mended(indicator: Indicator, told: dict[str, str]) -> dict[str, object]:
    sent: dict[str, object] = {"act": "change-indicator", "indicator": indicator.pk}
    return sent | {f"i{indicator.pk}-{name}": value for name, value in told.items()}


def test_an_indicator_is_added_mended_and_removed_while_nothing_was_reported(office: Client, task: Task) -> None:
    told = {"name": "新增学位", "unit_word": "个", "direction": "at_least", "cumulative": "False"}
    first = told | {"value": "900", "basis": "县教育局报告"}
    office.post(page(task), {"act": "add-indicator"} | {f"new-{name}": value for name, value in first.items()})
    made = task.indicators.get(name="新增学位")
    assert (made.cumulative, made.order, str(made.targets.get())) == (False, 1, "900")
    told = {"name": "新增公办学位", "unit_word": "座", "direction": "exactly", "cumulative": "True"}
    office.post(page(task), mended(made, told))
    made.refresh_from_db()
    assert (made.name, made.unit_word, made.direction, made.cumulative) == ("新增公办学位", "座", "exactly", True)
    office.post(page(task), {"act": "remove-indicator", "indicator": made.pk})
    assert task.indicators.count() == 1
    codes = Event.objects.filter(code__startswith="indicator-").values_list("code", flat=True)
    assert sorted(codes) == ["indicator-added", "indicator-changed", "indicator-removed"]


def test_a_figure_keeps_its_indicator_and_its_meaning(office: Client, task: Task, blank: Return, staff: Staff) -> None:
    indicator = task.indicators.get()
    fill(staff["signer"], blank.pk, task.pk, 0, values={indicator.pk: Decimal(2)})
    response = office.post(page(task), {"act": "remove-indicator", "indicator": indicator.pk}, follow=True)
    assert "已经填过数" in response.text
    told = {"name": "幼儿园", "unit_word": "个", "direction": "at_least", "cumulative": "True"}
    office.post(page(task), mended(indicator, told))
    indicator.refresh_from_db()
    assert indicator.unit_word == "所"
    told = {"name": "新建公办幼儿园", "unit_word": "所", "direction": "at_least", "cumulative": "True"}
    office.post(page(task), mended(indicator, told))
    indicator.refresh_from_db()
    assert indicator.name == "新建公办幼儿园", "its name may be corrected"


def stages(marks: tuple[tuple[str, str, int], ...], kind: str = "stages") -> dict[str, object]:
    parts = {f"name{n}": name for n, (name, _, _) in enumerate(marks)}
    parts |= {f"day{n}": day for n, (_, day, _) in enumerate(marks)}
    return {"act": "curve", "kind": kind} | parts | {f"weight{n}": str(w) for n, (_, _, w) in enumerate(marks)}


@pytest.mark.parametrize(
    ("told", "day", "expected"),
    [
        ({"kind": "default"}, date(2025, 6, 30), 50),
        ({"kind": "linear", "start": "2025-07-01", "end": "2025-12-31"}, date(2025, 9, 30), 50),
        ({"kind": "quarterly", "q1": "10", "q2": "30", "q3": "", "q4": "100"}, date(2025, 9, 30), 30),
        ({"kind": "monthly", "m2": "15", "m12": "100"}, date(2025, 11, 30), 15),
        (stages((("选址", "2025-02-28", 1), ("开园", "2025-08-31", 3)), "milestones"), date(2025, 2, 28), 25),
        (stages((("开工", "2025-03-31", 40), ("竣工", "2025-11-30", 60))), date(2025, 3, 31), 40),
    ],
)
def test_each_kind_of_schedule_is_set_by_the_form(
    office: Client, task: Task, told: dict[str, object], day: date, expected: int
) -> None:
    response = office.post(page(task), {"act": "curve"} | told, follow=True)
    assert "进度计划已保存" in response.text
    task.refresh_from_db()
    assert task.schedule(2025).expected(day) == expected
    again = office.get(page(task)).text
    assert f'<option value="{told["kind"]}" selected>' in again, "the form shows what was set"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"kind": "linear", "start": "2025-07-01", "end": "2025-06-30"}, "完成日须晚于开始日"),
        ({"kind": "quarterly", "q1": "50", "q2": "30", "q3": "60", "q4": "100"}, "不能比前面的低"),
        ({"kind": "quarterly", "q1": "50", "q4": "90"}, "须为100%"),
        (stages((("开工", "2025-06-30", 1), ("主体", "2025-05-31", 1))), "不能早于它前面的阶段"),
        (stages((("开工", "2025-06-30", 1), ("开工", "2025-07-31", 1))), "出现了两次"),
        (stages((("开工", "2025-06-30", 0),)), "权重须大于0"),
        (stages(()), "请至少填写一行"),
    ],
)
def test_a_schedule_that_cannot_be_is_told_and_not_kept(
    office: Client, task: Task, told: dict[str, object], words: str
) -> None:
    response = office.post(page(task), {"act": "curve"} | told)
    assert response.status_code == 422
    assert words in response.text
    task.refresh_from_db()
    assert task.curve == ""
    assert words in office.post(f"{page(task)}curve/", told).text, "the preview says the same"


def test_the_schedule_is_drawn_while_it_is_typed(office: Client, task: Task) -> None:
    response = office.post(
        f"{page(task)}curve/", {"kind": "quarterly", "q1": "10", "q2": "40", "q3": "80", "q4": "100"}
    )
    assert "<polyline" in response.text
    assert "style=" not in response.text
    assert "6月底 40.0%" in response.text
    task.refresh_from_db()
    assert task.curve == "", "nothing is kept by looking"


def test_a_scale_of_stages_is_offered_up_to_the_deadline_and_said_to_be_local(office: Client, task: Task) -> None:
    Task.objects.filter(pk=task.pk).update(deadline=date(2025, 10, 31))
    text = office.get(f"{page(task)}?scale=four-steps").text
    assert "没有查到官方的形象进度权重" in text
    assert 'value="主体完工"' in text
    assert 'value="2025-10-31"' in text


def test_what_was_kept_is_a_curve_of_its_kind(office: Client, task: Task) -> None:
    office.post(page(task), stages((("开工", "2025-03-31", 40), ("竣工", "2025-11-30", 60))))
    task.refresh_from_db()
    curve = curve_from_json(task.curve)
    assert isinstance(curve, Stages)
    assert [mark.name for mark in curve.marks] == ["开工", "竣工"]
    office.post(page(task), {"act": "curve", "kind": "default"})
    task.refresh_from_db()
    assert task.curve == ""
    assert isinstance(task.schedule(2025), Linear)


def test_an_opinion_has_its_basis_and_the_later_one_holds(office: Client, task: Task) -> None:
    told = {"o-question": "reachable", "o-answer": "False", "o-since": "2025-04-30", "o-basis": ""}
    assert office.post(page(task), {"act": "opinion"} | told).status_code == 422
    office.post(page(task), {"act": "opinion"} | told | {"o-basis": "现场核查记录"})
    opinion = Opinion.objects.get()
    assert (opinion.answer, opinion.basis) == (False, "现场核查记录")
    opinion.answer = True
    with pytest.raises(ValueError, match="never changed"):
        opinion.save()


def test_a_task_added_in_mid_year_stands_last_and_no_other_row_moves(
    office: Client, april: Period, plan: Plan, saved: LedgerVersion
) -> None:
    rows = dict(plan.tasks.values_list("content", "row"))
    told = {
        "number": "4",
        "project": "口袋公园建设",
        "content": "新建口袋公园6个。",
        "unit": "县住房和城乡建设局",
        "deadline": "",
        "reason": "县委常委会会议纪要〔2025〕8号",
    }
    response = office.post(f"/plans/{plan.yearly_id}/add/", told, follow=True)
    made = plan.tasks.get(name="口袋公园建设")
    assert made.pk == response.context["task"].pk
    assert made.row == 4
    assert [(i.unit_word, str(i.targets.get())) for i in made.indicators.all()] == [("个", "6")]
    assert dict(plan.tasks.exclude(pk=made.pk).values_list("content", "row")) == rows
    saved.refresh_from_db()
    plan.refresh_from_db()
    assert saved.corrected_by == plan.base
    assert (plan.base.correction_reason, len(plan.base.ledger.tasks)) == ("县委常委会会议纪要〔2025〕8号", 5)
    assert plan.base.ledger.rows[4].row == 4
    units = {report.of.unit.name for report in Report.objects.filter(task=made)}
    assert units == {"县住房和城乡建设局"}
    assert Report.objects.filter(task=made, of__period=april).exists()
    assert not Report.objects.filter(task=made, of__period__label="3月").exists(), "March is over"
    assert unit_named(plan.yearly.region, "县住房和城乡建设局") == made.reporter


def test_without_a_reason_nothing_is_added(office: Client, plan: Plan) -> None:
    told = {"project": "口袋公园建设", "content": "新建口袋公园6个。", "unit": "县水务局", "reason": " "}
    response = office.post(f"/plans/{plan.yearly_id}/add/", told)
    assert response.status_code == 422
    assert "请填写这一项。" in response.text
    assert plan.tasks.count() == 4


def test_a_form_that_is_none_is_not_found(office: Client, task: Task) -> None:
    assert office.post(page(task), {"act": "paint"}).status_code == 404
    assert office.post(page(task), {"act": "remove-indicator", "indicator": "99999"}).status_code == 404


ROWS = """1\t农村公路提质\t新改建农村公路40公里。\t江一帆\t县交通运输局\t\t2026年10月底前
\t\t改造危桥2座。\t\t县交通运输局
"""


def typed(county: Region, rows: str = ROWS, **changes: object) -> dict[str, object]:
    rows = "\n".join(row.replace("\t", "\t\t", 1) for row in rows.splitlines())
    return {"region": county.pk, "year": 2026, "name": "2026年民生实事", "rows": rows, "plan": "on"} | changes


def test_a_list_is_typed_by_hand_and_read_as_any_other(office: Client, county: Region) -> None:
    response = office.post("/plans/new/", typed(county), follow=True)
    assert "已存为新的年度清单" in response.text
    plan = Plan.objects.get(yearly__year=2026)
    first, second = plan.tasks.all()
    assert (first.name, second.name, first.deadline) == ("农村公路提质", "农村公路提质", date(2026, 10, 31))
    assert [(str(i.targets.get()), i.unit_word) for i in second.indicators.all()] == [("2", "座")]
    assert first.reporter is not None
    assert plan.base.original is not None, "what was typed is kept as it was typed"
    assert Event.objects.filter(code="list-typed").count() == 1


def test_a_list_that_is_there_or_empty_is_refused(office: Client, county: Region, saved: LedgerVersion) -> None:
    again = typed(county, year=saved.yearly.year, name=saved.yearly.name)
    assert "已有“2025年民生实事”" in office.post("/plans/new/", again).text
    assert office.post("/plans/new/", typed(county, " \t \n")).status_code == 422
    assert "请至少填写一项任务。" in office.post("/plans/new/", typed(county, "")).text
    assert Plan.objects.count() == 0


def test_last_years_list_begins_the_next_with_targets_left_open(
    office: Client, saved: LedgerVersion, county: Region
) -> None:
    text = office.get(f"/plans/new/?from={saved.yearly_id}").text
    assert "新改建农村公路□公里。" in text
    assert "新建幼儿园□所。" in text
    assert "33.3%" not in text, "nothing of last year's results"
    assert 'value="2026年民生实事"' in text


def test_a_target_left_open_is_asked_for_with_its_row(office: Client, county: Region) -> None:
    response = office.post("/plans/new/", typed(county, ROWS.replace("2座", "□座")))
    assert response.status_code == 422
    assert "第2行还有没填的目标" in response.text
    assert Plan.objects.count() == 0


def test_the_lists_are_shown_with_what_is_missing(office: Client, plan: Plan, task: Task) -> None:
    Task.objects.filter(pk=task.pk).update(reporter=None)
    text = office.get("/plans/").text
    assert "1项没有填报单位" in text
    assert "据此新建下一年度" in text
