"""Confidences and whether each claim was right → how far the confidence can be believed, band by band."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

EDGES = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


class Band(NamedTuple):
    """The claims whose confidence is at least `low` and below `high` (the last band includes 1)."""

    low: float
    high: float
    claims: int
    right: int
    mean: float

    @property
    def share(self) -> float:
        """The share of them that is right: it should be near their mean confidence."""
        return self.right / self.claims


def bands(judged: Iterable[tuple[float, bool]]) -> list[Band]:
    """Sort judged claims into bands of confidence; empty bands are left out."""
    listed = list(judged)
    out = []
    for low, high in pairwise(EDGES):
        inside = [(c, r) for c, r in listed if low <= c < high or (c >= high == EDGES[-1])]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            out.append(Band(low, high, len(inside), sum(r for _, r in inside), mean))
    return out


def calibration_error(judged: Iterable[tuple[float, bool]]) -> float:
    """Return the mean distance between confidence and share right over the bands, weighted by their claims."""
    found = bands(judged)
    claims = sum(b.claims for b in found)
    return sum(b.claims * abs(b.mean - b.share) for b in found) / claims if claims else 0.0
