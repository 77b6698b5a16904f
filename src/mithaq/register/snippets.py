"""A text and what was asked for → the stretch that answers it best, with the places of the words that match."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mithaq.model.spans import Span
from mithaq.register.folding import Found, Term, words_of

WORDS_SHOWN = 30


class Snippet(NamedTuple):
    """A stretch of the original text (`span`), and the matches in it; all in characters of the document."""

    span: Span
    marks: tuple[Span, ...]


def matches(words: Sequence[Found], terms: Sequence[Term]) -> list[tuple[int, int, int]]:
    """Return which words answer which term: first word, word after the last, number of the term."""
    found: list[tuple[int, int, int]] = []
    for number, term in enumerate(terms):
        size = len(term.words)
        forms = frozenset(term.forms()[0])
        for at in range(len(words) - size + 1):
            if words[at].key not in forms and not (term.prefix and size == 1):
                continue
            if term.matches(tuple(word.key for word in words[at : at + size])):
                found.append((at, at + size, number))
    return sorted(found)


def best_snippet(text: str, terms: Sequence[Term], within: Iterable[Span] = ()) -> Snippet:
    """Return the stretch with most of the terms; with `within`, the matches must lie in those spans if any does."""
    words = words_of(text)
    found = matches(words, terms)
    spans = list(within)
    if spans:
        inside = [m for m in found if any(s.start <= words[m[0]].start < s.end for s in spans)]
        found = inside or found
    if not found:  # the words stand in the title
        end = words[min(len(words), WORDS_SHOWN) - 1].end if words else len(text)
        return Snippet(Span(0, end), ())
    first = _densest(found)
    start = max(0, first - WORDS_SHOWN // 3)
    stop = min(len(words), start + WORDS_SHOWN)
    span = Span(words[start].start, words[stop - 1].end)
    shown = (m for m in found if start <= m[0] and m[1] <= stop)
    return Snippet(span, tuple(Span(words[a].start, words[b - 1].end) for a, b, _ in shown))


def _densest(found: list[tuple[int, int, int]]) -> int:
    """Return the first word of the stretch that answers most terms, then has most matches, then comes first."""
    reach = WORDS_SHOWN - WORDS_SHOWN // 3
    best = (0, 0, 0)
    stop = 0
    inside: dict[int, int] = {}
    for start, (at, _, number) in enumerate(found):
        while stop < len(found) and found[stop][1] <= at + reach:
            inside[found[stop][2]] = inside.get(found[stop][2], 0) + 1
            stop += 1
        score = (sum(1 for count in inside.values() if count > 0), sum(inside.values()), -start)
        best = max(best, score)
        inside[number] = inside.get(number, 0) - 1
    return found[-best[2]][0]
