"""Meetings of which one side is "his counterpart X" → the other side: the person whose counterpart X is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mithaq.claims.draft import Draft
from mithaq.claims.fit import fit
from mithaq.claims.kinds import Kind
from mithaq.claims.sentence import Parsed
from mithaq.model.mentions import Mention

_BACK = 2  # sentences
MARK = "facing:"


def mark(start: int) -> str:
    """The trait of a counterpart of the person or office mentioned at `start`."""
    return f"{MARK}{start}"


def both_sides(sentences: Sequence[Parsed], drafts: Iterable[Draft], kinds: Mapping[str, Kind]) -> None:
    """Add to meetings of one counterpart alone whom they faced. Changes `drafts` in place."""
    by_sentence = {p.index: p for p in sentences}
    for draft in drafts:
        slot = kinds[draft.kind].slots.get("participants") if draft.kind == "meeting" else None
        held = draft.slots.get("participants", [])
        parsed = by_sentence.get(draft.sentence)
        if slot is None or len(held) != 1 or parsed is None or held[0].span is None:
            continue
        other = _faced(parsed, held[0].span.start)
        made = fit(parsed.text, other, slot) if other is not None else None
        if made is not None and made.value.span != held[0].span:
            draft.slots["participants"] = [made.value, *held]


def _faced(parsed: Parsed, start: int) -> Mention | None:
    """The person or office that the counterpart at original offset `start` faces."""
    text = parsed.text
    marks = (
        int(t.removeprefix(MARK))
        for m in parsed.mentions
        if text.span(m.start, m.end).start <= start < text.span(m.start, m.end).end
        for t in m.traits
        if t.startswith(MARK)
    )
    at = next(marks, None)
    here: Parsed | None = parsed
    for _ in range(_BACK + 1):
        if at is None or here is None:
            break
        found = next((m for m in here.mentions if m.start == at), None)
        if found is not None:
            return found
        here = here.previous
    return None
