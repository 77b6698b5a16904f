"""Meetings and the sentences around them → what was discussed: the words behind "discussed", parted at conjunctions."""

from __future__ import annotations

from collections.abc import Sequence

from mithaq.claims.draft import Draft
from mithaq.claims.sentence import Parsed
from mithaq.model.claims import SlotValue

_AFTER = 2  # sentences behind the meeting that may say what it was about
_SHORT, _LONG = 2, 14  # tokens of one topic
_MOST = 4
_STOPS = frozenset('.;:?!()"')


def add_topics(sentences: Sequence[Parsed], drafts: Sequence[Draft]) -> None:
    """Give each meeting the topics named in its sentence or right after it. Changes `drafts` in place."""
    at = {p.index: i for i, p in enumerate(sentences)}
    met = {d.sentence for d in drafts if d.kind == "meeting"}
    for draft in drafts:
        if draft.kind != "meeting" or draft.sentence not in at:
            continue
        i = at[draft.sentence]
        for step, parsed in enumerate(sentences[i : i + 1 + _AFTER]):
            near = parsed.sentence.paragraph - sentences[i].sentence.paragraph <= 1
            if not near or (step and parsed.index in met):
                break
            found = _discussed(parsed)
            if found:
                draft.slots["topics"] = found
                break


def _discussed(parsed: Parsed) -> list[SlotValue]:
    words, tokens, last = parsed.words, parsed.tokens, parsed.sentence.last
    for i in range(parsed.sentence.first, last):
        found = words.discuss.at(tokens, i, last - 1) if i not in parsed.owner or _is_topic(parsed, i) else None
        if found:
            return _parted(parsed, i + found[1])[:_MOST]
    return []


def _is_topic(parsed: Parsed, i: int) -> bool:
    return parsed.mentions[parsed.owner[i]].kind == "topic"


def _parted(parsed: Parsed, start: int) -> list[SlotValue]:
    """The stretch from token `start`, cut at commas and conjunctions; names of people and dates end it."""
    while start < parsed.sentence.last and parsed.tokens[start].form in (",", ":"):
        start += 1
    pieces: list[tuple[int, int]] = []
    first = i = start
    while i < parsed.sentence.last and parsed.tokens[i].form not in _STOPS and not _ends(parsed, i, start):
        if _cuts(parsed, i) and i > first:
            pieces.append((first, i))
            first = i + 1 if parsed.tokens[i].form in (",", *parsed.words.conjunctions) else i
        i += 1
    pieces.append((first, i))
    kept: list[tuple[int, int]] = []
    for a, b in pieces:
        if _tells(parsed, a, b, start):
            break  # the sentence goes on with what somebody did
        aside = parsed.words.attribution.at(parsed.tokens, a, parsed.sentence.last) is not None
        if not aside and parsed.tokens[a].form not in parsed.words.title_stops:
            kept.append((a, b))
    return [_value(parsed, a, b) for a, b in kept if _SHORT <= b - a <= _LONG]


def _tells(parsed: Parsed, first: int, last: int, start: int) -> bool:
    """A piece behind the first that begins with a verb, or that holds an auxiliary, is a clause and no topic."""
    words, tokens = parsed.words, parsed.tokens
    told = any(tokens[i].form in words.passive or tokens[i].form in words.future for i in range(first, last))
    return first > start and (told or first in parsed.verbs)


def _ends(parsed: Parsed, i: int, start: int) -> bool:
    owner = parsed.owner.get(i)
    named = owner is not None and parsed.mentions[owner].kind in ("person", "title", "date")
    return i > start and (named or (i in parsed.barriers and parsed.tokens[i].form not in (",",)))


def _cuts(parsed: Parsed, i: int) -> bool:
    form = parsed.tokens[i].form
    if form == "," or form in parsed.words.conjunctions:
        return True
    joined = parsed.words.language == "ar" and form[:1] == "و" and len(form) > 3
    return joined and (i not in parsed.owner or _is_topic(parsed, i))


def _value(parsed: Parsed, first: int, last: int) -> SlotValue:
    view, start = parsed.text.view, parsed.tokens[first].start
    if parsed.words.language == "ar" and view[start] == "و" and parsed.tokens[first].end - start > 3:
        start += 1
    span = parsed.text.span(start, parsed.tokens[last - 1].end)
    return SlotValue(text=span.of(parsed.text.document.text), span=span)
