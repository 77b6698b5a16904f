"""The organisation files under knowledge/names: format, classes, scripts, and forms that belong to one entry only."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from mithaq.knowledge.yaml import Entry, load
from mithaq.text.clean import fold

FOLDER = Path(__file__).resolve().parents[2] / "knowledge" / "names" / "organisations"
CLASSES = {
    *("government", "ministry-defence", "ministry-foreign", "ministry-interior", "ministry", "general-staff"),
    *("armed-forces", "army", "navy", "air-force", "gendarmerie", "police", "intelligence", "command", "guard"),
    *("agency", "parliament", "court", "embassy", "alliance", "igo", "coalition", "mission", "firm", "armed-group"),
    *("press", "party", "think-tank"),
}
KEYS = {"id", "kind", "class", "state", "name", "forms", "weak", "source", "case", "article"}
ARABIC = re.compile("[\u0621-\u064a]")
BARE = (
    "وزارة الدفاع",
    "وزارة الخارجية",
    "وزارة الداخلية",
    "القوات المسلحة",
    "القوات الجوية",
    "القوات البحرية",
    "البحرية",
    "الجيش",
    "ministry of defence",
    "ministry of defense",
    "foreign ministry",
    "the air force",
    "air force",
    "navy",
    "armed forces",
    "ministère de la défense",
    "forces armées",
    "armée de l'air",
)
EXPECTED = {
    "us.africom": ("AFRICOM", "أفريكوم", "القيادة العسكرية الأمريكية في أفريقيا"),
    "us.dod": ("Pentagon", "البنتاغون", "Pentagone", "وزارة الحرب الأمريكية"),
    "us.dsca": ("DSCA", "Defense Security Cooperation Agency"),
    "us.ng.utah": ("Utah National Guard", "الحرس الوطني لولاية يوتا", "حرس يوتا الوطني"),
    "ma.far": ("القوات المسلحة الملكية", "FAR", "Royal Armed Forces"),
    "ma.adn": ("إدارة الدفاع الوطني", "National Defence Administration"),
    "dz.mod": ("وزارة الدفاع الوطني الجزائرية",),
    "tn.air-force": ("جيش الطيران", "Tunisian Air Force"),
    "qa.air-force": ("القوات الجوية الأميرية القطرية", "Qatar Emiri Air Force"),
    "il.armed-forces": ("Tsahal", "جيش الدفاع الإسرائيلي", "IDF"),
    "ir.irgc": ("الحرس الثوري", "IRGC"),
    "un.minusca": ("MINUSCA", "مينوسكا"),
    "global-coalition-daesh": ("التحالف الدولي ضد داعش",),
    "lockheed-martin": ("لوكهيد مارتن", "Lockheed Martin"),
    "polisario": ("جبهة البوليساريو", "Front Polisario"),
}


def _entries() -> list[Entry]:
    found = [entry for path in sorted(FOLDER.glob("*.yml")) for entry in load(path)]
    assert found, f"{FOLDER} holds no entries"
    return found


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    return _entries()


def _forms(entry: Entry, block: str) -> list[tuple[str, str]]:
    """Language and form of each spelling in one block (`name` holds single texts, the others lists)."""
    found = entry.get(block) or {}
    return [(language, form) for language in found for form in found.list(language)]


def _strong(entry: Entry) -> list[tuple[str, str]]:
    return _forms(entry, "name") + _forms(entry, "forms")


def test_there_are_enough(entries: list[Entry]) -> None:
    classes = Counter(entry.text("class") for entry in entries)
    assert len(entries) >= 600
    assert classes["firm"] >= 120
    assert classes["ministry-defence"] >= 70
    assert sum(entry.text("id").startswith("us.ng.") for entry in entries) >= 30


def test_ids_are_unique_and_lower_case(entries: list[Entry]) -> None:
    ids = Counter(entry.text("id") for entry in entries)
    assert [name for name, times in ids.items() if times > 1] == []
    assert [name for name in ids if not re.fullmatch(r"[a-z0-9]+([.-][a-z0-9]+)*", name)] == []


def test_entries_have_the_agreed_shape(entries: list[Entry]) -> None:
    for entry in entries:
        where = entry.text("id")
        assert set(entry) <= KEYS, where
        assert entry.text("kind") == "organisation", where
        assert entry.text("class") in CLASSES, where
        assert entry.text("source"), where
        assert re.fullmatch("[A-Z]{2}", entry.text("state", "XX")), where
        assert entry.text("case", "exact") == "exact", where
        assert {"ar", "en"} <= set(entry["name"]), where
        assert entry.text("class") == "press" or "fr" in entry["name"], where
        for block in ("name", "forms", "weak"):
            assert set(entry.get(block) or {}) <= {"ar", "fr", "en", "mul"}, where


def test_a_state_in_the_id_is_the_state_of_the_entry(entries: list[Entry]) -> None:
    unions = ("un", "nato", "au", "eu", "g5-sahel", "aes", "ecowas", "sadc", "eac", "gcc", "press")
    for entry in entries:
        owner, dot, _ = entry.text("id").partition(".")
        if dot and owner not in unions:
            assert entry.text("state") == owner.upper(), entry.text("id")


def test_scripts_and_letters(entries: list[Entry]) -> None:
    for entry in entries:
        for language, form in _strong(entry) + _forms(entry, "weak"):
            where = f"{entry.text('id')}: {form}"
            assert form == unicodedata.normalize("NFC", form).strip(), where
            assert not re.search("[\u0640\u06a9\u06cc\ufb50-\ufdff\ufe70-\ufefc]|  ", form), where
            assert bool(ARABIC.search(form)) == (language == "ar"), where


def test_a_strong_form_belongs_to_one_entry(entries: list[Entry]) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for _, form in _strong(entry):
            owners[fold(form)].add(entry.text("id"))
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


def test_a_weak_form_is_not_also_strong_in_its_entry(entries: list[Entry]) -> None:
    for entry in entries:
        strong = {(language, fold(form)) for language, form in _strong(entry)}
        assert [f for language, f in _forms(entry, "weak") if (language, fold(f)) in strong] == [], entry.text("id")


def test_no_strong_form_lacks_a_state(entries: list[Entry]) -> None:
    strong = {fold(form) for entry in entries for _, form in _strong(entry)}
    assert [form for form in BARE if fold(form) in strong] == []


def test_abbreviations_that_are_words_keep_their_capitals(entries: list[Entry]) -> None:
    """An abbreviation that is also a word of any of the languages must be written `case: exact`, weak or not."""
    words = {"far", "tap", "map", "spa", "ami", "edge", "sami", "hit", "un", "au", "eu", "ap", "shape", "sang"}
    for entry in entries:
        if entry.text("case", "") != "exact":
            assert not words & {fold(f) for _, f in _strong(entry) + _forms(entry, "weak")}, entry.text("id")


@pytest.mark.parametrize("name", EXPECTED)
def test_well_known_names_are_there(entries: list[Entry], name: str) -> None:
    entry = next(e for e in entries if e.text("id") == name)
    forms = {fold(form) for _, form in _strong(entry)}
    assert [form for form in EXPECTED[name] if fold(form) not in forms] == []
