"""A layout of an office's own: made by keyboard alone, looked at while it changes, used for a file, taken from Word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.ledgers.services.drafts import import_document
from taizhang.web.ledgers.services.saving import Place, save_draft
from taizhang.web.papers.models import LayoutOfPlace
from taizhang.web.people.models import Role, User
from taizhang.web.people.services import make_account
from taizhang.web.places.models import Region
from taizhang.writing import layout_from_json
from tests.browser.acts import agreed, has_no_sideways_scroll, sign_in
from tests.browser.test_papers import TEXT
from tests.tools import needs
from tests.writing.forms import office

pytestmark = [needs("chromium"), pytest.mark.django_db(transaction=True)]
Open = Callable[[str], Page]


@pytest.fixture
def half_year(browser: Browser, settings: Settings, county: Region) -> LedgerVersion:
    settings.DEMO, settings.BIND = True, "127.0.0.1"
    clerk: User = make_account(None, "office", "周序", Role.COORDINATOR, region=county, sample=True)
    place = Place(region=county.name, year=2025, name="2025年民生实事", period="上半年", as_of=date(2025, 6, 30))
    return save_draft(clerk, import_document(clerk, TEXT, "上半年.txt"), place)


def headings(page: Page) -> list[str]:
    return [field.input_value() for field in page.locator(".column .heading input").all()]


def tabbed_to(page: Page, name: str) -> None:
    """Press Tab until the keyboard is on the control of that name."""
    for _ in range(80):
        page.keyboard.press("Tab")
        on = page.evaluate("[document.activeElement.id, document.activeElement.name, document.activeElement.value]")
        if name in on:
            return
    raise AssertionError(f"Tab never came to {name}")


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_a_layout_is_made_by_keyboard_and_used(
    size: str, open_page: Open, live_server: LiveServer, half_year: LedgerVersion
) -> None:
    page = sign_in(open_page(size), live_server.url)
    page.goto(f"{live_server.url}/papers/")
    page.get_by_role("link", name="台账版式").press("Enter")
    expect(page.get_by_role("heading", level=1).first).to_have_text("台账版式")
    assert has_no_sideways_scroll(page)
    tabbed_to(page, "of")
    tabbed_to(page, "name")
    page.keyboard.type("周调度表")
    page.keyboard.press("Enter")
    expect(page.locator("#preview")).to_contain_text("学前教育扩容工程")
    assert headings(page) == ["序号", "目标任务", "项目内容", "责任单位", "进展情况", "存在问题", "下步打算"]
    assert has_no_sideways_scroll(page)

    # A heading of two tiers: the preview follows what is typed
    tabbed_to(page, "heading-4")
    page.keyboard.press("Control+A")
    page.keyboard.type("办理情况／目前进展")
    expect(page.locator("#preview thead")).to_contain_text("办理情况")
    tabbed_to(page, "width-4")
    page.keyboard.type("400")
    expect(page.locator("#preview")).to_contain_text("列宽合计400毫米，超过页边距之间的257毫米")
    page.keyboard.press("Control+A")
    page.keyboard.type("100")
    expect(page.locator("#preview")).not_to_contain_text("超过")

    # The column goes to the right and the keyboard stays on its button; the last one is taken away
    tabbed_to(page, "down-4")
    page.keyboard.press("Enter")
    expect(page.locator("[name=do][value=down-5]")).to_be_focused()
    assert headings(page)[4:] == ["存在问题", "办理情况／目前进展", "下步打算"]
    tabbed_to(page, "remove-6")
    page.keyboard.press("Enter")
    expect(page.locator("[name=do][value=remove-5]")).to_be_focused()
    assert LayoutOfPlace.objects.get().content.count('"of"') == 7
    page.locator("[name=heading-0]").press("Enter")
    expect(page.locator("main")).to_contain_text("已保存。")
    layout = layout_from_json(LayoutOfPlace.objects.get().content)
    assert [field.of for field in layout.fields][4:] == ["problems", "progress"]
    assert layout.fields[5].width == 100

    page.goto(f"{live_server.url}/papers/documents/make/?version={half_year.pk}")
    page.get_by_role("radio", name="周调度表").check()


def test_the_office_s_own_word_form_gives_columns_and_look(
    open_page: Open, live_server: LiveServer, half_year: LedgerVersion, tmp_path: Path
) -> None:
    form = tmp_path / "县里用表.docx"
    form.write_bytes(office())
    page = sign_in(open_page("desk"), live_server.url)
    page.goto(f"{live_server.url}/papers/layouts/")
    page.get_by_label("Word 文件，或导出的版式（.json）").set_input_files(form)
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_role("heading", level=1).first).to_have_text("县里用表")
    expect(page.locator("main")).to_contain_text("没有认出是什么")
    page.locator("#of-6").select_option("remarks")
    page.get_by_role("button", name="保存", exact=True).last.click()
    expect(page.locator("main")).to_contain_text("已保存。")
    with page.expect_download() as got:
        page.get_by_role("link", name="试印 Word").click()
    made = docx.Document(str(got.value.path()))
    assert made.sections[0].header.paragraphs[0].text == "云溪县民生实事工作专班"
    assert "校园改造工程" in [cell.text for cell in made.tables[0].columns[1].cells]

    page.get_by_role("link", name="台账版式").first.click()
    agreed(page, "删除 县里用表")
    expect(page.locator("main")).to_contain_text("版式已删除")
    assert not LayoutOfPlace.objects.exists()
