"""The values of claims → rows of `record_states`: which states each record names, itself or by an organisation."""

from __future__ import annotations

from sqlalchemy import Connection, and_, case, func, insert, or_, select

from mithaq.register import schema


def note_states(connection: Connection) -> None:
    """Fill `record_states` from the claims of all records; who is quoted is not named by that alone."""
    links, values, records = schema.record_claims, schema.slot_values, schema.records
    identity = values.c.value_id
    of_state = and_(func.length(identity) == 2, identity == func.upper(identity))
    of_body = func.substr(identity, 3, 1) == "."
    state = case((of_state, identity), else_=func.upper(func.substr(identity, 1, 2))).label("state")
    joined = links.join(values, values.c.claim == links.c.claim).join(records, records.c.id == links.c.record)
    named = select(links.c.record, state, records.c.day).distinct().select_from(joined)
    named = named.where(or_(of_state, of_body), values.c.slot != "attribution")
    connection.execute(insert(schema.record_states).from_select(["record", "state", "day"], named))
