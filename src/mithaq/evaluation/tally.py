"""Counts of what was found, missed and false → precision, recall and F1."""

from __future__ import annotations

from dataclasses import dataclass, fields


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean; 0 when both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def ratio(part: float, whole: float) -> float:
    """Return part of whole; 0 when there is no whole."""
    return part / whole if whole else 0.0


@dataclass(slots=True)
class Tally:
    """Counts over annotated claims (`gold`, `found`, `paired`) and claims that were read (`claims`, `right`).

    `open`: claims of a kind that the document is not annotated exhaustively for; they cost no precision.
    """

    gold: int = 0
    found: int = 0
    paired: int = 0
    modality: int = 0
    claims: int = 0
    right: int = 0
    open: int = 0
    slot_gold: int = 0
    slot_read: int = 0
    slot_score: float = 0.0

    def add(self, other: Tally) -> None:
        """Count what `other` has counted too."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))

    @property
    def empty(self) -> bool:
        """Tell whether nothing was annotated and nothing read."""
        return not self.gold and not self.claims

    @property
    def precision(self) -> float:
        """The share of the claims read that is right."""
        return ratio(self.right, self.claims)

    @property
    def recall(self) -> float:
        """The share of the annotated claims that was found."""
        return ratio(self.found, self.gold)

    @property
    def f1(self) -> float | None:
        """Claim F1; None where no document is annotated exhaustively, so that precision is not known."""
        return None if self.open and not self.claims else f1(self.precision, self.recall)

    @property
    def slot_precision(self) -> float:
        """The share of the slot values read that is right."""
        return ratio(self.slot_score, self.slot_read)

    @property
    def slot_recall(self) -> float:
        """The share of the annotated slot values that was read."""
        return ratio(self.slot_score, self.slot_gold)

    @property
    def slot_f1(self) -> float:
        """Slot F1, over the values of found claims and of the others alike."""
        return f1(self.slot_precision, self.slot_recall)

    @property
    def modality_right(self) -> float:
        """The share of the paired claims whose modality is right."""
        return ratio(self.modality, self.paired)
