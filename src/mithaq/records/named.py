"""Claims → the names of persons in them, each spelling once, with what its documents say of the bearer.

A person is known by the claims that give an office, and by what names somebody together with the state served.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mithaq.model.claims import Claim, SlotValue
from mithaq.records.decisions import Decisions, Mark

_KIND, _SLOT = "position", "person"
_STATE = "state"
_FULL = 2  # words of a name by which somebody is known without an office
Key = tuple[str, str, tuple[str, ...]]


@dataclass(slots=True)
class Node:
    """One spelling of a name. `states` served; `about`: offices and organisations; `offices`: ids made of state and
    title; `claim`: the least id of a claim that has the name."""

    label: str
    states: frozenset[str]
    id: str | None = None
    about: set[str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    claim: str = ""
    marks: set[Mark] = field(default_factory=set)

    @property
    def key(self) -> Key:
        """What makes two nodes one."""
        return self.id or "", self.label, tuple(sorted(self.states))


class Named:
    """The names seen so far; claims may come in any order."""

    def __init__(self, decisions: Decisions) -> None:
        self._decisions = decisions
        self._places: dict[tuple[str, str], Node] = {}

    def add(self, identity: str, claim: Claim) -> None:
        """Take in the names of one claim."""
        if claim.kind == _KIND:
            for value in claim.slots.get(_SLOT, ()):
                self._office(self._place(identity, claim, value), claim)
            return
        for values in claim.slots.values():
            for value in values:
                if value.extra and value.id is None and value.value is None and len(_label(value).split()) >= _FULL:
                    for name, state in value.extra:
                        if name == _STATE:
                            node = self._place(identity, claim, value)
                            node.states |= {str(state)}

    def _place(self, identity: str, claim: Claim, value: SlotValue) -> Node:
        label, state = _label(value), _state(value.id or "")
        node = self._places.get((claim.document, value.ground))
        if node is None:
            known = frozenset({state}) if state else frozenset()
            node = self._places[claim.document, value.ground] = Node(label, known, value.id, claim=identity)
        node.label = min(node.label, label, key=lambda one: (-len(one), one))
        node.claim = min(node.claim, identity)
        return node

    def _office(self, node: Node, claim: Claim) -> None:
        titles, bodies = ([v.id or v.name or "" for v in claim.slots.get(s, ())] for s in ("title", "organisation"))
        states = frozenset(filter(None, map(_state, [*titles, *bodies])))
        node.about.update(filter(None, [*titles, *bodies]))
        node.offices.update(f"{state.lower()}.{title}" for state in states for title in titles if title)
        node.states |= states
        if self._decisions.places:
            node.marks |= self._decisions.marks(claim)

    def nodes(self) -> tuple[list[Node], dict[tuple[str, str], int]]:
        """Return the nodes in a fixed order, and which node a value of a document is."""
        found: dict[Key, Node] = {}
        for node in self._places.values():
            one = found.setdefault(node.key, node)
            if one is not node:
                one.about |= node.about
                one.offices |= node.offices
                one.claim = min(one.claim, node.claim)
                one.marks |= node.marks
        order = {key: index for index, key in enumerate(sorted(found))}
        return [found[key] for key in order], {place: order[node.key] for place, node in self._places.items()}


def named(claims: Iterable[tuple[str, Claim]], decisions: Decisions) -> Named:
    """Return the names in some claims."""
    found = Named(decisions)
    for identity, claim in claims:
        found.add(identity, claim)
    return found


def _label(value: SlotValue) -> str:
    """Return the fuller of the written name and the usual one."""
    text, name = value.text or "", value.name or ""
    return text if len(text.split()) >= len(name.split()) else name


def _state(identity: str) -> str:
    head = identity.partition(".")[0]
    return head.upper() if len(head) == 2 and head.isalpha() and ("." in identity or identity.isupper()) else ""
