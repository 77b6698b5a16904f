"""A register → what waits for people: values in dispute, what may be the same, and what was judged before."""

from __future__ import annotations

from typing import Any, NamedTuple

from mithaq.model.records import Record
from mithaq.pipeline import assembled, lore_of
from mithaq.records.decisions import UNDO
from mithaq.register.judgements import judgements
from mithaq.register.judging import names
from mithaq.web.desk import Desk, Page, View

_MOST = 60


class Choice(NamedTuple):
    """A value that may be said to be right: what the form sends, the words, by how many claims, in dispute or not."""

    key: str
    text: str
    many: int
    disputed: bool


class Told(NamedTuple):
    """What the reviewer was told after the last judgement: that it is kept, or what was wrong."""

    done: str = ""
    wrong: str = ""


def review(desk: Desk, view: View, csrf: str, by: str, told: Told) -> Page:
    """Return the page of a reviewer."""
    left = assembled(desk.register, desk.kinds, lore_of(desk.knowledge))
    known = {record.id: record for record in left.records}
    by_claim = {claim: record for record in left.records for claim in record.claims}
    view.values.learn(desk.register.claims_with([c for r in known.values() if r.disputed for c in r.claims[:3]]))
    disputed = [r for r in left.records if r.disputed][:_MOST]
    pairs = [_pair(view, known[a], known[b]) for a, b in left.pairs[:_MOST] if a in known and b in known]
    persons = [
        _pair(view, by_claim[p.claims[0]], by_claim[p.claims[1]], view.writing.share(p.score))
        for p in left.persons[:_MOST]
        if p.claims[0] in by_claim and p.claims[1] in by_claim
    ]
    data: dict[str, Any] = {
        "csrf": csrf,
        "by": by,
        "done": told.done,
        "wrong": told.wrong,
        "disputes": [{"line": view.teller.line(r), "slots": _slots(desk, view, r)} for r in disputed],
        "pairs": pairs,
        "persons": [p for p in persons if p["one"].id != p["other"].id],
        "log": _log(desk),
    }
    return Page("review.html", data)


def _slots(desk: Desk, view: View, record: Record) -> list[dict[str, Any]]:
    kind = desk.kinds[record.kind]
    found = []
    for name, slot in record.slots.items():
        if slot.disputed:
            spec = kind.slots.get(name)
            choices = [
                Choice(names(v.value)[0], view.values.bit(v.value, spec).text, len(v.claims), v in slot.disputed)
                for v in (*slot.agreed, *slot.disputed)
            ]
            found.append({"id": name, "label": view.values.slot(kind, name), "choices": choices})
    return found


def _pair(view: View, one: Record, other: Record, likeness: str = "") -> dict[str, Any]:
    return {"one": view.teller.line(one), "other": view.teller.line(other), "likeness": likeness}


def _log(desk: Desk) -> list[dict[str, Any]]:
    log = judgements(desk.register)
    gone = {int(j.subject) for j in log if j.verdict == UNDO}
    shown = [j for j in reversed(log) if j.verdict != UNDO][:_MOST]
    return [j._asdict() | {"gone": j.id in gone} for j in shown]
