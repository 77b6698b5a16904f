"""Drafts and the day of their document → what is dated after that day is to come: a plan is never a delivery."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mithaq.claims.draft import Draft
from mithaq.claims.kinds import Kind

_DATES = ("date", "signed")
_STAGES = frozenset({"requested", "notified", "approved", "ordered", "sold", "cancelled", "suspended"})
_LAST_MONTH = 12  # higher numbers stand for seasons


def mark_coming(drafts: Sequence[Draft], kinds: Mapping[str, Kind], published: str | None) -> None:
    """Make planned what the text tells as done but dates after its own day. An order, an approval and the like have
    happened when they are told of: there the later date belongs to something else and goes. Changes `drafts`."""
    if published is None:
        return
    for draft in drafts:
        for slot in _DATES:
            values = draft.slots.get(slot, [])
            if draft.modality != "asserted" or not any(_after(str(v.value or ""), published) for v in values):
                continue
            status = draft.first("status")
            if status is not None and status.id in _STAGES:
                draft.slots[slot] = []
                continue
            draft.modality = "planned"
            for name, spec in kinds[draft.kind].slots.items():
                if spec.planned:
                    draft.slots[name] = [
                        replace(v, id=spec.planned.get(v.id or "", v.id)) for v in draft.slots.get(name, [])
                    ]
        draft.slots = {k: v for k, v in draft.slots.items() if v}


def _after(edtf: str, published: str) -> bool:
    """The date begins after the day of publication, as far as both are known."""
    start = edtf.partition("/")[0]
    if not start[:4].isdigit():
        return False
    if len(start) >= 7 and (not start[5:7].isdigit() or int(start[5:7]) > _LAST_MONTH):
        start = start[:4]
    size = min(len(start), len(published))
    return start[:size] > published[:size]
