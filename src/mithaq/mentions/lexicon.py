"""The view → mentions of everything that knowledge/names lists, longest match first, clitics left outside the span."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import ahocorasick

from mithaq.model.mentions import Mention
from mithaq.model.text import Text
from mithaq.text.clitics import ARABIC, WORD, begins_word

_BLANKS = frozenset(" \n.,:;()\"'/")  # marks between words; the quick answer for most matches
# a number of things: no year, no part of a designation or decimal
_NUMBER = re.compile(r"(?:^|[ \n(])(?!(?:19|20)\d\d )(?:\d{1,4}|\d{1,3}[.,\u00a0 ]\d{3}) $")
_OWNING = (" ", "'s ", "' ")  # what stands between a state and what is its own
_ADJECTIVES = re.compile(r"(?: [^\W\d_]{4,}(?:-[^\W\d_]+)?){1,2} $")  # too long for a preposition
_QUOTED = frozenset({"firm", "command"})
_COMMAS = (", ", "/", " / ")  # between the things of a list, beside its conjunctions
_SUFFIX = re.compile(r"[a-z]{1,2}(?:/[a-z]{1,2})*(?!\w)")


class Form(NamedTuple):
    """What one form of the lexicon stands for. `exact`: the spelling with capitals that the original must have.
    `shift`: characters at its start that belong to a clitic (لل). `weak`: counts only beside a strong form.
    `capitals`: so many of its letters must be capitals in the original (1 the first, 2 all), where it is too short to
    be told from words otherwise."""

    kind: str
    id: str
    name: str
    state: str | None = None
    cls: str | None = None
    traits: frozenset[str] = frozenset()
    exact: str | None = None
    shift: int = 0
    weak: bool = False
    capitals: int = 0


@dataclass(slots=True)
class Lexicon:
    """All forms, folded, in one automaton. `entries`: id → kind, state, class and usual name. `joints`: what stands
    between the last two things of a list, with its blanks."""

    automaton: Any
    forms: Mapping[str, tuple[Form, ...]]
    entries: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    joints: tuple[str, ...] = ()

    def find(self, text: Text) -> list[Mention]:
        """Return the mentions in order, without overlaps. Bounds: view offsets."""
        return _resolve(list(self._hits(text)), text.view, self.joints)

    def _hits(self, text: Text) -> Iterable[tuple[int, int, Form]]:
        view, size, forms = text.view, len(text.view), self.forms
        longer: list[tuple[int, int, Form]] = []  # last, so that a form listed with its letters goes before
        for last, key in self.automaton.iter(view):
            end = last + 1
            start = end - len(key)
            opened = start == 0 or view[start - 1] in _BLANKS or _left_is_open(view, start)
            if not opened or not (end == size or view[end] in _BLANKS or _right_is_open(view, end, key)):
                extended = _extended(view, start, end) if opened and view[last].isdigit() else None
                if extended is not None:
                    longer += [(start + f.shift, extended, f) for f in forms[key] if _written(text, start, extended, f)]
                continue
            for form in forms[key]:
                if _written(text, start, end, form):
                    yield start + form.shift, end, form
        yield from longer


def build(
    forms: Mapping[str, Sequence[Form]],
    entries: Mapping[str, Mapping[str, str]] | None = None,
    joints: tuple[str, ...] = (),
) -> Lexicon:
    """Make a lexicon of folded forms; the empty form is ignored."""
    automaton = ahocorasick.Automaton()
    same: dict[object, Any] = {}  # equal values are kept once: a lexicon has far fewer meanings than spellings

    def once(values: Sequence[Form]) -> tuple[Form, ...]:
        key = tuple(same.setdefault(v, v) for v in sorted(dict.fromkeys(values), key=_rank))
        return tuple(same.setdefault(key, key))

    kept = {key: once(values) for key, values in forms.items() if key}
    for key in kept:
        automaton.add_word(key, key)
    automaton.make_automaton()
    return Lexicon(automaton, kept, entries or {}, joints)


def _rank(form: Form) -> tuple[bool, ...]:
    """Which meaning of one spelling goes first."""
    return (form.weak, "adjective" in form.traits, form.kind != "none", form.kind == "topic", form.cls == "defence")


def _left_is_open(view: str, start: int) -> bool:
    """The match begins a word, or only Arabic proclitics stand between the word's start and the match."""
    return begins_word(view, start)  # Latin too: وF-16


def _right_is_open(view: str, end: int, key: str) -> bool:
    if not WORD.match(view[end]):
        return True
    if key[-1] == "-":
        return True  # the first half of a compound: "franco-"
    if ARABIC.match(key[-1]):
        # The accusative ending of an indefinite noun: حليفا, صاروخا.
        return view[end] == "ا" and (end + 1 >= len(view) or not WORD.match(view[end + 1]))
    return bool(ARABIC.match(view[end]))  # glued by bad typing: "F-16من"


def _extended(view: str, start: int, end: int) -> int | None:
    """Return the end of a designation with its variant letters (F-16C/D), or None if this is no such thing."""
    suffix = _SUFFIX.match(view, end)
    return suffix.end() if suffix and any(c.isalpha() for c in view[start:end]) else None


def _written(text: Text, start: int, end: int, form: Form) -> bool:
    """Tell whether the original has the capitals that the form wants."""
    return (form.exact is None and not form.capitals) or _cased(text.original(start, end), form)


def _cased(original: str, form: Form) -> bool:
    if form.exact is None:
        return original.isupper() if form.capitals > 1 else original != original.lower()
    return original == form.exact or (original.isupper() and not form.exact.isupper())


def _resolve(hits: list[tuple[int, int, Form]], view: str, joints: tuple[str, ...]) -> list[Mention]:
    """Longest match from the left; weak forms only where a strong form of the entry stands in the document."""
    strong: set[str] = set()
    if any(form.weak for _, _, form in hits):
        strong = {form.id for _, _, form in hits if not form.weak} | _introduced(hits, view, joints)
    hits.sort(key=_place)
    hits = _drop_inner(hits)
    mentions: list[Mention] = []
    before: Form | None = None
    at = 0
    for start, end, form in hits:
        if start < at or (form.weak and form.id not in strong):
            continue
        if mentions and at == start - 1 and form.kind == "item" and before is not None and _kin(before, form):
            start, form = mentions.pop().start, form if f"family:{before.id}" in form.traits else before
        at, before = end, form
        if form.kind != "none":
            mentions.append(Mention(form.kind, start, end, form.id, form.name, None, form.traits, form.state, form.cls))
    return mentions


def _place(hit: tuple[int, int, Form]) -> tuple[int, int]:
    return hit[0], -hit[1]


def _introduced(hits: list[tuple[int, int, Form]], view: str, joints: tuple[str, ...]) -> set[str]:
    """Ids of weak items directly beside the common noun for what they are ("Patriot air-defence system"), or in quotes
    or brackets a few words behind it; of weak items behind a number in digits ("12 Caesar"); of firms and commands in
    quotes; and of organisations right behind their state ("the Korean KAI")."""
    firms = {f.id for s, e, f in hits if f.weak and f.cls in _QUOTED and view[s - 1 : s] == view[e : e + 1] == '"'}
    generic = [(s, e) for s, e, f in hits if f.kind == "item" and "generic" in f.traits]
    firms |= _beside_state(hits, view)
    firms |= {f.id for s, _, f in hits if f.weak and f.kind == "item" and _NUMBER.search(view, max(s - 12, 0), s)}
    if not generic:
        return firms
    starts, ends = {s for s, _ in generic}, {e for _, e in generic}
    weak = [(s, e, f.id) for s, e, f in hits if f.weak and f.kind == "item"]
    listed = _listed(weak, {e for _, e, f in hits if f.kind == "item" and not f.weak}, view, joints)
    near = listed | {i for s, e, i in weak if e + 1 in starts or s - 1 in ends or s - 2 in ends}
    near |= {i for s, _, i in weak if _behind_adjectives(view, s, ends)}
    quoted = {i for s, _, i in weak if view[s - 1 : s] in ('"', "(") and not ends.isdisjoint(range(s - 16, s))}
    return near | quoted | firms


def _beside_state(hits: list[tuple[int, int, Form]], view: str) -> set[str]:
    """Ids of weak organisations right behind the name of their state, and of parliaments where an organisation of their
    state is named."""
    ends = {(e, f.state) for _, e, f in hits if f.kind == "state"}
    seats = {f.state for _, _, f in hits if f.kind == "organisation" and not f.weak}
    out = {f.id for _, _, f in hits if f.weak and f.cls == "parliament" and f.state in seats}
    for start, _, form in hits:
        if form.weak and form.kind == "organisation" and form.cls != "armed-group":
            gaps = [g for g in _OWNING if view.endswith(g, 0, start)]
            if any((start - len(g), form.state) in ends for g in gaps):
                out.add(form.id)
    return out


def _behind_adjectives(view: str, start: int, ends: set[int]) -> bool:
    """Tell whether one or two long words stand between a general noun and what begins at `start`."""
    found = _ADJECTIVES.search(view, max(0, start - 40), start)
    return found is not None and any(
        found.start() <= e < start - 1 and view[e] == " " for e in ends & set(range(found.start(), start))
    )


def _listed(weak: list[tuple[int, int, str]], ends: set[int], view: str, joints: tuple[str, ...]) -> set[str]:
    """Ids of weak items that go on a list of items: "Gazelle, Dauphin et Fennec"."""
    out: set[str] = set()
    for start, end, id_ in sorted(weak):
        if any(start - len(mark) in ends and view.endswith(mark, 0, start) for mark in (*_COMMAS, *joints)):
            out.add(id_)
            ends.add(end)
    return out


def _kin(one: Form, other: Form) -> bool:
    """Two forms of one thing, or of a type and its variant."""
    return one.id == other.id or f"family:{other.id}" in one.traits or f"family:{one.id}" in other.traits


def _finer(one: tuple[int, int, Form], other: tuple[int, int, Form]) -> bool:
    """Tell whether a type with its noun is overlapped by one of longer designation: "chars Leopard", "Leopard 1"."""
    types = all(f.kind == "item" and "generic" not in f.traits for f in (one[2], other[2]))
    return types and other[1] > one[1] and not other[2].weak


def _drop_inner(hits: list[tuple[int, int, Form]]) -> list[tuple[int, int, Form]]:
    """Drop a match that a longer one overlaps from the right: the longer name is meant."""
    kept: list[tuple[int, int, Form]] = []
    for hit in hits:
        if kept and kept[-1][1] > hit[0] > kept[-1][0] and hit[1] > kept[-1][1] and _kin(kept[-1][2], hit[2]):
            finer = hit[2] if f"family:{kept[-1][2].id}" in hit[2].traits else kept[-1][2]
            kept[-1] = (kept[-1][0], hit[1], finer)  # one name written twice over: "T-129 ATAK helicopters"
            continue
        if kept and kept[-1][1] > hit[0] > kept[-1][0] and _finer(kept[-1], hit):
            kept[-1] = (kept[-1][0], hit[1], hit[2])
            continue
        while kept and kept[-1][1] > hit[0] and hit[1] > kept[-1][1] and hit[1] - hit[0] > kept[-1][1] - kept[-1][0]:
            kept.pop()
        if kept and kept[-1][1] > hit[0] and (kept[-1][1] - kept[-1][0]) > (hit[1] - hit[0]):
            continue
        kept.append(hit)
    return kept
