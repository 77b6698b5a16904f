"""What the record stage knows of the world, loaded by the edge from knowledge/ and passed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from mithaq.records.decisions import Decisions
from mithaq.records.skeleton import Skeletons
from mithaq.records.sources import Outlets


class Term(NamedTuple):
    """One office that a listed person held: EDTF dates, "" where open."""

    title: str
    organisation: str
    begin: str
    end: str


@dataclass(frozen=True, slots=True)
class Lore:
    """`families`: item → the more general item it is one of. `terms`: person → the offices held."""

    names: Skeletons = field(default_factory=Skeletons)
    families: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    outlets: Outlets = field(default_factory=Outlets)
    decisions: Decisions = field(default_factory=Decisions)
