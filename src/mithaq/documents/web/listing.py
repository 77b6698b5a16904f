"""Bytes that may be a feed or a sitemap → the pages that it lists, or nothing when it is something else.

Feeds (RSS, Atom, RDF) are read by feedparser, which mends much; sitemaps (sitemaps.org, also packed, also those of
news) by lxml, without entities, network or DTD. What is broken beyond that gives fewer pages and a remark.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate
from io import BytesIO
from typing import Any, NamedTuple

from mithaq.documents.address import is_address
from mithaq.documents.html_meta import day_of, language_of
from mithaq.documents.web.body import gunzip
from mithaq.documents.workers import Failure

LARGEST = 10_000_000
_HEAD = 8192
_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|feed|rdf|urlset|sitemapindex)\b", re.IGNORECASE)
_BLANK = re.compile(r"\s*")
_SITEMAPS = ("urlset", "sitemapindex")


class Entry(NamedTuple):
    """One page that is listed. `published`: a day, or nothing; `changed`: when it last changed, as written; `html`: the
    whole text, where the feed carries it."""

    url: str
    title: str = ""
    published: str = ""
    changed: str = ""
    language: str = ""
    html: str = ""

    @property
    def day(self) -> str:
        """The last day that the listing dates the page to, or nothing."""
        return max(self.published, _day(self.changed))


@dataclass(frozen=True, slots=True)
class Listing:
    """`kind`: feed, sitemap, or index (a sitemap of sitemaps). `problem`: why it could not be read whole."""

    kind: str
    entries: tuple[Entry, ...] = ()
    title: str = ""
    problem: str = ""


Run = Callable[[Callable[[bytes, str], Listing], bytes, str], "Listing | Failure"]


def _here(parse: Callable[[bytes, str], Listing], data: bytes, more: str) -> Listing | Failure:
    return parse(data, more)


def listing_of(data: bytes, base: str = "", run: Run = _here) -> Listing | None:
    """Return what a feed or sitemap lists; None for anything else. `base`: its address, for relative links. `run`: what
    calls the parser, as `Extractor.call` does in a process that it may bring down."""
    data = gunzip(data, LARGEST)
    name = _root(_text(data[:_HEAD]))
    if name is None:
        return None
    kind = {"urlset": "sitemap", "sitemapindex": "index"}.get(name, "feed")
    if len(data) > LARGEST:
        return Listing(kind, problem=f"larger than {LARGEST / 1e6:g} MB")
    found = run(_sitemap, data, kind) if name in _SITEMAPS else run(_feed, data, base)
    if isinstance(found, Failure):
        return Listing(kind, problem=f"the {name} was put aside: it {found.detail}")
    return found


def is_listing(data: bytes) -> bool:
    """Tell whether this is a feed or sitemap, from its beginning only; nothing is parsed, and nothing raised."""
    if data.startswith(b"\x1f\x8b"):
        try:
            data = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(data, _HEAD)
        except zlib.error:
            return False
    return _root(_text(data[:_HEAD])) is not None


def _root(text: str) -> str | None:
    """Return the name of the first element, if it is one of a listing. Goes forward only: no text holds it up."""
    at = 0
    while True:
        blank = _BLANK.match(text, at)
        at = blank.end() if blank else at
        if text.startswith("<?", at):
            end = text.find("?>", at)
        elif text.startswith("<!--", at):
            end = text.find("-->", at)
        elif text[at : at + 9].lower() == "<!doctype" and text[at + 9 : at + 14].strip().lower() != "html":
            end = text.find(">", at)
            if (inner := text.find("[", at, max(end, at))) >= 0:
                end = text.find(">", max(text.find("]", inner), inner))
        else:
            found = _ROOT.match(text, at)
            return found[1].lower() if found else None
        if end < 0:
            return None
        at = text.find(">", end) + 1


def _text(head: bytes) -> str:
    """Decode enough to see the root element."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _feed(data: bytes, base: str) -> Listing:
    import feedparser

    headers = {"content-location": base} if base else {}
    try:  # a stream: feedparser would open a text that looks like a path or an address
        found = feedparser.parse(BytesIO(data), response_headers=headers, sanitize_html=False)
    except Exception as e:  # its lenient parser has faults of its own
        return Listing("feed", problem=f"the feed cannot be parsed ({type(e).__name__})")
    about = found.get("feed", {})
    language = _language(about.get("language"))
    atom = str(found.get("version", "")).startswith("atom")
    entries = tuple(entry for raw in found.get("entries", ()) if (entry := _entry(raw, language, atom)) is not None)
    problem = ""
    if found.get("bozo") and not entries:
        problem = f"the feed cannot be parsed ({str(found.get('bozo_exception'))[:150]})"
    return Listing("feed", entries, _words(about.get("title")), problem)


def _entry(raw: Any, language: str, atom: bool) -> Entry | None:
    links = [raw.get("feedburner_origlink"), raw.get("link"), raw.get("id")]
    url = next((link for link in links if isinstance(link, str) and is_address(link)), None)
    if url is None:
        return None
    names = ("published", "created") if atom else ("published", "created", "updated")  # dc:date of RSS
    dates = [raw.get(name) for name in names if name in raw]  # else feedparser answers with another date
    published = next((day for date in dates if isinstance(date, str) and (day := _day(date))), "")
    contents = [c.get("value") for c in raw.get("content", ()) if isinstance(c.get("value"), str)]
    own = _language(next((c.get("language") for c in raw.get("content", ()) if c.get("language")), ""))
    stamp = next((name for name in ("updated", "published") if name in raw), "")  # RSS has one date for both
    changed = _words(raw.get(stamp)) if stamp else ""
    return Entry(
        url.strip(), _words(raw.get("title")), published, changed, own or language,
        max(contents, key=len, default=""),
    )  # fmt: skip


def _sitemap(data: bytes, kind: str) -> Listing:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as e:
        return Listing(kind, problem=f"the sitemap cannot be parsed ({str(e)[:150]})")
    if tree is None:
        return Listing(kind, problem="the sitemap cannot be parsed")
    problem = f"the sitemap is broken ({parser.error_log[0].message[:150]})" if len(parser.error_log) else ""
    entries = tuple(_listed(tree, "sitemap" if kind == "index" else "url"))
    cut = bool(problem) and not data.rstrip().endswith(b">")
    return Listing(kind, entries[:-1] if cut else entries, problem=problem)  # an address that is cut off is another one


def _listed(tree: Any, name: str) -> Iterator[Entry]:
    for node in tree.iter(f"{{*}}{name}"):
        fields: dict[str, str] = {}
        own = _content(node)[0].rpartition("}")[0]
        for child in node.iter():
            tag, text = _content(child)
            if text:
                space, _, local = tag.rpartition("}")
                if space == own or "news" in space:  # not those of pictures and films
                    fields.setdefault(local, text)
        if url := fields.get("loc"):
            published, changed = _day(fields.get("publication_date", "")), fields.get("lastmod", "")
            yield Entry(url, fields.get("title", ""), published, changed, _language(fields.get("language")))


def _content(node: Any) -> tuple[str, str]:
    """Return the name and text of an element; nothing for comments and the like."""
    try:
        return (node.tag, (node.text or "").strip()) if isinstance(node.tag, str) else ("", "")
    except UnicodeDecodeError:  # `&#xd800;`: libxml2 lets half a character through, Python does not
        return "", ""


def _day(value: str) -> str:
    """Return the day of a date as feeds write it, in the zone that it is written in."""
    if day := day_of(value):
        return day
    try:
        parts = parsedate(value)
    except (ValueError, TypeError, IndexError):
        parts = None
    return f"{parts[0]:04}-{parts[1]:02}-{parts[2]:02}" if parts and 1970 <= parts[0] <= 2100 else ""


def _language(value: object) -> str:
    return language_of(value) or "" if isinstance(value, str) else ""


def _words(value: object) -> str:
    return " ".join(value.split())[:1000] if isinstance(value, str) else ""
