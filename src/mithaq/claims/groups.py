"""An argument inside a group of people ("some thirty Belgian commandos") → what governs the whole group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from mithaq.claims.words import Clauses
from mithaq.model.mentions import Mention
from mithaq.model.text import Token

_INSIDE = 6  # tokens between a noun for people and what tells whose they are
_BEHIND = 4  # tokens between an adjective and the noun for people behind it
_CHAIN = 4  # "soldiers of the first company of the second battalion"
_GLUE = frozenset("'-")
_PASSED = frozenset({"quantity", "topic", "item"})

Preposition = Callable[[int], tuple[str, int, int]]


class Around(NamedTuple):
    """The text's tokens, which mention each belongs to, and where the sentence begins."""

    tokens: Sequence[Token]
    owner: dict[int, int]
    mentions: Sequence[Mention]
    start: int
    words: Clauses


def governed(around: Around, first: int, preposition: Preposition) -> tuple[str, int, int] | None:
    """Return what governs the group of people that the argument at token `first` closes: the preposition's name,
    unknown words after it, its token; None if the argument closes no such group."""
    noun = _noun(around, first)
    found: tuple[str, int, int] | None = None
    for _ in range(_CHAIN):
        if noun is None:
            break
        found = preposition(_opening(around, noun))
        noun = _noun(around, found[2]) if "of" in found[0].split("|") else None
    return found


def opened(around: Around, first: int, last: int, preposition: Preposition) -> tuple[str, int, int] | None:
    """Return what governs the group of people that the adjective `[first, last)` stands in ("some sixty Belgian
    commandos"), as `governed` does; None if no noun for people follows it in one breath."""
    for i in range(last, min(last + _BEHIND, len(around.tokens))):
        form = around.tokens[i].form
        owner = around.owner.get(i)
        if form in around.words.groups:
            return preposition(_opening(around, first))
        if (owner is not None and around.mentions[owner].kind not in _PASSED) or not form[:1].isalpha():
            return None
        if form in around.words.conjunctions or around.words.prepositions.get(form):
            return None
    return None


def _noun(around: Around, first: int) -> int | None:
    """The noun for people that stands before token `first` in one breath."""
    words = around.words
    for i in range(first - 1, max(around.start, first - _INSIDE) - 1, -1):
        form = around.tokens[i].form
        if form in words.groups:
            return i
        owner = around.owner.get(i)
        if owner is not None and around.mentions[owner].kind not in _PASSED:
            return _first_noun(around, i, owner)
        if form in words.passive or form in words.active or form in words.relatives or form in words.conjunctions:
            return None
        if not (form[:1].isalnum() or form in _GLUE):
            return None
    return None


def _first_noun(around: Around, i: int, owner: int) -> int | None:
    """The noun for people that a mention begins with ("casques bleus"); None if it begins with another word."""
    while i > around.start and around.owner.get(i - 1) == owner:
        i -= 1
    return i if around.tokens[i].form in around.words.groups else None


def _opening(around: Around, noun: int) -> int:
    """Where the group begins: its number ("some thirty of") and its article."""
    first = noun
    while first > around.start:
        before = _number(around, first)
        if before is None and around.tokens[first - 1].form in around.words.group_articles:
            before = first - 1
        if before is None and _partitive(around, first - 1):
            before = first - 1
        if before is None:
            return first
        first = before
    return first


def _number(around: Around, first: int) -> int | None:
    """Where the number begins that stands right before token `first`, or is bound to it by "of"."""
    i = first - 1
    while i > around.start and (around.tokens[i].form in _GLUE or around.tokens[i].form in around.words.partitives):
        i -= 1
    owner = around.owner.get(i)
    if owner is None or around.mentions[owner].kind != "quantity":
        return None
    while i > around.start and around.owner.get(i - 1) == owner:
        i -= 1
    return i


def _partitive(around: Around, at: int) -> bool:
    """A word like French "des" is an article, and no "of", where nothing stands before it that it could bind to."""
    if around.tokens[at].form not in around.words.partitives:
        return False
    if at == around.start:
        return True
    before = around.tokens[at - 1].form
    words = around.words
    return not before[:1].isalnum() or before in words.conjunctions or before in words.prepositions
