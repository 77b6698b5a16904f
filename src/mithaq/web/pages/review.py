"""A register → what waits for people: values in dispute, what may be the same, and what was judged before."""

from __future__ import annotations

from typing import Any, NamedTuple

from mithaq.model.records import Record
from mithaq.records.decisions import NOTE, UNDO, Judgement, read_anchors
from mithaq.register.browse import record_at
from mithaq.register.judgements import judgements
from mithaq.register.judging import names
from mithaq.web.desk import Desk, Page, View
from mithaq.web.sessions import Reviewer

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


def review(desk: Desk, view: View, who: Reviewer | None, told: Told) -> Page:
    """Return the page of a reviewer."""
    left = desk.candidates.left(desk.register, desk.kinds, desk.knowledge)
    view.values.learn(desk.register.claims_with([c for r in left.disputed for c in r.claims[:3]]))
    data: dict[str, Any] = {
        "who": who,
        "done": told.done,
        "wrong": told.wrong,
        "disputes": [{"line": view.teller.line(r), "slots": _slots(desk, view, r)} for r in left.disputed],
        "pairs": [_pair(view, one, other) for one, other in left.pairs],
        "persons": [_pair(view, p.one, p.other, view.writing.share(p.score)) for p in left.persons],
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
    return [j._asdict() | {"gone": j.id in gone, "href": _subject(desk, j)} for j in shown]


def _subject(desk: Desk, judgement: Judgement) -> str:
    """Return the address of the record that a note is about, as far as it still stands on those words."""
    if judgement.verdict != NOTE:
        return ""
    found = (record_at(desk.register, *anchor) for anchor in read_anchors(judgement.subject)[:1])
    return next((f"/record/{record}" for record in found if record), "")
