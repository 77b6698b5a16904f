"""Sentences of persons-{ar,fr,en}.yml → the persons, ranks and offices to be read from them, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from mithaq.knowledge.names import load_lexicon
from mithaq.knowledge.people import load_people
from mithaq.knowledge.yaml import load
from mithaq.mentions.lexicon import Lexicon
from mithaq.mentions.persons import find_persons
from mithaq.mentions.persons_words import PeopleWords
from mithaq.model.documents import Document
from mithaq.model.mentions import BARE, Mention, Person
from mithaq.model.text import Text
from mithaq.text.clean import clean
from mithaq.text.tokens import tokenize

ROOT = Path(__file__).resolve().parents[2] / "knowledge"
TABLES = Path(__file__).parent / "tables"


@cache
def knowledge() -> tuple[Lexicon, PeopleWords]:
    return load_lexicon(ROOT / "names", ROOT / "language"), load_people(ROOT)


def as_text(words: str) -> Text:
    view, offsets = clean(words)
    return Text(Document("d", words), view, offsets, (), (), tuple(tokenize(view)), "ar")


def read(words: str) -> tuple[Text, list[Mention]]:
    text = as_text(words)
    lexicon, people = knowledge()
    return text, find_persons(text, lexicon.find(text), people)


def shown(text: Text, mention: Mention) -> dict[str, object]:
    """A person as the tables write it."""
    person = mention.value
    assert isinstance(person, Person)
    out: dict[str, object] = {"name": text.original(person.start, person.end)}
    if person.rank_name:
        out["rank"] = person.rank_name
    if "short" in mention.traits:
        out["short"] = "true"
    if person.offices:
        out["offices"] = [
            {"title": o.title, "text": text.original(o.start, o.end)}
            | ({"state": o.state} if o.state else {})
            | ({"former": "true"} if o.former else {})
            for o in person.offices
        ]
    return out


def rows() -> list[object]:
    return [
        pytest.param(row, id=f"{code}-{n}")
        for code in ("ar", "fr", "en")
        for n, row in enumerate(load(TABLES / f"persons-{code}.yml"))
    ]


@pytest.mark.parametrize("row", rows())
def test_table(row: dict[str, object]) -> None:
    text, mentions = read(str(row["text"]))
    assert [shown(text, m) for m in mentions if m.kind == "person"] == row.get("persons", [])
    titles = [text.original(m.start, m.end) for m in mentions if m.kind == "title" and BARE not in m.traits]
    assert titles == row.get("titles", [])


def test_organisation_named_inside_the_title_keeps_its_place() -> None:
    text, (person, *_) = read("Gen. Paul Reed, commander of U.S. Africa Command, spoke.")
    assert isinstance(person.value, Person)
    office = person.value.offices[0]
    assert office.organisation == "us.africom"
    assert office.organisation_at is not None
    assert text.original(*office.organisation_at) == "U.S. Africa Command"


def test_organisation_is_implied_by_title_and_state() -> None:
    _, (person, *_) = read("The Chadian defence minister, Ali Moussa, spoke.")
    assert isinstance(person.value, Person)
    assert person.value.offices[0].organisation == "td.ministry-defence"


def test_short_mention_is_the_same_person() -> None:
    _, mentions = read("Defence Minister Rajnath Singh landed. Singh left on Monday.")
    full, short = mentions
    assert (full.id, full.name) == (short.id, short.name)


def test_nothing_is_read_from_nothing() -> None:
    assert read("")[1] == []


def test_a_title_where_no_token_stands_is_not_read() -> None:
    words = "Morocco | the Chadian defence minister Ali Moussa"
    text = as_text(words)
    _, people = knowledge()
    ticker = replace(text, tokens=text.tokens[:1])
    assert find_persons(text, [], people) and find_persons(ticker, [], people) == []
