"""Damaged archives, feeds, sitemaps, robots.txt, charsets and shards → results or issues; what `test_fuzz` leaves out.

`MITHAQ_FUZZ=2000 pytest tests/documents/test_fuzz.py tests/documents/test_fuzz_edges.py` tries that many of each kind.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.test_fuzz import PIECES, SEEDS, bounded, check, damaged
from tests.documents.test_kinds import AR, EN, PAGE

from mithaq.documents.charset import decode_page
from mithaq.documents.web.body import gunzip
from mithaq.documents.web.listing import is_listing, listing_of
from mithaq.documents.web.robots import Robots
from mithaq.model.errors import DocumentError
from mithaq.model.issues import CODES, Issue

RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{AR}</title><language>ar</language>
<item><title>{AR}</title><link>https://a.example/1</link><pubDate>Mon, 20 Oct 2025 10:00:00 GMT</pubDate>
<content:encoded><![CDATA[{PAGE}]]></content:encoded></item>
<item><title>{EN}</title><link>/2?a=1&amp;b=2</link><dc:date>2025-10-21T10:00:00Z</dc:date></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>x</title><entry><id>https://a.example/3</id>
<link href="https://a.example/3"/><updated>2025-10-20T10:00:00Z</updated><title>{EN}</title>
<content type="html">&lt;p&gt;{EN}&lt;/p&gt;</content></entry></feed>"""
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://a.example/4</loc>
<lastmod>2025-10-20</lastmod><news:news><news:publication_date>2025-10-20</news:publication_date>
<news:title>x</news:title></news:news></url><url><loc>https://a.example/5</loc></url></urlset>"""
INDEX = "<sitemapindex><sitemap><loc>https://a.example/s.xml</loc><lastmod>2025-10</lastmod></sitemap></sitemapindex>"
LISTINGS = {"rss": RSS, "atom": ATOM, "sitemap": SITEMAP, "index": INDEX}
ROBOTS = b"User-agent: *\nDisallow: /a*b$\nAllow: /\nCrawl-delay: 2.5\nSitemap: https://a.example/s.xml\n"
LABELS = ["utf-8", "windows-1256", "iso-8859-6", "utf-16", "ascii", "utf-7", "idna", "zip", "x" * 99, "\u0627", "rot13"]
WRITTEN = ["utf-8", "cp1256", "iso8859-6", "utf-16", "utf-16-be", "cp1252", "utf-8-sig", "cp720", "koi8-r"]


def tarred(mode: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in {"a.html": PAGE.encode(), "b/c.txt": AR.encode(), "d.txt.gz": gzip.compress(b"x y")}.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "../../etc/passwd"
        archive.addfile(link)
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz"])
def test_damaged_tars(name: str) -> None:
    @bounded
    @given(damaged(tarred("w:gz" if name.endswith("gz") else "w")))
    def run(data: bytes) -> None:
        check(data, name)

    run()


@pytest.mark.parametrize("name", ["a.tar.gz", "a.txt.gz", "a.warc.gz"])
def test_damaged_below_their_gzip(name: str) -> None:
    """Damage to the packed bytes stops at zlib; this goes to the parser behind it."""
    seeds = {"a.tar.gz": tarred("w"), "a.txt.gz": AR.encode("cp1256"), "a.warc.gz": SEEDS["a.warc"]}

    @bounded
    @given(damaged(seeds[name]))
    def run(data: bytes) -> None:
        check(gzip.compress(data, 1), name)

    run()


@pytest.mark.parametrize("kind", LISTINGS)
def test_damaged_feeds_and_sitemaps(kind: str) -> None:
    @bounded
    @given(damaged(LISTINGS[kind].encode()), st.booleans())
    def run(data: bytes, packed: bool) -> None:
        data = gzip.compress(data, 1) if packed else data
        try:
            found = listing_of(data, "https://a.example/feed")
        except DocumentError as e:  # it begins as gzip does, and is none
            assert e.code in CODES and data.startswith(b"\x1f\x8b")
            return
        assert is_listing(data) or found is None
        for entry in found.entries if found else ():
            assert entry.url and all(isinstance(field, str) for field in entry)
            assert not entry.published or len(entry.published) in (4, 7, 10)

    run()


@bounded
@given(damaged(ROBOTS) | st.binary(max_size=300), st.text(max_size=30))
def test_any_robots_txt_allows_or_forbids(data: bytes, path: str) -> None:
    rules = Robots(lambda address: (200, data))
    try:
        delay = rules.check(f"https://a.example/{path}")
    except DocumentError as e:
        assert e.code == "N002"
        return
    assert delay is None or delay == delay


@bounded
@given(
    st.sampled_from([AR, EN, PAGE, f'<meta charset="windows-1256"><p>{AR}']) | st.text(max_size=200),
    st.sampled_from(WRITTEN), st.sampled_from(LABELS), st.sampled_from(LABELS), st.binary(max_size=8),
)  # fmt: skip
def test_a_charset_that_is_declared_wrongly_is_never_an_exception(
    text: str, written: str, header: str, meta: str, end: bytes
) -> None:
    data = f"<meta charset={meta}>".encode() + text.encode(written, "replace") + end
    try:
        decoded = decode_page(data, f"text/html; charset={header}")
    except DocumentError as e:
        assert e.code in CODES
        return
    assert "\0" not in decoded.text and decoded.encoding
    decoded.text.encode("utf-8")


@bounded
@given(damaged(gzip.compress(RSS.encode())) | st.binary(max_size=200).map(lambda tail: b"\x1f\x8b\x08" + tail))
def test_packed_listings_unpack_or_say_so(data: bytes) -> None:
    try:
        assert len(gunzip(data, 5000)) <= max(5001, len(data))
    except DocumentError as e:
        assert e.code in CODES


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc", "a.jsonl", "a.wet.gz"])
def test_damaged_archives_of_a_corpus(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Shards of a corpus have a reader of their own, which has to find records in the middle of bytes."""
    pytest.importorskip("fastwarc")
    from mithaq.corpus.manifest import Archive, Manifest
    from mithaq.corpus.pages import Page, extracted, pages, rough_text
    from mithaq.corpus.shards import shards_of

    form = {"warc": "warc", "wet": "wet", "jsonl": "jsonl"}[name.split(".")[1]]
    seed = SEEDS["a.warc.gz" if form == "wet" else name]

    @bounded
    @given(damaged(seed), st.integers(200, 4000))
    def run(data: bytes, shard: int) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_bytes(data)
            manifest = Manifest((Archive(name, path, form, len(data)),), shard)
            places: list[int] = []
            for found in (item for shard in shards_of(manifest) for item in pages(shard, 200_000)):
                if isinstance(found, Issue):
                    assert found.code in CODES and found.hint
                    continue
                assert isinstance(found, Page)
                places.append(found.place)
                if not found.why:
                    assert isinstance(rough_text(found), str)
                    assert all(isinstance(item, Issue) or item.text for item in extracted(found, 200_000))
            assert len(set(places)) == len(places)

    run()


def test_the_pieces_reach_each_parser() -> None:
    """Guard the tests above: undamaged, their seeds are read."""
    assert all((found := listing_of(text.encode())) and found.entries for text in LISTINGS.values())
    assert PIECES and len(SEEDS) >= 13
