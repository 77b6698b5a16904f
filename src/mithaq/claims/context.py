"""Drafts of a document → the same with what only its context says: lists under a lead-in, the other side of a deal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from mithaq.claims.cards import ANCHOR, Card, Trigger
from mithaq.claims.circumstances import circumstance
from mithaq.claims.draft import Draft, replace_slots
from mithaq.claims.fill import Scene
from mithaq.claims.fit import typed
from mithaq.claims.sentence import Arg, Parsed
from mithaq.model.claims import SlotValue
from mithaq.model.spans import Span
from mithaq.model.values import Money

SIDES = {
    "transfer": ("supplier", "recipient"),
    "assistance": ("provider", "recipient"),
    "training": ("provider", "recipient"),
}
_SEEN = 0.35  # how far a day may stand from a person to date their office
_ANCHOR = Card("office.person-title", "position", "")
_OF_TOTAL = ("programme", "provider", "recipient")
# Without any of these a claim of the kind says nothing that can be used.
_TIED = {
    "agreement": ("parties", "signed", "period", "signatories"),
    "assistance": ("provider", "recipient", "programme"),
}
CARRIED = ("supplier", "recipient", "channel", "status", "date", "place")


def complete(sentences: Sequence[Parsed], drafts: list[Draft], scene: Scene) -> None:
    """Add the drafts of item lists, then fill sides that the clause left open. Changes `drafts` in place."""
    _lists(sentences, drafts, scene)
    by_sentence = {p.index: p for p in sentences}
    for draft in drafts:
        if draft.kind == "transfer" and draft.sentence in by_sentence:
            _origin(by_sentence[draft.sentence], draft)
    for kind, sides in SIDES.items():
        _sides([d for d in drafts if d.kind == kind], sides, scene)
    for draft in drafts:
        if draft.kind == "agreement":
            _signed_for(draft)
        if draft.kind in ("cooperation", "agreement"):
            _parties(draft, scene)
        if draft.kind == "transfer" and draft.generic and draft.sentence in by_sentence:
            _named_before(by_sentence[draft.sentence], draft, scene)
    _own_values(drafts)
    _dated_offices(drafts)
    for draft in drafts:
        if draft.kind == "position" and draft.sentence in by_sentence and not draft.slots.get("date"):
            _seen_on(by_sentence[draft.sentence], draft)
    drafts += [part for d in drafts if d.kind == "assistance" and d.sentence in by_sentence for part in _parts(by_sentence[d.sentence], d)]
    drafts[:] = [d for d in drafts if not _empty(d) and not _habit(d, by_sentence.get(d.sentence))]


def _signed_for(draft: Draft) -> None:
    """Ministers sign for their states."""
    for signatory in draft.slots.get("signatories", []):
        state = dict(signatory.extra).get("state")
        if state and state not in {v.id for v in draft.slots.get("parties", [])}:
            draft.add("parties", SlotValue(id=str(state), text=signatory.text, span=signatory.span, basis="inferred"))


def _parties(draft: Draft, scene: Scene) -> None:
    """A relation has two sides: the document's own two states supply the one that is not named."""
    held = draft.slots.get("parties", [])
    ids = {v.id for v in held}
    if len(held) == 1 and ids & {v.id for v in scene.dyad}:
        draft.slots["parties"] = [*held, *(replace(v, basis="context") for v in scene.dyad if v.id not in ids)]
        draft.cost += 0.2


def _parts(parsed: Parsed, whole: Draft) -> list[Draft]:
    """"…, including 2 million in 2022": a part of a total is an amount of its own, of the same programme."""
    amount = whole.first("amount")
    out: list[Draft] = []
    if amount is None or amount.span is None or whole.trigger is None:
        return out
    for i, mention in enumerate(parsed.mentions):
        first, _ = parsed.bounds[i]
        span = parsed.text.span(mention.start, mention.end)
        if not isinstance(mention.value, Money) or span.start <= amount.span.start or not _included(parsed, first):
            continue
        part = replace_slots(whole, {k: [replace(v, basis="context") for v in whole.slots.get(k, [])] for k in _OF_TOTAL})
        part.slots["amount"] = [typed(mention.value, span.of(parsed.text.document.text), span.start, parsed.text)]
        period = next((n for n in circumstance(parsed, whole.trigger._replace(first=first, last=first + 1), "anydate")), None)
        if period is not None and period.value.span is not None and period.value.span.start > span.start:
            part.slots["period"] = [period.value]
        part.slots = {k: v for k, v in part.slots.items() if v}
        part.evidence, part.at = [span], mention.start
        out.append(part)
    return out


def _included(parsed: Parsed, first: int) -> bool:
    return parsed.words.includes.anywhere(parsed.tokens, max(parsed.sentence.first, first - 4), first)


def _seen_on(parsed: Parsed, draft: Draft) -> None:
    """A day named close to a person in office is a day on which the text shows them in it."""
    person = draft.first("person")
    for i, mention in enumerate(parsed.mentions):
        if person is None or person.span is None or not parsed.text.span(mention.start, mention.end).overlaps(person.span):
            continue
        first, last = parsed.bounds[i]
        near = circumstance(parsed, Trigger(_ANCHOR, first, last, ANCHOR, "", ""), "date")
        if near and near[0].cost <= _SEEN and len(str(near[0].value.value)) == len("2025-10-20"):
            draft.slots["date"] = [replace(near[0].value, basis="context")]
        return


def _dated_offices(drafts: list[Draft]) -> None:
    """Who takes part in a dated event holds the office on that day."""
    for event in drafts:
        slot = {"meeting": ("participants", "date"), "agreement": ("signatories", "signed")}.get(event.kind)
        date = event.first(slot[1]) if slot else None
        if slot is None or date is None:
            continue
        spans = {v.span for v in event.slots.get(slot[0], [])}
        for draft in drafts:
            person = draft.first("person") if draft.kind == "position" else None
            if person is not None and person.span in spans:
                draft.fill("date", [replace(date, basis="context")])


def _empty(draft: Draft) -> bool:
    """A relation of one side, a list without items, a meeting of nobody, money or a paper from nowhere."""
    if draft.kind == "cooperation":
        return len(draft.slots.get("parties", [])) < 2 and not draft.slots.get("body")
    if draft.kind in _TIED:
        return not any(draft.slots.get(slot) for slot in _TIED[draft.kind])
    if draft.kind == "meeting":
        who = draft.slots.get("participants", [])
        return not draft.slots.get("body") and len(who) < 2 and all(v.id and v.id.isupper() for v in who)
    return draft.kind == "transfer" and not draft.slots.get("item")


def _habit(draft: Draft, parsed: Parsed | None) -> bool:
    """"The committee meets once a year" tells of a relation, not of a meeting."""
    if draft.kind != "meeting" or parsed is None or draft.trigger is None:
        return False
    if draft.slots.get("date") or draft.slots.get("session") or draft.trigger.tense == "past":
        return False
    first, last = parsed.clause(draft.trigger.first)
    return parsed.words.frequency.anywhere(parsed.tokens, first, last)


def _own_values(drafts: list[Draft]) -> None:
    """The total of a programme is not the price of the items listed under it."""
    totals = {v.span for d in drafts if d.kind == "assistance" for v in d.slots.get("amount", []) if d.slots.get("programme")}
    for draft in drafts:
        if draft.kind == "transfer" and any(v.span in totals for v in draft.slots.get("value", [])):
            draft.slots.pop("value")


def _named_before(parsed: Parsed, draft: Draft, scene: Scene) -> None:
    """"… Stinger missiles … the sale of 600 missiles": a number of a class means the type named just before."""
    item, quantity = draft.first("item"), draft.first("quantity")
    if item is None or item.span is None or quantity is None:
        return
    here = parsed
    for _ in range(2):
        for mention in reversed(here.mentions):
            detail = scene.details.get(mention.start) if mention.kind == "item" else None
            if detail is None or detail.item.span is None or detail.item.span.start >= item.span.start or detail.generic:
                continue
            if detail.head == item.id or mention.cls == detail_class(scene, parsed, item):
                draft.slots["item"] = [replace(detail.item, basis="context")]
                draft.generic, draft.cost = False, draft.cost + 0.1
            return
        if here.previous is None or here.previous.sentence.paragraph != parsed.sentence.paragraph:
            return
        here = here.previous


def detail_class(scene: Scene, parsed: Parsed, item: SlotValue) -> str | None:
    """The class of the item mention that `item` was read from."""
    for mention in parsed.mentions:
        detail = scene.details.get(mention.start) if mention.kind == "item" else None
        if detail is not None and detail.item is item:
            return mention.cls
    return None


def _lists(sentences: Sequence[Parsed], drafts: list[Draft], scene: Scene) -> None:
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
        draft.modality, draft.weight, draft.at, draft.generic = lead.modality, lead.weight - 0.02, mention.start, detail.generic
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


def _origin(parsed: Parsed, draft: Draft) -> None:
    """An adjective of nationality on the item names its supplier: "Turkish drones"."""
    item = draft.first("item")
    if draft.slots.get("supplier") or item is None or item.span is None:
        return
    taken = {v.id for v in draft.slots.get("recipient", [])}
    for arg in parsed.args:
        mention = parsed.mentions[arg.mentions[0]]
        if not arg.adjective or mention.id in taken:
            continue
        span = parsed.text.span(mention.start, mention.end)
        gap = span.start - item.span.end if span.start >= item.span.end else item.span.start - span.end
        if 0 <= gap <= 12 and mention.id:
            value = SlotValue(id=mention.id, text=span.of(parsed.text.document.text), span=span)
            draft.slots["supplier"] = [value]
            return


def _sides(drafts: list[Draft], sides: tuple[str, str], scene: Scene) -> None:
    """Fill an open side from the document's other drafts, or from its two states when one of them is already here."""
    usual = {s: _usual(drafts, s) for s in sides}
    dyad = {v.id: v for v in scene.dyad}
    for draft in drafts:
        for side, other in (*(sides, sides[::-1]), sides):  # what fills one side may tell the other
            if draft.slots.get(side):
                continue
            held = draft.first(other)
            chosen = usual[side]
            if held is not None and held.id in dyad:
                chosen = next(v for k, v in dyad.items() if k != held.id)
            elif held is not None and (chosen is None or chosen.id == held.id or not _together(drafts, sides, held, chosen)):
                chosen = None
            if chosen is not None and (held is None or chosen.id != held.id) and (held is not None or dyad):
                draft.slots[side] = [replace(chosen, basis="context")]


def _usual(drafts: list[Draft], side: str) -> SlotValue | None:
    values = [v for d in drafts for v in d.slots.get(side, []) if v.id and v.basis != "context"]
    counts = Counter(v.id for v in values)
    if not counts:
        return None
    best, n = counts.most_common(1)[0]
    return next(v for v in values if v.id == best) if n * 2 > len(values) else None


def _together(drafts: list[Draft], sides: tuple[str, str], held: SlotValue, chosen: SlotValue) -> bool:
    """The two values already stand on the two sides of another draft."""
    return any({held.id, chosen.id} <= {v.id for s in sides for v in d.slots.get(s, [])} for d in drafts)
