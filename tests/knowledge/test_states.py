"""The cards of states and places: complete, in three languages, and no name that belongs to two."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mithaq.knowledge.yaml import Entry, load
from mithaq.text.clean import fold

ROOT = Path(__file__).parents[2]
NAMES = ROOT / "knowledge" / "names"
ARABIC = re.compile(r"[\u0621-\u064a]")
BAD = re.compile(r"[\u0640\u06a9\u06cc\ufb50-\ufdff\ufe70-\ufeff\u200b-\u200f\u202a-\u202e]")
UNINHABITED = {"AQ", "BV", "HM", "UM", "TF", "GS", "IO"}
NO_ADJECTIVE = {"EH", "CG", "BQ"}  # a place; shares its adjective with CD; has none
NO_ARABIC_ADJECTIVE = {"ML", "AW", "CC", "CX", "NF", "MP", "VI", "VG"}  # `weak`, or none in use


def entries(folder: str) -> list[Entry]:
    return [entry for path in sorted((NAMES / folder).glob("*.yml")) for entry in load(path)]


STATES = entries("states")
PLACES = entries("places")
BY_CODE = {entry["id"]: entry for entry in STATES if re.fullmatch("[A-Z]{2}", entry["id"])}


def flat(block: Any) -> Iterator[str]:
    if isinstance(block, str):
        yield block
    elif isinstance(block, list):
        yield from block
    elif isinstance(block, dict):
        for value in block.values():
            yield from flat(value)


def strong(entry: Entry) -> Iterator[str]:
    for key in ("name", "forms", "adjectives", "capital", "seats"):
        yield from flat(entry.get(key))


def bare(words: str) -> str:
    view = fold(words)
    if ARABIC.search(view):
        return view
    return "".join(c for c in unicodedata.normalize("NFD", view) if not unicodedata.combining(c))


def test_every_iso_code_has_one_card() -> None:
    lines = (Path(__file__).parent / "iso3166.txt").read_text("utf-8").splitlines()
    codes = [line for line in lines if line and not line.startswith("#")]
    assert len(codes) == 250
    assert set(BY_CODE) == set(codes)


def test_ids_are_unique() -> None:
    ids = [entry["id"] for entry in (*STATES, *PLACES)]
    assert sorted(i for i in set(ids) if ids.count(i) > 1) == []


def test_states_are_of_kind_state() -> None:
    assert {code for code, entry in BY_CODE.items() if entry["kind"] != "state"} == {"EH"}


@pytest.mark.parametrize("entry", [*STATES, *PLACES], ids=lambda e: e["id"])
def test_names_in_three_languages(entry: Entry) -> None:
    if entry["kind"] == "none" or entry.flag("nisba"):
        return
    name = entry["name"]
    assert set(name) == {"ar", "fr", "en"}
    assert ARABIC.search(name["ar"])
    assert not ARABIC.search(name["fr"] + name["en"])


@pytest.mark.parametrize("entry", [*STATES, *PLACES], ids=lambda e: e["id"])
def test_arabic_letters_are_plain(entry: Entry) -> None:
    for key in ("name", "forms", "weak", "adjectives", "capital", "seats"):
        for words in flat(entry.get(key)):
            assert unicodedata.is_normalized("NFC", words), words
            assert not BAD.search(words), words
            assert not (ARABIC.search(words) and re.search("[A-Za-z]", words)), words


@pytest.mark.parametrize("entry", BY_CODE.values(), ids=lambda e: e["id"])
def test_adjectives(entry: Entry) -> None:
    if entry["id"] in UNINHABITED | NO_ADJECTIVE:
        return
    adjectives = entry.get("adjectives", {})
    assert adjectives.get("en")
    if entry["id"] not in NO_ARABIC_ADJECTIVE:
        assert adjectives.get("fr")
        assert all(ARABIC.search(a) for a in adjectives["ar"])
        assert any(a.split()[-1].endswith("ي") or a.split()[0].endswith("ي") for a in adjectives["ar"])


def test_inhabited_sovereign_states_have_a_capital_or_a_seat() -> None:
    without = {c for c, e in BY_CODE.items() if e["kind"] == "state" and not (e.get("capital") or e.get("seats"))}
    city_states = {"SG", "MC", "VA", "SM", "HK", "MO", "GI"}
    ambiguous = {"AT", "CH", "SC", "AI", "BM", "KY", "MS", "PM", "NF", "RE", "IM", "DM"}
    assert without <= UNINHABITED | city_states | ambiguous | {"BQ", "CC", "CX", "TK"}


def test_no_strong_form_belongs_to_two() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for entry in (*STATES, *PLACES):
        for words in strong(entry):
            owners[bare(words)].add(entry["id"])
    shared = {words: ids for words, ids in owners.items() if len(ids) > 1}
    assert shared == {}


def test_contested_entries_declare_their_policy() -> None:
    for entry in load(NAMES / "states" / "contested.yml"):
        assert entry["policy"] == "as-the-source-says"
    assert {"EH", "PS", "TW", "XK"} <= {e["id"] for e in load(NAMES / "states" / "contested.yml")}


def test_places_lie_in_known_states() -> None:
    assert [e["id"] for e in PLACES if e.get("state") and e["state"] not in BY_CODE] == []
    classes = {e.get("class") for e in PLACES if e["kind"] == "place"}
    assert classes <= {"city", "region", "base", "sea", "strait", "continent", "continent-adjective"}


def test_nisba_endings() -> None:
    rows = load(ROOT / "knowledge" / "language" / "ar" / "nisba.yml")
    assert {row["suffix"] for row in rows} == {"", "ا", "ة", "ان", "تان", "تين", "ون", "ين", "ات"}
    assert all(row["number"] in ("one", "two", "many") and row["gender"] in ("m", "f") for row in rows)
