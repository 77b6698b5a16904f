"""A cleaned view of a document with its regions, sentences and tokens; each position maps back to the original."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from mithaq.model.documents import Document
from mithaq.model.spans import Span

READABLE = frozenset({"body", "headline", "post"})


class Token(NamedTuple):
    """A word, number or punctuation mark, `[start, end)` in view coordinates; `form` is the view's own text."""

    start: int
    end: int
    form: str


class Region(NamedTuple):
    """A stretch of the view of one nature.

    `kind`: body, headline, dateline, post (a quoted post by somebody), ticker, related, caption, share, comment,
    boilerplate. Only body, headline and post are read for claims. `reason`: why it was judged so.
    """

    kind: str
    start: int
    end: int
    reason: str = ""


class Sentence(NamedTuple):
    """A sentence `[start, end)` in the view; `first`/`last` index the text's tokens (half-open); `paragraph` counts
    from 0 and is shared by the sentences of one paragraph; `region` is the kind of the region it stands in."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int
    region: str
    language: str


@dataclass(frozen=True, slots=True)
class Text:
    """The cleaned view of one document.

    `view`: folded for matching (case, Arabic letter variants, digits, quotes); never shown to people. `offsets[i]`
    is the original index of view character `i`; `offsets[len(view)]` is the length of the original.
    """

    document: Document
    view: str
    offsets: array[int]
    regions: tuple[Region, ...]
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    language: str

    def span(self, start: int, end: int) -> Span:
        """Map view `[start, end)` to the original; the end is exclusive of characters dropped after the last one."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def original(self, start: int, end: int) -> str:
        """Return the original characters of view `[start, end)`."""
        return self.document.text[self.offsets[start] : self.offsets[end - 1] + 1]

    def sentence_at(self, position: int) -> int | None:
        """Index of the sentence that holds view `position`, or None between sentences."""
        i = bisect_right(self.sentences, position, key=lambda s: s.start) - 1
        return i if i >= 0 and position < self.sentences[i].end else None
