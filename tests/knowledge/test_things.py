"""The lexicon files of bodies, programmes, exercises, agreements, areas and outlets → well-formed, unique, complete."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mithaq.knowledge.yaml import load
from mithaq.text.clean import fold

ROOT = Path(__file__).parents[2] / "knowledge"
FILES = {
    "bodies": ("body", 70),
    "programmes": ("programme", 45),
    "exercises": ("exercise", 100),
    "agreements": ("agreement", 70),
    "areas": ("topic", 16),
}
AREAS = {
    "general",
    "intelligence",
    "counter-terrorism",
    "border",
    "maritime",
    "industry",
    "cyber",
    "space",
    "demining",
    "medical",
    "peacekeeping",
    "training",
    "research",
    "basing",
    "arms-trade",
}
CLASSES = {
    "bodies": {
        "status",
        "dialogue",
        "initiative",
        "forum",
        "partnership",
        "committee",
        "alliance",
        "coalition",
        "treaty",
    },
    "programmes": {"sales", "financing", "training", "excess", "licence", "assistance", "partnership", "fund"},
    "agreements": {
        "treaty",
        "agreement",
        "memorandum",
        "protocol",
        "roadmap",
        "contract",
        "letter",
        "arrangement",
        "pact",
        "plan",
        "declaration",
    },
}
ARABIC = re.compile(r"[\u0621-\u064a]")
FOREIGN = re.compile(r"[\u0640\u06cc\u06a9\ufb50-\ufdff\ufe70-\ufeff]")
FLAGS = ("official", "state_agency", "aggregator", "machine_translated")


def entries(name: str) -> list[Any]:
    return list(load(ROOT / "names" / f"{name}.yml"))


def outlets() -> list[Any]:
    return [entry for path in sorted((ROOT / "sources").glob("*.yml")) for entry in load(path)]


def strong(entry: Any) -> Iterator[tuple[str, str]]:
    for block in (entry.get("name"), entry.get("forms") or {}):
        for language, value in block.items():
            groups = value.values() if isinstance(value, dict) else [value]
            for group in groups:
                for form in group if isinstance(group, list) else [group]:
                    yield language, form


def weak(entry: Any) -> Iterator[tuple[str, str]]:
    for language, forms in (entry.get("weak") or {}).items():
        for form in forms:
            yield language, form


@pytest.mark.parametrize("name", FILES)
def test_enough_entries_of_the_kind_with_unique_ids(name: str) -> None:
    kind, least = FILES[name]
    own = [e for e in entries(name) if e["kind"] == kind]
    assert len(own) >= least
    assert {e["kind"] for e in entries(name)} <= {kind, "none"}
    assert [i for i, n in Counter(e["id"] for e in entries(name)).items() if n > 1] == []


@pytest.mark.parametrize("name", FILES)
def test_named_in_three_languages(name: str) -> None:
    decoys = {e["id"] for e in entries(name) if e["kind"] == "none"}  # words of one language that look like a name
    assert [e["id"] for e in entries(name) if e["id"] not in decoys and not {"ar", "fr", "en"} <= set(e["name"])] == []


@pytest.mark.parametrize("name", FILES)
def test_scripts(name: str) -> None:
    for entry in entries(name):
        for language, form in (*strong(entry), *weak(entry)):
            assert bool(ARABIC.search(form)) == (language == "ar"), (entry["id"], form)
            assert not FOREIGN.search(form), (entry["id"], form)


@pytest.mark.parametrize("name", FILES)
def test_a_strong_form_belongs_to_one_entry(name: str) -> None:
    owners: dict[str, set[str]] = {}
    for entry in entries(name):
        for _, form in strong(entry):
            owners.setdefault(fold(form), set()).add(entry["id"])
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("name", CLASSES)
def test_classes(name: str) -> None:
    assert {e.get("class") for e in entries(name) if e["kind"] != "none"} <= CLASSES[name]


def test_terms_of_the_contract() -> None:
    assert {e["id"] for e in entries("areas")} >= AREAS
    channels = {e["id"]: e.get("channel") for e in entries("programmes")}
    assert {"FMS", "DCS", "EDA", "FMF", "IMET", "CWD"} <= set(channels)
    assert all(channels[i] == i for i in ("FMS", "DCS", "EDA", "FMF"))
    assert next(e for e in entries("bodies") if e["id"] == "mnna")["designator"] == "US"


def test_families_of_titles() -> None:
    families = [e for e in entries("agreements") if e.get("generic") == "true"]
    assert {e["class"] for e in families} >= CLASSES["agreements"]
    for entry in families:
        assert set(entry["forms"]["ar"]) == {"one", "two", "many"}, entry["id"]
        assert all(set(entry["forms"][language]) == {"one", "many"} for language in ("fr", "en")), entry["id"]


def test_outlets() -> None:
    cards = outlets()
    assert len(cards) >= 120
    assert len({c["id"] for c in cards}) == len(cards)
    domains = Counter(d for c in cards for d in c["domains"])
    assert [d for d, n in domains.items() if n > 1] == []
    for card in cards:
        assert "en" in card["name"], card["id"]
        assert all(language in card["name"] for language in card["language"] if language in ("ar", "fr")), card["id"]
        assert all(card[flag] in ("true", "false") for flag in FLAGS), card["id"]
        assert all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", d) for d in card["domains"]), card["id"]
        assert ARABIC.search(card["name"].get("ar", "ا")), card["id"]
