"""A unit fills its month in a real browser: by keys, by a pasted block, two people at one cell, to the sending."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from taizhang.measuring.windows import Window
from taizhang.web.ledgers.services.drafts import import_document
from taizhang.web.ledgers.services.saving import Place, save_draft
from taizhang.web.months.burden import loads_of
from taizhang.web.months.models import Period, Report, Return, Value
from taizhang.web.months.services.periods import make_periods
from taizhang.web.months.services.plans import plan_from
from taizhang.web.people.models import Role, User
from taizhang.web.people.services import make_account
from tests.tools import needs

pytestmark = [needs("chromium"), pytest.mark.django_db(transaction=True)]
Open = Callable[[str], Page]
TASKS = "".join(
    f"{n}\t第{n}项工程\t新建公园12个{'，改造广场12处' if n <= 3 else ''}。\t县住建局\n" for n in range(1, 6)
)


@pytest.fixture
def month(alice: User) -> Return:
    """A month that is open today, of a unit with five tasks and eight indicators."""
    today = timezone.localdate()
    text = f"松屏县{today.year}年民生实事目标任务\n\n序号\t项目名称\t项目内容\t责任单位\n{TASKS}"
    place = Place(region="松屏县", year=today.year, name="民生实事", period="目标任务")
    plan = plan_from(alice, save_draft(alice, import_document(alice, text, "目标.txt"), place))
    later = [today + timedelta(days=days) for days in (5, 9)]
    make_periods(alice, plan.yearly, [Window("本月", today.replace(day=1), today, today, today, *later)])
    return Return.objects.select_related("unit").get(unit__name="县住建局")


@pytest.fixture
def team(alice: User, month: Return) -> dict[str, User]:
    """The unit's clerk and signer."""
    roles = {"clerk": Role.REPORTER, "signer": Role.SIGNER}
    return {n: make_account(None, n, f"某{n}", r, region=alice.region, unit="县住建局") for n, r in roles.items()}


def enter(page: Page, site: LiveServer, user: User, found: Return) -> Page:
    """The page of the unit's month, signed in."""
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site.url}])
    page.goto(f"{site.url}/months/returns/{found.pk}/")
    return page


def figures(page: Page) -> Locator:
    return page.locator("input.cell")


def cell(page: Page, name: str, task: int = 0) -> Locator:
    """The cell of the n-th task."""
    return page.locator("tbody.line").nth(task).locator(f'[data-cell="{name}"]')


def saved(page: Page) -> None:
    expect(page.locator("#saving")).to_contain_text(re.compile(r"已保存 \d\d:\d\d"))


def paste(target: Locator, text: str) -> None:
    """What Ctrl+V does with a block copied in Excel."""
    target.evaluate(
        """(cell, text) => {
          cell.focus();
          const data = new DataTransfer();
          data.setData("text/plain", text);
          cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def test_a_signer_fills_by_keys_alone_and_sends_with_nine_fields(
    open_page: Open, live_server: LiveServer, month: Return, team: dict[str, User]
) -> None:
    page = enter(open_page("desk"), live_server, team["signer"], month)
    figures(page).first.focus()
    for number in range(1, 9):
        page.keyboard.type(str(number))
        page.keyboard.press("Enter")
    expect(figures(page).nth(7)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(figures(page).nth(6)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(cell(page, "stage", 3)).to_be_focused()
    page.keyboard.press("Control+s")
    saved(page)
    expect(page.locator('[data-count="told"]')).to_have_text("5")
    assert [v.entered for v in Value.objects.order_by("report__task__row", "indicator__order")] == list(range(1, 9))
    page.get_by_role("button", name="签发并报送督查室").click()
    expect(page.get_by_text("已报送督查室。")).to_be_visible()
    month.refresh_from_db()
    assert month.state == "sent"
    assert loads_of([month])[month.pk].touched == 9


def test_a_block_from_excel_is_shown_first_and_taken_back_at_once(
    open_page: Open, live_server: LiveServer, month: Return, team: dict[str, User]
) -> None:
    page = enter(open_page("desk"), live_server, team["clerk"], month)
    block = '3\t"第一段\n第二段"\t无\n4\n5\t已完成新建公园5个。\t\t六月验收\t多出一列\n'
    paste(figures(page).first, block)
    expect(page.locator("#pasting")).to_contain_text("7格；1格没有对应的位置")
    page.get_by_role("button", name="粘贴", exact=True).click()
    saved(page)
    assert [r.progress for r in Report.objects.all()][:2] == ["第一段\n第二段", "已完成新建公园5个。"]
    assert sorted(v.entered for v in Value.objects.all() if v.entered) == [3, 4, 5]
    with page.expect_response(re.compile("/fill/$")):
        page.get_by_role("button", name="撤销粘贴").click()
    expect(figures(page).first).to_have_value("")
    saved(page)
    assert not Report.objects.exclude(progress="").exists()


def test_one_finding_is_mended_another_explained_and_the_signer_sends(
    open_page: Open, live_server: LiveServer, month: Return, team: dict[str, User]
) -> None:
    page = enter(open_page("desk"), live_server, team["signer"], month)
    for number in range(8):
        figures(page).nth(number).fill("6")
    cell(page, "progress").fill("已完成新建公园6个，完成率40%。")
    cell(page, "progress", 4).fill("已完成新建公园6个，完成率60%。")
    page.keyboard.press("Control+s")
    wrong = page.locator('.doubt[data-severity="error"]')
    expect(wrong).to_have_count(2)
    expect(page.locator('[data-count="error"]')).to_have_text("2")
    page.get_by_role("button", name="签发并报送督查室").click()
    expect(page.get_by_text("还有2处错误")).to_be_visible()

    page.locator(".jump").first.click()
    cell(page, "progress").fill("已完成新建公园6个，完成率50%。")
    expect(wrong).to_have_count(1)
    wrong.get_by_text("核实无误，作出说明").click()
    wrong.get_by_role("textbox").fill("按投资额计算")
    page.get_by_role("button", name="保存说明").click()
    expect(page.locator(".doubt.edge-explained")).to_contain_text("按投资额计算")
    page.get_by_role("button", name="签发并报送督查室").click()
    expect(page.get_by_text("已报送督查室。")).to_be_visible()
    sent = Return.objects.get(pk=month.pk).submissions.get().sent
    assert [reason.text for report in sent.reports for reason in report.reasons] == ["按投资额计算"]


def test_what_stands_in_the_way_is_told_anew_while_it_is_in_sight(
    open_page: Open, live_server: LiveServer, month: Return, team: dict[str, User]
) -> None:
    page = enter(open_page("desk"), live_server, team["signer"], month)
    page.set_viewport_size({"width": 1440, "height": 2600})
    panel = page.locator("#sending")
    expect(panel).to_contain_text("还有5项没有填")
    figures(page).first.fill("3")
    saved(page)
    expect(panel).to_contain_text("还有4项没有填")


def test_two_people_at_one_cell_choose_and_at_two_cells_do_not_meet(
    open_page: Open, live_server: LiveServer, month: Return, team: dict[str, User]
) -> None:
    one = enter(open_page("desk"), live_server, team["clerk"], month)
    other = enter(open_page("desk"), live_server, team["signer"], month)
    cell(one, "progress").fill("主体封顶。")
    cell(one, "problems").fill("缺资金。")
    one.keyboard.press("Control+s")
    saved(one)
    cell(other, "next_steps").fill("六月验收。")
    other.keyboard.press("Control+s")
    saved(other)
    expect(cell(other, "problems")).to_have_value("缺资金。")
    cell(one, "progress").fill("主体封顶，正在装饰。")
    one.keyboard.press("Control+s")
    saved(one)
    cell(other, "progress").fill("完成一半。")
    other.keyboard.press("Control+s")
    clash = other.locator(".clash")
    expect(clash.first).to_contain_text("主体封顶，正在装饰。")
    expect(clash.first).to_contain_text("完成一半。")
    assert Report.objects.get(task__row=0).progress == "主体封顶，正在装饰。"
    other.get_by_role("button", name="用我的").click()
    saved(other)
    assert Report.objects.get(task__row=0).progress == "完成一半。"


def test_what_could_not_be_saved_is_kept_and_tried_again(
    browser: Browser, live_server: LiveServer, month: Return, team: dict[str, User]
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = enter(context.new_page(), live_server, team["clerk"], month)
    context.set_offline(True)
    cell(page, "progress").fill("主体封顶。")
    expect(page.locator("#saving")).to_contain_text("没有保存，正在重试")
    context.set_offline(False)
    saved(page)
    assert Report.objects.get(task__row=0).progress == "主体封顶。"
    context.clear_cookies()  # signed out: another window signs in again
    cell(page, "progress").fill("主体封顶，正在装饰。")
    expect(page.locator("#saving")).to_contain_text("登录已过期")
    enter(context.new_page(), live_server, team["clerk"], month)
    saved(page)
    assert Report.objects.get(task__row=0).progress == "主体封顶，正在装饰。"
    context.close()


def test_who_left_with_something_unsaved_and_comes_back_finds_it_saved(
    browser: Browser, live_server: LiveServer, month: Return, team: dict[str, User]
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = enter(context.new_page(), live_server, team["clerk"], month)
    page.on("dialog", lambda asked: asked.accept())
    page.route("**/fill/", lambda route: route.abort())
    cell(page, "progress").fill("主体封顶。")
    expect(page.locator("#saving")).to_contain_text("没有保存，正在重试")
    page.locator(".crumb a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("本单位填报")
    assert Report.objects.get(task__row=0).progress == ""
    page.unroute("**/fill/")
    page.go_back()
    saved(page)
    assert Report.objects.get(task__row=0).progress == "主体封顶。"
    context.close()


def test_what_is_refused_is_told_once_and_the_rest_is_saved(
    browser: Browser, live_server: LiveServer, month: Return, team: dict[str, User]
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = enter(context.new_page(), live_server, team["clerk"], month)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    Report.objects.get(task__row=0).delete()  # the task left the list while the page was open
    cell(page, "progress", 0).fill("主体封顶。")
    cell(page, "progress", 1).fill("完成一半。")
    expect(page.locator("#toast")).to_contain_text("已不在本期的填报里")
    expect(cell(page, "progress", 0)).to_have_class(re.compile("wrong"))
    expect(cell(page, "progress", 1)).to_have_attribute("data-kept", "完成一半。")
    assert Report.objects.get(task__row=1).progress == "完成一半。"
    cell(page, "problems", 1).fill("缺资金。")
    expect(cell(page, "problems", 1)).to_have_attribute("data-kept", "缺资金。")
    page.wait_for_timeout(1000)
    assert 2 <= len(sent) <= 4, "what is refused is not sent again by itself"
    Period.objects.update(opens=timezone.localdate() + timedelta(days=1), due=timezone.localdate() + timedelta(days=5))
    sent.clear()
    cell(page, "progress", 2).fill("刚开工。")
    expect(page.locator("#saving")).to_have_text("没有保存")
    page.wait_for_timeout(1000)
    assert len(sent) == 1
    context.close()


def test_a_draft_is_written_from_the_figures_and_follows_them_until_it_is_touched(
    open_page: Open, live_server: LiveServer, month: Return, team: dict[str, User]
) -> None:
    page = enter(open_page("desk"), live_server, team["clerk"], month)
    figures(page).nth(6).fill("3")
    page.locator("tbody.line").nth(3).get_by_role("button", name="生成初稿").click()
    expect(cell(page, "progress", 3)).to_have_value(re.compile("已完成新建公园3个，完成率25%。"))
    line = page.locator("tbody.line").nth(3)
    expect(line).to_contain_text("初稿，按数字生成")
    figures(page).nth(6).fill("6")
    expect(cell(page, "progress", 3)).to_have_value(re.compile("已完成新建公园6个，完成率50%。"))
    cell(page, "progress", 3).press_sequentially("已全部开园。")
    page.keyboard.press("Control+s")
    expect(line).not_to_contain_text("初稿，按数字生成")


def test_no_change_is_one_click_with_a_reason(
    open_page: Open, live_server: LiveServer, month: Return, team: dict[str, User]
) -> None:
    page = enter(open_page("desk"), live_server, team["clerk"], month)
    line = page.locator("tbody.line").first
    line.locator("summary", has_text="本期无变化").click()
    line.get_by_role("button", name="按计划本期没有实施任务。").click()
    expect(line.locator(".line-mark")).to_contain_text("按计划本期没有实施任务。")
    assert Report.objects.get(task__row=0).unchanged == "按计划本期没有实施任务。"


def test_on_a_phone_each_task_is_a_card(
    open_page: Open, live_server: LiveServer, month: Return, team: dict[str, User]
) -> None:
    page = enter(open_page("phone"), live_server, team["signer"], month)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    figures(page).first.fill("3")
    figures(page).first.press("Enter")
    expect(figures(page).nth(1)).to_be_focused()
    saved(page)
    assert Value.objects.get(entered__isnull=False).entered == Decimal(3)
    page.get_by_role("button", name="未填").click()
    expect(page.locator("tbody.line:not([hidden])")).to_have_count(4)
    line = page.locator("tbody.line").nth(4)
    expect(line.locator('[data-cell="problems"]')).to_be_hidden()
    line.get_by_role("button", name="问题、打算").click()
    expect(line.locator('[data-cell="problems"]')).to_be_visible()
    line.evaluate("line => line.scrollIntoView()")
    place = page.get_by_role("navigation", name="主导航").bounding_box()
    bar = page.locator("#fill-bar").bounding_box()
    assert place
    assert bar
    assert 0 <= place["y"] < bar["y"] == place["y"] + place["height"] + 1  # both stay, one under the other
