"""Function words read from clauses.yml."""

from __future__ import annotations

from pathlib import Path

from tests.builders import written

from mithaq.claims.words import Clauses
from mithaq.knowledge.clauses import key, load_clauses
from mithaq.text.tokens import tokenize

WORDS = """
    prepositions:
      to: [to, "on behalf of"]
      from: [from, of]
      of: [of]
    operators:
      planned: ["plans to"]
    conjunctions: [And]
    frequency:
      P1Y: [yearly, "every year"]
"""


def clauses(folder: Path) -> Clauses:
    return load_clauses(written(folder, en__clauses=WORDS))["en"]


def test_a_word_has_its_name(tmp_path: Path) -> None:
    assert clauses(tmp_path).prepositions.get("to") == "to"


def test_a_word_with_two_names_has_both(tmp_path: Path) -> None:
    assert set(clauses(tmp_path).prepositions.get("of").split("|")) == {"from", "of"}


def test_a_phrase_is_found_where_it_begins_and_where_it_ends(tmp_path: Path) -> None:
    found, tokens = clauses(tmp_path).prepositions, tokenize("sent on behalf of spain")
    assert found.at(tokens, 1, len(tokens)) == ("to", 3)
    assert found.before(tokens, 4, 0) == ("to", 3)


def test_the_longest_phrase_is_tried_first(tmp_path: Path) -> None:
    tokens = tokenize("on behalf of spain")
    assert clauses(tmp_path).prepositions.before(tokens, 3, 0) == ("to", 3)


def test_a_phrase_must_end_inside_the_limits(tmp_path: Path) -> None:
    found, tokens = clauses(tmp_path).frequency, tokenize("held every year")
    assert found.at(tokens, 1, 2) is None
    assert found.anywhere(tokens, 0, 3) and not found.anywhere(tokens, 0, 2)


def test_an_unknown_word_has_no_name(tmp_path: Path) -> None:
    assert clauses(tmp_path).prepositions.get("beside") == ""
    assert "beside" not in clauses(tmp_path).prepositions


def test_words_are_folded_like_texts(tmp_path: Path) -> None:
    assert "and" in clauses(tmp_path).conjunctions
    assert key("إلى  الآن") == "الي الان"


def test_a_language_without_a_file_has_no_words(tmp_path: Path) -> None:
    made = load_clauses(tmp_path)
    assert set(made) == {"ar", "fr", "en"} and made["fr"].conjunctions == frozenset()
