"""Journeys in a real browser: of a journalist, of a reader of Arabic, of a reviewer; and of who has no JavaScript."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from tests.browser.conftest import Served, reading, serving

ALL = ("/", "/US-MA", "/records", "/kind/transfer", "/list/persons", "/sources", "/search?q=Morocco", "/about/MA",
       "/document/01-ar-us-morocco-african-lion.txt")  # fmt: skip


def test_a_journalist_finds_a_transfer_its_sentence_and_its_citation(browser: Any, served: Served) -> None:
    with reading(browser, "en", permissions=["clipboard-read", "clipboard-write"]) as (page, complaints):
        page.goto(served.url)
        page.get_by_role("searchbox").fill("Abrams")
        page.get_by_role("searchbox").press("Enter")
        page.locator(".chips a").filter(has_text="Abrams").first.click()
        page.locator(".line h2 a").first.click()
        assert "Abrams" in page.locator("h1").inner_text()
        sentence = page.locator("blockquote .e").all_inner_texts()
        assert any("Abrams" in words or "أبرامز" in words for words in sentence)
        page.get_by_role("button", name="Copy").first.click()
        page.get_by_role("button", name="Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()").startswith("@misc{mithaq1-")
        page.locator(".card-title a").first.click()
        assert page.locator(".text .ref").count() > 0
        assert complaints == []


def test_a_reader_of_arabic_reads_from_right_to_left_everywhere(browser: Any, served: Served) -> None:
    with reading(browser, "en") as (page, complaints):
        page.goto(served.url)
        page.get_by_role("link", name="العربية").click()
        for path in ALL:
            page.goto(served.url + path)
            assert page.evaluate("getComputedStyle(document.body).direction") == "rtl", path
            assert page.evaluate("getComputedStyle(document.querySelector('h1')).textAlign") in ("start", "right")
            brand, tongues = page.locator(".brand").bounding_box(), page.locator(".tongues").bounding_box()
            assert brand["x"] > tongues["x"], path
        assert page.evaluate("document.fonts.check('16px \"IBM Plex Sans Arabic\"', 'ميثاق')")
        assert complaints == []


def test_filters_act_at_once_and_the_way_back_works(browser: Any, served: Served) -> None:
    with reading(browser, "en") as (page, complaints):
        page.goto(served.url + "/records")
        before = page.locator(".count").inner_text()
        page.locator("#f-kind").select_option("exercise")
        page.wait_for_url("**/records?**kind=exercise**")
        page.wait_for_function("document.querySelectorAll('.line .kind:not(.k-exercise)').length === 0")
        assert page.locator(".count").inner_text() != before
        assert complaints == []


def test_a_reviewer_resolves_a_dispute_and_takes_it_back(browser: Any, register: Path, tmp_path: Path) -> None:
    from mithaq.web.app import create_app
    from mithaq.web.settings import Settings

    copy = tmp_path / "own.db"
    with sqlite3.connect(register) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    app = create_app(Settings(str(copy), rate=0, review=True))
    with serving(app) as server, reading(browser, "en") as (page, complaints):
        page.goto(f"{server.url}/review?token={app.state.sessions.token}")
        form = page.locator("form[action='/review/value']").first
        form.get_by_role("radio").last.check()
        form.get_by_label("Your name").fill("Ana")
        form.get_by_label("Reason").fill("the ministry's own figure")
        form.get_by_role("button").click()
        page.get_by_text("is kept").wait_for()
        log = page.locator(".log li").first
        assert "the ministry's own figure" in log.inner_text()
        log.get_by_label("Your name").fill("Ana")
        log.get_by_label("Reason").fill("a slip")
        log.get_by_role("button", name="Take back").click()
        page.locator(".log li").first.get_by_text("taken back").wait_for()
        assert complaints == []


def test_everything_can_be_read_without_javascript(browser: Any, served: Served) -> None:
    with reading(browser, "ar", java_script_enabled=False) as (page, _):
        for path in ALL:
            page.goto(served.url + path)
            assert page.locator("main").inner_text().strip(), path
        page.goto(served.url + "/records")
        page.locator("#f-kind").select_option("exercise")
        page.locator(".filters button").click()
        assert "kind=exercise" in page.url
        assert page.locator(".line .kind:not(.k-exercise)").count() == 0


def test_no_request_leaves_the_machine(browser: Any, served: Served) -> None:
    with reading(browser, "ar") as (page, _):
        asked: list[str] = []
        page.on("request", lambda r: asked.append(r.url))
        for path in ALL:
            page.goto(served.url + path)
            page.wait_for_load_state("networkidle")
        assert asked
        assert {url for url in asked if not url.startswith(served.url)} == set()
