"""The entries under names/ → problems: labels, classes, references, ids, and forms that stand for two things."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from mithaq.knowledge.lint_classes import CLASSES, FIELDS, LABELS, REFERENCES, SIPRI
from mithaq.knowledge.lint_problem import Problem, Source
from mithaq.knowledge.yaml import Entry
from mithaq.mentions.lexicon import Form
from mithaq.model.organisations import IMPLIED, MINISTRY
from mithaq.text.clean import fold

_ARABIC = re.compile("[\u0621-\u064a]")
_NUMBERED = {"ar": {"one", "two", "many"}, "fr": {"one", "many"}, "en": {"one", "many"}, "mul": {"one", "many"}}
_LANGUAGES = ("ar", "fr", "en", "mul")


class Named(NamedTuple):
    """An entry and the file it stands in; `kind` is the entry's own, or `head` in heads.yml."""

    source: Source
    entry: Entry
    kind: str

    def problem(self, code: str, message: str = "", words: str = "") -> Problem:
        """Report `code` at this entry."""
        return self.source.problem(code, message, self.entry, words)


def check_names(named: Sequence[Named], channels: frozenset[str]) -> Iterator[Problem]:
    """Check all entries, each by itself and all together. `channels`: terms of the slot of that name."""
    sound = [n for n in named if n.entry.get("id") and n.kind in FIELDS]
    for one in named:
        if one not in sound:
            yield one.problem("K010", f"`kind: {one.entry.get('kind')}`" if one.entry.get("id") else "it has no `id`")
    yield from _twice(sound)
    kinds = {n.entry["id"]: n.kind for n in sound}
    states = {i for i, kind in kinds.items() if kind == "state"}
    for one in sound:
        yield from _fields(one)
        yield from _labels(one)
        yield from _states(one, states)
        yield from _references(one, kinds)
        yield from _terms(one, channels)
        yield from _forms(one)


def _twice(named: Iterable[Named]) -> Iterator[Problem]:
    """Titles, ranks and heads have ids of their own: nothing but their class ever stands in a claim."""
    held: dict[tuple[str, str], Named] = {}
    for one in named:
        apart = one.kind if one.kind in ("title", "rank", "head") else ""
        first = held.setdefault((apart, one.entry["id"]), one)
        if first is not one:
            yield one.problem("K014", f"the other is in {first.source.name}:{first.entry.line}")


def _fields(one: Named) -> Iterator[Problem]:
    for field in sorted(set(one.entry) - FIELDS[one.kind]):
        yield one.problem("K018", f"`{field}` on a {one.kind}", f"{field}:")
    for block in ("name", "forms", "weak", "adjectives", "capital"):
        value = one.entry.get(block)
        if not isinstance(value, Mapping):
            continue
        for language in value:
            if language not in _LANGUAGES and (block, language) != ("capital", "forms"):
                yield one.problem(
                    "K018", f"`{block}: {language}` is not one of {', '.join(_LANGUAGES)}", f"{language}:"
                )
            numbers = value[language] if isinstance(value[language], Mapping) and block == "forms" else {}
            for number in sorted(set(numbers) - _NUMBERED.get(language, set())):
                yield one.problem("K018", f"`{block}: {language}: {number}`", f"{number}:")


def _labels(one: Named) -> Iterator[Problem]:
    name = one.entry.get("name")
    wanted = ("ar", "fr", "en") if one.entry.flag("generic") else LABELS[one.kind]
    if isinstance(name, str):
        if set(wanted) != {"en"}:
            yield one.problem("K012", "`name` must say the language")
        return
    for language in wanted:
        if not (name or {}).get(language):
            yield one.problem("K012", f"`name: {language}`")


def _states(one: Named, states: set[str]) -> Iterator[Problem]:
    for field in ("state", "hosts", "origin"):
        for code in one.entry.list(field):
            if code not in states:
                yield one.problem("K013", f"`{field}: {code}`", f"{field}:")


def _references(one: Named, kinds: Mapping[str, str]) -> Iterator[Problem]:
    for field, wanted in REFERENCES.items():
        for identity in one.entry.list(field):
            if kinds.get(identity) not in wanted:
                yield one.problem("K017", f"`{field}: {identity}`", f"{field}:")
    for office in one.entry.list("offices"):
        for field, found in (("title", ("title",)), ("organisation", ("organisation", "state", "body"))):
            identity = office.get(field)
            if identity and kinds.get(identity) not in found:
                yield one.source.problem("K017", f"{one.entry['id']}: `{field}: {identity}`", office)


def _terms(one: Named, channels: frozenset[str]) -> Iterator[Problem]:
    entry = one.entry
    cls = entry.get("class")
    known = CLASSES.get(one.kind)
    if known is not None and cls not in known:
        yield one.problem("K011", f"`class: {cls}` of a {one.kind}", "class:")
    organ = entry.text("organisation_class")
    if organ and organ not in IMPLIED and not organ.startswith(MINISTRY):
        yield one.problem("K011", f"`organisation_class: {organ}`", "organisation_class:")
    for field, terms in (
        ("sipri", SIPRI),
        ("channel", channels),
        ("article", frozenset({"optional"})),
        ("case", frozenset({"exact"})),
        ("military", frozenset({"true", "false"})),
    ):
        value = entry.get(field)
        if value is not None and value not in terms:
            shown = ", ".join(sorted(terms)) if len(terms) < 12 else "see the formats"
            yield one.problem("K021", f"`{field}: {value}`; known: {shown}", f"{field}:")


def _forms(one: Named) -> Iterator[Problem]:
    seen: Counter[tuple[str, str, str]] = Counter()
    exact = one.entry.text("case") == "exact"
    for block in ("name", "forms", "weak"):
        for language, number, words in written(one.entry.get(block)):
            folded = fold(words)
            if len(folded) < 2 and not folded.isalpha():
                yield one.problem("K020", f"`{words}`", words)
            if language != "mul" and bool(_ARABIC.search(words)) != (language == "ar") and _lettered(words):
                yield one.problem("K019", f"`{words}` under `{language}`", words)
            folded = words if exact and language != "ar" else folded
            seen[language, number, folded] += block != "name"
            if block != "name" and seen[language, number, folded] == 2:
                yield one.problem("K016", f"`{words}`", words)


def _lettered(words: str) -> bool:
    """Designations in Latin letters and numbers are the same in every language."""
    return any(c.isalpha() for c in words) and not any(c.isdigit() for c in words)


def written(block: Any) -> Iterator[tuple[str, str, str]]:
    """Yield (language, number or '', form) of a block of forms in any of its shapes."""
    by_language = block if isinstance(block, Mapping) else {"mul": block or []}
    for language, value in by_language.items():
        by_number = value if isinstance(value, Mapping) else {"": value}
        for number, forms in by_number.items():
            for words in forms if isinstance(forms, list) else [forms]:
                yield language, number, str(words)


def check_collisions(named: Iterable[Named], forms: Mapping[str, Sequence[Form]]) -> Iterator[Problem]:
    """Check the generated forms: a strong one that means two things, of which the program would take the first."""
    by_id = {n.entry["id"]: n for n in named}
    told: set[tuple[str, ...]] = set()
    for folded, senses in forms.items():
        clash = _clash(senses)
        if len(clash) > 1 and (pair := tuple(sorted(clash))) not in told:
            told.add(pair)
            owner = by_id.get(pair[-1]) or by_id.get(pair[0]) or by_id.get(pair[-1].split(".")[0].upper())
            if owner is not None:
                yield owner.problem("K015", f"`{folded}` is {' and '.join(pair)}", folded)


def _clash(senses: Sequence[Form]) -> set[str]:
    """The things that a form may mean when nothing tells them apart."""
    meant: defaultdict[str | None, dict[str, Form]] = defaultdict(dict)
    for form in senses:
        if not form.weak and form.cls != "defence" and form.kind != "none":
            meant[form.exact].setdefault(form.id, form)
    for group in meant.values():
        capitals = {f.state for f in group.values() if "capital" in f.traits}
        apart = {i for i, f in group.items() if not (f.kind == "state" and f.id in capitals)}
        if any(f.kind != "topic" for f in group.values()):  # a field gives way to a thing of the same name
            apart -= {i for i, f in group.items() if f.kind == "topic"}
        if len(apart) > 1:
            return apart
    return set()
