"""A mention and a slot → the slot's value if the mention may fill it, with a penalty for what had to be assumed."""

from __future__ import annotations

from typing import NamedTuple

from mithaq.claims.kinds import SlotSpec
from mithaq.model.claims import SlotValue
from mithaq.model.mentions import Mention, Person
from mithaq.model.organisations import STATE_ORGANS
from mithaq.model.text import Text
from mithaq.model.values import Money, Quantity, When, plain


class Fit(NamedTuple):
    """A value that fits a slot; `penalty` 0 when the mention is just of the slot's type."""

    value: SlotValue
    penalty: float


def fit(text: Text, mention: Mention, slot: SlotSpec) -> Fit | None:
    """Return the value that `mention` gives to `slot`, or None if it cannot fill it."""
    kind = mention.kind
    if kind == "organisation" and (mention.cls in slot.refused or (slot.classes and mention.cls not in slot.classes)):
        # A firm sells for the state it sits in: the arms registers' convention.
        return (
            Fit(_organ(text, mention), 0.2)
            if slot.id == "supplier" and mention.cls == "firm" and mention.state
            else None
        )
    if kind == "organisation" and slot.types[:1] == ("state",) and mention.state and mention.cls in STATE_ORGANS:
        return Fit(_organ(text, mention), 0.0)
    if kind in slot.types:
        return Fit(_value(text, mention), 0.08 * slot.types.index(kind) if not slot.many else 0.0)
    if kind == "place" and "state" in slot.types and "capital" in mention.traits:
        return Fit(_value(text, mention, mention.state), 0.05)
    if kind == "state" and "place" in slot.types:
        return None if "adjective" in mention.traits else Fit(_value(text, mention), 0.05)
    if kind in ("person", "title") and "state" in slot.types and mention.state and "person" not in slot.types:
        return Fit(_value(text, mention, mention.state), 0.3)
    if kind == "organisation" and mention.state and "state" in slot.types and "organisation" not in slot.types:
        return Fit(_value(text, mention, mention.state), 0.1)
    if "text" in slot.types and kind in ("topic", "agreement", "item", "programme", "exercise", "body"):
        return Fit(_value(text, mention), 0.1)
    return None


def _value(text: Text, mention: Mention, state: str | None = None) -> SlotValue:
    start, end = mention.start, mention.end
    if isinstance(mention.value, Person):
        start, end = mention.value.start, mention.value.end
    span = text.span(start, end)
    words = span.of(text.document.text)
    if isinstance(mention.value, (Quantity, Money, When)):
        return typed(mention.value, words, span.start, text)
    if state:
        return SlotValue(id=state, text=words, span=span)
    served = (("state", mention.state),) if mention.kind in ("person", "title") and mention.state else ()
    own = (
        f"{mention.state.lower()}.{mention.id}"
        if mention.kind == "title" and mention.state and mention.id
        else mention.id
    )
    return SlotValue(id=own, name=mention.name, extra=served, text=words, span=span)


def _organ(text: Text, mention: Mention) -> SlotValue:
    span = text.span(mention.start, mention.end)
    extra = (("organisation", mention.id),) if mention.id else ()
    return SlotValue(id=mention.state, extra=extra, text=span.of(text.document.text), span=span)


def typed(value: Quantity | Money | When, words: str, start: int, text: Text) -> SlotValue:
    """Build the slot value of a number, an amount or a date that stands at original offset `start`."""
    span = type(text.span(0, 1))(start, start + len(words))
    if isinstance(value, When):
        extra: list[tuple[str, str | int | float | bool]] = []
        if value.calendar:
            extra.append(("calendar", value.calendar))
        if value.resolved:
            extra.append(("resolved", True))
        return SlotValue(value=value.edtf, extra=tuple(extra), text=words, span=span)
    extra = [("qualifier", value.qualifier)]
    if isinstance(value, Money):
        extra.append(("currency", value.currency))
    elif value.unit:
        extra.append(("unit", value.unit))
    if value.value_to is not None:
        extra.append(("value_to", plain(value.value_to)))
    return SlotValue(value=plain(value.value), extra=tuple(extra), text=words, span=span)
