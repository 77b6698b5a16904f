"""Things with the words that tell of them, and the records of the articles → how well claims were joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from mithaq.evaluation.tally import f1, ratio
from mithaq.knowledge.yaml import Entry, load
from mithaq.model.claims import KINDS, Claim
from mithaq.model.records import Record
from mithaq.model.spans import Span


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing. `said`: document → words of it that tell the thing; `disputed`: slots in which they contradict."""

    id: str
    kind: str
    said: Mapping[str, str]
    disputed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Joined:
    """How well claims were joined; pairs are of tellings that were read. `lost`, `invented`: thing or record, slot."""

    told: int
    read: int
    gold_pairs: int
    found_pairs: int
    right_pairs: int
    planted: int
    lost: tuple[tuple[str, str], ...]
    invented: tuple[tuple[str, str], ...]
    split: tuple[str, ...]

    @property
    def pair_f1(self) -> float:
        """F1 over pairs of claims: both of one thing, both in one record."""
        return f1(ratio(self.right_pairs, self.found_pairs), ratio(self.right_pairs, self.gold_pairs))

    @property
    def contradictions(self) -> float:
        """The share of planted contradictions that the records show."""
        return 1 - len(self.lost) / self.planted if self.planted else 1.0


def load_things(path: Path) -> list[Thing]:
    """Read the file; what is not well formed raises `KnowledgeError` with its line."""
    return [_thing(entry) for entry in load(path)]


def _thing(entry: Entry) -> Thing:
    kind, said = entry.text("kind"), entry.get("said")
    if kind not in KINDS:
        raise entry.error(f"`{kind}` is not a kind")
    if not isinstance(said, Entry) or not said:
        raise entry.error("a thing needs `said`: document and words")
    words = {document: said.text(document) for document in said}
    return Thing(entry.text("id"), kind, words, frozenset(map(str, entry.list("disputed"))))


def score_things(
    things: Sequence[Thing], claims: Iterable[Claim], records: Iterable[Record], texts: Mapping[str, str]
) -> Joined:
    """Count. A told thing is read when a claim of its kind stands on its words; words that are not there raise."""
    by_place: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        by_place.setdefault((claim.document, claim.kind), []).append(claim)
    listed = list(records)
    home = {identity: record.id for record in listed for identity in record.claims}
    placed = [
        (thing.id, home[on.id])
        for thing in things
        for document, words in thing.said.items()
        if (on := _claim_on(_place(texts, document, words), by_place.get((document, thing.kind), ())))
        and on.id in home
    ]
    pairs = list(combinations(placed, 2))
    gold = [a[0] == b[0] for a, b in pairs]
    found = [a[1] == b[1] for a, b in pairs]
    shown = {(record.id, slot) for record in listed for slot, told in record.slots.items() if told.disputed}
    planted = {(thing.id, slot) for thing in things for slot in thing.disputed}
    seen = {(name, slot) for name, record in placed for at, slot in shown if at == record}
    meant = {(record, slot) for name, record in placed for of, slot in planted if of == name}
    homes = {thing.id: {record for name, record in placed if name == thing.id} for thing in things}
    return Joined(
        told=sum(len(thing.said) for thing in things),
        read=len(placed),
        gold_pairs=sum(gold),
        found_pairs=sum(found),
        right_pairs=sum(a and b for a, b in zip(gold, found, strict=True)),
        planted=len(planted),
        lost=tuple(sorted(planted - seen)),
        invented=tuple(sorted(shown - meant)),
        split=tuple(name for name, records_of in homes.items() if len(records_of) > 1),
    )


def _place(texts: Mapping[str, str], document: str, words: str) -> Span:
    start = texts[document].find(words)
    if start < 0:
        raise ValueError(f"{document} does not say: {words}")
    return Span(start, start + len(words))


def _claim_on(place: Span, claims: Sequence[Claim]) -> Claim | None:
    """Return the claim that stands most on the words; of several the one with the smaller id."""
    best: tuple[int, str] | None = None
    found = None
    for claim in claims:
        shared = sum(max(0, min(e.span.end, place.end) - max(e.span.start, place.start)) for e in claim.evidence)
        if shared and (best is None or (-shared, claim.id) < best):
            best, found = (-shared, claim.id), claim
    return found


def lines(joined: Joined) -> list[str]:
    """Return the figures as lines to print."""
    out = [
        f"records: {joined.read} of {joined.told} tellings read; pairs F1 {joined.pair_f1:.3f} "
        f"({joined.right_pairs} right, {joined.found_pairs} joined, {joined.gold_pairs} belong together)",
        f"records: {joined.planted - len(joined.lost)} of {joined.planted} planted contradictions shown, "
        f"{len(joined.invented)} invented",
    ]
    out += [f"  split: {name}" for name in joined.split]
    out += [f"  not shown: {name}, {slot}" for name, slot in joined.lost]
    return out + [f"  invented: {name}, {slot}" for name, slot in joined.invented]
