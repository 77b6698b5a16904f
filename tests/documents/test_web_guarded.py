"""Pages and feeds that crash or hang the process that opens them cost themselves only. All texts are our own."""

from __future__ import annotations

import gzip
import os
import random
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.documents.test_web_pages import ENGLISH, article, item, rss, web
from tests.loopback import Site, page

from mithaq.documents.guarded import Extractor, Settings
from mithaq.documents.web.listing import is_listing, listing_of
from mithaq.documents.workers import Allowance, Failure
from mithaq.model.documents import Document
from mithaq.model.issues import Issue

NESTED = "<rss>" * 400_000  # feedparser needs the square of the depth


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture
def fatal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every .docx end the process that opens it."""
    lines = [
        "import os",
        "from mithaq.documents import docx",
        "docx.read = lambda part, limits: os.kill(os.getpid(), 11)",
    ]
    (tmp_path / "sitecustomize.py").write_text("\n".join(lines))
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")


def test_a_page_that_ends_its_process_costs_itself_only(site: Site, fatal: None) -> None:
    site.pages["/f"] = page(rss(*map(item, ("/a", "/x.docx", "/b"))))
    site.pages |= {path: page(article(ENGLISH)) for path in ("/a", "/b")}
    site.pages["/x.docx"] = page(b"PK\3\4 word/document.xml", "application/octet-stream")
    with Extractor() as extractor:
        found = list(web(site, extractor=extractor).read(site.at("/f")))
    assert [i.id for i in found if isinstance(i, Document)] == [site.at("/a"), site.at("/b")]
    [issue] = [i for i in found if isinstance(i, Issue) and i.code != "N010"]
    assert (issue.code, issue.document) == ("X002", site.at("/x.docx")) and "SIGSEGV" in issue.message


def test_a_feed_that_takes_too_long_is_an_issue(site: Site) -> None:
    site.pages["/f"] = page(NESTED, "application/rss+xml")
    with Extractor(Settings(allowance=Allowance(seconds=2.0))) as extractor:
        [issue] = web(site, extractor=extractor).read(site.at("/f"))
    assert isinstance(issue, Issue) and (issue.code, issue.document) == ("N008", site.at("/f"))
    assert "put aside" in issue.message and "longer than 2 seconds" in issue.message


def test_listings_are_the_same_from_a_process_of_its_own() -> None:
    feed = rss(item("/a", "<pubDate>Tue, 04 Mar 2025 23:30:00 -0500</pubDate>")).encode()
    with Extractor() as extractor:
        for data in (feed, b"<urlset><url><loc>http://a.example/x</loc></url></urlset>", b"<rss", b"<html>"):
            assert listing_of(data, "http://a.example/f", extractor.call) == listing_of(data, "http://a.example/f")


def test_a_call_tells_why_it_has_no_result_and_the_next_one_has(site: Site) -> None:
    with Extractor() as extractor:
        died = extractor.call(os._exit, 7)
        assert isinstance(died, Failure) and died.reason == "died"
        with pytest.raises(ValueError):
            extractor.call(int, "x")
        assert extractor.call(len, b"123") == 3


def test_a_large_packed_page_in_a_feed_is_no_feed_in_a_feed_and_ends_nothing(site: Site) -> None:
    """Only its beginning is looked at, which is no whole .gz by itself."""
    noise = random.Random(1).randbytes(200_000)
    site.pages["/f"] = page(rss(*map(item, ("/x.gz", "/map.gz", "/a"))))
    site.pages |= {"/x.gz": page(gzip.compress(noise), "application/gzip"), "/a": page(article(ENGLISH))}
    site.pages["/map.gz"] = page(gzip.compress(b"<urlset>" + noise), "application/gzip")
    found = list(web(site).read(site.at("/f")))
    assert [i.id for i in found if isinstance(i, Document)] == [site.at("/a")]
    remarks = {i.document: i.message for i in found if isinstance(i, Issue) and i.document}
    assert [name for name, said in remarks.items() if "feed inside a feed" in said] == [site.at("/map.gz")]
    assert site.at("/x") in remarks


@pytest.mark.parametrize("data", [b"", b"\x1f\x8b", b"\x1f\x8bno", gzip.compress(b"<html>", mtime=0), b"\xff\xfe"])
def test_what_is_no_listing_by_its_beginning(data: bytes) -> None:
    assert not is_listing(data)


def test_an_item_with_one_date_is_told_changed_by_it() -> None:
    """Feeds that date a page anew have only this date for it; feedparser is not asked for one that is not there."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = listing_of(rss(item("http://a.example/a", "<pubDate>Tue, 04 Mar 2025 10:00:00 GMT</pubDate>")).encode())
    assert found is not None
    assert [(e.published, e.changed) for e in found.entries] == [
        ("2025-03-04", "Tue, 04 Mar 2025 10:00:00 GMT")
    ]
