"""The words the text stage needs, already folded → `TextWords`; only hints beside the structure of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TextWords:
    """Folded words of all languages together.

    `labels`: region kind (related, share, boilerplate, caption, comment, dateline) → how such a line begins, longest
    first. `abbreviations`: a stop after one ends nothing. `continuations`: words that cannot begin a sentence.
    `function_words`: language → its frequent short words.
    """

    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    abbreviations: frozenset[str] = frozenset()
    continuations: frozenset[str] = frozenset()
    function_words: Mapping[str, frozenset[str]] = field(default_factory=dict)
