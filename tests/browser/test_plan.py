"""The coordinator makes a plan of a list, mends it, and makes the year's periods; a list is typed in like a sheet."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.months.models import Period, Plan, Task
from taizhang.web.people.models import Role, User
from taizhang.web.people.services import make_account
from tests.browser.acts import has_no_sideways_scroll, sign_in
from tests.tools import needs

pytestmark = [needs("chromium"), pytest.mark.django_db(transaction=True)]
Open = Callable[[str], Page]
PASTE = """(block) => {
    const data = new DataTransfer();
    data.setData("text/plain", block);
    const told = { clipboardData: data, bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", told));
}"""


@pytest.fixture(autouse=True)
def demo(browser: Browser, settings: Settings, alice: User) -> None:
    settings.DEMO, settings.BIND = True, "127.0.0.1"
    make_account(None, "clerk", "周序", Role.COORDINATOR, region=alice.region, sample=True)


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_a_plan_is_made_mended_and_given_its_periods(
    size: str, open_page: Open, live_server: LiveServer, saved: LedgerVersion
) -> None:
    page = sign_in(open_page(size), live_server.url)
    page.goto(f"{live_server.url}/ledgers/{saved.yearly_id}/")
    page.get_by_role("link", name="按月填报").click()
    page.get_by_role("button", name="设为按月填报").click()
    expect(page.locator(".lacks")).to_contain_text("4项没有完成时限")
    assert has_no_sideways_scroll(page)

    # One unit for the tasks chosen
    task = Task.objects.get(content__contains="管网")
    page.locator(f'input[name="task"][value="{task.pk}"]').check()
    expect(page.locator("[data-chosen]")).to_have_text("已选1项")
    page.get_by_label("单位名称").fill("教育局")
    page.get_by_role("button", name="指定为所选任务的填报单位").click()
    expect(page.locator(".notice")).to_contain_text("已将1项任务的填报单位定为县教育局")

    # Another target from July on
    page.get_by_role("link", name="饮水安全工程").click()
    page.get_by_text("调整目标值").click()
    form = page.locator("form", has=page.locator('input[value="change-target"]'))
    form.get_by_label("新目标值").fill("36")
    form.get_by_label("自何日起执行").fill("2025-07-01")
    form.get_by_label("依据").fill("县政办〔2025〕9号")
    form.get_by_label("理由").fill("市里追加任务")
    form.get_by_role("button", name="新增一版目标值").click()
    expect(page.locator(".versions").first).to_contain_text("36公里")
    expect(page.locator(".versions").first).to_contain_text("30公里")

    # A schedule, drawn while it is typed
    curve = page.locator("form[data-kinds]")
    curve.get_by_label("进度计划").select_option("quarterly")
    expect(curve.get_by_label("开始")).to_be_hidden()
    quarters = curve.locator('[data-kind="quarterly"]')
    for label, percent in (("3月底", "10"), ("6月底", "40"), ("9月底", "80"), ("12月底", "90")):
        quarters.get_by_label(label, exact=True).fill(percent)
    expect(page.locator("#curve-preview .field-error")).to_have_text("最后一期的累计进度须为100%。")
    quarters.get_by_label("12月底", exact=True).fill("100")
    expect(page.locator("#curve-preview figcaption")).to_contain_text("6月底 40.0%")
    curve.get_by_role("button", name="保存进度计划").click()
    expect(page.locator(".notice").first).to_contain_text("进度计划已保存")
    assert has_no_sideways_scroll(page)

    # The year's periods
    page.goto(f"{live_server.url}/plans/{saved.yearly_id}/periods/")
    page.get_by_role("button", name="预览").click()
    expect(page.locator("#preview")).to_contain_text("2025-10-09")
    page.get_by_role("button", name="生成这些报告期").click()
    expect(page.locator(".notice").first).to_contain_text("已生成12个报告期")
    assert has_no_sideways_scroll(page)
    assert Period.objects.get(label="9月").due == date(2025, 10, 9)
    task.refresh_from_db()
    assert task.schedule(2025).expected(date(2025, 6, 30)) == 40


def test_a_list_is_typed_in_cells_and_a_block_is_pasted(
    open_page: Open, live_server: LiveServer, saved: LedgerVersion
) -> None:
    page = sign_in(open_page("desk"), live_server.url)
    page.goto(f"{live_server.url}/plans/")
    page.get_by_role("link", name="手工录入清单").click()
    page.get_by_label("年度").fill("2027")
    page.get_by_label("清单名称").fill("2027年民生实事")
    first = page.locator(".typed tbody tr").nth(0).get_by_label("项目名称")
    first.click()
    page.evaluate(PASTE, '农村公路提质\t"新改建农村公路40公里。\n改造危桥2座。"\n校园食堂改造\t改造食堂8个。\n')
    expect(page.locator(".typed tbody tr").nth(1).get_by_label("项目名称")).to_have_value("校园食堂改造")
    unit = page.locator(".typed tbody tr").nth(0).get_by_label("责任单位")
    unit.fill("县交通运输局")
    unit.press("Enter")
    page.keyboard.type("县教育局")
    page.get_by_role("button", name="保存清单").click()
    expect(page).to_have_url(re.compile(r"/plans/\d+/$"))
    tasks = Plan.objects.get(yearly__year=2027).tasks.all()
    assert [(t.name, t.reporter and t.reporter.name, t.indicators.count()) for t in tasks] == [
        ("农村公路提质", "县交通运输局", 2), ("校园食堂改造", "县教育局", 1)
    ]  # fmt: skip


def test_last_years_list_shows_its_open_targets(open_page: Open, live_server: LiveServer, saved: LedgerVersion) -> None:
    page = sign_in(open_page("desk"), live_server.url)
    page.goto(f"{live_server.url}/plans/new/?from={saved.yearly_id}")
    expect(page.locator(".typed textarea.still-open")).to_have_count(4)
    for n, text in enumerate(("新改建农村公路30公里。", "改造危桥3座。", "新建幼儿园2所。", "改造供水管网15公里。")):
        page.locator(".typed tbody tr").nth(n).get_by_label("工作内容").fill(text)
    expect(page.locator(".typed textarea.still-open")).to_have_count(0)
    page.get_by_role("button", name="保存清单").click()
    expect(page).to_have_url(re.compile(r"/plans/\d+/$"))
    assert [str(t.indicators.get().targets.get()) for t in Plan.objects.get().tasks.all()] == ["30", "3", "2", "15"]
