"""A trigger in a parsed sentence → the drafts that its card makes of it, and why it makes none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mithaq.claims.cards import Trigger
from mithaq.claims.circumstances import circumstance, is_circumstance, to_come, told_on
from mithaq.claims.draft import Draft, evidence_of
from mithaq.claims.fit import fit
from mithaq.claims.items import ItemDetail
from mithaq.claims.kinds import Kind, SlotSpec
from mithaq.claims.modality import NEGATED, modality_of
from mithaq.claims.outside import OUTSIDE, Scene, meant, outside, people_before
from mithaq.claims.phrases import is_definite, phrase_place, title_class
from mithaq.claims.places import Found, find, pronoun_at, stays
from mithaq.claims.sentence import Arg, Parsed
from mithaq.claims.spread import spread
from mithaq.model.claims import SlotValue
from mithaq.model.mentions import Mention

LIMIT = 0.85
_NEAR = 0.5  # the limit for what a place adds to a slot that is already filled
_SIDED = ("supplier", "recipient", "provider", "by", "member")  # no state stands on two of these
_PRONOUN = 0.25
_THERE = 0.7  # a capital behind "in" is where something happens, hardly the state
ONE_CLAIM_EACH = (
    "item",
    "member",
    "area",
    "programme",
    "recipient",
    "contributor",
)  # slots of one value for which a list means several claims

Note = Callable[[str], None]


@dataclass(slots=True)
class _Binding:
    """The state of filling one card: what is taken, what was found."""

    draft: Draft
    used: set[tuple[int, int]] = field(default_factory=set)
    lists: dict[str, list[SlotValue]] = field(default_factory=dict)
    item_args: list[ItemDetail] = field(default_factory=list)
    item_end: int = 0


def drafts_of(parsed: Parsed, trigger: Trigger, scene: Scene, note: Note = lambda why: None) -> list[Draft]:
    """Return the claims that `trigger` evokes in `parsed`; `note` is told why there is none."""
    card = trigger.card
    modality = modality_of(parsed, trigger)
    if modality == NEGATED and not card.negatable:
        note("the words around it negate it")
        return []
    near = scene.marked if card.kind == "statement" else scene.defence  # people say much in one article
    if card.context == "defence" and not near(parsed):
        note("nothing here is about defence or security")
        return []
    kind = scene.kinds[card.kind]
    draft = Draft(card.kind, card.id, parsed.index, parsed.sentence.paragraph, weight=card.weight, trigger=trigger)
    draft.modality = card.modality if modality == NEGATED else modality
    draft.at = parsed.tokens[trigger.first].start
    for slot, term in card.fixed.items():
        term = kind.slots[slot].planned.get(term, term) if draft.modality == "planned" else term
        draft.slots[slot] = [SlotValue(id=term, basis="inferred")]
    binding = _Binding(draft)
    for slot, places in card.slots.items():
        if slot not in card.fixed:
            _bind(parsed, trigger, scene, kind.slots[slot], places, binding)
    missing = [n for n in card.needs if not any(_has(binding, s) for s in n.split("|"))]
    draft.evidence = [evidence_of(parsed, trigger, draft)]
    if missing == ["item"] and _leads(parsed):
        return [draft]
    if missing and _may_wait(binding, missing):
        draft.pending, draft.cost = tuple(missing), draft.cost + 0.1
    elif missing:
        note(f"nothing fits {' or '.join(missing[0].split('|'))}")
        return []
    name = draft.first("name")
    if name is not None and name.id is None and not scene.defence(parsed):
        note("an exercise that no list knows, and nothing here is about defence")
        return []
    behind = 0 < binding.item_end <= trigger.first
    each = spread(binding.draft, binding.lists, binding.item_args, behind=behind)
    made = [d for d in each if _has_key(d, kind, note)]
    for one in made:
        one.evidence = [evidence_of(parsed, trigger, one)]
    return made


def _has(binding: _Binding, slot: str) -> bool:
    return bool(binding.draft.slots.get(slot) or binding.lists.get(slot))


def _may_wait(binding: _Binding, missing: Sequence[str]) -> bool:
    """A named type or a counted item is a deal even where its sides stand in other sentences."""
    sides = all(set(n.split("|")) <= set(_SIDED) for n in missing)
    counted = any(not d.generic or d.quantity is not None for d in binding.item_args)
    return sides and (counted or (binding.draft.kind == "training" and _has(binding, "count")))


def _leads(parsed: Parsed) -> bool:
    """The sentence ends in a colon: what it speaks of stands in the list that follows."""
    return parsed.tokens[parsed.sentence.last - 1].form == ":"


def _has_key(draft: Draft, kind: Kind, note: Note) -> bool:
    if any(draft.slots.get(k) for k in kind.keys):
        return True
    note("no slot that identifies the thing is filled")
    return False


def _bind(
    parsed: Parsed, trigger: Trigger, scene: Scene, slot: SlotSpec, places: tuple[str, ...], binding: _Binding
) -> None:
    """Fill one slot: the first place that gives something, then the places marked `+` in addition."""
    for place in places:
        added = place.startswith("+")
        if _has(binding, slot.id) and not added:
            continue
        name = place.lstrip("+")
        if is_circumstance(name):
            _bind_circumstance(parsed, trigger, scene, slot, name, binding)
        elif name in OUTSIDE:
            _bind_outside(parsed, trigger, scene, slot, name, binding)
        elif (text := phrase_place(parsed, trigger, name)) is not None:
            if slot.id == "title" and text:
                binding.draft.definite, binding.draft.cls = is_definite(parsed, text[0]), title_class(parsed, text[0])
            if slot.id in ONE_CLAIM_EACH and len(text) > 1:
                binding.lists[slot.id] = text
            else:
                for value in text:
                    binding.draft.add(slot.id, value)
        else:
            _bind_argument(parsed, trigger, scene, slot, place, binding)


def _bind_circumstance(
    parsed: Parsed, trigger: Trigger, scene: Scene, slot: SlotSpec, name: str, binding: _Binding
) -> None:
    pivot = _pivot(parsed, trigger, slot, binding)
    found = [n for n in circumstance(parsed, pivot, name) if _free(binding, n.value)]
    if binding.draft.modality == "planned":
        found = [n for n in found if not told_on(parsed, n.value)]
    if found:
        value = found[0].value
        behind = value.span is not None and value.span.start > parsed.text.offsets[binding.draft.at]
        if behind and binding.draft.modality == "planned" and dict(value.extra).get("resolved"):
            value = to_come(value, scene.published)
        binding.draft.add(slot.id, value)
        binding.draft.cost += found[0].cost * 0.1
        if found[0].value.span is not None:
            binding.used.add((found[0].value.span.start, found[0].value.span.end))


def _pivot(parsed: Parsed, trigger: Trigger, slot: SlotSpec, binding: _Binding) -> Trigger:
    """A price stands by what is priced: distance is counted from the item, once that is known."""
    item = binding.draft.first("item") or next(iter(binding.lists.get("item", [])), None)
    if slot.id != "value" or item is None or item.span is None:
        return trigger
    for i, mention in enumerate(parsed.mentions):
        if parsed.text.span(mention.start, mention.end).overlaps(item.span):
            return trigger._replace(first=parsed.bounds[i][0], last=parsed.bounds[i][1])
    return trigger


def _free(binding: _Binding, value: SlotValue) -> bool:
    return value.span is None or tuple(value.span) not in binding.used


def _bind_outside(parsed: Parsed, trigger: Trigger, scene: Scene, slot: SlotSpec, name: str, binding: _Binding) -> None:
    taken = {v.ground for vs in binding.draft.slots.values() for v in vs}
    found, cost = outside(parsed, trigger, scene, slot, name)
    free = [v for v in found if slot.many or v.ground not in taken]
    for value in free if slot.many else free[:1]:
        binding.draft.add(slot.id, value)
    if free:
        binding.draft.cost += cost


def _bind_argument(
    parsed: Parsed, trigger: Trigger, scene: Scene, slot: SlotSpec, place: str, binding: _Binding
) -> None:
    best: tuple[float, Found, list[SlotValue]] | None = None
    limit = _NEAR if place.startswith("+") else LIMIT
    place, _, wanted = place.lstrip("+").partition("!")
    if place == pronoun_at(parsed, trigger):
        for value in meant(parsed, slot, wanted.split("|") if wanted else ())[:1]:
            binding.draft.add(slot.id, value)
            binding.draft.cost += _PRONOUN
        return
    for found in find(parsed, trigger, place):
        if wanted and not _of_kind(parsed.mentions[found.arg.mentions[0]], wanted.split("|")):
            continue
        if (found.arg.first, found.arg.last) in binding.used and place not in ("adj", "anchor"):
            continue
        if "place" not in slot.types and stays(parsed, found.arg, place):
            continue
        values, penalty = _values(parsed, scene, slot, found.arg, binding)
        cost = found.cost + penalty
        if values and cost <= limit and (best is None or cost < best[0]):
            best = (cost, found, values)
    if best is None:
        return
    cost, found, values = best
    if slot.id == "item" and (examples := _examples(parsed, scene, found.arg)) is not None:
        named, _ = _values(parsed, scene, slot, examples, binding)
        if named:
            found, values = Found(examples, found.cost), named
    binding.draft.cost += cost * 0.5
    binding.used.add((found.arg.first, found.arg.last))
    _store(parsed, scene, slot, found.arg, values, binding)


def _of_kind(mention: Mention, wanted: Sequence[str]) -> bool:
    """The mention is of a wanted kind, or of a kind and with a trait, written `item:told`."""
    return mention.kind in wanted or any(f"{mention.kind}:{trait}" in wanted for trait in mention.traits)


def _examples(parsed: Parsed, scene: Scene, arg: Arg) -> Arg | None:
    """ "Modern systems such as X and Y": the things named stand for the class."""
    detail = scene.details.get(parsed.mentions[arg.mentions[-1]].start)
    if detail is None or not detail.generic or detail.quantity is not None:
        return None
    for other in parsed.args:
        if arg.last <= other.first <= arg.last + 6 and parsed.mentions[other.mentions[0]].kind == "item":
            return other if parsed.words.includes.anywhere(parsed.tokens, arg.last, other.first) else None
    return None


def _values(parsed: Parsed, scene: Scene, slot: SlotSpec, arg: Arg, binding: _Binding) -> tuple[list[SlotValue], float]:
    values: list[SlotValue] = []
    penalty = 0.0
    for index in arg.mentions:
        mention = parsed.mentions[index]
        if mention.kind == "pair" and "state" in slot.types:
            people = people_before(parsed, slot) if slot.types[0] == "person" else []
            values += [v for v in people or scene.pair(parsed) if slot.many]
            continue
        if mention.kind == "item" and "item" in slot.types:
            detail = scene.details.get(mention.start)
            vague = detail is None or (detail.civil and (detail.opener or detail.quantity is None))
            if detail is None or (vague and (detail.opener or not _priced(parsed))):
                continue
            values.append(detail.item)
            penalty = max(penalty, 0.2 if detail.generic else 0.0)
            continue
        made = fit(parsed.text, mention, slot)
        if made is not None:
            values.append(made.value)
            there = "capital" in mention.traits and "in" in arg.prep.split("|") and "place" not in slot.types
            penalty = max(penalty, made.penalty, _THERE if there else 0.0)
    taken = {v.ground for side in _SIDED for v in binding.draft.slots.get(side, [])}
    if slot.id in _SIDED and len(values) == 1 and values[0].ground in taken:
        return [], 0.0
    return values, penalty


def _priced(parsed: Parsed) -> bool:
    """Money or an arms programme in the sentence: then even plain "equipment" is what was transferred."""
    return any(m.kind in ("money", "programme") for m in parsed.mentions)


def _store(parsed: Parsed, scene: Scene, slot: SlotSpec, arg: Arg, values: list[SlotValue], binding: _Binding) -> None:
    if slot.id == "item":
        details = [scene.details.get(parsed.mentions[i].start) for i in arg.mentions]
        binding.item_args, binding.item_end = [d for d in details if d is not None], arg.last
    if slot.many:
        for value in values:
            binding.draft.add(slot.id, value)
    elif len(values) > 1 and slot.id in ONE_CLAIM_EACH:
        binding.lists[slot.id] = values
    else:
        binding.draft.add(slot.id, values[0])
