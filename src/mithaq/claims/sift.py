"""Drafts → those that say something: habits, empty relations and totals taken for prices are sifted out."""

from __future__ import annotations

from mithaq.claims.cards import NOUN
from mithaq.claims.draft import Draft
from mithaq.claims.sentence import Parsed
from mithaq.model.claims import SlotValue

_TALKS = "talks"  # nobody talks alone: "an interview with General X"
_RECEIVED = ".receive"  # "receives X from Y for $10 million" pays for X
_WEAK = 0.52  # a card of less weight takes any quoted words for a statement
_TOLD = ("date", "place", "topics")
# Without any of these a claim of the kind says nothing that can be used.
_TIED = {
    "agreement": ("parties", "signed", "period", "signatories"),
    "assistance": ("provider", "recipient", "programme"),
}


def says_nothing(draft: Draft) -> bool:
    """A relation of one side, a list without items, a meeting of nobody, money or a paper from nowhere."""
    if draft.kind == "cooperation":
        return len(draft.slots.get("parties", [])) < 2 and not draft.slots.get("body")
    if any(not any(draft.slots.get(s) for s in alternative.split("|")) for alternative in draft.pending):
        return True
    if draft.kind == "agreement" and draft.cls == "contract" and len(draft.slots.get("parties", [])) < 2:
        return True  # a state that orders from a firm: a transfer, and no pact of states
    if draft.kind in _TIED:
        return not any(draft.slots.get(slot) for slot in _TIED[draft.kind])
    if draft.kind == "meeting":
        who = draft.slots.get("participants", [])
        if draft.slots.get("body") or len(who) > 1:
            return False
        form = draft.first("format")
        told = draft.trigger is None or draft.trigger.cls != NOUN or any(draft.slots.get(s) for s in _TOLD)
        alone = form is not None and form.id == _TALKS and not told
        return alone or all(_nobody(v) for v in who)
    return draft.kind == "transfer" and (not draft.slots.get("item") or _half_assumed(draft))


def _half_assumed(draft: Draft) -> bool:
    """Trucks that one state is said to send, and only the context says whom: not enough to call them arms."""
    sides = [v for s in ("supplier", "recipient") for v in draft.slots.get(s, [])]
    assumed = [v for v in sides if v.basis == "context"]
    organs = any(dict(v.extra).get("organisation") for v in sides)
    if draft.civil and draft.generic and draft.told is not None and len(sides) < 2:
        return True
    return draft.civil and len(sides) == 2 and len(assumed) > 0 and not organs and not draft.slots.get("channel")


def _nobody(value: SlotValue) -> bool:
    """A state, or an office of no state and without a holder: "the minister's meeting"."""
    known = value.id or ""
    return bool(known) and (known.isupper() or (value.name is None and "." not in known))


def drop_hollow(drafts: list[Draft]) -> None:
    """ "They discussed military cooperation" tells of the talks: no relation of its own between sides only assumed."""
    met = {d.sentence for d in drafts if d.kind == "meeting"}
    drafts[:] = [
        d
        for d in drafts
        if d.kind != "cooperation"
        or d.sentence not in met
        or d.slots.get("body")
        or any(v.basis != "context" for v in d.slots.get("parties", []))
    ]


def is_habit(draft: Draft, parsed: Parsed | None) -> bool:
    """ "The committee meets once a year" tells of a relation, not of a meeting."""
    if draft.kind != "meeting" or parsed is None or draft.trigger is None:
        return False
    if draft.slots.get("date") or draft.slots.get("session") or draft.trigger.tense == "past":
        return False
    first, last = parsed.clause(draft.trigger.first)
    return parsed.words.frequency.anywhere(parsed.tokens, first, last)


def drop_totals(drafts: list[Draft]) -> None:
    """The total of a programme is not the price of the items listed under it, and the price of items is no aid."""
    prices = {v.span for d in drafts if d.kind == "transfer" and not d.civil for v in d.slots.get("value", [])}
    drafts[:] = [
        d
        for d in drafts
        if d.kind != "assistance"
        or d.slots.get("programme")
        or not d.rule.endswith(_RECEIVED)
        or not any(v.span in prices for v in d.slots.get("amount", []))
    ]
    totals = {
        v.span for d in drafts if d.kind == "assistance" for v in d.slots.get("amount", []) if d.slots.get("programme")
    }
    for draft in drafts:
        if draft.kind == "transfer" and any(v.span in totals for v in draft.slots.get("value", [])):
            draft.slots.pop("value")


def drop_bystanders(drafts: list[Draft], dense: bool) -> None:
    """Where a text tells of nothing but words and offices, only the offices of defence are of interest; and the words,
    where the marks of defence in the text are many or close together (`dense`)."""
    if any(d.kind not in ("position", "statement", "meeting") for d in drafts):
        return
    drafts[:] = [d for d in drafts if d.kind != "statement" or (dense and d.weight >= _WEAK)]
    met = any(d.kind == "meeting" for d in drafts)
    drafts[:] = [d for d in drafts if d.kind != "position" or met or d.scope in ("defence", "military", "security")]


def drop_headlines(drafts: list[Draft]) -> None:
    """A headline that names only a class ("missiles for Kuwait") tells of the deal whose type the text names."""
    named = [d for d in drafts if d.kind == "transfer" and not d.generic and d.sentence]
    drafts[:] = [d for d in drafts if not (_is_headline(d) and any(_one_deal(d, other) for other in named))]


def _is_headline(draft: Draft) -> bool:
    return draft.kind == "transfer" and draft.generic and draft.sentence == 0 and not draft.slots.get("quantity")


def _one_deal(a: Draft, b: Draft) -> bool:
    one, other = ([{v.id for v in d.slots.get(s, [])} for s in ("supplier", "recipient")] for d in (a, b))
    return one == other and any(one)


def part_sides(drafts: list[Draft]) -> None:
    """No state supplies itself, or is where it sends forces to: of two equal sides the one that was assumed goes, else
    the giver. A training is about something else than training."""
    for draft in drafts:
        if draft.kind == "training":
            draft.slots["subject"] = [v for v in draft.slots.get("subject", []) if v.id != draft.kind]
        there = {v.ground for v in draft.slots.get("places", [])}
        if draft.kind == "deployment" and any(v.ground in there for v in draft.slots.get("contributor", [])):
            draft.slots.pop("contributor")
        for giver in ("supplier", "provider"):
            a, b = draft.first(giver), draft.first("recipient")
            if a is None or b is None or a.ground != b.ground or len(draft.slots[giver]) > 1:
                continue
            draft.slots.pop("recipient" if b.basis == "context" and a.basis != "context" else giver)
