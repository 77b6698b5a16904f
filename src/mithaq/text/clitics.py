"""A folded view and a place in it → the Arabic letters joined before it, and whether a word begins behind them.

These are letters of the script's grammar, as folding is: what an analyst edits (conjunctions, prepositions as places of
cards, affixes of verbs) lives in `knowledge/language/ar`.
"""

from __future__ import annotations

import re

ARTICLE = "ال"
CONTRACTED = "لل"  # the article behind the preposition l-
AND = "و"
# and/so, then with/like/to.
PROCLITICS = frozenset(a + b for a in ("", AND, "ف") for b in ("", "ب", "ك", "ل"))
ARABIC = re.compile(r"[\u0621-\u064a]")
WORD = re.compile(r"\w")
_SHORTEST = 2  # letters that must be left of a word
_LONGEST = 4  # of what is looked at before a word: more than any proclitic


def joined(view: str, start: int) -> str:
    """Return what is written in one piece before `start`, at most four characters; empty where a word begins."""
    begin = start
    while begin > 0 and start - begin < _LONGEST and WORD.match(view[begin - 1]):
        begin -= 1
    return view[begin:start]


def begins_word(view: str, start: int) -> bool:
    """Tell whether a word begins at `start`, or only Arabic proclitics stand between the word's start and it."""
    return joined(view, start) in PROCLITICS


def joint(word: str) -> str:
    """Return a conjunction as it stands between two words: alone, or if it is an Arabic letter joined to the second."""
    return f" {word}" if len(word) == 1 and ARABIC.match(word) else f" {word} "


def bare_forms(form: str) -> set[str]:
    """Return a folded token with the Arabic letters that may be joined before it taken off in every way."""
    out = {form}
    for prefix in PROCLITICS:
        rest = form[len(prefix) :]
        if prefix and form.startswith(prefix) and len(rest) > _SHORTEST:
            out |= {rest, ARTICLE + rest[1:]} if prefix.endswith("ل") and rest.startswith("ل") else {rest}
    return out
