"""Sentences and drafts → drafts of the items of a list that its lead-in governs, and items named just before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mithaq.claims.draft import Draft
from mithaq.claims.outside import Scene
from mithaq.claims.sentence import Arg, Parsed
from mithaq.claims.told import covers
from mithaq.model.claims import SlotValue
from mithaq.model.spans import Span

CARRIED = ("supplier", "recipient", "channel", "status", "date", "place")


def read_lists(sentences: Sequence[Parsed], drafts: list[Draft], scene: Scene) -> None:
    """Items in a sentence that no card read are governed by the lead-in before it."""
    read = {d.sentence for d in drafts if d.kind == "transfer" and d.slots.get("item")}
    lead: Draft | None = None
    for parsed in sentences:
        here = [d for d in drafts if d.kind == "transfer" and d.sentence == parsed.index]
        items = [a for a in parsed.args if parsed.mentions[a.mentions[0]].kind == "item"]
        if parsed.index in read or not items:
            lead = here[-1] if here else (lead if not items and _short(parsed) else None)
            continue
        opener = [d for d in here if not d.slots.get("item")]
        lead = opener[-1] if opener else lead
        if lead is not None and not lead.slots.get("channel"):
            lead.fill("channel", _channel_before(parsed))
        if lead is not None and (_opens_list(parsed) or _led_in(sentences, parsed) or lead.rule.endswith("+list")):
            made = [d for arg in items for d in _listed(parsed, arg, lead, scene)]
            if made and lead.generic and not lead.slots.get("quantity"):
                lead.slots.pop("item", None)  # the list says what the general word meant
            drafts += made
            lead = made[-1] if made else lead
        else:
            lead = None


def _channel_before(parsed: Parsed) -> list[SlotValue]:
    """The arms programme named last before a list, at most two sentences back."""
    before = parsed
    for _ in range(3):
        for mention in reversed(before.mentions):
            channel = next((t[8:] for t in mention.traits if t.startswith("channel:")), None)
            if channel:
                span = before.text.span(mention.start, mention.end)
                return [SlotValue(id=channel, text=span.of(before.text.document.text), span=span, basis="context")]
        if before.previous is None or parsed.sentence.paragraph - before.previous.sentence.paragraph > 1:
            break
        before = before.previous
    return []


def _short(parsed: Parsed) -> bool:
    return parsed.sentence.last - parsed.sentence.first <= 6


def _opens_list(parsed: Parsed) -> bool:
    """The sentence begins with a word such as "these include"."""
    first, last = parsed.sentence.first, parsed.sentence.last
    return parsed.words.includes.anywhere(parsed.tokens, first, min(first + 3, last))


def _led_in(sentences: Sequence[Parsed], parsed: Parsed) -> bool:
    """The sentence before ends in a colon."""
    before = [p for p in sentences if p.index < parsed.index][-1:]
    return bool(before) and before[0].tokens[before[0].sentence.last - 1].form == ":"


def _listed(parsed: Parsed, arg: Arg, lead: Draft, scene: Scene) -> list[Draft]:
    made = []
    for index in arg.mentions:
        mention = parsed.mentions[index]
        detail = scene.details.get(mention.start)
        if detail is None or (detail.generic and detail.quantity is None):
            continue
        draft = Draft("transfer", lead.rule.removesuffix("+list") + "+list", parsed.index, parsed.sentence.paragraph)
        draft.modality, draft.weight, draft.at = lead.modality, lead.weight - 0.02, mention.start
        draft.generic, draft.anew, draft.cls = detail.generic, detail.anew, detail.cls
        for slot in CARRIED:
            draft.slots[slot] = [replace(v, basis="context") for v in lead.slots.get(slot, [])]
        draft.slots["item"] = [detail.item]
        spans = [detail.item.span] if detail.item.span else []
        if detail.quantity is not None:
            draft.slots["quantity"] = [detail.quantity]
            spans += [detail.quantity.span] if detail.quantity.span else []
        draft.slots = {s: v for s, v in draft.slots.items() if v}
        draft.evidence = [Span(min(s.start for s in spans), max(s.end for s in spans))]
        made.append(draft)
    return made


def named_before(parsed: Parsed, draft: Draft, scene: Scene) -> None:
    """ "… Stinger missiles … the sale of 600 missiles": a number of a class means the type named just before."""
    item, quantity = draft.first("item"), draft.first("quantity")
    if item is None or item.span is None or quantity is None:
        return
    here = parsed
    for _ in range(2):
        for mention in reversed(here.mentions):
            detail = scene.details.get(mention.start) if mention.kind == "item" else None
            if (
                detail is None
                or detail.item.span is None
                or detail.item.span.start >= item.span.start
                or detail.generic
            ):
                continue
            if detail.head != item.id and not covers(draft.cls, mention.cls):
                continue
            draft.slots["item"] = [replace(detail.item, basis="context")]
            draft.generic, draft.cost, draft.told = False, draft.cost + 0.1, draft.told or item.span
            return
        if here.previous is None or parsed.sentence.paragraph - here.previous.sentence.paragraph > 1:
            return
        here = here.previous
