"""Articles by others, annotated, where they lie beside the repository: none of their text is in the project."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from mithaq.evaluation.gold import GoldDocument, load_gold
from mithaq.evaluation.match import ClaimData
from mithaq.evaluation.run import evaluate, read_claims

SHARED = Path(__file__).resolve().parents[2] / "shared"
SEEDS, GOLD = SHARED / "seeds", SHARED / "gold" / "seeds"
LEAST_F1 = 0.5

pytestmark = pytest.mark.skipif(not GOLD.is_dir() or not SEEDS.is_dir(), reason="../shared/gold is not here")


@cache
def read() -> tuple[list[GoldDocument], list[ClaimData]]:
    golds = load_gold(GOLD)
    return golds, read_claims(golds, SEEDS)


def test_spans_hold_and_half_of_the_claims_are_found() -> None:
    scores, errors = evaluate(*read(), SEEDS)
    assert not errors
    assert (scores.total().f1 or 0.0) >= LEAST_F1


def test_nothing_is_read_from_tickers_and_related_headlines() -> None:
    golds, claims = read()
    taken = []
    for gold in golds:
        text = (SEEDS / gold.document).read_bytes().decode("utf-8")
        places = [(text.find(words), words) for words in gold.not_claims]
        for claim in claims:
            for evidence in claim["evidence"] if claim["document"] == gold.document else ():
                taken += [
                    (gold.document, claim["reader"]["rule"], words)
                    for at, words in places
                    if at >= 0 and at <= evidence["start"] and evidence["end"] <= at + len(words)
                ]
    assert not taken
