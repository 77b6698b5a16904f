"""The computer's clock → the moments that a register notes; it may be wrong or set back, so nothing is ordered by it.

Runs and judgements are ordered by their numbers. What is read gets the moment that the clock shows, right or wrong.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, func, select, union_all

from mithaq.model.issues import Issue
from mithaq.register import schema


def now() -> str:
    """Return the moment that the clock shows: ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def not_before(moment: str) -> str:
    """Return the moment that the clock shows, or `moment` if the clock was set back since."""
    return max(now(), moment)


def behind(connection: Connection) -> Issue | None:
    """Return an issue if the register was written at a moment that is still to come by this clock."""
    runs, log = schema.runs.c, schema.judgements.c
    moments = (func.max(runs.started_at), func.max(runs.ended_at), func.max(log.made_at))
    noted = connection.execute(union_all(*(select(moment) for moment in moments))).scalars()
    last, shown = max((moment for moment in noted if moment), default=""), now()
    if last <= shown:
        return None
    message = f"the clock of this computer shows {shown}, but the register was written at {last}"
    hint = "set the clock: what is read now is dated by it (--as-read-on goes by that); nothing is lost or mixed up"
    return Issue("D017", message, hint=hint)
