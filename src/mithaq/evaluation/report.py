"""Scores → lines of text for a terminal, and plain values for JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mithaq.evaluation.calibration import bands, calibration_error
from mithaq.evaluation.compare import forms
from mithaq.evaluation.match import ClaimData, values_of
from mithaq.evaluation.score import Scores
from mithaq.evaluation.tally import Tally
from mithaq.model.claims import KINDS

ALL = "ALL but statement"
HEAD = f"{'':<18}{'gold':>5}{'claims':>7}   claim P / R / F1      slot P / R / F1       modality"
_LONGEST = 300


def rows(scores: Scores) -> Iterator[tuple[str, Tally]]:
    """Yield the label and counts of each kind, each language and the whole; what is empty is left out."""
    for kind in KINDS:
        if not (tally := scores.total(kind=kind)).empty:
            yield kind, tally
    for language in scores.languages:
        yield language, scores.total(language=language)
    yield ALL, scores.total()


def table(scores: Scores) -> Iterator[str]:
    """Yield the lines of the table of scores."""
    yield HEAD
    for label, t in rows(scores):
        known = t.f1 is not None
        p, f = (f"{t.precision:.2f}", f"{t.f1:.2f}") if known else ("   -", "   -")
        slots = f"{t.slot_precision:.2f} / {t.slot_recall:.2f} / {t.slot_f1:.2f}"
        claims = f"{p} / {t.recall:.2f} / {f}"
        yield f"{label:<18}{t.gold:>5}{t.claims:>7}   {claims}      {slots}      {t.modality_right:.2f}"


def calibration_table(scores: Scores) -> Iterator[str]:
    """Yield the lines of the table of confidence: in a good reader the last two columns are near each other."""
    yield f"{'confidence':<14}{'claims':>7}{'mean':>7}{'right':>7}"
    for band in bands(scores.judged):
        yield f"{band.low:.1f} to {band.high:.1f}    {band.claims:>7}{band.mean:>7.2f}{band.share:>7.2f}"
    yield f"mean distance between confidence and share right: {calibration_error(scores.judged):.2f}"


def misses(scores: Scores) -> Iterator[str]:
    """Yield the annotated claims that were not found, with the nearest that was read."""
    for document, gold, nearest in scores.misses:
        wanted = json.dumps({s: [v[0] for v in vs] for s, vs in gold.slots.items()}, ensure_ascii=False)
        yield f"MISS  {document} {gold.kind} {wanted[:_LONGEST]}  «{gold.evidence[:90]}»"
        if nearest is not None:
            yield f"      nearest {_slots(nearest)}"


def falses(scores: Scores) -> Iterator[str]:
    """Yield the claims that no annotation holds, with the rule that read them."""
    for document, claim in scores.falses:
        rule = claim.get("reader", {}).get("rule", "")
        yield f"FALSE {document} {claim['kind']} {_slots(claim)}  [{rule}]"


def as_json(scores: Scores, errors: int) -> dict[str, Any]:
    """Return the scores as plain values."""
    return {
        "rows": {label: _row(tally) for label, tally in rows(scores)},
        "false_on_negatives": scores.negatives,
        "span_errors": errors,
        "calibration": [band._asdict() for band in bands(scores.judged)],
    }


def _row(t: Tally) -> dict[str, float | int | None]:
    return {
        "gold": t.gold,
        "claims": t.claims,
        "precision": None if t.f1 is None else t.precision,
        "recall": t.recall,
        "f1": t.f1,
        "slot_precision": t.slot_precision,
        "slot_recall": t.slot_recall,
        "slot_f1": t.slot_f1,
        "modality": t.modality_right,
    }


def _slots(claim: ClaimData) -> str:
    slots = {slot: [(forms(v) or ["?"])[0] for v in values_of(claim, slot)] for slot in claim.get("slots", {})}
    return json.dumps(slots, ensure_ascii=False)[:_LONGEST]
