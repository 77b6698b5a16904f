"""The cards under rules/ → problems: places and slots that nobody knows, words that clash, missing examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from mithaq.claims.cards import NOUN, PARTICIPLE, PHRASE, VERB
from mithaq.claims.circumstances import EDITION, is_circumstance
from mithaq.claims.kinds import Kind
from mithaq.claims.places import places
from mithaq.knowledge.inflect import inflect
from mithaq.knowledge.lint_language import COUNTED
from mithaq.knowledge.lint_problem import Problem, Source
from mithaq.knowledge.names import KINDS
from mithaq.knowledge.rules import FIELDS
from mithaq.knowledge.yaml import Entry
from mithaq.model.claims import MODALITIES
from mithaq.text.clean import fold
from mithaq.text.tokens import tokenize

# Places that are no argument: stretches of words (claims/phrases.py) and what the document supplies (claims/fill.py).
WORDS = frozenset({"title", "complement", "topics", "area"})
CONTEXT = frozenset({"topic", "pairs", "dyad", "owner", "earlier", "said"})
CLASSES = (VERB, NOUN, PARTICIPLE, PHRASE)
ANCHORS = KINDS | {"title", "quantity", "money", "date"}
DEFAULTS = "defaults"


@dataclass(slots=True)
class Language:
    """What the cards of one language are checked against, and what was seen in them."""

    code: str
    frames: Entry
    affixes: Entry
    prepositions: set[str]
    used: set[str] = field(default_factory=set)
    words: dict[tuple[str, str, tuple[str, ...]], list[Card]] = field(default_factory=dict)


class Card(NamedTuple):
    """One card as it is written, the file it stands in, and what it is checked against."""

    source: Source
    entry: Entry
    language: Language
    kinds: Mapping[str, Kind]

    def problem(self, code: str, message: str = "", words: str = "") -> Problem:
        """Report `code` at this card."""
        return self.source.problem(code, message, self.entry, words)


def check_cards(cards: Iterable[Card]) -> Iterator[Problem]:
    """Check all cards, each by itself and all together."""
    held: dict[str, Card] = {}
    for card in cards:
        first = held.setdefault(card.entry.text("id"), card)
        if first is not card:
            yield card.problem("K031", f"the other is in {first.source.name}:{first.entry.line}")
        yield from _card(card)
    for language in {id(c.language): c.language for c in held.values()}.values():
        yield from _clashes(language)


def _card(card: Card) -> Iterator[Problem]:
    entry = card.entry
    card.language.used.add(entry.text("frame"))
    for name in sorted(set(entry) - FIELDS):
        yield card.problem("K030", f"unknown field `{name}`", f"{name}:")
    kind = card.kinds.get(entry.text("kind"))
    if kind is None:
        yield card.problem("K030", f"`kind: {entry.text('kind')}` is not a kind of knowledge/kinds/", "kind:")
        return
    wanted = f"{card.language.code}.{kind.id}."
    if not entry.text("id").startswith(wanted) or card.source.path.stem.split("-")[0] != kind.id:
        yield card.problem("K040", f"`{wanted}…` is looked for in {kind.id}.yml or {kind.id}-*.yml")
    yield from _head(card)
    yield from _slots(card, kind)
    yield from _examples(card, kind)
    yield from _words(card)


def _head(card: Card) -> Iterator[Problem]:
    """The short fields of a card."""
    entry = card.entry
    modality = entry.text("modality", "asserted")
    if modality not in MODALITIES:
        yield card.problem("K030", f"`modality: {modality}` is not one of {', '.join(MODALITIES)}", "modality:")
    if entry.text("context") not in ("", "defence"):
        yield card.problem("K030", f"`context: {entry.text('context')}`; the one context is `defence`", "context:")
    try:
        sound = 0 < float(entry.text("weight", "0.9")) <= 1
    except ValueError:
        sound = False
    if not sound:
        yield card.problem("K030", f"`weight: {entry.text('weight')}` is not a number above 0 and up to 1", "weight:")
    anchor = entry.text("anchor").partition(":")[0]
    if anchor and anchor not in ANCHORS:
        yield card.problem("K044", f"`anchor: {entry.text('anchor')}`", "anchor:")
    for name in ("refuse", "require"):
        for word in entry.list(name):
            if len(tokenize(fold(str(word)))) != 1:
                yield card.problem("K043", f"`{name}: {word}` (folded: `{fold(str(word))}`)", f"{name}:")


def _slots(card: Card, kind: Kind) -> Iterator[Problem]:
    entry, language = card.entry, card.language
    frame = entry.text("frame")
    if frame and (frame not in language.frames or frame == DEFAULTS):
        yield card.problem("K035", f"`{frame}`", "frame:")
    taken = language.frames.get(frame) if frame in language.frames else {}
    needed = [n for need in entry.list("needs") for n in need.split("|")]
    for slot in (*(entry.get("slots") or {}), *(taken or {}), *entry.get("set", {}), *needed):
        if slot not in kind.slots:
            yield card.problem("K032", f"`{kind.id}` has no slot `{slot}`; it has: {', '.join(kind.slots)}", f"{slot}")
    for slot, term in entry.get("set", {}).items():
        terms = kind.slots[slot].terms if slot in kind.slots else ()
        if terms and term not in terms:
            yield card.problem("K033", f"`{slot}: {term}` is not one of {', '.join(terms)}", f"{slot}:")
    for slot, written in (entry.get("slots") or {}).items():
        for place in _listed(written):
            if why := unknown_place(place, language.prepositions):
                yield card.problem("K034", f"`{slot}: {place}` ({why})", f"{slot}:")


def check_frames(source: Source, language: Language, kinds: Mapping[str, Kind]) -> Iterator[Problem]:
    """Check the frames of one language, after its cards have said which they use."""
    for name, frame in language.frames.items():
        blocks = frame.items() if name == DEFAULTS else ((name, frame),)
        for kind, slots in blocks:
            if name == DEFAULTS and kind not in kinds:
                yield source.problem("K030", f"`{DEFAULTS}: {kind}` is not a kind", language.frames, f"{kind}:")
            for slot, written in slots.items():
                if name == DEFAULTS and kind in kinds and slot not in kinds[kind].slots:
                    yield source.problem("K032", f"`{kind}` has no slot `{slot}`", slots, f"{slot}:")
                for place in _listed(written):
                    if why := unknown_place(place, language.prepositions):
                        yield source.problem("K034", f"`{slot}: {place}` ({why})", slots, f"{slot}:")
        if name != DEFAULTS and name not in language.used:
            yield source.problem("K036", f"`{name}`", frame)


def unknown_place(place: str, prepositions: set[str]) -> str:
    """Why the engine does not know a place, '' when it does."""
    place = place.removeprefix("+")
    if place in ("none", *places(), *WORDS, *CONTEXT):
        return ""
    name, _, detail = place.partition(":")
    if (name == "count" or (name == "ordinal" and detail not in ("", EDITION))) and detail not in COUNTED:
        return f"`{name}:` is of {', '.join(sorted(COUNTED))}"
    if is_circumstance(place):
        return ""
    if name == "text":
        return "" if detail in prepositions else "no preposition has this name"
    argument, _, wanted = place.partition("!")
    unknown = [k for k in wanted.split("|") if k and k.partition(":")[0] not in ANCHORS]
    if unknown:
        return f"no mention is of kind `{unknown[0]}`"
    return "" if argument in places() or argument in prepositions else "no place and no preposition has this name"


def _listed(written: Any) -> list[str]:
    return [str(p) for p in written] if isinstance(written, list) else [str(written)]


def _examples(card: Card, kind: Kind) -> Iterator[Problem]:
    entry = card.entry
    examples = entry.list("examples")
    if len(examples) < 2:
        yield card.problem("K037", f"it has {len(examples)}", "examples:")
    if not entry.list("refuses"):
        yield card.problem("K038")
    for example in examples:
        if not isinstance(example, Entry) or not example.text("text"):
            yield card.problem("K030", "an example needs a `text`", "examples:")
            continue
        for slot in example.get("slots") or {}:
            if slot not in kind.slots:
                yield card.source.problem("K041", f"{entry.text('id')}: `{kind.id}` has no slot `{slot}`", example)
        if example.get("modality", "asserted") not in MODALITIES:
            yield card.source.problem("K041", f"{entry.text('id')}: `modality: {example.get('modality')}`", example)


def _words(card: Card) -> Iterator[Problem]:
    entry = card.entry
    groups = entry.get("words") or {}
    if not groups and not entry.text("anchor"):
        yield card.problem("K030", "a card needs `words` or an `anchor`")
    for cls, words in groups.items():
        if cls not in CLASSES:
            yield card.problem("K030", f"`words: {cls}` is not one of {', '.join(CLASSES)}", f"{cls}:")
            continue
        for word in words if isinstance(words, list) else [words]:
            made = inflect(str(word), cls, card.language.code, card.language.affixes)
            forms = {f.tokens for f in made if any(t[:1].isalnum() for t in f.tokens)}
            if not forms or not any(c.isalnum() for c in str(word)):
                yield card.problem("K042", f"`{word}` as a {cls}", str(word))
            for tokens in forms:
                held = card.language.words.setdefault((entry.text("kind"), cls, tokens), [])
                if card not in held:
                    held.append(card)


def _clashes(language: Language) -> Iterator[Problem]:
    """Words that two cards of a kind hold with contrary fixed slots; told once for each pair of cards."""
    pairs: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    by_id: dict[str, Card] = {}
    for (_, _, tokens), cards in language.words.items():
        for n, first in enumerate(cards):
            for other in cards[n + 1 :]:
                if _contrary(first.entry, other.entry):
                    by_id[other.entry.text("id")] = other
                    pairs[first.entry.text("id"), other.entry.text("id")].append(" ".join(tokens))
    for (name, other_name), words in pairs.items():
        shown = ", ".join(f"`{w}`" for w in sorted(words, key=len)[:3])
        yield by_id[other_name].problem("K039", f"{shown} with {name}")


def _contrary(a: Entry, b: Entry) -> bool:
    one, two = a.get("set") or {}, b.get("set") or {}
    apart = [e for e in (a, b) if e.list("require")]
    return not apart and any(one[slot] != two[slot] for slot in one if slot in two)
