"""Cards read from YAML: what they hold, and what is said of a malformed one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import knowledge, written

from mithaq.claims.cards import Card
from mithaq.knowledge.rules import Rules, load_rules
from mithaq.model.errors import KnowledgeError

LANGUAGE = Path(__file__).resolve().parents[2] / "knowledge" / "language"
FRAMES = """
    defaults:
      transfer:
        date: [date]
        value: [money]
    give:
      item: [object, any]
      supplier: [subject]
      recipient: [to]
"""
CARD = """
    - id: en.transfer.bestow
      kind: transfer
      frame: give
      set: {status: delivered}
      needs: [item]
      words:
        verb: [bestow]
      slots:
        supplier: [from]
        value: none
      examples:
        - text: Spain bestowed two radars on Kenya.
          slots: {quantity: 2}
        - text: Spain bestowed a frigate.
          modality: planned
      refuses:
        - The king bestowed a title.
"""


def load(folder: Path, card: str = CARD, frames: str = FRAMES) -> Rules:
    written(folder, en__frames=frames, en__transfer=card)
    return load_rules(folder, LANGUAGE, knowledge().kinds)


def only(rules: Rules) -> Card:
    (card,) = rules.index.cards
    return card


def test_a_card_takes_the_places_of_its_frame(tmp_path: Path) -> None:
    card = only(load(tmp_path))
    assert card.slots["item"] == ("object", "any") and card.slots["recipient"] == ("to",)


def test_its_own_places_win(tmp_path: Path) -> None:
    assert only(load(tmp_path)).slots["supplier"] == ("from",)


def test_defaults_of_the_kind_come_last_and_none_takes_them_away(tmp_path: Path) -> None:
    card = only(load(tmp_path))
    assert card.slots["date"] == ("date",) and "value" not in card.slots


def test_a_card_knows_where_it_stands(tmp_path: Path) -> None:
    card = only(load(tmp_path))
    assert card.line == 1 and card.file.endswith("transfer.yml") and card.language == "en"


def test_words_are_found_in_all_their_forms(tmp_path: Path) -> None:
    words = load(tmp_path).index.words["en"]
    assert {"bestow", "bestows", "bestowed", "bestowing"} <= set(words)


def test_examples_and_refusals_are_kept_for_the_tests(tmp_path: Path) -> None:
    first, second, refusal = load(tmp_path).examples
    assert first.slots == {"quantity": "2"} and second.modality == "planned"
    assert refusal.slots is None and refusal.text == "The king bestowed a title."


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("frame: give", "frame: gift", "frame `gift` is not in frames.yml"),
        ("kind: transfer", "kind: transport", "`kind: transport` is not one of"),
        ("supplier: [from]", "seller: [from]", "no slot `seller`"),
        ("status: delivered", "status: done", "`status: done` is not one of"),
        ("needs: [item]", "need: [item]", "unknown field `need`"),
        ("needs: [item]", "modality: possible", "`modality: possible` is not one of"),
        ("verb: [bestow]", "verbs: [bestow]", "`words: verbs` is not"),
        ("words:\n        verb: [bestow]", "note: nothing", "needs `words` or an `anchor`"),
    ],
)
def test_a_malformed_card_is_named_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in CARD
    with pytest.raises(KnowledgeError) as raised:
        load(tmp_path, CARD.replace(old, new))
    assert said in str(raised.value)
    assert raised.value.entry == "en.transfer.bestow"
    assert raised.value.file.endswith("transfer.yml") and raised.value.line >= 1


def test_two_cards_of_one_id_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="another card has this id"):
        load(tmp_path, CARD + CARD)


def test_a_folder_without_cards_is_no_error(tmp_path: Path) -> None:
    assert load_rules(tmp_path, LANGUAGE, knowledge().kinds).examples == ()


def test_a_bad_pattern_of_designations_is_named(tmp_path: Path) -> None:
    from mithaq.knowledge.designations import load_designations

    written(tmp_path, designations="patterns:\n  - pattern: mk-(\\d\n    class: bomb\n")
    with pytest.raises(KnowledgeError) as raised:
        load_designations(tmp_path / "designations.yml")
    assert "does not compile" in str(raised.value) and raised.value.line == 2
