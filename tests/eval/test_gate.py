"""The gate: a floor that is not met fails, blessing raises and never lowers."""

from __future__ import annotations

import json

import pytest
from eval.gate import FLOORS, blessed, broken, check, pins_changed, raised

CLEAN = {"false_on_negatives": 0, "span_errors": 0}
PINNED = {"floors": {"all": {"claim_f1": 0.6}}, "limits": {"false_on_negatives": 2, "span_errors": 0}}


def figures(value: float) -> dict[str, dict[str, float]]:
    return {"all": {"claim_f1": value}}


def test_a_floor_that_is_not_met_is_named() -> None:
    assert list(broken(figures(0.59), CLEAN, PINNED)) == ["all claim_f1 is 0.590, below its floor of 0.600"]
    assert not list(broken(figures(0.6), CLEAN, PINNED))


def test_a_language_that_is_gone_breaks_its_floor() -> None:
    assert list(broken({}, CLEAN, PINNED))


def test_too_many_false_claims_and_any_span_error_break_the_gate() -> None:
    assert not list(broken(figures(0.6), {"false_on_negatives": 2, "span_errors": 0}, PINNED))
    assert list(broken(figures(0.6), {"false_on_negatives": 3, "span_errors": 0}, PINNED))
    assert list(broken(figures(0.6), {"false_on_negatives": 0, "span_errors": 1}, PINNED))


def test_blessing_raises_floors_and_lowers_limits() -> None:
    new = blessed(figures(0.71239), {"false_on_negatives": 1, "span_errors": 0}, PINNED)
    assert new["floors"] == {"all": {"claim_f1": 0.712}}
    assert new["limits"] == {"false_on_negatives": 1, "span_errors": 0}


def test_blessing_refuses_what_has_become_worse() -> None:
    with pytest.raises(ValueError, match="below its floor"):
        blessed(figures(0.5), CLEAN, PINNED)
    with pytest.raises(ValueError, match="false_on_negatives"):
        blessed(figures(0.7), {"false_on_negatives": 3, "span_errors": 0}, PINNED)
    allowed = blessed(figures(0.5), {"false_on_negatives": 3, "span_errors": 0}, PINNED, allow_lower=True)
    assert (allowed["floors"]["all"]["claim_f1"], allowed["limits"]["false_on_negatives"]) == (0.5, 3)


def test_span_errors_are_never_blessed() -> None:
    with pytest.raises(ValueError, match="never allowed"):
        blessed(figures(0.9), {"false_on_negatives": 0, "span_errors": 1}, PINNED, allow_lower=True)


def test_a_floor_within_rounding_stays() -> None:
    assert raised(figures(0.5998), PINNED) == {"all": {"claim_f1": 0.6}}


def test_changed_annotation_is_noticed() -> None:
    assert pins_changed({"a": "1", "b": "2"}, {"gold": {"a": "1", "b": "3", "c": "4"}}) == ["b", "c"]


def test_no_pins_no_pass(tmp_path, capsys) -> None:
    assert check(tmp_path / "floors.json", figures(1.0), CLEAN) == 1
    assert "annotation has changed" in capsys.readouterr().err


def test_the_floors_in_the_repository_are_well_formed() -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert set(floors) == {"floors", "limits", "gold"}
    assert {"ar", "en", "fr", "all"} <= set(floors["floors"])
    assert floors["limits"]["span_errors"] == 0
