"""How sure each independent source is → how sure the register is of a record.

A source class (documents of nearly the same text) is as sure as its surest claim, c. Even a source that is surely read
may be wrong, so it leaves a doubt of 0.05 + 0.95 · (1 - c). Doubts of independent sources multiply; the confidence is
one minus their product. Sources that deny the thing take away half of the confidence that their denial would have.
One source read with 0.9 gives 0.855, two give 0.979; nothing is surer than 0.99.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import prod

from mithaq.model.claims import Claim

RESIDUE = 0.05
MOST = 0.99


def confidence(claims: Iterable[Claim], classes: Mapping[str, str]) -> float:
    """Return the confidence in a record, in [0, 1]."""
    for_it: dict[str, float] = {}
    against: dict[str, float] = {}
    listed = list(claims)
    only_denied = all(claim.modality == "denied" for claim in listed)
    for claim in listed:
        side = against if claim.modality == "denied" and not only_denied else for_it
        name = classes.get(claim.document, claim.document)
        side[name] = max(side.get(name, 0.0), claim.confidence)
    return round(_together(for_it) * (1 - _together(against) / 2), 6)


def _together(classes: Mapping[str, float]) -> float:
    if not classes:
        return 0.0
    return min(MOST, 1 - prod(RESIDUE + (1 - RESIDUE) * (1 - c) for c in sorted(classes.values())))
