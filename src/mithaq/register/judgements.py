"""What people judge → rows of an append-only log in the register, and back; the log as a file that can be shared."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from sqlalchemy import delete, insert, select

from mithaq.model.errors import RegisterError
from mithaq.records.decisions import NOTE, UNDO, VERDICTS, Judgement
from mithaq.register import clock, schema
from mithaq.register.store import Register

COLUMNS = ("id", "made_at", "made_by", "verdict", "subject", "object", "because")


def judgements(register: Register) -> list[Judgement]:
    """Return the whole log, oldest first."""
    table = schema.judgements.c
    columns = (table.id, table.verdict, table.subject, table.object, table.made_by, table.made_at, table.because)
    with register._reading() as connection:
        return [Judgement(*row) for row in connection.execute(select(*columns).order_by(table.id))]


def add(register: Register, judgement: Judgement) -> int:
    """Append one judgement, dated now unless it has a date; return its number.

    The records are then to be made anew, unless it is a note.
    """
    return add_all(register, [judgement])[0]


def add_all(register: Register, many: Iterable[Judgement]) -> list[int]:
    """Append judgements in one transaction; return their numbers."""
    numbers: list[int] = []
    now = clock.now()
    judged = list(many)
    with register._writing() as connection:
        for judgement in judged:
            _check(judgement)
            row = {name: getattr(judgement, name) for name in COLUMNS if name != "id"}
            done = connection.execute(insert(schema.judgements).values(row | {"made_at": judgement.made_at or now}))
            numbers.append(int(done.inserted_primary_key[0]))  # type: ignore[index]
        if any(judgement.verdict != NOTE for judgement in judged):
            connection.execute(delete(schema.meta).where(schema.meta.c.key == "records"))
            connection.execute(insert(schema.meta).values(key="records", value="stale"))
    return numbers


def _check(judgement: Judgement) -> None:
    if judgement.verdict not in VERDICTS:
        raise RegisterError(f"{judgement.verdict} is no verdict", hint=f"one of {', '.join(VERDICTS)}")
    if not judgement.made_by.strip():
        raise RegisterError("a judgement needs a name", hint="say who judges: --by NAME")


def as_tsv(log: Iterable[Judgement]) -> str:
    """Return the log as tab-separated text, for knowledge/decisions."""
    out = io.StringIO()
    writer = csv.writer(out, dialect="excel-tab", lineterminator="\n")
    writer.writerow(COLUMNS)
    for judgement in log:
        writer.writerow([getattr(judgement, name) or "" for name in COLUMNS])
    return out.getvalue()


def from_tsv(text: str, known: Iterable[Judgement]) -> list[Judgement]:
    """Return the judgements of a file that the log does not hold yet; an undo is taken only with what it undoes."""
    held = {_said(judgement) for judgement in known}
    found: list[Judgement] = []
    for row in csv.DictReader(io.StringIO(text), dialect="excel-tab"):
        if set(COLUMNS) - set(row):
            raise RegisterError("this is no file of judgements", hint=f"its columns must be {', '.join(COLUMNS)}")
        judgement = Judgement(
            int(row["id"]), row["verdict"], row["subject"], row["object"] or None,
            row["made_by"], row["made_at"], row["because"],
        )  # fmt: skip
        if judgement.verdict != UNDO and _said(judgement) not in held:
            found.append(judgement)
    return found


def _said(judgement: Judgement) -> tuple[str, ...]:
    return judgement.verdict, judgement.subject, judgement.object or "", judgement.made_by, judgement.made_at
