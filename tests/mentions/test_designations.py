"""Designations of equipment that no list knows, and what may follow a known one."""

from __future__ import annotations

import pytest
from tests.builders import mentions_of, shown


def items(words: str) -> list[tuple[str | None, str]]:
    return [(m.id, shown(words, m)) for m in mentions_of(words) if m.kind == "item" and "generic" not in m.traits]


def test_a_block_belongs_to_the_designation() -> None:
    ((_, words),) = items("Jordan ordered eight F-16 Block 70 fighters.")
    assert words == "F-16 Block 70"


@pytest.mark.parametrize("name", ["AN/XYQ-99", "AGM-999Z"])
def test_an_unlisted_designation_is_an_item_without_id(name: str) -> None:
    found = items(f"The navy bought ten {name} kits.")
    assert found == [(None, name)]


@pytest.mark.parametrize("name", ["COVID-19", "G-20", "A4", "2021-22"])
def test_what_only_looks_like_a_designation(name: str) -> None:
    assert items(f"The navy spoke of {name} at length.") == []


def test_a_designation_in_arabic_letters() -> None:
    assert items("اشترى الجيش مقاتلات من طراز إف-16.") == [("f-16", "إف-16")]


def test_lower_case_words_are_no_designations() -> None:
    assert items("The navy filled in form ab-123 twice.") == []
