"""Numbers that count a part or the rest of what was named → their quantities: "two of the six", "another 36"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from mithaq.claims.fit import typed
from mithaq.claims.words import Clauses
from mithaq.model.claims import SlotValue
from mithaq.model.mentions import Mention
from mithaq.model.text import Sentence, Text
from mithaq.model.values import Quantity

if TYPE_CHECKING:
    from mithaq.claims.items import ItemDetail

_PART = ("part", True)  # the figure is not that of the whole
_LINKS = 4  # tokens of articles and the like between "of" and the number of the whole
_ANEW = 4  # tokens before a number among which "another" counts


def part_of(
    text: Text, sentence: Sentence, whole: Mention, before: Sequence[Mention], words: Clauses
) -> SlotValue | None:
    """The number of a part before the number of its whole: 2 in "two of the six frigates", 1 in "the first of five"."""
    tokens = text.tokens
    end = _first(text, sentence, whole.start)
    low = max(sentence.first, end - _LINKS)
    while end > low and tokens[end - 1].form in words.definite | words.transparent:
        if words.part_of.before(tokens, end, sentence.first) is not None:
            break
        end -= 1
    link = words.part_of.before(tokens, end, sentence.first) if end > sentence.first else None
    if link is None:
        return None
    start = end - link[1]
    number = before[-1] if before else None
    if (
        number is not None
        and isinstance(number.value, Quantity)
        and not number.value.unit
        and not number.value.ordinal
        and start > sentence.first
        and number.end == tokens[start - 1].end
    ):
        return _counted(text, number, number.value)
    single = words.single.before(tokens, start, sentence.first) if start > sentence.first else None
    if single is None:
        return None
    span = text.span(tokens[start - single[1]].start, tokens[start - 1].end)
    return SlotValue(value=1, extra=(("qualifier", "exact"), _PART), text=span.of(text.document.text), span=span)


def is_anew(text: Text, sentence: Sentence, start: int, end: int, words: Clauses) -> bool:
    """The words around a number say that it comes on top of what was told before: "another 36", "12 more"."""
    first, last = _first(text, sentence, start), _first(text, sentence, end)
    forms = (text.tokens[i].form for i in range(max(sentence.first, first - _ANEW), last))
    return any(form in words.anew for form in forms)


def bare_numbers(text: Text, sentence: Sentence, mentions: Sequence[Mention], words: Clauses) -> list[int]:
    """Which mentions are numbers that count nothing of their own: "another 36", "ten more", "nine of them"."""
    dated = {m.start for m in mentions if m.kind == "date"}
    return [
        i
        for i, m in enumerate(mentions)
        if isinstance(m.value, Quantity)
        and not m.value.unit
        and not m.value.ordinal
        and _is_bare(text, sentence, m, words, dated)
    ]


def _is_bare(text: Text, sentence: Sentence, number: Mention, words: Clauses, dated: Set[int]) -> bool:
    """`dated`: where dates begin; a number right before one counts no noun."""
    tokens, last = text.tokens, sentence.last
    first = _first(text, sentence, number.start)
    after = bisect_left(tokens, number.end, first, last, key=lambda t: t.start)
    rest = words.rest_after.at(tokens, after, last) if after < last else None
    led = first > sentence.first and words.rest_before.before(tokens, first, sentence.first) is not None
    if rest is None and not led:
        return False
    after += rest[1] if rest else 0
    return after >= last or tokens[after].start in dated or _joins(text, after, sentence.last, words)


def _joins(text: Text, at: int, last: int, words: Clauses) -> bool:
    """The token is a mark or a word that joins, never the noun that a number would count."""
    form = text.tokens[at].form
    sets = (words.passive, words.active, words.future, words.relatives, words.conjunctions)
    if not form[:1].isalnum() or any(form in s for s in sets):
        return True
    phrases = (words.prepositions, words.barriers, words.operators)
    return any(p.at(text.tokens, at, last) is not None for p in phrases)


def stands_for(text: Text, number: Mention, named: ItemDetail) -> tuple[Mention, ItemDetail]:
    """The number as an item mention of the type named before."""
    assert isinstance(number.value, Quantity)
    item = replace(named.item, basis="context")
    made = Mention(
        "item", number.start, number.end, item.id, item.name, None, frozenset({"generic"} if named.generic else ()),
        None, named.cls,
    )  # fmt: skip
    return made, named._replace(item=item, quantity=_counted(text, number, number.value), definite=True, opener=False)


def _counted(text: Text, number: Mention, value: Quantity) -> SlotValue:
    span = text.span(number.start, number.end)
    counted = typed(replace(value, unit=None), span.of(text.document.text), span.start, text)
    return replace(counted, extra=(*counted.extra, _PART))


def _first(text: Text, sentence: Sentence, position: int) -> int:
    return max(
        sentence.first, bisect_right(text.tokens, position, sentence.first, sentence.last, key=lambda t: t.start) - 1
    )
