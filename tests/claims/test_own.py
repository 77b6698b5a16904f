""" "Our forces", "his country": the state of whoever speaks or is told of."""

from __future__ import annotations

import pytest
from tests.builders import claims, said


def sides(words: str) -> list[tuple[object, object]]:
    found = claims(words, "transfer", "2025-06-01")
    return [(next(iter(said(c, "supplier")), None), next(iter(said(c, "recipient")), None)) for c in found]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ('The Greek defence minister said: "We have ordered 24 Rafale fighters from France."', ("FR", "GR")),
        ("The Greek defence minister said his country has ordered 24 Rafale fighters from France.", ("FR", "GR")),
        (
            "Le ministre belge de la Défense a déclaré : « Nous avons livré 20 chars Leopard 2 à l'Ukraine. »",
            ("BE", "UA"),
        ),
        ("قال وزير الدفاع الإيطالي غويدو كروسيتو إن بلاده سلمت لبنان 20 مدرعة.", ("IT", "LB")),
    ],
)
def test_the_speakers_state_acts(words: str, wanted: tuple[str, str]) -> None:
    assert sides(words) == [wanted]


@pytest.mark.parametrize(
    "words",
    [
        "We have ordered 24 Rafale fighters from France, a reader writes.",
        "« Nous avons commandé 24 Rafale à la France », écrit un lecteur.",
        "اشترت بلادنا من فرنسا 24 مقاتلة رافال، كتب قارئ.",
    ],
)
def test_nobody_knows_whose_state_it_is(words: str) -> None:
    assert all(recipient is None for _, recipient in sides(words))
