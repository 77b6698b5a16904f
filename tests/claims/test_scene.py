"""What a document is about: defence or not, and whom "the two countries" means."""

from __future__ import annotations

import pytest
from tests.builders import claim, claims, mentions_of, reading, said

from mithaq.claims.scene import about_defence


@pytest.mark.parametrize(
    "words",
    [
        "Spain sold two frigates.",
        "وصل وزير الدفاع إلى مدريد.",
        "L'exercice African Lion commence demain.",
        "NATO met in Brussels.",
    ],
)
def test_about_defence(words: str) -> None:
    assert about_defence(mentions_of(words))


@pytest.mark.parametrize(
    "words",
    [
        "Spain beat Morocco on penalties in Doha.",
        "باعت إسبانيا الطماطم إلى فرنسا.",
        "La France et le Maroc ont signé un accord sur la pêche.",
    ],
)
def test_not_about_defence(words: str) -> None:
    assert not about_defence(mentions_of(words))
    assert reading(words).claims == ()


def test_a_document_about_something_else_says_so() -> None:
    assert "C003" in {i.code for i in reading("Spain beat Morocco on penalties in Doha.").issues}


def test_the_two_countries_are_those_named_before() -> None:
    words = (
        "Italy's defence minister met his Kenyan counterpart in Rome on 4 May 2022. "
        "The two countries signed a defence cooperation agreement."
    )
    assert said(claim(words, "agreement"), "parties") == {"IT", "KE"}


def test_the_two_countries_in_arabic() -> None:
    words = "التقى وزير الدفاع الإيطالي نظيره الكيني في روما. ووقع البلدان اتفاقية للتعاون العسكري."
    assert said(claim(words, "agreement"), "parties") == {"IT", "KE"}


def test_a_deal_of_things_that_soldiers_do_not_use_is_left_out() -> None:
    words = "The Spanish army watched. In Lyon, a firm delivered ten sofas to Italy."
    assert claims(words, "transfer") == []
