"""Tokens of a passage → its language (ar, fr, en), or nothing when they do not tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mithaq.model.text import Token

_SAMPLE = 40


def passage_language(tokens: Sequence[Token], function_words: Mapping[str, frozenset[str]]) -> str | None:
    """Return the language of a passage by its script and its frequent short words."""
    forms = [token[2] for token in tokens[:_SAMPLE]]
    arabic = sum(["\u0600" <= form <= "\u06ff\uffff" for form in forms])
    latin = sum(["a" <= form < "\u0250" for form in forms])
    if arabic > latin:
        return "ar"
    if not latin:
        return None
    known = set(forms)
    scores = sorted((len(known & words), language) for language, words in function_words.items() if language != "ar")
    if not scores or not scores[-1][0] or (len(scores) > 1 and scores[-1][0] == scores[-2][0]):
        return None
    return scores[-1][1]
