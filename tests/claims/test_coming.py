"""What a text dates after its own day is to come."""

from __future__ import annotations

import pytest
from tests.builders import knowledge

from mithaq.model.claims import Claim
from mithaq.model.documents import Document
from mithaq.pipeline import read_document


def read(words: str, published: str | None) -> list[Claim]:
    claims = read_document(Document("d", words, published=published), knowledge()).claims
    return [c for c in claims if c.kind == "transfer"]


@pytest.mark.parametrize(
    ("published", "modality", "status"), [("2024-05-02", "planned", "planned"), ("2027-05-02", "asserted", "delivered")]
)
def test_a_delivery_dated_after_the_article_is_a_plan(published: str, modality: str, status: str) -> None:
    (claim,) = read("France delivers four patrol boats to Senegal in March 2026.", published)
    assert (claim.modality, claim.slots["status"][0].id) == (modality, status)


def test_an_order_told_of_has_happened_whatever_date_stands_beside_it() -> None:
    (claim,) = read("Poland ordered 180 K2 tanks from South Korea, due in 2028.", "2025-08-02")
    assert claim.modality == "asserted" and "date" not in claim.slots


def test_without_a_day_of_its_own_a_text_is_believed() -> None:
    (claim,) = read("France delivered four patrol boats to Senegal in March 2026.", None)
    assert claim.modality == "asserted"
