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
    """Return once the page answers; a minute at most."""
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=20).close()  # noqa: S310 # our own address
            return
        except urllib.error.URLError:
            time.sleep(0.2)
    sys.exit(f"nothing answers at {address}")


def clerk(browser: Browser, site: str, size: tuple[int, int]) -> Page:
    """A page on which the coordinating clerk has signed in."""
    page = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN").new_page()
    page.goto(site)
    page.click("button[value=coordinator]")
    return page


def save(page: Page, name: str) -> None:
    """The page as it stands, when nothing moves any more."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)
    page.screenshot(path=PICTURES / f"{name}.png")


def open_county(page: Page, site: str) -> None:
    """The ledger that has two periods."""
    page.goto(site)
    page.locator(".card-link", has_text="清禾县").click()


def main() -> None:
    """Home, the review of an import, a ledger on a desk and on a phone."""
    PICTURES.mkdir(exist_ok=True)
    with demo() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        page = clerk(browser, site, DESK)
        save(page, "home")
        open_county(page, site)
        page.locator("li.finding").first.click()
        save(page, "ledger")
        page.goto(f"{site}/import/")
        page.fill("#text", (ROOT / "samples/yanhu-2025-09.txt").read_text(encoding="utf-8"))
        page.click("#import-form .btn-primary")
        page.locator('#review td[data-cell="2-2"]').hover()
        save(page, "import")
        page = clerk(browser, site, PHONE)
        open_county(page, site)
        save(page, "ledger-phone")
        browser.close()


if __name__ == "__main__":
    main()
