"""A text and its mentions → the claims that it makes: the claim stage on one page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mithaq.claims.assemble import assemble
from mithaq.claims.attribution import attribute
from mithaq.claims.cards import ANCHOR, NOUN, VERB, Card, CardIndex, Trigger
from mithaq.claims.context import complete
from mithaq.claims.draft import Draft
from mithaq.claims.fill import drafts_of
from mithaq.claims.items import ItemDetail, group_items
from mithaq.claims.kinds import Kind
from mithaq.claims.offices import positions
from mithaq.claims.outside import Scene
from mithaq.claims.own import own_states
from mithaq.claims.parse import parse
from mithaq.claims.reference import resolve
from mithaq.claims.scene import about_defence, build_scene
from mithaq.claims.sentence import Parsed
from mithaq.claims.thereof import counted_thereof
from mithaq.claims.told import Told
from mithaq.claims.voice import is_verb
from mithaq.claims.words import EMPTY, Clauses
from mithaq.model.claims import Claim
from mithaq.model.issues import Issue
from mithaq.model.mentions import Mention
from mithaq.model.text import READABLE, Sentence, Text
from mithaq.text.clitics import bare_forms

_LATIN = "en"
_CASES = frozenset({"in", "on", "to", "with", "from", "about", "for", "by", "under", "between"})
_SHORT = 3  # letters of a past tense without any ending
COVERS = frozenset({"organisation", "programme", "person", "item", "body", "place", "state", "title"})


@dataclass(frozen=True, slots=True)
class Grammar:
    """All the knowledge that the claim stage needs."""

    kinds: Mapping[str, Kind]
    cards: CardIndex
    clauses: Mapping[str, Clauses]
    names: Mapping[str, str] = field(default_factory=dict)
    version: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """For `mithaq try --why`: a card that was considered in a sentence, and why it gave nothing ('' if it did)."""

    sentence: int
    card: Card
    first: int
    last: int
    why: str


def read_claims(
    text: Text,
    mentions: Sequence[Mention],
    grammar: Grammar,
    trace: Callable[[Step], None] | None = None,
    *,
    published: str | None = None,
) -> tuple[tuple[Claim, ...], tuple[Issue, ...]]:
    """Return the document's claims in order of place, and the doubts met on the way.

    `published`: the document's date (EDTF) if known; `trace` is told of every card considered.
    """
    mentions = [m for m in mentions if text.sentence_at(m.start) is not None]  # tickers and other stories say nothing
    mentions = own_states(text, resolve(mentions), grammar.clauses)
    if not about_defence(mentions):
        return (), (Issue("C003", "nothing here is about defence or security between states", text.document.id),)
    parsed, details = _parse_all(text, mentions, grammar)
    scene = build_scene(text, mentions, grammar.kinds, details, published)
    drafts: list[Draft] = []
    for sentence in parsed:
        drafts += _read_sentence(sentence, grammar, scene, trace)
    drafts += positions(text, mentions, grammar.names, lambda at: text.sentence_at(at) or 0)
    attribute(parsed, drafts)
    complete(parsed, drafts, scene)
    return assemble(text, drafts, grammar.kinds, grammar.version), ()


def _parse_all(text: Text, mentions: Sequence[Mention], grammar: Grammar) -> tuple[list[Parsed], dict[int, ItemDetail]]:
    starts = [m.start for m in mentions]
    details: dict[int, ItemDetail] = {}
    told = Told(grammar.cards.moves)
    out: list[Parsed] = []
    for i, sentence in enumerate(text.sentences):
        if sentence.region not in READABLE:
            continue
        found = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        inside = [m for m in found if m.kind != "topic" or m.cls != "defence"]  # those only mark the field
        words = grammar.clauses.get(_language(text, sentence, grammar), EMPTY)
        grouped = told.read(i, text, sentence, group_items(text, sentence, inside, words), words)
        grouped = counted_thereof(text, sentence, grouped, words)
        told.resolve(i, grouped.details)
        details |= grouped.details
        parsed = parse(text, i, grouped.mentions, words)
        parsed.previous = out[-1] if out else None
        out.append(parsed)
    return out, details


def _language(text: Text, sentence: Sentence, grammar: Grammar) -> str:
    """The sentence's language; of a short one that tells none, the document's, else the first that Latin letters are
    tried in."""
    for language in (sentence.language, text.language):
        if language in grammar.clauses:
            return language
    return _LATIN


def _read_sentence(parsed: Parsed, grammar: Grammar, scene: Scene, trace: Callable[[Step], None] | None) -> list[Draft]:
    drafts: list[Draft] = []
    triggers = list(_triggers(parsed, grammar.cards))
    parsed.verbs = frozenset(t.first for t, barred in triggers if is_verb(t) and not barred)
    for trigger, barred in triggers:
        notes: list[str] = [barred] if barred else []
        made = [] if barred else drafts_of(parsed, trigger, scene, notes.append)
        drafts += made
        if trace is not None:
            why = "" if made else (notes[0] if notes else "no slot could be filled")
            trace(Step(parsed.index, trigger.card, trigger.first, trigger.last, why))
    return drafts


def _triggers(parsed: Parsed, cards: CardIndex) -> Iterator[tuple[Trigger, str]]:
    sentence = parsed.sentence
    words = cards.triggers(parsed.tokens, sentence.first, sentence.last, parsed.words.language)
    words = [t for t in words if not (_is_noun(parsed, t) or _determined(parsed, t))]
    verbs = {(t.first, t.card.id) for t in words if t.cls == VERB}
    words = [t for t in words if t.cls != NOUN or (t.first, t.card.id) not in verbs]
    for trigger in words:
        owner = parsed.owner.get(trigger.first)
        if owner is not None and parsed.mentions[owner].kind in COVERS:
            continue
        if not any(_governs(o, trigger) and not _bars_itself(parsed, o, trigger) for o in words):
            yield trigger, _barred(parsed, trigger)
    for card in cards.anchors:
        if card.language != parsed.words.language:
            continue
        kind, _, cls = card.anchor.partition(":")
        for i, mention in enumerate(parsed.mentions):
            if mention.kind == kind and (not cls or mention.cls == cls or cls in mention.traits):
                first, last = parsed.bounds[i]
                trigger = Trigger(card, first, last, ANCHOR, "", "")
                yield trigger, _barred(parsed, trigger)


def _determined(parsed: Parsed, trigger: Trigger) -> bool:
    """A form of a verb that stands where only a noun can: "la visite", "une commande"."""
    if trigger.cls != VERB or trigger.tense != "present" or trigger.first <= parsed.sentence.first:
        return False
    i = trigger.first - 1
    if parsed.tokens[i].form == "'" and i > parsed.sentence.first:
        i -= 1
    return parsed.tokens[i].form in parsed.words.determiners


def _governs(outer: Trigger, inner: Trigger) -> bool:
    """A longer word of the same kind holds this one, in its own tokens or in its second part."""
    if outer.card.kind != inner.card.kind:
        return False
    if inner.card.kind == "statement" and outer.first == inner.first and outer.card is not inner.card:
        return _reach(outer) > _reach(inner)
    if outer.size <= inner.size:
        return False
    parts = [(outer.first, outer.last), *([outer.tail] if outer.tail else [])]
    return any(first <= inner.first and inner.first < last for first, last in parts)


def _bars_itself(parsed: Parsed, outer: Trigger, inner: Trigger) -> bool:
    """Of two meanings of one verb of saying, one that is not read here does not stand in the way."""
    return outer.card.kind == "statement" and outer.first == inner.first and bool(_barred(parsed, outer))


def _reach(trigger: Trigger) -> tuple[int, int]:
    """One verb says one thing: the word of more tokens, then the one whose second part stands nearer."""
    return trigger.size, -(trigger.tail[0] if trigger.tail else trigger.last)


def _barred(parsed: Parsed, trigger: Trigger) -> str:
    """Why a trigger's card is not read here, '' when nothing bars it: `refuse` and `require` on a card are words that
    must not, or one of which must, stand in the clause. What is required must not be a part of an item's name
    ("personnel carriers"). A noun behind an infinitive particle is a verb ("to supply")."""
    card, at = trigger.card, trigger.first
    lone = trigger.cls == NOUN and trigger.last - at == 1 and at > parsed.sentence.first
    if lone and parsed.tokens[at - 1].form in parsed.words.infinitive:
        return "it is a verb here"
    if not card.refuse and not card.require:
        return ""
    first, last = parsed.clause(at)
    whole = (first, last) if parsed.index else (parsed.sentence.first, parsed.sentence.last)  # a headline is one clause
    if refused := sorted(card.refuse & {parsed.tokens[i].form for i in range(*whole)}):
        return f"`{refused[0]}` in the clause is a word that the card refuses"
    said = card.kind == "statement" and trigger.cls == VERB  # what is said may stand in a quotation of its own
    quoted = parsed.sentence.first if parsed.words.language != "ar" else at  # before the verb: "…", said the minister
    start = quoted if said else first
    held = not card.require or any(
        not card.require.isdisjoint(bare_forms(parsed.tokens[i].form)) and not _inside_item(parsed, i)
        for i in range(start, parsed.sentence.last if said else last)
    )
    return "" if held else "no word that the card requires stands in the clause"


def _inside_item(parsed: Parsed, i: int) -> bool:
    owner = parsed.owner.get(i)
    return owner is not None and parsed.mentions[owner].kind == "item" and parsed.bounds[owner][0] < i


def _is_noun(parsed: Parsed, trigger: Trigger) -> bool:
    """What looks like a past tense right behind an Arabic preposition or the thing it would be done with is a noun:
    "a cargo plane" is no plane that loaded."""
    words, before = parsed.words, trigger.first - 1
    if trigger.tense != "past" or trigger.cls != VERB or trigger.prefix or words.language != "ar":
        return False
    if before < parsed.sentence.first:
        return False
    governed = words.prepositions.get(parsed.tokens[before].form, "")
    if trigger.tail is not None:
        return bool(_CASES & set(governed.split("|"))) and parsed.tokens[before].form not in words.complementizers
    owner = parsed.owner.get(before)
    behind_item = owner is not None and parsed.mentions[owner].kind == "item"
    bare = parsed.text.view[parsed.tokens[trigger.first].start : parsed.tokens[trigger.first].end]
    return bool(_CASES & set(governed.split("|"))) or (behind_item and len(bare) <= _SHORT and trigger.size == 1)
