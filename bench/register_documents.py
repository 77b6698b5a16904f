"""Documents with what was read from them, and chance → other documents that say the same of other names and numbers.

States, items, persons, figures and years change, in the text and in the claims alike; every span still holds its text.
The sentences are no longer grammatical: they are for measuring stores, not readers.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from mithaq.documents import read_path
from mithaq.model.claims import Claim, Evidence, SlotValue
from mithaq.model.documents import Document
from mithaq.model.readings import Reading
from mithaq.model.spans import Span
from mithaq.pipeline import Reader

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
STATES = [a + b for a in "ABCDEFGHIKLMNPRSTUZ" for b in "AEIMNORTZ"]
_SYLLABLES = {
    True: [a + b for a in "بتجحدرسشعفقكلمن" for b in "اوي"],
    False: [a + b for a in "bdfgklmnrstvz" for b in ("a", "e", "i", "o", "ou")],
}
_ARABIC = re.compile("[\u0620-\u064a]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ORGAN = re.compile(r"([a-z]{2})(\..+)")
MOST_ITEMS, MOST_PERSONS = 60, 4_000

Pair = tuple[Document, Reading]


def originals(reader: Reader) -> list[Pair]:
    """Read examples/ and keep what claims were read from."""
    read = [(d, reader(d)) for d in read_path(EXAMPLES) if isinstance(d, Document)]
    return [(document, reading) for document, reading in read if reading.claims]


def documents(known: list[Pair], count: int, most: int | None = None, seed: int = 7) -> Iterator[Pair]:
    """Yield `count` documents with at most `most` claims each, the same ones for the same seed."""
    chance = random.Random(seed)
    for number in range(count):
        document, reading = chance.choice(known)
        few = replace(reading, claims=tuple(chance.sample(reading.claims, min(most or 999, len(reading.claims)))))
        yield _Change(document, chance).made(f"{number:07}.txt", few)


@cache
def _invented(number: int, arabic: bool, length: int = 3) -> str:
    word = "".join(random.Random(number * 8 + length).choices(_SYLLABLES[arabic], k=length))
    return word if arabic else word.capitalize()


@dataclass
class _Change:
    """What is changed in one document: the same name everywhere in the same way."""

    document: Document
    chance: random.Random
    states: dict[str, str] = field(default_factory=dict)
    things: dict[str, int] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    shifts: list[int] = field(default_factory=list)
    text: str = ""

    def made(self, name: str, reading: Reading) -> Pair:
        """Return the changed document and what is read from it."""
        self.years = self.chance.randrange(-12, 2)
        said = [(s, v) for c in reading.claims for s, vs in _all(c) for v in vs if v.span is not None and v.text]
        changed: dict[Span, tuple[SlotValue, str]] = {}
        for slot, value in sorted(said, key=lambda pair: len(pair[1].text or "")):
            assert value.span is not None
            if value.span not in changed and not any(value.span.overlaps(other) for other in changed):
                changed[value.span] = self._value(slot, value)
        self._rewrite({span: words for span, (_, words) in changed.items()})
        claims = tuple(self._claim(claim, name, changed) for claim in reading.claims)
        published = self._shifted(self.document.published or reading.published or "2024-05-01")
        new = replace(self.document, id=name, text=self.text, published=published, url=f"https://example.org/{name}")
        return new, replace(reading, claims=claims, issues=(), published=published)

    def _value(self, slot: str, value: SlotValue) -> tuple[SlotValue, str]:
        words, arabic = value.text or "", bool(_ARABIC.search(value.text or ""))
        if value.value is not None:
            if isinstance(value.value, int | float) and not isinstance(value.value, bool):
                figure = self.chance.randrange(2, int(abs(value.value)) * 2 + 8)
                return replace(value, value=figure), str(figure)
            day = self._shifted(str(value.value))
            return replace(value, value=day), _YEAR.sub(lambda m: str(int(m[0]) + self.years), words)
        if value.id and len(value.id) == 2 and value.id.isupper():
            code = self._state(value.id)
            words = _invented(STATES.index(code), arabic)
            return replace(value, id=code, name=_invented(STATES.index(code), False)), words
        if slot == "item":
            which = self._which(value.id or words, MOST_ITEMS)
            identity = f"{value.id}-{which}" if value.id else None
            return replace(value, id=identity, name=f"{value.name or words} {which}"), f"{words} {which}"
        if slot in ("person", "speaker") and value.id is None:
            which = self._which(words, MOST_PERSONS)
            names = [" ".join(_invented(which, script, n) for n in (3, 4)) for script in (False, arabic)]
            return replace(value, name=names[0]), names[1]
        return self._elsewhere(value), words

    def _elsewhere(self, value: SlotValue) -> SlotValue:
        organ = _ORGAN.fullmatch(value.id or "")
        return replace(value, id=self._state(organ[1].upper()).lower() + organ[2]) if organ else value

    def _state(self, code: str) -> str:
        return self.states.setdefault(code, self.chance.choice(STATES))

    def _which(self, name: str, most: int) -> int:
        return self.things.setdefault(name, int(most ** self.chance.random()))

    def _shifted(self, day: str) -> str:
        return _YEAR.sub(lambda m: str(int(m[0]) + self.years), day).replace("-02-29", "-02-28")

    def _rewrite(self, edits: dict[Span, str]) -> None:
        pieces, at, shift = [], 0, 0
        for span in sorted(edits):
            pieces += [self.document.text[at : span.start], edits[span]]
            at = span.end
            self.starts.append(span.start)
            self.ends.append(span.end)
            self.shifts.append(shift)
            shift += len(edits[span]) - (span.end - span.start)
        self.shifts.append(shift)
        self.text = "".join([*pieces, self.document.text[at:]])

    def _span(self, span: Span) -> Span:
        """Where a stretch of the old text stands in the new one; what cuts through a change takes it in."""
        first, last = bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)
        start = min(span.start, self.starts[first]) if first < len(self.starts) else span.start
        end = max(span.end, self.ends[last - 1]) if last else span.end
        return Span(start + self.shifts[first], end + self.shifts[last])

    def _claim(self, claim: Claim, name: str, changed: dict[Span, tuple[SlotValue, str]]) -> Claim:
        def moved(value: SlotValue) -> SlotValue:
            known = changed.get(value.span) if value.span else None
            if known is not None and known[0].text == value.text and known[0].basis == value.basis:
                value = known[0]
            elif value.id and len(value.id) == 2 and value.id.isupper():
                value = replace(value, id=self._state(value.id))
            else:
                value = self._elsewhere(value)
            if value.span is None:
                return value
            span = self._span(value.span)
            return replace(value, span=span, text=span.of(self.text))

        slots = {slot: tuple(map(moved, values)) for slot, values in claim.slots.items()}
        spans = [self._span(quote.span) for quote in claim.evidence]
        evidence = tuple(Evidence(span, span.of(self.text)) for span in spans)
        told = tuple(map(moved, claim.attribution))
        return replace(claim, document=name, slots=slots, evidence=evidence, attribution=told)


def _all(claim: Claim) -> Iterator[tuple[str, tuple[SlotValue, ...]]]:
    yield from claim.slots.items()
    yield "attribution", claim.attribution
