"""knowledge/language/spots.yml → `Spots`: how places that no list knows are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mithaq.knowledge.yaml import load
from mithaq.mentions.spots import Spots
from mithaq.text.clean import fold


def load_spots(path: Path) -> Spots:
    """Read the file; one that is missing finds nothing."""
    if not path.is_file():
        return Spots()
    content = load(path)

    def phrases(key: str) -> dict[str, tuple[tuple[str, ...], ...]]:
        return {k: tuple(_forms(w) for w in ws) for k, ws in _table(content, key).items()}

    def single(key: str) -> dict[str, frozenset[str]]:
        return {k: frozenset(fold(w) for w in ws) for k, ws in _table(content, key).items()}

    return Spots(
        phrases("bare"), phrases("with_noun"), phrases("nouns"), phrases("first"), phrases("schools"), single("inside"),
        single("openers"), single("behind"), single("articles"), single("refused"),
    )  # fmt: skip


def _table(content: Any, key: str) -> dict[str, list[str]]:
    return dict(content.get(key, {}))


def _forms(words: str) -> tuple[str, ...]:
    """The tokens of a phrase; an apostrophe is a token of its own."""
    return tuple(fold(words).replace("'", " ' ").split())
