"""A verb and the noun group before it → whose people act: "soldiers from Japan", "the British support team"."""

from __future__ import annotations

from mithaq.claims.cards import NOUN, Trigger
from mithaq.claims.sentence import Arg, Parsed

_BETWEEN = 3  # auxiliaries and adverbs between a conjunction and its verb
_GROUP = 9  # tokens of the noun group between an adjective and its verb


def acting(parsed: Parsed, trigger: Trigger, before: list[Arg]) -> list[Arg]:
    """Who may be the subject before a verb, nearest first: the bare arguments `before` it and whose troops act. A verb
    joined to another one by a conjunction has the subject of that one ("the minister thanked X and condemned Y")."""
    able = sorted([*before, *troops_of(parsed, trigger)], key=lambda a: -a.first)
    verb = _joined_to(parsed, trigger)
    return ([a for a in able if a.last <= verb] or able) if verb is not None else able


def _joined_to(parsed: Parsed, trigger: Trigger) -> int | None:
    """The verb before the conjunction that stands right before a verb."""
    if trigger.cls == NOUN or parsed.words.language == "ar":
        return None
    for i in range(trigger.first - 1, max(trigger.first - 2 - _BETWEEN, parsed.sentence.first - 1), -1):
        form = parsed.tokens[i].form
        if form in parsed.words.conjunctions:
            return max((v for v in parsed.verbs if v < i), default=None)
        if i in parsed.owner or not (form[:1].isalpha() or form == "'"):
            return None
    return None


def contact(parsed: Parsed, trigger: Trigger) -> Arg | None:
    """The thing right before the subject of an English verb: "the tanks Poland ordered"."""
    if parsed.words.language != "en" or trigger.cls == NOUN:
        return None
    at = trigger.first
    while at > parsed.sentence.first and _form(parsed, at - 1) in parsed.words.active:
        at -= 1
    who = next((a for a in parsed.args if a.last == at and not a.prep and not a.adjective), None)
    if who is None or parsed.mentions[who.mentions[0]].kind != "state":
        return None
    things = (a for a in parsed.args if a.last == who.first and parsed.mentions[a.mentions[-1]].kind == "item")
    return next(things, None)


def troops_of(parsed: Parsed, trigger: Trigger) -> list[Arg]:
    """ "Soldiers from Japan and Indonesia", "forces of Greece": whose people they are does what they do."""
    words, tokens, out = parsed.words, parsed.tokens, []
    for arg in parsed.args:
        if arg.last > trigger.first or not {"of", "from"} & set(arg.prep.split("|")):
            continue
        named = arg.prep_at > parsed.sentence.first and words.counted.before(tokens, arg.prep_at, parsed.sentence.first)
        if not named or "troops" not in named[0].split("|"):
            continue
        at = arg.prep_at - named[1]
        while at > parsed.sentence.first and (tokens[at - 1].form in words.transparent or _number(parsed, at - 1)):
            at -= 1
        if at == parsed.sentence.first or words.prepositions.before(tokens, at, parsed.sentence.first) is None:
            out.append(arg)
    return out


def _form(parsed: Parsed, i: int) -> str:
    return parsed.tokens[i].form if i >= parsed.sentence.first else ""


def _number(parsed: Parsed, at: int) -> bool:
    owner = parsed.owner.get(at)
    return owner is not None and parsed.mentions[owner].kind == "quantity"


def opens_subject(parsed: Parsed, trigger: Trigger, arg: Arg) -> bool:
    """ "The British peace support team has trained": the adjective at the head of the noun group before an English
    verb; neither a name nor a preposition nor a mark stands between."""
    if parsed.words.language != "en" or not 2 < trigger.first - arg.last <= _GROUP or arg.prep:
        return False
    depth = 0
    for i in range(arg.last, trigger.first):
        form = parsed.tokens[i].form
        depth += form == "("
        named = i in parsed.owner and parsed.mentions[parsed.owner[i]].kind != "topic"
        if not depth and (named or not form[:1].isalpha() or parsed.words.prepositions.get(form)):
            return False
        depth -= form == ")" and depth > 0
    return True
