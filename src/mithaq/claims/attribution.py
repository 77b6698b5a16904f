"""Drafts and their sentences → the drafts with who, according to the text, says so."""

from __future__ import annotations

from collections.abc import Sequence

from mithaq.claims.draft import Draft
from mithaq.claims.fit import fit
from mithaq.claims.kinds import SlotSpec
from mithaq.claims.sentence import NAMED, Parsed
from mithaq.model.claims import SlotValue

_SPEAKER = SlotSpec("speaker", ("person", "organisation", "title", "state"))


def attribute(sentences: Sequence[Parsed], drafts: Sequence[Draft]) -> None:
    """Set `attribution`: "according to X" in the sentence, else the speaker of the statement that holds the claim."""
    by_sentence = {p.index: p for p in sentences}
    speakers = {d.sentence: d.slots["speaker"] for d in drafts if d.kind == "statement" and d.slots.get("speaker")}
    cited = {i: _cited(p) for i, p in by_sentence.items()}
    for draft in drafts:
        source = cited.get(draft.sentence) or ([] if draft.kind == "statement" else speakers.get(draft.sentence, []))
        draft.attribution = source[:1]


def _cited(parsed: Parsed) -> list[SlotValue]:
    words, tokens = parsed.words, parsed.tokens
    for i in range(parsed.sentence.first, parsed.sentence.last):
        cited = words.attribution.at(tokens, i, parsed.sentence.last)
        if cited and (found := _speaker_after(parsed, i + cited[1])):
            return found
    return []


def _speaker_after(parsed: Parsed, start: int) -> list[SlotValue]:
    for arg in parsed.args:
        if 0 <= arg.first - start <= 4 and parsed.mentions[arg.mentions[0]].kind in NAMED:
            made = fit(parsed.text, parsed.mentions[arg.mentions[0]], _SPEAKER)
            return [made.value] if made else []
    return []
