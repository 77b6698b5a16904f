"""Each sort of page, in both directions: WCAG 2.2 AA as far as axe can tell, and no sideways scrolling at any width."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import Served, reading, reviewed

axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="the browser tests need axe-playwright-python"
)

PAGES = [
    "/", "/US-MA", "/records", "/list/persons", "/list/states", "/sources", "/search?q=Apache", "/about/US", "/none",
    "/document/01-ar-us-morocco-african-lion.txt", "record",
]  # fmt: skip
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
WIDTHS = (360, 768, 1280, 3840)
WIDE_OF = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def violations(page: Any) -> list[Any]:
    """What axe finds wrong with a page: rule, the first place, and why."""
    found = axe.Axe().run(page, options=RULES).response["violations"]
    return [(f["id"], f["nodes"][0]["target"], f["nodes"][0].get("failureSummary")) for f in found]


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
            assert violations(page) == [], scheme


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_page_scrolls_sideways(browser: Any, served: Served, language: str) -> None:
    with reading(browser, language) as (page, _):
        for path in PAGES:
            page.goto(address(page, served, path))
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate(WIDE_OF) <= 0, (path, width)


def test_the_keyboard_reaches_the_content_first(browser: Any, served: Served) -> None:
    with reading(browser, "en") as (page, _):
        page.goto(served.url + "/US-MA")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_reviewer_can_use_the_page_of_review_and_the_form_of_a_record(
    browser: Any, register: Path, tmp_path: Path, language: str
) -> None:
    with reviewed(register, tmp_path) as server, reading(browser, language) as (page, complaints):
        page.goto(f"{server.url}/review?token={server.app.state.sessions.token}")
        for path in ("/review", "record"):
            page.goto(address(page, server, path))
            assert page.locator("form.judge").count() > 0
            assert violations(page) == [], path
            page.set_viewport_size({"width": 360, "height": 900})
            assert page.evaluate(WIDE_OF) <= 0, path
        assert complaints == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_written_site_can_be_used_by_all(browser: Any, site: str, language: str) -> None:
    folder = "" if language == "en" else "ar/"
    with reading(browser, language) as (page, complaints):
        for name in ("index.html", "US-MA.html", "search.html?q=US"):
            page.goto(site + folder + name)
            page.wait_for_load_state("networkidle")
            assert violations(page) == [], name
        assert page.locator("#found li").count() > 0
        assert complaints == []


def test_nothing_moves_while_a_page_loads(browser: Any, served: Served) -> None:
    moved = """new Promise(done => { let sum = 0;
        new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.hadRecentInput ? 0 : e.value }))
            .observe({type: 'layout-shift', buffered: true});
        setTimeout(() => done(sum), 400) })"""
    for language in ("ar", "en"):
        with reading(browser, language) as (page, _):
            for path in ("/", "/US-MA", "/document/01-ar-us-morocco-african-lion.txt", "record"):
                page.goto(address(page, served, path))
                page.wait_for_load_state("networkidle")
                assert page.evaluate(moved) < 0.02, (language, path)


def test_paper_shows_the_matter_and_nothing_to_press(browser: Any, served: Served) -> None:
    with reading(browser, "en", color_scheme="dark") as (page, _):
        for path in ("/US-MA", "record"):
            page.goto(address(page, served, path))
            page.emulate_media(media="print", color_scheme="dark")
            for gone in (".pages", ".find", ".filters", ".toc", ".pager", "button"):
                assert not [one for one in page.locator(gone).all() if one.is_visible()], (path, gone)
            assert page.locator("h1").is_visible() and page.locator("main").inner_text().strip()
            colours = "getComputedStyle(document.body)"
            assert page.evaluate(f"{colours}.backgroundColor") == "rgb(255, 255, 255)"
            assert page.evaluate(f"{colours}.color") == "rgb(0, 0, 0)"
            links = page.evaluate("getComputedStyle(document.querySelector('main a')).color")
            assert sum(int(n) for n in re.findall(r"\d+", links)[:3]) < 380  # dark enough


def test_pictures_are_reached_by_the_keyboard(browser: Any, served: Served) -> None:
    with reading(browser, "en") as (page, _):
        page.goto(served.url + "/US-MA")
        for picture in (".timeline", ".network", ".map svg"):
            link = page.locator(f"{picture} a").first
            link.focus()
            assert link.evaluate("a => a === document.activeElement")
            assert link.get_attribute("aria-label"), picture
