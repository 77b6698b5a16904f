"""Words of offices, ranks and heads of organisations → one automaton that finds them at the bounds of words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import ahocorasick

from mithaq.text.clean import fold
from mithaq.text.clitics import ARABIC, ARTICLE, CONTRACTED, WORD, begins_word, joined

_BLANKS = frozenset(" \n.,:;()\"'/")
_WORDS = re.compile(r"\w+")
# Endings of the first noun: feminine, dual in its three shapes.
_ENDINGS = (("ه", ""), ("ا", "two"), ("ي", "two"), ("ان", "two"), ("ين", "two"))


class Word(NamedTuple):
    """What one form stands for. `kind`: title, rank, honorific, person or head; `organisation_class`: for a title the
    organisation it implies. `flags`: open, generic, post, over, cumulative, weak, two, many. `shift`: characters at
    the start of the form that belong to a clitic."""

    kind: str
    id: str
    name: str
    cls: str = "other"
    organisation_class: str | None = None
    flags: frozenset[str] = frozenset()
    shift: int = 0


class Hit(NamedTuple):
    """A word found at `[start, end)` of the view."""

    start: int
    end: int
    word: Word


@dataclass(slots=True)
class Matcher:
    """All forms, folded, in one automaton; `forms` answers for a single phrase."""

    automaton: Any
    forms: Mapping[str, Word]

    def find(self, view: str) -> list[Hit]:
        """Return hits from left to right without overlaps, the longest at each place."""
        if not self.forms:
            return []
        hits: list[Hit] = []
        size = len(view)
        for last, key in self.automaton.iter(view):
            end = last + 1
            start = end - len(key)
            left = start == 0 or view[start - 1] in _BLANKS
            if (left and (end == size or view[end] in _BLANKS)) or _bounded(view, start, end):
                word = self.forms[key]
                hits.append(Hit(start + word.shift, end, word))
        hits.sort(key=lambda h: (h.start, -h.end))
        return _longest(hits)

    def longest(self, phrase: str) -> tuple[int, Word] | None:
        """Return the length and word of the longest form that `phrase` begins with, at a word's end."""
        for end in reversed([m.end() for m in _WORDS.finditer(phrase)]):
            word = self.forms.get(phrase[:end])
            if word is not None:
                return end, word
        return None


def build(forms: Iterable[tuple[str, Word]]) -> Matcher:
    """Make a matcher; the first word given for a form stands."""
    kept: dict[str, Word] = {}
    for form, word in forms:
        if form:
            kept.setdefault(form, word)
    automaton = ahocorasick.Automaton()
    for key in kept:
        automaton.add_word(key, key)
    if kept:
        automaton.make_automaton()
    return Matcher(automaton, kept)


def spellings(written: str, word: Word) -> Iterable[tuple[str, Word]]:
    """Yield the folded forms of one listed form: Arabic with article, feminine and dual; Latin without accents."""
    base = fold(written)
    if not ARABIC.search(base):
        yield base, word
        bare = "".join(c for c in unicodedata.normalize("NFD", base) if not unicodedata.combining(c))
        yield bare, word
        return
    for form in _definites(base, word.kind):
        yield from _contracted(form, word)
        if word.kind in ("title", "rank") and "plain" not in word.flags:
            for ending, number in _ENDINGS:
                flagged = word._replace(flags=word.flags | {number}) if number else word
                for other in _inflected(form, ending):
                    yield from _contracted(other, flagged)


def _definites(base: str, kind: str) -> list[str]:
    words = base.split()
    if any(w.startswith(ARTICLE) and len(w) > 4 for w in words):
        return [base]
    if any(len(w) < 3 for w in words):
        return [base]
    every = " ".join(ARTICLE + w for w in words)
    last = " ".join([*words[:-1], ARTICLE + words[-1]])
    first = " ".join([ARTICLE + words[0], *words[1:]])
    most = " ".join([*(ARTICLE + w for w in words[:-1]), words[-1]])
    return list(dict.fromkeys((base, every, last, first, most) if kind == "rank" else (base, every, last)))


def _inflected(form: str, ending: str) -> list[str]:
    words = form.split()
    if words[0][-1:] in "اهيء":
        return []
    out = [" ".join([words[0] + ending, *words[1:]])]
    definite = [w.startswith(ARTICLE) for w in words]
    if ending == "ه" and len(words) > 1 and len(set(definite)) == 1:
        out.append(" ".join(w if w.endswith(("ه", "ي")) else w + ending for w in words))
    return out


def _contracted(form: str, word: Word) -> Iterable[tuple[str, Word]]:
    yield form, word
    if form.startswith(ARTICLE) and len(form) > 4:
        yield CONTRACTED + form[2:], word._replace(shift=1)
        if form[2] == "ل":
            yield "ل" + form[2:], word


def _bounded(view: str, start: int, end: int) -> bool:
    if end < len(view) and WORD.match(view[end]) and WORD.match(view[end - 1]):
        return False
    return begins_word(view, start) and (bool(ARABIC.match(view[start])) or not joined(view, start))


def _longest(hits: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept
