"""Journeys in a real browser: of a journalist, of a reader of Arabic, of a reviewer; and of who has no JavaScript."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.browser.conftest import Served, reading, reviewed

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
    with reviewed(register, tmp_path) as server, reading(browser, "en") as (page, complaints):
        page.goto(f"{server.url}/review?token={server.app.state.sessions.token}")
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


def test_a_reviewer_reports_an_error_on_the_page_of_a_record(browser: Any, register: Path, tmp_path: Path) -> None:
    with reviewed(register, tmp_path) as server, reading(browser, "en") as (page, complaints):
        page.goto(f"{server.url}/review?token={server.app.state.sessions.token}")
        page.goto(f"{server.url}/kind/exercise")
        page.locator(".line h2 a").first.click()
        form = page.locator("form[action='/review/report']")
        form.get_by_label("Your name").fill("Ana")
        form.get_by_label("Reason").fill("the year is that of another edition")
        form.get_by_role("button").click()
        page.get_by_text("is kept").wait_for()
        assert "another edition" in page.locator(".log li").first.inner_text()
        page.locator(".log li a").first.click()
        assert "/record/" in page.url
        assert complaints == []


def test_the_written_site_is_searched_without_a_server(browser: Any, site: str) -> None:
    with reading(browser, "en") as (page, complaints):
        page.goto(site)
        page.get_by_role("searchbox").fill("abrams")
        page.get_by_role("searchbox").press("Enter")
        page.locator("#found a").first.click()
        assert "Abrams" in page.locator("main").inner_text()
        page.goto(site + "ar/index.html")
        page.get_by_role("searchbox").fill("الاسد الافريقي")
        page.get_by_role("searchbox").press("Enter")
        page.locator("#found a").first.click()
        assert page.evaluate("document.documentElement.dir") == "rtl"
        assert "الأسد الإفريقي" in page.locator("main").inner_text()
        assert complaints == []


def test_the_written_site_can_be_read_without_javascript(browser: Any, site: str) -> None:
    with reading(browser, "en", java_script_enabled=False) as (page, _):
        page.goto(site)
        page.get_by_role("searchbox").fill("abrams")
        page.get_by_role("searchbox").press("Enter")
        assert "needs JavaScript" in page.locator("main").inner_text()
        page.locator("main .chips a").first.click()
        page.locator(".names a").first.click()
        assert page.locator("h1").inner_text().strip()
