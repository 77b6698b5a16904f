"""Addresses → documents: pages, feeds and sitemaps of a server on loopback. All texts are our own."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any

import pytest
from tests.loopback import Reply, Site, page, raw, redirect, status

from mithaq.documents.formats import format_of
from mithaq.documents.web import Fetcher, Guard, Manners, Web
from mithaq.documents.web.listing import listing_of
from mithaq.model.documents import Document
from mithaq.model.issues import CODES, Issue
from mithaq.records.sources import Outlet, Outlets

ARABIC = (
    "أعلنت وزارة الدفاع في البلد الأول يوم الاثنين عن زيارة وفد عسكري من البلد الثاني، وبحث الجانبان برامج التدريب "
    "المشترك وسبل تطويرها خلال السنوات المقبلة، كما اتفقا على عقد اجتماع ثان في العاصمة."
)
ENGLISH = (
    "The defence ministry of the first country said on Monday that a military delegation of the second country had "
    "come for talks about joint training, and that both sides would meet again in the capital next spring."
)


def article(text: str, head: str = "", lang: str = "en") -> str:
    body = "".join(f"<p>{text}</p>" for _ in range(3))
    return (
        f"<!doctype html><html lang={lang}><head><meta charset=utf-8><title>A visit</title>{head}</head>"
        f"<body><main><article><h1>A visit</h1>{body}</article></main></body></html>"
    )


def rss(*items: str, head: str = "") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{head}{"".join(items)}</channel></rss>'


def item(link: str, more: str = "") -> str:
    return f"<item><title>A visit</title><link>{link}</link>{more}</item>"


def sitemap(*locations: str, root: str = "urlset", inner: str = "url") -> str:
    urls = "".join(f"<{inner}><loc>{loc}</loc></{inner}>" for loc in locations)
    return f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</{root}>'


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


def web(site: Site, **how: Any) -> Web:
    manners = Manners(delay=0, connect=2, read=2, total=4, retries=0)
    guard = Guard.allowing([f"127.0.0.1:{site.port}", f"press.example:{site.port}", f"www.press.example:{site.port}"])
    fetcher = Fetcher(manners, guard, resolver=lambda h, p: ["127.0.0.1"], sleep=lambda s: None)
    return Web(fetcher, **how)


def read(site: Site, path: str, host: str = "127.0.0.1", **how: Any) -> tuple[dict[str, Document], list[Issue]]:
    items = list(web(site, **how).read(site.at(path, host)))
    issues = [i for i in items if isinstance(i, Issue)]
    assert all(i.code in CODES and i.message and i.hint for i in issues)
    documents = [i for i in items if isinstance(i, Document)]
    assert len({d.id for d in documents}) == len(documents)
    return {d.id: d for d in documents}, [i for i in issues if i.code != "N010"]


def test_a_page_becomes_a_document_with_its_address(site: Site) -> None:
    meta = '<meta property="article:published_time" content="2025-03-04T10:00:00Z">'
    site.pages["/a"] = page(article(ARABIC, meta, "ar"))
    documents, issues = read(site, "/a?utm_source=x#y")
    assert not issues
    document = documents[site.at("/a")]
    assert ARABIC in document.text
    assert (document.url, document.published, document.language) == (site.at("/a"), "2025-03-04", "ar")
    assert document.publisher == "127.0.0.1" and document.origin is not None
    assert dict(document.origin.basis)["publisher"] == "domain"


def test_the_canonical_address_names_the_document(site: Site) -> None:
    site.pages["/a?id=1"] = page(article(ENGLISH, '<link rel="canonical" href="/visit">'))
    assert list(read(site, "/a?id=1")[0]) == [site.at("/visit")]


@pytest.mark.parametrize(
    "canonical", ["https://other.example/visit", "/", "file:///etc/passwd", "http://u:p@127.0.0.1/"]
)
def test_a_canonical_address_of_elsewhere_is_not_believed(site: Site, canonical: str) -> None:
    site.pages["/a"] = page(article(ENGLISH, f'<link rel="canonical" href="{canonical}">'))
    assert list(read(site, "/a")[0]) == [site.at("/a")]


def test_the_publisher_is_who_owns_the_domain(site: Site) -> None:
    site.pages["/a"] = page(article(ENGLISH, '<meta property="og:site_name" content="Somebody else">'))
    outlets = Outlets({"press.example": Outlet("press", "MA", name="The Press")})
    items = list(web(site, outlets=outlets).read(site.at("/a", "www.press.example")))
    assert [i.publisher for i in items if isinstance(i, Document)] == ["The Press"]
    assert not [i for i in items if isinstance(i, Issue)]


def test_publishers_without_a_card_are_told_once(site: Site) -> None:
    site.pages |= {"/f": page(rss(item("/a"), item("/b"))), "/a": page(article(ENGLISH)), "/b": page(article(ENGLISH))}
    issues = [i for i in web(site).read(site.at("/f")) if isinstance(i, Issue)]
    assert [(i.code, i.document) for i in issues] == [("N010", None)] and "127.0.0.1" in issues[0].message


@pytest.mark.parametrize("kind", ["text/html", "application/octet-stream", "text/plain", "application/rss+xml", ""])
def test_a_feed_is_told_by_its_content(site: Site, kind: str) -> None:
    site.pages |= {"/f": page(rss(item("/a", "<pubDate>Tue, 04 Mar 2025 23:30:00 -0500</pubDate>")), kind)}
    site.pages["/a"] = page(article(ENGLISH))
    documents, issues = read(site, "/f")
    assert not issues and documents[site.at("/a")].published == "2025-03-04"
    origin = documents[site.at("/a")].origin
    assert origin is not None and dict(origin.basis)["published"] == "feed"


def test_what_the_page_says_of_itself_goes_before_the_feed(site: Site) -> None:
    site.pages["/f"] = page(rss(item("/a", "<pubDate>Tue, 04 Mar 2025 23:30:00 -0500</pubDate>")))
    site.pages["/a"] = page(article(ENGLISH, '<meta property="article:published_time" content="2025-03-03">'))
    assert read(site, "/f")[0][site.at("/a")].published == "2025-03-03"


def test_one_dead_page_does_not_end_a_feed(site: Site) -> None:
    site.pages["/f"] = page(rss(*map(item, ("/a", "/gone", "/cut", "http://10.0.0.1/", "/loop", "/menu", "/f", "/b"))))
    site.pages |= {"/a": page(article(ENGLISH)), "/b": page(article(ARABIC)), "/loop": redirect("/loop")}
    site.pages |= {
        "/cut": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nx"),
        "/menu": page("<html><body></body></html>"),
    }
    documents, issues = read(site, "/f")
    assert list(documents) == [site.at("/a"), site.at("/b")]
    assert [i.code for i in issues] == ["N004", "N006", "N001", "N007", "D010", "D007"]
    assert all(i.document for i in issues)


def test_each_page_is_fetched_once(site: Site) -> None:
    site.pages |= {
        "/f": page(rss(item("/a"), item("/a#x"), item(site.at("/a?utm_medium=rss")))),
        "/a": page(article(ENGLISH)),
    }
    read(site, "/f")
    assert site.paths().count("/a") == 1


def test_long_feeds_are_cut_and_it_is_said(site: Site) -> None:
    site.pages |= {f"/{n}": page(article(ENGLISH)) for n in range(9)} | {
        "/f": page(rss(*(item(f"/{n}") for n in range(9))))
    }
    documents, issues = read(site, "/f", most=4)
    assert len(documents) == 4 and [i.code for i in issues] == ["N009"] and "5 pages" in issues[0].message
    assert "--max-pages 9" in issues[0].hint


def test_old_pages_are_left_out_unread(site: Site) -> None:
    dated = "<pubDate>Tue, 04 Mar 2025 10:00:00 GMT</pubDate>"
    site.pages["/f"] = page(rss(item("/old", dated), item("/new", dated.replace("04 Mar", "06 Mar")), item("/undated")))
    site.pages |= {p: page(article(ENGLISH)) for p in ("/old", "/new", "/undated")}
    assert list(read(site, "/f", since="2025-03-05")[0]) == [site.at("/new"), site.at("/undated")]


def test_a_sitemap_and_an_index_of_them(site: Site) -> None:
    packed = gzip.compress(sitemap(site.at("/b"), "https://other.example/x").encode())
    parts = [site.at("/one.xml"), site.at("/two.xml.gz"), site.at("/page")]
    site.pages |= {
        "/map": page(sitemap(*parts, root="sitemapindex", inner="sitemap"), "text/xml"),
        "/one.xml": page(sitemap(site.at("/a")), "text/xml"), "/two.xml.gz": page(packed, "application/gzip"),
        "/page": page(article(ENGLISH)), "/a": page(article(ENGLISH)), "/b": page(article(ARABIC)),
    }  # fmt: skip
    documents, issues = read(site, "/map")
    assert list(documents) == [site.at("/a"), site.at("/b")]
    assert [i.code for i in issues] == ["N008", "N009"] and "other sites" in issues[1].message


def test_an_index_that_lists_itself_ends(site: Site) -> None:
    site.pages["/map"] = page(sitemap(site.at("/map"), site.at("/map?2"), root="sitemapindex", inner="sitemap"))
    site.pages["/map?2"] = site.pages["/map"]
    _, issues = read(site, "/map")
    assert {i.code for i in issues} == {"N009"} and len(site.paths()) < 120


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize("root", ["rss", "urlset"])
def test_entities_are_neither_expanded_nor_fetched(root: str) -> None:
    for entity in ("&i;", "&x;"):
        inner = f"<channel><item><link>http://a.example/{entity}</link><title>{entity}</title></item></channel>"
        inner = f"<url><loc>http://a.example/{entity}</loc></url>" if root == "urlset" else inner
        found = listing_of(f'{BOMB}<!ENTITY x SYSTEM "file:///etc/passwd">]><{root}>{inner}</{root}>'.encode())
        assert found is not None and len(str(found)) < 2000 and "root:" not in str(found)


@pytest.mark.parametrize("data", [
    b"<rss", b"<rss><channel><item><link>", b"<urlset><url><loc>http://a.example/x", b"<feed>" * 5000,
    b"<urlset>\xff\xfe", b"<urlset><url><loc>http://a.example/&#xd800;</loc></url></urlset>",
    b"<rdf:RDF",
    "<rss><channel/></rss>".encode("utf-16"), b"<?xml version='1.0' encoding='nonsense'?><rss><channel/></rss>",
])  # fmt: skip
def test_broken_feeds_and_sitemaps_give_less_and_never_fail(data: bytes) -> None:
    found = listing_of(data)
    assert found is not None and not [e for e in found.entries if "a.example" in e.url]


@pytest.mark.parametrize("piece", [b"<?a?>", b"<!-- -->", b"<!DOCTYPE x>", b"<!DOCTYPE x [ ]>", b" \n", b"<?a"])
def test_no_beginning_holds_us_up(piece: bytes) -> None:
    """Patterns that look back take for ever here: this test would not end."""
    assert listing_of(piece * 1600 + b"<x>") is None
    assert listing_of(piece * 100 + b"<x>") is None
    assert format_of("x", "", piece * 140 + b"x") is None


@pytest.mark.parametrize("piece", [b"<?a > ?>", b"<!-- > -->", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"\n"])
def test_what_may_stand_before_the_root(piece: bytes) -> None:
    assert listing_of(piece * 3 + b"<urlset/>") is not None


def test_a_broken_feed_is_an_issue(site: Site) -> None:
    site.pages["/f"] = page("<rss><channel><item><link>")
    documents, issues = read(site, "/f")
    assert not documents and [i.code for i in issues] == ["N008"]


@pytest.mark.parametrize("data", [b"", b"<html><rss>", b"text <rss>", b"\x89PNG", b"<!doctype html><feed>"])
def test_what_is_no_feed(data: bytes) -> None:
    assert listing_of(data) is None


def test_a_feed_can_carry_its_texts(site: Site) -> None:
    html = f"<content:encoded><![CDATA[<p>{ENGLISH}</p><p>{ENGLISH}</p>]]></content:encoded>"
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    listing = listing_of(f"{head}{item('/a', html)}</channel></rss>".encode(), site.at("/f"))
    assert listing is not None
    [entry] = listing.entries
    documents = [i for i in web(site).carried(entry, site.at("/f")) if isinstance(i, Document)]
    assert [d.id for d in documents] == [site.at("/a")] and ENGLISH in documents[0].text and not site.seen


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (page(b"\xff\xd8\xff\xe0JFIF", "image/jpeg"), "D007"),
        (page(b"\x7fELF\x02\x01\x01\x00\x00", "text/html"), "D003"),
        (page(b"", "text/html"), "D010"),
        (status(404), "N004"),
    ],
)
def test_what_cannot_be_read_is_an_issue(site: Site, reply: Reply, code: str) -> None:
    site.pages["/a"] = reply
    documents, issues = read(site, "/a")
    assert not documents and [i.code for i in issues] == [code]


def test_wrong_and_missing_charsets(site: Site) -> None:
    body = article(ARABIC, lang="ar").replace("<meta charset=utf-8>", "")
    site.pages |= {
        "/1": page(body.encode("cp1256"), "text/html; charset=windows-1256"),
        "/2": page(body.encode(), "text/html; charset=iso-8859-1"),
        "/3": page(body.replace("<head>", "<head><meta charset=windows-1256>").encode("cp1256"), "text/html"),
    }
    for path in ("/1", "/2", "/3"):
        assert ARABIC in read(site, path)[0][site.at(path)].text


def test_plain_text_is_read_too(site: Site) -> None:
    site.pages["/a.txt"] = page(ARABIC, "text/plain; charset=utf-8")
    assert read(site, "/a.txt")[0][site.at("/a.txt")].text == ARABIC
