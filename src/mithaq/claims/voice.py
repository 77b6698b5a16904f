"""A trigger in its sentence → whether it is a verb, and active or passive."""

from __future__ import annotations

from mithaq.claims.cards import ANCHOR, NOUN, PARTICIPLE, VERB, Trigger
from mithaq.claims.sentence import Parsed

_NEAR = 4


def voice_of(parsed: Parsed, trigger: Trigger) -> str:
    """`active` or `passive`, from the auxiliaries before a participle or from what follows a bare one."""
    if trigger.voice:
        return trigger.voice
    if trigger.cls != PARTICIPLE or parsed.words.language == "ar":
        return "passive" if trigger.cls == PARTICIPLE else "active"
    words = parsed.words
    for i in range(trigger.first - 1, max(parsed.sentence.first, trigger.first - _NEAR) - 1, -1):
        form = parsed.tokens[i].form
        if form in words.passive:
            return "passive"
        if form in words.active:
            return "active"
        if i in parsed.owner or form in (",", ";"):
            break
    after = parsed.tokens[trigger.last].form if trigger.last < parsed.sentence.last else "."
    bare = words.prepositions.get(after) or after in (",", ".", ";", ")", "(")
    return "passive" if bare or words.language == "fr" else "active"


def head_of(trigger: Trigger) -> bool:
    """Tell whether the trigger is a noun, so that its arguments hang on it as on a noun."""
    return trigger.cls in (NOUN, ANCHOR)


def is_verb(trigger: Trigger) -> bool:
    """Tell whether the trigger is a verb or participle."""
    return trigger.cls in (VERB, PARTICIPLE)
