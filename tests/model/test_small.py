"""Documents, numbers, issues and errors."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mithaq.model.documents import Document
from mithaq.model.errors import DocumentError, KnowledgeError, MithaqError, RegisterError
from mithaq.model.issues import CODES
from mithaq.model.records import Record, RecordSlot, RecordValue
from mithaq.model.values import plain


def test_the_hash_of_a_document_is_of_its_text_alone() -> None:
    assert Document("a", "text").sha256 == Document("b", "text", title="t").sha256
    assert Document("a", "text").sha256 != Document("a", "text ").sha256


def test_a_broken_character_does_not_stop_the_hash() -> None:
    assert len(Document("a", "x\ud800").sha256) == 64


@pytest.mark.parametrize(
    ("number", "shown"),
    [("12", 12), ("12.0", 12), ("12.5", 12.5), ("1E+3", 1000), ("0", 0), ("8545000000", 8545000000)],
)
def test_whole_numbers_are_whole(number: str, shown: float) -> None:
    assert plain(Decimal(number)) == shown and type(plain(Decimal(number))) is type(shown)


def test_an_error_of_knowledge_says_where() -> None:
    error = KnowledgeError("wrong", file="a.yml", line=3, entry="x")
    assert str(error) == "a.yml:3: x: wrong"
    assert str(KnowledgeError("wrong", file="a.yml")) == "a.yml: wrong"
    assert str(KnowledgeError("wrong")) == "wrong"


def test_all_errors_are_of_one_family() -> None:
    assert all(issubclass(e, MithaqError) for e in (KnowledgeError, DocumentError, RegisterError))


def test_codes_are_a_letter_and_three_digits_and_say_something() -> None:
    assert all(len(code) == 4 and code[0].isupper() and code[1:].isdigit() and text for code, text in CODES.items())


def test_a_record_shows_its_disputes() -> None:
    slot = RecordSlot((RecordValue({"value": 25}, ("c_1", "c_2")),), (RecordValue({"value": 24}, ("c_3",)),))
    record = Record(
        "r_1", "transfer", {"quantity": slot}, ("c_1", "c_2", "c_3"), ("a", "b"), 2, ("en",), "asserted", 0.9
    )
    assert record.disputed
    assert record.as_dict()["slots"]["quantity"] == {
        "value": 25,
        "agreed": 2,
        "claims": ["c_1", "c_2"],
        "disputed": [{"value": 24, "claims": ["c_3"]}],
    }


def test_a_record_in_agreement_is_not_disputed() -> None:
    slot = RecordSlot((RecordValue({"id": "MA"}, ("c_1",)), RecordValue({"id": "TN"}, ("c_1",))))
    record = Record("r_1", "exercise", {"hosts": slot}, ("c_1",), ("a",), 1, ("en",), "asserted", 0.9)
    assert not record.disputed
    assert [v["id"] for v in record.as_dict()["slots"]["hosts"]["values"]] == ["MA", "TN"]
