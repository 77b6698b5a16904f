"""The records on a page → the actors that stand together in them, and the states they name, as pictures with tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from mithaq.export.view import is_state, state_of
from mithaq.model.records import Record
from mithaq.web.desk import Desk, View
from mithaq.web.pictures.network import Network, network
from mithaq.web.pictures.world import World, world

_ACTORS = frozenset({"person", "organisation"})
_LONGEST, _MOST_PLACES = 34, 24


class Actor(NamedTuple):
    """One of the network: what it is called, whole and short, and where it leads."""

    name: str
    short: str
    href: str


class Together(NamedTuple):
    """The picture of who appears with whom; `actors` by key; `records`: over how many it was made."""

    picture: Network
    actors: Mapping[str, Actor]
    records: int


class Shown(NamedTuple):
    """A map: the picture, and of each state on it name, address and how many records name it, the most named first."""

    picture: World
    states: Mapping[str, tuple[str, str, int]]


def together(desk: Desk, view: View, states: tuple[str, str], records: Sequence[Record]) -> Together | None:
    """Return who stands together in these records; None when nobody does."""
    actors: dict[str, Actor] = {}
    columns: dict[str, int] = {}
    named: list[list[str]] = []
    for record in records:
        found: list[str] = []
        for slot, held in record.slots.items():
            spec = desk.kinds[record.kind].slots.get(slot)
            if spec is None or not _ACTORS.intersection(spec.types):
                continue
            for value in held.agreed:
                identity = str(value.value.get("id") or "")
                key = identity or str(value.value.get("name") or "")
                if not key or is_state(key):
                    continue
                found.append(key)
                if key not in actors:
                    bit = view.values.bit(value.value, spec)
                    actors[key] = Actor(bit.text, _short(bit.text), bit.href)
                    columns[key] = {states[0]: 0, states[1]: 2}.get(state_of(identity), 1)
        named.append(found)
    picture = network(named, columns, view.direction == "rtl")
    return None if picture is None else Together(picture, actors, len(records))


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"


def mapped(desk: Desk, view: View, counts: Mapping[str, int], pair_with: str = "", whole: bool = True) -> Shown | None:
    """Return the map of some states; each leads to its page, or to its partnership with `pair_with`."""
    known = {code: n for code, n in counts.items() if desk.is_state(code)}
    picture = world(known, whole)
    if picture is None:
        return None
    label = desk.label(view.language)
    rows = {}
    for code, n in sorted(known.items(), key=lambda item: (-item[1], item[0])):
        href = view.links.pair(pair_with, code) if pair_with and code != pair_with else view.values.about(code)
        rows[code] = (label(code) or code, href, n)
    return Shown(picture, rows)


def named_in(records: Sequence[Record]) -> Counter[str]:
    """Return how many of these records name each state, itself or by an organisation or office of it."""
    found: Counter[str] = Counter()
    for record in records:
        ids = (str(v.value.get("id") or "") for slot in record.slots.values() for v in slot.agreed)
        found.update({state for identity in ids if (state := state_of(identity))})
    return found


def places(desk: Desk, view: View, records: Sequence[Record]) -> list[tuple[str, str, int]]:
    """Return the places that these records name: name, address, in how many; the most named first."""
    called: dict[str, tuple[str, str]] = {}
    many: Counter[str] = Counter()
    for record in records:
        own: set[str] = set()
        for slot, held in record.slots.items():
            spec = desk.kinds[record.kind].slots.get(slot)
            if spec is None or "place" not in spec.types:
                continue
            for value in held.agreed:
                key = str(value.value.get("id") or value.value.get("name") or "")
                if key:
                    own.add(key)
                    called.setdefault(key, (view.values.bit(value.value, spec).text, view.values.about(key)))
        many.update(own)
    return [(*called[key], n) for key, n in sorted(many.items(), key=lambda item: (-item[1], item[0]))[:_MOST_PLACES]]
