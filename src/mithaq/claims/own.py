"""Words such as "our forces" or "his country" → mentions of the state of whoever speaks there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from mithaq.claims.words import Clauses
from mithaq.model.mentions import Mention, Person
from mithaq.model.text import READABLE, Text

OWN = "own"
_THEIRS = "their"  # his, her or their country: that of the person told of; else that of who speaks
_LABEL = 40  # characters between a speaker's name and the colon behind it
_BACK = 2  # sentences
_SEVERAL = frozenset({"two", "many"})


def own_states(text: Text, mentions: Sequence[Mention], grammar: Mapping[str, Clauses]) -> list[Mention]:
    """Return the mentions with one more of the kind `state` for each such word whose state the text tells."""
    starts = [m.start for m in mentions]
    speaker: str | None = None
    added: list[Mention] = []
    for i, sentence in enumerate(text.sentences):
        words = grammar.get(sentence.language) or grammar.get(text.language)
        if words is None or sentence.region not in READABLE:
            continue
        inside = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        speaker = _labelled(text, inside, speaker)
        if not words.own.first:
            continue
        for at in range(sentence.first, sentence.last):
            found = words.own.at(text.tokens, at, sentence.last)
            if found is None:
                continue
            start, end = text.tokens[at].start, text.tokens[at + found[1] - 1].end
            if found[0] == "we":
                end = text.tokens[at].end
            if any(m.start < end and start < m.end for m in inside):
                continue
            state = speaker if found[0] != _THEIRS and speaker is not None else None
            if state is None:
                state = _named_before(text, i, mentions, starts, start)
            if state:
                added.append(Mention("state", start, end, state, None, None, frozenset({OWN}), state))
    return sorted([*mentions, *added], key=lambda m: m.start) if added else list(mentions)


def _labelled(text: Text, inside: Sequence[Mention], before: str | None) -> str | None:
    """The state of a person whose name, with a colon behind it, opens a passage of an interview or a debate; '' where
    it is not known, and that of the speaker `before` where nobody opens one."""
    for mention in inside:
        if isinstance(mention.value, Person):
            behind = text.view[mention.end : mention.end + _LABEL]
            line = text.view.rfind("\n", 0, mention.start) + 1
            if behind.lstrip()[:1] == ":" and mention.start - line <= _LABEL:
                return _state(mention) or ""
    return before


def _state(mention: Mention) -> str | None:
    """The state that a person or an office serves."""
    if isinstance(mention.value, Person):
        served = next((o.state for o in mention.value.offices if o.state), None) or mention.state
        own = (mention.id or "").partition(".")[0].upper()
        return served or (own if len(own) == 2 else None)
    return mention.state if mention.kind == "title" else None


def _named_before(text: Text, i: int, mentions: Sequence[Mention], starts: Sequence[int], at: int) -> str | None:
    """The state of the only one who speaks or acts before: in the sentence, else in the nearest of those before."""
    end = at
    for back in range(_BACK + 1):
        if i - back < 0 or text.sentences[i].paragraph - text.sentences[i - back].paragraph > 1:
            return None
        here = mentions[bisect_left(starts, text.sentences[i - back].start) : bisect_left(starts, end)]
        states = {s for m in here if (s := _state(m)) is not None}
        if states:
            several = any(m.kind == "title" and _SEVERAL & m.traits for m in here)
            return states.pop() if len(states) == 1 and not several else None
        end = text.sentences[i - back].start
    return None
