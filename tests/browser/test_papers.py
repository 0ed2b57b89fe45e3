"""A quarterly bulletin from the closed period to the issued paper, and from one of its figures back to the rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.ledgers.services.drafts import import_document
from taizhang.web.ledgers.services.saving import Place, save_draft
from taizhang.web.papers.models import Paper
from taizhang.web.papers.services.making import make_paper
from taizhang.web.people.models import Role, User
from taizhang.web.people.services import make_account
from taizhang.web.places.models import Region
from tests.browser.acts import agreed, has_no_sideways_scroll, sign_in
from tests.tools import needs

pytestmark = [needs("chromium"), pytest.mark.django_db(transaction=True)]
Open = Callable[[str], Page]

TEXT = """松屏县2025年民生实事进展情况表（上半年）

序号\t项目名称\t项目内容\t责任单位\t进展情况
1\t学前教育扩容工程\t新建幼儿园8所。\t县教育局\t已建成2所，完成率25%。
2\t校园改造工程\t改造校舍12000平方米。\t县教育局\t已改造9000平方米，完成率75%。
3\t饮水安全工程\t改造供水管网30公里。\t县水务局\t已改造6公里，完成率20%。
"""


@pytest.fixture
def half_year(browser: Browser, settings: Settings, county: Region) -> LedgerVersion:
    settings.DEMO, settings.BIND = True, "127.0.0.1"
    office: User = make_account(None, "office", "周序", Role.COORDINATOR, region=county, sample=True)
    make_account(None, "leader", "秦望", Role.LEADER, region=county, sample=True)
    place = Place(region=county.name, year=2025, name="2025年民生实事", period="上半年", as_of=date(2025, 6, 30))
    return save_draft(office, import_document(office, TEXT, "上半年.txt"), place)


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_a_bulletin_is_made_edited_approved_issued_and_traced(
    size: str, open_page: Open, live_server: LiveServer, half_year: LedgerVersion, tmp_path: Path
) -> None:
    page = sign_in(open_page(size), live_server.url)
    page.get_by_role("link", name="文稿").click()
    expect(page.locator("main")).to_contain_text("还没有文稿")
    page.get_by_role("link", name="起草").first.click()
    page.get_by_label("台账和报告期").select_option(str(half_year.pk))
    page.get_by_label("季通报").check()
    page.get_by_role("button", name="起草", exact=True).click()
    expect(page.locator("article").first).to_contain_text("共3项")
    assert has_no_sideways_scroll(page)

    # A paragraph of one's own, put after the first, with a fact in the one before
    page.get_by_role("link", name="修改正文").click()
    page.locator("#block-0").get_by_role("button", name="在后面加一段").click()
    page.locator("#text-1").fill("本期组织了一次实地核查。")
    page.locator("#text-0").press("Control+End")
    page.get_by_role("button", name="{滞后数}", exact=True).click()
    expect(page.locator("#text-0")).to_have_value("现将{地区}{年份}年民生实事{期次}进展情况通报如下。{滞后数}")
    page.locator("#text-0").fill("现将{地区}{年份}年民生实事进展情况通报如下。")
    assert has_no_sideways_scroll(page)
    page.get_by_role("button", name="保存").press("Enter")  # on a phone the bar with the button moves while one types
    expect(page.locator("article").first).to_contain_text("本期组织了一次实地核查。")

    # A figure's rows
    page.locator("a.fig", has_text="2项").first.click()
    expect(page.locator("#drawer")).to_contain_text("由台账的2行得出")
    expect(page.locator("#drawer")).to_contain_text("改造供水管网30公里")
    page.locator("#drawer").get_by_role("button", name="关闭").click()
    expect(page.locator("#drawer")).to_be_hidden()

    page.get_by_role("button", name="核对无误，送批").click()
    expect(page.locator("main")).to_contain_text("等待分管领导批准")
    paper = Paper.objects.get()

    leader = sign_in(open_page(size), live_server.url, "分管领导")
    leader.goto(f"{live_server.url}/papers/{paper.pk}/")
    agreed(leader, "批准")
    expect(leader.locator(".notice").first).to_contain_text("已批准")

    page.reload()
    page.get_by_label("机关代字").fill("松政督通")
    page.get_by_label("成文日期").fill("2025-07-08")
    agreed(page, "编号印发")
    expect(page.locator("article").first).to_contain_text("松政督通〔2025〕1号")
    expect(page.locator("article").first).to_contain_text("2025年7月8日")

    page.get_by_role("button", name="下载", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    download.value.save_as(tmp_path / "paper.docx")
    document = docx.Document(str(tmp_path / "paper.docx"))
    assert any("实地核查" in paragraph.text for paragraph in document.paragraphs)
    assert any("学前教育扩容工程" in cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_two_people_at_one_paper_lose_nothing_and_a_wrong_figure_is_explained(
    browser: Browser, open_page: Open, live_server: LiveServer, half_year: LedgerVersion
) -> None:
    paper = make_paper(User.objects.get(username="office"), half_year, "monthly")
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")  # its console tells of 409
    first, second = (sign_in(page, live_server.url) for page in (open_page("desk"), context.new_page()))
    for page, words in ((first, "全县滞后3项。"), (second, "各单位要抓紧。")):
        page.goto(f"{live_server.url}/papers/{paper.pk}/edit/")
        page.locator("textarea").last.fill(words)
    first.get_by_role("button", name="保存").press("Enter")
    expect(first.locator("#doubts")).to_contain_text("文中为“滞后3项”，台账是2项")
    with second.expect_response(lambda answer: answer.status == 409):
        second.get_by_role("button", name="保存").press("Enter")
    expect(second.locator(".clash")).to_contain_text("全县滞后3项。")
    expect(second.locator("textarea").last).to_have_value("各单位要抓紧。")
    assert has_no_sideways_scroll(second)
    context.close()

    first.get_by_text("核实无误，写明说明").click()
    first.get_by_label("说明", exact=True).fill("含市级统筹的1项")
    first.get_by_role("button", name="保存说明").click()
    expect(first.locator("#doubts")).to_contain_text("周序说明：含市级统筹的1项")
    first.get_by_role("button", name="核对无误，送批").click()
    expect(first.locator("main")).to_contain_text("等待分管领导批准")


def test_a_frozen_list_becomes_a_file(
    open_page: Open, live_server: LiveServer, half_year: LedgerVersion, tmp_path: Path
) -> None:
    page = sign_in(open_page("phone"), live_server.url)
    page.goto(f"{live_server.url}/papers/documents/")
    page.get_by_role("link", name="制作文件").first.click()
    page.get_by_label("台账和报告期").select_option(str(half_year.pk))
    page.get_by_label("季度台账").check()
    page.get_by_label("Excel").check()
    assert has_no_sideways_scroll(page)
    page.get_by_role("button", name="生成").dblclick()  # makes one all the same: nothing is left when it is dropped
    expect(page.locator("article")).to_contain_text("改造供水管网30公里")
    assert has_no_sideways_scroll(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 XLSX").click()
    download.value.save_as(tmp_path / "list.xlsx")
    rows = list(load_workbook(tmp_path / "list.xlsx").active.values)
    assert any("学前教育扩容工程" in row for row in rows)
    agreed(page, "删除")
    expect(page.locator("main")).to_contain_text("还没有台账文件")
