"""Claims → groups that are about one thing each; the same groups whatever order the claims come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mithaq.model.claims import Claim
from mithaq.records.identity import blocks, ground, same_thing
from mithaq.records.rules import RULES
from mithaq.records.same import meaning


@dataclass(slots=True)
class Unit:
    """Claims that say exactly the same; `first` stands for all of them."""

    keys: tuple[str, ...]
    said: str
    claims: dict[str, Claim] = field(default_factory=dict)

    @property
    def first(self) -> Claim:
        """The claim of the smallest id."""
        return self.claims[min(self.claims)]


@dataclass(slots=True)
class Group:
    """Claims about one thing. `vague`: they may be about any of several known things, so they stand alone."""

    units: list[Unit]
    vague: bool = False

    @property
    def claims(self) -> list[tuple[str, Claim]]:
        """All claims with their ids, by id."""
        return sorted((item for unit in self.units for item in unit.claims.items()), key=lambda item: item[0])


def group(claims: Iterable[Claim], classes: Mapping[str, str]) -> list[Group]:
    """Place claims that say most first; one that fits a single group joins it, one that fits several joins none."""
    groups: list[Group] = []
    by_block: defaultdict[str, list[int]] = defaultdict(list)
    for unit in sorted(_units(claims, classes), key=_order):
        met = sorted({index for key in unit.keys for index in by_block[key]})
        fitting = [i for i in met if _fits(groups[i], unit)]
        sharp = [i for i in fitting if not groups[i].vague]
        dull = [i for i in fitting if groups[i].vague]
        if len(sharp) == 1 or (not sharp and dull):
            index = sharp[0] if sharp else dull[0]
            groups[index].units.append(unit)
        elif dull:
            index = dull[0]
            groups[index].units.append(unit)
        else:
            index = len(groups)
            groups.append(Group([unit], vague=len(sharp) > 1))
        for key in unit.keys:
            if index not in by_block[key]:
                by_block[key].append(index)
    return groups


def _fits(found: Group, unit: Unit) -> bool:
    return all(same_thing(other.first, unit.first) for other in found.units)


def _units(claims: Iterable[Claim], classes: Mapping[str, str]) -> list[Unit]:
    units: dict[tuple[str, ...], Unit] = {}
    for identity, claim in _distinct(claims).items():
        keys = blocks(claim, classes)
        said = f"{claim.kind} {_said(claim)}"
        name = (said, *keys) if keys else (said, identity)
        unit = units.setdefault(name, Unit(keys, said if keys else f"{said} {identity}"))
        unit.claims[identity] = claim
    return list(units.values())


def _distinct(claims: Iterable[Claim]) -> dict[str, Claim]:
    """Return the claims by id; of two of one id the one that comes first in a fixed order."""
    found: dict[str, Claim] = {}
    for claim in claims:
        if claim.kind in RULES:
            other = found.setdefault(claim.id, claim)
            if other is not claim and repr(claim) < repr(other):
                found[claim.id] = claim
    return found


def _said(claim: Claim) -> str:
    return repr(sorted((s, sorted((ground(v), meaning(v)) for v in vs)) for s, vs in claim.slots.items()))


def _order(unit: Unit) -> tuple[int, int, int, str, tuple[str, ...]]:
    """Most telling first: marks filled, precision of its dates, values in all; then an arbitrary fixed order."""
    claim = unit.first
    marks = [slot for slot in RULES[claim.kind].marks if claim.slots.get(slot)]
    precision = sum(len(str(v.value)) for slot in marks for v in claim.slots[slot] if isinstance(v.value, str))
    return -len(marks), -precision, -sum(map(len, claim.slots.values())), unit.said, unit.keys
