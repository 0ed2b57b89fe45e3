"""The office's month from the first return to a tampered row: returned, mended, accepted, closed, opened again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from taizhang.measuring.windows import Window
from taizhang.web.events.models import Event
from taizhang.web.ledgers.services.drafts import import_document
from taizhang.web.ledgers.services.saving import Place, save_draft
from taizhang.web.months.models import Closing, Period, Remark, Report, Return
from taizhang.web.months.services import acting
from taizhang.web.months.services.filling import fill
from taizhang.web.months.services.periods import make_periods
from taizhang.web.months.services.plans import plan_from
from taizhang.web.people.models import Role, User
from taizhang.web.people.services import make_account
from taizhang.web.places.models import Region
from tests.browser.acts import has_no_sideways_scroll, sign_in, sure
from tests.tools import needs
from tests.web.months.office import explained

pytestmark = [needs("chromium"), pytest.mark.django_db(transaction=True)]
Open = Callable[[str], Page]

TEXT = """松屏县{year}年民生实事目标任务

序号\t项目名称\t项目内容\t牵头领导\t责任单位
1\t学前教育扩容工程\t新建幼儿园8所。\t秦望\t县教育局
2\t校园改造工程\t改造校舍12000平方米。\t秦望\t县教育局
3\t饮水安全工程\t改造供水管网30公里。\t江一帆\t县水务局
"""


@pytest.fixture
def month(browser: Browser, settings: Settings, county: Region) -> Period:
    """A period that is open today, of a list with two units, and the sample accounts of those who look at it."""
    settings.DEMO, settings.BIND = True, "127.0.0.1"
    office = make_account(None, "office", "周序", Role.COORDINATOR, region=county, sample=True)
    make_account(None, "leader", "秦望", Role.LEADER, region=county, sample=True)
    make_account(None, "auditor", "沈明", Role.AUDITOR, region=county, sample=True)
    today = timezone.localdate()
    place = Place(region=county.name, year=today.year, name=f"{today.year}年民生实事", period="目标任务")
    text = TEXT.format(year=today.year)
    plan = plan_from(office, save_draft(office, import_document(office, text, "目标.txt"), place))
    days = {n: today + timedelta(days=n) for n in (-3, 3, 6)}
    window = Window("本月", date(today.year, 1, 1), today, today, days[-3], days[3], days[6])
    return make_periods(office, plan.yearly, [window])[0]


@pytest.fixture
def signers(month: Period, county: Region) -> dict[str, User]:
    """The signer of each unit."""
    units = ("县教育局", "县水务局")
    return {u: make_account(None, u, f"{u}签发人", Role.SIGNER, region=county, unit=u) for u in units}


def sends(signer: User, found: Return, *values: str) -> None:
    """The unit fills its tasks' figures, the open ones, and sends."""
    reports = Report.objects.filter(of=found, open=True).select_related("task")
    for report, value in zip(reports, values, strict=True):
        indicator = report.task.indicators.get()
        fill(signer, found.pk, report.task_id, report.version, values={indicator.pk: Decimal(value)})
    explained(signer, found)
    acting.send(signer, found.pk)


def test_the_office_runs_its_month(
    month: Period, signers: dict[str, User], open_page: Open, live_server: LiveServer
) -> None:
    education = month.returns.get(unit__name="县教育局")
    water = month.returns.get(unit__name="县水务局")
    sends(signers["县教育局"], education, "7", "11000")
    page = sign_in(open_page("desk"), live_server.url)

    # One task goes back with a reason.
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="月报").click()
    page.locator("tr", has_text="县教育局").get_by_role("link", name="已报送").click()
    page.get_by_role("button", name="开始审阅").click()
    expect(page.get_by_role("button", name="暂不审")).to_be_visible()
    page.locator("article", has_text="校园改造工程").get_by_label("退回此项").check()
    page.keyboard.press("r")
    expect(page.get_by_label("退回理由")).to_be_focused()
    expect(page.get_by_label("退回理由")).to_have_value("")
    expect(page.locator("[data-chosen]")).to_contain_text("只退回勾选的任务")
    page.get_by_label("数据口径与目标不一致，请按目标口径填报").check()
    page.get_by_label("退回理由").fill("请附验收单")
    page.get_by_role("button", name="确定退回").click()
    expect(page.get_by_text("已退回，等待重报")).to_contain_text("请附验收单")
    assert [r.task.name for r in Report.objects.filter(of=education, open=True)] == ["校园改造工程"]

    # The unit mends; both returns wait, the office accepts one by key, the other from the queue.
    sends(signers["县教育局"], education, "10800")
    sends(signers["县水务局"], water, "28")
    page.goto(f"{live_server.url}/months/review/")
    expect(page.locator("tr[data-row]")).to_have_count(2)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("县教育局")
    expect(page.get_by_text("第2份")).to_have_count(0)
    page.keyboard.press("a")
    sure(page)
    expect(page.locator(".notice.tone-success")).to_contain_text("已采用县教育局")
    expect(page.get_by_role("heading", level=1)).to_contain_text("县水务局")
    page.goto(f"{live_server.url}/months/review/")
    page.get_by_label("全选").check()
    page.get_by_role("button", name="采用所选").click()
    sure(page)
    expect(page.get_by_text("选了1份，采用了1份")).to_be_visible()

    # The period closes; an exception opens it for one unit; the correction shows as such.
    page.goto(f"{live_server.url}/months/")
    page.locator(".hand", has_text="可以关闭").get_by_role("link", name="关闭本月").click()
    page.get_by_role("button", name="关闭本月").click()
    sure(page)
    expect(page.get_by_text("数据已冻结").first).to_be_visible()
    first = Closing.objects.get()
    expect(page.locator("code", has_text=first.digest)).to_be_visible()
    page.locator("select[name=unit]").select_option("县教育局")
    page.locator("input[name=until]").fill((timezone.localdate() + timedelta(days=2)).isoformat())
    page.locator("[aria-labelledby=reopen] input[name=reason]").fill("漏计一所")
    page.get_by_role("button", name="重新开放").click()
    expect(page.get_by_text("开放中")).to_be_visible()
    acting.amend(signers["县教育局"], education.pk, "漏计一所")
    sends(signers["县教育局"], education, "8", "10800")
    page.goto(f"{live_server.url}/months/returns/{education.pk}/review/")
    expect(page.locator("#changes")).to_contain_text("1处")
    page.get_by_role("button", name="采用这份").click()
    sure(page)
    page.goto(f"{live_server.url}/months/periods/{month.pk}/close/")
    page.get_by_label("更正理由").fill("县教育局漏计一所")
    page.get_by_role("button", name="更正并重新冻结").click()
    sure(page)
    expect(page.get_by_text("理由：县教育局漏计一所")).to_be_visible()
    page.get_by_role("link", name="打开冻结的台账").click()
    expect(page.locator("#results .lamp").first).to_be_visible()
    expect(page.get_by_text("本期是更正后的一份")).to_be_visible()
    assert Closing.objects.count() == 2

    # The leader remarks, the auditor verifies the chain, and a tampered row is found.
    page = sign_in(open_page("desk"), live_server.url, "分管领导")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="我的项目").click()
    page.get_by_role("link", name="学前教育扩容工程").click()
    page.get_by_label("批示内容").fill("质量第一，按期投用。")
    page.get_by_role("button", name="送出批示").click()
    expect(page.get_by_text("批示已送达")).to_be_visible()
    assert Remark.objects.get().period == month
    page = sign_in(open_page("desk"), live_server.url, "审计监督")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="操作日志").click()
    page.get_by_role("button", name="校验全部日志").click()
    expect(page.locator("#verdict")).to_contain_text("日志完整，未发现改动")
    row = Event.objects.get(code="return-given-back")
    Event.objects.filter(pk=row.pk).update(facts=row.facts | {"reason": "无"})
    page.get_by_role("button", name="校验全部日志").click()
    expect(page.locator("#verdict")).to_contain_text(f"日志从第{row.pk}条起被改动过")


def test_on_a_phone_nothing_of_the_office_is_wider_than_the_screen(
    month: Period, signers: dict[str, User], open_page: Open, live_server: LiveServer
) -> None:
    education = month.returns.get(unit__name="县教育局")
    sends(signers["县教育局"], education, "7", "11000")
    page = sign_in(open_page("phone"), live_server.url)
    for address in (
        "/months/",
        "/months/review/",
        f"/months/returns/{education.pk}/review/",
        f"/months/periods/{month.pk}/close/",
        "/months/burden/",
        "/",
    ):
        page.goto(f"{live_server.url}{address}")
        assert has_no_sideways_scroll(page), address
    page.goto(f"{live_server.url}/months/")
    page.locator("tr", has_text="县教育局").get_by_role("link", name="已报送").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("县教育局")


def test_the_months_on_paper_are_whole_and_without_what_one_clicks(
    month: Period, live_server: LiveServer, open_page: Open
) -> None:
    page = sign_in(open_page("desk"), live_server.url)
    page.goto(f"{live_server.url}/months/")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("table.months")).to_be_visible()
    for gone in (".top", ".head-actions"):
        expect(page.locator(gone)).to_be_hidden()
    cut = "e => getComputedStyle(e).overflowX !== 'visible'"
    assert not page.locator(".grid-frame").evaluate(cut)
    assert b"/MediaBox [0 0 841" in page.pdf(prefer_css_page_size=True), "a wide page lies on its side"
