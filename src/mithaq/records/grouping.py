"""Claims → groups that are about one thing each; the same groups whatever order the claims come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from mithaq.claims.kinds import Identity, Kind
from mithaq.model.claims import Claim
from mithaq.records.decisions import APART, SAME, Decisions, Mark
from mithaq.records.identity import apart, bound, may_be_same
from mithaq.records.told import Meanings, Part, Told, blocks, plan

_ALSO = frozenset({"channel", "format", "role", "status", "value", "places", "amount", "subject"})
_COMPARED = 16
_CROWD = 64
_OPEN = 24
_NO_MARKS: frozenset[Mark] = frozenset()
_NO_RULE = Identity()
Saying = tuple[int, ...]


@dataclass(slots=True)
class Unit:
    """Claims that say exactly the same; `first` stands for all of them. `core`: what tells things apart."""

    keys: tuple[str, ...]
    claims: list[Told]
    marks: frozenset[Mark] = _NO_MARKS
    said: str = ""
    core: Saying = ()

    @property
    def first(self) -> Told:
        """The claim of the smallest id."""
        return self.claims[0]


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
        return sorted([told for unit in self.units for told in unit.claims], key=attrgetter("id"))

    def add(self, unit: Unit, rule: Identity) -> None:
        """Take a unit in."""
        self.units.append(unit)
        self.marks |= unit.marks
        if len(self.cores) < _COMPARED:
            self.cores.setdefault(unit.core, unit.first)
        if rule.apart:
            for told in unit.claims:
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
    """Which groups a unit meets. A crowded block shows its first groups, and of the rest those that share a mark, or
    the year of one, as far as few share it."""

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
                        marked = self._marked.get(place, ())
                        found.update(marked if len(marked) < _CROWD else ())
        return sorted(found)

    def put(self, unit: Unit, marks: tuple[str, ...], index: int) -> None:
        """Note that a unit is in a group."""
        for key in unit.keys:
            groups = self._groups[key]
            if len(groups) < _CROWD:
                groups[index] = None
            elif index not in groups:
                for place in _marks(key, unit, marks):
                    marked = self._marked[place]
                    if len(marked) < _CROWD:
                        marked[index] = None


def _marks(key: str, unit: Unit, marks: tuple[str, ...]) -> Iterable[tuple[str, str, str]]:
    for slot in marks:
        meant = unit.first.meant.get(slot)
        if meant is not None:
            for ground in {*meant.grounds, *meant.look(Part(slot, "~", "", 0), _NO_RULE)}:
                yield key, slot, ground


def _fits(found: Group, unit: Unit, kind: Kind, kept_apart: frozenset[Mark]) -> bool:
    if kept_apart and any(Mark(m.judgement, 1 - m.side) in found.marks for m in kept_apart):
        return False
    if unit.core not in found.cores and not _goes_with(found.cores.values(), unit.first, kind):
        return False
    if not kind.identity.apart:
        return True
    for told in unit.claims:
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
    """Return the claims that say the same together. `claims`: by id, so that the first of each is that of least id."""
    units: dict[tuple[object, ...], Unit] = {}
    plans = {name: plan(name, kind.identity) for name, kind in kinds.items()}
    meanings, judged = Meanings(), bool(decisions.places)
    for identity, claim in claims:
        told = Told(identity, claim, meanings)
        keys = blocks(told, plans[claim.kind], classes.get(claim.document, claim.document))
        marks = decisions.marks(claim) if judged else _NO_MARKS
        name: tuple[object, ...] = (claim.kind, told.said, keys, marks) if keys else (identity,)
        unit = units.get(name)
        if unit is None:
            units[name] = Unit(keys, [told], marks)
        else:
            unit.claims.append(told)
    named = {name: _telling(kind.identity) for name, kind in kinds.items()}
    for unit in units.values():
        first = unit.first
        telling = named[first.claim.kind]
        unit.core = tuple(sorted([found.code for slot, found in first.meant.items() if slot in telling]))
        unit.said = first.words() if unit.keys else f"{first.words()} {first.id}"
    return list(units.values())


def _telling(rule: Identity) -> frozenset[str]:
    """Return the slots by which things are told apart."""
    named = {part for block in rule.blocks for slot in block for part in slot.rstrip("#*=~%^").split(",")}
    return _ALSO.union(named, rule.agree, rule.equal, rule.marks, rule.apart, (rule.stage, rule.stage_date))


def _order(unit: Unit, kinds: Mapping[str, Kind]) -> tuple[int, int, int, str, tuple[str, ...], tuple[Mark, ...]]:
    """Most telling first: marks filled, precision of its dates, values in all; then an arbitrary fixed order."""
    first = unit.first
    marks = [found for slot in kinds[first.claim.kind].identity.marks if (found := first.meant.get(slot)) is not None]
    precision = sum([found.wordy for found in marks])
    values = sum([len(found.pairs) for found in first.meant.values()])
    return -len(marks), -precision, -values, unit.said, unit.keys, tuple(sorted(unit.marks))
