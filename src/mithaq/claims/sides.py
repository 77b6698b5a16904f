"""Drafts → the sides that their clauses left open, from adjectives, signatures and the document's other drafts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from mithaq.claims.draft import Draft
from mithaq.claims.fit import typed
from mithaq.claims.outside import Scene
from mithaq.claims.sentence import Parsed
from mithaq.claims.spread import covering
from mithaq.model.claims import SlotValue
from mithaq.model.values import When

_DAY = 10  # characters of a day
_GOVERNMENT = "FMS"  # the channel of notices
_BESIDE = 12  # characters between an item and the adjective that tells where it comes from
_APART = frozenset(",;:.،؛()")
_ONE = 0.3  # what it costs to take the state that the document is about
SIDES = {
    "transfer": ("supplier", "recipient"),
    "assistance": ("provider", "recipient"),
    "training": ("provider", "recipient"),
}


def second_party(draft: Draft, scene: Scene) -> None:
    """A relation has two sides: the document's own two states supply the one that is not named."""
    held = draft.slots.get("parties", [])
    ids = {v.id for v in held}
    if not held and draft.kind == "agreement" and (draft.slots.get("signed") or draft.slots.get("period")):
        draft.slots["parties"] = list(scene.dyad)
        draft.cost += 0.3
    if len(held) == 1 and ids & {v.id for v in scene.dyad}:
        draft.slots["parties"] = [*held, *(replace(v, basis="context") for v in scene.dyad if v.id not in ids)]
        draft.cost += 0.2


def signed_for(draft: Draft) -> None:
    """Ministers sign for their states."""
    for signatory in draft.slots.get("signatories", []):
        state = dict(signatory.extra).get("state")
        if state and state not in {v.id for v in draft.slots.get("parties", [])}:
            draft.add("parties", SlotValue(id=str(state), text=signatory.text, span=signatory.span, basis="inferred"))


def origin(parsed: Parsed, draft: Draft) -> None:
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
        gap = range(*sorted((span.start, item.span.start, span.end, item.span.end))[1:3])
        apart = _APART & set(parsed.text.document.text[gap.start : gap.stop])
        if len(gap) <= _BESIDE and not span.overlaps(item.span) and not apart and mention.id:
            value = SlotValue(id=mention.id, text=span.of(parsed.text.document.text), span=span)
            draft.slots["supplier"] = [value]
            return


def maker(parsed: Parsed, draft: Draft) -> None:
    """A firm named in the sentence of a deal makes what is dealt in; of several, the one nearest to the item."""
    item = draft.first("item")
    if draft.slots.get("manufacturer") or item is None or item.span is None:
        return
    firms = [m for m in parsed.mentions if m.kind == "organisation" and m.cls == "firm"]
    if not firms:
        return
    at = item.span.start
    nearest = min(firms, key=lambda m: abs(parsed.text.span(m.start, m.end).start - at))
    span = parsed.text.span(nearest.start, nearest.end)
    words = span.of(parsed.text.document.text)
    draft.slots["manufacturer"] = [SlotValue(id=nearest.id, name=nearest.name, text=words, span=span)]


def same_deal(drafts: list[Draft]) -> None:
    """ "Another 36", "the first", "the system": what stands for a thing told of before is between the same sides."""
    named: dict[object, list[Draft]] = {}
    for draft in drafts:
        for value in draft.slots.get("item", []):
            if value.span is not None:
                named.setdefault(value.span, []).append(draft)
    for draft in drafts:
        item = draft.first("item")
        if item is None or (item.basis != "context" and draft.told is None):
            continue
        deals = [d for d in named.get(item.span, []) if d is not draft and d.at < draft.at]
        for side, other in (SIDES["transfer"], SIDES["transfer"][::-1]):
            taken = {v.id for v in draft.slots.get(other, [])}
            told_of = [v for d in deals for v in d.slots.get(side, []) if v.id not in taken]
            if len({v.ground for v in told_of}) == 1:
                draft.fill(side, [replace(told_of[0], basis="context")])
        turned = next((d for d in named.get(item.span, []) if draft.told is not None and _turned(draft, d)), None)
        if turned is not None:
            draft.slots |= {s: [replace(v, basis="context") for v in turned.slots[s]] for s in SIDES["transfer"]}
        if draft.told is not None and all(draft.slots.get(s) for s in SIDES["transfer"]):
            draft.civil = False  # whatever goes from state to state is told of as their deal


def _turned(a: Draft, b: Draft) -> bool:
    """The supplier of one is the recipient of the other, and the other way round."""
    ids = [[{v.id for v in d.slots.get(s, [])} for s in SIDES["transfer"]] for d in (a, b)]
    both = bool(ids[0][0] and ids[0][1]) and ids[0] == ids[1][::-1]
    return both and a.sentence == b.sentence and a.confidence < b.confidence


def open_sides(
    drafts: list[Draft], sides: tuple[str, str], scene: Scene, by_sentence: Mapping[int, Parsed] | None = None
) -> None:
    """Fill an open side from the document's other drafts, or from its two states when one of them is already here; in a
    document about the dealings of one state, from that state."""
    usual = {s: _usual(drafts, s) for s in sides}
    dyad = {v.id: v for v in scene.dyad}
    buyers = _told(drafts, sides[1]) - _told(drafts, sides[0])
    for draft in drafts:
        for side, other in (*(sides, sides[::-1]), sides):  # what fills one side may tell the other
            if draft.slots.get(side):
                continue
            held = draft.first(other)
            chosen = usual[side]
            if held is not None and held.id in dyad:
                chosen = next(v for k, v in dyad.items() if k != held.id)
            elif held is not None and (
                chosen is None or chosen.id == held.id or not _together(drafts, sides, held, chosen)
            ):
                chosen = None
            if chosen is None and _about_one(draft, held, scene, by_sentence or {}):
                chosen = scene.principal
                draft.cost += _ONE
            if side == "supplier" and draft.slots.get("manufacturer") and not (held is not None and held.id in dyad):
                continue  # whoever supplies other things in this text need not sell what this firm makes
            if chosen is not None and side == "supplier" and chosen.id in buyers:
                continue  # who buys elsewhere in this text is not known to sell
            if chosen is not None and (held is None or chosen.id != held.id) and (held is not None or dyad):
                draft.slots[side] = [replace(chosen, basis="context")]


def _told(drafts: Sequence[Draft], side: str) -> set[str | None]:
    """The states that the text itself puts on a side."""
    return {v.id for d in drafts for v in d.slots.get(side, []) if v.basis != "context"}


def _about_one(draft: Draft, held: SlotValue | None, scene: Scene, by_sentence: Mapping[int, Parsed]) -> bool:
    """The document is about one state's dealings, and the sentence names no state but that one and the side held."""
    parsed = by_sentence.get(draft.sentence)
    if scene.principal is None or held is None or parsed is None or held.id == scene.principal.id:
        return False
    named = {m.state for m in parsed.mentions if m.state and m.state.isupper() and m.kind != "place"}
    return named <= {held.id, scene.principal.id}


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


_NOTICE = frozenset({"requested", "approved", "notified"})  # stages that one notice tells of together


def date_notice(sentences: Sequence[Parsed], drafts: Sequence[Draft]) -> None:
    """A notice of a sale bears the day that its paragraph calls today ("… notifying Congress of this sale today")."""
    for draft in drafts:
        status, channel = draft.first("status"), draft.first("channel")
        if draft.kind != "transfer" or status is None or status.id not in _NOTICE or draft.slots.get("date"):
            continue
        if channel is None or channel.id != _GOVERNMENT:
            continue
        for parsed in sentences:
            if parsed.sentence.paragraph == draft.paragraph:
                draft.fill("date", [replace(v, basis="context") for v in _todays(parsed)][:1])


def _todays(parsed: Parsed) -> list[SlotValue]:
    out = []
    for mention in parsed.mentions:
        when = mention.value
        if isinstance(when, When) and when.resolved and when.edtf and len(when.edtf) == _DAY and when.role == "point":
            span = parsed.text.span(mention.start, mention.end)
            out.append(typed(when, span.of(parsed.text.document.text), span.start, parsed.text))
    return out


def share_notice(drafts: list[Draft]) -> None:
    """The items of one notice share its channel, its day and its price, which covers them all."""
    last: Draft | None = None
    for draft in sorted((d for d in drafts if d.kind == "transfer"), key=lambda d: d.at):
        status = draft.first("status")
        if status is None or status.id not in _NOTICE:
            continue
        if last is not None and _one_notice(last, draft):
            for slot in ("channel", "value", "date"):
                if not draft.slots.get(slot):
                    draft.fill(
                        slot,
                        [
                            replace(covering(v) if slot == "value" else v, basis="context")
                            for v in last.slots.get(slot, [])
                        ],
                    )
        if draft.slots.get("value") or draft.slots.get("channel"):
            last = draft


def _one_notice(a: Draft, b: Draft) -> bool:
    sides = all(
        {v.id for v in a.slots.get(s, [])} == {v.id for v in b.slots.get(s, [])} for s in ("supplier", "recipient")
    )
    return sides and 0 <= b.sentence - a.sentence <= 4
