"""All drafts of a document → its claims: what tells of one thing becomes one claim, with all its evidence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from mithaq.claims.draft import Draft
from mithaq.claims.kinds import Kind
from mithaq.claims.sameness import block_of, same
from mithaq.model.claims import Claim, Evidence, SlotValue
from mithaq.model.spans import Span
from mithaq.model.text import Text


def assemble(text: Text, drafts: Sequence[Draft], kinds: Mapping[str, Kind], version: str) -> tuple[Claim, ...]:
    """Merge the drafts and return the claims in order of their first evidence."""
    merged: list[Draft] = []
    blocks: dict[tuple[str, str], list[Draft]] = {}
    for draft in _one_thing_each(sorted(drafts, key=lambda d: (d.at, d.rule))):
        block = blocks.setdefault(block_of(draft), [])
        twin = next((m for m in block if same(m, draft)), None)
        if twin is None:
            merged.append(draft)
            block.append(draft)
        else:
            _merge(twin, draft, kinds[draft.kind])
    merged = _fold_classes(merged, kinds)
    claims = [_claim(text, d, kinds[d.kind], version) for d in merged]
    return tuple(sorted(claims, key=lambda c: (c.evidence[0].span, c.kind, c.id)))


_ACROSS = {"supplier": "recipient", "recipient": "supplier", "provider": "recipient"}  # no state gives to itself
_NEAREST = 20  # types among which a class looks for itself


def _fold_classes(drafts: list[Draft], kinds: Mapping[str, Kind]) -> list[Draft]:
    """A deal told with the class of its goods alone goes into the one that names their type."""
    types: dict[str | None, list[Draft]] = {}
    for draft in drafts:
        if draft.kind == "transfer" and not draft.generic:
            types.setdefault(draft.cls, []).append(draft)
    out: list[Draft] = []
    for draft in drafts:
        finer = types.get(draft.cls, []) if draft.kind == "transfer" and draft.generic and draft.cls else []
        at = bisect_left(finer, draft.at, key=lambda d: d.at)
        near = finer[max(0, at - _NEAREST) : at + _NEAREST]
        twin = next((d for d in near if same(d, draft)), None)
        if twin is None:
            out.append(draft)
        else:
            _merge(twin, draft, kinds[draft.kind])
    return out


# Two cards of a kind that read the same words for this slot speak of one thing.
HEAD = {"transfer": "item", "assistance": "amount", "agreement": "title", "deployment": "count", "exercise": "name"}


def _one_thing_each(drafts: list[Draft]) -> list[Draft]:
    """Where two cards read the same words, the first in the text says its status, unless the other is far surer."""
    out: list[Draft] = []
    held: dict[tuple[str, Span], Draft] = {}
    for draft in drafts:
        head = _head(draft)
        if head is None:
            out.append(draft)
            continue
        key = (draft.kind, head)
        first = held.get(key)
        if first is None:
            held[key] = draft
            out.append(draft)
            continue
        better = draft.confidence > first.confidence + (0.02 if draft.kind == "agreement" else 0.08)
        keep, other = (draft, first) if better else (first, draft)
        for slot, values in other.slots.items():
            across = {v.id for v in keep.slots.get(_ACROSS.get(slot, ""), [])}
            keep.fill(slot, [v for v in values if not v.id or v.id not in across])
        keep.evidence += other.evidence
        if better:
            out[out.index(first)] = draft
            held[key] = draft
    return out


def _head(draft: Draft) -> Span | None:
    """The words that two cards must share to speak of one thing; "another 36" stands for itself, not for its type."""
    head = draft.first(HEAD[draft.kind]) if draft.kind in HEAD else None
    return draft.told or (head.span if head is not None else None)


def _merge(into: Draft, new: Draft, kind: Kind) -> None:
    """Take over what the new draft adds: more values of list slots, finer dates, values that were open."""
    for slot, values in new.slots.items():
        spec = kind.slots[slot]
        held = into.slots.get(slot)
        if not held:
            into.slots[slot] = list(values)
        elif spec.many:
            for value in values:
                _add(into, slot, value)
        elif _finer(held[0], values[0]) or (held[0].id in spec.terms[:1] and spec.id == "role"):
            into.slots[slot] = [values[0]]
    into.evidence += [e for e in new.evidence if not any(e.overlaps(o) for o in into.evidence)]
    into.attribution = into.attribution or new.attribution
    into.weight = max(into.weight, new.weight)
    into.cost = min(into.cost, new.cost)
    into.generic = into.generic and new.generic
    if "asserted" in (into.modality, new.modality):
        into.modality = "asserted"


def _add(draft: Draft, slot: str, value: SlotValue) -> None:
    """Add a value that the slot does not hold; "both sides", worked out from elsewhere, adds nothing to names."""
    if value.basis == "context" and any(v.basis != "context" for v in draft.slots[slot]):
        return
    last = (value.text or value.name or "").split()[-1:]
    for held in draft.slots[slot]:
        if held.ground == value.ground or (not value.id and last and (held.text or "").split()[-1:] == last):
            return
    draft.slots[slot].append(value)


def _finer(held: SlotValue, new: SlotValue) -> bool:
    """A stated value beats an inferred one; a longer date of the same start, a finer item and a longer name win."""
    if held.basis != "stated" and new.basis == "stated":
        return True
    if held.value is not None and new.value is not None:
        return str(new.value).startswith(str(held.value)) and len(str(new.value)) > len(str(held.value))
    if held.id and new.id and new.id.startswith(held.id) and new.id != held.id:
        return True
    return not held.id and bool(new.text) and len(new.text or "") > 1.5 * len(held.text or "")


def _claim(text: Text, draft: Draft, kind: Kind, version: str) -> Claim:
    original = text.document.text
    evidence = tuple(Evidence(s, s.of(original)) for s in sorted(set(draft.evidence)))
    slots = {s: tuple(draft.slots[s]) for s in kind.slots if draft.slots.get(s)}
    return Claim(
        kind=draft.kind,
        document=text.document.id,
        slots=slots,
        evidence=evidence,
        modality=draft.modality,
        attribution=tuple(draft.attribution),
        confidence=draft.confidence,
        rule=draft.rule,
        version=version,
    )
