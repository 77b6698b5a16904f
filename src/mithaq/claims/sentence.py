"""Tokens and mentions of one sentence → arguments with their prepositions, coordination and clause limits."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mithaq.claims.groups import Around, governed, opened
from mithaq.claims.words import Clauses
from mithaq.model.mentions import Mention
from mithaq.model.text import Sentence, Text, Token

NAMED = frozenset({"state", "organisation", "person", "title", "place", "pair"})
THINGS = frozenset({"item", "agreement", "exercise", "body", "programme", "topic"})
OWNER = "owner"  # the name of no preposition: an argument that only says whose the next one is
_LEFT = "en"  # whose adjectives stand before the noun
_WALK = 5
_QUOTED = 8
_APART = 5  # tokens between coordinated arguments
_PEOPLE = frozenset({"person", "title"})
_LIMITS = {";": 3, ":": 2}  # clause limits that a mark counts for


class Arg(NamedTuple):
    """One argument: coordinated mentions (indexes into `Clause.mentions`), their tokens `[first, last)`, the name of
    the preposition before them ('' = bare), and `gap`: unknown words between the preposition and the mention. `group`:
    it closes a group of people, whose preposition it has."""

    mentions: tuple[int, ...]
    first: int
    last: int
    prep: str
    gap: int
    adjective: bool
    prep_at: int
    group: bool = False


@dataclass(slots=True)
class Parsed:
    """One sentence taken apart. Token indexes are those of the whole text. `owner`: token → mention index. `verbs`:
    tokens of verbs that cards know."""

    text: Text
    sentence: Sentence
    words: Clauses
    mentions: Sequence[Mention]
    bounds: list[tuple[int, int]]
    owner: dict[int, int]
    args: list[Arg]
    barriers: list[int]
    index: int = 0
    verbs: frozenset[int] = frozenset()
    previous: Parsed | None = None

    @property
    def tokens(self) -> Sequence[Token]:
        """All tokens of the text."""
        return self.text.tokens

    def barriers_between(self, a: int, b: int) -> int:
        """How many clause limits stand between two tokens."""
        low, high = min(a, b), max(a, b)
        return bisect_right(self.barriers, high) - bisect_left(self.barriers, low)

    def clause(self, at: int) -> tuple[int, int]:
        """The tokens `[first, last)` of the clause that holds token `at`."""
        i = bisect_right(self.barriers, at)
        first = self.barriers[i - 1] if i else self.sentence.first
        last = self.barriers[i] if i < len(self.barriers) else self.sentence.last
        return first, last


def parse(text: Text, index: int, mentions: Sequence[Mention], words: Clauses) -> Parsed:
    """Take sentence number `index` apart; `mentions`: those that lie in it, in order."""
    sentence = text.sentences[index]
    bounds = [_tokens_of(text, sentence, m) for m in mentions]
    owner = {t: i for i, (first, last) in enumerate(bounds) for t in range(first, last)}
    barriers = _barriers(text.tokens, sentence, words, owner)
    parsed = Parsed(text, sentence, words, mentions, bounds, owner, [], barriers, index)
    parsed.args = _coordinate(parsed, [_single(parsed, i) for i in range(len(mentions))])
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
    adjective = "adjective" in mention.traits
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


_NONE, _COMMA, _FIRM = 0, 1, 2


def _link(parsed: Parsed, left: Arg, right: Arg) -> int:
    """What stands between two arguments: only a conjunction (firm), only a comma, or something else (none)."""
    words, tokens = parsed.words, parsed.tokens
    between = _outside_brackets(parsed, left, right)
    if len(between) > _APART or not _alike(parsed, left, right):
        return _NONE
    glued = parsed.text.view[tokens[right.first].start : parsed.mentions[right.mentions[0]].start]
    items = parsed.mentions[left.mentions[-1]].kind == "item"
    found = _NONE
    if words.language == "ar" and (glued[:1] == "و" or (right.adjective and left.adjective)):
        found = _FIRM
    skip = 0
    for i in between:
        form = tokens[i].form
        if form in words.conjunctions or i < skip:
            found = _FIRM
        elif (size := _joined(parsed, i, right.first)) > 0:
            found, skip = _FIRM, i + size
        elif form in (",", "/") or (form == ";" and items):
            found = max(found, _COMMA)
        elif (
            form not in ('"', "-") and form not in words.transparent and not (found and _repeats(parsed, i, left.prep))
        ):
            return _NONE
    return found


def _outside_brackets(parsed: Parsed, left: Arg, right: Arg) -> list[int]:
    """The tokens between two arguments; between two items without what stands in brackets ("160 missiles (includes
    eight for tests); and 35 launchers")."""
    inside = range(left.last, right.first)
    if parsed.mentions[left.mentions[-1]].kind != "item":
        return list(inside)
    depth, out = 0, []
    for i in inside:
        form = parsed.tokens[i].form
        depth += form == "("
        if not depth:
            out.append(i)
        depth -= form == ")" and depth > 0
    return list(inside) if depth else out


def _aside(parsed: Parsed, left: Arg, arg: Arg) -> bool:
    """An item named in brackets that open behind another one."""
    if parsed.mentions[left.mentions[-1]].kind != "item" or parsed.mentions[arg.mentions[0]].kind != "item":
        return False
    forms = [parsed.tokens[i].form for i in range(left.last, arg.first)]
    after = [parsed.tokens[i].form for i in range(arg.last, min(arg.last + 3, parsed.sentence.last))]
    return "(" in forms[:2] and ")" not in forms and ")" in after


def _joined(parsed: Parsed, i: int, end: int) -> int:
    """How many tokens a conjunction of several words has that begins at token `i` ("as well as"), else 0."""
    tokens, conjunctions = parsed.tokens, parsed.words.conjunctions
    for size in (3, 2):
        if i + size <= end and " ".join(tokens[k].form for k in range(i, i + size)) in conjunctions:
            return size
    return 0


def _unlike(parsed: Parsed, left: Arg, right: Arg) -> bool:
    """A place and a person, say: "during his visit to Kyiv, the minister"."""
    a, b = parsed.mentions[left.mentions[-1]].kind, parsed.mentions[right.mentions[0]].kind
    return a != b and not {a, b} <= _PEOPLE


def _repeats(parsed: Parsed, i: int, prep: str) -> bool:
    return bool(prep) and parsed.words.prepositions.get(parsed.tokens[i].form) == prep


def _coordinate(parsed: Parsed, singles: list[Arg]) -> list[Arg]:
    out: list[Arg] = []
    asides: list[Arg] = []
    main: list[Arg] = []
    for arg in singles:
        (asides if main and _aside(parsed, main[-1], arg) else main).append(arg)
    singles = main
    for k, arg in enumerate(singles):
        last = out[-1] if out else None
        link = _link(parsed, last, arg) if last is not None else _NONE
        if last is not None and (link == _FIRM or (link == _COMMA and _goes_on(parsed, last, singles, k))):
            out[-1] = last._replace(mentions=last.mentions + arg.mentions, last=arg.last)
        else:
            out.append(arg)
    return sorted([*out, *asides], key=lambda a: a.first) if asides else out


def _goes_on(parsed: Parsed, left: Arg, singles: list[Arg], k: int) -> bool:
    """A comma joins bare things of one kind; behind a preposition, or between different kinds, only in a list that a
    conjunction closes ("with France, Italy and Greece", but not "with Korea, Poland signed")."""
    right = singles[k]
    if right.prep or not (left.prep or _unlike(parsed, left, right)):
        return True
    link = _link(parsed, right, singles[k + 1]) if k + 1 < len(singles) else _NONE
    return link == _FIRM or (link == _COMMA and _goes_on(parsed, left, singles, k + 1))


def _alike(parsed: Parsed, left: Arg, right: Arg) -> bool:
    a, b = parsed.mentions[left.mentions[-1]].kind, parsed.mentions[right.mentions[0]].kind
    if a in ("date", "money", "quantity") or b in ("date", "money", "quantity"):
        return False
    if right.adjective and not left.adjective:  # "the American forces and [the] Moroccan": a second owner of the noun
        return a in ("organisation", "pair") and right.first == left.last
    same = a == b or (a in NAMED and b in NAMED)
    return same and left.adjective == right.adjective and right.prep in ("", left.prep)
