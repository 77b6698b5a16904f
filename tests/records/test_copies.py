"""Documents of nearly one text; blocks with more things than are compared one by one."""

from __future__ import annotations

import random

from tests.records.test_assemble import assemble, claim

from mithaq.records import copies
from mithaq.records.sketch import sketch

WORDS = [f"word{n}" for n in range(4000)]


def text(chance: random.Random, length: int = 400) -> str:
    return " ".join(chance.choices(WORDS, k=length))


def test_copies_share_a_class_and_other_texts_do_not_in_whatever_order_they_come() -> None:
    chance = random.Random(1)
    pages: dict[str, str] = {}
    for number in range(12):
        first = text(chance)
        pages[f"{number:02}a"] = first
        pages[f"{number:02}b"] = f"{first} {text(chance, 80)}"
        pages[f"{number:02}c"] = " ".join(first.split()[60:])
    sketches = [(name, sketch(page)) for name, page in pages.items()]
    found = copies.classes(sketches)
    assert all(found[name] == f"{name[:2]}a" for name in pages)
    chance.shuffle(sketches)
    assert copies.classes(sketches) == found


def test_a_footer_that_all_pages_share_makes_them_no_copies() -> None:
    chance = random.Random(2)
    footer = text(chance, 60)
    found = copies.classes((f"{n:03}", sketch(f"{text(chance)} {footer}")) for n in range(80))
    assert len(set(found.values())) == 80


def test_without_a_text_a_document_stands_alone() -> None:
    assert copies.classes([("a", b""), ("b", b"")]) == {"a": "a", "b": "b"}


def test_in_a_crowded_block_what_is_the_same_still_meets() -> None:
    def order(document: str, figure: int) -> object:
        sides = {"supplier": "US", "recipient": "MA", "status": "ordered"}
        return claim("transfer", document, item="m109", quantity=figure, date=f"={1690 + figure}-01-01", **sides)

    many = [order(f"{document}{n:03}", 210 + n) for n in range(300) for document in "ab"]
    records = assemble(*many)  # type: ignore[arg-type]
    assert len(records) == 300 and all(len(record.claims) == 2 for record in records)
