"""Each sort of page, in both directions: WCAG 2.2 AA as far as axe can tell, and no sideways scrolling at any width."""

from __future__ import annotations

from typing import Any

import pytest
from tests.browser.conftest import Served, reading

axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="the browser tests need axe-playwright-python"
)

PAGES = ["/", "/US-MA", "/records", "/list/persons", "/sources", "/search?q=Apache", "/about/US", "/none",
         "/document/01-ar-us-morocco-african-lion.txt", "record"]  # fmt: skip
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
WIDTHS = (360, 768, 1280, 3840)


def address(page: Any, served: Served, path: str) -> str:
    """The address of a page; that of a record is taken from the list."""
    if path != "record":
        return served.url + path
    page.goto(served.url + "/kind/exercise")
    return str(page.locator(".line h2 a").first.evaluate("a => a.href"))


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_each_page_can_be_used_by_all(browser: Any, served: Served, path: str, language: str) -> None:
    for scheme in ("light", "dark") if path in ("/US-MA", "record") else ("light",):
        with reading(browser, language, color_scheme=scheme) as (page, _):
            page.goto(address(page, served, path))
            found = axe.Axe().run(page, options=RULES).response["violations"]
            told = [(f["id"], f["nodes"][0]["target"], f["nodes"][0].get("failureSummary")) for f in found]
            assert told == [], scheme


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_page_scrolls_sideways(browser: Any, served: Served, language: str) -> None:
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    with reading(browser, language) as (page, _):
        for path in PAGES:
            page.goto(address(page, served, path))
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate(wide) <= 0, (path, width)


def test_the_keyboard_reaches_the_content_first(browser: Any, served: Served) -> None:
    with reading(browser, "en") as (page, _):
        page.goto(served.url + "/US-MA")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
