"""The scorer on systems whose quality is known: perfect, empty, and wrong in one way at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mithaq.evaluation.calibration import bands, calibration_error
from mithaq.evaluation.compare import agreement, fold
from mithaq.evaluation.gold import GoldClaim, GoldDocument, read_gold
from mithaq.evaluation.match import pair
from mithaq.evaluation.score import score
from mithaq.evaluation.spans import span_errors
from mithaq.model.errors import KnowledgeError

TEXT = "Greece ordered 18 Rafale jets in January 2021 for 2.5 billion euros."


def gold(kind: str = "transfer", *, optional: bool = False, modality: str = "asserted", **slots: str) -> GoldClaim:
    values = {slot: tuple(tuple(v.split(" | ")) for v in text.split("; ")) for slot, text in slots.items()}
    return GoldClaim(kind, values, modality, TEXT, optional)


def claim(kind: str = "transfer", document: str = "a.txt", **slots: Any) -> dict[str, Any]:
    values = {slot: value if isinstance(value, list) else [value] for slot, value in slots.items()}
    evidence = [{"start": 0, "end": len(TEXT), "text": TEXT}]
    return {"kind": kind, "document": document, "slots": values, "modality": "asserted", "evidence": evidence}


def document(*claims: GoldClaim, exhaustive: frozenset[str] = frozenset({"transfer", "exercise"})) -> GoldDocument:
    return GoldDocument("a.txt", "en", None, exhaustive, claims, ())


WANTED = gold(item="Rafale", quantity="18", supplier="FR", recipient="GR")
RIGHT = claim(item={"id": "rafale"}, quantity={"value": 18}, supplier={"id": "FR"}, recipient={"id": "GR"})


def test_a_perfect_system_scores_one() -> None:
    total = score([document(WANTED)], [RIGHT]).total()
    assert (total.f1, total.slot_f1, total.modality_right) == (1.0, 1.0, 1.0)


def test_an_empty_system_scores_zero() -> None:
    scores = score([document(WANTED)], [])
    assert (scores.total().f1, scores.total().slot_f1, len(scores.misses)) == (0.0, 0.0, 1)


def test_a_claim_of_another_kind_is_a_miss_and_a_false_claim() -> None:
    scores = score([document(WANTED)], [RIGHT | {"kind": "exercise"}])
    assert (len(scores.misses), len(scores.falses), scores.total().f1) == (1, 1, 0.0)


def test_a_key_slot_must_agree() -> None:
    other = claim(item={"id": "mirage"}, quantity={"value": 18}, supplier={"id": "FR"}, recipient={"id": "GR"})
    assert not pair([WANTED], [other])


def test_half_of_the_values_of_both_must_agree() -> None:
    assert not score([document(WANTED)], [claim(item={"id": "rafale"})]).total().found
    assert score([document(WANTED)], [claim(item={"id": "rafale"}, quantity={"value": 18})]).total().found


def test_an_optional_claim_costs_nothing_read_or_not() -> None:
    wanted = gold(item="Rafale", optional=True)
    for read in ([], [claim(item={"id": "rafale"})]):
        total = score([document(wanted)], read).total()
        assert (total.gold, total.claims) == (0, 0)


def test_what_must_be_read_chooses_before_the_optional() -> None:
    optional = gold(item="Rafale", quantity="18", supplier="FR", recipient="GR", optional=True)
    assert score([document(optional, WANTED)], [RIGHT]).total().found == 1


def test_a_kind_that_is_not_exhaustive_costs_no_precision() -> None:
    total = score([document(exhaustive=frozenset())], [RIGHT]).total()
    assert (total.claims, total.open, total.f1) == (0, 1, None)


def test_each_claim_is_paired_once() -> None:
    total = score([document(WANTED)], [RIGHT, RIGHT]).total()
    assert (total.found, total.right, total.claims) == (1, 1, 2)


def test_modality_is_counted_apart() -> None:
    total = score([document(gold(item="Rafale", modality="planned"))], [claim(item={"id": "rafale"})]).total()
    assert (total.found, total.modality_right) == (1, 0.0)


def test_claims_on_a_document_of_another_matter_are_counted() -> None:
    assert score([document()], [RIGHT]).negatives == 1


def test_a_document_without_annotation_is_not_scored() -> None:
    assert score([document(WANTED)], [RIGHT | {"document": "b.txt"}]).unscored == 1


@pytest.mark.parametrize(
    ("slot", "wanted", "value", "expected"),
    [
        ("quantity", "40 at-least", {"value": 40, "qualifier": "at-least"}, 1.0),
        ("quantity", "40 at-least", {"value": 40}, 0.8),
        ("quantity", "40", {"value": 41}, 0.0),
        ("amount", "8545000000 USD", {"value": 8545000000, "currency": "USD"}, 1.0),
        ("amount", "8545000000 USD", {"value": 8545000000, "currency": "EUR"}, 0.0),
        ("signed", "2020-10-02", {"value": "2020-10-02"}, 1.0),
        ("signed", "2020-10-02", {"value": "2020-10"}, 0.5),
        ("signed", "2020-10-02", {"value": "2021"}, 0.0),
        ("status", "sold", {"id": "sold"}, 1.0),
        ("status", "sold", {"id": "sold-out"}, 0.0),
        ("item", "C-130", {"text": "C-130 Hercules"}, 0.0),
        ("item", "C-130 Hercules", {"text": "C-130 Hercules aircraft"}, 1.0),
        ("item", "C-130J", {"text": "C-130"}, 0.0),
        ("body", "major non-nato ally", {"text": "NATO"}, 0.0),
        ("former", "true", {"value": True}, 1.0),
        ("place", "Cap Draa", {"name": "cap  draa"}, 1.0),
    ],
)
def test_agreement_of_a_value(slot: str, wanted: str, value: dict[str, Any], expected: float) -> None:
    assert agreement(slot, [wanted], value) == expected


def test_spelling_that_changes_nothing_is_folded() -> None:
    assert fold("الأسد الإفريقيّ") == fold("الاسد الافريقي")
    assert fold("Forces armées") == fold("FORCES ARMEES")


def test_a_span_must_hold_its_text() -> None:
    assert not span_errors(RIGHT, TEXT)
    assert span_errors(RIGHT, TEXT.replace("18", "19"))
    assert span_errors(RIGHT | {"evidence": []}, TEXT)
    assert span_errors(claim(item={"id": "rafale", "text": "Rafale", "start": 0, "end": 6}), TEXT)


def test_confidence_is_measured_in_bands() -> None:
    judged = [(0.95, True), (0.95, True), (0.55, True), (0.55, False)]
    assert [(b.low, b.claims, b.share) for b in bands(judged)] == [(0.5, 2, 0.5), (0.9, 2, 1.0)]
    assert calibration_error(judged) == pytest.approx(0.05)
    assert bands([(1.0, True)])[0].high == 1.0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a", "must be a mapping"),
        ("document: a.txt\nexhaustive: [wars]", "wars"),
        ("document: a.txt\nclaims:\n- kind: war\n  slots: {item: [a]}", "is not a kind"),
        ("document: a.txt\nclaims:\n- kind: transfer\n  modality: maybe\n  slots: {item: [a]}", "is not a modality"),
        ("document: a.txt\nclaims:\n- kind: transfer\n  slots: {item: []}", "slot `item` is empty"),
    ],
)
def test_malformed_annotation_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message):
        read_gold(path)
