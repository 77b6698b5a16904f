"""A plan, the web and a register → one round after the other: fetch what is new, read it, say what it changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from mithaq.documents.web.fetch import NOTHING
from mithaq.documents.web.listing import Entry
from mithaq.model.documents import Document
from mithaq.model.errors import DocumentError
from mithaq.model.issues import Issue, failure
from mithaq.watch.memory import Memory, recall, remember
from mithaq.watch.plan import Plan, Watched
from mithaq.watch.report import Read, Report, Told

if TYPE_CHECKING:
    from mithaq.documents.web import Web
    from mithaq.pipeline import Options, Reader
    from mithaq.register import Register

_MOST = 20_000  # of a feed that is watched, its own `limit` bounds what is read in a round


@dataclass(slots=True)
class Watcher:
    """Watches the feeds of a plan. `stop`: set by a signal; the page in hand is finished, then the round ends."""

    plan: Plan
    web: Web
    register: Register
    reader: Reader
    options: Options
    stop: threading.Event = field(default_factory=threading.Event)
    _memories: dict[str, Memory] = field(default_factory=dict)
    _read: list[Document] = field(default_factory=list)

    def round(self) -> Report:
        """Go through all feeds once; remember them when their pages are in the register, not before."""
        from mithaq.pipeline import read_items, refresh

        report = Report(datetime.now(UTC).isoformat(timespec="seconds"))
        kinds, known = (lambda: self.reader.knowledge.kinds), (lambda: self.reader.knowledge)
        refresh(self.register, kinds, known)  # what others have read is no news of this round
        self._memories, self._read = {}, []
        try:
            outcome = read_items(self._items(report), self.register, self.reader, self.options)
        finally:
            if self.web.extractor is not None:
                self.web.extractor.close()  # no process waits, or grows old, from one round to the next
        report.issues = tuple(outcome.issues)
        report.stopped = self.stop.is_set()
        if outcome.read:
            before = list(self.register.records())
            refresh(self.register, kinds, known)
            report.changes = tuple(self._changes(before))
        report.documents = tuple(self._documents())
        for url, memory in self._memories.items():
            remember(self.register, url, memory)
        return report

    def rounds(self, told: Callable[[Report], None]) -> Report:
        """Go round every so many minutes until `stop` is set; return the last report."""
        while True:
            report = self.round()
            told(report)
            if self.stop.wait(self.plan.every * 60):
                return report

    def _changes(self, before: list[Any]) -> Iterator[Any]:
        from mithaq.export.delta import record_changes

        yield from record_changes(before, self.register.records())

    def _documents(self) -> Iterator[Read]:
        for document in self._read:
            if self.register.stored(document.id) != (document.sha256, self.options.version):
                continue
            claims = sum(1 for _ in self.register.claims(document=document.id))
            yield Read(document.id, document.title, document.publisher, document.published, claims)

    def _items(self, report: Report) -> Iterator[Document | Issue]:
        for feed in self.plan.feeds:
            if self.stop.is_set():
                return
            told = Told(feed.name, feed.url)
            report.feeds.append(told)
            memory = recall(self.register, feed.url)
            yield from self._feed(feed, memory, told)
            self._memories[feed.url] = memory

    def _feed(self, feed: Watched, memory: Memory, told: Told) -> Iterator[Document | Issue]:
        """Yield what is new in one feed; whatever happens in it, the next one is not touched."""
        try:
            answer = self.web.fetcher.get(feed.url, memory.validators)
            if answer.status == 304:
                told.result = "unchanged"
                return
            listing = self.web.listing(answer)
        except DocumentError as e:
            yield Issue(e.code, f"{feed.name}: {feed.url} {e}", feed.url, hint=e.hint)
            return
        told.result = "read"
        if listing is None:  # a page by itself
            failed = False
            for item in self._kept(self.web.documents(answer)):
                failed = failed or (isinstance(item, Issue) and failure(item))
                yield item
            told.result = "failed" if failed else "read"
            memory.validators = NOTHING if failed else answer.validators
            return
        left = 0
        web = replace(self.web, since=feed.since, most=_MOST)
        for entry in web.entries(answer.url, listing):
            if self.stop.is_set():
                return
            if isinstance(entry, Issue):
                told.result = "failed" if entry.code == "N008" and not listing.entries else told.result
                yield entry
            elif memory.wanted(entry):
                if told.listed >= feed.limit:
                    left += 1
                    continue
                told.listed += 1
                yield from self._entry(feed, entry, memory, told)
        memory.validators = NOTHING if left else answer.validators
        if left:
            hint = f"they are read in the next round; or raise `limit` of the feed ({feed.limit})"
            yield Issue(
                "N009", f"{feed.name}: {left} new pages beyond the limit of a round were left for later", hint=hint
            )

    def _entry(self, feed: Watched, entry: Entry, memory: Memory, told: Told) -> Iterator[Document | Issue]:
        failed = False
        own = feed.text == "feed" and entry.html
        for item in self.web.carried(entry, feed.url) if own else self.web.page(entry):
            failed = failed or (isinstance(item, Issue) and failure(item))
            yield from self._kept(iter((item,)))
        memory.keep(entry, failed=failed)
        told.failed += failed

    def _kept(self, items: Iterator[Document | Issue]) -> Iterator[Document | Issue]:
        """Note the documents that are new or have changed."""
        for item in items:
            if isinstance(item, Document):
                stored = self.register.stored(item.id)
                if stored is None or stored[0] != item.sha256:
                    self._read.append(item)
            yield item
