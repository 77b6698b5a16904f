"""Claims → the same claims with one id for each person, however a document spells the name; and pairs to be judged.

A person is known by the claims that give him an office. Two names are one person when they sound alike and nothing
about state speaks against it; a name that many people bear needs the same office or organisation; one word alone is
never enough. What is alike but not enough is suggested.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from mithaq.model.claims import Claim, SlotValue
from mithaq.records.decisions import APART, SAME, Decisions, Mark
from mithaq.records.skeleton import Likeness, Skeletons, compare

MERGE, SUGGEST, SURE = 0.8, 0.7, 0.95
UNLISTED = "~"
_KIND, _SLOT = "position", "person"
_CROWD = 48


class Suggestion(NamedTuple):
    """Two names that may be one person, how alike they are, and a claim that names each of them."""

    one: str
    other: str
    score: float
    claims: tuple[str, str]


class Resolved(NamedTuple):
    """The claims by their own ids, and what is left to people."""

    claims: list[tuple[str, Claim]]
    suggestions: tuple[Suggestion, ...]


@dataclass(slots=True)
class _Node:
    """One spelling of a name with what its documents say of its bearer."""

    label: str
    states: frozenset[str]
    id: str | None = None
    about: set[str] = field(default_factory=set)
    claim: str = ""
    marks: set[Mark] = field(default_factory=set)

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        return self.id or "", self.label, tuple(sorted(self.states))


def resolve(claims: Sequence[tuple[str, Claim]], tables: Skeletons, decisions: Decisions) -> Resolved:
    """Give every person of the claims one id; unlisted persons get one that begins with `~` and is not shown."""
    if not tables.letters:
        return Resolved(list(claims), ())
    nodes, where = _nodes(claims, decisions)
    leaders, suggestions = _joined(nodes, tables, decisions)
    names = _names(nodes, leaders, where)
    if all(new == old for (_, old), new in names.items()):
        return Resolved(list(claims), suggestions)
    by_document: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for (document, ground), name in names.items():
        by_document[document][ground] = name
    named = [(i, _renamed(c, by_document[c.document]) if c.document in by_document else c) for i, c in claims]
    return Resolved(named, suggestions)


def _nodes(claims: Iterable[tuple[str, Claim]], decisions: Decisions) -> tuple[list[_Node], dict[tuple[str, str], int]]:
    """Return the nodes in a fixed order, and which node a value of a document is."""
    told: defaultdict[tuple[str, str], list[tuple[str, Claim]]] = defaultdict(list)
    for identity, claim in claims:
        if claim.kind == _KIND:
            for value in claim.slots.get(_SLOT, ()):
                told[claim.document, value.ground].append((identity, claim))
    found: dict[tuple[str, str, tuple[str, ...]], _Node] = {}
    keys: dict[tuple[str, str], tuple[str, str, tuple[str, ...]]] = {}
    for (document, ground), said in told.items():
        values = (v for _, c in said for v in c.slots[_SLOT] if v.ground == ground)
        value = min(values, key=lambda v: (-len(_label(v)), _label(v)))
        about = {v.id or v.name or "" for _, c in said for s in ("organisation", "title") for v in c.slots.get(s, ())}
        node = _Node(_label(value), frozenset(filter(None, map(_state, [*about, value.id or ""]))), value.id)
        node = found.setdefault(node.key, node)
        node.about |= about - {""}
        node.claim = min(filter(None, (node.claim, *(identity for identity, _ in said))))
        node.marks |= {mark for _, c in said for mark in decisions.marks(c)} if decisions.places else set()
        keys[document, ground] = node.key
    order = {key: index for index, key in enumerate(sorted(found))}
    return [found[key] for key in order], {place: order[key] for place, key in keys.items()}


def _label(value: SlotValue) -> str:
    """Return the fuller of the written name and the usual one."""
    text, name = value.text or "", value.name or ""
    return text if len(text.split()) >= len(name.split()) else name


def _state(identity: str) -> str:
    head = identity.partition(".")[0]
    return head.upper() if len(head) == 2 and head.isalpha() and ("." in identity or identity.isupper()) else ""


def _joined(
    nodes: Sequence[_Node], tables: Skeletons, decisions: Decisions
) -> tuple[list[int], tuple[Suggestion, ...]]:
    """Return the leader of each node; what people judged comes first, then the most alike."""
    clusters = _Clusters(nodes)
    for i, j in _judged(nodes, decisions):
        clusters.join(i, j)
    scored = sorted(
        (-found.score, i, j, found)
        for i, j in _pairs(nodes, tables)
        if (found := _likeness(nodes[i], nodes[j], tables)) is not None
    )
    suggestions = []
    for _, i, j, found in scored:
        if clusters.leader(i) == clusters.leader(j) or clusters.apart(i, j, decisions):
            continue
        if _certain(nodes[i], nodes[j], found):
            clusters.join(i, j)
        else:
            claims = (nodes[i].claim, nodes[j].claim)
            suggestions.append(Suggestion(nodes[i].label, nodes[j].label, round(found.score, 3), claims))
    return [clusters.leader(i) for i in range(len(nodes))], tuple(suggestions)


def _judged(nodes: Sequence[_Node], decisions: Decisions) -> Iterable[tuple[int, int]]:
    sides: defaultdict[int, list[int]] = defaultdict(list)
    for index, node in enumerate(nodes):
        for mark in decisions.of(SAME, node.marks):
            sides[mark.judgement].append(index)
    for _, joined in sorted(sides.items()):
        yield from ((joined[0], other) for other in joined[1:])


class _Clusters:
    """Nodes joined step by step; what is listed under two ids, or judged to be two, is never joined."""

    def __init__(self, nodes: Sequence[_Node]) -> None:
        self._leaders = list(range(len(nodes)))
        self._listed = [node.id for node in nodes]
        self._marks = [set(node.marks) for node in nodes]
        by_id: dict[str, int] = {}
        for index, node in enumerate(nodes):
            if node.id:
                self.join(by_id.setdefault(node.id, index), index)

    def leader(self, index: int) -> int:
        root = index
        while self._leaders[root] != root:
            root = self._leaders[root]
        while self._leaders[index] != root:
            self._leaders[index], index = root, self._leaders[index]
        return root

    def apart(self, i: int, j: int, decisions: Decisions) -> bool:
        one, two = self.leader(i), self.leader(j)
        if self._listed[one] and self._listed[two]:
            return True
        judged = decisions.of(APART, self._marks[one])
        return any(Mark(mark.judgement, 1 - mark.side) in self._marks[two] for mark in judged)

    def join(self, i: int, j: int) -> None:
        one, two = sorted((self.leader(i), self.leader(j)))
        if one != two:
            self._leaders[two] = one
            self._listed[one] = self._listed[one] or self._listed[two]
            self._marks[one] |= self._marks[two]


class _Block:
    """Nodes that share a word by sound, by state; those of no known state may be anybody's."""

    def __init__(self) -> None:
        self._states: defaultdict[str, list[int]] = defaultdict(list)
        self._free: list[int] = []

    def put(self, index: int, states: frozenset[str]) -> None:
        """Add a node; nodes come in their order."""
        for state in states:
            self._states[state].append(index)
        if not states:
            self._free.append(index)

    def members(self) -> set[int]:
        """Return all nodes."""
        return set(self._free).union(*self._states.values())

    def meet(self, pairs: set[tuple[int, int]]) -> bool:
        """Add the pairs within each state; tell whether none was too crowded for that."""
        free = self._free if len(self._free) <= _CROWD else []
        groups = [self._free, *(sorted({*met, *free}) for met in self._states.values())]
        fitting = [met for met in groups if len(met) <= _CROWD]
        for met in fitting:
            pairs.update(combinations(met, 2))
        return len(fitting) == len(groups)


def _pairs(nodes: Sequence[_Node], tables: Skeletons) -> list[tuple[int, int]]:
    """Return the pairs that share a word by sound, or nearly; where many share it, two words: never all pairs."""
    sounds = [[_keys(tables.key(word)) for word in tables.words(node.label)] for node in nodes]
    blocks: defaultdict[str, _Block] = defaultdict(_Block)
    for index, node in enumerate(nodes):
        for key in set().union(*sounds[index]):
            blocks[key].put(index, node.states)
    pairs: set[tuple[int, int]] = set()
    for key, block in blocks.items():
        if block.meet(pairs):
            continue
        finer: defaultdict[str, _Block] = defaultdict(_Block)
        for index in sorted(block.members()):
            for other in set().union(*(word for word in sounds[index] if key not in word)):
                finer[other].put(index, nodes[index].states)
        for found in finer.values():
            found.meet(pairs)
    return sorted(pairs)


@lru_cache(maxsize=1 << 16)
def _keys(key: str) -> frozenset[str]:
    return frozenset([key, *(key[:i] + key[i + 1 :] for i in range(len(key)) if len(key) > 2)])


def _likeness(one: _Node, two: _Node, tables: Skeletons) -> Likeness | None:
    if (one.id and two.id) or (one.states and two.states and not one.states & two.states):
        return None
    found = compare(tables, one.label, two.label, SUGGEST)
    return found if found.score >= SUGGEST else None


def _certain(one: _Node, two: _Node, found: Likeness) -> bool:
    if found.words < 2 or found.score < MERGE:
        return False
    if one.about & two.about:
        return True
    if found.common:
        return False
    return bool(one.states & two.states) or found.score >= SURE


def _names(
    nodes: Sequence[_Node], leaders: Sequence[int], where: dict[tuple[str, str], int]
) -> dict[tuple[str, str], str]:
    """Return the id of each person: the listed one, else a name made of the first spelling."""
    named: dict[int, str] = {}
    for node, leader in sorted(zip(nodes, leaders, strict=True), key=lambda pair: (not pair[0].id, pair[0].key)):
        named.setdefault(leader, node.id or UNLISTED + node.label)
    return {place: named[leaders[index]] for place, index in where.items()}


def _renamed(claim: Claim, names: dict[str, str]) -> Claim:
    changed: dict[str, tuple[SlotValue, ...]] = {}
    for slot, values in claim.slots.items():
        for value in values:
            if value.value is None and (value.id or (value.name or value.text or "").casefold()) in names:
                changed[slot] = tuple([replace(v, id=names[v.ground]) if v.ground in names else v for v in values])
                break
    return replace(claim, slots={**claim.slots, **changed}) if changed else claim
