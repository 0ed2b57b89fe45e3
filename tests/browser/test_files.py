"""Files as clerks have them, one archive or several, on a site with its background reader as `make run` starts it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, FilePayload, Page, Route, expect

from tests.browser.acts import has_no_sideways_scroll, sign_in, sure
from tests.databases import once
from tests.postgres import free_port
from tests.reading.files.documents import docx, p, packed, tbl, tr
from tests.reading.files.pdfs import pdf, table, text
from tests.tools import ROOT, needs
from tests.web.sample import FIRST, SECOND

pytestmark = needs("chromium")
Open = Callable[[str], Page]

HEAD = ("序号", "年度目标", "责任单位", "工作进展")
WATER = ("1", "更新43个村饮水消毒设备。", "县水务局", "累计完成38个村消毒设备更新。")
ROAD = ("1", "新改建农村公路60公里。", "县交通运输局", "累计完成新改建农村公路48公里。")
BRIDGE = ("2", "改造农村危桥6座。", "县交通运输局", "6座全部建成通车。")
CLINIC = ("1", "卫生室新改扩建", "县卫健局", "已建成投用31所。")  # too short to be sure of


def html(*rows: tuple[str, ...]) -> bytes:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in (HEAD, *rows))
    return f"<!doctype html><meta charset=utf-8><h1>三季度报送</h1><table>{body}</table>".encode()


def tabbed(*rows: tuple[str, ...]) -> bytes:
    return ("三季度报送\n\n" + "".join("\t".join(row) + "\n" for row in (HEAD, *rows))).encode()


ARCHIVE = packed(
    {
        "县水务局.docx": docx(p("三季度报送") + tbl(tr(*HEAD), tr(*WATER))),
        "县交通运输局.html": html(ROAD, BRIDGE),
        "县卫健局.txt": tabbed(CLINIC),
        "县民政局.pdf": pdf(
            text(60, 370, "三季度报送")
            + table((20, 60, 260, 340, 590), 350, [HEAD, ("1", "新建社区老年食堂8个。", "县民政局", "已建成6个。")])
        ),
        "打不开.docx": b"PK\x03\x04 broken",
    }
)


@pytest.fixture(scope="module")
def site(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo with its samples and its background reader."""

    def build(folder: Path) -> None:
        shutil.copytree(data_folder, folder, dirs_exist_ok=True)
        with serving(folder):
            pass  # the demo is built before the site listens

    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(once(tmp_path_factory, "demo", build), folder, dirs_exist_ok=True)
    with serving(folder) as address:
        yield address


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a site with the demo, whose data are in the folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TAIZHANG_", "DJANGO_"))}
    started = subprocess.Popen(
        [sys.executable, "-m", "taizhang.cli", "serve", "--demo", "--port", str(free_port()), "--data", str(folder)],
        env=kept,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        assert started.stdout is not None
        address = re.search(r"http://[\d.:]+", started.stdout.readline())
        assert address is not None
        yield address[0]
    finally:
        started.terminate()
        started.communicate(timeout=30)


def plain(**texts: str) -> list[FilePayload]:
    return [{"name": f"{name}.txt", "mimeType": "text/plain", "buffer": text.encode()} for name, text in texts.items()]


def begin(page: Page, site: str) -> None:
    sign_in(page, site)
    page.locator(".ledger-title", has_text="清禾县2025年民生实事").click()
    page.get_by_role("link", name="收集填报").click()
    page.get_by_label("报告期").fill("2025年三季度")
    page.get_by_label("截至日").fill("2025-09-30")


def test_a_zip_of_mixed_files_becomes_the_next_period(site: str, open_page: Open) -> None:
    page = open_page("desk")
    begin(page, site)
    files: list[FilePayload] = [{"name": "三季度.zip", "mimeType": "application/zip", "buffer": ARCHIVE}]
    page.set_input_files("#file", files)
    expect(page.locator(".sending li")).to_contain_text("等待上传")
    page.get_by_role("button", name="上传并读取").click()

    expect(page).to_have_url(re.compile(r"/import/batches/\d+/$"))
    expect(page.locator(".files li")).to_have_count(6)
    expect(page.get_by_text("6份文件都处理完了")).to_be_visible()
    expect(page.locator("#files")).not_to_have_attribute("hx-trigger", re.compile("every"))
    bad = page.locator(".files li", has_text="打不开.docx")
    expect(bad).to_contain_text("没有读入")
    expect(bad).to_contain_text("请重新获取完整的文件")
    assert has_no_sideways_scroll(page)

    page.locator(".files li", has_text="县民政局.pdf").get_by_role("link", name="查看").click()
    page.locator('#review td[data-cell="0-3"]').hover()
    expect(page.locator('.leaf rect.lit[data-source="0-3"]')).to_be_visible()
    picture = page.locator(".leaf img").first
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") == 1400
    page.get_by_role("link", name="回到匹配").click()

    asked = page.locator("#cards-asked .match")
    expect(asked).to_have_count(1)
    expect(asked).to_contain_text("卫生室新改扩建")
    expect(page.get_by_role("button", name="存为2025年三季度")).to_be_disabled()
    label = page.locator("#tasks option").evaluate_all(
        "options => options.map(option => option.value).find(value => value.includes('村卫生室40所'))"
    )
    asked.get_by_label("查找任务").fill(label)
    asked.get_by_label("查找任务").press("Enter")
    expect(page.locator("#sums")).to_contain_text("0待您确认")

    row = page.locator(".match", has_text="累计完成38个村")
    row.locator("summary").click()
    row.get_by_label("不采用这一行").check()
    expect(page.locator("#missing")).to_contain_text("更新43个村饮水消毒设备")
    row.locator("summary").click()
    row.locator(".option", has_text="更新43个村饮水消毒设备").click()
    expect(page.locator("#missing")).not_to_contain_text("更新43个村饮水消毒设备")
    assert has_no_sideways_scroll(page)

    page.get_by_role("button", name="存为2025年三季度").click()
    expect(page).to_have_url(re.compile(r"/ledgers/\d+/\d+/$"))
    expect(page.locator("tr.row-task", has_text="村卫生室40所")).to_contain_text("已建成投用31所。")
    expect(page.locator("tr.row-task", has_text="农村危桥6座")).to_contain_text("6座全部建成通车。")
    page.get_by_role("button", name="导出").click()
    page.get_by_role("link", name="原件").click()
    with page.expect_download() as download:
        page.locator("tr", has_text="县水务局.docx").get_by_role("link", name="下载").click()
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_files_are_chosen_taken_out_and_sent_without_dragging(size: str, site: str, open_page: Open) -> None:
    page = open_page(size)
    begin(page, site)
    page.get_by_label("报告期").fill(f"十月{size}")
    page.get_by_label("截至日").fill("2025-10-31")
    page.locator("#file").focus()
    files = plain(甲=tabbed(WATER).decode(), 乙=tabbed(ROAD).decode())
    page.set_input_files("#file", files[:1])
    page.set_input_files("#file", files[1:])
    expect(page.locator(".sending li")).to_have_count(2)
    page.locator(".sending li", has_text="甲.txt").get_by_role("button", name="去掉这份").click()
    page.get_by_role("button", name="上传并读取").click()
    expect(page.get_by_text("1份文件都处理完了")).to_be_visible()
    expect(page.locator(".files li")).to_contain_text("乙.txt")
    page.reload()
    assert has_no_sideways_scroll(page)
    page.get_by_role("link", name="核对匹配").click()
    expect(page.locator("#missing li").first).to_be_visible()
    assert has_no_sideways_scroll(page)
    page.get_by_role("link", name="收集各单位填报").click()
    page.get_by_role("button", name="放弃").click()
    sure(page)
    expect(page).to_have_url(re.compile(r"/import/$"))


def test_files_dropped_together_are_reviewed_one_after_another(site: str, open_page: Open) -> None:
    page = sign_in(open_page("desk"), site)
    page.goto(f"{site}/import/")
    page.set_input_files("#file", plain(一季度=FIRST, 上半年=SECOND))
    page.get_by_role("button", name="读取并核查").click()
    page.get_by_role("link", name="开始核对").click()
    expect(page.locator(".step")).to_have_text("1 / 2")
    page.get_by_role("button", name="确认并保存").click()
    expect(page.locator(".step")).to_have_text("2 / 2")
    page.get_by_role("button", name="确认并保存").click()
    expect(page).to_have_url(re.compile(r"/ledgers/\d+/2/$"))
    page.get_by_role("link", name="与上期对比").click()
    expect(page.locator(".moved").first).to_contain_text("20公里 → 33公里")


def test_who_leaves_while_files_go_up_is_asked_and_sends_the_rest_afterwards(site: str, open_page: Open) -> None:
    page = sign_in(open_page("desk"), site)
    page.goto(f"{site}/import/")
    held: list[Route] = []

    def hold_all_but_the_first(route: Route) -> None:
        held.append(route)
        if len(held) == 1:
            route.continue_()

    page.route("**/add/", hold_all_but_the_first)
    files = plain(**{name: FIRST.replace("松屏县", f"{name}县") for name in ("甲", "乙", "丙")})
    page.set_input_files("#file", files)
    page.get_by_role("button", name="读取并核查").click()
    expect(page.locator(".sending [data-state=sent]")).to_have_count(1)
    expect(page.locator(".sending [data-state=sending]")).to_have_count(1)
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)
    page.goto(f"{site}/import/")
    assert asked == ["beforeunload"]
    page.unroute("**/add/")
    page.get_by_role("link", name=re.compile("导入文件")).first.click()
    expect(page.locator(".not-come li")).to_have_text(["乙.txt", "丙.txt"])
    page.set_input_files("#file", files)
    page.get_by_role("button", name="上传并读取").click()
    expect(page.get_by_text("3份文件都处理完了")).to_be_visible()
    expect(page.locator(".not-come")).to_have_count(0)


def test_one_file_alone_leads_straight_to_its_review(site: str, open_page: Open) -> None:
    page = sign_in(open_page("desk"), site)
    page.goto(f"{site}/import/")
    page.set_input_files("#file", plain(城建=FIRST.replace("民生实事", "城建实事")))
    page.get_by_role("button", name="读取并核查").click()
    expect(page).to_have_url(re.compile(r"/import/\d+/$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("城建实事")
