"""Claims → groups that are about one thing each; the same groups whatever order the claims come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from mithaq.claims.kinds import Identity, Kind
from mithaq.model.claims import Claim
from mithaq.records.decisions import APART, SAME, Decisions, Mark
from mithaq.records.identity import apart, bound, may_be_same
from mithaq.records.told import Told, blocks, plan

_ALSO = frozenset({"channel", "format", "role", "status", "value", "places", "amount", "subject"})
_COMPARED = 16
_CROWD = 128
_OPEN = 24
_NO_MARKS: frozenset[Mark] = frozenset()
Saying = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(slots=True)
class Unit:
    """Claims that say exactly the same; `first` stands for all of them. `core`: what tells things apart."""

    keys: tuple[str, ...]
    said: str
    core: Saying
    claims: dict[str, Told] = field(default_factory=dict)
    marks: frozenset[Mark] = _NO_MARKS
    first: Told = field(init=False)

    def settle(self) -> None:
        """Let the claim of the smallest id stand for all."""
        self.first = self.claims[min(self.claims)]


@dataclass(slots=True)
class Group:
    """Claims about one thing. `vague`: they may be about any of several known things, so they stand alone."""

    units: list[Unit]
    vague: bool = False
    cores: dict[Saying, Told] = field(default_factory=dict)
    figures: defaultdict[str, list[Told]] = field(default_factory=lambda: defaultdict(list))
    marks: set[Mark] = field(default_factory=set)

    @property
    def told(self) -> list[Told]:
        """All claims, by id."""
        return sorted((told for unit in self.units for told in unit.claims.values()), key=lambda told: told.id)

    def add(self, unit: Unit, rule: Identity) -> None:
        """Take a unit in."""
        self.units.append(unit)
        self.marks |= unit.marks
        if len(self.cores) < _COMPARED:
            self.cores.setdefault(unit.core, unit.first)
        if rule.apart:
            for told in unit.claims.values():
                self.figures[told.claim.document].append(told)


@dataclass(slots=True)
class Grouping:
    """Groups, and which things a vague group may be about."""

    groups: list[Group]
    open: list[tuple[int, int]]


def group(
    claims: Iterable[tuple[str, Claim]], classes: Mapping[str, str], kinds: Mapping[str, Kind], decisions: Decisions
) -> Grouping:
    """Place claims that say most first; one that fits a single group joins it, one that fits several joins none."""
    groups: list[Group] = []
    opened: list[tuple[int, int]] = []
    known = _Blocks()
    for unit in sorted(_units(claims, classes, kinds, decisions), key=lambda unit: _order(unit, kinds)):
        kind = kinds[unit.first.claim.kind]
        kept_apart = decisions.of(APART, unit.marks)
        marks = kind.identity.marks
        fitting = [i for i in known.met(unit, marks) if _fits(groups[i], unit, kind, kept_apart)]
        sharp = [i for i in fitting if not groups[i].vague]
        dull = [i for i in fitting if groups[i].vague]
        if len(sharp) == 1 or (not sharp and dull):
            index = sharp[0] if sharp else dull[0]
        elif dull:
            index = dull[0]
        else:
            index = len(groups)
            groups.append(Group([], vague=len(sharp) > 1))
            opened += [(index, other) for other in sharp[:_OPEN]]
        groups[index].add(unit, kind.identity)
        known.put(unit, marks, index)
    return _forced(Grouping(groups, opened), decisions)


class _Blocks:
    """Which groups a unit meets. A crowded block shows its first groups, and of the rest those that share a mark."""

    def __init__(self) -> None:
        self._groups: defaultdict[str, dict[int, None]] = defaultdict(dict)
        self._marked: defaultdict[tuple[str, str, str], dict[int, None]] = defaultdict(dict)

    def met(self, unit: Unit, marks: tuple[str, ...]) -> list[int]:
        """Return the groups to compare a unit with, in the order in which they were made."""
        found: set[int] = set()
        for key in unit.keys:
            groups = self._groups.get(key)
            if groups:
                found.update(groups)
                if len(groups) >= _CROWD:
                    for place in _marks(key, unit, marks):
                        found.update(self._marked.get(place, ()))
        return sorted(found)

    def put(self, unit: Unit, marks: tuple[str, ...], index: int) -> None:
        """Note that a unit is in a group."""
        for key in unit.keys:
            groups = self._groups[key]
            if len(groups) < _CROWD:
                groups[index] = None
            elif index not in groups:
                for place in _marks(key, unit, marks):
                    if len(self._marked[place]) < _CROWD:
                        self._marked[place][index] = None


def _marks(key: str, unit: Unit, marks: tuple[str, ...]) -> Iterable[tuple[str, str, str]]:
    return ((key, slot, ground) for slot in marks for ground in unit.first.set(slot))


def _fits(found: Group, unit: Unit, kind: Kind, kept_apart: frozenset[Mark]) -> bool:
    if kept_apart and any(Mark(m.judgement, 1 - m.side) in found.marks for m in kept_apart):
        return False
    if unit.core not in found.cores and not _goes_with(found.cores.values(), unit.first, kind):
        return False
    if not kind.identity.apart:
        return True
    for told in unit.claims.values():
        for other in found.figures.get(told.claim.document, ()):
            if apart(other, told, kind.identity):
                return False
    return True


def _goes_with(others: Collection[Told], told: Told, kind: Kind) -> bool:
    """Tell whether no claim of a group speaks against another claim, and one for it."""
    for other in others:
        if not may_be_same(other, told, kind):
            return False
    return any(bound(other, told, kind) for other in others)


def _forced(grouping: Grouping, decisions: Decisions) -> Grouping:
    """Join the groups that people judged to be one."""
    sides: defaultdict[int, set[int]] = defaultdict(set)
    for index, found in enumerate(grouping.groups):
        for mark in decisions.of(SAME, found.marks):
            sides[mark.judgement].add(index)
    leaders = list(range(len(grouping.groups)))
    for _, joined in sorted(sides.items()):
        roots = sorted({_leader(leaders, index) for index in joined})
        for other in roots[1:]:
            leaders[other] = roots[0]
    groups: list[Group] = []
    places: dict[int, int] = {}
    for index, found in enumerate(grouping.groups):
        leader = _leader(leaders, index)
        if leader == index:
            places[index] = len(groups)
            groups.append(found)
        else:
            into = grouping.groups[leader]
            into.units += found.units
            into.vague = False
    final = [places[_leader(leaders, index)] for index in range(len(leaders))]
    return Grouping(groups, [(final[a], final[b]) for a, b in grouping.open if final[a] != final[b]])


def _leader(leaders: list[int], index: int) -> int:
    while leaders[index] != index:
        index = leaders[index]
    return index


def _units(
    claims: Iterable[tuple[str, Claim]], classes: Mapping[str, str], kinds: Mapping[str, Kind], decisions: Decisions
) -> list[Unit]:
    units: dict[tuple[object, ...], Unit] = {}
    named = {name: _telling(kind.identity) for name, kind in kinds.items()}
    plans = {name: plan(name, kind.identity) for name, kind in kinds.items()}
    for identity, claim in claims:
        told = Told(identity, claim)
        keys = blocks(told, plans[claim.kind], classes.get(claim.document, claim.document))
        marks = decisions.marks(claim) if decisions.places else _NO_MARKS
        said = tuple(
            [(slot, pairs if len(pairs) == 1 else tuple(sorted(pairs))) for slot, pairs in sorted(told.meant.items())]
        )
        name: tuple[object, ...] = (claim.kind, said, keys, marks) if keys else (identity,)
        unit = units.get(name)
        if unit is None:
            words = f"{claim.kind} {said}" if keys else f"{claim.kind} {said} {identity}"
            unit = units[name] = Unit(keys, words, _core(said, named[claim.kind]), marks=marks)
        unit.claims[identity] = told
    for unit in units.values():
        unit.settle()
    return list(units.values())


def _core(said: Saying, named: frozenset[str]) -> Saying:
    return tuple([pair for pair in said if pair[0] in named])


def _telling(rule: Identity) -> frozenset[str]:
    """Return the slots by which things are told apart."""
    named = {part for block in rule.blocks for slot in block for part in slot.rstrip("#=~%^").split(",")}
    return _ALSO.union(named, rule.agree, rule.equal, rule.marks, rule.apart, (rule.stage, rule.stage_date))


def _order(unit: Unit, kinds: Mapping[str, Kind]) -> tuple[int, int, int, str, tuple[str, ...], tuple[Mark, ...]]:
    """Most telling first: marks filled, precision of its dates, values in all; then an arbitrary fixed order."""
    claim = unit.first.claim
    marks = [slot for slot in kinds[claim.kind].identity.marks if claim.slots.get(slot)]
    precision = sum(len(str(v.value)) for slot in marks for v in claim.slots[slot] if isinstance(v.value, str))
    values = sum(map(len, claim.slots.values()))
    return -len(marks), -precision, -values, unit.said, unit.keys, tuple(sorted(unit.marks))
