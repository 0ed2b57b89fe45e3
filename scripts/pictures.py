"""Take the README's pictures anew: `.venv/bin/python scripts/pictures.py`, after a change of the pages.

Starts the demo on a free port with an empty data folder, and photographs it in Chromium.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/pictures"
DESK, PHONE = (1440, 900), (390, 844)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@contextmanager
def demo() -> Iterator[str]:
    """The running demo's address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "taizhang.cli", "serve", "--demo", "--port", str(port), "--data", folder]
        running = subprocess.Popen(command, env=os.environ | {"PYTHONUNBUFFERED": "1"})
        try:
            wait_for(f"http://127.0.0.1:{port}/sign-in/")
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()
            running.wait(20)


def wait_for(address: str) -> None:
    """Return once the page answers; three minutes at most, for the demo is built first."""
    for _ in range(900):
        try:
            urllib.request.urlopen(address, timeout=20).close()  # noqa: S310 # our own address
            return
        except urllib.error.URLError:
            time.sleep(0.2)
    sys.exit(f"nothing answers at {address}")


def sign_in(browser: Browser, site: str, size: tuple[int, int], role: str = "coordinator") -> Page:
    """A page on which the person of that role has signed in."""
    page = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN").new_page()
    page.goto(site)
    page.click(f"button[value={role}]")
    return page


def save(page: Page, name: str) -> None:
    """The page as it stands, when nothing moves any more."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(600)
    page.screenshot(path=PICTURES / f"{name}.png")


def open_county(page: Page, site: str) -> None:
    """The ledger that has two periods."""
    page.goto(site)
    page.locator(".ledger-title", has_text="清禾县").click()


def desk(browser: Browser, site: str) -> None:
    """Home, a ledger, two periods compared, a finding explained."""
    page = sign_in(browser, site, DESK)
    save(page, "home")
    open_county(page, site)
    page.locator("li.finding").first.click()
    save(page, "ledger")
    page.locator("a.btn", has_text="与上期对比").click()
    save(page, "compare")
    open_county(page, site)
    page.locator("li.finding .to-explain").first.click()
    page.locator("#drawer.show .explain textarea").first.fill(
        "上期含在建里程，本期按已验收里程填报，口径见县水务局来函。"
    )
    save(page, "explain")


def reviewing(browser: Browser, site: str) -> None:
    """Two files dropped at once, the first one under review."""
    page = sign_in(browser, site, DESK)
    page.goto(f"{site}/import/")
    page.set_input_files("#file", [ROOT / "samples/yanhu-2025-09.txt", ROOT / "samples/lanxi-2025-10.txt"])
    page.click("#import-form .btn-primary")
    page.get_by_role("link", name="开始核对").click()
    page.locator('#review td[data-cell="2-2"]').hover()
    save(page, "import")


def main() -> None:
    """All pictures, from one demo."""
    PICTURES.mkdir(exist_ok=True)
    with demo() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        desk(browser, site)
        reviewing(browser, site)
        page = sign_in(browser, site, DESK, "administrator")
        page.goto(f"{site}/rules/")
        save(page, "rules")
        page = sign_in(browser, site, PHONE)
        open_county(page, site)
        save(page, "ledger-phone")
        browser.close()


if __name__ == "__main__":
    main()
