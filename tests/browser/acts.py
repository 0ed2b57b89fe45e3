"""What every journey does: comes in by a role's button, says yes when asked, and looks that nothing is too wide."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def sign_in(page: Page, address: str, role: str = "督查室经办") -> Page:
    """The page that the demo's role comes to first."""
    page.goto(address)
    page.get_by_role("button", name=role).click()
    expect(page.get_by_role("navigation", name="主导航")).to_be_visible()
    return page


def sure(page: Page) -> None:
    """The second, deliberate yes."""
    page.locator("dialog").get_by_role("button", name="确定").click()


def agreed(page: Page, button: str) -> None:
    """Click the button, and say yes when it asks."""
    page.get_by_role("button", name=button, exact=True).click()
    sure(page)


def has_no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
