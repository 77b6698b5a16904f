"""Valency cards → an index of trigger words: which word evokes which kind of claim, and where its slots stand.

A card says for the words of one meaning: the kind, fixed slots (`set`), the places where the other slots are found,
and what must be there. Words are stored folded in all their forms, by first token.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mithaq.model.text import Token

# How a trigger stands in its sentence decides where its arguments are looked for.
GAP = 14  # tokens that may stand between the two parts of an Arabic verb
STOPS = frozenset(".;:!?")
REMEMBERED = 50_000  # token forms whose look-up is kept in memory
VERB, NOUN, PARTICIPLE, PHRASE, ANCHOR = "verb", "noun", "participle", "phrase", "anchor"


@dataclass(frozen=True, slots=True)
class Card:
    """One meaning. `slots`: slot → places, best first. `needs`: slots without which the card does not fire; an
    alternative is written `a|b`. `context`: `defence` when the sentence or document must be about defence.
    `anchor`: the mention kind (or `kind:class`) that evokes it instead of words. `weight`: its base confidence.
    """

    id: str
    kind: str
    language: str
    fixed: Mapping[str, str] = field(default_factory=dict)
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    refuse: frozenset[str] = frozenset()
    require: frozenset[str] = frozenset()
    modality: str = "asserted"
    context: str = ""
    anchor: str = ""
    weight: float = 0.9
    voice: str = ""
    negatable: bool = False
    file: str = ""
    line: int = 0


class Word(NamedTuple):
    """One form of one card's word: the tokens after the first, its class and tense (past, present, future, '').
    `parted`: written `head + rest`, so that in Arabic the subject may stand between."""

    card: Card
    rest: tuple[str, ...]
    cls: str
    tense: str = ""
    voice: str = ""
    parted: bool = False


class Trigger(NamedTuple):
    """A card's word found in a text: token indexes `[first, last)`; `tense` and `voice` as its form shows. `tail`: the
    tokens of its second part when the subject stands between (Arabic "approved France the sale of")."""

    card: Card
    first: int
    last: int
    cls: str
    tense: str
    voice: str
    prefix: str = ""
    tail: tuple[int, int] | None = None

    @property
    def size(self) -> int:
        """How many tokens the word has, in one part or two."""
        return self.last - self.first + (self.tail[1] - self.tail[0] if self.tail else 0)


@dataclass(slots=True)
class CardIndex:
    """All cards of all languages. `words[language][form]`: the words that begin with this token form. `proclitics`:
    what may be glued before a word; `verbal[language][tense]`: which of these may stand before a verb of that tense."""

    words: Mapping[str, Mapping[str, Sequence[Word]]]
    anchors: Sequence[Card]
    cards: Sequence[Card]
    proclitics: Mapping[str, Sequence[str]] = field(default_factory=dict)
    verbal: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    _seen: dict[tuple[str, str], Sequence[tuple[Word, str]]] = field(default_factory=dict, repr=False)
    _forms: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict, repr=False)

    def triggers(self, tokens: Sequence[Token], first: int, last: int, language: str) -> list[Trigger]:
        """Return the triggers in `tokens[first:last]`, the longest match of each card at each place."""
        table = self.words.get(language, {})
        found: list[Trigger] = []
        for i in range(first, last):
            for word, prefix in self._entries(table, tokens[i].form, language):
                place = self._rest(tokens, word, i, last, language)
                if place is not None:
                    end, tail = place
                    found.append(Trigger(word.card, i, end, word.cls, word.tense, word.voice, prefix, tail))
        return _one_reading(_longest(found))

    def moves(self, form: str, language: str) -> bool:
        """Tell whether a folded form is a past, a future or a participle of a verb that a card of transfers knows."""
        return any(
            word.card.kind == "transfer" and (word.cls == PARTICIPLE or (word.cls == VERB and word.tense != "present"))
            for word, _ in self._entries(self.words.get(language, {}), form, language)
        )

    def _rest(
        self, tokens: Sequence[Token], word: Word, i: int, last: int, language: str
    ) -> tuple[int, tuple[int, int] | None] | None:
        """Where the rest of a word stands: right behind its head, or after the subject of an Arabic verb."""
        size = len(word.rest)
        if i + 1 + size <= last and all(tokens[i + 1 + k].form == w for k, w in enumerate(word.rest)):
            return i + 1 + size, None
        if language != "ar" or not word.parted:
            return None
        for j in range(i + 2, min(i + GAP, last - size + 1)):
            if tokens[j - 1].form in STOPS:
                return None
            head = word.rest[0] in self._bares(tokens[j].form, language)
            if head and all(tokens[j + k].form == word.rest[k] for k in range(1, size)):
                return i + 1, (j, j + size)
        return None

    def _bares(self, form: str, language: str) -> frozenset[str]:
        """The words that a token may be when its clitics are taken off; remembered by token."""
        known = self._forms.get((language, form))
        if known is None:
            known = frozenset(bare for bare, _ in self._bare(form, language))
            if len(self._forms) < REMEMBERED:
                self._forms[(language, form)] = known
        return known

    def _entries(self, table: Mapping[str, Sequence[Word]], form: str, language: str) -> Sequence[tuple[Word, str]]:
        """The words that a token may begin, each with the clitics taken off; remembered by token."""
        key = (language, form)
        known = self._seen.get(key)
        if known is None:
            known = [
                (word, prefix)
                for bare, prefix in self._bare(form, language)
                for word in table.get(bare, ())
                if self._may_begin(word, prefix, language)
            ]
            if len(self._seen) < REMEMBERED:
                self._seen[key] = known
        return known

    def _may_begin(self, word: Word, prefix: str, language: str) -> bool:
        """A preposition glued before what looks like a verb shows that it is a noun."""
        allowed = self.verbal.get(language, {}).get(word.tense) if word.cls == VERB else None
        return not prefix or allowed is None or prefix in allowed

    def _bare(self, form: str, language: str) -> Iterable[tuple[str, str]]:
        yield form, ""
        for prefix in self.proclitics.get(language, ()):
            if form.startswith(prefix) and len(form) - len(prefix) > 2:
                yield form[len(prefix) :], prefix
                if prefix.endswith("لل"):
                    yield "ال" + form[len(prefix) :], prefix


def _one_reading(found: list[Trigger]) -> list[Trigger]:
    """A form that may be a past and a present of two cards of one kind is read as the past."""
    past = {(t.first, t.card.kind) for t in found if t.tense == "past"}
    return [t for t in found if t.tense != "present" or (t.first, t.card.kind) not in past]


def _covers(t: Trigger, other: Trigger) -> bool:
    """A trigger of the same card holds the other; one word as verb and as noun is left for the sentence to tell."""
    same = t.card is other.card and t.first <= other.first and other.last <= t.last
    return same and not (t.first == other.first and t.size == other.size and {t.cls, other.cls} == {VERB, NOUN})


def _longest(found: list[Trigger]) -> list[Trigger]:
    """Of one card's overlapping triggers of a word class keep the longest; of equal ones the one with the shortest
    prefix."""
    best: dict[tuple[str, int, bool], Trigger] = {}
    for trigger in found:
        key = (trigger.card.id, trigger.first, trigger.cls == NOUN)
        old = best.get(key)
        if old is None or (trigger.size, -len(trigger.prefix)) > (old.size, -len(old.prefix)):
            best[key] = trigger
    kept: list[Trigger] = []
    for trigger in sorted(best.values(), key=lambda t: (t.first, -t.last)):
        if not any(_covers(t, trigger) for t in kept):
            kept.append(trigger)
    return kept
