"""Item mentions and the numbers before them → one mention an item: "25 aircraft of type F-16C/D Block 72"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from mithaq.claims.fit import typed
from mithaq.claims.parts import counted_by, is_anew, is_number, part_of
from mithaq.claims.words import Clauses
from mithaq.model.claims import SlotValue
from mithaq.model.mentions import Mention
from mithaq.model.spans import Span
from mithaq.model.text import Sentence, Text
from mithaq.model.values import Quantity

_REACH = 5
_EXPLAINED = 12
_FIRM = "firm"
_VAGUE = "equipment"  # the class of words that name no goods by themselves: unit, system, set


class ItemDetail(NamedTuple):
    """What an item group says: the finest type named, and how many. `generic`: no type is named, only a class.
    `definite`: it speaks of one named before. `opener`: a noun that only opens a type ("unit", "system"). `head`: the
    general word that stands before the type. `origin`: the state whose adjective stands inside the group
    ("two French frigates of the FREMM type"). `anew`: it comes on top of what was told before ("another 36"). `told`:
    the words that stand for an item told of before ("the first", "the aircraft"). `maker`: the firm named inside the
    group ("14 Airbus H225M"). `whole`: the number of all, where `quantity` is that of a part ("two of the six")."""

    item: SlotValue
    quantity: SlotValue | None
    generic: bool
    civil: bool
    origin: SlotValue | None = None
    head: str | None = None
    opener: bool = False
    definite: bool = False
    cls: str | None = None
    anew: bool = False
    told: Span | None = None
    maker: SlotValue | None = None
    whole: SlotValue | None = None


class Grouped(NamedTuple):
    """The sentence's mentions with each item group as one mention; `details` by that mention's start."""

    mentions: list[Mention]
    details: dict[int, ItemDetail]


def group_items(text: Text, sentence: Sentence, mentions: Sequence[Mention], words: Clauses) -> Grouped:
    """Join what belongs to one item; numbers that count items leave the list of mentions."""
    out: list[Mention] = []
    details: dict[int, ItemDetail] = {}
    i = 0
    while i < len(mentions):
        if mentions[i].kind != "item":
            out.append(mentions[i])
            i += 1
            continue
        group = [mentions[i]]
        origin: Mention | None = None
        maker: Mention | None = None
        while (step := _next(mentions, i)) is not None and _continues(text, sentence, group, mentions[step], words):
            stepped = mentions[i + 1] if step == i + 2 else None
            origin = stepped if stepped is not None and stepped.kind == "state" else origin
            maker = stepped if stepped is not None and stepped.kind != "state" else maker
            i = step
            group.append(mentions[i])
        i += 1
        edge = group[0].start
        while len(out) > 1 and _between_number_and_item(out, edge):
            edge = out[-1].start
            origin, maker = (out.pop(), maker) if out[-1].kind == "state" else (origin, out.pop())
        made, detail = _made(text, sentence, group, out, words)
        detail = detail._replace(origin=_value(text, origin), maker=_value(text, maker))
        if out and detail.quantity and detail.quantity.span == text.span(out[-1].start, out[-1].end):
            made = made._replace(start=out.pop().start)  # the number belongs to the group
        out.append(made)
        details[made.start] = detail
    return Grouped(out, details)


def _value(text: Text, mention: Mention | None) -> SlotValue | None:
    """A state or a firm inside the group, as the value of a slot."""
    if mention is None:
        return None
    span = text.span(mention.start, mention.end)
    name = mention.name if mention.kind != "state" else None
    return SlotValue(id=mention.id, name=name, text=span.of(text.document.text), span=span)


def _between_number_and_item(out: Sequence[Mention], edge: int) -> bool:
    """An adjective of nationality or a maker between a number and what it counts: "six Turkish T129", "eight Hanwha
    K9", "two Swedish Saab 340"."""
    inside, before = out[-1], out[-2]
    close = edge - inside.end <= 2 and inside.start - before.end <= 2
    second = len(out) > 2 and _inside(before) and isinstance(out[-3].value, Quantity)
    number = isinstance(before.value, Quantity) or second
    return close and _inside(inside) and number


def _inside(mention: Mention) -> bool:
    """What may stand inside a group: an adjective of nationality, or a firm."""
    return (mention.kind == "state" and "adjective" in mention.traits) or mention.cls == _FIRM


def _next(mentions: Sequence[Mention], i: int) -> int | None:
    """The mention that may continue a group: the next one, or the one behind an adjective of nationality or a maker."""
    if i + 2 < len(mentions) and _inside(mentions[i + 1]) and mentions[i + 2].kind == "item":
        return i + 2
    return i + 1 if i + 1 < len(mentions) else None


def _between(text: Text, sentence: Sentence, start: int, end: int) -> list[str]:
    tokens = text.tokens
    a = bisect_left(tokens, start, sentence.first, sentence.last, key=lambda t: t.start)
    b = bisect_left(tokens, end, a, sentence.last, key=lambda t: t.start)
    return [t.form for t in tokens[a:b]]


def _continues(text: Text, sentence: Sentence, group: list[Mention], new: Mention, words: Clauses) -> bool:
    """Tell whether the item mention `new` names the same thing as the group before it, more closely or again."""
    if new.kind != "item":
        return False
    last = group[-1]
    gap = _between(text, sentence, last.end, new.start)
    if gap[:1] == [")"]:
        gap = gap[1:]  # "… Rocket System (HIMARS) launchers"
    glued = text.view[text.tokens[token_at(text, sentence, new.start)].start : new.start]
    explained = gap[-1:] == ["("] and len(gap) <= _EXPLAINED  # "a system of such and such a kind (MIDS-JTRS)"
    if (
        glued[:1] == "و"
        or (len(gap) > _REACH and not explained)
        or any(g in words.conjunctions or g in (",", ";", ":", ".", ")") for g in gap)
    ):
        return False
    generic_before = all("generic" in m.traits for m in group)
    named = [w for w in gap if w not in words.transparent and w not in ('"', "(", "'") and not _possessive(w, words)]
    typed_by = any(
        words.prepositions.get(" ".join(named[k : k + n])) == "of_type" for k in range(len(named)) for n in (1, 2)
    )
    if "generic" in new.traits:
        return (not named and "definite" not in new.traits and "one" not in glued) and _head_may_follow(
            new, generic_before
        )
    if not named or typed_by or explained:
        return generic_before or explained or "(" in gap or typed_by or _family(last) == _family(new)
    return generic_before and len(named) <= 3 and not any(w in words.prepositions for w in named)


def _possessive(word: str, words: Clauses) -> bool:
    """A preposition that only binds a part to its whole: a launcher *of* the system."""
    return bool({"of", "from"} & set(words.prepositions.get(word, "").split("|")))


def _head_may_follow(new: Mention, generic_before: bool) -> bool:
    return "head" in new.traits or not generic_before


def _family(mention: Mention) -> str | None:
    return next((t[7:] for t in mention.traits if t.startswith("family:")), mention.id)


def token_at(text: Text, sentence: Sentence, position: int) -> int:
    """Return the number of the token of `sentence` that holds the view's character `position`."""
    return bisect_right(text.tokens, position, sentence.first, sentence.last, key=lambda t: t.start) - 1


def _made(
    text: Text, sentence: Sentence, group: list[Mention], before: list[Mention], words: Clauses
) -> tuple[Mention, ItemDetail]:
    specific = [m for m in group if "generic" not in m.traits]
    best = max(specific, key=_fineness) if specific else group[-1] if "head" in group[0].traits else group[0]
    first, last = (specific[0], specific[-1]) if specific else (group[0], group[-1])
    span = text.span(first.start, last.end)
    known = next((m for m in [best, *specific] if m.id), best)
    item = SlotValue(id=known.id, name=best.name or known.name, text=span.of(text.document.text), span=span)
    quantity = (
        _quantity(text, sentence, group[0], before, words)
        or _by_number(text, group, specific)
        or (None if group[0].cls == _VAGUE and not specific else _by_article(text, sentence, group[0], words))
    )
    traits = best.traits | {t for m in group for t in m.traits if t in ("one", "two", "many")}
    made = Mention(
        "item", group[0].start, max(m.end for m in group), best.id, best.name, None, traits, best.state, best.cls
    )
    civil = all("civil" in m.traits for m in group)
    head = next((m.id for m in group if "generic" in m.traits), None)
    opener = civil and all("head" in m.traits and m.cls == _VAGUE for m in group)
    number = before[-1].start if quantity is not None and before else group[0].start
    definite = _is_definite(text, sentence, group[0], min(number, group[0].start), words)
    counted = before[-1].start if quantity is not None and before else made.start
    anew = is_anew(text, sentence, min(counted, made.start), made.end, words)
    whole = counted_by(text, before[-1]) if quantity is not None and before and is_number(before[-1]) else None
    detail = ItemDetail(item, quantity, not specific, civil, None, head, opener, definite, best.cls, anew)
    part = whole is not None and quantity is not None and whole.span != quantity.span
    return made, detail._replace(whole=whole) if part else detail


def _is_definite(text: Text, sentence: Sentence, head: Mention, start: int, words: Clauses) -> bool:
    """ "The system", "24 of the helicopters", "the first four vehicles", «المنظومة»: an item that was named before;
    `start`: where its number or its noun begins."""
    before = [token_at(text, sentence, at) - 1 for at in (head.start, start)]
    if start < head.start and text.tokens[before[1]].form in words.single:
        before.append(before[1] - 1)
    return "definite" in head.traits or any(
        i >= sentence.first and text.tokens[i].form in words.definite for i in before
    )


def _fineness(mention: Mention) -> tuple[bool, int]:
    return any(c.isdigit() for c in mention.name or mention.id or ""), len(mention.name or "")


def _quantity(text: Text, sentence: Sentence, head: Mention, before: list[Mention], words: Clauses) -> SlotValue | None:
    """The number right before the group, with at most a few words such as adjectives between."""
    if not before or not isinstance(before[-1].value, Quantity):
        return None
    number, value = before[-1], before[-1].value
    if (value.unit and head.start - number.end > 1) or value.ordinal or number.start < sentence.start:
        return None  # a unit that is the designation's first letter ("24 T-50") is none
    gap = [g for g in _between(text, sentence, number.end, head.start) if g not in ("(", ")", '"')]
    if len(gap) > 3 or any(g in (",", ";", ":", ".") or g in words.conjunctions or g in words.counted for g in gap):
        return None
    if (part := part_of(text, sentence, number, before[:-1], words)) is not None:
        return part
    span = text.span(number.start, number.end)
    return typed(replace(value, unit=None), span.of(text.document.text), span.start, text)


def _by_number(text: Text, group: list[Mention], specific: list[Mention]) -> SlotValue | None:
    """An Arabic dual counts two; an indefinite singular before a designation counts one."""
    head = group[0]
    span = text.span(head.start, head.end)
    words = span.of(text.document.text)
    if "two" in head.traits:
        return SlotValue(value=2, extra=(("qualifier", "exact"),), text=words, span=span)
    if "one" in head.traits and specific and "definite" not in head.traits and _arabic(words):
        return SlotValue(value=1, extra=(("qualifier", "exact"),), text=words, span=span, basis="inferred")
    return None


def _by_article(text: Text, sentence: Sentence, head: Mention, words: Clauses) -> SlotValue | None:
    """ "a frigate", « un Rafale »: the indefinite article counts one."""
    first = token_at(text, sentence, head.start)
    if first <= sentence.first or text.tokens[first - 1].form not in words.indefinite or "many" in head.traits:
        return None
    article = text.tokens[first - 1]
    span = text.span(article.start, article.end)
    return SlotValue(value=1, extra=(("qualifier", "exact"),), text=span.of(text.document.text), span=span)


def _arabic(words: str) -> bool:
    return any("\u0621" <= c <= "\u064a" for c in words)
