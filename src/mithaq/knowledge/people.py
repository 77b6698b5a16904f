"""knowledge/names/{titles,ranks,heads}.yml, people/, language/*/persons.yml → the words of persons and heads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mithaq.knowledge.yaml import Entry, load
from mithaq.mentions.heads import HeadWords
from mithaq.mentions.offices_forms import Word, build, spellings
from mithaq.mentions.persons_words import Known, PeopleWords
from mithaq.mentions.romanise import Romaniser
from mithaq.text.clean import fold
from mithaq.text.clitics import joint

LANGUAGES = ("ar", "fr", "en")
# Names of lists in language/<code>/persons.yml that go as they are into the fields of PeopleWords.
_SETS = (
    "stop", "former", "binding", "inner", "bound", "latin_particles", "continuations", "charged",
    "nouns", "articles", "conjunctions", "reporting", "national", "venues", "affairs", "realms",
)  # fmt: skip


def load_people(root: Path, organisations: Mapping[tuple[str, str], str] | None = None) -> PeopleWords:
    """Read what the person stage needs below `root` (the knowledge folder). `organisations`: (state, class) → id."""
    language = [_mapping(root / "language" / code / "persons.yml") for code in LANGUAGES]
    sets = {name: frozenset(_folded(e.list(name) for e in language)) for name in _SETS}
    given = {fold(f): latin for e in language for latin, forms in e.get("given", {}).items() for f in forms}
    joints = {fold(w): sense for e in language for sense, words in e.get("joints", {}).items() for w in words}
    known = _officials(root / "names" / "people")
    words: list[tuple[str, Word]] = []
    for name in ("titles.yml", "ranks.yml"):
        words.extend(_words(root / "names" / name))
    words.extend(_listed(language, "honorifics", "honorific"))
    words.extend(_listed(language, "reporting", "verb"))
    words.extend((form, Word("person", k.id, k.name)) for form, k in known.items() if " " in form)
    return PeopleWords(
        matcher=build(words),
        given=frozenset(given) | frozenset(fold(latin) for latin in given.values()) | frozenset(_latin_given(language)),
        joints=joints,
        shapes={
            name: tuple(fold(a) for a in affixes) for e in language for name, affixes in e.get("shapes", {}).items()
        },
        known={"".join(c for c in form if c.isalnum()): k for form, k in known.items()},
        organisations=dict(organisations or {}),
        romaniser=_romaniser(root / "language" / "romanise.yml", given),
        **sets,
    )


def load_heads(root: Path, organisations: Mapping[tuple[str, str], tuple[str, str]] | None = None) -> HeadWords:
    """Read what the head stage needs below `root`. `organisations`: (state, class) → id and name in the lexicon."""
    path = root / "names" / "heads.yml"
    content = _mapping(path)
    words: list[tuple[str, Word]] = []
    for entry in content.list("heads"):
        word = Word("head", entry.text("id"), _label(entry), entry.text("class"), None, _flags(entry))
        for form in _forms(entry):
            words.extend(spellings(form, word))
        for form in _block(entry.get("two")):
            words.extend(spellings(form, word._replace(flags=word.flags | {"two"})))
    joints = {fold(w): sense for sense, forms in content.get("joints", {}).items() for w in forms}
    inner = PeopleWords(
        matcher=build(words),
        joints=joints,
        continuations=frozenset(_folded([content.list("between")])),
        articles=frozenset(_folded([content.list("articles")])),
    )
    return HeadWords(inner, dict(organisations or {}), tuple(joint(fold(w)) for w in content.list("and")))


def _mapping(path: Path) -> Entry:
    if not path.is_file():
        return Entry()
    content = load(path)
    if not isinstance(content, Entry):
        raise Entry().error(f"{path}: the file must hold a mapping")
    return content


def _folded(lists: Iterable[list[Any]]) -> Iterator[str]:
    for words in lists:
        for word in words:
            yield fold(word)


def _latin_given(language: list[Entry]) -> Iterator[str]:
    return _folded(e.list("given_latin") for e in language)


def _listed(language: list[Entry], key: str, kind: str) -> Iterator[tuple[str, Word]]:
    for entry in language:
        for form in entry.list(key):
            yield fold(form), Word(kind, fold(form), form)


def _words(path: Path) -> Iterator[tuple[str, Word]]:
    """All spellings of the titles or ranks of one file, those listed as such before those that the program makes."""
    entries = load(path) if path.is_file() else []
    made: list[tuple[str, Word]] = []
    for entry in entries:
        kind = entry.text("kind")
        if kind not in ("title", "rank"):
            raise entry.error(f"`kind: {kind}` must be title or rank")
        word = Word(
            kind, entry.text("id"), _label(entry), entry.text("class", "other"),
            entry.text("organisation_class") or None, _flags(entry),
        )  # fmt: skip
        for form in _forms(entry):
            yield fold(form), word
            made.extend(spellings(form, word))
        for form in _block(entry.get("many")):
            yield from ((f, w._replace(flags=w.flags | {"many"})) for f, w in spellings(form, word))
    yield from made


def _label(entry: Entry) -> str:
    name = entry.get("name")
    return name if isinstance(name, str) else str((name or {}).get("en", entry.get("id", "")))


def _flags(entry: Entry) -> frozenset[str]:
    return frozenset(entry.list("traits"))


def _forms(entry: Entry) -> Iterator[str]:
    if not isinstance(entry.get("name"), str):
        yield from _block(entry.get("name"))
    yield from _block(entry.get("forms"))


def _block(block: Any) -> Iterator[str]:
    for value in (block or {}).values():
        yield from value if isinstance(value, list) else [value]


def _officials(folder: Path) -> dict[str, Known]:
    known: dict[str, Known] = {}
    for path in sorted(folder.glob("*.yml")):
        for entry in load(path):
            if not entry.text("id"):
                raise entry.error("an official needs an `id`")
            state = entry["id"].partition(".")[0].upper()
            who = Known(entry["id"], _label(entry), state if len(state) == 2 else None)
            for form in _forms(entry):
                known.setdefault(fold(form), who)
    return known


def _romaniser(path: Path, given: Mapping[str, str]) -> Romaniser:
    content = _mapping(path)
    names = {fold(f): latin for latin, forms in content.get("names", {}).items() for f in forms}
    letters = {fold(f): latin for latin, forms in content.get("letters", {}).items() for f in forms}
    return Romaniser({**names, **given}, letters)
