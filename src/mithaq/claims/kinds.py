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
class Kind:
    """One of the contract's kinds, with labels by language (`ar`, `fr`, `en`)."""

    id: str
    labels: Mapping[str, str]
    slots: Mapping[str, SlotSpec]

    @property
    def keys(self) -> tuple[str, ...]:
        """The slots that identify the thing; a claim without any of them is not reported."""
        return tuple(s.id for s in self.slots.values() if s.key)
