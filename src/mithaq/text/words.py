"""The words the text stage needs, already folded → `TextWords`; only hints beside the structure of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_FIRST_WORD = re.compile(r"[^\W\d]+")


@dataclass(frozen=True, slots=True)
class TextWords:
    """Folded words of all languages together.

    `translated`: what a line holds that says that a machine translated the page.
    `labels`: region kind (related, share, boilerplate, caption, comment, dateline) → how such a line begins, longest
    first. `abbreviations`: a stop after one ends nothing. `continuations`: words that cannot begin a sentence.
    `function_words`: language → its frequent short words. `openings`: first word of a label → (kind, label).
    """

    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    abbreviations: frozenset[str] = frozenset()
    continuations: frozenset[str] = frozenset()
    function_words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    translated: tuple[str, ...] = ()
    openings: Mapping[str, list[tuple[str, str]]] = field(default_factory=dict)


def openings(labels: Mapping[str, tuple[str, ...]]) -> dict[str, list[tuple[str, str]]]:
    """Return the labels by their first word, the longest first."""
    out: dict[str, list[tuple[str, str]]] = {}
    for kind, forms in labels.items():
        for form in forms:
            if first := _FIRST_WORD.search(form):
                out.setdefault(first.group(), []).append((kind, form[first.start() :]))
    for known in out.values():
        known.sort(key=lambda label: -len(label[1]))
    return out
