"""Names of persons in claims → one id for each person, however a document spells the name; and pairs to be judged.

Two names are one person when they sound alike and nothing
about state speaks against it; a name that many people bear needs the same office or organisation; one word alone is
never enough. What is alike but not enough is suggested.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from mithaq.model.claims import Claim, SlotValue
from mithaq.records.decisions import APART, SAME, Decisions, Mark
from mithaq.records.named import Named, Node
from mithaq.records.neighbours import pairs_near
from mithaq.records.skeleton import Likeness, Skeletons, compare

MERGE, SUGGEST, SURE = 0.8, 0.7, 0.95
UNLISTED = "~"
OFFICES = "offices"  # note on a person's value: the offices held


class Suggestion(NamedTuple):
    """Two names that may be one person, how alike they are, and a claim that names each of them."""

    one: str
    other: str
    score: float
    claims: tuple[str, str]


class Person(NamedTuple):
    """Who a name means. `offices`: ids of the offices held, in order, parted by spaces."""

    id: str
    offices: str


@dataclass(frozen=True, slots=True)
class People:
    """Who is meant by a value of a document (its ground), and what is left to people to judge."""

    names: Mapping[str, Mapping[str, Person]] = field(default_factory=dict)
    suggestions: tuple[Suggestion, ...] = ()

    def named(self, claim: Claim) -> Claim:
        """Return the claim with the ids of its persons; unlisted ones have an id that begins with `~`, not shown."""
        names = self.names.get(claim.document)
        return _renamed(claim, names) if names else claim


def people(seen: Named, tables: Skeletons, decisions: Decisions) -> People:
    """Give every person one id, however a document spells the name."""
    if not tables.letters:
        return People()
    nodes, where = seen.nodes()
    leaders, suggestions = _joined(nodes, tables, decisions)
    names: defaultdict[str, dict[str, Person]] = defaultdict(dict)
    for (document, ground), person in _names(nodes, leaders, where).items():
        if person.id != ground or person.offices:
            names[document][ground] = person
    return People(dict(names), suggestions)


def _joined(nodes: Sequence[Node], tables: Skeletons, decisions: Decisions) -> tuple[list[int], tuple[Suggestion, ...]]:
    """Return the leader of each node; what people judged comes first, then the most alike."""
    clusters = _Clusters(nodes)
    for i, j in _judged(nodes, decisions):
        clusters.join(i, j)
    scored = sorted(
        (-found.score, i, j, found)
        for i, j in pairs_near(nodes, tables)
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


def _judged(nodes: Sequence[Node], decisions: Decisions) -> Iterable[tuple[int, int]]:
    sides: defaultdict[int, list[int]] = defaultdict(list)
    for index, node in enumerate(nodes):
        for mark in decisions.of(SAME, node.marks):
            sides[mark.judgement].append(index)
    for _, joined in sorted(sides.items()):
        yield from ((joined[0], other) for other in joined[1:])


class _Clusters:
    """Nodes joined step by step; what is listed under two ids, or judged to be two, is never joined."""

    def __init__(self, nodes: Sequence[Node]) -> None:
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


def _likeness(one: Node, two: Node, tables: Skeletons) -> Likeness | None:
    if (one.id and two.id) or (one.states and two.states and not one.states & two.states):
        return None
    found = compare(tables, one.label, two.label, SUGGEST)
    return found if found.score >= SUGGEST else None


def _certain(one: Node, two: Node, found: Likeness) -> bool:
    if found.words < 2 or found.score < MERGE:
        return False
    if one.about & two.about:
        return True
    if found.common:
        return False
    return bool(one.states & two.states) or found.score >= SURE


def _names(
    nodes: Sequence[Node], leaders: Sequence[int], where: Mapping[tuple[str, str], int]
) -> dict[tuple[str, str], Person]:
    """Return who each is: the listed id, else one made of the first spelling."""
    first: dict[int, Node] = {}
    offices: defaultdict[int, set[str]] = defaultdict(set)
    for node, leader in sorted(zip(nodes, leaders, strict=True), key=lambda pair: (not pair[0].id, pair[0].key)):
        first.setdefault(leader, node)
        offices[leader] |= node.offices
    bearers = Counter(node.label for node in first.values())
    persons = {
        leader: Person(_identity(node, bearers[node.label]), " ".join(sorted(offices[leader])))
        for leader, node in first.items()
    }
    return {place: persons[leaders[index]] for place, index in where.items()}


def _identity(node: Node, bearers: int) -> str:
    """Return the id of a person; `bearers`: how many persons go by that name."""
    states = f" ({', '.join(sorted(node.states))})" if bearers > 1 and node.states else ""
    return node.id or f"{UNLISTED}{node.label}{states}"


def _renamed(claim: Claim, names: Mapping[str, Person]) -> Claim:
    changed: dict[str, tuple[SlotValue, ...]] = {}
    for slot, values in claim.slots.items():
        for value in values:
            if value.value is None and (value.id or (value.name or value.text or "").casefold()) in names:
                changed[slot] = tuple([_as(v, names.get(v.ground)) for v in values])
                break
    return replace(claim, slots={**claim.slots, **changed}) if changed else claim


def _as(value: SlotValue, person: Person | None) -> SlotValue:
    if person is None:
        return value
    extra = (*value.extra, (OFFICES, person.offices)) if person.offices else value.extra
    return SlotValue(person.id, value.name, value.value, extra, value.text, value.span, value.basis)
