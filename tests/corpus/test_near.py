"""Classes of nearly the same text over a corpus are those of the record stage on the same documents."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mithaq.corpus.near import near_classes
from mithaq.records.copies import classes
from mithaq.records.sketch import sketch

pytest.importorskip("numpy")
WORDS = [f"word{i}" for i in range(40)]
COMMON = " ".join(f"menu{i}" for i in range(30))


def variant(chance: random.Random, base: list[str]) -> str:
    """A text with some words changed, some left out, sometimes with lines that all sites have."""
    kept = [chance.choice(WORDS) if chance.random() < chance.choice((0, 0.02, 0.1)) else word for word in base]
    at = chance.randrange(len(kept))
    some = kept[at:] if chance.random() < 0.2 else kept
    return " ".join(some) + (f" {COMMON}" if chance.random() < 0.4 else "")


def corpus(seed: int, count: int) -> list[tuple[str, bytes]]:
    chance = random.Random(seed)
    bases = [[chance.choice(WORDS) for _ in range(chance.randrange(3, 200))] for _ in range(max(1, count // 4))]
    made = [(f"d{i:04}", sketch(variant(chance, chance.choice(bases)))) for i in range(count)]
    made += [(f"e{i}", b"") for i in range(chance.randrange(2))]
    chance.shuffle(made)
    return made


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), count=st.integers(1, 60), bucket=st.sampled_from([1, 7, 1000]))
def test_classes_over_a_corpus_are_those_of_the_record_stage(seed: int, count: int, bucket: int) -> None:
    made = corpus(seed, count)
    small = classes(made)
    assert dict(near_classes(lambda: made, bucket=bucket)) == dict(small)


def test_there_is_something_to_find() -> None:
    """Guard the test above: its texts do form classes of several documents, and many of them."""
    found = [len(set(classes(corpus(seed, 60)).values())) for seed in range(5)]
    assert all(8 < count < 55 for count in found), found


def test_texts_that_share_nothing_are_parted_before_they_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    from mithaq.corpus import near

    sizes: list[int] = []
    monkeypatch.setattr(near, "classes", lambda some: sizes.append(len(list(some))) or {})
    texts = [" ".join(f"w{i}x{j // 2}y{i * j}" for j in range(60)) for i in range(30)]
    near_classes(lambda: [(f"d{i}", sketch(t)) for i, t in enumerate([*texts, texts[3], texts[7]])])
    assert sum(sizes) == 4
