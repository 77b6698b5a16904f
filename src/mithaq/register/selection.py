"""What a person asks of the records → the query for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union

from mithaq.register import schema

_SLOTS = {
    "person": ("person", "participants", "signatories", "speaker", "target", "addressee"),
    "item": ("item",),
    "programme": ("programme", "body"),
}
STAGES = ("status", "action")
WHEN = func.nullif(schema.records.c.day, "")


class Selection(NamedTuple):
    """Which records: all of these must hold.

    `states`: it names each of them, or an organisation of it. `person`, `item`, `programme`: an id, or a part of a name
    in Latin letters or as a document writes it. `status`: the stage that stands. `since`, `until`: when it happened, or
    was first reported if that is not known; both ends count in full (`until="2024"` ends in December). `about`: it
    holds a value of exactly this id, or of this name. `top`: no other record says the same more exactly.
    """

    kind: str | None = None
    states: Sequence[str] = ()
    since: str | None = None
    until: str | None = None
    disputed: bool = False
    person: str | None = None
    item: str | None = None
    programme: str | None = None
    status: str | None = None
    modality: str | None = None
    min_confidence: float | None = None
    about: str | None = None
    top: bool = False


def select_records(wanted: Selection) -> Select[tuple[str]]:
    """Return the query, by kind and date."""
    r = schema.records.c
    return select(r.data).where(*conditions(wanted)).order_by(r.kind, func.coalesce(WHEN, "9"), r.id)


def conditions(wanted: Selection) -> list[ColumnElement[bool]]:
    """Return what must hold of the rows of `records`."""
    r = schema.records.c
    when = r.day
    found: list[ColumnElement[bool]] = [r.id.in_(_naming(state)) for state in wanted.states]
    if wanted.kind is not None:
        found.append(r.kind == wanted.kind)
    if wanted.disputed:
        found.append(r.disputed)
    if wanted.since is not None:
        found.append(when >= wanted.since)
    if wanted.until is not None:
        found += [when != "", func.substr(when, 1, len(wanted.until)) <= wanted.until]
    if wanted.modality is not None:
        found.append(r.modality == wanted.modality)
    if wanted.min_confidence is not None:
        found.append(r.confidence >= wanted.min_confidence)
    if wanted.status is not None:
        v = schema.record_values.c
        at = select(v.record).where(v.slot.in_(STAGES), v.value_id == wanted.status, v.disputed.is_(False))
        found.append(r.id.in_(at))
    if wanted.about is not None:
        v = schema.record_values.c
        held = union(select(v.record).where(v.value_id == wanted.about), select(v.record).where(v.name == wanted.about))
        found.append(r.id.in_(held))
    if wanted.top:
        found.append(r.refined.is_not(True))
    for name, slots in _SLOTS.items():
        if (words := getattr(wanted, name)) is not None:
            found.append(r.id.in_(_holding(slots, words)))
    return found


def _naming(state: str) -> Select[tuple[str]]:
    named = schema.record_states.c
    return select(named.record).where(named.state == state.upper())


def _holding(slots: Sequence[str], words: str) -> Select[tuple[str]]:
    v = schema.slot_values.c
    low = words.strip().lower()
    named = func.lower(v.name).contains(low, autoescape=True)
    held = or_(func.lower(v.value_id) == low, named, v.text.contains(words.strip(), autoescape=True))
    return _records_whose_claims(and_(v.slot.in_(slots), held))


def _records_whose_claims(condition: ColumnElement[bool]) -> Select[tuple[str]]:
    links, values = schema.record_claims, schema.slot_values
    return select(links.c.record).select_from(links.join(values, values.c.claim == links.c.claim)).where(condition)
