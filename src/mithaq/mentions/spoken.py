"""Digits in Arabic text behind the names of Latin letters ("ef-16") → the Latin designations that may be meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice, product

from mithaq.text.clitics import ARTICLE, PROCLITICS

_WORD = re.compile(r"[\u0621-\u064a]+")
_TAIL = re.compile(r"[ -]?([\u0621-\u064a]+)(?!\w)")
_PREFIXES = sorted({p + a for p in PROCLITICS for a in ("", ARTICLE)} - {""}, key=len, reverse=True)
_MOST, _SPELLINGS = 3, 24


@dataclass(frozen=True, slots=True)
class Spoken:
    """`letters`: folded Arabic name → the Latin letters it may stand for. `unsure`: names that are words of their own,
    which count only with a hyphen before the number."""

    letters: Mapping[str, str] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()


def spoken_at(view: str, digits: tuple[int, int], spoken: Spoken) -> tuple[int, int, tuple[str, ...]] | None:
    """Return start, end and the spellings ("f-16", …) of the designation whose number stands at `digits`."""
    at, end = digits
    joint = view[at - 1 : at] if view[at - 1 : at] in ("-", " ") else ""
    begin = at - len(joint)
    letters: list[str] = []
    while len(letters) < _MOST:
        word = _word_before(view, begin if not letters else begin - 1)
        if word is None:
            break
        start, sounds = _letter(view, word, spoken)
        if not sounds or (view[word[0] : word[1]] in spoken.unsure and (joint != "-" or letters)):
            break
        letters.insert(0, sounds)
        begin = start
        if start > word[0] or start == 0 or view[start - 1] not in " -":
            break
    if not letters or (view[end : end + 1] in (".", "/", ":") and view[end + 1 : end + 2].isdigit()):
        return None
    if not joint and len(letters) == 1 and begin > 0 and view[begin - 1].isalnum() and len(view[begin:at]) < 3:
        return None
    number = view[at:end]
    tail = _TAIL.match(view, end)
    last = spoken.letters.get(tail.group(1), "") if tail and tail.group(1) not in spoken.unsure else ""
    heads = ["".join(p) for p in islice(product(*letters), _SPELLINGS)]
    if view[end : end + 1].isalnum() and not last:
        return None
    if last and tail:
        full = tuple(f"{h}-{number}{c}" for h in heads for c in last)
        return begin, tail.end(), (*full, *(f"{h}-{number}" for h in heads))
    return begin, end, tuple(f"{h}-{number}" for h in heads)


def _word_before(view: str, at: int) -> tuple[int, int] | None:
    start = at
    while start > 0 and at - start < 8 and "\u0621" <= view[start - 1] <= "\u064a":
        start -= 1
    return (start, at) if start < at else None


def _letter(view: str, word: tuple[int, int], spoken: Spoken) -> tuple[int, str]:
    """Return where the letter's name begins, behind a clitic, and the letters it stands for."""
    form = view[word[0] : word[1]]
    if form in spoken.letters:
        return word[0], spoken.letters[form]
    for clitic in _PREFIXES:
        rest = form.removeprefix(clitic)
        if rest != form and len(rest) > 1 and rest in spoken.letters and rest not in spoken.unsure:
            return word[0] + len(clitic), spoken.letters[rest]
    return word[0], ""
