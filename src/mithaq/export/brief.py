"""Records on two states, with their claims and documents → `Brief`: sections whose every line cites its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

from mithaq.claims.kinds import Kind
from mithaq.export.values import Label, no_label, shown, slot_shown
from mithaq.knowledge.yaml import parse
from mithaq.model.claims import Claim
from mithaq.model.documents import Document
from mithaq.model.records import Record

LANGUAGES = ("en", "ar", "fr")
ORDER = (
    "agreement", "transfer", "assistance", "exercise", "meeting", "membership",
    "training", "deployment", "cooperation", "position", "statement",
)  # fmt: skip
_DATED = ("date", "signed", "period", "since")
_MOST_QUOTES, _LONGEST = 3, 280


class Quote(NamedTuple):
    """Words of a document: the number of the document among the brief's sources, and what it says."""

    source: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section: its cells, and the quotes that it stands on."""

    cells: tuple[str, ...]
    quotes: tuple[Quote, ...]
    record: str


@dataclass(frozen=True, slots=True)
class Section:
    """A table of the brief."""

    id: str
    heading: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What a person reads. `words`: the page's own words in its language."""

    title: str
    language: str
    date: str
    counts: tuple[tuple[str, int], ...]
    sections: tuple[Section, ...]
    sources: tuple[Document, ...]
    words: Mapping[str, str]


@cache
def page_words(language: str) -> Mapping[str, str]:
    """Return the words of pages in one language."""
    text = resources.files("mithaq.export").joinpath("words.yml").read_text(encoding="utf-8")
    words: Mapping[str, str] = parse(text, "words.yml")[language]
    return words


@cache
def term_words(language: str) -> Mapping[str, str]:
    """Return the words for the contract's closed lists (stages, acts, areas) in one language."""
    text = resources.files("mithaq.export").joinpath("terms.yml").read_text(encoding="utf-8")
    return {term: words.get(language) or term for term, words in parse(text, "terms.yml").items()}


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the register holds for a brief: records, their claims by id and their documents by id."""

    records: Sequence[Record]
    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]


@dataclass(frozen=True, slots=True)
class Style:
    """How a brief is written: language, its date, labels of kinds and slots, names of ids."""

    language: str
    date: str
    kinds: Mapping[str, Kind]
    label: Label = no_label


def write_brief(states: tuple[str, str], held: Holdings, style: Style) -> Brief:
    """Compose the brief."""
    words = page_words(style.language)
    names = sorted({c.document for r in held.records for i in r.claims if (c := held.claims.get(i))})
    writer = _Writer(held, style, {name: number for number, name in enumerate(names, 1)})
    by_kind = {kind: [r for r in held.records if r.kind == kind] for kind in ORDER if kind in style.kinds}
    sections = [writer.timeline(held.records, words)]
    sections += [writer.table(style.kinds[kind], records) for kind, records in by_kind.items()]
    sections.append(writer.disputes(held.records, words))
    counts = [(_label(style.kinds[kind].labels, style.language, kind), len(rs)) for kind, rs in by_kind.items() if rs]
    both = " – ".join(style.label(state) or _name_of(state, held.claims.values()) for state in states)
    return Brief(
        title=f"{words['brief']}: {both}",
        language=style.language,
        date=style.date,
        counts=tuple(counts),
        sections=tuple(section for section in sections if section.lines),
        sources=tuple(held.documents[name] for name in names),
        words=words,
    )


def _label(labels: Mapping[str, str], language: str, otherwise: str) -> str:
    return labels.get(language) or labels.get("en") or otherwise


def _name_of(state: str, claims: Iterable[Claim]) -> str:
    values = (v for c in claims for vs in c.slots.values() for v in vs)
    return next((v.name for v in values if v.id == state and v.name), state)


@dataclass(frozen=True, slots=True)
class _Writer:
    held: Holdings
    style: Style
    numbers: Mapping[str, int]

    def quotes(self, identities: Iterable[str]) -> tuple[Quote, ...]:
        """Return the words of the surest claim of each document, of at most three documents."""
        best: dict[str, Claim] = {}
        for claim in sorted((self.held.claims[i] for i in identities if i in self.held.claims), key=_surest):
            best.setdefault(claim.document, claim)
        chosen = sorted(list(best.values())[:_MOST_QUOTES], key=lambda c: self.numbers[c.document])
        return tuple(Quote(self.numbers[c.document], self.words_of(c)) for c in chosen)

    def words_of(self, claim: Claim) -> str:
        """Return the words that a claim was read from, in the order of the text, none twice."""
        text = self.held.documents[claim.document].text
        joined: list[tuple[int, int]] = []
        for start, end in sorted(e.span for e in claim.evidence):
            if joined and start <= joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], max(joined[-1][1], end))
            else:
                joined.append((start, end))
        return _cut(" … ".join(text[start:end] for start, end in joined))

    def timeline(self, records: Sequence[Record], words: Mapping[str, str]) -> Section:
        dated = sorted((_first_date(r), r.kind, r.id, r) for r in records if _first_date(r))
        lines = [
            Line((date, self.kind_name(r), self.summary(r)), self.quotes(r.claims), r.id) for date, _, _, r in dated
        ]
        return Section("timeline", words["timeline"], (words["date"], words["kind"], words["what"]), tuple(lines))

    def table(self, kind: Kind, records: Sequence[Record]) -> Section:
        used = [slot for slot in kind.slots if any(slot in r.slots for r in records)]
        columns = [_label(kind.slots[slot].labels, self.style.language, slot) for slot in used]
        words = page_words(self.style.language)
        ordered = sorted(records, key=lambda r: (_first_date(r) or "9", r.id))
        lines = [
            Line(
                (*(self.cell(r, slot) for slot in used), words[r.modality], f"{r.confidence:.2f}"),
                self.quotes(r.claims),
                r.id,
            )
            for r in ordered
        ]
        heading = _label(kind.labels, self.style.language, kind.id)
        return Section(kind.id, heading, (*columns, "", words["confidence"]), tuple(lines))

    def disputes(self, records: Sequence[Record], words: Mapping[str, str]) -> Section:
        lines: list[Line] = []
        for record in records:
            for name, slot in record.slots.items():
                if not slot.disputed:
                    continue
                spec = self.style.kinds[record.kind].slots.get(name)
                label = _label(spec.labels, self.style.language, name) if spec else name
                agreed = [f"{self.value(v.value)} ({len(v.claims)})" for v in slot.agreed]
                others = [f"{self.value(v.value)} ({len(v.claims)})" for v in slot.disputed]
                said = f"{', '.join(agreed)} {words['against']} {', '.join(others)}"
                claims = [i for v in (*slot.disputed, *slot.agreed) for i in v.claims]
                lines.append(Line((self.summary(record), f"{label}: {said}"), self.quotes(claims), record.id))
        return Section("disputes", words["disputes"], (words["what"], words["disputes"]), tuple(lines))

    def kind_name(self, record: Record) -> str:
        return _label(self.style.kinds[record.kind].labels, self.style.language, record.kind)

    def value(self, value: Mapping[str, object]) -> str:
        words = page_words(self.style.language)
        return words.get(str(value.get("id"))) or shown(value, self.label)

    def label(self, identity: str) -> str | None:
        return self.style.label(identity) or term_words(self.style.language).get(identity)

    def cell(self, record: Record, slot: str) -> str:
        if slot in ("status", "action") and len(record.status_history) > 1:
            return " → ".join(f"{self.label(s['status'])} {s.get('date', '')}".strip() for s in record.status_history)
        return slot_shown(record.slots.get(slot), self.label)

    def summary(self, record: Record) -> str:
        values = (slot_shown(s, self.label) for name, s in record.slots.items() if name not in (*_DATED, "modality"))
        return " · ".join(v for v in values if v)


def _surest(claim: Claim) -> tuple[float, str]:
    return -claim.confidence, claim.id


def _first_date(record: Record) -> str:
    for slot in _DATED:
        if (found := record.slots.get(slot)) and found.agreed:
            return str(found.agreed[0].value.get("value") or "")
    return ""


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _LONGEST else flat[:_LONGEST].rsplit(" ", 1)[0] + " …"
