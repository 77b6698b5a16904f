"""Shapes of pages: what must be read as what. The pages are written for this project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mithaq.knowledge.textwords import load_text_words
from mithaq.knowledge.yaml import load
from mithaq.model.documents import Document
from mithaq.model.text import READABLE
from mithaq.text.clean import fold
from mithaq.text.prepare import prepare

ROOT = Path(__file__).resolve().parents[2]
WORDS = load_text_words(ROOT / "knowledge")
SHAPES = [s for f in sorted((Path(__file__).parent / "shapes").glob("*.yml")) for s in load(f)]


@pytest.mark.parametrize("shape", SHAPES, ids=[s["name"] for s in SHAPES])
def test_shape(shape: dict[str, Any]) -> None:
    text, issues = prepare(Document("shape", shape["text"]), WORDS)
    assert not issues
    assert text.language == shape["language"]
    at = 0
    for expected in shape["regions"]:
        for kind, snippet in expected.items():
            place = text.view.find(fold(snippet), at)
            assert place >= 0, f"{snippet} is not in the page behind {at}"
            got = next(r for r in text.regions if r.start <= place < r.end)
            assert got.kind == kind, f"{snippet!r} is {got.kind} ({got.reason}), not {kind}"
            at = place
    sentences = [" ".join(text.view[s.start : s.end].split()) for s in text.sentences]
    for sentence in shape.get("sentences", ()):
        assert fold(sentence) in sentences
    assert all(s.region in READABLE for s in text.sentences)


def test_passages_have_their_own_language() -> None:
    shape = next(s for s in SHAPES if s["name"] == "two languages on one page")
    text, _ = prepare(Document("shape", shape["text"]), WORDS)
    assert [s.language for s in text.sentences] == ["en", "fr", "en"]
