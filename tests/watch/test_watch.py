"""`mithaq watch` against a server on loopback: what is new, what has changed, what dies, what is tried again."""

from __future__ import annotations

import functools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.loopback import Handler, Site, page, raw, redirect, send, silent, status, tagged, then, trickle

from mithaq.cli.main import main
from mithaq.model.errors import KnowledgeError
from mithaq.pipeline import Reader, lore_of
from mithaq.register import Register
from mithaq.watch import load_plan
from mithaq.watch.memory import TRIES, Memory, recall, remember

SIGNED = "Morocco and the United States signed a military cooperation roadmap in Rabat on Tuesday."
SALE = "The United States delivered {} M142 HIMARS launchers to Morocco in 2024."


def article(text: str, day: str = "2025-03-04") -> str:
    head = f'<meta property="article:published_time" content="{day}"><title>News</title>'
    return f"<!doctype html><html lang=en><head>{head}</head><body><article><h1>News</h1><p>{text}</p></article></body>"


def rss(*links: str, more: str = "") -> str:
    items = "".join(f"<item><title>News</title><link>{link}</link>{more}</item>" for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>N</title>{items}</channel></rss>'


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        running.pages |= {"/a": page(article(SIGNED)), "/b": page(article(SALE.format(18)))}
        yield running


@cache
def reader() -> Reader:
    return Reader(None)


@cache
def lore() -> Any:
    return lore_of(reader().knowledge)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder of its own; load the knowledge once for all tests."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("mithaq.pipeline.Reader", lambda knowledge: reader())
    monkeypatch.setattr("mithaq.pipeline.lore_of", lambda knowledge: lore())


def plan(site: Site, *paths: str, more: str = "") -> None:
    feeds = "".join(f"  - url: {site.at(path)}\n    name: feed{path}\n{more}" for path in paths)
    Path("feeds.yml").write_text(f"feeds:\n{feeds}")


def watch(*arguments: str) -> Result:
    how = ("--register", "r.db", "--delay", "0", "--allow-private", "--once", *arguments)
    return CliRunner().invoke(main, ["watch", "feeds.yml", *how])


def told(*arguments: str) -> dict[str, Any]:
    done = watch("--json", *arguments)
    assert done.exit_code in (0, 1), done.output
    [line] = [line for line in done.output.splitlines() if line.startswith("{")]
    report: dict[str, Any] = json.loads(line)
    return report


def test_what_is_new_is_read_once_and_told_once(site: Site) -> None:
    site.pages["/f"] = page(rss("/a"))
    plan(site, "/f")
    first = told()
    assert [d["id"] for d in first["documents"]] == [site.at("/a")] and first["documents"][0]["claims"] == 1
    assert [(c["op"], c["kind"]) for c in first["changes"]] == [("added", "agreement")]
    site.seen.clear()
    second = told()
    assert not second["documents"] and not second["changes"] and "/a" not in site.paths()
    site.pages["/f"] = page(rss("/b", "/a"))
    third = told()
    assert [d["id"] for d in third["documents"]] == [site.at("/b")]
    assert [(c["op"], c["kind"]) for c in third["changes"]] == [("added", "transfer")]


def test_a_record_that_changes_is_told_with_what_it_was(site: Site) -> None:
    site.pages |= {"/c": page(article(SALE.format(20))), "/f": page(rss("/b"))}
    plan(site, "/f")
    told()
    site.pages["/f"] = page(rss("/c", "/b"))
    [change] = told()["changes"]
    assert change["op"] == "changed" and change["kind"] == "transfer"
    assert change["before"]["slots"]["quantity"]["value"] == 18
    assert change["after"]["slots"]["quantity"]["disputed"]


def test_a_feed_that_has_not_changed_is_not_sent(site: Site) -> None:
    site.pages["/f"] = tagged(rss("/a"), '"one"')
    plan(site, "/f")
    assert told()["feeds"][0]["result"] == "read"
    assert told()["feeds"][0]["result"] == "unchanged"
    assert site.seen[-1][1]["if-none-match"] == '"one"'


def test_a_new_register_begins_anew(site: Site) -> None:
    site.pages["/f"] = tagged(rss("/a"), '"one"')
    plan(site, "/f")
    told()
    Path("r.db").unlink()
    assert len(told()["documents"]) == 1


def test_a_page_that_failed_is_tried_again_but_not_for_ever(site: Site) -> None:
    site.pages |= {"/f": tagged(rss("/a", "/x"), '"one"'), "/x": then(status(404), page(article(SALE.format(3))))}
    plan(site, "/f")
    first = told()
    assert first["feeds"][0]["failed"] == 1 and [i["code"] for i in first["issues"] if i["document"]] == ["N004"]
    assert [d["id"] for d in told()["documents"]] == [site.at("/x")]
    assert told()["feeds"][0]["result"] == "unchanged"
    site.pages |= {"/f": page(rss("/gone"))}
    for _ in range(TRIES + 2):
        told()
    assert site.paths().count("/gone") == TRIES


def test_a_page_that_the_feed_calls_changed_is_read_again(site: Site) -> None:
    dated = "<pubDate>Tue, 04 Mar 2025 10:00:0{} GMT</pubDate>"
    site.pages["/f"] = page(rss("/a", more=dated.format(1)))
    plan(site, "/f")
    told()
    site.pages |= {"/f": page(rss("/a", more=dated.format(2))), "/a": page(article(SALE.format(7)))}
    assert {c["op"] for c in told()["changes"]} == {"added", "gone"}


@pytest.mark.parametrize("reply", [
    status(404), raw(b""), raw(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n<rss>"), page("<rss><channel><item>"),
    status(302, Location="file:///etc/passwd"), status(302, Location="/dead"), page(b"\x00\x01", "application/rss+xml"),
])  # fmt: skip
def test_a_feed_that_dies_does_not_end_the_round(site: Site, reply: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mithaq.documents.web.pace._FIRST_BACK_OFF", 0.01)
    site.pages |= {"/dead": reply, "/f": page(rss("/a"))}
    plan(site, "/dead", "/f")
    done = watch("--json")
    report = json.loads(next(line for line in done.output.splitlines() if line.startswith("{")))
    assert done.exit_code == 1 and [f["result"] for f in report["feeds"]] == ["failed", "read"]
    assert len(report["documents"]) == 1


def test_servers_that_are_slow_redirect_or_lie_cost_their_own_pages_only(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mithaq.documents import web

    short = functools.partial(web.Manners, read=0.3, total=0.6, retries=0)
    monkeypatch.setattr(web, "Manners", short)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    whole = article(SALE.format(5)).encode()
    site.pages |= {
        "/f": page(rss("/a", "/slow", "/drip", "/moved", "/short", "/typed", "/circle", "/b"), "application/pdf"),
        "/slow": silent(2.0),
        "/drip": trickle(head + b"Content-Length: 5000\r\n\r\n", b"x", 0.1, 20),
        "/moved": redirect("/new"),
        "/new": page(article(SALE.format(3))),
        "/short": raw(head + b"Content-Length: 9000\r\n\r\n" + whole),
        "/typed": page(whole, "application/pdf"),
        "/circle": redirect("/circle"),
    }
    plan(site, "/f")
    report = told()
    assert [d["id"] for d in report["documents"]] == [site.at(p) for p in ("/a", "/new", "/typed", "/b")]
    failed = {i["document"]: i["code"] for i in report["issues"] if i["document"]}
    assert failed == {site.at("/slow"): "N003", site.at("/drip"): "N003", site.at("/short"): "N006",
                      site.at("/circle"): "N007"}  # fmt: skip
    assert report["feeds"][0] == report["feeds"][0] | {"result": "read", "failed": 4}


def test_more_than_the_limit_waits_for_the_next_round(site: Site) -> None:
    site.pages["/f"] = tagged(rss("/a", "/b"), '"one"')
    plan(site, "/f", more="    limit: 1\n")
    assert [len(told()["documents"]) for _ in range(3)] == [1, 1, 0]


def test_a_feed_can_be_read_without_its_pages(site: Site) -> None:
    text = f"<description><![CDATA[<p>{SIGNED}</p><p>{SIGNED}</p>]]></description>"
    full = text.replace("description", "content:encoded")
    feed = rss("/a", more=full).replace(
        'version="2.0"', 'version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    )
    site.pages["/f"] = page(feed)
    plan(site, "/f", more="    text: feed\n")
    assert told()["documents"][0]["id"] == site.at("/a") and "/a" not in site.paths()


def test_a_page_by_itself_can_be_watched(site: Site) -> None:
    plan(site, "/a")
    assert len(told()["documents"]) == 1 and not told()["documents"]
    site.pages["/a"] = page(article(SALE.format(5)))
    assert len(told()["documents"]) == 1


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_digest_says_what_is_new_with_the_words_it_was_read_from(site: Site, language: str) -> None:
    site.pages["/f"] = page(rss("/a"))
    plan(site, "/f")
    watch("--digest", "news.md", "--lang", language)
    first = Path("news.md").read_text()
    assert "roadmap" in first and site.at("/a").replace("_", "\\_") in first and first.startswith("# ")
    watch("--digest", "news.md", "--lang", language)
    assert Path("news.md").read_text() == first
    site.pages["/f"] = page(rss("/b"))
    watch("--digest", "news.md", "--lang", language)
    both = Path("news.md").read_text()
    assert both.count("\n## ") == 2 and both.index("HIMARS") < both.index("roadmap") and both.count("\n# ") == 0


def test_a_webhook_on_this_machine_gets_each_report_once(site: Site) -> None:
    got: list[dict[str, Any]] = []
    replies = [500, 200, 200]

    def post(h: Handler) -> None:
        body = json.loads(h.rfile.read(int(h.headers["Content-Length"])))
        code = replies.pop(0)
        if code == 200:
            got.append(body)
        send(h, code, b"", {})

    Handler.do_POST = lambda self: post(self)  # type: ignore[attr-defined]
    try:
        site.pages["/f"] = page(rss("/a"))
        plan(site, "/f")
        with Site() as receiver:
            failed = watch("--webhook", receiver.at("/hook"))
            assert failed.exit_code == 1 and "webhook" in failed.output and not got
            site.pages["/f"] = page(rss("/b"))
            assert watch("--webhook", receiver.at("/hook")).exit_code == 0
            assert watch("--webhook", receiver.at("/hook")).exit_code == 0
    finally:
        del Handler.do_POST  # type: ignore[attr-defined]
    assert [report["documents"][0]["id"] for report in got] == [site.at("/a"), site.at("/b")]


@pytest.mark.parametrize("url", ["http://10.0.0.1/hook", "http://8.8.8.8/", "http://[64:ff9b::7f00:1]/"])
def test_a_webhook_elsewhere_is_refused(site: Site, url: str) -> None:
    site.pages["/f"] = page(rss("/a"))
    plan(site, "/f")
    done = watch("--webhook", url)
    assert done.exit_code == 1 and "N001" in done.output and "not loopback" in done.output


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "holds no list of feeds"),
        ("feeds:\n", "lists no feeds"),
        ("- url: https://example.org/rss\n", "`feeds:`"),
        ("feeds:\n  - https://example.org/rss\n", "- url: https://example.org/rss"),
        ("feeds:\n  - name: x\n", "feeds.yml:2"),
        ("feeds:\n  - url: ftp://example.org/\n", "https://example.org/page"),
        ("feeds:\n  - url: https://u:p@example.org/\n", "credentials"),
        ("feeds:\n  - url: https://example.org/\n    txt: feed\n", "did you mean `text`?"),
        ("feeds:\n  - url: https://example.org/\n    text: all\n", "write `page`"),
        ("feeds:\n  - url: https://example.org/\n  - url: HTTPS://example.org\n", "stands in line 2"),
        ("every: often\nfeeds:\n  - url: https://example.org/\n", "a number from 1 to"),
        ("every: 0\nfeeds:\n  - url: https://example.org/\n", "a number from 1 to"),
        ("feeds:\n  - url: https://example.org/\n    since: May\n", "2025-10-20"),
        ("feeds:\n  - url: https://example.org/\n    url: https://example.org/\n", "repeated"),
        ("feeds: [\n", "not valid YAML"),
    ],
)
def test_mistakes_in_the_list_say_what_to_write(text: str, words: str) -> None:
    Path("feeds.yml").write_text(text)
    with pytest.raises(KnowledgeError, match=r"feeds\.yml"):
        load_plan(Path("feeds.yml"))
    done = watch()
    assert done.exit_code == 2 and words in done.output and not Path("r.db").exists()


def test_a_good_list() -> None:
    Path("feeds.yml").write_text(
        "every: 30\ncontact: mailto:desk@example.org\ndelay: 5\nfeeds:\n  - url: https://example.org/rss\n"
        "    name: Example\n    text: feed\n    limit: 7\n    since: 2025-01\n"
    )
    plan = load_plan(Path("feeds.yml"))
    assert (plan.every, plan.contact, plan.delay) == (30, "mailto:desk@example.org", 5)
    assert plan.feeds[0] == ("https://example.org/rss", "Example", "feed", 7, "2025-01") or plan.feeds[0].limit == 7


def test_the_register_keeps_what_a_watcher_remembers() -> None:
    with Register("r.db") as register:
        assert recall(register, "x") == Memory()
        memory = Memory(seen={"p": ("v1", 0), "q": ("", 2)})
        remember(register, "x", memory)
        assert recall(register, "x") == memory
        for broken in ("[]", "{", '{"seen": 3}', '{"validators": {"no": 1}}', '{"seen": {"p": 1}}'):
            register.note("watch feed x", broken)
            assert recall(register, "x") == Memory()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_between_two_pages_and_nothing_is_lost(site: Site, number: int) -> None:
    begun = threading.Event()

    def slow(h: Handler) -> None:
        begun.set()
        time.sleep(0.3)
        page(article(SIGNED))(h)

    site.pages |= {"/f": page(rss(*(f"/{n}" for n in range(200))))} | {f"/{n}": slow for n in range(200)}
    plan(site, "/f")
    command = [sys.executable, "-m", "mithaq", "watch", "feeds.yml", "--register", "r.db", "--delay", "0", "--json"]
    process = subprocess.Popen([*command, "--allow-private"], stdout=subprocess.PIPE, env=dict(os.environ))
    try:
        assert begun.wait(300)
        process.send_signal(number)
        out, _ = process.communicate(timeout=120)
    finally:
        process.kill()
    report = json.loads(out.splitlines()[-1])
    assert process.returncode == 0 and report["stopped"]
    with Register("r.db") as register:
        assert {d.id for d in register.documents()} == {d["id"] for d in report["documents"]} != set()
    assert len(site.paths()) < 150
