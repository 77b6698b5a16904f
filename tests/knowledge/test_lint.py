"""The lint: each code on a small folder with one mistake in it; and none on the knowledge that ships."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.builders import knowledge, written

from mithaq.knowledge.lint import CODES, ERROR, Problem, check, silent
from mithaq.knowledge.lint_rules import unknown_place
from mithaq.knowledge.load import find_folder

ROOT = Path(__file__).resolve().parents[2]
STATE = """
    - id: ES
      kind: state
      name:
        ar: إسبانيا
        fr: Espagne
        en: Spain
"""
ITEM = """
    - id: x-1
      kind: item
      class: fighter
      name:
        en: X-1
"""
FIRM = """
    - id: acme
      kind: organisation
      class: firm
      state: ES
      name:
        ar: أكمي
        fr: Acmé
        en: Acme
"""
CLAUSES = """
    prepositions:
      to: [to]
      from: [from]
"""
FRAMES = """
    defaults:
      transfer:
        date: [date]
    give:
      item: [object]
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
      examples:
        - text: Spain bestowed two radars.
          slots: {quantity: 2}
        - text: Spain bestowed a frigate.
      refuses:
        - The king bestowed a title.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small sound folder, with the project's own kinds and endings."""
    for part in ("kinds", "language/en/morphology.yml"):
        source, target = find_folder() / part, tmp_path / part
        target.parent.mkdir(parents=True, exist_ok=True)
        for path in sorted(source.glob("*.yml")) if source.is_dir() else [source]:
            into = target / path.name if source.is_dir() else target
            into.parent.mkdir(parents=True, exist_ok=True)
            into.write_bytes(path.read_bytes())
    return written(
        tmp_path,
        names__states=STATE,
        names__items=ITEM,
        names__firms=FIRM,
        language__en__clauses=CLAUSES,
        rules__en__frames=FRAMES,
        rules__en__transfer=CARD,
    )


def codes(folder: Path) -> list[str]:
    return sorted({p.code for p in check(folder)})


def only(folder: Path) -> Problem:
    (problem,) = check(folder)
    return problem


def test_a_sound_folder_has_no_problems(folder: Path) -> None:
    assert [str(p) for p in check(folder)] == []


def test_a_problem_says_where_what_and_what_to_do(folder: Path) -> None:
    written(folder, names__items=ITEM.replace("fighter", "fighterplane"))
    problem = only(folder)
    assert (problem.file, problem.line, problem.entry, problem.code) == ("names/items.yml", 3, "x-1", "K011")
    assert str(problem).startswith("names/items.yml:3: error K011 x-1: unknown class: `class: fighterplane`")
    assert problem.remedy in str(problem)


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("K002", "cafe\u0301"),
        ("K003", "\ufefb"),
        ("K004", "إسبـانيا"),
        ("K005", "\u200fإسبانيا"),
        ("K006", "إسبان\u06ccا"),
    ],
)
def test_characters_that_never_match(folder: Path, code: str, form: str) -> None:
    language = "fr" if form.isascii() or form[0] == "c" else "ar"
    lines = f"    forms:\n      {language}:\n        - {form}\n"
    (folder / "names" / "states.yml").write_text(
        (folder / "names" / "states.yml").read_text(encoding="utf-8") + lines.replace("    ", "  ", 1), encoding="utf-8"
    )
    assert code in codes(folder)


@pytest.mark.parametrize("line", ["ar: [إسبانيا, اسبان]", "ar: إسبانيا # Spain"])
def test_arabic_stands_alone_on_its_line(folder: Path, line: str) -> None:
    written(folder, names__states=STATE.replace("ar: إسبانيا", line))
    assert "K007" in codes(folder)


def test_arabic_with_a_latin_designation_is_a_form_like_any_other(folder: Path) -> None:
    written(folder, names__items=ITEM + "      forms:\n        ar:\n          - مقاتلة X-1\n")
    assert codes(folder) == []


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("K010", "kind: item", "kind: thing"),
        ("K010", "- id: x-1\n      kind", "- kind"),
        ("K011", "class: fighter", "class: plane"),
        ("K012", "en: X-1", "ar: إكس"),
        ("K013", "class: fighter", "class: fighter\n      origin: [UK]"),
        ("K014", "- id: x-1", "- id: acme"),
        ("K017", "class: fighter", "class: fighter\n      maker: nobody"),
        ("K017", "class: fighter", "class: fighter\n      maker: ES"),
        ("K018", "class: fighter", "class: fighter\n      makers: acme"),
        ("K020", "en: X-1", 'en: X-1\n      forms:\n        mul: ["1"]'),
        ("K021", "class: fighter", "class: fighter\n      sipri: Planes"),
    ],
)
def test_mistakes_in_an_entry(folder: Path, code: str, old: str, new: str) -> None:
    assert old in ITEM
    written(folder, names__items=ITEM.replace(old, new))
    assert codes(folder) == [code]


def test_a_known_maker_is_no_mistake(folder: Path) -> None:
    written(folder, names__items=ITEM.replace("class: fighter", "class: fighter\n      maker: acme"))
    assert codes(folder) == []


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_states_are_labelled_in_three_languages(folder: Path, language: str) -> None:
    written(folder, names__states="\n".join(line for line in STATE.split("\n") if f"{language}: " not in line))
    assert codes(folder) == ["K012"]


def test_one_form_for_two_things(folder: Path) -> None:
    written(folder, names__items=ITEM.replace("en: X-1", "en: Acme"))
    assert codes(folder) == ["K015"]


def test_a_weak_form_may_be_shared(folder: Path) -> None:
    written(folder, names__items=ITEM + "      weak:\n        mul:\n          - Acme\n")
    assert codes(folder) == []


def test_capitals_may_tell_two_things_apart(folder: Path) -> None:
    item = ITEM.replace("en: X-1", "en: ACME").replace("class: fighter", "class: fighter\n      case: exact")
    written(folder, names__items=item, names__firms=FIRM.replace("class: firm", "class: firm\n      case: exact"))
    assert codes(folder) == []


def test_a_form_written_twice(folder: Path) -> None:
    written(folder, names__firms=FIRM + "      forms:\n        ar:\n          - أكمي للسلاح\n          - اكمي للسلاح\n")
    assert codes(folder) == ["K016"]


def test_a_form_in_the_wrong_script(folder: Path) -> None:
    written(folder, names__firms=FIRM.replace("fr: Acmé", "fr: أكمي"))
    assert codes(folder) == ["K019"]


def test_a_person_keeps_role_dates_and_source_only(folder: Path) -> None:
    person = "- id: es.doe\n  kind: person\n  name:\n    en: Jane Doe\n  birthday: 1970-01-01\n  source: public\n"
    written(folder, names__people__some=person)
    assert codes(folder) == ["K018"]


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("K030", "kind: transfer", "kind: transport"),
        ("K030", "needs: [item]", "need: [item]"),
        ("K030", "needs: [item]", "needs: [item]\n      modality: possible"),
        ("K030", "needs: [item]", "needs: [item]\n      weight: high"),
        ("K030", "needs: [item]", "needs: [item]\n      context: weather"),
        ("K030", "verb: [bestow]", "verbs: [bestow]"),
        ("K032", "needs: [item]", "needs: [item]\n      slots: {seller: [subject]}"),
        ("K032", "needs: [item]", "needs: ['item|seller']"),
        ("K033", "status: delivered", "status: done"),
        ("K034", "needs: [item]", "needs: [item]\n      slots: {place: [alongside]}"),
        ("K034", "needs: [item]", "needs: [item]\n      slots: {place: ['text:about']}"),
        ("K034", "needs: [item]", "needs: [item]\n      slots: {quantity: ['count:ships']}"),
        ("K034", "needs: [item]", "needs: [item]\n      slots: {supplier: ['subject!planet']}"),
        ("K037", "        - text: Spain bestowed a frigate.\n", ""),
        ("K038", "      refuses:\n        - The king bestowed a title.\n", ""),
        ("K040", "id: en.transfer.bestow", "id: en.sale.bestow"),
        ("K041", "slots: {quantity: 2}", "slots: {number: 2}"),
        ("K042", "verb: [bestow]", 'verb: ["..."]'),
        ("K043", "needs: [item]", "needs: [item]\n      refuse: [a title]"),
        ("K044", "needs: [item]", "needs: [item]\n      anchor: committee"),
    ],
)
def test_mistakes_in_a_card(folder: Path, code: str, old: str, new: str) -> None:
    assert old in CARD
    written(folder, rules__en__transfer=CARD.replace(old, new))
    assert codes(folder) == [code]


def test_an_unknown_frame_leaves_the_other_unused(folder: Path) -> None:
    written(folder, rules__en__transfer=CARD.replace("frame: give", "frame: gift"))
    assert codes(folder) == ["K035", "K036"]


def test_two_cards_of_one_id(folder: Path) -> None:
    written(folder, rules__en__transfer=CARD + CARD)
    assert "K031" in codes(folder)


def test_one_word_with_two_meanings(folder: Path) -> None:
    other = CARD.replace("transfer.bestow", "transfer.grant").replace("delivered", "sold")
    written(folder, rules__en__transfer=CARD + other)
    assert codes(folder) == ["K039"]


def test_one_word_on_two_cards_of_one_meaning_is_no_mistake(folder: Path) -> None:
    written(folder, rules__en__transfer=CARD + CARD.replace("transfer.bestow", "transfer.grant"))
    assert codes(folder) == []


@pytest.mark.parametrize(
    "place",
    [
        "subject",
        "to",
        "+from",
        "none",
        "date",
        "since:open",
        "count:troops",
        "text:to",
        "title",
        "area",
        "topic",
        "owner",
    ],
)
def test_known_places(place: str) -> None:
    assert unknown_place(place, {"to", "from"}) == ""


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("K050", "preposition:\n  to: [to]\n"),
        ("K051", "operators:\n  maybe: [may]\n"),
        ("K051", "frequency:\n  year: [yearly]\n"),
    ],
)
def test_mistakes_in_function_words(folder: Path, code: str, line: str) -> None:
    path = folder / "language" / "en" / "clauses.yml"
    path.write_text(path.read_text() + line)
    assert codes(folder) == [code]


def test_a_pattern_that_does_not_compile(folder: Path) -> None:
    written(folder, language__designations="patterns:\n  - pattern: 'x-(1'\n    class: bomb\n")
    assert codes(folder) == ["K052"]


OUTLET = """
    - id: herald
      name:
        en: Herald
      domains:
        - {domain}
      country: ES
      language: [en]
      official: {official}
      aggregator: {copies}
"""


@pytest.mark.parametrize(
    ("code", "domain", "official", "copies"),
    [
        ("", "herald.example", "true", "false"),
        ("K053", "press.example", "false", "false"),
        ("K054", "www.herald.example", "false", "false"),
        ("K054", "https://herald.example/", "false", "false"),
        ("K054", "Herald.example", "false", "false"),
        ("K055", "herald.example", "true", "true"),
    ],
)
def test_mistakes_in_outlets(folder: Path, code: str, domain: str, official: str, copies: str) -> None:
    other = OUTLET.format(domain="press.example", official="false", copies="true").replace("herald", "press")
    written(folder, sources__other=other, sources__own=OUTLET.format(domain=domain, official=official, copies=copies))
    assert codes(folder) == ([code] if code else [])


@pytest.mark.parametrize("content", ["- id: [", "- id: a\n  id: b\n", "just words"])
def test_a_broken_file_does_not_hide_the_others(folder: Path, content: str) -> None:
    written(folder, names__broken=content, names__items=ITEM.replace("fighter", "plane"))
    found = codes(folder)
    assert "K011" in found and {"K001", "K010"} & set(found)


def test_a_file_that_is_not_utf8(folder: Path) -> None:
    (folder / "names" / "latin.yml").write_bytes(b"- id: caf\xe9\n")
    assert "K001" in codes(folder)


def test_a_folder_without_kinds_is_told_and_does_not_fail(tmp_path: Path) -> None:
    assert codes(tmp_path) == ["K001"]


def test_cards_that_read_nothing_are_listed() -> None:
    cards = knowledge().rules.index.cards
    named = [p.entry for p in silent(cards, {c.id for c in cards[1:]}, knowledge().folder)]
    assert named == [cards[0].id]


def test_problems_come_in_order_of_file_and_line(folder: Path) -> None:
    written(
        folder, names__items=ITEM.replace("fighter", "plane") + ITEM.replace("x-1", "x-2").replace("fighter", "plane")
    )
    problems = check(folder)
    assert [(p.file, p.line) for p in problems] == sorted((p.file, p.line) for p in problems)


def test_every_code_is_in_the_reference() -> None:
    page = (ROOT / "docs" / "reference" / "knowledge-checks.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (K\d{3}) \| (\w+) \|", page, re.MULTILINE))
    assert rows == {code: about.level for code, about in CODES.items()}


def test_the_names_that_ship_have_no_errors() -> None:
    wrong = [
        str(p) for p in check(find_folder()) if p.level == ERROR and p.file.startswith(("names/", "kinds/", "sources/"))
    ]
    assert wrong == []
