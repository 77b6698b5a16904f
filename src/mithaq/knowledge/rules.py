"""knowledge/rules/<language>/*.yml → the `CardIndex` of the claim stage, and the cards' own examples for the tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mithaq.claims.cards import NOUN, PARTICIPLE, PHRASE, VERB, Card, CardIndex, Word
from mithaq.claims.kinds import Kind
from mithaq.knowledge.inflect import inflect
from mithaq.knowledge.yaml import Entry, load
from mithaq.model.claims import MODALITIES
from mithaq.text.clean import fold

LANGUAGES = ("ar", "fr", "en")
FIELDS = frozenset(
    {"id", "kind", "frame", "set", "words", "slots", "needs", "modality", "context", "anchor", "weight", "voice"}
    | {"negatable", "examples", "refuses", "note", "seen", "refuse", "require"}
)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of our own on a card: the slots that a claim of the card's kind must hold, or None for a refusal."""

    card: str
    language: str
    text: str
    slots: Mapping[str, Any] | None
    modality: str | None
    where: str
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """The cards of all languages, indexed, and the examples they carry."""

    index: CardIndex
    examples: tuple[Example, ...]


def load_rules(folder: Path, language_folder: Path, kinds: Mapping[str, Kind]) -> Rules:
    """Read every card; raises KnowledgeError with file, line and card on the first malformed one."""
    words: dict[str, dict[str, list[Word]]] = {}
    cards: list[Card] = []
    examples: list[Example] = []
    proclitics: dict[str, list[str]] = {}
    verbal: dict[str, dict[str, list[str]]] = {}
    seen: set[str] = set()
    for language in LANGUAGES:
        table: defaultdict[str, list[Word]] = defaultdict(list)
        affixes = _affixes(language_folder / language / "morphology.yml")
        proclitics[language] = affixes.list("proclitics")
        verbal[language] = dict(affixes.get("verb_proclitics") or {})
        frames = _frames(folder / language / "frames.yml")
        for path in sorted((folder / language).glob("*.yml")):
            if path.name == "frames.yml":
                continue
            for entry in load(path):
                card = _card(entry, language, frames, kinds)
                if card.id in seen:
                    raise entry.error("another card has this id")
                seen.add(card.id)
                cards.append(card)
                _index(table, card, entry, affixes)
                examples += _examples(card, entry)
        words[language] = dict(table)
    index = CardIndex(words, [c for c in cards if c.anchor], cards, proclitics, verbal)
    return Rules(index, tuple(examples))


def _affixes(path: Path) -> Entry:
    return load(path) if path.is_file() else Entry()


def _frames(path: Path) -> Entry:
    return load(path) if path.is_file() else Entry()


def _card(entry: Entry, language: str, frames: Entry, kinds: Mapping[str, Kind]) -> Card:
    unknown = set(entry) - FIELDS
    if unknown:
        raise entry.error(f"unknown field `{sorted(unknown)[0]}`; a card has: {', '.join(sorted(FIELDS))}")
    kind = kinds.get(entry.text("kind"))
    if kind is None:
        raise entry.error(f"`kind: {entry.text('kind')}` is not one of {', '.join(sorted(kinds))}")
    slots = _slots(entry, frames, kind.id)
    _check_slots(entry, kind, slots)
    modality = entry.text("modality", "asserted")
    if modality not in MODALITIES:
        raise entry.error(f"`modality: {modality}` is not one of {', '.join(MODALITIES)}")
    return Card(
        id=entry.text("id"),
        kind=kind.id,
        language=language,
        fixed=dict(entry.get("set", {})),
        slots=slots,
        needs=tuple(entry.list("needs")),
        refuse=frozenset(fold(w) for w in entry.list("refuse")),
        require=frozenset(fold(w) for w in entry.list("require")),
        modality=modality,
        context=entry.text("context"),
        anchor=entry.text("anchor"),
        weight=float(entry.text("weight", "0.9")),
        voice=entry.text("voice"),
        negatable=entry.flag("negatable"),
        file=entry.file,
        line=entry.line,
    )


def _slots(entry: Entry, frames: Entry, kind: str) -> dict[str, tuple[str, ...]]:
    """The card's own places, over those of its frame, over the defaults of its kind; `none` takes a slot away."""
    frame = entry.text("frame")
    if frame and frame not in frames:
        raise entry.error(f"frame `{frame}` is not in frames.yml")
    defaults = (frames.get("defaults") or {}).get(kind) or {}
    own = entry.get("slots") or {}
    merged = {**(frames[frame] if frame else {}), **own}
    ordered = merged | {s: p for s, p in defaults.items() if s not in merged}
    return {s: tuple(p if isinstance(p, list) else [p]) for s, p in ordered.items() if p != "none"}


def _check_slots(entry: Entry, kind: Kind, slots: Mapping[str, tuple[str, ...]]) -> None:
    for slot in (*slots, *entry.get("set", {})):
        if slot not in kind.slots:
            raise entry.error(f"`{kind.id}` has no slot `{slot}`; it has: {', '.join(kind.slots)}")
    for slot, term in entry.get("set", {}).items():
        terms = kind.slots[slot].terms
        if terms and term not in terms:
            raise entry.error(f"`{slot}: {term}` is not one of {', '.join(terms)}")


def _index(table: dict[str, list[Word]], card: Card, entry: Entry, affixes: Entry) -> None:
    groups = entry.get("words", {})
    if not groups and not card.anchor:
        raise entry.error("a card needs `words` or an `anchor`")
    for cls in groups:
        if cls not in (VERB, NOUN, PARTICIPLE, PHRASE):
            raise entry.error(f"`words: {cls}` is not verb, noun, participle or phrase")
        for word in groups[cls] if isinstance(groups[cls], list) else [groups[cls]]:
            for form in inflect(word, cls, card.language, affixes):
                voice = form.voice or card.voice
                made = Word(card, form.tokens[1:], form.cls, form.tense, voice, " + " in word)
                if made not in table[form.tokens[0]]:
                    table[form.tokens[0]].append(made)


def _examples(card: Card, entry: Entry) -> list[Example]:
    out: list[Example] = []
    for good in entry.list("examples"):
        slots = good.get("slots", {})
        published = good.get("published")
        out.append(
            Example(card.id, card.language, good.text("text"), slots, good.get("modality"), _at(good), published)
        )
    for bad in entry.list("refuses"):
        text = bad if isinstance(bad, str) else bad.text("text")
        out.append(Example(card.id, card.language, text, None, None, f"{card.file}:{card.line}"))
    return out


def _at(entry: Entry) -> str:
    return f"{entry.file}:{entry.line}"
