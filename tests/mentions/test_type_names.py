"""Names of equipment types that no list knows, as knowledge/language/type-names.yml shows them."""

from __future__ import annotations

import pytest
from tests.builders import knowledge, mentions_of

from mithaq.knowledge.yaml import load

FILE = load(knowledge().folder / "language" / "type-names.yml")


def unlisted(words: str) -> list[str | None]:
    return [m.name for m in mentions_of(words) if m.kind == "item" and "unlisted" in m.traits]


@pytest.mark.parametrize("example", FILE.list("examples"), ids=lambda e: e["name"])
def test_a_name_beside_the_general_noun_is_a_type(example: dict[str, str]) -> None:
    assert unlisted(example["text"]) == [example["name"]]


@pytest.mark.parametrize("words", FILE.list("refusals"))
def test_other_words_beside_it_are_none(words: str) -> None:
    assert unlisted(words) == []


def test_a_type_that_a_list_knows_keeps_its_id() -> None:
    named = [m.id for m in mentions_of("The army received Abrams tanks.") if m.kind == "item"]
    assert "abrams" in named and unlisted("The army received Abrams tanks.") == []
