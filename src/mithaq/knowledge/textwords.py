"""knowledge/language/*/{regions,sentences,language}.yml → `TextWords`, folded like the texts they meet."""

from __future__ import annotations

from pathlib import Path

from mithaq.knowledge.yaml import Entry, load
from mithaq.model.errors import KnowledgeError
from mithaq.text.clean import fold
from mithaq.text.words import TextWords, openings

LANGUAGES = ("ar", "fr", "en")
_TRANSLATED = "machine_translated"
KINDS = ("related", "share", "boilerplate", "caption", "comment", "dateline")


def load_text_words(root: Path) -> TextWords:
    """Read the words of the text stage from the knowledge folder `root`."""
    labels: dict[str, set[str]] = {kind: set() for kind in KINDS}
    abbreviations: set[str] = set()
    continuations: set[str] = set()
    function_words: dict[str, frozenset[str]] = {}
    translated: set[str] = set()
    for language in LANGUAGES:
        folder = root / "language" / language
        regions = _mapping(folder / "regions.yml", (*KINDS, _TRANSLATED))
        translated |= _folded(regions, _TRANSLATED)
        for kind in KINDS:
            labels[kind] |= _folded(regions, kind)
        sentences = _mapping(folder / "sentences.yml", ("abbreviations", "continuations"))
        abbreviations |= _folded(sentences, "abbreviations")
        continuations |= _folded(sentences, "continuations")
        words = _mapping(folder / "language.yml", ("function_words",))
        function_words[language] = frozenset(_folded(words, "function_words"))
    ordered = {kind: tuple(sorted(forms, key=lambda f: (-len(f), f))) for kind, forms in labels.items()}
    return TextWords(
        labels=ordered,
        openings=openings(ordered),
        abbreviations=frozenset(abbreviations),
        continuations=frozenset(continuations),
        function_words=function_words,
        translated=tuple(sorted(translated)),
    )


def _mapping(path: Path, keys: tuple[str, ...]) -> Entry:
    if not path.is_file():
        raise KnowledgeError("the file is missing; write one with the keys " + ", ".join(keys), file=str(path))
    value = load(path)
    if not isinstance(value, Entry):
        raise KnowledgeError("the file must be a mapping with the keys " + ", ".join(keys), file=str(path))
    for key in value:
        if key not in keys:
            raise value.error(f"key `{key}` is not known; use one of " + ", ".join(keys))
    return value


def _folded(entry: Entry, key: str) -> set[str]:
    forms = entry.list(key)
    if not all(isinstance(form, str) for form in forms):
        raise entry.error(f"`{key}` must be a list of texts")
    return {folded for form in forms if (folded := fold(form))}
