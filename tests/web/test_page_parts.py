"""The parts that pages are made of: figures and dates, addresses, marks in texts, shapes of pictures, templates."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mithaq.export.brief import term_words
from mithaq.knowledge.kinds import load_kinds
from mithaq.model.spans import Span
from mithaq.register.dyad import Year
from mithaq.web.links import SiteLinks, canonical, document_id, document_name
from mithaq.web.locale import Writing
from mithaq.web.passages import Mark, runs
from mithaq.web.pictures.bars import periods, shares
from mithaq.web.pictures.network import network
from mithaq.web.pictures.scale import Axis, stretch
from mithaq.web.pictures.timeline import timeline
from mithaq.web.pictures.world import outlines, world
from mithaq.web.settings import LANGUAGES
from mithaq.web.telling import layouts
from mithaq.web.words import page_words, say

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "src/mithaq/web/templates").glob("*.html"))


@pytest.mark.parametrize(
    ("language", "region", "edtf", "shown"),
    [
        ("en", "", "2020-10-02", "2 October 2020"),
        ("fr", "", "2020-10-02", "2 octobre 2020"),
        ("ar", "", "2020-10-02", "2 أكتوبر 2020"),
        ("ar", "EG", "2020-10-02", "٢ أكتوبر ٢٠٢٠"),
        ("en", "", "2020-10", "October 2020"),
        ("en", "", "195X", "the 1950s"),
        ("en", "", "2013/..", "since 2013"),
        ("en", "", "../2013", "until 2013"),
        ("en", "", "2018/2022", "2018–2022"),
        ("ar", "", "2018/2022", "من 2018 إلى 2022"),
        ("en", "", "2015-23", "autumn 2015"),
        ("en", "", "2020~", "about 2020"),
        ("en", "", "2020?", "2020?"),
        ("en", "", "not a date", "not a date"),
        ("en", "", "2020-02-31", "2020-02-31"),
    ],
)
def test_dates_are_written_no_more_exactly_than_they_are(language: str, region: str, edtf: str, shown: str) -> None:
    assert Writing(language, region).date(edtf) == shown


def test_figures_and_sums() -> None:
    assert Writing("en").number(5810) == "5,810"
    assert Writing("ar", "EG").number(5810) == "٥٬٨١٠"
    assert Writing("en").money(8_545_000_000, "USD") == "8.545 billion US dollars"
    assert Writing("fr").money(32_000_000, "EUR") == "32 millions d'euros"
    assert Writing("ar").money(8_545_000_000, "USD") == "8.545 مليار دولار أمريكي"
    assert Writing("en").money(1_234_567, "USD") == "1,234,567 US dollars"
    assert Writing("en").money(5, "XXY") == "5 XXY"
    assert Writing("en").share(0.996) == "99%"


@given(st.text(max_size=60))
def test_any_date_is_written_somehow(text: str) -> None:
    for language in LANGUAGES:
        assert isinstance(Writing(language).date(text), str)


@given(st.text(min_size=1, max_size=80).filter(lambda t: t.isprintable() or True))
def test_each_document_has_one_safe_address(identity: str) -> None:
    name = document_name(identity)
    assert document_id(name) == identity
    assert re.fullmatch(r"[\w.~\-/=]+", name, re.ASCII)
    assert not {".", ".."} & set(name.split("/")) and "//" not in name


def test_pairs_have_one_address() -> None:
    assert canonical("ma", "US") == canonical("US", "MA") == "US-MA"


def test_a_written_site_links_by_file() -> None:
    links = SiteLinks("/record/r_1", "ar", "en")
    assert links.to("/") == "../index.html"
    assert links.to("/record/r_2") == "r_2.html"
    assert links.asset("mithaq.css") == "../../static/mithaq.css"
    assert links.language("en", "/record/r_1", {}) == "../../record/r_1.html"


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=8))
def test_runs_keep_every_character_in_order(text: str, pairs: list[tuple[int, int]]) -> None:
    marks = [Mark(min(p), max(p), f"m{i}") for i, p in enumerate(pairs) if p[0] != p[1]]
    found = runs(text, Span(0, len(text)), marks)
    assert "".join(run.text for run in found) == text
    at = 0
    for run in found:
        over = {m.cls for m in marks if m.start <= at and at + len(run.text) <= m.end}
        assert set(run.cls.split()) == over
        at += len(run.text)


def test_time_runs_leftwards_for_those_who_read_so() -> None:
    assert Axis(2000, 2010, 0, 100).at(2001) == 10
    assert Axis(2000, 2010, 0, 100, turned=True).at(2001) == 90
    assert Axis(2000, 2010, 0, 100).at(1900) == 0
    first, last = stretch("2013/..") or (0, 0)
    assert first == 2013 and last is None
    assert stretch("nothing") is None


def test_bars_of_periods_and_amounts() -> None:
    picture = periods(["2020/2030", "2015/..", "no"], 2025.5, False)
    assert picture is not None and [bar.row for bar in picture.bars] == [0, 1]
    assert [bar.open for bar in picture.bars] == [False, True]
    assert periods(["no"], 2025, False) is None
    assert shares([("USD", 50), ("EUR", 3), ("USD", 100), ("USD", 0)]) == [50.0, 100.0, 100.0, 0.5]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_the_same_in_each_language(language: str) -> None:
    own, english = page_words(language), page_words("en")
    assert own.keys() == english.keys()
    for key, text in english.items():
        assert set(re.findall(r"\{\d\}", own[key])) == set(re.findall(r"\{\d\}", text)), key


def test_every_word_that_a_template_says_is_there() -> None:
    for path in TEMPLATES:
        for key in re.findall(r"\bt\(['\"](\w+)['\"][,)]", path.read_text(encoding="utf-8")):
            assert key in page_words("en"), f"{path.name}: {key}"


def test_templates_say_nothing_of_their_own() -> None:
    """Words stand in the files of words: between the tags of a template there are none but names of formats."""
    allowed = {
        "BibTeX",
        "CSL-JSON",
        "JSON",
        "CSV",
        "mithaq",
        "review",
        "--register",
        "reject",
        "--by",
        "--because",
        "…",
    }
    for path in TEMPLATES:
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", path.read_text(encoding="utf-8"), flags=re.S)
        words = re.findall(r"[^\W\d_]{3,}", re.sub(r"<[^>]*>", " ", text))
        assert not [w for w in words if w not in {a.strip("-") for a in allowed} and w not in ("BibTeX", "CSL")], (
            path.name
        )


def test_templates_hold_no_inline_script_or_style() -> None:
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|<script(?! src=)|\son\w+=|\|\s*safe|autoescape false|https?://", text), (
            path.name
        )


def test_kinds_are_told_by_slots_that_there_are() -> None:
    kinds = load_kinds(ROOT / "knowledge/kinds")
    assert layouts().keys() == kinds.keys()
    for kind, layout in layouts().items():
        for part in ("title", "from", "to", "with", "notes", "columns"):
            assert set(layout.get(part, ())) <= set(kinds[kind].slots), (kind, part)


def test_a_text_without_its_key_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        say("en", "no such text")
    assert term_words("ar")["delivered"]


@given(
    st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=14), max_size=12),
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 2)),
    st.booleans(),
)
def test_a_network_ties_only_who_stands_together(named: list[list[str]], columns: dict[str, int], turned: bool) -> None:
    columns = dict.fromkeys("abcdefgh", 1) | columns
    picture = network(named, columns, turned)
    together = {frozenset((a, b)) for held in named for a in held[:12] for b in held[:12] if a != b}
    assert (picture is None) == (not together)
    if picture is None:
        return
    assert len(picture.edges) + picture.left_out == len(together)
    keys = {node.key for node in picture.nodes}
    assert all({e.one, e.other} <= keys and {e.one, e.other} in together for e in picture.edges)
    assert len({(n.x, n.y) for n in picture.nodes}) == len(picture.nodes)
    assert all(0 < n.x < picture.width and 0 < n.y < picture.height for n in picture.nodes)


def test_the_first_state_stands_where_reading_begins() -> None:
    named = [["us.dod", "ma.far"]]
    for turned, first in ((False, "us.dod"), (True, "ma.far")):
        picture = network(named, {"us.dod": 0, "ma.far": 2}, turned)
        assert picture and min(picture.nodes, key=lambda n: n.x).key == first


@given(
    st.dictionaries(st.sampled_from(["US", "MA", "QA", "BH", "SG", "XX", "FJ", "RU", "XK"]), st.integers(0, 900)),
    st.booleans(),
)
def test_every_state_of_a_map_is_inside_of_it(counts: dict[str, int], whole: bool) -> None:
    picture = world(counts, whole)
    held = {code for code, n in counts.items() if n and code != "XX"}
    assert {p.id for p in picture.places} == held if picture else not held
    for place in picture.places if picture else ():
        assert 1 <= place.step <= 4
        assert picture.x <= place.x <= picture.x + picture.width
        assert picture.y <= place.y <= picture.y + picture.height


def test_the_map_knows_nearly_every_state() -> None:
    codes = (ROOT / "tests/knowledge/iso3166.txt").read_text("utf-8").split("\n")[1:]
    drawn = {country.get("id") for country in outlines()["countries"]}
    assert {"BV", "UM", "GI", "CC"} >= {c for c in codes if c and c not in drawn} - {"AQ", "TK", "TV", "GF", "GP", "MQ",
        "RE", "YT", "BQ", "CX", "SJ"}  # fmt: skip


@given(
    st.lists(
        st.tuples(st.sampled_from(["transfer", "meeting"]), st.integers(1900, 2030), st.integers(1, 50)), max_size=20
    )
)
def test_a_timeline_holds_all_years(told: list[tuple[str, int, int]]) -> None:
    rows = [Year(kind, year, many, "r", True) for kind, year, many in {(k, y): (k, y, n) for k, y, n in told}.values()]
    picture = timeline([*rows, Year("transfer", None, 3, "r", True)], ["transfer", "meeting"], False)
    assert (picture is None) == (not rows)
    if picture:
        assert sum(dot.many for lane in picture.lanes for dot in lane.dots) == sum(row.many for row in rows)
        assert picture.undated == 3
