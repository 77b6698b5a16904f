"""Annotated documents and the claims read from them → `Scores`: per kind, per language, misses, false claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mithaq.evaluation.gold import GoldClaim, GoldDocument, stem
from mithaq.evaluation.match import ClaimData, Pair, match_slots, pair, size
from mithaq.evaluation.tally import Tally
from mithaq.model.claims import KINDS

ASIDE = "statement"  # nowhere annotated exhaustively: kept out of the totals


class Miss(NamedTuple):
    """An annotated claim that was not found, and the claim nearest to it."""

    document: str
    gold: GoldClaim
    nearest: ClaimData | None


class False_(NamedTuple):  # noqa: N801 - `False` is taken
    """A claim that no annotation holds."""

    document: str
    claim: ClaimData


@dataclass(slots=True)
class Scores:
    """Everything counted. `judged`: (confidence, right) of each claim that counts for precision."""

    cells: dict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    misses: list[Miss] = field(default_factory=list)
    falses: list[False_] = field(default_factory=list)
    judged: list[tuple[float, bool]] = field(default_factory=list)
    unscored: int = 0
    negatives: int = 0

    def total(self, *, language: str | None = None, kind: str | None = None) -> Tally:
        """Add up the counts of a language, of a kind, or all; of all kinds but statement unless one is named."""
        out = Tally()
        for (lang, name), tally in self.cells.items():
            if language in (None, lang) and (name == kind if kind else name != ASIDE):
                out.add(tally)
        return out

    @property
    def languages(self) -> list[str]:
        """The languages of the annotated documents."""
        return sorted({language for language, _ in self.cells})


def score(golds: Iterable[GoldDocument], claims: Iterable[ClaimData], kinds: Sequence[str] = KINDS) -> Scores:
    """Compare claims with the annotation. Claims of documents without annotation are only counted."""
    by_document: Mapping[str, list[ClaimData]] = defaultdict(list)
    for claim in claims:
        by_document[stem(str(claim["document"]))].append(claim)
    scores, known = Scores(), set()
    for gold in golds:
        name = stem(gold.document)
        known.add(name)
        read = by_document.get(name, [])
        if not gold.claims:
            scores.negatives += sum(c["kind"] in gold.exhaustive for c in read)
        for kind in kinds:
            _score_kind(scores, gold, kind, [c for c in read if c["kind"] == kind])
    scores.unscored = sum(len(read) for name, read in by_document.items() if name not in known)
    return scores


def _score_kind(scores: Scores, document: GoldDocument, kind: str, claims: Sequence[ClaimData]) -> None:
    gold = [g for g in document.claims if g.kind == kind]
    pairs = pair(gold, claims)
    by_gold, by_read = {p.gold: p for p in pairs}, {p.read: p for p in pairs}
    tally = scores.cells[document.language, kind]
    for i, wanted in enumerate(gold):
        if not wanted.optional:
            near = by_gold.get(i)
            claim = claims[near.read] if near else None
            _count_gold(tally, wanted, claim, near)
            if near is None or not near.found:
                scores.misses.append(Miss(document.document, wanted, claim))
    for j, claim in enumerate(claims):
        near = by_read.get(j)
        if near is None or not (gold[near.gold].optional and near.found):
            alone = near is None or gold[near.gold].optional
            _count_read(scores, document, claim, tally, (bool(near and near.found), alone))


def _count_gold(tally: Tally, wanted: GoldClaim, claim: ClaimData | None, near: Pair | None) -> None:
    tally.gold += 1
    tally.slot_gold += wanted.size
    if claim is None or near is None:
        return
    match = match_slots(wanted, claim)
    tally.slot_score += match.score
    tally.slot_read += match.read
    tally.paired += 1
    tally.found += near.found
    tally.modality += wanted.modality == claim.get("modality", "asserted")


def _count_read(scores: Scores, document: GoldDocument, claim: ClaimData, tally: Tally, how: tuple[bool, bool]) -> None:
    """Count a claim that was read. `how`: it is right; its slot values were not counted with an annotated claim."""
    right, alone = how
    if claim["kind"] not in document.exhaustive:
        tally.open += 1
        return
    tally.claims += 1
    tally.right += right
    scores.judged.append((float(claim.get("confidence", 0.5)), right))
    if not right:
        scores.falses.append(False_(document.document, claim))
        if alone:
            tally.slot_read += size(claim)
