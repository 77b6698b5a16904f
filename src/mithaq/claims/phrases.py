"""A trigger and a place that is a stretch of words (a title, a subject, a topic) → the values it holds.

Places: `title` (an agreement's head noun with the words that belong to its name), `text:<preposition>` (what follows
the
preposition), `complement` (what follows the trigger), `topics` (topics named in the clause), `area` (fields of
cooperation).
"""

from __future__ import annotations

from mithaq.claims.cards import PARTICIPLE, Trigger
from mithaq.claims.places import inverted
from mithaq.claims.sentence import NAMED, Parsed
from mithaq.model.claims import SlotValue
from mithaq.model.mentions import Mention
from mithaq.text.clitics import ARTICLE

_LONGEST = 14  # tokens of an agreement's name
_FAR = 20  # tokens between a word and the agreement it speaks of
_SPEAKER = 12  # tokens that a speaker's name and office may take before "that"
_OPENS = 3  # tokens of what is said before its quotation opens
_NAMED = 12  # how much nearer an agreement with a name of its own counts
_NAMING = frozenset({"agreement", "training"})  # kinds whose subject is a noun with what belongs to it
_TOLD = frozenset({"date", "money", "quantity", "place"})
_PLACED = frozenset({"in", "to"})
_TREATY = ("body", "treaty")  # the kind and class of a treaty that states belong to
_STOPS = frozenset(';:.?!)"')


def phrase_place(parsed: Parsed, trigger: Trigger, place: str) -> list[SlotValue] | None:
    """Return the values of a phrase place, [] when it is empty, None when `place` is no phrase place."""
    name, _, detail = place.partition(":")
    if name == "title":
        return _titles(parsed, trigger)
    if name == "text":
        return _after_preposition(parsed, trigger, detail)
    if name == "complement":
        return _reported(parsed, trigger) or _stretch(parsed, _content(parsed, trigger))
    if name in ("topics", "area"):
        return _topics(parsed, trigger, name == "area")
    return None


def _reported(parsed: Parsed, trigger: Trigger) -> list[SlotValue]:
    """What stands before an inverted verb: the quotation, or the clause up to the comma; before another verb, the
    quotation that its subject follows."""
    if inverted(parsed, trigger) is None:
        return _quoted_before(parsed, trigger)
    tokens, first = parsed.tokens, parsed.sentence.first
    marks = [i for i in range(first, trigger.first) if tokens[i].form == '"']
    if len(marks) > 1:
        return _stretch(parsed, marks[-2] + 1)
    return _stretch(parsed, marks[0] + 1 if marks and marks[0] == first else first)


def _quoted_before(parsed: Parsed, trigger: Trigger) -> list[SlotValue]:
    """ "…," the minister told reporters: the quotation that ends right before the subject."""
    tokens, first = parsed.tokens, parsed.sentence.first
    if trigger.card.kind != "statement" or parsed.words.language == "ar":
        return []
    marks = [i for i in range(first, trigger.first) if tokens[i].form == '"']
    if not marks or len(marks) % 2 or trigger.first - marks[-1] > _SPEAKER:
        return []
    between = range(marks[-1] + 1, trigger.first)
    lone = all(i in parsed.owner or tokens[i].form[:1].isalpha() or tokens[i].form in ("'", ",", ".") for i in between)
    return _stretch(parsed, marks[-2] + 1) if lone and any(i in parsed.owner for i in between) else []


def _content(parsed: Parsed, trigger: Trigger) -> int:
    """Where what is said begins: after the verb, its speaker and the word that introduces a clause."""
    words, tokens = parsed.words, parsed.tokens
    at = trigger.tail[1] if trigger.tail else trigger.last
    named = [a for a in parsed.args if a.first >= at and not a.prep and parsed.mentions[a.mentions[0]].kind in NAMED]
    if trigger.size == 1 and trigger.tense and named and named[0].first <= at + 2:  # the speaker, and whom they name
        at = named[0].last
        at = named[1].last if len(named) > 1 and named[1].first == at else at
    ahead = range(at, min(at + _SPEAKER, parsed.sentence.last))
    that = next((i for i in ahead if tokens[i].form in words.subordinators), None)
    if that is None or any(tokens[i].form in _STOPS for i in range(at, that)):
        inside = sum(tokens[i].form == '"' for i in range(parsed.sentence.first, trigger.first)) % 2
        quoted = None if inside else next((i for i in ahead if tokens[i].form in ('"', ":")), None)
        that = quoted if quoted is not None and trigger.tense and trigger.size == 1 else at
    return _opened(parsed, that)


def _opened(parsed: Parsed, at: int) -> int:
    """Past the marks and words that open what is said."""
    words, tokens = parsed.words, parsed.tokens
    while at < parsed.sentence.last and (
        tokens[at].form in (",", ":", '"', "-")
        or tokens[at].form in words.relatives
        or tokens[at].form in words.complementizers
    ):
        at += 1
    return at


def _valued(parsed: Parsed, first: int, last: int, mention: Mention | None = None) -> SlotValue:
    start, end = parsed.tokens[first].start, parsed.tokens[last - 1].end
    if mention is not None:
        start = max(start, mention.start)
    span = parsed.text.span(start, end)
    return SlotValue(
        id=mention.id if mention and "generic" not in mention.traits else None,
        name=mention.name if mention and "generic" not in mention.traits else None,
        text=span.of(parsed.text.document.text),
        span=span,
    )


def is_definite(parsed: Parsed, title: SlotValue) -> bool:
    """ "The memorandum" speaks of one already named; "a memorandum" brings a new one."""
    for i, mention in enumerate(parsed.mentions):
        if title.span is not None and parsed.text.span(mention.start, mention.end).start == title.span.start:
            first, _ = parsed.bounds[i]
            before = parsed.tokens[first - 1].form if first > parsed.sentence.first else ""
            return "generic" in mention.traits and ("definite" in mention.traits or before in parsed.words.definite)
    return False


def title_class(parsed: Parsed, title: SlotValue) -> str | None:
    """The class of the agreement that a title begins with, if the lexicon gives it one (`contract`)."""
    for mention in parsed.mentions:
        named = mention.kind == "agreement" and title.span is not None
        if named and parsed.text.span(mention.start, mention.end).start == title.span.start:  # type: ignore[union-attr]
            return mention.cls
    return None


def _titles(parsed: Parsed, trigger: Trigger) -> list[SlotValue]:
    """The agreement that the trigger speaks of, with the words that complete its name; a participle that opens a
    sentence speaks of the last one in the sentence before."""
    best: tuple[float, int] | None = None
    for i, mention in enumerate(parsed.mentions):
        if mention.kind != "agreement" and (mention.kind, mention.cls) != _TREATY:
            continue
        first, last = parsed.bounds[i]
        gap = _steps(parsed, trigger, first, last)
        named = 0 if "generic" in mention.traits else _NAMED
        cost = max(gap, 0) + 10 * parsed.barriers_between(trigger.first, first) - named
        if max(gap, 0) <= _FAR and cost <= _FAR and (best is None or cost < best[0]):
            best = (cost, i)
    if best is None:
        opens = trigger.cls == PARTICIPLE and trigger.first - parsed.sentence.first <= 1
        return _last_title(parsed.previous) if opens and parsed.previous is not None else []
    return [_title(parsed, best[1])]


def _steps(parsed: Parsed, trigger: Trigger, first: int, last: int) -> float:
    """Steps between a trigger and an agreement: a mention counts as one, a comma for two, and looking back costs half
    as much again."""
    if first >= trigger.last:
        between, weight = range(trigger.last, first), 1.0
    else:
        between, weight = range(last, trigger.first), 1.5
    named = {parsed.owner[i] for i in between if i in parsed.owner}
    free = [i for i in between if i not in parsed.owner]
    return weight * (len(named) + sum(2 if parsed.tokens[i].form == "," else 1 for i in free))


def _title(parsed: Parsed, index: int) -> SlotValue:
    first, last = parsed.bounds[index]
    return _valued(parsed, first, title_end(parsed, last), parsed.mentions[index])


def _last_title(parsed: Parsed) -> list[SlotValue]:
    found = [i for i, m in enumerate(parsed.mentions) if m.kind == "agreement"]
    return [_title(parsed, found[-1])] if found else []


def title_end(parsed: Parsed, last: int) -> int:
    """Where the name of an agreement ends that begins before token `last`: it goes on over nouns, adjectives and
    linking prepositions, and stops at a verb, a party, a date or a mark; a trailing link is given back."""
    words, tokens = parsed.words, parsed.tokens
    end = kept = last
    while end < parsed.sentence.last and end - last < _LONGEST:
        form = tokens[end].form
        owner = parsed.owner.get(end)
        bare = form[1:] if words.language == "ar" and form[:1] == "و" else form
        if owner is not None and parsed.mentions[owner].kind in ("topic", "item", "body", "agreement"):
            end = kept = parsed.bounds[owner][1]
            continue
        if owner is not None and _year_range(parsed, owner):
            return parsed.bounds[owner][1]
        if owner is not None and not (
            parsed.mentions[owner].kind == "state" and "adjective" in parsed.mentions[owner].traits
        ):
            break
        if form in words.title_stops or bare in words.title_stops or (not form[:1].isalpha() and form != "'"):
            break
        if form in words.barriers or form in words.relatives or end in parsed.verbs:
            break
        end += 1
        if form not in words.title_links and form != "'":
            kept = end
    return kept


def _year_range(parsed: Parsed, owner: int) -> bool:
    value = getattr(parsed.mentions[owner].value, "edtf", "")
    return "/" in value and len(value) == 9


def _after_preposition(parsed: Parsed, trigger: Trigger, name: str) -> list[SlotValue]:
    words, tokens = parsed.words, parsed.tokens
    _, end = parsed.clause(trigger.last)
    for i in range(trigger.last, min(end, trigger.last + 12)):
        found = words.prepositions.at(tokens, i, end - 1)
        owner = parsed.owner.get(i + found[1]) if found else None
        kind = parsed.mentions[owner].kind if owner is not None else ""
        other = kind == "date"
        if trigger.card.kind != "statement":  # "in Kenya" is no subject
            other = kind in _TOLD or (kind in NAMED and name in _PLACED)
        other = other or (found is not None and trigger.card.kind == "agreement" and _names_one(parsed, i + found[1]))
        if found and name in found[0].split("|") and not other:
            start = _opened(parsed, i + found[1])
            return _stretch(parsed, start, _limit(parsed, trigger, start))
    return []


def _names_one(parsed: Parsed, first: int) -> bool:
    """An agreement is named right behind a preposition: "talks on an access agreement"."""
    near = [parsed.owner[i] for i in range(first, first + 3) if i in parsed.owner]
    return any(parsed.mentions[i].kind == "agreement" for i in near)


def _limit(parsed: Parsed, trigger: Trigger, first: int) -> int:
    """Where the words behind a preposition end at the latest: at a place or date of the event; for what is agreed or
    taught also at a verb, a relative or a party."""
    words, tokens, sentence = parsed.words, parsed.tokens, parsed.sentence
    for i in range(first + 1, sentence.last):
        form = tokens[i].form
        said = form in words.passive or form in words.active or form in words.relatives or i in parsed.verbs
        if trigger.card.kind in _NAMING and (said or form in words.title_stops):
            return i
        found = words.prepositions.at(tokens, i, sentence.last) if trigger.card.kind != "statement" else None
        owner = parsed.owner.get(i + found[1]) if found else None
        if found and owner is not None and "in" in found[0].split("|"):
            there = parsed.mentions[owner]
            if there.kind in ("place", "state", "date") and "adjective" not in there.traits:
                return i
    return sentence.last


def _stretch(parsed: Parsed, first: int, limit: int | None = None) -> list[SlotValue]:
    """The words from token `first` to the next strong limit, at most a line, and at most up to token `limit`."""
    tokens, words = parsed.tokens, parsed.words
    first += first < parsed.sentence.last and tokens[first].form == '"'
    last = first
    limit = parsed.sentence.last if limit is None else limit
    while last < limit and last - first < 22:
        form = tokens[last].form
        if (
            form == '"' and 0 < last - first <= _OPENS and first != parsed.sentence.first
        ):  # that their country "is ready"
            last += 1
            continue
        if (
            form in _STOPS
            or (last in parsed.barriers and last > first)
            or (form == "," and _ends_at(parsed, first, last))
        ):
            break
        owner = parsed.owner.get(last)
        if owner is not None and parsed.mentions[owner].kind == "date" and last > first:
            break
        last += 1
    while last > first and (tokens[last - 1].form in words.prepositions or tokens[last - 1].form in (",", '"')):
        last -= 1
    whole = last - first >= 2 or (last > first and tokens[first].form.startswith(ARTICLE))
    return [_valued(parsed, first, last)] if whole else []


def _ends_at(parsed: Parsed, first: int, comma: int) -> bool:
    """A comma ends what is said after a few words, or before another verb."""
    return comma - first > _OPENS or comma + 1 in parsed.verbs


def _topics(parsed: Parsed, trigger: Trigger, area: bool) -> list[SlotValue]:
    """Topics in the trigger's clause; for `area` the contract's terms, which the lexicon's topic ids are."""
    first, last = parsed.clause(trigger.first)
    out: list[SlotValue] = []
    for i, mention in enumerate(parsed.mentions):
        if mention.kind != "topic" or mention.cls == "defence" or not first <= parsed.bounds[i][0] < last:
            continue
        if area and parsed.bounds[i][0] < trigger.first - 3:
            continue
        span = parsed.text.span(mention.start, mention.end)
        words = span.of(parsed.text.document.text)
        out.append(SlotValue(id=mention.id, name=None if area else mention.name, text=words, span=span))
    return out
