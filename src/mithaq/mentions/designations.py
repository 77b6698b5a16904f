"""The view and the lexicon's mentions → designations that no list knows, and known ones with their variant or block."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mithaq.model.mentions import Mention
from mithaq.model.text import Text


@dataclass(frozen=True, slots=True)
class Designations:
    """`patterns`: compiled expressions over the view with the class they imply ('' unknown). `refusals`: forms that
    only look like designations. `blocks`: what may follow a designation and belongs to it ("block 72")."""

    patterns: Sequence[tuple[re.Pattern[str], str]] = ()
    refusals: re.Pattern[str] | None = None
    blocks: re.Pattern[str] | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


def find_designations(text: Text, found: Sequence[Mention], words: Designations) -> list[Mention]:
    """Return new item mentions, and longer ones in place of known items that a block or variant follows."""
    out = [longer for m in found if m.kind == "item" and (longer := _with_block(text, m, words))]
    taken = [(m.start, m.end) for m in found]
    starts = [s for s, _ in taken]
    for pattern, cls in words.patterns:
        for match in pattern.finditer(text.view):
            start, end = match.span()
            if _free(taken, starts, start, end) and not _refused(text, start, end, words):
                name = text.original(start, end)
                out.append(Mention("item", start, end, None, name, None, frozenset({"unlisted"}), None, cls or None))
    return sorted(out, key=lambda m: (m.start, -m.end))


def _with_block(text: Text, mention: Mention, words: Designations) -> Mention | None:
    if words.blocks is None or "generic" in mention.traits:
        return None
    follows = words.blocks.match(text.view, mention.end)
    return mention._replace(end=follows.end()) if follows else None


def _free(taken: Sequence[tuple[int, int]], starts: Sequence[int], start: int, end: int) -> bool:
    i = bisect_left(starts, end)
    return all(t[1] <= start for t in taken[max(0, i - 3) : i])


def _refused(text: Text, start: int, end: int, words: Designations) -> bool:
    """A designation is written in capitals with digits; the refusals are the field's false friends."""
    original = text.original(start, end)
    if words.refusals is not None and words.refusals.fullmatch(text.view[start:end]):
        return True
    letters = [c for c in original if c.isalpha() and c.isascii()]
    return bool(letters) and letters[0].islower()
