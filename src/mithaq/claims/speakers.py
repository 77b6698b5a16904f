"""A verb of saying in its sentence, and the bare arguments on both sides → who says it, best first, with costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mithaq.claims.cards import VERB, Trigger
from mithaq.claims.sentence import NAMED, Arg, Parsed
from mithaq.text.clitics import ARTICLE

_CLOSE = 8  # tokens between a verb of saying and who says it
_FAR = 10  # tokens between an unnamed source and its verb
_NEAR = 5  # tokens between a subject that opens an Arabic clause and its verb
_BREAKS = frozenset({":", '"', "-", "(", "/"})
_JOINED = ("و", "ف")  # glued before a verb that goes on with the subject of the one before

Cost = tuple[Arg, float]


def speakers(parsed: Parsed, trigger: Trigger, before: Sequence[Arg], after: Sequence[Arg]) -> Iterator[Cost]:
    """Yield who says something: the name that opens an Arabic clause right before its verb, else the bare argument
    right behind the verb, as long as no word that opens what is said stands between; else the subject of the whole
    sentence, its first bare argument. Nobody where an unnamed source says it. `before`, `after`: bare arguments,
    nearest first."""
    if parsed.words.language == "ar" and trigger.cls == VERB and trigger.tense:
        if (first := opener(parsed, trigger, before)) is not None:
            yield first, 0.0
            return
        if unnamed(parsed, trigger):
            return
        if (first := _behind(parsed, trigger, after)) is not None:
            yield first, 0.0
    named = [a for a in reversed(before) if parsed.mentions[a.mentions[0]].kind in NAMED]
    for rank, arg in enumerate(named[:2]):
        yield arg, 0.15 + 0.2 * rank


def accusers(parsed: Parsed, trigger: Trigger, before: Sequence[Arg], after: Sequence[Arg]) -> Iterator[Cost]:
    """Yield who does what needs an object: as `speakers`, but one name alone right behind the verb is the object, and
    the subject that of the verb before ("criticised the deal and accused Ankara")."""
    joined = trigger.prefix in _JOINED and parsed.words.language == "ar"
    near = [a for a in after if a.first - trigger.last <= _CLOSE]
    if not joined or len(near) != 1 or near[0].first != trigger.last:
        yield from speakers(parsed, trigger, before, after)
        return
    named = [a for a in reversed(before) if parsed.mentions[a.mentions[0]].kind in NAMED]
    yield from ((arg, 0.15 + 0.2 * rank) for rank, arg in enumerate(named[:2]))


def unnamed(parsed: Parsed, trigger: Trigger) -> bool:
    """A word like "a source" or "analysts" is who says it, or a name that nothing knows stands between an Arabic verb
    and "that": nobody who could be told."""
    if any(_nobody(parsed, i) for i in range(trigger.last, min(trigger.last + 2, parsed.sentence.last))):
        return True
    if not trigger.prefix and trigger.tense:
        first, _ = parsed.clause(trigger.first)
        if any(_nobody(parsed, i) for i in range(max(first, trigger.first - _FAR), trigger.first)):
            return True
    verbs = [trigger.last] if trigger.cls == VERB and trigger.tense else []
    if not trigger.tense:  # "…, stressing": whoever the verb before is said of
        verbs = [v + 1 for v in parsed.verbs if parsed.sentence.first <= v < trigger.first]
    return any(_unknown(parsed, at) is not None for at in verbs)


def _nobody(parsed: Parsed, i: int) -> bool:
    """A word for a speaker without a name, and no name right behind it ("the senator X")."""
    if i in parsed.owner or parsed.tokens[i].form not in parsed.words.unnamed:
        return False
    after = parsed.owner.get(i + 1)
    return after is None or parsed.mentions[after].kind != "person"


def unknown_subject(parsed: Parsed, trigger: Trigger) -> str | None:
    """The definite noun that nothing knows right behind an Arabic verb and right before what is said, without its
    article; else None."""
    return _unknown(parsed, trigger.last) if trigger.cls == VERB and trigger.tense else None


def _unknown(parsed: Parsed, at: int) -> str | None:
    words, tokens, last = parsed.words, parsed.tokens, parsed.sentence.last
    if words.language != "ar" or at + 1 >= last or at in parsed.owner or not tokens[at].form.startswith(ARTICLE):
        return None
    ahead = range(at + 1, min(at + 4, last))
    said = next((i for i in ahead if tokens[i].form in words.subordinators or tokens[i].form in (":", '"')), None)
    named = said is not None and any(i in parsed.owner for i in range(at, said))
    return None if said is None or named else tokens[at].form.removeprefix(ARTICLE)


def opener(parsed: Parsed, trigger: Trigger, before: Sequence[Arg]) -> Arg | None:
    """The name that opens the clause of an Arabic verb: "France accuses", "Moscow for its part warned"."""
    arg = before[0] if before and not trigger.prefix else None
    if arg is None or trigger.first - arg.last > _NEAR or parsed.mentions[arg.mentions[0]].kind not in NAMED:
        return None
    first, _ = parsed.clause(trigger.first)
    opening = range(first, arg.first)
    between = range(arg.last, trigger.first)
    plain = all(
        not parsed.tokens[i].form[:1].isalnum() or parsed.tokens[i].form in parsed.words.transparent for i in opening
    )
    broken = any(parsed.tokens[i].form in _BREAKS or i in parsed.verbs or i in parsed.barriers for i in between)
    relative = any(parsed.tokens[i].form in parsed.words.relatives for i in between)
    return arg if plain and not broken and not relative else None


def _behind(parsed: Parsed, trigger: Trigger, after: Sequence[Arg]) -> Arg | None:
    first = next((a for a in after if a.first - trigger.last <= _CLOSE), None)
    between = range(trigger.last, first.first) if first is not None else ()
    opens = (
        parsed.tokens[i].form in parsed.words.subordinators or parsed.tokens[i].form in (":", '"') for i in between
    )
    return None if any(opens) else first
