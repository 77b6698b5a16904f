"""What people have judged → which claims are forced together, kept apart, left out, or have their value preferred.

A judgement points at claims by kind, document and place, not by their ids: it outlives a new reading of the document,
as long as a claim of that kind still stands on those words. Of judgements about the same two things the last one holds.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from mithaq.model.claims import Claim

SAME, APART, PREFER, REJECT, UNDO, NOTE = "same", "not-same", "prefer", "reject", "undo", "note"
VERDICTS = (SAME, APART, PREFER, REJECT, UNDO, NOTE)
_MOST = 20


class Anchor(NamedTuple):
    """Where a claim stands."""

    kind: str
    document: str
    start: int
    end: int


class Judgement(NamedTuple):
    """One row of the log. `subject`, `object`: anchors as JSON; of `prefer` the object is slot and value; of `undo` the
    subject is the number of the judgement that is taken back. A `note` only says that something is wrong."""

    id: int
    verdict: str
    subject: str
    object: str | None = None
    made_by: str = ""
    made_at: str = ""
    because: str = ""


class Mark(NamedTuple):
    """That a claim is meant by one side of a judgement."""

    judgement: int
    side: int


@dataclass(slots=True)
class Decisions:
    """Judgements in force, found by kind and document."""

    places: dict[tuple[str, str], list[tuple[int, int, Mark]]] = field(default_factory=dict)
    verdicts: dict[int, str] = field(default_factory=dict)
    preferred: dict[int, tuple[str, Mapping[str, Any]]] = field(default_factory=dict)

    def marks(self, claim: Claim) -> frozenset[Mark]:
        """Return the sides of judgements that mean this claim."""
        places = self.places.get((claim.kind, claim.document))
        if not places:
            return frozenset()
        spans = [evidence.span for evidence in claim.evidence]
        return frozenset(m for start, end, m in places if any(s.start < end and start < s.end for s in spans))

    def of(self, verdict: str, marks: Iterable[Mark]) -> frozenset[Mark]:
        """Return the marks that come from one verdict."""
        return frozenset(m for m in marks if self.verdicts[m.judgement] == verdict)


def decide(judgements: Iterable[Judgement]) -> Decisions:
    """Sum the log up: what was undone or judged anew has no say."""
    standing: dict[object, Judgement] = {}
    keys: dict[int, object] = {}
    for judgement in sorted(judgements):
        if judgement.verdict == NOTE:
            continue  # it waits for somebody to judge
        if judgement.verdict == UNDO:
            gone = keys.get(int(judgement.subject))
            if gone is not None and standing.get(gone) and standing[gone].id == int(judgement.subject):
                del standing[gone]
            continue
        key = _about(judgement)
        keys[judgement.id] = key
        standing[key] = judgement
    found = Decisions()
    places: defaultdict[tuple[str, str], list[tuple[int, int, Mark]]] = defaultdict(list)
    for judgement in standing.values():
        found.verdicts[judgement.id] = judgement.verdict
        sides = [judgement.subject]
        if judgement.verdict == PREFER:
            told = json.loads(judgement.object or "{}")
            found.preferred[judgement.id] = (told["slot"], told["value"])
        elif judgement.object:
            sides.append(judgement.object)
        for side, text in enumerate(sides):
            for anchor in read_anchors(text):
                mark = Mark(judgement.id, side)
                places[anchor.kind, anchor.document].append((anchor.start, anchor.end, mark))
    found.places = dict(places)
    return found


def _about(judgement: Judgement) -> object:
    if judgement.verdict in (SAME, APART):
        return frozenset({judgement.subject, judgement.object or ""})
    if judgement.verdict == PREFER:
        return judgement.verdict, judgement.subject, json.loads(judgement.object or "{}").get("slot")
    return judgement.verdict, judgement.subject


def anchors_of(claims: Iterable[Claim]) -> str:
    """Return the places of some claims as text for the log."""
    found = sorted(
        {
            Anchor(c.kind, c.document, min(e.span.start for e in c.evidence), max(e.span.end for e in c.evidence))
            for c in claims
            if c.evidence
        }
    )
    return json.dumps([list(anchor) for anchor in found[:_MOST]], ensure_ascii=False, separators=(",", ":"))


def read_anchors(text: str) -> list[Anchor]:
    """Return the places that a text of the log names."""
    return [Anchor(kind, document, start, end) for kind, document, start, end in json.loads(text)]
