"""How well claims were joined into records is counted as it should be."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.records.test_assemble import assemble

from mithaq.evaluation.things import Thing, lines, load_things, score_things
from mithaq.model.claims import Claim, Evidence, SlotValue
from mithaq.model.errors import KnowledgeError
from mithaq.model.spans import Span

TEXTS = {"a": "first words, second words", "b": "first words, third words"}


def told(document: str, words: str, name: str, count: int) -> Claim:
    start = TEXTS[document].index(words)
    slots = {"name": (SlotValue(id=name),), "participant_count": (SlotValue(value=count),)}
    return Claim("exercise", document, slots, (Evidence(Span(start, start + len(words)), words),))


CLAIMS = [
    told("a", "first words", "lion", 4),
    told("b", "first words", "lion", 5),
    told("a", "second words", "bear", 4),
]
LION = Thing("lion", "exercise", {"a": "first words", "b": "first words"}, frozenset({"participant_count"}))
BEAR = Thing("bear", "exercise", {"a": "second words"}, frozenset())


def test_what_is_joined_as_annotated_scores_full() -> None:
    found = score_things([LION, BEAR], CLAIMS, assemble(*CLAIMS), TEXTS)
    assert (found.pair_f1, found.contradictions, found.read, found.told) == (1.0, 1.0, 3, 3)
    assert not (found.lost or found.invented or found.split)


def test_a_split_thing_a_wrong_merge_and_contradictions_lost_and_invented_are_counted() -> None:
    apart = [Thing("one", "exercise", {"a": "first words"}, frozenset()),
             Thing("other", "exercise", {"b": "first words"}, frozenset())]  # fmt: skip
    merged = score_things(apart, CLAIMS, assemble(*CLAIMS), TEXTS)
    assert merged.pair_f1 == 0 and merged.found_pairs == 1 and len(merged.invented) == 1
    one = Thing("one", "exercise", {"a": "second words", "b": "first words"}, frozenset({"date"}))
    split = score_things([one], CLAIMS, assemble(*CLAIMS), TEXTS)
    assert split.split == ("one",) and split.lost == (("one", "date"),) and split.pair_f1 == 0
    assert any("not shown: one, date" in line for line in lines(split))


def test_what_was_not_read_is_counted_apart_and_words_that_are_not_there_are_a_mistake() -> None:
    unread = Thing("third", "exercise", {"b": "third words"}, frozenset())
    assert score_things([unread], CLAIMS, assemble(*CLAIMS), TEXTS).read == 0
    with pytest.raises(ValueError, match="does not say"):
        score_things([Thing("x", "exercise", {"a": "no such words"}, frozenset())], [], [], TEXTS)


def test_the_file_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "things.yaml"
    path.write_text("- id: x\n  kind: nonsense\n  said: {a: b}\n")
    with pytest.raises(KnowledgeError, match="not a kind"):
        load_things(path)
    path.write_text("- id: x\n  kind: exercise\n")
    with pytest.raises(KnowledgeError, match="said"):
        load_things(path)
