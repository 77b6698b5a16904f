"""The item groups of a sentence → the same, with numbers alone that stand for things named before."""

from __future__ import annotations

from mithaq.claims.fit import typed
from mithaq.claims.items import Grouped, ItemDetail, token_at
from mithaq.claims.words import Clauses
from mithaq.model.claims import SlotValue
from mithaq.model.mentions import Mention
from mithaq.model.text import Sentence, Text
from mithaq.model.values import Quantity

_THEREOF = 5  # tokens between "en" and its number


def counted_thereof(text: Text, sentence: Sentence, grouped: Grouped, words: Clauses) -> Grouped:
    """French "en a commandé douze": the number alone is an item. Changes `grouped` in place and returns it."""
    if not words.thereof:
        return grouped
    mentions, details = grouped
    tokens, named = text.tokens, {m.start for m in mentions}  # "en France" is no pronoun
    for k, mention in enumerate(mentions):
        if not isinstance(mention.value, Quantity) or mention.value.unit or mention.value.ordinal:
            continue
        first, last = token_at(text, sentence, mention.start), token_at(text, sentence, mention.end - 1) + 1
        behind = tokens[last].form if last < sentence.last else "."
        if behind[:1].isalnum() and behind not in words.prepositions and behind not in words.conjunctions:
            continue
        near = range(max(sentence.first, first - _THEREOF), first - 1)
        if not any(tokens[i].form in words.thereof and tokens[i + 1].start not in named for i in near):
            continue
        span = text.span(mention.start, mention.end)
        item = SlotValue(text=span.of(text.document.text), span=span)
        number = typed(mention.value, item.text or "", span.start, text)
        mentions[k] = Mention("item", mention.start, mention.end, traits=frozenset({"generic", "civil"}))
        details[mention.start] = ItemDetail(item, number, generic=True, civil=True, opener=True, definite=True)
    return grouped
