"""A document → what the reader saw in it: its mentions and the parts that were left out, in characters of the text."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import NamedTuple

from mithaq.knowledge.load import Knowledge
from mithaq.model.documents import Document
from mithaq.model.text import READABLE
from mithaq.pipeline import trace_document
from mithaq.web.passages import Mark

LONGEST = 60_000
_KEPT = 100
_GROUPS = {
    "state": "actor", "organisation": "actor", "pair": "actor", "body": "actor",
    "person": "person", "title": "person", "item": "item", "date": "when", "quantity": "much", "money": "much",
    "place": "where", "programme": "thing", "exercise": "thing", "agreement": "thing",
}  # fmt: skip
GROUPS = tuple(dict.fromkeys(_GROUPS.values()))


class Left(NamedTuple):
    """A part of the text that was not read: its kind of region, and its place."""

    kind: str
    start: int
    end: int


class Seen(NamedTuple):
    """What was seen in a text; `whole`: False when it was too long to look at its names."""

    mentions: tuple[Mark, ...]
    left_out: tuple[Left, ...]
    whole: bool


class Tracer:
    """Looks at documents, and keeps what it saw of the last ones."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Seen] = OrderedDict()
        self._lock = threading.Lock()

    def see(self, document: Document, knowledge: Knowledge) -> Seen:
        """Return what is seen in a document by the knowledge now in force."""
        key = f"{document.id} {document.sha256}"
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        seen = _seen(document, knowledge)
        with self._lock:
            self._kept[key] = seen
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return seen


def _seen(document: Document, knowledge: Knowledge) -> Seen:
    if len(document.text) > LONGEST:
        return Seen((), (), False)
    traced = trace_document(document, knowledge)
    text = traced.text
    mentions = []
    for mention in traced.mentions:
        group = _GROUPS.get(mention.kind)
        if group and mention.start < mention.end:
            span = text.span(mention.start, mention.end)
            mentions.append(Mark(span.start, span.end, f"m-{group}", mention.name or ""))
    out = []
    for region in text.regions:
        if region.kind not in READABLE and region.start < region.end:
            span = text.span(region.start, region.end)
            out.append(Left(region.kind, span.start, span.end))
    return Seen(tuple(mentions), tuple(out), True)
