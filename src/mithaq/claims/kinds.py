"""What knowledge/kinds declares → `Kind`: a claim's slots, which mentions may fill them, which identify the thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SlotSpec:
    """One slot. `classes`: of organisations, only these may fill it (empty: all but `refused`). `types`: mention
    kinds that may fill it, best first. `key`: identifies the thing. `many`: holds
    several values. `planned`: term → the term that stands for it when it is only to come. `interval`: a date slot
    that wants an interval. `latest`: of two values the later stage stands."""

    id: str
    types: tuple[str, ...]
    key: bool = False
    many: bool = False
    interval: bool = False
    latest: bool = False
    terms: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    planned: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Identity:
    """How two claims of a kind are told to be about one thing.

    `blocks`: sets of slots; only claims that share all values of a block are ever compared. `participants` in a block
    means "share one", `parties=` "share all", `title#` "share the id", `title*` "share an id
    that is not broad", `date~` "share a year", `date%` "share a month,
    give or take `near`", `signed,period~` "the one's year, the other's first year", `item^` "share the family",
    `@class` "stand in copies of one text". `agree`: slots that must be compatible where both have them. `equal`: sets
    that must be the same where both have them.
    `marks`: slots that tell one thing from the next of its sort; claims that fill more of them are placed first.
    `apart`: figures that, different in one document, mean two things. `under`: a record can say less than another only
    when they share these; `general`: the slots in which it says less. `stage`: the slot of the thing's `stages` (in
    their order by nature), dated by `stage_date`; `money`: what a sum is at a stage; `free` stages come at any time,
    `ends` end it. `chain`: the slots of an office, `holder`: who holds it after another. `broad`: ids so general that
    any other may go with them. `earliest`: dates that end before this year are mistaken. `near`: days by which two
    documents may differ about one thing. `alike`: pairs of terms of a slot that may name the same. `changes`: slots
    whose values follow one another and are never disputed.
    """

    blocks: tuple[tuple[str, ...], ...] = ()
    agree: tuple[str, ...] = ()
    equal: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    general: tuple[str, ...] = ()
    stage: str = ""
    stages: tuple[str, ...] = ()
    money: Mapping[str, str] = field(default_factory=dict)
    stage_date: str = ""
    free: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    chain: tuple[str, ...] = ()
    holder: str = ""
    broad: frozenset[str] = frozenset()
    earliest: int = 0
    near: Mapping[str, int] = field(default_factory=dict)
    alike: Mapping[str, frozenset[frozenset[str]]] = field(default_factory=dict)
    changes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the contract's kinds, with labels by language (`ar`, `fr`, `en`)."""

    id: str
    labels: Mapping[str, str]
    slots: Mapping[str, SlotSpec]
    identity: Identity = field(default_factory=Identity)

    @property
    def keys(self) -> tuple[str, ...]:
        """The slots that identify the thing; a claim without any of them is not reported."""
        return tuple(s.id for s in self.slots.values() if s.key)
