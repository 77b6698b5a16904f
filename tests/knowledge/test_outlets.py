"""The cards of outlets that ship: who is found by which address or name."""

from __future__ import annotations

from pathlib import Path

import pytest

from mithaq.knowledge.load import find_folder
from mithaq.knowledge.outlets import load_outlets
from mithaq.records.sources import Outlets, Source


@pytest.fixture(scope="module")
def outlets() -> Outlets:
    return load_outlets(find_folder() / "sources")


@pytest.mark.parametrize(
    ("address", "identity"),
    [
        ("https://www.africom.mil/x", "us.africom"),
        ("https://news.bbc.co.uk/x", "bbc"),
        ("https://mod.gov.il/x", "il.mod"),
        ("https://mfa.gov.il/x", "il.gov"),
        ("http://reuters.com:8080/x", "reuters"),
        ("https://reuters.com.evil.example/", None),
        ("https://notreuters.com/", None),
        ("https://com/", None),
    ],
)
def test_an_address_belongs_to_the_longest_domain_that_has_a_card(
    outlets: Outlets, address: str, identity: str | None
) -> None:
    found = outlets.card(address, None)
    assert (found.id if found else None) == identity


def test_a_name_that_two_outlets_bear_tells_nothing(tmp_path: Path) -> None:
    card = "- id: {0}\n  name:\n    en: The Star\n  domains: [{0}.example]\n"
    (tmp_path / "a.yml").write_text(card.format("one") + card.format("two"))
    outlets = load_outlets(tmp_path)
    told = outlets.of(Source("x", publisher="The Star"))
    assert outlets.card(None, "The Star") is None and told is not None and told.id == "the star"
    assert outlets.card("https://two.example/", "The Star") == outlets.domains["two.example"]


def test_the_cards_cover_the_ministries_agencies_and_papers_of_eighty_states() -> None:
    from mithaq.knowledge.yaml import load

    found: dict[str, set[str]] = {"official": set(), "agencies": set(), "press": set()}
    for path in (find_folder() / "sources").glob("*.yml"):
        for entry in load(path):
            sort = "official" if entry.flag("official") else path.stem
            found.get(sort, set()).add(entry.text("country"))
    assert len((found["official"] & found["agencies"] & found["press"]) - {""}) >= 80
