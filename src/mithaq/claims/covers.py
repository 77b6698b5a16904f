"""Sentences that say what a deal covers ("the contract includes 12 helicopters and 40 missiles") → a draft an item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from mithaq.claims.cards import ANCHOR, Card, Trigger
from mithaq.claims.circumstances import circumstance
from mithaq.claims.draft import Draft
from mithaq.claims.items import ItemDetail
from mithaq.claims.modality import NEGATED, modality_of
from mithaq.claims.outside import Scene
from mithaq.claims.sentence import Arg, Parsed
from mithaq.claims.spread import covering
from mithaq.model.claims import SlotValue
from mithaq.model.spans import Span

RULE = "deal.covers"
_NOUN = 30  # tokens before the verb within which the deal is named
_INVERTED = 3  # tokens behind an Arabic verb within which it is
_LIST = 6  # tokens between the verb and the first item, and between two items
_WEIGHT = 0.82
_BACK = 2  # sentences back to the deal that is spoken of
_SIDES = ("supplier", "recipient")
_LENT = (*_SIDES, "channel", "date", "place", "value")  # by a deal at the same stage
_SAME = "same"  # the stage of a noun that has none of its own: a shipment, a package
_SOLD = frozenset({"sold", "ordered", "approved", "requested", "notified", "planned", "sought"})
_CARD = Card(RULE, "transfer", "")


class Cover(NamedTuple):
    """Where a deal is said to cover items: token of its noun and of the verb, the stage the noun tells, the items."""

    noun: int
    verb: int
    stage: str
    items: list[Arg]


def read_covers(sentences: Sequence[Parsed], drafts: list[Draft], scene: Scene) -> None:
    """Add the items that a deal told of is said to cover. Changes `drafts` in place."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.kind == "transfer":
            by_sentence.setdefault(draft.sentence, []).append(draft)
    for parsed in sentences:
        for cover in _covers(parsed):
            trigger = Trigger(_CARD, cover.verb, cover.verb + 1, ANCHOR, "", "")
            modality = modality_of(parsed, trigger)
            if modality == NEGATED or not scene.defence(parsed):
                continue
            drafts += _drafts(parsed, cover, scene, _deal(parsed, cover, by_sentence), modality)


def _covers(parsed: Parsed) -> Iterator[Cover]:
    words, tokens, last = parsed.words, parsed.tokens, parsed.sentence.last
    if not any(m.kind == "item" for m in parsed.mentions):
        return
    for i in range(parsed.sentence.first, last):
        found = words.covers.at(tokens, i, last)
        if found is None:
            continue
        end = i + found[1]
        noun = _noun(parsed, i, end)
        if noun is None:
            continue
        items = _items(parsed, max(end, noun[0] + 1))
        if items:
            yield Cover(noun[0], i, noun[1], items)


def _noun(parsed: Parsed, verb: int, end: int) -> tuple[int, str] | None:
    """The nearest noun for a deal before the verb, or right behind it in Arabic, and the stage that it tells."""
    words, tokens, sentence = parsed.words, parsed.tokens, parsed.sentence
    if words.language == "ar":
        for i in range(end, min(end + _INVERTED, sentence.last)):
            if (found := words.dealings.at(tokens, i, sentence.last)) is not None:
                return i, found[0]
            if i in parsed.owner and parsed.mentions[parsed.owner[i]].kind == "item":
                break
    for i in range(verb - 1, max(sentence.first, verb - _NOUN) - 1, -1):
        if (found := words.dealings.at(tokens, i, verb)) is not None:
            return i, found[0]
        if tokens[i].form in (";", ":"):
            return None
    return None


def _items(parsed: Parsed, start: int) -> list[Arg]:
    """The items of the list that begins right behind the verb, as far as its clause goes."""
    _, end = parsed.clause(start)
    out: list[Arg] = []
    at = start
    for arg in parsed.args:
        if arg.first < start or arg.first >= end:
            continue
        if parsed.mentions[arg.mentions[0]].kind != "item":
            continue
        if arg.first - at > _LIST or any(i in parsed.verbs for i in range(at, arg.first)):
            break
        out.append(arg)
        at = arg.last
    return out


def _deal(parsed: Parsed, cover: Cover, by_sentence: dict[int, list[Draft]]) -> Draft | None:
    """The transfer that the list belongs to: of this sentence, else of one before, if its drafts agree on the sides."""
    at = parsed.tokens[cover.verb].start
    here = [d for d in by_sentence.get(parsed.index, []) if d.at < at]
    if here:
        return here[-1]
    before = parsed.previous
    for _ in range(_BACK):
        if before is None or parsed.sentence.paragraph - before.sentence.paragraph > 1:
            break
        if told := by_sentence.get(before.index, []):
            sides = {tuple(frozenset(v.id for v in d.slots.get(s, [])) for s in _SIDES) for d in told}
            return told[-1] if len(sides) == 1 else None
        before = before.previous
    return None


def _drafts(parsed: Parsed, cover: Cover, scene: Scene, deal: Draft | None, modality: str) -> list[Draft]:
    known = deal.first("status") if deal is not None else None
    lent: tuple[str, ...] = _SIDES
    stage = _stage(cover.stage, known.id if known is not None else None)
    if stage is None:
        return []
    if deal is not None and known is not None and known.id == stage:
        modality, lent = deal.modality, _LENT
    if modality == "planned":
        stage = scene.kinds["transfer"].slots["status"].planned.get(stage, stage)
    slots = {s: [replace(v, basis="context") for v in deal.slots.get(s, [])] for s in lent} if deal is not None else {}
    slots["status"] = [SlotValue(id=stage, basis="inferred")]
    slots |= {s: own for s, place in (("value", "money"), ("date", "date")) if (own := _own(parsed, cover, place))}
    details = [scene.details.get(parsed.mentions[m].start) for a in cover.items for m in a.mentions]
    named = [d for d in details if d is not None and not d.opener and (d.quantity is not None or not d.generic)]
    if len(named) > 1 or (deal is not None and len(lent) > len(_SIDES)):
        slots["value"] = [covering(v) for v in slots.get("value", [])]
    return [_draft(parsed, cover, slots, detail, modality) for detail in named]


def _draft(
    parsed: Parsed, cover: Cover, slots: dict[str, list[SlotValue]], detail: ItemDetail, modality: str
) -> Draft:
    draft = Draft("transfer", RULE, parsed.index, parsed.sentence.paragraph, weight=_WEIGHT)
    draft.modality, draft.at = modality, parsed.tokens[cover.verb].start
    draft.generic, draft.civil, draft.cls, draft.anew = detail.generic, detail.civil, detail.cls, detail.anew
    draft.told, draft.pending = detail.told, ("supplier|recipient",)
    draft.slots = {s: list(v) for s, v in slots.items() if v}
    draft.slots["item"] = [detail.item]
    if detail.quantity is not None:
        draft.slots["quantity"] = [detail.quantity]
    if detail.maker is not None:
        draft.slots["manufacturer"] = [detail.maker]
    draft.evidence = [_evidence(parsed, cover)]
    return draft


def _stage(noun: str, known: str | None) -> str | None:
    """The stage that the items are at: that of the noun, or for a shipment or a package that of the deal told of."""
    if noun == _SAME or (noun == "sold" and known in _SOLD):
        return known
    return noun


def _own(parsed: Parsed, cover: Cover, place: str) -> list[SlotValue]:
    """An amount or a date between the deal's noun and the verb is that of the deal."""
    low, high = sorted((cover.noun, cover.verb))
    inside = parsed.text.span(parsed.tokens[low].start, parsed.tokens[high].start)
    found = circumstance(parsed, Trigger(_CARD, low, low + 1, ANCHOR, "", ""), place)
    return [n.value for n in found if n.value.span is not None and n.value.span.overlaps(inside)][:1]


def _evidence(parsed: Parsed, cover: Cover) -> Span:
    first = min(cover.noun, cover.verb)
    return parsed.text.span(parsed.tokens[first].start, parsed.tokens[cover.items[-1].last - 1].end)
