"""The unit's page over the wire: the grid, saving cells, what follows from them, the acts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from taizhang.measuring.windows import monthly
from taizhang.web.ledgers.services.drafts import import_document
from taizhang.web.ledgers.services.saving import Place, save_draft
from taizhang.web.months.burden import Load, loads_of
from taizhang.web.months.earlier import version_before
from taizhang.web.months.listed import told_by_list
from taizhang.web.months.models import Period, Report, Return, Task
from taizhang.web.months.services import acting
from taizhang.web.months.services.filling import fill
from taizhang.web.months.services.periods import make_periods, workdays_of
from taizhang.web.months.services.plans import plan_from
from taizhang.web.people.models import Role, User
from taizhang.web.people.services import make_account
from taizhang.web.places.models import Region
from tests.web.sample import FIRST

from .conftest import TERMS, at
from .office import explained

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_april")]
Staff = dict[str, User]
Site = Callable[[str], Client]


@pytest.fixture
def site(staff: Staff) -> Site:
    """A client signed in as one of the staff."""

    def client(name: str) -> Client:
        browser = Client()
        browser.force_login(staff[name], "django.contrib.auth.backends.ModelBackend")
        return browser

    return client


def saved(client: Client, found: Return, **cells: str) -> dict[str, Any]:
    """The answer to saving cells, named as the page names them with _ for a colon."""
    data = {name.replace("__", ":"): text for name, text in cells.items()}
    answer = client.post(reverse("fill-cells", args=[found.pk]), data, headers={"X-Requested-With": "fetch"})
    assert answer["Content-Type"] == "application/json", answer.status_code
    return dict(answer.json()) | {"status": answer.status_code}


def test_the_unit_finds_its_periods_what_is_open_first(blank: Return, site: Site) -> None:
    page = site("reporter").get(reverse("own-month")).text
    assert page.index("4月") < page.index("以后的报告期")
    assert "已填0 / 1项" in page
    assert "还有10天" in page


def test_the_top_says_that_a_return_is_in_the_units_own_pages(blank: Return, site: Site) -> None:
    for name, here in (("reporter", "own-month"), ("coordinator", "matrix")):
        page = site(name).get(reverse("return", args=[blank.pk]), follow=True).text
        assert f'<a href="{reverse(here)}" aria-current="page">' in page


def test_a_unit_without_tasks_is_told_so(staff: Staff, county: Region, site: Site) -> None:
    staff["reporter"] = make_account(None, "idle", "某档案员", Role.REPORTER, region=county, unit="县档案馆")
    assert "还没有要填报的内容" in site("reporter").get(reverse("own-month")).text


def test_the_grid_shows_target_path_and_last_period(
    blank: Return, task: Task, staff: Staff, site: Site, clock: time_machine.Traveller
) -> None:
    indicator = task.indicators.get()
    fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "两所已开园。"}, values={indicator.pk: 3})
    acting.send(staff["signer"], blank.pk)
    acting.accept(staff["coordinator"], blank.pk, 1)
    clock.move_to(at(5, 25))
    may = Return.objects.get(unit=blank.unit, period__label="5月")
    page = site("reporter").get(reverse("return", args=[may.pk])).text
    for words in ("新建幼儿园5所。", "目标 5所", "上期累计 3", "两所已开园。", "41.7%"):
        assert words in page
    assert f'name="c:{task.pk}:value:{indicator.pk}" data-cell="value:{indicator.pk}" data-col="value" value=""' in page


def test_the_first_month_goes_on_from_the_imported_report(blank: Return, task: Task, staff: Staff, site: Site) -> None:
    page = site("reporter").get(reverse("return", args=[blank.pk])).text
    assert "上期累计 2" in page
    assert "已完成新建幼儿园2所，完成率50%。" in page
    fill(
        staff["reporter"],
        blank.pk,
        task.pk,
        0,
        texts={"progress": "三所已开园。"},
        values={task.indicators.get().pk: 3},
    )
    explained(staff["reporter"], blank)
    acting.send(staff["signer"], blank.pk)
    review = site("coordinator").get(reverse("review-return", args=[blank.pk])).text
    assert "导入的一季度" in review
    assert '<td data-label="增加">+1</td>' in review


@pytest.mark.parametrize(("words", "known"), [("4所", Decimal(4)), ("2至3所", None)])
def test_a_later_import_is_matched_by_its_words_and_nothing_is_guessed(
    words: str, known: Decimal | None, alice: User, april: Period, task: Task
) -> None:
    head, rows = FIRST.split("1\t农村", 1)
    first, rest = rows.split("2\t学前", 1)
    second, third = rest.split("3\t饮水", 1)
    text = f"{head}3\t饮水{third}2\t学前{second}1\t农村{first}".replace("一季度", "4月中旬").replace(
        "3月31日", "4月15日"
    )
    draft = import_document(alice, text.replace("已完成新建幼儿园2所", f"已完成新建幼儿园{words}"), "中旬.txt")
    save_draft(alice, draft, Place(ledger=task.plan.yearly, period="4月中旬", as_of=date(2025, 4, 15)))
    version = version_before(april)
    assert version is not None
    (told,) = told_by_list(version, [task]).values()
    assert words in told.progress
    assert [value.total for value in told.values] == ([] if known is None else [known])


def test_a_saved_figure_comes_back_with_all_that_follows(blank: Return, task: Task, site: Site) -> None:
    indicator = task.indicators.get()
    told = saved(site("reporter"), blank, **{f"c__{task.pk}__value__{indicator.pk}": "３所"})
    news = told["tasks"][str(task.pk)]
    assert (told["status"], news["version"], news["told"]) == (200, 1, True)
    assert "60%" in news["html"]
    assert news["draft"] == "已完成新建幼儿园3所，完成率60%，本期新增1所。"
    assert Report.objects.get(of=blank).values.get().entered == 3


def test_what_is_no_figure_is_told_and_the_rest_is_saved(blank: Return, task: Task, site: Site) -> None:
    indicator = task.indicators.get()
    cells = {f"c__{task.pk}__value__{indicator.pk}": "约三所", f"c__{task.pk}__progress": "主体封顶"}
    news = saved(site("reporter"), blank, **cells)["tasks"][str(task.pk)]
    assert "约三所" in news["wrong"][f"value:{indicator.pk}"]
    report = Report.objects.get(of=blank)
    assert (report.progress, report.values.count()) == ("主体封顶", 0)


@pytest.mark.parametrize(("cell", "text", "why"), [("progress", "长" * 5001, "5001字"), ("value", "-3", "小于零")])
def test_what_no_report_holds_is_told_and_not_kept(
    cell: str, text: str, why: str, blank: Return, task: Task, site: Site
) -> None:
    cell = f"value:{task.indicators.get().pk}" if cell == "value" else cell
    news = saved(site("reporter"), blank, **{f"c:{task.pk}:{cell}": text})["tasks"][str(task.pk)]
    assert why in news["wrong"][cell]
    report = Report.objects.get(of=blank)
    assert (report.progress, report.version) == ("", 0)


def test_a_task_and_an_indicator_that_are_gone_cost_nobody_the_rest(april: object, staff: Staff, site: Site) -> None:
    roads = Return.objects.get(period__label="4月", unit__name="县交通运输局")
    move_to(staff, roads)
    first, second = (report.task for report in roads.reports.all())
    gone = second.indicators.get()
    roads.reports.get(task=first).delete()
    gone.delete()
    cells = {f"c:{first.pk}:progress": "甲", f"c:{second.pk}:progress": "乙", f"c:{second.pk}:value:{gone.pk}": "3"}
    told = saved(site("reporter"), roads, **cells)
    assert (told["status"], set(told["tasks"])) == (409, {str(second.pk)})
    assert "已不在本期的填报里" in told["refused"]
    assert "已经撤去" in told["tasks"][str(second.pk)]["wrong"][f"value:{gone.pk}"]
    assert told["tasks"][str(second.pk)]["refused"] == ""
    assert roads.reports.get().progress == "乙"


def test_many_tasks_are_saved_in_one_request(april: object, staff: Staff, site: Site) -> None:
    roads = Return.objects.get(period__label="4月", unit__name="县交通运输局")
    move_to(staff, roads)
    first, second = (report.task_id for report in roads.reports.all())
    told = saved(site("reporter"), roads, **{f"c__{first}__progress": "甲", f"c__{second}__progress": "乙"})
    assert set(told["tasks"]) == {str(first), str(second)}
    assert [report.progress for report in roads.reports.all()] == ["甲", "乙"]


def move_to(staff: Staff, found: Return) -> None:
    """The clerk and the signer report for the return's unit from now on."""
    for name in ("reporter", "signer"):
        staff[name].own_unit = found.unit
        staff[name].save()


def test_what_another_saved_meanwhile_comes_along_and_one_cell_of_two_people_is_put_to_choice(
    blank: Return, task: Task, staff: Staff, site: Site
) -> None:
    fill(staff["signer"], blank.pk, task.pk, 0, texts={"progress": "主体封顶", "problems": "缺资金"})
    asked = {f"c__{task.pk}__next_steps": "六月验收", f"s__{task.pk}": "0"}
    news = saved(site("reporter"), blank, **asked)["tasks"][str(task.pk)]
    assert news["fresh"] == {"progress": "主体封顶", "problems": "缺资金"}
    asked = {f"c__{task.pk}__progress": "完成一半", f"s__{task.pk}__progress": "0", f"s__{task.pk}": "2"}
    news = saved(site("reporter"), blank, **asked)["tasks"][str(task.pk)]
    assert news["clash"] == {"progress": {"theirs": "主体封顶", "mine": "完成一半"}}
    assert "同事刚刚保存了同一格" in news["clashed"]
    asked = {f"c__{task.pk}__progress": "完成一半", f"s__{task.pk}__progress": "2"}
    assert saved(site("reporter"), blank, **asked)["tasks"][str(task.pk)]["clash"] == {}
    assert Report.objects.get(of=blank).progress == "完成一半"


def test_what_cannot_be_saved_any_more_is_said(blank: Return, task: Task, staff: Staff, site: Site) -> None:
    fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "主体封顶"})
    acting.send(staff["signer"], blank.pk)
    told = saved(site("reporter"), blank, **{f"c__{task.pk}__progress": "x", f"s__{task.pk}": "1"})
    assert told["status"] == 409
    assert "已报送" in told["refused"]
    assert Report.objects.get(of=blank).progress == "主体封顶"


def test_a_form_without_a_script_saves_too(blank: Return, task: Task, site: Site) -> None:
    answer = site("reporter").post(
        reverse("fill-cells", args=[blank.pk]), {f"c:{task.pk}:progress": "主体封顶", f"s:{task.pk}": "0"}, follow=True
    )
    assert "已保存" in answer.text
    assert "主体封顶" in answer.text


def test_nothing_changed_takes_a_reason_and_puts_last_periods_sum(
    blank: Return, task: Task, staff: Staff, site: Site, clock: time_machine.Traveller
) -> None:
    indicator = task.indicators.get()
    fill(staff["reporter"], blank.pk, task.pk, 0, values={indicator.pk: 3})
    acting.send(staff["signer"], blank.pk)
    acting.accept(staff["coordinator"], blank.pk, 1)
    clock.move_to(at(5, 25))
    may = Return.objects.get(unit=blank.unit, period__label="5月")
    address = reverse("unchanged", args=[may.pk, task.pk])
    client, script = site("reporter"), {"X-Requested-With": "fetch"}
    assert client.post(address, {"reason": " "}, headers=script).status_code == 409
    news = client.post(address, {"reason": "正在施工"}, headers=script).json()["tasks"][str(task.pk)]
    assert news["fresh"][f"value:{indicator.pk}"] == "3"
    assert "正在施工" in news["html"]


def test_an_error_is_mended_or_explained_before_anything_is_sent(
    blank: Return, task: Task, staff: Staff, site: Site
) -> None:
    client = site("signer")
    cells = {f"c__{task.pk}__progress": "已完成新建幼儿园3所，完成率50%。"}
    html = saved(client, blank, **cells)["tasks"][str(task.pk)]["html"]
    assert "完成率与数据不符" in html
    send = reverse("send-return", args=[blank.pk])
    refused = client.post(send, follow=True)
    assert "还有1处错误" in refused.text
    assert Return.objects.get(pk=blank.pk).state == "draft"
    key = html.split('name="finding" value="')[1].split('"')[0]
    explain = reverse("explain-finding", args=[blank.pk, task.pk])
    assert client.post(explain, {"finding": key, "text": "按投资额计算"}).status_code == 302
    panel = client.get(reverse("check-return", args=[blank.pk])).text
    assert "处错误" not in panel
    assert "已报送督查室" in client.post(send, follow=True).text
    assert Return.objects.get(pk=blank.pk).state == "sent"


def test_the_panel_names_what_is_missing(blank: Return, task: Task, site: Site) -> None:
    panel = site("signer").get(reverse("check-return", args=[blank.pk])).text
    assert "还有1项没有填" in panel
    assert str(task) in panel


def test_the_signer_hands_back_recalls_and_amends(blank: Return, task: Task, staff: Staff, site: Site) -> None:
    clerk, signer = site("reporter"), site("signer")
    fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "主体封顶"})

    def act(client: Client, name: str, **data: str) -> str:
        return client.post(reverse(name, args=[blank.pk]), data, follow=True).text

    assert "已提交签发人" in act(clerk, "submit-return")
    assert "等待签发人签发" in clerk.get(reverse("return", args=[blank.pk])).text
    assert "请写明理由" in act(signer, "hand-back")
    assert "请补充数字" in act(signer, "hand-back", reason="请补充数字")
    act(signer, "send-return")
    assert "已撤回" in act(signer, "recall-return")
    act(signer, "send-return")
    acting.accept(staff["coordinator"], blank.pk, 2)
    assert "漏计一所" in act(signer, "amend-return", reason="漏计一所")
    fill(staff["reporter"], blank.pk, task.pk, 1, texts={"progress": "两所主体封顶"})
    act(signer, "send-return")
    history = clerk.get(reverse("submissions", args=[blank.pk])).text
    assert "第3次报送" in history
    assert "<ins>两所</ins>主体封顶" in history


def test_only_what_was_given_back_can_be_changed_and_says_why(april: object, staff: Staff, site: Site) -> None:
    roads = Return.objects.get(period__label="4月", unit__name="县交通运输局")
    move_to(staff, roads)
    first, second = (report.task_id for report in roads.reports.all())
    for key in (first, second):
        fill(staff["reporter"], roads.pk, key, 0, texts={"progress": "正在施工"})
    acting.send(staff["signer"], roads.pk)
    acting.give_back(staff["coordinator"], roads.pk, "桥梁数字不对", [second])
    page = site("reporter").get(reverse("return", args=[roads.pk])).text
    assert page.count("桥梁数字不对") == 2  # over the page and at the task
    assert f'name="c:{second}:progress"' in page
    assert f'name="c:{first}:progress"' not in page


def test_a_cooperating_unit_adds_a_note_and_the_lead_reads_it(
    blank: Return, task: Task, staff: Staff, site: Site
) -> None:
    other = staff["other-reporter"].own_unit
    assert other is not None
    task.cooperating.add(other)
    client, report = site("other-reporter"), Report.objects.get(of=blank)
    assert str(task) in client.get(reverse("own-month")).text
    address = reverse("add-note", args=[report.pk])
    assert "请写明理由" in client.post(address, {"text": " "}, follow=True).text
    assert "管网已接到校门口" in client.post(address, {"text": "管网已接到校门口"}, follow=True).text
    assert "管网已接到校门口" in site("reporter").get(reverse("return", args=[blank.pk])).text


def test_the_office_is_led_to_what_was_sent_and_another_unit_finds_nothing(blank: Return, site: Site) -> None:
    answer = site("coordinator").get(reverse("return", args=[blank.pk]))
    assert answer["Location"] == reverse("review-return", args=[blank.pk])
    assert site("other-reporter").get(reverse("return", args=[blank.pk])).status_code == 404


def test_before_it_opens_and_after_it_closed_the_page_is_only_read(
    blank: Return, site: Site, clock: time_machine.Traveller
) -> None:
    address = reverse("return", args=[blank.pk])
    clock.move_to(at(4, 1))
    assert "2025-04-20 开始填报" in site("reporter").get(address).text
    clock.move_to(at(5, 11))
    page = site("reporter").get(address).text
    assert "填报时间已过" in page
    assert "<textarea" not in page


def test_figures_alone_are_enough_and_take_no_more_fields_than_indicators_and_the_sending(
    alice: User, staff: Staff, site: Site
) -> None:
    """A unit with 5 tasks and 8 indicators touches 9 fields: eight figures and one button."""
    month = a_month(alice, tasks=5, double=3)
    move_to(staff, month)
    client = site("signer")
    page = client.get(reverse("return", args=[month.pk])).text
    figures = re.findall(r'name="(c:\d+:value:\d+)"', page)
    assert len(figures) == 8
    data = dict.fromkeys(figures, "4")
    answer = client.post(reverse("fill-cells", args=[month.pk]), data, headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 200
    client.post(reverse("send-return", args=[month.pk]))
    month.refresh_from_db()
    assert (month.state, len(figures) + 1) == ("sent", 9)
    assert loads_of([month])[month.pk] == Load(9, 9, 0)


def a_month(alice: User, tasks: int, double: int) -> Return:
    """April of a unit of so many tasks, of which the first `double` have two indicators."""
    rows = "".join(
        f"{n}\t第{n}项工程\t新建公园12个{'，改造广场12处' if n <= double else ''}。\t县住建局\n"
        for n in range(1, tasks + 1)
    )
    text = f"松屏县2025年民生实事目标任务\n\n序号\t项目名称\t项目内容\t责任单位\n{rows}"
    place = Place(region="松屏县", year=2025, name="2025年城建实事", period="目标任务")
    plan = plan_from(alice, save_draft(alice, import_document(alice, text, "城建.txt"), place))
    make_periods(alice, plan.yearly, monthly(2025, TERMS, workdays_of(plan.yearly.region)))
    return Return.objects.select_related("unit").get(period__yearly=plan.yearly, period__label="4月")


def test_the_page_of_thirty_tasks_asks_the_database_at_most_seventeen_times(
    alice: User, staff: Staff, site: Site, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    month = a_month(alice, tasks=30, double=10)
    move_to(staff, month)
    for report in month.reports.select_related("task").prefetch_related("task__indicators"):
        fill(staff["signer"], month.pk, report.task_id, 0, values={report.task.indicators.all()[0].pk: 4})
    client, address = site("reporter"), reverse("return", args=[month.pk])
    client.get(address)
    with django_assert_max_num_queries(17):
        assert client.get(address).text.count('<tbody class="line') == 30
    with django_assert_max_num_queries(18):
        client.get(reverse("own-month"))
