"""The view and its mentions → names of equipment types that no list knows, beside the general noun for what they are.

"Kestrel armoured vehicles", « corvettes de classe Epervier », مدرعة من طراز ضبعان: the noun is in the lexicon, the name
is not. Which words are no names, and where a name stands in each language, is data (knowledge/language/type-names.yml).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mithaq.model.mentions import Mention
from mithaq.model.text import Sentence, Text
from mithaq.text.clitics import ARABIC

_LONGEST = 3  # words of a name
_CAPITALS = 0.6  # share of capitalised words from which a sentence is a headline that capitalises everything
_QUOTE = '"'


@dataclass(frozen=True, slots=True)
class TypeNames:
    """`order`: language → `before` or `after`. `of_type`: language → the words for "of the type", as token forms, the
    longest first. `refused`: forms that are no name. `ships`: classes whose bare name is that of one ship.
    `classes`: the words for a class of ships. `vague`: ids of nouns that take any name.
    `most_between`: words of small letters that may stand between noun and name."""

    order: Mapping[str, str] = field(default_factory=dict)
    of_type: Mapping[str, Sequence[tuple[str, ...]]] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    ships: frozenset[str] = frozenset()
    vague: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    most_between: int = 0


class _Scene(NamedTuple):
    """One sentence with a general noun: its language, and the token indexes that other mentions hold."""

    text: Text
    sentence: Sentence
    words: TypeNames
    language: str
    owned: frozenset[int]

    @property
    def of_type(self) -> Sequence[tuple[str, ...]]:
        """The words for "of the type" in this language."""
        return self.words.of_type.get(self.language, ())


def find_type_names(text: Text, found: Sequence[Mention], words: TypeNames) -> list[Mention]:
    """Return unlisted item mentions (id None, name as written), each beside a generic item of `found`."""
    out: list[Mention] = []
    starts = [t.start for t in text.tokens]
    nouns = [m for m in found if m.kind == "item" and "generic" in m.traits and m.id not in words.vague]
    for noun in nouns if words.order else ():
        at = text.sentence_at(noun.start)
        if at is None:
            continue
        sentence = text.sentences[at]
        first, last = bisect_left(starts, noun.end), bisect_left(starts, noun.start + 1) - 1
        held = [(m, _tokens(starts, m)) for m in found if m.start < sentence.end and m.end > sentence.start]
        owned = frozenset(i for _, span in held for i in span)
        named = frozenset(i for m, span in held if m.kind == "item" and "generic" not in m.traits for i in span)
        scene = _Scene(text, sentence, words, _language(text, sentence, words), owned)
        place = _place(scene, last, first, noun.cls)
        if place is None or named & {place[0] - 1, place[1]}:
            continue  # a name that goes on with a designation: the designation says it
        if not out or out[-1].end <= text.tokens[place[0]].start:
            out.append(_mention(scene, place, noun))
    return out


def _tokens(starts: Sequence[int], mention: Mention) -> range:
    return range(bisect_left(starts, mention.start + 1) - 1, bisect_left(starts, mention.end))


def _language(text: Text, sentence: Sentence, words: TypeNames) -> str:
    """The sentence's language; of a short one that tells none, the document's, else the first that there is."""
    return next((c for c in (sentence.language, text.language) if c in words.order), next(iter(words.order)))


def _mention(scene: _Scene, place: tuple[int, int], noun: Mention) -> Mention:
    """The mention of a name; "Sabre-class" and « classe Sabre » are both called "Sabre class"."""
    text, (first, last) = scene.text, place
    name = " ".join(_shown(scene, i) for i in range(first, last))
    marks = [m for m in scene.words.classes if name.casefold().endswith(f"-{m}")]
    if marks:
        name = name[: -len(marks[0]) - 1]
    if _form(scene, last) in scene.words.classes:
        last, marks = last + 1, [_form(scene, last)]
    if _form(scene, first - 1) in scene.words.classes:
        first, marks = first - 1, [_form(scene, first - 1)]
    traits = frozenset({"unlisted"}) | (noun.traits & {"civil"})
    start, end = text.tokens[first].start, text.tokens[last - 1].end
    return Mention("item", start, end, None, f"{name} class" if marks else name, None, traits, None, noun.cls)


def _place(scene: _Scene, before: int, after: int, cls: str | None) -> tuple[int, int] | None:
    """Token indexes of the name beside the noun that begins at `before` and ends at `after`, or None."""
    named = _typed(scene, after)
    order = scene.words.order.get(scene.language)
    if named is None and order == "before":
        named = _class_before(scene, before)
    if named is None and cls not in scene.words.ships:
        named = _quoted(scene, after) or (_run_before(scene, before) if order == "before" else _run_after(scene, after))
    return named


def _typed(scene: _Scene, after: int) -> tuple[int, int] | None:
    """Behind the noun (and at most a few adjectives) and the words for "of the type"."""
    tokens, last = scene.text.tokens, scene.sentence.last
    if scene.words.order.get(scene.language) == "before":
        return None
    for i in range(after, min(after + scene.words.most_between + 1, last)):
        for form in scene.of_type:
            begin = i + len(form)
            if begin < last and tuple(t.form for t in tokens[i:begin]) == form:
                return _quoted(scene, begin) or _run_after(scene, begin, 0) or _arabic(scene, begin)
        if i in scene.owned:
            break
    return None


def _arabic(scene: _Scene, begin: int) -> tuple[int, int] | None:
    """One Arabic word behind "of the type", with the Latin letters or digits that go on with it."""
    form = scene.text.tokens[begin].form
    if not _free(scene, begin) or not ARABIC.match(form) or len(form) < 3:
        return None
    end = begin + 1
    while end < scene.sentence.last and end - begin < _LONGEST and not ARABIC.match(_form(scene, end)):
        if end in scene.owned or not _form(scene, end).isalnum():
            break
        end += 1
    return begin, end


def _quoted(scene: _Scene, at: int) -> tuple[int, int] | None:
    """A few words in quotes right behind."""
    begin = at + 1
    if _form(scene, at) != _QUOTE:
        return None
    for end in range(begin + 1, min(begin + _LONGEST, scene.sentence.last - 1) + 1):
        if _form(scene, end) == _QUOTE:
            free = all(_free(scene, i) for i in range(begin, end))
            return (begin, end) if free and _form(scene, begin)[:1].isalpha() else None
    return None


def _class_before(scene: _Scene, before: int) -> tuple[int, int] | None:
    """ "Sabre-class frigates", "Sabre class stealth frigates": the name before the word for class."""
    marks = {form[0] for form in scene.of_type if len(form) == 1}
    for i in range(before - 1, max(before - 2 - scene.words.most_between, scene.sentence.first) - 1, -1):
        if _form(scene, i) in marks:
            return _run_before(scene, i, strict=False)
        if _form(scene, i).rpartition("-")[2] in marks and _named(scene, i):
            return _run_before(scene, i + 1, strict=False)
    return None


def _run_before(scene: _Scene, end: int, *, strict: bool = True) -> tuple[int, int] | None:
    """Capitalised Latin words that end right before token `end`; not the sentence's first word, unless in capitals."""
    begin = end
    while begin > scene.sentence.first and end - begin < _LONGEST and _named(scene, begin - 1):
        begin -= 1
    if begin - 1 > scene.sentence.first and begin < end and _capital(_shown(scene, begin - 1)):
        return None  # the end of a longer name: "Advanced Medium Range …"
    if begin == scene.sentence.first and begin < end and not _shown(scene, begin).isupper():
        begin += 1
    if begin >= end or not _form(scene, begin)[0].isalpha() or (strict and _headline(scene)):
        return None
    return begin, end


def _run_after(scene: _Scene, at: int, between: int | None = None) -> tuple[int, int] | None:
    """Capitalised Latin words behind token `at`, after at most a few words of small letters."""
    begin, most = at, scene.words.most_between if between is None else between
    while begin < min(at + most, scene.sentence.last) and _small(scene, begin):
        begin += 1
    end = begin
    while end < scene.sentence.last and end - begin < _LONGEST and _named(scene, end):
        end += 1
    if end == begin or not _form(scene, begin)[0].isalpha() or _headline(scene):
        return None
    return begin, end


def _named(scene: _Scene, i: int) -> bool:
    shown = _shown(scene, i)
    return _free(scene, i) and (_capital(shown) or shown.isdigit())


def _capital(shown: str) -> bool:
    return shown[:1].isupper() and not ARABIC.match(shown) and len(shown) > 1


def _small(scene: _Scene, i: int) -> bool:
    """A word of small letters that may be an adjective: Latin, free, and no preposition or article."""
    shown = _shown(scene, i)
    return shown.isalpha() and shown.islower() and len(shown) > 3 and _free(scene, i)


def _free(scene: _Scene, i: int) -> bool:
    return scene.sentence.first <= i < scene.sentence.last and i not in scene.owned and _allowed(scene, i)


def _allowed(scene: _Scene, i: int) -> bool:
    form = _form(scene, i)
    return form not in scene.words.refused and form[:1].isalnum()


def _headline(scene: _Scene) -> bool:
    """Tell whether nearly every longer word of the sentence has a capital, so that a capital says nothing."""
    span = range(scene.sentence.first, scene.sentence.last)
    longer = [s for i in span if len(s := _shown(scene, i)) > 3 and s.isalpha() and not ARABIC.match(s)]
    return len(longer) > 3 and sum(s[0].isupper() for s in longer) > _CAPITALS * len(longer)


def _form(scene: _Scene, i: int) -> str:
    return scene.text.tokens[i].form if 0 <= i < len(scene.text.tokens) else ""


def _shown(scene: _Scene, i: int) -> str:
    token = scene.text.tokens[i]
    return scene.text.original(token.start, token.end)
