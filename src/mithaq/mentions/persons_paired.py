"""A plural title of several states and as many names → each name with the office of its state."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from mithaq.mentions.offices import Read, implied
from mithaq.mentions.persons_names import TITLE, read_name
from mithaq.mentions.persons_words import Scene, is_arabic
from mithaq.model.mentions import Mention, Office

_MOST = 5


class Paired(NamedTuple):
    """The tokens `[first, after)` of a name, and the office that goes with it."""

    first: int
    after: int
    office: Office


def read_paired(s: Scene, read: Read) -> list[Paired]:
    """ "The defence ministers of India and Japan, X and Y": Latin script; nothing where the numbers differ."""
    if not read.office.state or is_arabic(s.text.view[read.office.start : read.office.start + 1]):
        return []
    states, j = _states(s, read)
    if len(states) < 2:
        return []
    names: list[tuple[int, int]] = []
    while len(names) < _MOST and not s.broken(j):
        k = _joint(s, j)
        hit = s.hit(k)
        k = s.index(hit.end) if hit and hit.word.kind in ("rank", "honorific") else k
        after = read_name(s, k, TITLE)
        if after is None:
            break
        names.append((k, after))
        j = after
    if len(names) != len(states):
        return []
    offices = [_office(s, read, m) for m in states]
    for n, (first, _) in enumerate(names[1:], 1):  # only the first takes in the title's words
        at = s.tokens[first].start
        offices[n] = replace(offices[n], start=at, end=at, organisation_at=None)
    return [Paired(*name, office) for name, office in zip(names, offices, strict=True)]


def _states(s: Scene, read: Read) -> tuple[list[Mention | None], int]:
    """The states in their order, None for the one that the title took itself; and the token behind the last."""
    states: list[Mention | None] = [None]
    i = s.index(read.office.start)
    if i > 1 and s.form(i - 1) in s.words.conjunctions:
        left = next((m for k in (i - 2, i - 3, i - 4) if (m := s.mention(k)) and s.index(m.end) == i - 1), None)
        if left and left.kind == "state" and left.state:
            states.insert(0, left)
    j = read.next
    while len(states) < _MOST and not s.broken(j):
        k = _joint(s, j)
        while k < j + 4 and k > j and (s.words.joints.get(s.form(k)) == "of" or s.form(k) in (*s.words.articles, "'")):
            k += 1
        m = s.mention(k)
        if k == j or m is None or m.kind != "state" or not m.state:
            break
        states.append(m)
        j = s.index(m.end)
    return states, j


def _joint(s: Scene, j: int) -> int:
    """The token after a conjunction, a comma or both."""
    k = j + 1 if s.form(j) == "," else j
    return k + 1 if s.form(k) in s.words.conjunctions else k


def _office(s: Scene, read: Read, m: Mention | None) -> Office:
    if m is None:
        return read.office
    return replace(read.office, state=m.state, organisation=implied(s, read.word, m.state), organisation_at=None)
