"""Names of places that no list knows, as knowledge/language/spots.yml shows them."""

from __future__ import annotations

import pytest
from tests.builders import knowledge, mentions_of

from mithaq.knowledge.yaml import load

FILE = load(knowledge().folder / "language" / "spots.yml")


def unlisted(words: str) -> list[str | None]:
    return [m.name for m in mentions_of(words) if m.kind == "place" and "unlisted" in m.traits]


@pytest.mark.parametrize("example", FILE.list("examples"), ids=lambda e: e["name"])
def test_a_name_behind_a_preposition_or_beside_a_noun_is_a_place(example: dict[str, str]) -> None:
    assert unlisted(example["text"]) == [example["name"]]


@pytest.mark.parametrize("words", FILE.list("refusals"))
def test_other_words_with_a_capital_are_none(words: str) -> None:
    assert unlisted(words) == []
