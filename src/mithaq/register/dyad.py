"""A register and two states → what it holds about both of them: the records, and what stands beside those.

Beside the records that name both states belong the memberships, offices and exercises of one of them, as far as they
stand in the same documents: who holds the office that signed, what the state belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select

from mithaq.model.records import Record
from mithaq.register import schema
from mithaq.register.rows import record_of
from mithaq.register.selection import WHEN, Selection, conditions
from mithaq.register.store import Register

BESIDE = ("membership", "position", "exercise")
_BATCH = 500


class Outline(NamedTuple):
    """A record of the picture without its values. `date`: of the thing itself; `when`: that, or of the first report."""

    id: str
    kind: str
    date: str | None
    when: str | None
    modality: str
    confidence: float
    disputed: bool
    sources: int


def _about_both(states: tuple[str, str]) -> ColumnElement[bool]:
    """Return what holds of the rows of `records` that belong to the picture of two states."""
    r, links, c = schema.records.c, schema.record_claims, schema.claims
    ids = select(r.id).where(*conditions(Selection(states=states, top=True)))
    claimed = links.join(c, c.c.id == links.c.claim)
    documents = select(c.c.document).select_from(claimed).where(links.c.record.in_(ids))
    beside = select(links.c.record).select_from(claimed).where(c.c.kind.in_(BESIDE), c.c.document.in_(documents))
    of_one = select(schema.record_states.c.record).where(schema.record_states.c.state.in_(states))
    return or_(r.id.in_(ids), (r.kind.in_(BESIDE) & r.id.in_(of_one) & r.id.in_(beside)))


def outline(register: Register, states: tuple[str, str]) -> list[Outline]:
    """Return the whole picture in outline, the newest first, what has no date last."""
    r = schema.records.c
    columns = (r.id, r.kind, r.date, WHEN, r.modality, r.confidence, r.disputed, r.sources)
    query = select(*columns).where(_about_both(states)).order_by(WHEN.is_(None), WHEN.desc(), r.id)
    with register._reading() as connection:
        return [Outline(*row[:7], row[7] or 0) for row in connection.execute(query)]


def dyad(register: Register, states: tuple[str, str]) -> list[Record]:
    """Return all records of the picture, by kind and date."""
    r = schema.records.c
    query = select(r.data).where(_about_both(states)).order_by(r.kind, WHEN.is_(None), WHEN, r.id)
    with register._reading() as connection:
        return [record_of(row[0]) for row in connection.execute(query)]


def records_with(register: Register, identities: Iterable[str]) -> dict[str, Record]:
    """Return the records of these ids."""
    wanted, r = list(identities), schema.records.c
    found: dict[str, Record] = {}
    with register._reading() as connection:
        for i in range(0, len(wanted), _BATCH):
            rows = connection.execute(select(r.id, r.data).where(r.id.in_(wanted[i : i + _BATCH])))
            found |= {identity: record_of(data) for identity, data in rows}
    return {identity: found[identity] for identity in wanted if identity in found}
