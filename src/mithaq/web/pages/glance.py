"""The records of a partnership → the few figures that are safe to state first, each with the words it stands on.

Safe: stated as fact, not in dispute in any of its values, sure enough, and not dated after its report. Of each sort the
surest and best sourced.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mithaq.export.view import state_of
from mithaq.model.claims import Claim
from mithaq.model.records import Record
from mithaq.register.rows import date_of
from mithaq.web.desk import View
from mithaq.web.telling import Line, layouts
from mithaq.web.values import Bit

SURE_ENOUGH, _MOST = 0.6, 6
_SORTS = {"agreement": 1, "transfer": 2, "assistance": 1, "membership": 1, "exercise": 1, "meeting": 1, "deployment": 1}
_OF_ONE = frozenset({"membership"})


class Glance(NamedTuple):
    """One figure: what stands large, what it is, and the record behind it."""

    figure: tuple[Bit, ...]
    line: Line
    said: str


def glance(view: View, states: tuple[str, str], records: Sequence[Record], claims: Sequence[Claim]) -> list[Glance]:
    """Return at most six of them."""
    said = {claim.id: claim for claim in claims}
    found = []
    for kind, most in _SORTS.items():
        stages = view.teller.kinds[kind].identity.stages
        safe = [r for r in records if r.kind == kind and _safe(r) and (kind in _OF_ONE or _names(r, states))]
        for best in sorted(safe, key=lambda r: (_weight(r, stages), r.id), reverse=True)[:most]:
            line = view.teller.line(best)
            found.append(Glance(_figure(view, best, line), line, _words(best, said)))
    return found[:_MOST]


def _safe(record: Record) -> bool:
    if record.modality != "asserted" or record.disputed or record.confidence < SURE_ENOUGH:
        return False
    date, told = date_of(record) or "", record.last_reported
    return "/" in date or not told or date[: len(told)] <= told  # what is dated after its last report had not happened


def _names(record: Record, states: tuple[str, str]) -> bool:
    """Tell whether the values of a record name both states, or bodies and persons of both."""
    values = (v.value.get("id") for slot in record.slots.values() for v in slot.agreed)
    return set(states) <= {state_of(str(identity)) for identity in values if identity}


def _weight(record: Record, stages: Sequence[str]) -> tuple[float, float, float]:
    """Return how much a record says: how far the thing has come, the figure, how sure and how often said."""
    reached = [stages.index(step["status"]) for step in record.status_history[-1:] if step["status"] in stages]
    measure = layouts()[record.kind].get("measure", "")
    slot = record.slots.get(measure)
    value = slot.agreed[0].value.get("value") if slot and slot.agreed else None
    size = float(value) if isinstance(value, int | float) else float(value is not None or slot is not None)
    return float(reached[0] if reached else -1), size, record.confidence * min(record.sources, 5)


def _figure(view: View, record: Record, line: Line) -> tuple[Bit, ...]:
    measure = layouts()[record.kind].get("measure", "")
    slot = record.slots.get(measure)
    spec = view.teller.kinds[record.kind].slots.get(measure)
    return view.values.bits(slot, spec)[:1] or (line.title[0][:1] if line.title else ())


def _words(record: Record, said: dict[str, Claim]) -> str:
    held = [said[i] for i in record.claims if i in said]
    if not held:
        return ""
    best = max(held, key=lambda c: (c.confidence, c.id))
    text = " ".join(" … ".join(e.text for e in best.evidence).split())
    return text if len(text) <= 220 else text[:220].rsplit(" ", 1)[0] + " …"
