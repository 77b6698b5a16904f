"""Ids of records or claims and a verdict on them → a judgement in the log of the register, or why there is none."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from mithaq.model.errors import RegisterError
from mithaq.model.records import Record
from mithaq.records.decisions import APART, NOTE, PREFER, REJECT, SAME, UNDO, Judgement, anchors_of
from mithaq.register.judgements import add, judgements
from mithaq.register.store import Register

_TOLD = ("id", "value", "value_to", "currency", "qualifier", "unit")


class Judge(NamedTuple):
    """Who judges, and why."""

    by: str
    because: str


def judge_pair(register: Register, verdict: str, ids: tuple[str, str], judge: Judge) -> int:
    """Say that two records, or two claims, are about the same thing or not (`same`, `not-same`). Return the number."""
    if verdict not in (SAME, APART):
        raise RegisterError(f"{verdict} is no verdict on two records", hint=f"{SAME} or {APART}")
    records = [found(register, each) for each in ids]
    if records[0].kind != records[1].kind:
        raise RegisterError(f"{ids[0]} is of the kind {records[0].kind}, {ids[1]} of the kind {records[1].kind}")
    subject, object_ = sorted(_anchors(register, record) for record in records)
    return _add(register, verdict, subject, object_, judge)


def judge_value(register: Register, identity: str, slot: str, value: str, judge: Judge) -> int:
    """Say which value of a slot is right: its figure, date, id or name. Return the number."""
    record = found(register, identity)
    if slot not in record.slots:
        raise RegisterError(f"{record.id} has no slot {slot}", hint=", ".join(record.slots))
    values = [v.value for v in (*record.slots[slot].agreed, *record.slots[slot].disputed)]
    told = next((_told(v) for v in values if value in names(v)), None)
    if told is None:
        raise RegisterError(f"no document says {value}", hint="they say " + ", ".join(names(v)[0] for v in values))
    object_ = json.dumps({"slot": slot, "value": told}, ensure_ascii=False, sort_keys=True)
    return _add(register, PREFER, _anchors(register, record), object_, judge)


def judge_misread(register: Register, identity: str, judge: Judge) -> int:
    """Say that a claim, or all claims of a record, do not belong in the register. Return the number."""
    return _add(register, REJECT, _anchors(register, found(register, identity)), None, judge)


def note_wrong(register: Register, identity: str, judge: Judge) -> int:
    """Keep a note that something is wrong with a claim or record; nothing changes by it. Return the number."""
    return _add(register, NOTE, _anchors(register, found(register, identity)), None, judge)


def take_back(register: Register, number: int, judge: Judge) -> int:
    """Take a judgement back; both stay in the log. Return the number of the undoing."""
    if number not in {judgement.id for judgement in judgements(register)}:
        raise RegisterError(f"there is no judgement {number}", hint="see: mithaq review log")
    return _add(register, UNDO, str(number), None, judge)


def found(register: Register, what: str) -> Record:
    """Return a record by the beginning of its id; a claim is taken for a record of its own."""
    if what.startswith("c_"):
        for record in register.records():
            for claim in record.claims:
                if claim.startswith(what):
                    return replace(record, claims=(claim,))
    elif record_ := register.record(what):
        return record_
    raise RegisterError(f"there is no {what} in {register.shown}")


def names(value: Mapping[str, Any]) -> list[str]:
    """Return the words by which a value may be named."""
    return [str(value[key]) for key in ("value", "id", "name", "text") if key in value]


def standing(log: Sequence[Judgement]) -> list[Judgement]:
    """Return the judgements that nobody has taken back, the last first."""
    gone = {int(j.subject) for j in log if j.verdict == UNDO}
    return [j for j in reversed(log) if j.verdict != UNDO and j.id not in gone]


def _told(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return what tells a value from the others of its slot."""
    told = {key: value[key] for key in _TOLD if key in value}
    return told or {key: value[key] for key in ("name", "text") if key in value}


def _anchors(register: Register, record: Record) -> str:
    return anchors_of(register.claims_of(record))


def _add(register: Register, verdict: str, subject: str, object_: str | None, judge: Judge) -> int:
    if not judge.because.strip():
        raise RegisterError("a judgement needs a reason", hint="say why: --because TEXT")
    return add(register, Judgement(0, verdict, subject, object_, judge.by.strip(), "", judge.because.strip()))
