"""A word as a card writes it → all its forms with class and tense, by the affixes of language/<l>/morphology.yml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mithaq.claims.cards import NOUN, PARTICIPLE, PHRASE, VERB
from mithaq.knowledge.yaml import Entry
from mithaq.text.clean import fold
from mithaq.text.tokens import tokenize

NO_PRONOUNS = "-ه"  # behind an Arabic verb: no pronouns are glued to it, where that would make another word
_FIXED = ("ه", "ا", "ات", "ي", "ء")  # endings of nouns that show no accusative


class Inflected(NamedTuple):
    """One form: its tokens, word class, tense (`past`, `present`, `future`, '') and voice (`passive` or '')."""

    tokens: tuple[str, ...]
    cls: str
    tense: str = ""
    voice: str = ""


def inflect(word: str, cls: str, language: str, affixes: Entry) -> Iterator[Inflected]:
    """Yield the forms of `word`. `head + rest`: only the head is inflected. The notation: docs/design/rules.md."""
    head, _, rest = (p.strip() for p in word.partition(" + "))
    tail = _tokens(rest)
    bare = head.partition("=")[0].strip()
    present = {bare + ending for ending in affixes.list("present")} if cls == VERB and language != "ar" else ()
    for form, form_cls, tense, voice in _forms(head, cls, language, affixes):
        tokens = _tokens(form)
        tense = tense or ("present" if form in present and form_cls == VERB else "")
        if tokens:
            yield Inflected(tokens + tail, form_cls, tense, voice)


def _tokens(words: str) -> tuple[str, ...]:
    return tuple(t.form for t in tokenize(fold(words)))


def _forms(head: str, cls: str, language: str, affixes: Entry) -> Iterator[tuple[str, str, str, str]]:
    if cls == PHRASE:
        yield head, VERB, "", ""
    elif language == "ar":
        yield from _arabic(head, cls, affixes)
    elif cls == NOUN:
        for ending in affixes.list("noun"):
            yield head + ending, NOUN, "", ""
    elif "=" in head:
        yield from _listed(head)
    else:
        yield from _regular(head, affixes)


def _listed(head: str) -> Iterator[tuple[str, str, str, str]]:
    """`infinitive = finite forms | participles` for verbs that follow no pattern."""
    infinitive, _, forms = head.partition("=")
    finite, _, participles = forms.partition("|")
    for form in (infinitive, *finite.split()):
        yield form.strip(), VERB, "", ""
    for form in participles.split():
        yield form, PARTICIPLE, "past", ""


def _regular(head: str, affixes: Entry) -> Iterator[tuple[str, str, str, str]]:
    """The first pattern whose ending fits; a pattern lists {cls, tense, ending} made on the stem."""
    for pattern in affixes.list("verbs"):
        ending = pattern.text("ending")
        if not head.endswith(ending):
            continue
        stem = head[: len(head) - len(ending)] if ending else head
        for key, cls, tense in (
            ("finite", VERB, ""),
            ("past", VERB, "past"),
            ("future", VERB, "future"),
            ("participle", PARTICIPLE, "past"),
        ):
            for tail in pattern.list(key):
                yield stem + tail, cls, tense, ""
        return


def _arabic(head: str, cls: str, affixes: Entry) -> Iterator[tuple[str, str, str, str]]:
    if cls == VERB:
        past, present, *mark = [*head.split(), ""][:3]
        enclitics = [] if mark and mark[0] == NO_PRONOUNS else affixes.list("enclitics")
        yield from _arabic_past(fold(past), affixes, enclitics)
        if present:
            yield from _arabic_present(fold(present), affixes, enclitics)
        return
    first, *others = fold(head).split()
    tail = " ".join(others)
    endings = affixes.list("participle") if cls == PARTICIPLE else ["", *affixes.list("enclitics")]
    for ending in endings:
        form = _join(first, ending) if cls == NOUN else _participle(first, ending)
        for article in ("", affixes.text("article")):
            if article and cls == NOUN and ending:
                continue
            yield f"{article}{form} {tail}".strip(), cls, "past" if cls == PARTICIPLE else "", ""
    accusative = " ".join(w if w.endswith(_FIXED) else w + "ا" for w in (first, *others))
    if cls == NOUN and accusative != fold(head) and not any(w.startswith("ال") for w in (first, *others)):
        yield accusative, cls, "", ""


def _join(noun: str, enclitic: str) -> str:
    """A feminine ending opens before a pronoun: زياره + ها → زيارتها (folded)."""
    return noun[:-1] + "ت" + enclitic if enclitic and noun.endswith("ه") else noun + enclitic


def _participle(stem: str, ending: str) -> str:
    return stem[:-1] + ending if stem.endswith("ي") and ending.startswith("ي") else stem + ending


def _arabic_past(past: str, affixes: Entry, enclitics: Sequence[str]) -> Iterator[tuple[str, str, str, str]]:
    weak = past[-1] in "يا" and len(past) > 2
    stem = past[:-1] if weak else past
    forms = {past} | {stem + e for e in affixes.list("past")}
    for form in forms:
        yield form, VERB, "past", ""
        for pronoun in enclitics:
            yield form.removesuffix("ا") + pronoun if form.endswith("وا") else form + pronoun, VERB, "past", ""


def _arabic_present(present: str, affixes: Entry, enclitics: Sequence[str]) -> Iterator[tuple[str, str, str, str]]:
    rest = present[1:]
    weak = rest[-1:] in ("ي", "ا", "و")
    for person in affixes.list("present_prefixes"):
        for ending in ("", *affixes.list("present")):
            form = person + (rest[:-1] + ending if weak and ending and ending != "ان" else rest + ending)
            yield form, VERB, "present", ""
            for future in affixes.list("future_prefixes"):
                yield future + form, VERB, "future", ""
            if not ending:
                for pronoun in enclitics:
                    yield form + pronoun, VERB, "present", ""
                    for future in affixes.list("future_prefixes"):
                        yield future + form + pronoun, VERB, "future", ""
