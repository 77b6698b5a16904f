"""Whatever the bytes of a feed or sitemap are: a listing or nothing, never an exception."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mithaq.documents.web.listing import listing_of

TAGS = st.sampled_from([
    "rss", "channel", "item", "title", "link", "pubDate", "guid", "content:encoded", "feed", "entry", "updated", "id",
    "url", "loc", "lastmod", "sitemap", "news:title", "dc:date",
])  # fmt: skip
WORDS = st.text(max_size=20) | st.sampled_from([
    "http://a.example/1", "&amp;", "&lol;", "]]>", "<![CDATA[x", "Tue, 04 Mar 2025 10:00:00 GMT", "2025-13-45",
    "&#x110000;", "http://[::1", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "<!--",
])  # fmt: skip
NODES = st.recursive(
    WORDS,
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=4), st.booleans()).map(
        lambda node: f"<{node[0]}>{''.join(node[1])}" + (f"</{node[0]}>" if node[2] else "")
    ),
    max_leaves=12,
)
ROOTS = st.sampled_from(["<rss>", "<feed>", "<urlset>", "<sitemapindex>", "<?xml version='1.0' encoding='x'?><rss>"])


@settings(max_examples=40, deadline=None)
@given(ROOTS, st.lists(NODES, max_size=5), st.sampled_from(["utf-8", "utf-16", "cp1256"]), st.binary(max_size=6))
def test_any_feed_is_a_listing_or_nothing(root: str, nodes: list[str], encoding: str, end: bytes) -> None:
    found = listing_of((root + "".join(nodes)).encode(encoding, "replace") + end, "http://a.example/f")
    assert found is None or all(isinstance(field, str) for entry in found.entries for field in entry)
