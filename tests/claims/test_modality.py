"""Whether a text says that a thing is so, is to come, is alleged, denied, or did not happen."""

from __future__ import annotations

import pytest
from tests.builders import claim, claims


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        ("France delivered four frigates to Egypt.", "asserted"),
        ("France will deliver four frigates to Egypt.", "planned"),
        ("France plans to deliver four frigates to Egypt.", "planned"),
        ("La France a livré quatre frégates à l'Égypte.", "asserted"),
        ("La France livrera quatre frégates à l'Égypte.", "planned"),
        ("La France doit livrer quatre frégates à l'Égypte.", "planned"),
        ("سلمت فرنسا أربع فرقاطات إلى مصر.", "asserted"),
        ("ستسلم فرنسا أربع فرقاطات إلى مصر.", "planned"),
        ("سوف تسلم فرنسا أربع فرقاطات إلى مصر.", "planned"),
        ("تعتزم فرنسا تسليم أربع فرقاطات إلى مصر.", "planned"),
        ("France allegedly delivered four frigates to Egypt.", "alleged"),
        ("France denied that it delivered four frigates to Egypt.", "denied"),
    ],
)
def test_modality(words: str, modality: str) -> None:
    assert claim(words, "transfer").modality == modality


@pytest.mark.parametrize(
    "words",
    [
        "France did not deliver four frigates to Egypt.",
        "France never delivered four frigates to Egypt.",
        "La France n'a pas livré quatre frégates à l'Égypte.",
        "لم تسلم فرنسا أربع فرقاطات إلى مصر.",
    ],
)
def test_what_did_not_happen_is_no_claim_that_it_did(words: str) -> None:
    assert not [c for c in claims(words, "transfer") if c.modality in ("asserted", "planned")]


def test_a_plan_in_one_clause_does_not_reach_the_next() -> None:
    words = "Spain plans to leave the mission in Mali; France delivered four frigates to Egypt."
    assert claim(words, "transfer").modality == "asserted"
