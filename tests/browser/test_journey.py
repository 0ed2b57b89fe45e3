"""What a clerk does on the first day, on a desk and on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from taizhang.ledger import Role as LedgerRole
from taizhang.web.ledgers.models import Draft, LedgerVersion
from taizhang.web.ledgers.results import FINDINGS
from taizhang.web.ledgers.services.drafts import import_document
from taizhang.web.ledgers.services.saving import Place, save_draft
from taizhang.web.people.models import Role, User
from taizhang.web.people.services import make_account
from tests.browser.acts import has_no_sideways_scroll, sign_in
from tests.tools import needs
from tests.web.sample import FIRST

pytestmark = [needs("chromium"), pytest.mark.django_db(transaction=True)]
Open = Callable[[str], Page]


@pytest.fixture(autouse=True)
def demo(browser: Browser, settings: Settings, alice: User) -> None:
    settings.DEMO, settings.BIND = True, "127.0.0.1"
    make_account(None, "clerk", "周序", Role.COORDINATOR, region=alice.region, sample=True)


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_a_clerk_pastes_corrects_saves_filters_and_opens_a_finding(
    size: str, open_page: Open, live_server: LiveServer
) -> None:
    page = sign_in(open_page(size), live_server.url)
    page.get_by_role("link", name="导入第一份台账").click()
    page.get_by_label("粘贴文字").fill(FIRST)
    page.get_by_role("button", name="读取并核查").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("松屏县2025年民生实事")
    with page.expect_response(re.compile(r"/columns/$")):
        page.locator("select[name=role-6]").select_option("remarks")
    expect(page.locator("label", has=page.locator("select[name=role-6]"))).to_contain_text("已更正")
    assert has_no_sideways_scroll(page)

    page.get_by_role("button", name="确认并保存").click()
    expect(page).to_have_url(re.compile(r"/ledgers/\d+/1/$"))
    expect(page.locator("tr.row-task")).to_have_count(4)

    if size == "phone":
        page.get_by_role("button", name="筛选").click()
    page.get_by_label("单位", exact=True).select_option("县教育局")
    expect(page.locator("tr.row-task")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?unit="))

    page.locator("li.finding", has_text="文中写作50%").click()
    expect(page.locator("mark.chosen")).to_have_text("50%")
    page.locator("tr.row-task .open").click()
    expect(page.locator("#drawer")).to_contain_text("文中写作50%")
    expect(page.locator("#drawer")).to_contain_text("新建幼儿园")
    assert has_no_sideways_scroll(page)


def test_saving_waits_for_the_document_to_be_read_with_a_corrected_column(
    open_page: Open, live_server: LiveServer, draft: Draft
) -> None:
    draft.owner = User.objects.get(username="clerk")
    draft.save()
    page = sign_in(open_page("desk"), live_server.url)
    page.goto(f"{live_server.url}/import/{draft.pk}/")

    def slowly(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/columns/", slowly)
    page.locator("select[name=role-6]").select_option("remarks")
    page.get_by_role("button", name="确认并保存").click()
    expect(page).to_have_url(re.compile(r"/ledgers/\d+/1/$"))
    assert LedgerVersion.objects.get().ledger.columns[6].role is LedgerRole.REMARKS


def test_pointing_at_a_cell_lights_its_place_in_the_source_and_back(open_page: Open, live_server: LiveServer) -> None:
    page = sign_in(open_page("desk"), live_server.url)
    page.goto(f"{live_server.url}/import/")
    page.get_by_label("粘贴文字").fill(FIRST)
    page.get_by_role("button", name="读取并核查").click()
    page.locator('#review td[data-cell="2-2"]').hover()
    expect(page.locator(".source .lit")).to_have_text("新建幼儿园5所。")
    page.locator('.source [data-source="3-2"]').hover()
    expect(page.locator("#review td.lit")).to_have_text("改造供水管网30公里。")


def test_the_doubts_of_a_scan_are_gone_through_by_finger_and_by_key(
    open_page: Open, live_server: LiveServer, draft: Draft
) -> None:
    cell = '"text":"苏可","column":3,"origin":{'
    assert draft.content.count(cell) == 2
    draft.content = draft.content.replace(cell, f'{cell}"confidence":0.5,"doubts":["可叮"],')
    draft.owner = User.objects.get(username="clerk")
    draft.save()
    page = sign_in(open_page("phone"), live_server.url)
    page.goto(f"{live_server.url}/import/{draft.pk}/")
    onward, told = page.locator("[data-unsure]"), page.get_by_text("“可”或为叮")
    expect(onward).to_contain_text("2格")
    for row in ("2-3", "3-3", "2-3"):
        onward.click()
        expect(page.locator(f'#review td[data-cell="{row}"]')).to_be_focused()
        expect(told.filter(visible=True)).to_have_count(1)
        expect(page.locator(f'.source .lit[data-source="{row}"]')).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.locator('#review td[data-cell="3-3"] .doubtful')).to_be_visible()


def test_a_ledger_is_used_by_keyboard_alone(open_page: Open, live_server: LiveServer, saved: LedgerVersion) -> None:
    page = sign_in(open_page("desk"), live_server.url)
    page.goto(f"{live_server.url}/ledgers/{saved.yearly_id}/")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("管网")
    expect(page.locator("tr.row-task")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("tr.row-task.chosen")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#drawer")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()


def test_a_link_to_a_task_opens_its_drawer(open_page: Open, live_server: LiveServer, saved: LedgerVersion) -> None:
    page = sign_in(open_page("desk"), live_server.url)
    page.goto(f"{live_server.url}/ledgers/{saved.yearly_id}/1/?task=2")
    expect(page.locator("#drawer")).to_contain_text("学前教育扩容工程")


def test_who_goes_through_the_findings_by_keyboard_comes_to_the_last(
    open_page: Open, live_server: LiveServer, alice: User
) -> None:
    asked = f"{live_server.url}{many_findings(alice)}"
    page = sign_in(open_page("desk"), live_server.url)
    page.goto(asked)
    findings, end = page.locator("#findings li.finding"), page.locator("#findings li.rest a")
    drawn = findings.count()
    end.focus()
    expect(findings.nth(drawn)).to_be_focused()
    expect(end).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("mark.chosen")).to_have_count(1)


def many_findings(alice: User) -> str:
    """The address of a list with more findings than are drawn at first, and fewer than twice as many."""
    told = "苏可\t县教育局\t已完成新建幼儿园2所，完成率50%。\t无"
    rows = "\n".join(f"{k}\t学前教育工程{k}\t新建幼儿园5所。\t{told}" for k in range(4, 34))
    place = Place(region="松屏县", year=2025, name="2025年民生实事", period="一季度")
    version = save_draft(alice, import_document(alice, FIRST + rows, "一季度.txt"), place)
    assert FINDINGS < len(version.findings) < 2 * FINDINGS
    return f"/ledgers/{version.yearly_id}/1/"


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_a_finding_is_reached_from_home_and_explained(
    size: str, open_page: Open, live_server: LiveServer, saved: LedgerVersion
) -> None:
    page = sign_in(open_page(size), live_server.url)
    page.locator(".todo", has_text="文中写作50%").click()
    drawer = page.locator("#drawer")
    expect(drawer.locator(".finding.chosen")).to_contain_text("文中写作50%")
    drawer.get_by_label("为什么这样写是对的").first.fill("按开园数计，另有纪要。")
    drawer.get_by_role("button", name="保存说明").first.click()
    expect(drawer.locator(".explanation")).to_contain_text("按开园数计，另有纪要。")
    expect(page.locator(".counts")).to_contain_text("已说明")
    assert has_no_sideways_scroll(page)


def test_a_hidden_column_stays_hidden_and_comes_back(
    open_page: Open, live_server: LiveServer, saved: LedgerVersion
) -> None:
    page = sign_in(open_page("desk"), live_server.url)
    page.goto(f"{live_server.url}/ledgers/{saved.yearly_id}/")
    heading = page.get_by_role("columnheader", name="存在问题")
    page.get_by_role("button", name="列", exact=True).click()
    page.locator(".chooser label", has_text="存在问题").click()
    expect(heading).to_have_count(0)
    page.reload()
    expect(heading).to_have_count(0)
    page.get_by_role("button", name="列", exact=True).click()
    page.locator(".chooser label", has_text="存在问题").click()
    expect(heading).to_have_count(1)


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_no_page_is_wider_than_its_window(
    size: str, open_page: Open, live_server: LiveServer, second: LedgerVersion
) -> None:
    page = sign_in(open_page(size), live_server.url)
    ledger = f"/ledgers/{second.yearly_id}/"
    for address in ("/", "/import/", ledger, f"{ledger}compare/", f"{ledger}2/tasks/0/"):
        page.goto(live_server.url + address)
        assert has_no_sideways_scroll(page), address
