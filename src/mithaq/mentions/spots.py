"""The view and its mentions → names of places that no list knows, by the words around them.

"trained in Linkolm", "at Blackstone Camp", « sur la base de Tarnouka »: which prepositions and nouns show a place, and
which words with a capital are none, is data (knowledge/language/spots.yml). Latin scripts only: they have capitals.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mithaq.model.mentions import Mention
from mithaq.model.text import READABLE, Sentence, Text

_LONGEST = 5  # words of a name
_ADJECTIVES = 3  # words of small letters in the name of a school
_CAPITALS = 0.6  # share of capitalised words from which a sentence is a headline that capitalises everything

Words = Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Spots:
    """By language. `bare`, `with_noun`: prepositions that show a place, alone or with a noun. `nouns`: nouns for
    places, `first` those before an English name, `schools` those whose adjectives are a name. `inside`: small words of
    a name. `openers`: first words of a name of several. `behind`: what may follow. `articles`: before a noun.
    `refused`: no place."""

    bare: Mapping[str, Words] = field(default_factory=dict)
    with_noun: Mapping[str, Words] = field(default_factory=dict)
    nouns: Mapping[str, Words] = field(default_factory=dict)
    first: Mapping[str, Words] = field(default_factory=dict)
    schools: Mapping[str, Words] = field(default_factory=dict)
    inside: Mapping[str, frozenset[str]] = field(default_factory=dict)
    openers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    behind: Mapping[str, frozenset[str]] = field(default_factory=dict)
    articles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    refused: Mapping[str, frozenset[str]] = field(default_factory=dict)


class _Scene(NamedTuple):
    text: Text
    sentence: Sentence
    words: Spots
    language: str
    owner: Mapping[int, Mention]

    def form(self, i: int) -> str:
        """The folded form of token `i`, '' outside the sentence."""
        return self.text.tokens[i].form if self.sentence.first <= i < self.sentence.last else ""

    def capital(self, i: int) -> bool:
        """Tell whether token `i` is a word of its own with a capital that may belong to a name."""
        token = self.text.tokens[i]
        shown = self.text.original(token.start, token.end)
        return shown[:1].isupper() and len(shown) > 1 and self.free(i)

    def free(self, i: int) -> bool:
        """Tell whether no mention holds token `i` and it is no refused word."""
        form = self.form(i)
        return bool(form) and i not in self.owner and form not in self.words.refused.get(self.language, ())

    def at(self, table: Mapping[str, Words], i: int) -> int:
        """How many tokens the longest entry of `table` has that begins at token `i`; 0 if none does."""
        head = self.form(i)
        fit = [w for w in table.get(self.language, ()) if w[0] == head] if head else ()
        return max((len(w) for w in fit if all(self.form(i + k) == f for k, f in enumerate(w))), default=0)


def find_spots(text: Text, found: Sequence[Mention], words: Spots) -> list[Mention]:
    """Return place mentions without id (trait `unlisted`, name as written) in the free words of `text`."""
    out: list[Mention] = []
    if not words.bare:
        return out
    starts = [t.start for t in text.tokens]
    owner = {
        i: m
        for m in found
        if m.kind != "topic"
        for i in range(bisect_left(starts, m.start + 1) - 1, bisect_left(starts, m.end))
    }
    for sentence in text.sentences:
        language = sentence.language if sentence.language in words.bare else text.language
        if sentence.region not in READABLE or language not in words.bare:
            continue
        scene = _Scene(text, sentence, words, language, owner)
        if not _headline(scene):
            out += _in_sentence(scene)
    return out


def _in_sentence(scene: _Scene) -> list[Mention]:
    out: list[Mention] = []
    i = scene.sentence.first
    while i < scene.sentence.last:
        place = _place(scene, i)
        if place is None:
            i += 1
            continue
        start, end = scene.text.tokens[place[0]].start, scene.text.tokens[place[1] - 1].end
        out.append(Mention("place", start, end, None, scene.text.original(start, end), None, frozenset({"unlisted"})))
        i = place[1]
    return out


def _place(scene: _Scene, i: int) -> tuple[int, int] | None:
    """The tokens of a place's name behind a preposition that begins at token `i`."""
    bare, noun = scene.at(scene.words.bare, i), scene.at(scene.words.with_noun, i)
    if not (bare or noun) or i in scene.owner:
        return None
    begin = i + max(bare, noun)
    while begin < scene.sentence.last and begin not in scene.owner and _article(scene, begin):
        begin += 1
    named = _noun_first(scene, begin) or _noun_last(scene, begin)
    if named is None and bare and begin == i + bare:
        named = _lone(scene, begin)
    return named


def _article(scene: _Scene, i: int) -> bool:
    form = scene.form(i)
    token = scene.text.tokens[i]
    small = scene.text.original(token.start, token.end).islower()
    return form == "'" or (small and form in scene.words.articles.get(scene.language, ()))


def _noun_first(scene: _Scene, i: int) -> tuple[int, int] | None:
    """« camp de Sanbo », "Camp Tarnow", « École supérieure d'infanterie »: the noun and the name behind it."""
    table = scene.words.nouns if scene.language in scene.words.schools else scene.words.first
    size = scene.at(table, i)
    if not size or i in scene.owner:
        return None
    if scene.at(scene.words.schools, i) and (school := _school(scene, i)) is not None:
        return school
    begin = i + size
    while begin < scene.sentence.last and scene.form(begin) in scene.words.inside.get(scene.language, ()):
        begin += 1
    end = _run(scene, begin)
    return (i, end) if end is not None else None


def _school(scene: _Scene, i: int) -> tuple[int, int] | None:
    """A school written with a capital, with its adjectives and its name."""
    if not scene.capital(i):
        return None
    inside = scene.words.inside.get(scene.language, frozenset())
    outer = scene.words.behind.get(scene.language, frozenset()) - inside
    end = kept = i + 1
    while end < scene.sentence.last and end - i <= _ADJECTIVES + 1 and end not in scene.owner:
        form = scene.form(end)
        if not (form[:1].isalpha() or form == "'") or form in outer:
            break
        end += 1
        if form not in inside:
            kept = end
    return (i, kept) if kept > i + 1 else None


def _noun_last(scene: _Scene, i: int) -> tuple[int, int] | None:
    """ "Blackstone Camp", "Sidi Tarnou air base": the name and the noun behind it."""
    if scene.language in scene.words.schools or i in scene.owner:
        return None
    inside = scene.words.inside.get(scene.language, frozenset())
    for end in range(i + 1, min(i + _LONGEST + 1, scene.sentence.last)):
        size = scene.at(scene.words.nouns, end)
        run = all(_begins(scene, k) or scene.form(k) in inside for k in range(i + 1, end))
        if not run or not _begins(scene, i) or (size and any(k in scene.owner for k in range(end, end + size))):
            return None
        if size:
            return i, end + size
    return None


def _begins(scene: _Scene, i: int) -> bool:
    """A word of a name before a noun may be one that is refused alone ("Royal Air Force Camp")."""
    token = scene.text.tokens[i]
    return i not in scene.owner and scene.text.original(token.start, token.end)[:1].isupper()


def _lone(scene: _Scene, i: int) -> tuple[int, int] | None:
    """A name behind a bare preposition, before something that does not belong to it."""
    end = _run(scene, i)
    if end is None:
        return None
    openers = scene.words.openers.get(scene.language)
    if openers is not None and end - i > 1 and scene.form(i) not in openers and scene.form(i + 1) != "-":
        return None
    token = scene.text.tokens[i]
    if scene.text.original(token.start, token.end).isupper():
        return None  # an acronym
    after = scene.form(end)
    open_end = end in scene.owner and scene.owner[end].kind in ("item", "organisation", "title", "person", "agreement")
    follows = not after or not after[:1].isalnum() or after in scene.words.behind.get(scene.language, ())
    return (i, end) if (follows or end in scene.owner) and not open_end else None


def _run(scene: _Scene, i: int) -> int | None:
    """Where the run of capitals ends that begins at token `i`."""
    if i >= scene.sentence.last or not scene.capital(i):
        return None
    inside = scene.words.inside.get(scene.language, frozenset())
    end = kept = i
    while end < scene.sentence.last and end - i < _LONGEST:
        if scene.capital(end):
            kept = end + 1
        elif scene.form(end) not in inside or end in scene.owner:
            break
        end += 1
    return kept


def _headline(scene: _Scene) -> bool:
    """Tell whether nearly every longer word of the sentence has a capital and no full stop closes it, so that a capital
    says nothing."""
    if scene.text.tokens[scene.sentence.last - 1].form == ".":
        return False
    shown = [
        s
        for t in scene.text.tokens[scene.sentence.first : scene.sentence.last]
        if len(s := scene.text.original(t.start, t.end)) > 3 and s.isalpha()
    ]
    return len(shown) > 3 and sum(s[0].isupper() for s in shown) > _CAPITALS * len(shown)
