"""What knowledge/language says about the joints of a sentence → `Clauses`: prepositions, barriers, tense, modality."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mithaq.model.text import Token


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words and phrases with a name each, found by their first or last token; the longest is tried first."""

    first: Mapping[str, Sequence[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    last: Mapping[str, Sequence[tuple[tuple[str, ...], str]]] = field(default_factory=dict)

    def at(self, tokens: Sequence[Token], i: int, end: int) -> tuple[str, int] | None:
        """The name and size of the phrase that begins at token `i`, or None; it must end before `end`."""
        for words, name in self.first.get(tokens[i].form, ()):
            if i + len(words) <= end and all(tokens[i + k].form == w for k, w in enumerate(words)):
                return name, len(words)
        return None

    def before(self, tokens: Sequence[Token], end: int, start: int) -> tuple[str, int] | None:
        """The name and size of the phrase that ends right before token `end`, not reaching before `start`."""
        for words, name in self.last.get(tokens[end - 1].form, ()):
            size = len(words)
            if end - size >= start and all(tokens[end - size + k].form == w for k, w in enumerate(words)):
                return name, size
        return None

    def anywhere(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Tell whether a phrase stands in `tokens[start:end]`."""
        return any(self.at(tokens, i, end) for i in range(start, end))

    def __contains__(self, word: str) -> bool:
        return any(words == (word,) for words, _ in self.first.get(word, ()))

    def get(self, word: str, default: str = "") -> str:
        """The name of a word or phrase; its words are parted by one blank."""
        wanted = tuple(word.split())
        found = (name for words, name in self.first.get(wanted[0] if wanted else "", ()) if words == wanted)
        return next(found, default)


def phrases(named: Iterable[tuple[str, str]], joined: str = "") -> Phrases:
    """Index (phrase, name) pairs; words of a phrase are parted by one blank. `joined`: letters that may be glued before
    the first word (Arabic "and"), so that both spellings are known."""
    first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    last: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, name in named:
        for spelled in (phrase, *(letter + phrase for letter in joined)):
            words = tuple(spelled.split())
            if words:
                first.setdefault(words[0], []).append((words, name))
                last.setdefault(words[-1], []).append((words, name))
    for table in (first, last):
        for entries in table.values():
            entries.sort(key=lambda e: -len(e[0]))
    return Phrases(first, last)


@dataclass(frozen=True, slots=True)
class Clauses:
    """The function words of one language, all folded.

    `prepositions`: word or phrase → its names in cards (`to`, `from|of`). `clitics`: Arabic letter → names.
    `operators`:
    word or phrase → modality it gives to what follows (`planned`, `alleged`, `denied`, `negated`, `possible`).
    `counted`: noun → what a number before it counts (`states`, `troops`, `sessions`). `light`: verb that lends its
    tense to a noun. `said`: verbs of saying;
    `part_of`: what links the number of a part to that of its whole; `single`: words for one piece of it;
    `rest_before` and `rest_after`: words by which a number counts more of what was named; `anew`: on top of it;
    `subordinators`: words that open a clause with dates of its own.
    `transparent`: words inside a noun group that change nothing about who is meant. `groups`: nouns for
    people whose nationality stands behind them; `partitives`: words that are an article or "of"; `suffixed`: how a verb
    ends that has its object glued to it; `pronouns`: subjects that stand for somebody named before; `pending`:
    participles for what is to come; `determiners`: words before a noun, never before a verb;
    `thereof`: a pronoun for things counted ("he bought twelve of them");
    `localities`: nouns for a part of what "of" binds to them ("the north of"); `unnamed`: words for a speaker without a
    name ("a source", "analysts"); `conditions`: words that open a clause whose present tense is still to come ("when it
    takes delivery");
    `refer`: words that stand for an item told of before (`one`, `rest`, `batch`; `_behind`: elsewhere they stand behind
    a noun); `leading`: words right before such; `weak`: pronouns between a subject and its verb;
    `covers`: verbs between a deal and the things it is about; `dealings`: nouns for a deal → the stage they tell
    (`ordered`, `sold`; `same`: that of what was told before);
    `own`: words for the state of who speaks (`our`, `we` with its verb) or is told of (`their`: "his country").
    """

    language: str
    prepositions: Phrases = Phrases()
    operators: Phrases = Phrases()
    counted: Phrases = Phrases()
    frequency: Phrases = Phrases()
    barriers: Phrases = Phrases()
    includes: Phrases = Phrases()
    attribution: Phrases = Phrases()
    said: Phrases = Phrases()
    part_of: Phrases = Phrases()
    single: Phrases = Phrases()
    rest_before: Phrases = Phrases()
    rest_after: Phrases = Phrases()
    refer: Phrases = Phrases()
    covers: Phrases = Phrases()
    own: Phrases = Phrases()
    dealings: Phrases = Phrases()
    clitics: Mapping[str, str] = field(default_factory=dict)
    light: Mapping[str, str] = field(default_factory=dict)
    conjunctions: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    complementizers: frozenset[str] = frozenset()
    subordinators: frozenset[str] = frozenset()
    transparent: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    anew: frozenset[str] = frozenset()
    infinitive: frozenset[str] = frozenset()
    discuss: Phrases = Phrases()
    passive: frozenset[str] = frozenset()
    active: frozenset[str] = frozenset()
    future: frozenset[str] = frozenset()
    title_links: frozenset[str] = frozenset()
    title_stops: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    group_articles: frozenset[str] = frozenset()
    partitives: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    suffixed: tuple[str, ...] = ()
    pending: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    thereof: frozenset[str] = frozenset()
    localities: frozenset[str] = frozenset()
    unnamed: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()


EMPTY = Clauses("")
