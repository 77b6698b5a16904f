"""How sure each independent source is → how sure the register is of a record, with the sum written out.

A voice (documents that count as one source) is as sure as its surest claim, c. Even a source that is surely read may be
wrong, so it leaves a doubt of 0.05 + 0.95 · (1 - c). Doubts of independent voices multiply; the confidence is one minus
their product. Voices that deny the thing take away half of the confidence that their denial would have. One source read
with 0.9 gives 0.855, two give 0.979; nothing is surer than 0.99. Where the documents only tell that someone alleges it,
the figure says how sure it is that the allegation was made, never that it is true.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import prod
from typing import Any, NamedTuple

from mithaq.model.claims import Claim
from mithaq.records.sources import Voice

RESIDUE = 0.05
MOST = 0.99
_DENIED, _ALLEGED = "denied", "alleged"


class Sum(NamedTuple):
    """A confidence and the steps that give it."""

    value: float
    steps: tuple[Mapping[str, Any], ...]


def confidence(claims: Sequence[tuple[str, Claim]], heard: Mapping[str, Voice]) -> Sum:
    """Return the confidence in a record, in [0, 1], one step a voice and the result as the last."""
    only_denied = all(claim.modality == _DENIED for _, claim in claims)
    sides: dict[bool, dict[str, float]] = {False: {}, True: {}}
    for _, claim in claims:
        side = sides[claim.modality == _DENIED and not only_denied]
        name = heard[claim.document].name
        side[name] = max(side.get(name, 0.0), claim.confidence)
    named = {voice.name: voice for voice in heard.values()}
    steps = [_step(named[name], c, against) for against, side in sides.items() for name, c in sorted(side.items())]
    for_it, against_it = (_together(sides[against]) for against in (False, True))
    value = round(for_it * (1 - against_it / 2), 6)
    of = "allegation" if all(claim.modality == _ALLEGED for _, claim in claims) else "record"
    result = {"of": of, "for": round(for_it, 6), "against": round(against_it, 6), "confidence": value}
    return Sum(value, (*steps, result))


def confidence_of(voice: Voice, claim: Claim) -> Sum:
    """Return the confidence in a record of one claim."""
    return _alone(voice, claim.confidence, claim.modality == _ALLEGED)


@lru_cache(maxsize=1 << 16)
def _alone(voice: Voice, sure: float, alleged: bool) -> Sum:
    value = round(_together({voice.name: sure}), 6)
    result = {"of": "allegation" if alleged else "record", "for": value, "against": 0.0, "confidence": value}
    return Sum(value, (_step(voice, sure, False), result))


def _step(voice: Voice, sure: float, against: bool) -> Mapping[str, Any]:
    step: dict[str, Any] = {"voice": voice.name, "documents": list(voice.documents)}
    step |= {"sure": sure, "doubt": _doubt(sure)}
    if voice.why:
        step["one_because"] = list(voice.why)
    if voice.official:
        step["official"] = True
    return step | ({"denies": True} if against else {})


@lru_cache(maxsize=1 << 12)
def _doubt(sure: float) -> float:
    return round(RESIDUE + (1 - RESIDUE) * (1 - sure), 6)


def _together(side: Mapping[str, float]) -> float:
    return min(MOST, 1 - prod(_doubt(c) for c in sorted(side.values()))) if side else 0.0
