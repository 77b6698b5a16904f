"""Persons of a document → later mentions of them by full name or surname alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from mithaq.mentions.persons_words import Scene, is_arabic
from mithaq.model.mentions import Mention, Person

_LEAST = 4
_CLITICS = "(?:[وف]?[بلك]?)"


def find_short(s: Scene, persons: Sequence[Mention]) -> list[Mention]:
    """Return bare repeats of the persons found; trait `short`, no offices, the id and name of the first one."""
    named = [m for m in persons if m.kind == "person"]
    whose = _keys(s, named)
    weak = {form: m for form, m in _given(s, named).items() if form not in whose}
    whose |= weak
    if not whose:
        return []
    forms = sorted(whose, key=lambda f: -len(f))
    pattern = re.compile(rf"(?<!\w){_CLITICS}({'|'.join(re.escape(f) for f in forms)})(?!\w)")
    taken = sorted([(m.start, m.end) for m in persons] + [(m.start, m.end) for m, _ in s.found.values()])
    out: list[Mention] = []
    at = 0
    for match in pattern.finditer(s.text.view):
        start, end = match.span(1)
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if at < len(taken) and taken[at][0] < end:
            continue
        if not is_arabic(match.group(1)) and not s.text.original(start, start + 1).isupper():
            continue
        if match.group(1) in weak and s.form(s.index(start) - 1) not in s.words.reporting:
            continue
        owner = whose[match.group(1)]
        value = Person(start, end)
        out.append(owner._replace(start=start, end=end, value=value, traits=frozenset({"short"})))
    return out


def resolve(s: Scene, persons: list[Mention]) -> list[Mention]:
    """Give a person named by one word ("Mr Delmas") the id, name and state of the one whose surname it is."""
    full: dict[str, Mention] = {}
    for m in persons:
        words = s.text.view[m.start : m.end].split()
        if m.kind == "person" and len(words) > 1:
            full.setdefault(words[-1], m)
    out = []
    for m in persons:
        m = _cut(s, m, full)
        owner = full.get(s.text.view[m.start : m.end]) if m.kind == "person" else None
        if owner and isinstance(m.value, Person):
            traits = m.traits if m.value.offices else m.traits | {"short"}
            m = m._replace(id=owner.id, name=owner.name, state=m.state or owner.state, traits=traits)
        out.append(m)
    return out


def _cut(s: Scene, m: Mention, full: Mapping[str, Mention]) -> Mention:
    """Give back the word behind an Arabic surname that was named with its first name elsewhere."""
    words = s.text.view[m.start : m.end].split()
    owner = full.get(words[0]) if m.kind == "person" and len(words) == 2 else None
    if owner is None or owner is m or not isinstance(m.value, Person) or not is_arabic(words[0]):
        return m
    if words[0] in s.words.given or words[1] in s.words.given:
        return m
    end = m.start + len(words[0])
    return m._replace(end=end, value=replace(m.value, end=end))


def _given(s: Scene, persons: Sequence[Mention]) -> dict[str, Mention]:
    """Arabic surnames that are given names too: beside a verb of saying, and of one person alone, they stand for it."""
    whose: dict[str, list[Mention]] = {}
    for m in persons:
        words = s.text.view[m.start : m.end].split()
        if len(words) > 1 and is_arabic(words[-1]) and words[-1] in s.words.given and len(words[-1]) >= _LEAST:
            whose.setdefault(words[-1], []).append(m)
    return {form: them[0] for form, them in whose.items() if len({m.name for m in them}) == 1}


def _keys(s: Scene, persons: Sequence[Mention]) -> dict[str, Mention]:
    """Forms that stand for a person alone: the whole name, and the surname unless it is an ordinary word."""
    whose: dict[str, Mention] = {}
    for m in persons:
        full = s.text.view[m.start : m.end]
        words = full.split()
        if len(words) > 1:
            whose.setdefault(full, m)
        last = words[-1]
        alone = last not in s.words.stop and last not in s.words.bound
        if is_arabic(last) and last in s.words.given:
            alone = alone and len(words) == 1
        if alone and len(last) >= _LEAST:
            whose.setdefault(last, m)
    return whose
