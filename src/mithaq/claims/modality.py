"""A trigger in its sentence → whether the text says it is so, is to come, is alleged or denied, or is negated."""

from __future__ import annotations

from mithaq.claims.cards import NOUN, PARTICIPLE, Trigger
from mithaq.claims.sentence import Parsed

_REACH = 12
_SAID = {"denied", "alleged"}
_ORDER = ("negated", "denied", "alleged", "planned")
_POSSIBLE = "possible"  # a particle that makes a present tense a possibility and a past tense a certainty
NEGATED = "negated"


def modality_of(parsed: Parsed, trigger: Trigger) -> str:
    """Return a modality of the contract, or `negated` when the text says that the thing did not happen."""
    found = _operators(parsed, trigger)
    if _POSSIBLE in found and trigger.tense == "present":
        found.add("planned")
    if trigger.cls == PARTICIPLE and parsed.words.language == "ar":
        found.discard("planned")  # "the plan signed" is signed
    for name in _ORDER:
        if name in found:
            return name
    if trigger.tense == "future" or _future_auxiliary(parsed, trigger) or _conditional(parsed, trigger):
        return "planned" if trigger.card.modality == "asserted" else trigger.card.modality
    return trigger.card.modality


def _conditional(parsed: Parsed, trigger: Trigger) -> bool:
    """ "When it takes delivery": a present tense in a clause of time or condition is still to come."""
    first, _ = parsed.clause(trigger.first)
    return trigger.tense == "present" and parsed.tokens[first].form in parsed.words.conditions


def _operators(parsed: Parsed, trigger: Trigger) -> set[str]:
    words, tokens = parsed.words, parsed.tokens
    first, last = parsed.clause(trigger.first)
    found: set[str] = set()
    low = max(first, trigger.first - _REACH)
    for i in range(low, trigger.first):
        if i in parsed.owner and parsed.mentions[parsed.owner[i]].kind != "topic":
            continue
        found |= {n for n in _named(parsed, i, last) if n != NEGATED or trigger.first - i <= 3}
        if tokens[i].form in (",", ";"):
            found.clear()
    found |= _governing(parsed, first, trigger)
    if trigger.cls == NOUN:
        for i in range(trigger.last, min(trigger.last + 3, last)):
            if i not in parsed.owner and words.operators.get(tokens[i].form) == "planned":
                found.add("planned")
        if _still_pending(parsed, trigger.last, last):
            found.add("planned")
    return found


def _governing(parsed: Parsed, first: int, trigger: Trigger) -> set[str]:
    """What a denial or an accusation says of all that stands behind its "that": "denied on Sunday, …, that it sold"."""
    tokens, words = parsed.tokens, parsed.words
    that = [i for i in range(first, trigger.first) if tokens[i].form in words.subordinators]
    if not that:
        return set()
    before = (i for i in range(first, that[-1]) if i not in parsed.owner)
    return {n for i in before for n in _named(parsed, i, that[-1])} & _SAID


def _still_pending(parsed: Parsed, first: int, last: int) -> bool:
    """A participle like "expected" behind a noun and what belongs to it: "the visit of X to Y expected in May"."""
    words = parsed.words
    for i in range(first, last):
        form = parsed.tokens[i].form
        if i in parsed.owner or form == "'" or form in words.transparent:
            continue
        if form in words.pending:
            return True
        if words.prepositions.at(parsed.tokens, i, last) is None:
            return False
    return False


def _named(parsed: Parsed, i: int, last: int) -> set[str]:
    found = parsed.words.operators.at(parsed.tokens, i, last)
    return set(found[0].split("|")) if found else set()


def _future_auxiliary(parsed: Parsed, trigger: Trigger) -> bool:
    words, tokens = parsed.words, parsed.tokens
    for i in range(trigger.first - 1, max(parsed.sentence.first, trigger.first - 4) - 1, -1):
        form = tokens[i].form
        if form in words.future or "future" in words.light.get(form, ""):
            return True
        if i in parsed.owner or form in (",", ";"):
            return False
    return False
