"""The mention gold: reading, comparing and scoring of mentions."""

from __future__ import annotations

from pathlib import Path

import pytest

from mithaq.evaluation.mentions import Key, Score, compare, read_gold, score_mentions, shown
from mithaq.knowledge import load_knowledge
from mithaq.model.errors import KnowledgeError

GOLD = Path(__file__).resolve().parents[2] / "examples" / "mentions"


def test_kind_value_and_words_must_agree() -> None:
    gold = [Key("state", "MA", "morocco"), Key("item", "-", "falcon 7"), Key("date", "2024", "2024")]
    found = [Key("state", "MA", "morocco"), Key("item", "x-7", "the falcon 7"), Key("date", "2023", "2024")]
    missed, wrong = compare(gold, found)
    assert missed == [gold[2]]
    assert wrong == [found[2]]


def test_each_mention_is_matched_once() -> None:
    key = Key("state", "MA", "morocco")
    assert compare([key, key], [key]) == ([key], [])


def test_an_organisation_inside_an_office_may_match_and_is_never_wrong() -> None:
    org = Key("organisation", "ma.far", "armed forces")
    assert compare([org], [], [org]) == ([], [])
    assert compare([], [], [org]) == ([], [])


def test_f1_of_nothing_is_one() -> None:
    assert Score().f1 == 1.0
    assert Score(1, 2, 2).f1 == 0.5


def test_a_gold_without_document_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("state:\n  MA:\n    - Morocco\n", "utf-8")
    with pytest.raises(KnowledgeError):
        read_gold(path)


def test_the_gold_of_the_examples_stays_above_the_floor() -> None:
    knowledge = load_knowledge()
    published = {p.with_suffix(".txt").name: "2025-01-01" for p in GOLD.glob("*.yaml")}
    result = score_mentions(GOLD, knowledge.text, knowledge.mentions, published)
    assert "organisation" in shown(result)
    for kind in ("state", "quantity", "money"):
        total = sum((s for (_, k), s in result.scores.items() if k == kind), Score())
        assert total.f1 >= 0.9, kind
