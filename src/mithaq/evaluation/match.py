"""The annotated claims of a kind and those that were read of it → pairs, each with its quality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from mithaq.evaluation.compare import agreement, fold
from mithaq.evaluation.gold import GoldClaim

ClaimData = Mapping[str, Any]  # a claim as the contract prints it

# What shows that two claims are about one thing: at least one of these slots must agree.
KEY_SLOTS = {
    "agreement": ("title", "signed", "period"),
    "meeting": ("participants", "date"),
    "exercise": ("name",),
    "transfer": ("item",),
    "assistance": ("programme", "amount"),
    "training": ("provider", "recipient", "programme"),
    "membership": ("body",),
    "deployment": ("contributor", "mission", "places"),
    "cooperation": ("area", "body"),
    "statement": ("speaker",),
    "position": ("person",),
}
FOUND = 0.5  # a claim is found when at least half of the slot values of both agree
_TOUCH = 0.001  # of two that are equally good, the one read from the same words


class SlotMatch(NamedTuple):
    """The best pairing of the slot values of two claims. `score`: sum of agreement; `best`: by slot."""

    score: float
    gold: int
    read: int
    best: Mapping[str, float]


class Pair(NamedTuple):
    """An annotated claim and a claim that was read, by their places in their lists."""

    gold: int
    read: int
    quality: float

    @property
    def found(self) -> bool:
        """Tell whether enough agrees."""
        return self.quality >= FOUND


def values_of(claim: ClaimData, slot: str) -> list[ClaimData]:
    """Return the values of one slot of a claim that was read."""
    values = claim.get("slots", {}).get(slot, [])
    listed = values if isinstance(values, list) else [values]
    return [v if isinstance(v, dict) else {"value": v, "text": str(v)} for v in listed]


def size(claim: ClaimData) -> int:
    """Return how many slot values a claim that was read holds."""
    return sum(len(values_of(claim, slot)) for slot in claim.get("slots", {}))


def match_slots(gold: GoldClaim, claim: ClaimData) -> SlotMatch:
    """Pair the slot values of two claims, best first."""
    score = 0.0
    best: dict[str, float] = {}
    for slot in sorted(set(gold.slots) | set(claim.get("slots", {}))):
        wanted, got = gold.slots.get(slot, ()), values_of(claim, slot)
        hits = [(agreement(slot, w, v), i, j) for i, w in enumerate(wanted) for j, v in enumerate(got)]
        kept = _one_to_one(sorted((h for h in hits if h[0] > 0), reverse=True))
        score += sum(hit[0] for hit in kept)
        best[slot] = max((hit[0] for hit in kept), default=0.0)
    return SlotMatch(score, gold.size, size(claim), best)


def quality(gold: GoldClaim, claim: ClaimData) -> float:
    """Return 0 when no key slot agrees, else the F1 of the slot values and a hair for evidence in the same words."""
    match = match_slots(gold, claim)
    keys = [k for k in KEY_SLOTS[gold.kind] if k in gold.slots] or list(gold.slots)
    if not any(match.best.get(k, 0.0) >= 0.5 for k in keys):
        return 0.0
    evidence = fold(gold.evidence)
    read = [fold(e.get("text", "")) for e in claim.get("evidence", [])]
    touch = _TOUCH if any(r and (r in evidence or evidence in r) for r in read) else 0.0
    return 2 * match.score / (match.gold + match.read) + touch


def pair(gold: Sequence[GoldClaim], claims: Sequence[ClaimData]) -> list[Pair]:
    """Pair each annotated claim with at most one that was read; those that must be read choose before the optional."""
    pairs = [Pair(i, j, quality(g, c)) for i, g in enumerate(gold) for j, c in enumerate(claims)]
    pairs.sort(
        key=lambda p: (p.found and not gold[p.gold].optional, p.found, p.quality, -p.gold, -p.read), reverse=True
    )
    kept = _one_to_one([(p.quality, p.gold, p.read) for p in pairs if p.quality > 0])
    return [Pair(i, j, q) for q, i, j in kept]


def _one_to_one(hits: Sequence[tuple[float, int, int]]) -> list[tuple[float, int, int]]:
    """Keep, in the order given, each hit whose two sides are both still free."""
    left: set[int] = set()
    right: set[int] = set()
    kept = []
    for hit in hits:
        if hit[1] not in left and hit[2] not in right:
            left.add(hit[1])
            right.add(hit[2])
            kept.append(hit)
    return kept
