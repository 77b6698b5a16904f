"""The articles of examples/ and their annotation belong together; negatives are there; the reader's spans hold."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from mithaq.evaluation.gold import GoldDocument, load_gold
from mithaq.knowledge.load import load_knowledge

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
GOLDS = load_gold(EXAMPLES / "gold")
KINDS = load_knowledge().kinds


def text_of(gold: GoldDocument) -> str:
    return (EXAMPLES / gold.document).read_bytes().decode("utf-8")


def test_each_article_has_its_annotation() -> None:
    assert sorted(p.name for p in EXAMPLES.glob("*.txt")) == sorted(g.document for g in GOLDS)


@pytest.mark.parametrize("gold", GOLDS, ids=lambda g: g.document)
def test_evidence_stands_in_the_text(gold: GoldDocument) -> None:
    text = text_of(gold)
    assert not [c.evidence for c in gold.claims if not c.evidence or c.evidence not in text]
    assert not [words for words in gold.not_claims if words not in text]


@pytest.mark.parametrize("gold", GOLDS, ids=lambda g: g.document)
def test_slots_are_those_of_the_contract(gold: GoldDocument) -> None:
    assert not [(c.kind, slot) for c in gold.claims for slot in c.slots if slot not in KINDS[c.kind].slots]


@pytest.mark.parametrize("gold", GOLDS, ids=lambda g: g.document)
def test_terms_are_those_of_the_contract(gold: GoldDocument) -> None:
    odd = []
    for claim in gold.claims:
        for slot, values in claim.slots.items():
            terms = KINDS[claim.kind].slots[slot].terms
            odd += [(claim.kind, slot, a) for value in values for a in value if terms and a not in terms]
    assert not odd


def test_most_articles_are_arabic_and_some_are_about_other_matters() -> None:
    counts = Counter(g.language for g in GOLDS)
    assert counts["ar"] == max(counts.values())
    assert sum(not g.claims for g in GOLDS) >= 4
    assert {g.language for g in GOLDS} == {"ar", "en", "fr"}
