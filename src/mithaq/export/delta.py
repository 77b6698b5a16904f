"""Two registers → what the second has beside, without and other than the first: one JSON object a difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TextIO

from mithaq.export.values import json_line
from mithaq.model.claims import Claim
from mithaq.model.records import Record

_OF_RECORD = ("modality", "confidence", "sources", "document_ids", "status_history", "follows")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `op`: added, gone or changed; `level`: claim or record; `before`, `after`: what it was and is."""

    op: str
    level: str
    kind: str
    id: str
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return a JSON object without what is absent."""
        out: dict[str, Any] = {"op": self.op, "level": self.level, "kind": self.kind, "id": self.id}
        if self.before is not None:
            out["before"] = dict(self.before)
        if self.after is not None:
            out["after"] = dict(self.after)
        return out


def claim_changes(old: Iterable[Claim], new: Iterable[Claim]) -> Iterator[Change]:
    """Yield the claims that came and went; a claim says where it was read, so one that changed went and came."""
    before = {claim.id: claim for claim in old}
    for claim in new:
        if before.pop(claim.id, None) is None:
            yield Change("added", "claim", claim.kind, claim.id, after=claim.as_dict())
    for identity, claim in before.items():
        yield Change("gone", "claim", claim.kind, identity, before=claim.as_dict())


def record_changes(old: Iterable[Record], new: Iterable[Record]) -> Iterator[Change]:
    """Yield the records that came, went or changed. One is the same as before when it has the same id, or when it is
    of the same kind and shares a claim with one that would be gone."""
    before = {record.id: record for record in old}
    fresh: list[Record] = []
    for record in new:
        earlier = before.pop(record.id, None)
        if earlier is None:
            fresh.append(record)
        else:
            yield from _changed(earlier, record)
    by_claim = {(record.kind, claim): record for record in before.values() for claim in record.claims}
    for record in fresh:
        shared = (by_claim.get((record.kind, claim)) for claim in record.claims)
        earlier = next((r for r in shared if r is not None and r.id in before), None)
        if earlier is None:
            yield Change("added", "record", record.kind, record.id, after=record.as_dict())
        else:
            del before[earlier.id]
            yield from _changed(earlier, record)
    for record in before.values():
        yield Change("gone", "record", record.kind, record.id, before=record.as_dict())


def _changed(old: Record, new: Record) -> Iterator[Change]:
    was, now = old.as_dict(), new.as_dict()
    slots = {name for name in (*was["slots"], *now["slots"]) if was["slots"].get(name) != now["slots"].get(name)}
    heads = [name for name in _OF_RECORD if was.get(name) != now.get(name)]
    if not slots and not heads and old.claims == new.claims:
        return
    slots = slots or set(now["slots"])  # so that a reader knows what thing it is
    pairs = []
    for whole in (was, now):
        kept: dict[str, Any] = {"id": whole["id"]} | {name: whole[name] for name in heads if name in whole}
        kept["slots"] = {name: slot for name, slot in whole["slots"].items() if name in slots}
        pairs.append(kept | {"claims": whole["claims"]})
    yield Change("changed", "record", new.kind, new.id, *pairs)


def write(changes: Iterable[Change], out: TextIO) -> int:
    """Write each difference on a line of its own."""
    count = 0
    for change in changes:
        out.write(json_line(change.as_dict()) + "\n")
        count += 1
    return count
