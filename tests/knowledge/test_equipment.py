"""The lexicon of equipment and the designation patterns: ids, families, closed lists, scripts, forms that collide."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from mithaq.knowledge.yaml import Entry, load
from mithaq.text.clean import fold

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
FOLDER = KNOWLEDGE / "names" / "equipment"
CLASSES = frozenset(
    {
        *("aircraft", "fighter", "transport-aircraft", "trainer", "patrol-aircraft", "helicopter", "attack-helicopter"),
        *("uav", "missile", "bomb", "rocket-launcher", "artillery", "mortar", "air-defence", "radar", "tank", "ifv"),
        *("apc", "armoured-vehicle", "vehicle", "warship", "submarine", "patrol-vessel", "small-arms", "ammunition"),
        *("radio", "engine", "sensor", "equipment", "satellite", "spare-parts"),
    }
)
CATEGORIES = frozenset(
    {
        *("Aircraft", "Air-defence systems", "Anti-submarine warfare weapons", "Armoured vehicles", "Artillery"),
        *("Engines", "Missiles", "Naval weapons", "Satellites", "Sensors", "Ships", "Other"),
    }
)
KEYS = frozenset(
    {
        *("id", "kind", "class", "family", "maker", "origin", "sipri", "name", "forms", "weak"),
        *("generic", "head", "military", "article", "source", "case"),
    }
)
ARABIC = re.compile("[\u0621-\u064a]")
FORBIDDEN = re.compile("[\u0640\u06cc\u06a9\ufb50-\ufdff\ufe70-\ufeff]")


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    found = [entry for path in sorted(FOLDER.glob("*.yml")) for entry in load(path)]
    assert found, f"{FOLDER} holds no entries"
    return found


@pytest.fixture(scope="module")
def types(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if not entry.flag("generic")]


@pytest.fixture(scope="module")
def generics(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.flag("generic")]


@pytest.fixture(scope="module")
def designations() -> Entry:
    content = load(KNOWLEDGE / "language" / "designations.yml")
    assert isinstance(content, Entry)
    return content


def _forms(entry: Entry, *blocks: str) -> Iterator[tuple[str, str]]:
    for block in blocks:
        for language, value in entry.get(block, {}).items():
            lists = value.values() if isinstance(value, dict) else [value]
            for words in lists:
                for form in words if isinstance(words, list) else [words]:
                    yield language, form


def test_there_is_enough(types: list[Entry], generics: list[Entry]) -> None:
    assert len(types) >= 700
    assert len(generics) >= 120


def test_every_entry_is_well_formed(entries: list[Entry]) -> None:
    for entry in entries:
        assert entry["kind"] == "item", entry["id"]
        assert set(entry) <= KEYS, (entry["id"], set(entry) - KEYS)
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", entry["id"]), entry["id"]
        assert entry["class"] in CLASSES, (entry["id"], entry["class"])
        assert entry["name"]["en"], entry["id"]


def test_ids_are_unique(entries: list[Entry]) -> None:
    ids = [entry["id"] for entry in entries]
    assert len(ids) == len(set(ids)), sorted({i for i in ids if ids.count(i) > 1})


def test_types_name_category_origin_and_family(types: list[Entry]) -> None:
    ids = {entry["id"] for entry in types}
    for entry in types:
        assert entry["sipri"] in CATEGORIES, (entry["id"], entry["sipri"])
        assert all(re.fullmatch("[A-Z]{2}", state) for state in entry.list("origin")), entry["id"]
        if "family" in entry:
            assert entry["family"] in ids - {entry["id"]}, (entry["id"], entry["family"])


def test_families_have_no_circles(types: list[Entry]) -> None:
    family = {entry["id"]: entry.get("family") for entry in types}
    for start in family:
        seen, at = {start}, family[start]
        while at:
            assert at not in seen, start
            seen.add(at)
            at = family[at]


def test_strong_forms_belong_to_one_entry(entries: list[Entry]) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for _, form in _forms(entry, "name", "forms"):
            owners[fold(form)].add(entry["id"])
    assert not {form: ids for form, ids in owners.items() if len(ids) > 1}


def test_spellings_without_hyphens_do_not_collide(types: list[Entry]) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in types:
        for _, form in _forms(entry, "name", "forms"):
            if any(c.isdigit() for c in form):
                owners[re.sub("[- ]", "", fold(form))].add(entry["id"])
    assert not {form: ids for form, ids in owners.items() if len(ids) > 1}


def test_scripts(entries: list[Entry]) -> None:
    for entry in entries:
        for language, form in _forms(entry, "name", "forms", "weak"):
            assert bool(ARABIC.search(form)) == (language == "ar"), (entry["id"], language, form)
            assert not FORBIDDEN.search(form), (entry["id"], form)


def test_generics_have_numbers(generics: list[Entry]) -> None:
    for entry in generics:
        assert set(entry["forms"]) == {"ar", "fr", "en"}, entry["id"]
        for language, numbers in entry["forms"].items():
            assert set(numbers) <= ({"one", "two", "many"} if language == "ar" else {"one", "many"}), entry["id"]


def test_patterns_match_their_examples_and_no_refusal(designations: Entry) -> None:
    refused = []
    for refusal in designations.list("refusals"):
        if isinstance(refusal, Entry):
            refused.append((refusal.text("pattern"), refusal.list("examples")))
        else:
            refused.append((re.escape(fold(refusal)), [refusal]))
    for source, examples in refused:
        assert all(re.fullmatch(source, fold(e)) for e in examples), (source, examples)
    for rule in designations.list("patterns"):
        pattern = re.compile(rule.text("pattern"))
        assert rule.text("class") in CLASSES | {""}, rule["pattern"]
        assert rule.list("examples"), rule["pattern"]
        for example in rule.list("examples"):
            assert pattern.fullmatch(fold(example)), (rule["pattern"], example)
            assert not any(re.fullmatch(source, fold(example)) for source, _ in refused), (rule["pattern"], example)
        for refusal in rule.list("refusals"):
            assert not pattern.fullmatch(fold(refusal)), (rule["pattern"], refusal)


def test_letters_and_words_are_given(designations: Entry) -> None:
    assert set(designations["letters"]) == set("abcdefghijklmnopqrstuvwxyz")
    assert all(ARABIC.search(form) for forms in designations["letters"].values() for form in forms)
    for part in ("block", "type_words"):
        assert set(designations[part]) == {"ar", "fr", "en"}
