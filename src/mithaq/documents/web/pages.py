"""The address of a page, feed or sitemap → its documents and issues, as they come.

What an address leads to is told from the content, not from what the server says it is. The id of a document is its
normal address: the canonical one that the page declares, if that is on the same site.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO

from mithaq.documents.address import host_of, normal, same_site
from mithaq.documents.extract import extract_part
from mithaq.documents.guarded import Extractor, Task
from mithaq.documents.limits import Limits
from mithaq.documents.parts import Part
from mithaq.documents.web.fetch import Answer, Fetcher
from mithaq.documents.web.listing import Entry, Listing, is_listing, listing_of
from mithaq.model.documents import Document, Origin
from mithaq.model.errors import DocumentError
from mithaq.model.issues import Issue
from mithaq.records.sources import Outlets

_HEAD = 1024
_DEEPEST = 3
_MOST_SITEMAPS = 100


@dataclass(slots=True)
class Web:
    """Reads addresses with one fetcher. `most`: pages of one feed or sitemap; `since`: leave out what a feed or sitemap
    dates before this day; `outlets`: who publishes what; `extractor`: the process that opens pages and parses listings,
    which they may bring down; None: this one, unprotected."""

    fetcher: Fetcher
    outlets: Outlets = field(default_factory=Outlets)
    most: int = 200
    since: str = ""
    limits: Limits = field(default_factory=Limits)
    extractor: Extractor | None = None
    _strangers: set[str] = field(default_factory=set)

    def read(self, address: str) -> Iterator[Document | Issue]:
        """Yield the documents of a page, or of the pages that a feed or sitemap lists, and issues."""
        try:
            answer = self.fetcher.get(address)
            listing = self.listing(answer)
        except DocumentError as e:
            yield _issue(e, address)
            return
        if listing is None:
            yield from self.documents(answer)
        else:
            yield from self._pages(answer.url, listing)

    def page(self, entry: Entry) -> Iterator[Document | Issue]:
        """Yield the documents of one page that a feed or sitemap lists."""
        try:
            answer = self.fetcher.get(entry.url)
        except DocumentError as e:
            yield _issue(e, entry.url)
            return
        if is_listing(answer.body):
            yield Issue("D007", f"{entry.url} is a feed inside a feed", entry.url, hint="give its address by itself")
            return
        yield from self.documents(answer, entry)

    def listing(self, answer: Answer) -> Listing | None:
        """Return what an answer lists; None for other things. Raises DocumentError when it is packed badly."""
        if self.extractor is None:
            return listing_of(answer.body, answer.url)
        return listing_of(answer.body, answer.url, self.extractor.call)

    def documents(self, answer: Answer, entry: Entry | None = None) -> Iterator[Document | Issue]:
        """Yield what is in an answer; `entry`: what a feed says of the page, believed where the page says nothing."""
        known = _known(entry) if entry else {}
        yield from self._named(self._extracted(answer.body, answer.content_type, answer.url, known), answer.url)

    def _extracted(
        self, data: bytes, media_type: str, url: str, known: Mapping[str, tuple[str, str]]
    ) -> Iterator[Document | Issue]:
        if self.extractor is not None:
            return self.extractor(Task(data, url, media_type, url, tuple(known.items())))
        return extract_part(Part(url, BytesIO(data), media_type, url, known), self.limits, data[:_HEAD])

    def carried(self, entry: Entry, feed: str) -> Iterator[Document | Issue]:
        """Yield the document that a feed carries whole; nothing is fetched."""
        try:
            url = normal(entry.url, feed)
        except DocumentError as e:
            yield _issue(e, entry.url)
            return
        page = f"<!doctype html><html><body><article>{entry.html}</article></body></html>".encode("utf-8", "replace")
        yield from self._named(self._extracted(page, "text/html; charset=utf-8", url, _known(entry)), url)

    def _named(self, items: Iterator[Document | Issue], url: str) -> Iterator[Document | Issue]:
        for item in items:
            if isinstance(item, Issue):
                yield item
                continue
            document = self._published(item if item.id != url else replace(item, id=_own_address(item, url)))
            host = host_of(url)
            if self.outlets.card(url, None) is None and host not in self._strangers:
                self._strangers.add(host)
                hint = "if it matters, write a card: docs/how-to/add-a-source.md"
                yield Issue(
                    "N010", f"{host} has no card; its pages count as those of a publisher of that name", hint=hint
                )
            yield document

    def _published(self, document: Document) -> Document:
        """Say who publishes a document: the card of its domain, else what the page says, else the domain."""
        card = self.outlets.card(document.url, None)
        name = card.name or card.id if card else document.publisher or host_of(document.url or "")
        if name == document.publisher:
            return document
        origin = _told(document.origin, "source card" if card else "domain")
        return replace(document, publisher=name, origin=origin)

    def _pages(self, url: str, listing: Listing) -> Iterator[Document | Issue]:
        seen: set[str] = set()
        for entry in self.entries(url, listing, seen):
            if isinstance(entry, Issue):
                yield entry
            else:
                yield from self.page(entry)

    def entries(self, url: str, listing: Listing, seen: set[str] | None = None) -> Iterator[Entry | Issue]:
        """Yield the pages that a feed or sitemap lists, each once with its normal address, those of an index too; and
        issues for what is left out."""
        seen = set() if seen is None else seen
        left = foreign = 0
        for item in self._walk(url, listing, 0, [0]):
            if isinstance(item, Issue):
                yield item
                continue
            base, kind, entry = item
            try:
                entry = entry._replace(url=normal(entry.url, base))
            except DocumentError as e:
                yield _issue(e, f"a page of {base}:")
                continue
            if entry.url in seen or "" < entry.day < self.since:
                continue
            seen.add(entry.url)
            if kind == "sitemap" and not same_site(entry.url, base):
                foreign += 1
            elif len(seen) - foreign - left > self.most:
                left += 1
            else:
                yield entry
        if left:
            hint = f"raise the limit: --max-pages {left + self.most}"
            yield Issue("N009", f"{url} lists {left} pages beyond the limit of {self.most}", hint=hint)
        if foreign:
            hint = "give the sitemaps of those sites by themselves"
            yield Issue("N009", f"{url} lists {foreign} pages of other sites, which were left out", hint=hint)

    def _walk(
        self, url: str, listing: Listing, depth: int, asked: list[int]
    ) -> Iterator[tuple[str, str, Entry] | Issue]:
        """Yield the entries of a listing and of the sitemaps that it lists, each with where it stands."""
        if listing.problem:
            yield Issue("N008", f"{url}: {listing.problem}", url, hint="open it in a browser; tell its operator")
        if listing.kind != "index":
            yield from ((url, listing.kind, entry) for entry in listing.entries)
            return
        for entry in listing.entries:
            asked[0] += 1
            if depth >= _DEEPEST or asked[0] > _MOST_SITEMAPS:
                hint = "give the sitemaps that you want by themselves"
                yield Issue("N009", f"{url} lists more sitemaps than Mithaq follows", hint=hint)
                return
            if "" < entry.day < self.since:
                continue
            try:
                answer = self.fetcher.get(normal(entry.url, url))
                inner = self.listing(answer)
            except DocumentError as e:
                yield _issue(e, entry.url)
                continue
            if inner is None or inner.kind == "feed":
                yield Issue("N008", f"{entry.url} is no sitemap", entry.url, hint="tell the site's operator")
            else:
                yield from self._walk(answer.url, inner, depth + 1, asked)


def _known(entry: Entry) -> Mapping[str, tuple[str, str]]:
    fields = {"title": entry.title, "published": entry.published, "language": entry.language}
    return {name: (value, "feed") for name, value in fields.items() if value}


def _own_address(document: Document, url: str) -> str:
    """Return the address that a page calls its own, unless it is of another site or the site's front page."""
    try:
        own = normal(document.url or url, url)
    except DocumentError:
        return url
    front = own.partition("://")[2].partition("/")[2] == ""
    return own if same_site(own, url) and not front else url


def _told(origin: Origin | None, basis: str) -> Origin | None:
    if origin is None:
        return None
    return replace(origin, basis=tuple(sorted({**dict(origin.basis), "publisher": basis}.items())))


def _issue(error: DocumentError, address: str) -> Issue:
    return Issue(error.code, f"{address} {error}", address, hint=error.hint)
