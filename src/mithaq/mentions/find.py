"""Text → all its mentions, in order and without overlaps: the mention stage on one page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mithaq.mentions.acronyms import find_acronyms
from mithaq.mentions.designations import Designations, find_designations
from mithaq.mentions.exercises import ExerciseWords, find_exercises
from mithaq.mentions.heads import HeadWords, find_heads, find_shared
from mithaq.mentions.home import find_home
from mithaq.mentions.lexicon import Lexicon
from mithaq.mentions.parted import find_parted
from mithaq.mentions.persons import find_persons
from mithaq.mentions.persons_words import PeopleWords
from mithaq.mentions.spots import Spots, find_spots
from mithaq.mentions.type_names import TypeNames, find_type_names
from mithaq.mentions.values import Grammar, find_values
from mithaq.model.mentions import Mention, Person
from mithaq.model.text import Text
from mithaq.model.values import Quantity

_DIGIT = re.compile(r"\d")
_CAPITALS = re.compile(r"(?<!\w)([a-z]{2,6}) $")
# Scopes of titles that say nothing of a state when no name stands beside them.
PRIVATE = frozenset({"industry", "other"})


@dataclass(frozen=True, slots=True)
class MentionWords:
    """All the knowledge that the mention stage needs."""

    lexicon: Lexicon
    designations: Designations
    exercises: ExerciseWords
    heads: HeadWords
    people: PeopleWords
    values: Grammar
    types: TypeNames = field(default_factory=TypeNames)
    spots: Spots = field(default_factory=Spots)


def find_mentions(text: Text, words: MentionWords, published: str | None) -> list[Mention]:
    """Return the mentions of `text`; `published` (EDTF or None) is what relative dates are resolved against."""
    named = words.lexicon.find(text)
    named = merge(named, find_designations(text, named, words.designations, words.lexicon.forms))
    named = merge(named, find_exercises(text, named, words.exercises))
    named = merge(named, find_parted(text, named, words.lexicon.forms))
    named = merge(named, find_type_names(text, named, words.types))
    home = find_home(text, named, words.lexicon.forms)
    named = merge(named, find_heads(text, named, words.heads, home))
    named = merge(named, find_shared(text, named, words.heads))
    named = merge(named, find_acronyms(text, named))
    persons = [
        extended(m) for m in find_persons(text, named, words.people, home) if m.kind != "title" or m.cls not in PRIVATE
    ]
    taken = [(m.start, m.end) for m in named if _holds_numbers(m, text)]
    states = {m.state for m in named if m.kind in ("state", "place") and m.state}
    values = find_values(text.view, words.values, published, taken, states)
    values = [m for m in values if not _of_name(m, text, named)]
    found = merge(merge(values, named), persons)
    return merge(found, find_spots(text, found, words.spots))


def extended(mention: Mention) -> Mention:
    """A person's mention grows over the rank and the offices beside the name, so that one argument holds them all."""
    person = mention.value
    if not isinstance(person, Person):
        return mention
    parts = [(person.start, person.end), *((o.start, o.end) for o in person.offices)]
    parts += [person.rank] if person.rank else []
    return mention._replace(start=min(p[0] for p in parts), end=max(p[1] for p in parts))


def merge(low: Sequence[Mention], high: Iterable[Mention]) -> list[Mention]:
    """Put two lists together; a mention of `low` that one of `high` overlaps gives way, unless it is the longer."""
    high = list(high)
    if not high:
        return list(low)
    out: list[Mention] = []
    queue = [(m.start, -m.end, -1, i) for i, m in enumerate(high)]
    queue += [(m.start, -m.end, 0, i) for i, m in enumerate(low)]
    queue.sort()
    last_start = last_end = 0
    for start, end, rank, i in queue:
        if last_end <= start:
            out.append(high[i] if rank else low[i])
        elif (-end - start, -rank) > (last_end - last_start, 0) and -end > last_end:
            out[-1] = high[i] if rank else low[i]
        else:
            continue
        last_start, last_end = start, -end
    return out


def _of_name(mention: Mention, text: Text, named: Sequence[Mention]) -> bool:
    """Tell whether a number belongs to the capitals before it and counts nothing: "CSB 8002"; a state or firm before
    it does not own it ("sold Poland 180 tanks")."""
    quantity, start, view = mention.value, mention.start, text.view
    if (
        not isinstance(quantity, Quantity)
        or quantity.unit
        or quantity.ordinal
        or not view[start : mention.end].isdigit()
    ):
        return False
    before = _CAPITALS.search(view, max(0, start - 24), start)
    if before is None or any(m.start <= before.start(1) < m.end for m in named):
        return False
    shown = text.original(*before.span(1))
    return len(shown) > 1 and shown.isupper()


def _holds_numbers(mention: Mention, text: Text) -> bool:
    if mention.kind == "item":
        return "generic" not in mention.traits
    return _DIGIT.search(text.view, mention.start, mention.end) is not None
