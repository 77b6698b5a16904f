"""A trigger and a place that its card names → the arguments that stand there, each with a cost (0 = surely there).

Places: `subject speaker accuser object object2 sole of adj any before after pair anchor` and names of prepositions
(`to`, `from`, …).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from mithaq.claims.actors import acting, contact, opens_subject
from mithaq.claims.cards import ANCHOR, PARTICIPLE, VERB, Trigger
from mithaq.claims.sentence import NAMED, OWNER, THINGS, Arg, Parsed
from mithaq.claims.speakers import accusers, opener, speakers
from mithaq.claims.voice import is_verb, voice_of

_LOOSE = ("any", "before", "after")  # places that say nothing of the preposition
_NEAR = 4
_OPENS = 6  # tokens before a place that opens its sentence: "at a ceremony in Paris"
_ELSEWHERE = 0.6  # what a place before the verb costs in the middle of a sentence
Who = Callable[[Parsed, Trigger, Sequence[Arg], Sequence[Arg]], Iterator[tuple[Arg, float]]]
_REFLEXIVE = frozenset({"'", "s"})


class Found(NamedTuple):
    """An argument at a place, and the cost of believing it."""

    arg: Arg
    cost: float


def find(parsed: Parsed, trigger: Trigger, place: str) -> Iterator[Found]:
    """Yield the arguments at `place` in order of cost; none costs more than 1."""
    finder = _FINDERS.get(place)
    if finder is not None:
        yield from finder(parsed, trigger)
    else:
        yield from _governed(parsed, trigger, place)


def _cost(parsed: Parsed, trigger: Trigger, arg: Arg) -> float:
    at = arg.prep_at if arg.prep else arg.first
    near = at - trigger.last if at >= trigger.last else trigger.first - arg.last
    low, high = (trigger.last, arg.first) if at >= trigger.last else (arg.last - 1, trigger.first)
    return 0.015 * max(near, 0) + 0.2 * parsed.barriers_between(low, high) + 0.1 * arg.gap


def _bare(parsed: Parsed, trigger: Trigger) -> tuple[list[Arg], list[Arg]]:
    """The arguments without preposition before and after the trigger, nearest first on both sides."""
    able = [
        a
        for a in parsed.args
        if (not a.prep or a.prep == "between")
        and (not a.adjective or a.group)
        and parsed.mentions[a.mentions[0]].kind in NAMED | THINGS
    ]
    before = [a for a in reversed(able) if a.last <= trigger.first]
    after = [a for a in able if a.first >= trigger.last]
    return before, after


def _subject(parsed: Parsed, trigger: Trigger) -> Iterator[Found]:
    before, after = _bare(parsed, trigger)
    if voice_of(parsed, trigger) == "passive" and parsed.words.language != "ar":
        yield from _governed(parsed, trigger, "by")
        return
    if (near := _nearest_subject(parsed, trigger) or inverted(parsed, trigger)) is not None:
        yield Found(near, 0.0)
        return
    if (antecedent := _antecedent(parsed, trigger)) is not None:
        yield from antecedent
        return
    if parsed.words.language == "ar":
        if (opener := _opener(parsed, trigger, before)) is not None:
            yield Found(opener, 0.0)
            return
        first = next((a for a in after if a.first - trigger.last <= 8), None)
        if first is not None and trigger.cls != PARTICIPLE:
            yield Found(first, _cost(parsed, trigger, first))
    for rank, arg in enumerate(acting(parsed, trigger, before)[:4]):
        yield Found(arg, 0.05 + 0.1 * rank + _cost(parsed, trigger, arg))


def _said_by(who: Who) -> Callable[[Parsed, Trigger], Iterator[Found]]:
    def finder(parsed: Parsed, trigger: Trigger) -> Iterator[Found]:
        yield from (Found(arg, cost) for arg, cost in who(parsed, trigger, *_bare(parsed, trigger)))

    return finder


def _opener(parsed: Parsed, trigger: Trigger, before: list[Arg]) -> Arg | None:
    """The name between "that" and an Arabic verb is its subject: "that France received"."""
    near = before[0] if before and before[0].last == trigger.first and trigger.cls == VERB else None
    if near is None or near.first == parsed.sentence.first:
        return None
    return near if parsed.tokens[near.first - 1].form in parsed.words.subordinators else None


def _antecedent(parsed: Parsed, trigger: Trigger) -> list[Found] | None:
    """The subject of an Arabic verb right behind "which": what stands before that word, and nothing else. None where
    the verb is no such verb, or has a pronoun that takes up what stands before ("which Egypt received-them")."""
    words, at = parsed.words, trigger.first - 1
    if words.language != "ar" or trigger.cls != VERB or at < parsed.sentence.first:
        return None
    form = parsed.tokens[trigger.first].form.rstrip("ا")
    if parsed.tokens[at].form not in words.relatives or form.endswith(words.suffixed):
        return None
    end = at - 1 if parsed.tokens[at - 1].form == "," else at
    return [Found(a, 0.0) for a in parsed.args if a.last == end]


def _nearest_subject(parsed: Parsed, trigger: Trigger) -> Arg | None:
    """The argument right before "which delivers" or "to deliver" is the subject, whatever governs it."""
    words, tokens = parsed.words, parsed.tokens
    if words.language == "ar" or trigger.first <= parsed.sentence.first:
        return None
    at: int | None = trigger.first - 1 if tokens[trigger.first - 1].form in words.infinitive else None
    for i in range(trigger.first - 1, max(trigger.first - _NEAR, parsed.sentence.first) - 1, -1):
        if i in parsed.owner:
            break
        if tokens[i].form in words.relatives:
            at = i
            break
    if at is None:
        return None
    ends = (at, at - 1) if tokens[at - 1].form == "," else (at,)
    return next((a for a in parsed.args if a.last in ends and parsed.mentions[a.mentions[0]].kind in NAMED), None)


def inverted(parsed: Parsed, trigger: Trigger) -> Arg | None:
    """The subject right behind a verb that follows the quotation it reports: "…", said the minister."""
    words, tokens = parsed.words, parsed.tokens
    if words.language == "ar" or trigger.cls not in (VERB, PARTICIPLE) or trigger.card.kind != "statement":
        return None
    i = trigger.first - 1
    while i > parsed.sentence.first and (tokens[i].form in words.active or tokens[i].form in _REFLEXIVE):
        i -= 1
    if tokens[i].form == ",":
        i -= 1
    if i < parsed.sentence.first or tokens[i].form != '"':
        return None
    near = (a for a in parsed.args if 0 <= a.first - trigger.last <= 2 and not a.adjective and not a.prep)
    return next((a for a in near if parsed.mentions[a.mentions[0]].kind in NAMED), None)


def _object(parsed: Parsed, trigger: Trigger) -> Iterator[Found]:
    inside = [a for a in parsed.args if a.prep and trigger.first < a.prep_at < trigger.last <= a.first]
    yield from (Found(a, 0.0) for a in inside[:1])  # "arrived in Pakistan": the preposition is part of the word
    if (ordered := contact(parsed, trigger)) is not None:
        yield Found(ordered, 0.0)
    before, after = _bare(parsed, trigger)
    passive = voice_of(parsed, trigger) == "passive"
    if passive and (parsed.words.language != "ar" or trigger.cls == PARTICIPLE):
        for rank, arg in enumerate(before[:3]):
            yield Found(arg, 0.1 * rank + _cost(parsed, trigger, arg))
        return
    for rank, arg in enumerate(after[:4]):
        yield Found(arg, 0.05 * rank + _cost(parsed, trigger, arg))


def _object2(parsed: Parsed, trigger: Trigger) -> Iterator[Found]:
    """The second bare argument after an Arabic verb (the object when the subject stands between)."""
    before, after = _bare(parsed, trigger)
    near = [a for a in after if a.first - trigger.last <= 14]
    close = [a for a in near if not any(i in parsed.verbs for i in range(trigger.last, a.first))]
    if opener(parsed, trigger, before) is not None:  # subject, verb, object
        yield from (Found(arg, _cost(parsed, trigger, arg)) for arg in close[:1])
        return
    second = close[1:2] if len(close) > 1 else close[:1] if before and parsed.words.language != "ar" else []
    for arg in second:
        yield Found(arg, _cost(parsed, trigger, arg))


def _sole(parsed: Parsed, trigger: Trigger) -> Iterator[Found]:
    _, after = _bare(parsed, trigger)
    for arg in after[:1]:
        yield Found(arg, 0.05 + _cost(parsed, trigger, arg))


def _of(parsed: Parsed, trigger: Trigger) -> Iterator[Found]:
    """What a noun belongs to: genitive in Arabic, `of`/`de`, an English compound or possessive before it."""
    for arg in parsed.args:
        distance = arg.first - trigger.last
        if parsed.words.language == "ar":
            free = not arg.prep or arg.prep_at < trigger.first  # what governs the noun governs its genitive
            if 0 <= distance <= 3 and free and not arg.adjective:
                yield Found(arg, 0.1 * distance + _cost(parsed, trigger, arg))  # "X's recognition of Y's state"
        elif 0 <= arg.prep_at - trigger.last <= 3 and "of" in arg.prep.split("|"):
            yield Found(arg, _cost(parsed, trigger, arg))
        elif parsed.words.language == "en" and not arg.prep and 0 <= trigger.first - arg.last <= 3:
            yield Found(arg, 0.05 + _cost(parsed, trigger, arg))


def _adjective(parsed: Parsed, trigger: Trigger) -> Iterator[Found]:
    """A nationality adjective in the trigger's own noun group."""
    for arg in parsed.args:
        if not arg.adjective:
            continue
        after, before = arg.first - trigger.last, trigger.first - arg.last
        if (0 <= after <= _NEAR and parsed.words.language != "en") or 0 <= before <= 2:
            yield Found(arg, 0.02 * max(after, 0) + _cost(parsed, trigger, arg))
        elif is_verb(trigger) and opens_subject(parsed, trigger, arg):
            yield Found(arg, 0.02 * before + _cost(parsed, trigger, arg))


def _any(parsed: Parsed, trigger: Trigger) -> Iterator[Found]:
    for arg in parsed.args:
        if arg.prep != OWNER:
            yield Found(arg, 0.25 + _cost(parsed, trigger, arg))


def stays(parsed: Parsed, arg: Arg, place: str) -> bool:
    """At a place that says nothing of the preposition, a state or place behind "in" is where something happens: no
    party to it."""
    inside = place in _LOOSE and "in" in arg.prep.split("|")
    return inside and parsed.mentions[arg.mentions[0]].kind in ("state", "place")


def _side(after: bool) -> Callable[[Parsed, Trigger], Iterator[Found]]:
    def finder(parsed: Parsed, trigger: Trigger) -> Iterator[Found]:
        for arg in parsed.args:
            if (arg.first >= trigger.last) == after and (not arg.adjective or arg.group):
                yield Found(arg, 0.1 + _cost(parsed, trigger, arg))

    return finder


def _pair(parsed: Parsed, trigger: Trigger) -> Iterator[Found]:
    for arg in parsed.args:
        if any(parsed.mentions[m].kind == "pair" for m in arg.mentions):
            yield Found(arg, 0.1 + _cost(parsed, trigger, arg))


def _anchor(parsed: Parsed, trigger: Trigger) -> Iterator[Found]:
    for arg in parsed.args:
        if arg.first <= trigger.first < arg.last and trigger.cls == ANCHOR:
            yield Found(arg, 0.0)


def _governed(parsed: Parsed, trigger: Trigger, name: str) -> Iterator[Found]:
    for arg in parsed.args:
        names = arg.prep.split("|")
        if name not in names:
            continue
        behind = arg.last <= trigger.first
        cost = _cost(parsed, trigger, arg) + (0.2 if behind else 0.0) + (0.05 if len(names) > 1 else 0.0)
        yield Found(arg, cost + (_ELSEWHERE if behind and name == "in" and _apart(parsed, trigger, arg) else 0.0))


def _apart(parsed: Parsed, trigger: Trigger, arg: Arg) -> bool:
    """A place before a verb that neither opens the sentence nor stands close: where something else is, in languages
    whose place stands behind the verb."""
    opens = arg.prep_at - parsed.sentence.first <= _OPENS
    return parsed.words.language != "ar" and not opens and trigger.first - arg.last > _NEAR


def pronoun_at(parsed: Parsed, trigger: Trigger) -> str:
    """The place at which a pronoun stands for somebody named before: the subject, or the object of a passive; '' if
    there is none."""
    for i in range(trigger.first - 1, max(trigger.first - _NEAR - 1, parsed.sentence.first - 1), -1):
        if parsed.tokens[i].form in parsed.words.pronouns:
            passive = trigger.cls == PARTICIPLE and voice_of(parsed, trigger) == "passive"
            return "object" if passive else "subject" if is_verb(trigger) else ""
        if i in parsed.owner or not (parsed.tokens[i].form[:1].isalpha() or parsed.tokens[i].form == "'"):
            return ""
    return ""


_FINDERS: dict[str, Callable[[Parsed, Trigger], Iterator[Found]]] = {
    "subject": _subject,
    "speaker": _said_by(speakers),
    "accuser": _said_by(accusers),
    "object": _object,
    "object2": _object2,
    "sole": _sole,
    "of": _of,
    "adj": _adjective,
    "any": _any,
    "before": _side(False),
    "after": _side(True),
    "pair": _pair,
    "anchor": _anchor,
}


def places() -> Sequence[str]:
    """The built-in places, for the lint."""
    return tuple(_FINDERS)
