"""Each example on a rule card is read as it says, and each refusal is refused."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from mithaq.knowledge.load import Knowledge, load_knowledge
from mithaq.knowledge.rules import Example
from mithaq.model.claims import Claim, SlotValue
from mithaq.model.documents import Document
from mithaq.pipeline import read_document

LEAST_EXAMPLES, LEAST_REFUSALS = 2, 1


@cache
def knowledge() -> Knowledge:
    return load_knowledge()


EXAMPLES = knowledge().rules.examples


def read(example: Example) -> tuple[Claim, ...]:
    return read_document(Document("example", example.text, published=example.published), knowledge()).claims


def names(value: SlotValue) -> set[str]:
    return {str(value.id), str(value.name), str(value.value), str(value.text)}


def holds(claim: Claim, example: Example) -> bool:
    if example.modality and claim.modality != example.modality:
        return False
    for slot, wanted in (example.slots or {}).items():
        got = {name for value in claim.slots.get(slot, ()) for name in names(value)}
        if not set(wanted if isinstance(wanted, list) else [wanted]) <= got:
            return False
    return True


def shown(claims: tuple[Claim, ...]) -> str:
    return "\n".join(
        f"  {c.rule} {c.kind} {c.modality} { {s: [v.ground for v in vs] for s, vs in c.slots.items()} }" for c in claims
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.card}:{e.where.rpartition(':')[2]}")
def test_example(example: Example) -> None:
    claims = read(example)
    if example.slots is None:
        wrong = tuple(c for c in claims if c.rule.split("+")[0] == example.card)
        assert not wrong, f"{example.where}: {example.card} must refuse: {example.text}\n{shown(wrong)}"
    else:
        kind = example.card.split(".")[1]
        right = any(c.kind == kind and holds(c, example) for c in claims)
        wanted = f"{dict(example.slots)} {example.modality or ''}"
        assert right, f"{example.where}: {example.card}: {example.text}\nwanted {wanted}\ngot\n{shown(claims)}"


def test_each_card_has_two_examples_and_a_refusal() -> None:
    good = Counter(e.card for e in EXAMPLES if e.slots is not None)
    refused = Counter(e.card for e in EXAMPLES if e.slots is None)
    cards = {*good, *refused}
    assert not sorted(card for card in cards if good[card] < LEAST_EXAMPLES)
    assert not sorted(card for card in cards if refused[card] < LEAST_REFUSALS)
