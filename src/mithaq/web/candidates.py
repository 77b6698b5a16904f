"""A register → what its records leave to people, kept until something changes: making them anew takes seconds."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import NamedTuple

from mithaq.claims.kinds import Kind
from mithaq.knowledge.load import Knowledge
from mithaq.model.records import Record
from mithaq.pipeline import RECORDS_VERSION, assembled, lore_of, reassembled
from mithaq.records.assemble import Assembled
from mithaq.register import Register
from mithaq.register.browse import stamp

MOST = 60


class Likeness(NamedTuple):
    """Two records whose persons may be one, and how alike their names are, in [0, 1]."""

    one: Record
    other: Record
    score: float


class Left(NamedTuple):
    """What waits for people, at most `MOST` of each: records in dispute, records that may be one, persons likewise."""

    disputed: tuple[Record, ...]
    pairs: tuple[tuple[Record, Record], ...]
    persons: tuple[Likeness, ...]


class Candidates:
    """What waits in one register. One at a time makes it; the others wait for that and take it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: tuple[str, Left] | None = None

    def left(self, register: Register, kinds: Mapping[str, Kind], knowledge: Knowledge) -> Left:
        """Return what waits now."""
        with self._lock:
            now = stamp(register)
            if self._held is None or self._held[0] != now:
                self._held = now, _left(assembled(register, kinds, lore_of(knowledge)))
            return self._held[1]

    def refresh(self, register: Register, kinds: Mapping[str, Kind], knowledge: Knowledge) -> None:
        """Make the records anew if something has changed, and keep what that leaves to people."""
        with self._lock:
            if register.stale(RECORDS_VERSION):
                found = reassembled(register, kinds, lore_of(knowledge))
                self._held = stamp(register), _left(found)


def _left(found: Assembled) -> Left:
    known = {record.id: record for record in found.records}
    by_claim = {claim: record for record in found.records for claim in record.claims}
    persons = (
        Likeness(by_claim[p.claims[0]], by_claim[p.claims[1]], p.score)
        for p in found.persons
        if p.claims[0] in by_claim and p.claims[1] in by_claim
    )
    return Left(
        tuple(record for record in found.records if record.disputed)[:MOST],
        tuple((known[a], known[b]) for a, b in found.pairs if a in known and b in known)[:MOST],
        tuple(p for p in persons if p.one.id != p.other.id)[:MOST],
    )
