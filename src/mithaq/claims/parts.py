"""Numbers before an item → the number of the part in "two of the six"; whether it comes on top of what was told."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from mithaq.claims.fit import typed
from mithaq.claims.words import Clauses
from mithaq.model.claims import SlotValue
from mithaq.model.mentions import Mention
from mithaq.model.text import Sentence, Text
from mithaq.model.values import Quantity

_PART = ("part", True)  # the figure is not that of the whole
_LINKS = 4  # tokens of articles and the like between "of" and the number of the whole
_ANEW = 4  # tokens before a number among which "another" counts


def part_of(
    text: Text, sentence: Sentence, whole: Mention, before: Sequence[Mention], words: Clauses
) -> SlotValue | None:
    """The number of a part before the number of its whole: 2 in "two of the six frigates", 1 in "the first of five"."""
    tokens = text.tokens
    start = link_before(text, sentence, whole.start, words)
    if start is None:
        return None
    number = before[-1] if before else None
    if number is not None and is_number(number) and start > sentence.first and number.end == tokens[start - 1].end:
        return counted_by(text, number, part=True)
    single = words.single.before(tokens, start, sentence.first) if start > sentence.first else None
    if single is None:
        return None
    span = text.span(tokens[start - single[1]].start, tokens[start - 1].end)
    return one(span.of(text.document.text), span.start, text)


def link_before(text: Text, sentence: Sentence, whole: int, words: Clauses) -> int | None:
    """The token at which "of the" begins that binds the number at the view's character `whole` to a part before it."""
    tokens = text.tokens
    end = token_of(text, sentence, whole)
    low = max(sentence.first, end - _LINKS)
    while end > low and tokens[end - 1].form in words.definite | words.transparent:
        if words.part_of.before(tokens, end, sentence.first) is not None:
            break
        end -= 1
    link = words.part_of.before(tokens, end, sentence.first) if end > sentence.first else None
    return None if link is None else end - link[1]


def is_anew(text: Text, sentence: Sentence, start: int, end: int, words: Clauses) -> bool:
    """The words around a number say that it comes on top of what was told before: "another 36", "12 more"."""
    first, last = token_of(text, sentence, start), token_of(text, sentence, end)
    forms = (text.tokens[i].form for i in range(max(sentence.first, first - _ANEW), last))
    return any(form in words.anew for form in forms)


def is_number(mention: Mention) -> bool:
    """Tell whether a mention is a plain number: no ordinal, and without a unit."""
    return isinstance(mention.value, Quantity) and not mention.value.unit and not mention.value.ordinal


def one(words: str, start: int, text: Text) -> SlotValue:
    """The number one, a part of what was told, read from `words` at original offset `start`."""
    span = type(text.span(0, 1))(start, start + len(words))
    return SlotValue(value=1, extra=(("qualifier", "exact"), _PART), text=words, span=span)


def counted_by(text: Text, number: Mention, *, part: bool = False) -> SlotValue:
    """The number at a mention as the value of a slot; `part`: it counts a part of what was told."""
    assert isinstance(number.value, Quantity)
    span = text.span(number.start, number.end)
    counted = typed(replace(number.value, unit=None), span.of(text.document.text), span.start, text)
    return replace(counted, extra=(*counted.extra, _PART)) if part else counted


def token_of(text: Text, sentence: Sentence, position: int) -> int:
    """The number of the sentence's token that holds the view's character `position`; the first one if none does."""
    return max(
        sentence.first, bisect_right(text.tokens, position, sentence.first, sentence.last, key=lambda t: t.start) - 1
    )
