"""A text and spans in it → runs of characters for a page: the paragraph around some evidence, with its marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from mithaq.model.claims import Claim
from mithaq.model.spans import Span

_AROUND, _LONGEST = 260, 900


class Mark(NamedTuple):
    """A stretch of the text to be shown in a way of its own. `hint`: what it is, for people."""

    start: int
    end: int
    cls: str
    hint: str = ""


class Run(NamedTuple):
    """Characters that share all their marks. `refs`: numbers of notes that begin here."""

    text: str
    cls: str = ""
    hint: str = ""
    refs: tuple[int, ...] = ()


class Passage(NamedTuple):
    """A stretch of a document; `before`, `after`: something of its paragraph was left out there."""

    runs: tuple[Run, ...]
    before: bool
    after: bool


def runs(
    text: str, span: Span, marks: Iterable[Mark], refs: Mapping[int, Sequence[int]] | None = None
) -> tuple[Run, ...]:
    """Return the characters of a span, cut wherever a mark begins or ends or a note stands."""
    notes = refs or {}
    held = [m for m in marks if m.start < span.end and span.start < m.end]
    cuts = {span.start, span.end, *(p for p in notes if span.start <= p < span.end)}
    cuts |= {max(m.start, span.start) for m in held} | {min(m.end, span.end) for m in held}
    ordered = sorted(cuts)
    found: list[Run] = []
    for start, end in pairwise(ordered):
        over = [m for m in held if m.start <= start and end <= m.end]
        cls = " ".join(dict.fromkeys(m.cls for m in over))
        hint = " · ".join(dict.fromkeys(m.hint for m in over if m.hint))
        found.append(Run(text[start:end], cls, hint, tuple(notes.get(start, ()))))
    return tuple(found)


def passages(claim: Claim, text: str, labels: Mapping[str, str]) -> tuple[Passage, ...]:
    """Return the paragraphs of a claim's evidence, its words and the words of each value marked."""
    marks = [Mark(e.span.start, e.span.end, "e") for e in claim.evidence]
    for slot, values in claim.slots.items():
        marks += [Mark(v.span.start, v.span.end, "v", labels.get(slot, slot)) for v in values if v.span is not None]
    return tuple(
        Passage(runs(text, span, marks), not _begins(text, span.start), not _ends(text, span.end))
        for span in _stretches(claim, text)
    )


def _stretches(claim: Claim, text: str) -> list[Span]:
    found: list[Span] = []
    for span in sorted(_paragraph(text, e.span) for e in claim.evidence):
        if found and span.start <= found[-1].end + 1:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _paragraph(text: str, evidence: Span) -> Span:
    start = text.rfind("\n", 0, evidence.start) + 1
    end = text.find("\n", evidence.end)
    end = len(text) if end < 0 else end
    if end - start > _LONGEST:
        low, high = max(start, evidence.start - _AROUND), min(end, evidence.end + _AROUND)
        while start < low < evidence.start and not text[low - 1].isspace():
            low += 1
        while evidence.end < high < end and not text[high].isspace():
            high -= 1
        start, end = low, high
    return Span(start, end)


def _begins(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] == "\n"


def _ends(text: str, end: int) -> bool:
    return end >= len(text) or text[end] == "\n"
