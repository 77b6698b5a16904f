"""A filled draft whose slots hold lists → one draft a value: a list of items is a claim an item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mithaq.claims.draft import Draft, replace_slots
from mithaq.claims.items import ItemDetail
from mithaq.model.claims import SlotValue

_BEFORE = frozenset({"requested", "notified", "approved", "ordered", "sold"})  # what the whole is told of


def spread(
    draft: Draft, lists: Mapping[str, list[SlotValue]], items: Sequence[ItemDetail], *, behind: bool = False
) -> list[Draft]:
    """One draft a value of each list slot; an item brings its own number and class (`items`: the groups read).
    `behind`: the word that evokes the draft stands behind the item ("the first of the 24 tanks ordered")."""
    drafts = [draft]
    if len(lists.get("item", [])) > 1:
        draft.slots["value"] = [covering(v) for v in draft.slots.get("value", [])]
    if behind and len(items) == 1 and items[0].whole is not None and _stage(draft) in _BEFORE:
        items = [items[0]._replace(quantity=items[0].whole, told=items[0].whole.span)]
    for slot, values in lists.items():
        drafts = [_with(d, slot, v) for d in drafts for v in values]
    for draft in drafts:
        item = draft.first("item")
        for detail in items:
            if item is not None and detail.item == item:
                draft.generic, draft.civil, draft.cls = detail.generic, detail.civil, detail.cls
                draft.anew, draft.told = detail.anew, detail.told
                if detail.maker is not None:
                    draft.fill("manufacturer", [detail.maker])
                if detail.origin is not None and detail.origin.id not in {
                    v.id for v in draft.slots.get("recipient", [])
                }:
                    draft.fill("supplier", [detail.origin])
                if detail.quantity is not None:
                    draft.slots["quantity"] = [detail.quantity]
    return drafts


def _stage(draft: Draft) -> str | None:
    status = draft.first("status")
    return status.id if status is not None else None


def covering(value: SlotValue) -> SlotValue:
    """The value of a package, given on each of its items, says so, that nobody adds it up twice."""
    return replace(value, extra=(*(e for e in value.extra if e[0] != "covers"), ("covers", "package")))


def _with(draft: Draft, slot: str, value: SlotValue) -> Draft:
    return replace_slots(draft, {s: list(v) for s, v in draft.slots.items()} | {slot: [value]})
