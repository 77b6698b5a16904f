"""Text and its named mentions → the initials that the text itself gives a name in brackets, where they stand again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mithaq.model.mentions import Mention
from mithaq.model.text import Text

_KINDS = frozenset({"organisation", "body", "programme", "exercise", "item", "agreement"})
_GIVEN = re.compile(r" ?\( ?([a-z][a-z&/-]{1,8}) ?\)")
_WORD = re.compile(r"[^\W\d_]+")


def find_acronyms(text: Text, found: Sequence[Mention]) -> list[Mention]:
    """Return the mentions of initials in order: "the Vietnam Coast Guard (VCG)", then "VCG"; not where `found` names a
    thing already. Initials are written in capitals, at least two, and begin like a word of the name."""
    view = text.view
    owners: dict[str, Mention] = {}
    for m in found:
        given = _GIVEN.match(view, m.end) if m.kind in _KINDS and m.id and "generic" not in m.traits else None
        if given and _initials(text, m, given.span(1)):
            owners.setdefault(given.group(1), m)
    if not owners:
        return []
    taken = {m.start for m in found if m.kind != "topic"}
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, owners))})(?!\w)")
    return [
        owners[hit.group()]._replace(start=hit.start(), end=hit.end())
        for hit in pattern.finditer(view)
        if hit.start() not in taken and text.original(*hit.span()).isupper()
    ]


def _initials(text: Text, m: Mention, at: tuple[int, int]) -> bool:
    letters = text.view[at[0] : at[1]]
    firsts = {word[0] for word in _WORD.findall(text.view[m.start : m.end])}
    return text.original(*at).isupper() and letters[0] in firsts and letters[-1] in firsts
