"""A sentence's tokens and numbers → words that stand for an item without naming it: "the first", "the rest", "another
36", and numbers alone beside a verb."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from mithaq.claims.parts import counted_by, is_number, link_before, one, token_of
from mithaq.claims.words import Clauses
from mithaq.model.claims import SlotValue
from mithaq.model.mentions import Mention
from mithaq.model.text import Sentence, Text

Verbal = Callable[[str], bool]
_MARKS = frozenset({";", ":", ",", "-", '"', "(", "–", "—"})
_DOERS = frozenset({"state", "organisation"})
_BEHIND = "_behind"  # words that stand behind their noun elsewhere, so that only a verb or a mark may stand before


class Reference(NamedTuple):
    """Words at the view's `[start, end)` that stand for an item. `number`: it is a number, of pieces or of people;
    `whole`: it counts all that the part before it belongs to."""

    start: int
    end: int
    quantity: SlotValue | None = None
    number: bool = False
    whole: bool = False


class Around(NamedTuple):
    """The sentence in which references are looked for. `verbal`: tells whether a form is a verb of moving arms;
    `taken`: tokens of mentions that are no numbers; `dated`: where dates begin."""

    text: Text
    sentence: Sentence
    mentions: Sequence[Mention]
    words: Clauses
    verbal: Verbal
    taken: frozenset[int]
    dated: frozenset[int]


def references(
    text: Text, sentence: Sentence, mentions: Sequence[Mention], words: Clauses, verbal: Verbal
) -> list[Reference]:
    """Return the references of a sentence in order, none of them overlapping."""
    taken: set[int] = set()
    for m in mentions:
        if m.kind not in ("quantity", "topic") and not (m.kind == "title" and _small(text, sentence, m, words)):
            taken |= set(range(token_of(text, sentence, m.start), token_of(text, sentence, m.end - 1) + 1))
    dated = frozenset(m.start for m in mentions if m.kind == "date")
    around = Around(text, sentence, mentions, words, verbal, frozenset(taken), dated)
    found: list[Reference] = []
    for one_found in sorted([*_worded(around), *_numbers(around)], key=lambda r: (r.start, -r.end)):
        if not found or one_found.start >= found[-1].end:
            found.append(one_found)
    return sorted([*found, *_wholes(around, found)])


def _small(text: Text, sentence: Sentence, title: Mention, words: Clauses) -> bool:
    """ "Le premier" in small letters is no prime minister where the words may stand for an item."""
    first, last = token_of(text, sentence, title.start), token_of(text, sentence, title.end - 1) + 1
    opens = first > sentence.first and words.refer.at(text.tokens, first - 1, last) is not None
    return opens and text.original(title.start, title.end).islower()


def _worded(around: Around) -> Iterator[Reference]:
    """Ordinals and words for the rest, without a noun of their own."""
    text, sentence, words = around.text, around.sentence, around.words
    tokens = text.tokens
    at = sentence.first
    while at < sentence.last:
        found = words.refer.at(tokens, at, sentence.last)
        if found is None or around.taken & set(range(at, at + found[1])):
            at += 1
            continue
        first, after = at, at + found[1]
        at = after
        number = _number_at(around, after, words)
        if number is not None and found[0] != "batch":
            continue  # "the first three": the number stands for them
        quantity = None
        if number is not None:
            quantity, after = counted_by(text, number, part=True), token_of(text, sentence, number.end - 1) + 1
        elif found[0].removesuffix(_BEHIND) == "one":
            span = text.span(_start(around, first), tokens[after - 1].end)
            quantity = one(span.of(text.document.text), span.start, text)
        behind = found[0].endswith(_BEHIND)
        if (not behind or _led(around, first)) and _alone(around, after):
            yield Reference(_start(around, first), tokens[after - 1].end, quantity)


def _start(around: Around, first: int) -> int:
    """Where the words begin, behind a letter for "and" that is glued to them."""
    begin = around.text.tokens[first].start
    end = around.text.tokens[first].end
    return next((m.start for m in around.mentions if begin <= m.start < end and m.kind == "quantity"), begin)


def _number_at(around: Around, at: int, words: Clauses) -> Mention | None:
    """The plain number that begins at token `at`, or behind "of" there."""
    tokens, last = around.text.tokens, around.sentence.last
    if at < last and (link := words.part_of.at(tokens, at, last)) is not None:
        at += link[1]
    if at >= last:
        return None
    return next((m for m in around.mentions if m.start == tokens[at].start and is_number(m)), None)


def _numbers(around: Around) -> Iterator[Reference]:
    text, sentence, words = around.text, around.sentence, around.words
    for mention in around.mentions:
        if not is_number(mention):
            continue
        first = token_of(text, sentence, mention.start)
        after = bisect_left(text.tokens, mention.end, first, sentence.last, key=lambda t: t.start)
        rest = words.rest_after.at(text.tokens, after, sentence.last) if after < sentence.last else None
        led = first > sentence.first and words.rest_before.before(text.tokens, first, sentence.first) is not None
        if rest is not None or led:
            stands = _alone(around, after + (rest[1] if rest else 0))
        else:
            stands = _beside_verb(around, first, after)
        if stands and (not _may_follow_noun(around, mention) or _led(around, first)):
            yield Reference(mention.start, mention.end, counted_by(text, mention, part=True), number=True)


def _may_follow_noun(around: Around, number: Mention) -> bool:
    """An Arabic number with its article stands behind what it counts: "the classes the three"."""
    first = around.text.tokens[token_of(around.text, around.sentence, number.start)]
    return around.words.language == "ar" and around.text.view[first.start : number.end].startswith("ال")


def _beside_verb(around: Around, first: int, after: int) -> bool:
    """ "Six were delivered", "will get four": a number that opens a clause before a verb, or ends one behind it."""
    tokens, sentence, words = around.text.tokens, around.sentence, around.words
    before = tokens[first - 1].form if first > sentence.first else ";"
    if after < sentence.last and (before in _MARKS or before in words.conjunctions or before in words.barriers):
        form = tokens[after].form
        aided = form in words.passive or form in words.active or form in words.future or form in words.weak
        return aided or around.verbal(form)
    return words.language != "ar" and around.verbal(before) and _ends(around, after)


def _wholes(around: Around, parts: Sequence[Reference]) -> Iterator[Reference]:
    """The number of the whole behind a part: the 24 of "the first of the 24 ordered", if no noun follows."""
    text, sentence = around.text, around.sentence
    for mention in around.mentions:
        start = link_before(text, sentence, mention.start, around.words) if is_number(mention) and parts else None
        if start is None or start == sentence.first:
            continue
        end = text.tokens[start - 1].end
        after = bisect_left(text.tokens, mention.end, start, sentence.last, key=lambda t: t.start)
        if any(p.end == end for p in parts) and _alone(around, after):
            yield Reference(mention.start, mention.end, counted_by(text, mention), number=True, whole=True)


def _led(around: Around, first: int) -> bool:
    """Before the token stands the beginning, a mark, a verb or a word such as "as for": no noun that it would count."""
    tokens, sentence, words = around.text.tokens, around.sentence, around.words
    if first == sentence.first:
        return True
    token, form = tokens[first - 1], tokens[first - 1].form
    named = [m for m in around.mentions if m.start < token.end <= m.end and "adjective" not in m.traits]
    subject = any(m.kind in _DOERS for m in named)
    limits = subject or words.barriers.before(tokens, first, sentence.first) is not None
    return limits or not form[:1].isalnum() or form in words.leading or around.verbal(form)


def _alone(around: Around, after: int) -> bool:
    """No noun follows at token `after` that the words would count."""
    sentence, words = around.sentence, around.words
    rest = words.rest_after.at(around.text.tokens, after, sentence.last) if after < sentence.last else None
    after += rest[1] if rest else 0
    if after < sentence.last and (link := words.part_of.at(around.text.tokens, after, sentence.last)) is not None:
        return _names_no_whole(around, after + link[1])
    if _ends(around, after):
        return True
    if not around.verbal(around.text.tokens[after].form):
        return False
    return words.language == "ar" or not _item_at(around, after + 1)  # "the first delivered aircraft"


def _names_no_whole(around: Around, at: int) -> bool:
    """Behind "of" stands a number alone, or a state that the things come from, but no noun that a part is taken of."""
    tokens, sentence, words = around.text.tokens, around.sentence, around.words
    while at < sentence.last and tokens[at].form in words.definite:
        at += 1
    here = [m for m in around.mentions if at < sentence.last and token_of(around.text, sentence, m.start) == at]
    if here and is_number(here[0]):
        return _ends(around, bisect_left(tokens, here[0].end, at, sentence.last, key=lambda t: t.start))
    return bool(here) and here[0].kind in ("state", "place", "date")


def _item_at(around: Around, at: int) -> bool:
    if at >= around.sentence.last:
        return False
    return any(m.kind == "item" and m.start == around.text.tokens[at].start for m in around.mentions)


def _ends(around: Around, at: int) -> bool:
    """The token is a mark or a word that joins, or a date begins there."""
    tokens, last, words = around.text.tokens, around.sentence.last, around.words
    if at >= last or tokens[at].start in around.dated:
        return True
    form = tokens[at].form
    sets = (words.passive, words.active, words.future, words.relatives, words.conjunctions, words.weak)
    if not form[:1].isalnum() or any(form in s for s in sets):
        return True
    joining = (words.prepositions, words.barriers, words.operators)
    return any(p.at(tokens, at, last) is not None for p in joining)
