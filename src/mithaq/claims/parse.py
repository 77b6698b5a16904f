"""Tokens and mentions of one sentence → arguments with their prepositions, coordination and clause limits."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from mithaq.claims.coordinate import coordinate
from mithaq.claims.groups import Around, governed, opened
from mithaq.claims.sentence import OWNER, Arg, Parsed
from mithaq.claims.words import Clauses
from mithaq.model.mentions import Mention
from mithaq.model.text import Sentence, Text, Token

_LEFT = "en"  # whose adjectives stand before the noun
_WALK = 5
_QUOTED = 8
_LIMITS = {";": 3, ":": 2}  # clause limits that a mark counts for


def parse(text: Text, index: int, mentions: Sequence[Mention], words: Clauses) -> Parsed:
    """Take sentence number `index` apart; `mentions`: those that lie in it, in order."""
    sentence = text.sentences[index]
    bounds = [_tokens_of(text, sentence, m) for m in mentions]
    owner = {t: i for i, (first, last) in enumerate(bounds) for t in range(first, last)}
    barriers = _barriers(text.tokens, sentence, words, owner)
    parsed = Parsed(text, sentence, words, mentions, bounds, owner, [], barriers, index)
    parsed.args = coordinate(parsed, [_single(parsed, i) for i in range(len(mentions))])
    return parsed


def _tokens_of(text: Text, sentence: Sentence, mention: Mention) -> tuple[int, int]:
    tokens = text.tokens
    first = bisect_right(tokens, mention.start, sentence.first, sentence.last, key=lambda t: t.start) - 1
    last = bisect_left(tokens, mention.end, max(first, sentence.first), sentence.last, key=lambda t: t.start)
    return max(first, sentence.first), max(last, first + 1)


def _barriers(tokens: Sequence[Token], sentence: Sentence, words: Clauses, owner: dict[int, int]) -> list[int]:
    found = _quotes(tokens, sentence)
    for i in range(sentence.first, sentence.last):
        if i not in owner and (tokens[i].form in (";", ":") or words.barriers.at(tokens, i, sentence.last)):
            found += [i] * _LIMITS.get(tokens[i].form, 1)
    return sorted(found)


def _quotes(tokens: Sequence[Token], sentence: Sentence) -> list[int]:
    """Where a quotation of some length begins and ends: what is said inside is not said around it."""
    marks = [i for i in range(sentence.first, sentence.last) if tokens[i].form == '"']
    return [i for a, b in zip(marks[::2], marks[1::2], strict=False) if b - a > _QUOTED for i in (a, b)]


def _bare(form: str, words: Clauses) -> str:
    """An Arabic word without a leading `and`."""
    return form[1:] if words.language == "ar" and form[:1] in "وف" and len(form) > 3 else form


def _single(parsed: Parsed, index: int) -> Arg:
    mention, (first, last) = parsed.mentions[index], parsed.bounds[index]
    adjective = "adjective" in mention.traits and not _people(parsed, first, last)
    if _possessor(parsed, index):
        return Arg((index,), first, last, OWNER, 0, True, first)
    if index and _possessor(parsed, index - 1):
        first_of = parsed.bounds[index - 1][0]  # what governs the owner governs what is owned
        prep, gap, at = _preposition(parsed, first_of)
        return Arg((index,), first, last, prep, gap, adjective, at if prep else first)
    clitic = parsed.text.view[parsed.tokens[first].start : mention.start].lstrip("وف")
    words = parsed.words
    if clitic and clitic[-1:] in words.clitics:
        return Arg((index,), first, last, words.clitics[clitic[-1]], 0, adjective, first)
    prep, gap, at = _preposition(parsed, first)
    part = at > parsed.sentence.first and parsed.tokens[at - 1].form in words.localities
    if part and mention.kind in ("place", "state") and "of" in prep.split("|"):  # "in the north of Mali"
        prep, gap, at = _preposition(parsed, at - 1)
    of = "of" in prep.split("|") and (mention.kind == "organisation" or _people_of(parsed, mention, at))
    if words.groups and (adjective or of):
        around = Around(parsed.tokens, parsed.owner, parsed.mentions, parsed.sentence.first, words)
        if adjective and words.language == _LEFT:
            found = opened(around, first, last, lambda i: _preposition(parsed, i))
        else:
            found = governed(around, first if adjective else at, lambda i: _preposition(parsed, i))
        if found is not None:
            return Arg((index,), first, last, found[0], found[1], adjective, found[2], group=True)
    return Arg((index,), first, last, prep, gap, adjective, at)


def _people_of(parsed: Parsed, mention: Mention, at: int) -> bool:
    """ "The naval chiefs of Greece": a state right behind a noun for people."""
    if mention.kind != "state" or parsed.words.language != _LEFT or at <= parsed.sentence.first:
        return False
    return parsed.tokens[at - 1].form in parsed.words.groups


def _people(parsed: Parsed, first: int, last: int) -> bool:
    """ "The Dutch have ordered": an adjective that stands for its state."""
    words, tokens = parsed.words, parsed.tokens
    if words.language != "en" or first == parsed.sentence.first or last >= parsed.sentence.last:
        return False
    acts = words.active | words.passive | words.future
    return tokens[first - 1].form in words.definite and tokens[last].form in acts


def _possessor(parsed: Parsed, index: int) -> bool:
    """ "NATO's Kosovo Force": the organisation in the genitive only says whose the next one is."""
    if index + 1 >= len(parsed.mentions) or parsed.words.language != _LEFT:
        return False
    owner, owned = parsed.mentions[index], parsed.mentions[index + 1]
    if owner.kind != "organisation" or owned.kind not in ("organisation", "body"):
        return False
    between = parsed.text.view[owner.end : owned.start].strip()
    return between in ("'s", "'")


def _preposition(parsed: Parsed, first: int) -> tuple[str, int, int]:
    """Walk left from a mention over words that may stand inside its noun group, to the preposition that governs it."""
    words, tokens, gap = parsed.words, parsed.tokens, 0
    i = first
    while i > parsed.sentence.first and first - i < _WALK:
        if i - 1 in parsed.owner:
            break
        found = words.prepositions.before(tokens, i, parsed.sentence.first)
        if found and gap and found[0].split("|")[0] == "to" and words.infinitive:
            break  # an infinitive: "to export tanks"
        if found and not any(t in parsed.owner for t in range(i - found[1], i)):
            return found[0], gap, i - found[1]
        form = tokens[i - 1].form
        if form in words.transparent or _bare(form, words) in words.transparent or form == '"':
            i -= 1
            continue
        if words.language == "ar" and form[:3] in ("بال", "كال") and len(form) > 4:
            return words.clitics.get(form[0], ""), gap, i - 1
        if words.language == "ar" and form[:2] == "لل" and len(form) > 4:
            return words.clitics.get("ل", ""), gap, i - 1
        if not form[:1].isalpha() or form in words.conjunctions or i - 1 in parsed.barriers:
            break
        gap += 1
        if gap > 1:
            break
        i -= 1
    return "", gap, first
