"""A name in Arabic or Latin letters → the consonants of its words; two names → how alike they sound.

A word becomes a row of consonants, each a set of classes it may be heard as, with the vowels written after it. Two
words are aligned letter by letter, two names word by word, and the worst pair of words counts most.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

_WEAK, _NEAR, _VOWEL, _LONG, _EXTRA, _TURNED = 0.3, 0.35, 0.35, 0.3, 0.04, 0.2
_WORST, _SLACK = 0.6, 1e-9
_MOST_WORDS = 7
_FINAL, _MUTE = 0.5, frozenset("tszx")
_L, _SERVANT = frozenset("l"), [frozenset("b"), frozenset("d")]
_UNHEARD = frozenset("h^")
_BREAK = re.compile(r"[^\w'’ʿʾ`-]+")
_MARKS = re.compile(r"[\u0640\u064b-\u065f\u0670]")


class Letter(NamedTuple):
    """One consonant: the classes it may be, the vowels that follow it, and what it costs to miss it."""

    classes: frozenset[str]
    vowels: frozenset[str]
    arabic: bool
    cost: float = 1.0


Word = tuple[Letter, ...]


class Outline(NamedTuple):
    """A word at a glance. `letters`: what each costs to miss, and the sounds that it may pass for, as bits; `all`: the
    sounds of the word."""

    letters: tuple[tuple[float, int], ...]
    all: int


_OPEN = Letter(frozenset("^"), frozenset(), False, 0.5)  # the word begins with a vowel


@dataclass(slots=False)
class Skeletons:
    """The tables of knowledge/language/skeleton.yml. `letters`: written form → classes, '' for silent ones."""

    letters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    vowels: Mapping[str, str] = field(default_factory=dict)
    near: frozenset[frozenset[str]] = frozenset()
    particles: frozenset[str] = frozenset()
    articles: tuple[str, ...] = ()
    glued: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        forms = sorted({*self.letters, *self.vowels}, key=lambda form: (-len(form), form))
        return re.compile("|".join(map(re.escape, forms)) or "(?!)")

    @cached_property
    def _split(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def _seen(self) -> dict[str, Word]:
        return {}

    @cached_property
    def _pairs(self) -> dict[tuple[str, str], float]:
        return {}

    def words(self, name: str) -> tuple[str, ...]:
        """Return the words of a name that count: no article, no particle, no initial; the servant of … in one."""
        found = self._split.get(name)
        if found is None:
            found = self._split[name] = self._words(name)
        return found

    def _words(self, name: str) -> tuple[str, ...]:
        plain = _MARKS.sub("", unicodedata.normalize("NFC", name)).lower()
        parts = [p for p in re.split(r"[\s.,]+", _BREAK.sub(" ", plain)) if p.strip("-'’`")]
        out: list[str] = []
        servant = False
        for part in (piece for whole in parts for piece in self._pieces(whole)):
            if servant:
                out[-1] += part
            elif part not in self.particles and len(part) > 1:
                out.append(part)
            servant = bool(out) and part in self.glued
        return tuple(out[:_MOST_WORDS])

    def _pieces(self, part: str) -> list[str]:
        for article in self.articles:
            if part.startswith(article) and len(part) > len(article) + 2:
                part = part[len(article) :]
                break
        return [p for p in part.split("-") if p]

    def skeleton(self, word: str) -> Word:
        """Return the consonants of one word."""
        found = self._seen.get(word)
        if found is None:
            found = self._seen[word] = self._skeleton(word)
        return found

    def _skeleton(self, word: str) -> Word:
        rest = "".join(c if c in self.letters else unicodedata.normalize("NFD", c)[0] for c in word)
        letters: list[Letter] = []
        servant = False
        forms = self._pattern.findall(rest)
        for form in forms:
            arabic = "\u0600" <= form[0] <= "\u06ff"
            if (vowel := self.vowels.get(form)) is not None:
                if letters and vowel:
                    letters[-1] = letters[-1]._replace(vowels=letters[-1].vowels | set(vowel.split()))
                continue
            classes = self.letters[form]
            servant = servant or [letter.classes for letter in letters] == _SERVANT
            if servant and classes == _L and len(letters) == len(_SERVANT):
                continue  # the article of the word that follows, heard or not
            if letters and letters[-1].classes == classes and not arabic and not letters[-1].vowels:
                continue
            cost = _WEAK if "h" in classes and "k" not in classes else 1.0
            letters.append(Letter(classes, frozenset(), arabic, cost))
        if len(letters) > 1 and not letters[-1].arabic and letters[-1].classes & _MUTE and not letters[-1].vowels:
            letters[-1] = letters[-1]._replace(cost=_FINAL)
        if letters and forms[0] in self.vowels:
            letters.insert(0, _OPEN)
        return tuple(letters)

    def key(self, word: str) -> str:
        """Return a short key that a word and its spellings in the other script mostly share."""
        return "".join(min(letter.classes) for letter in self.skeleton(word) if not letter.classes & _UNHEARD)

    def alike(self, a: str, b: str) -> float:
        """Return how alike two words sound, in [0, 1]."""
        pair = (a, b) if a <= b else (b, a)
        found = self._pairs.get(pair)
        if found is None:
            one, two = self.skeleton(pair[0]), self.skeleton(pair[1])
            far = self._distance(one, two) / max(len(one), len(two)) if one and two else float(a != b)
            found = self._pairs[pair] = max(0.0, 1 - far)
        return found

    def _distance(self, a: Word, b: Word) -> float:
        row = [0.0]
        for letter in b:
            row.append(row[-1] + letter.cost)
        swaps, costs = self._swaps, [letter.cost for letter in b]
        for x in a:
            left = corner = row[0]
            row[0] = left = left + x.cost
            for j, y in enumerate(b):
                swap = swaps.get((x, y))
                both = corner + (self._swap(x, y) if swap is None else swap)
                corner = row[j + 1]
                left = row[j + 1] = min(both, corner + x.cost, left + costs[j])
        return row[-1]

    def at_best(self, a: str, b: str) -> float:
        """Return a bound that `alike` does not exceed, found without aligning: what has no like on the other side."""
        one, two = self._outline(a), self._outline(b)
        if not one.letters or not two.letters:
            return float(a == b)
        left = sum([cost for cost, near in one.letters if not near & two.all])
        right = sum([cost for cost, near in two.letters if not near & one.all])
        return 1 - max(left, right) / max(len(one.letters), len(two.letters))

    def _outline(self, word: str) -> Outline:
        found = self._outlines.get(word)
        if found is None:
            letters = self.skeleton(word)
            sounds = 0
            for letter in letters:
                for one in letter.classes:
                    sounds |= self._bit(one)
            found = self._outlines[word] = Outline(tuple((x.cost, self._near_bits(x)) for x in letters), sounds)
        return found

    def _near_bits(self, letter: Letter) -> int:
        near = letter.classes.union(*(pair for pair in self.near if pair & letter.classes))
        return sum(map(self._bit, near))

    def _bit(self, sound: str) -> int:
        return 1 << self._order.setdefault(sound, len(self._order))

    @cached_property
    def _order(self) -> dict[str, int]:
        return {}

    @cached_property
    def _outlines(self) -> dict[str, Outline]:
        return {}

    @cached_property
    def _swaps(self) -> dict[tuple[Letter, Letter], float]:
        return {}

    def _swap(self, x: Letter, y: Letter) -> float:
        found = self._swaps.get((x, y))
        if found is None:
            found = self._swaps[x, y] = self._swapped(x, y)
        return found

    def _swapped(self, x: Letter, y: Letter) -> float:
        heard = 0.0 if x.classes & y.classes else 1.0
        if heard and any(frozenset({p, q}) in self.near for p in x.classes for q in y.classes):
            heard = _NEAR
        return heard + (_vowels(x, y) if heard < 1 else 0.0)


def _vowels(x: Letter, y: Letter) -> float:
    one, two = x.vowels, y.vowels
    if not one and not two:
        return 0.0
    if not one or not two:
        written = y if two else x
        silent = x if two else y
        diphthong = len(written.vowels) > 1 and not written.arabic and silent.arabic
        return _LONG if diphthong else 0.0
    if (one & two) - {"+"}:
        return 0.0
    if "e" in one | two:
        return _VOWEL if "u" in one | two else 0.05
    return _VOWEL


class Likeness(NamedTuple):
    """How alike two names are. `words`: pairs that were aligned; `common`: all of them are names many people bear."""

    score: float
    words: int
    common: bool


_UNLIKE = Likeness(0.0, 0, False)


def compare(tables: Skeletons, a: str, b: str, least: float = 0.0) -> Likeness:
    """Align the words of two names one to one, the best pairs first; the worst pair weighs most.

    `least`: what is seen at a glance to score less is not aligned, and scores 0.
    """
    one, two = tables.words(a), tables.words(b)
    if least and not _may_reach(tables, one, two, least):
        return _UNLIKE
    best = _aligned(tables, one, two)
    if len(one) != len(two) and best.score < 1:
        short, long = sorted((one, two), key=len)
        for i in range(len(long) - 1):
            joined = (*long[:i], long[i] + long[i + 1], *long[i + 2 :])
            best = max(best, _aligned(tables, short, joined))
    return best


def _may_reach(tables: Skeletons, one: tuple[str, ...], two: tuple[str, ...], least: float) -> bool:
    """Tell whether each word of the shorter name has one in the other that is alike enough for the score."""
    short, long = (one, two) if len(one) <= len(two) else (two, one)
    if not short:
        return False
    words = [*long, *map("".join, pairwise(long))] if len(long) > len(short) else list(long)
    rest = (len(short) - 1) / len(short) * (1 - _WORST)  # the other words may all be the same
    most = (least - rest + _EXTRA * max(0, len(long) - len(short) - 1)) / (_WORST + (1 - _WORST) / len(short))
    most -= _SLACK
    lonely = [x for x in short if x not in words]
    near = [(x, [y for y in words if tables.at_best(x, y) >= most]) for x in lonely]
    return all(found for _, found in near) and all(any(tables.alike(x, y) >= most for y in found) for x, found in near)


def _aligned(tables: Skeletons, one: tuple[str, ...], two: tuple[str, ...]) -> Likeness:
    if not one or not two:
        return _UNLIKE
    pairs = sorted(((-tables.alike(x, y), i, j) for i, x in enumerate(one) for j, y in enumerate(two)))
    left, right = set(range(len(one))), set(range(len(two)))
    matched: list[tuple[float, str]] = []
    order: list[tuple[int, int]] = []
    for negative, i, j in pairs:
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            matched.append((-negative, one[i]))
            order.append((i, j))
    worst = min(score for score, _ in matched)
    mean = sum(score for score, _ in matched) / len(matched)
    score = _WORST * worst + (1 - _WORST) * mean - _EXTRA * (len(left) + len(right))
    if (left or right) and [j for _, j in sorted(order)] != sorted(j for _, j in order):
        score -= _TURNED  # the father of the one is not the son of the other
    return Likeness(max(0.0, score), len(matched), all(word in tables.common for _, word in matched))
