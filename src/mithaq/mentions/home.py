"""A document and its first mentions → the state that speaks in it, by publisher, dateline or its own heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from mithaq.mentions.lexicon import Form
from mithaq.model.mentions import Mention
from mithaq.model.organisations import HEADINGS, VOICES
from mithaq.model.text import Text
from mithaq.text.clean import fold

_HEADING = 60


class Home(NamedTuple):
    """`state`: ISO code. `sure`: the publisher, a state's own agency or a ministry's heading says so; else only the
    town in the dateline does, which counts for an office called national alone."""

    state: str
    sure: bool


def find_home(text: Text, found: Sequence[Mention], forms: Mapping[str, tuple[Form, ...]]) -> Home | None:
    """Return the state whose offices this document may name without naming the state, or None."""
    publisher = fold(text.document.publisher or "")
    for form in forms.get(publisher, ()) if publisher else ():
        if form.kind == "organisation" and form.cls in VOICES and form.state:
            return Home(form.state, True)
    return _heading(text, found) or _dateline(text, found)


def _heading(text: Text, found: Sequence[Mention]) -> Home | None:
    """A ministry or staff that stands alone on the first line, or before a colon there."""
    first = next((m for m in found if m.kind == "organisation"), None)
    if first is None or first.cls not in HEADINGS or not first.state or first.start > _HEADING:
        return None
    view = text.view
    if any(c.isalnum() for c in view[: first.start]) and "\n" in view[: first.start].strip():
        return None
    before = view[view.rfind("\n", 0, first.start) + 1 : first.start]
    after = view[first.end : first.end + 3].lstrip(" ")
    alone = len(before.split()) <= 2 and after[:1] in ("\n", ":", "|", "-", "")
    return Home(first.state, True) if alone else None


def _dateline(text: Text, found: Sequence[Mention]) -> Home | None:
    town = None
    for region in text.regions:
        if region.kind != "dateline" or region.end - region.start > 3 * _HEADING:
            continue
        for m in found:
            if m.start >= region.end:
                break
            if m.start < region.start or not m.state:
                continue
            if m.cls in VOICES and m.kind == "organisation":
                return Home(m.state, True)
            if m.kind == "state" or "capital" in m.traits:
                town = town or Home(m.state, False)
    return town
