"""Text and its mentions → bodies and agreements whose name is parted by adjectives of nationality inside it.

"The consultative [Moroccan American] committee for defence" is one name of the lexicon with two states in the middle.
The mention is its first part, so that the states stay mentions of their own beside it, as where they follow a name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mithaq.mentions.lexicon import Form
from mithaq.model.mentions import Mention
from mithaq.model.text import Text
from mithaq.text.clitics import AND

_KINDS = frozenset({"body", "agreement"})
_BEFORE = re.compile(r"(?:[^\W\d_]+['-]?[ ]){1,3}$")
_AFTER = re.compile(r" ((?:[^\W\d_]+)(?: (?:[^\W\d_]+'?)){0,3})")
_JOINTS = frozenset({"", " ", "-", f" {AND}", "/", " - "})


def find_parted(text: Text, found: Sequence[Mention], forms: Mapping[str, tuple[Form, ...]]) -> list[Mention]:
    """Return the mentions of the first parts, in order; longer ones of `found` at the place stand."""
    out: list[Mention] = []
    i = 0
    while i < len(found):
        first = found[i]
        i += 1
        if first.kind != "state" or "adjective" not in first.traits:
            continue
        last = first
        while i < len(found) and found[i].kind == "state" and text.view[last.end : found[i].start] in _JOINTS:
            last = found[i]
            i += 1
        mention = _parted(text.view, first.start, last.end, forms)
        if mention:
            out.append(mention)
    return out


def _parted(view: str, start: int, end: int, forms: Mapping[str, tuple[Form, ...]]) -> Mention | None:
    before = _BEFORE.search(view, max(0, start - 40), start)
    after = _AFTER.match(view, end, end + 50)
    if before is None or after is None:
        return None
    heads, tails = before.group().split(), after.group(1).split()
    for k in range(len(heads)):
        head = " ".join(heads[k:])
        for n in range(len(tails), 0, -1):
            form = next((f for f in forms.get(f"{head} {' '.join(tails[:n])}", ()) if f.kind in _KINDS), None)
            if form:
                at = start - 1 - len(head)
                traits = form.traits | {"parted"}
                return Mention(form.kind, at, start - 1, form.id, form.name, None, traits, form.state, form.cls)
    return None
