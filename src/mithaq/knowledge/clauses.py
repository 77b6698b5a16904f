"""knowledge/language/<l>/clauses.yml → `Clauses`, the function words of one language, folded."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mithaq.claims.words import Clauses, phrases
from mithaq.knowledge.yaml import Entry, load
from mithaq.text.clean import fold
from mithaq.text.tokens import tokenize

LANGUAGES = ("ar", "fr", "en")
_NAMED = ("prepositions", "operators", "counted", "frequency", "refer", "dealings", "own")
_PHRASES = ("barriers", "includes", "attribution", "discuss", "said", "part_of", "single", "rest_before", "rest_after",
            "covers")
_SETS = (
    "conjunctions", "relatives", "complementizers", "subordinators", "transparent", "definite", "indefinite",
    "anew", "infinitive", "passive", "active", "future", "title_links", "title_stops", "groups", "group_articles",
    "partitives", "pronouns", "pending", "determiners", "thereof", "localities", "unnamed", "conditions",
    "leading", "weak",
)  # fmt: skip


def load_clauses(folder: Path) -> dict[str, Clauses]:
    """Read the function words of each language; a missing file gives an empty one."""
    out = {}
    for language in LANGUAGES:
        path = folder / language / "clauses.yml"
        out[language] = _clauses(language, load(path) if path.is_file() else Entry())
    return out


def key(words: str) -> str:
    """A word or phrase as it is looked up: its folded tokens joined by one blank."""
    return " ".join(t.form for t in tokenize(fold(words)))


def _turned(entry: Entry, field: str) -> dict[str, str]:
    """`name: [words]` → word → name; a word under several names gets them all, joined by `|`."""
    block: Mapping[str, object] = entry.get(field) or {}
    out: dict[str, str] = {}
    for name, words in block.items():
        for word in words if isinstance(words, list) else [words]:
            form = key(str(word))
            out[form] = f"{out[form]}|{name}" if form in out and name not in out[form].split("|") else name
    return out


def _set(entry: Entry, field: str) -> frozenset[str]:
    return frozenset(key(w) for w in entry.list(field))


def _clauses(language: str, entry: Entry) -> Clauses:
    joined = entry.text("joined")
    named = {f: phrases(_turned(entry, f).items(), joined) for f in _NAMED}
    plain = {f: phrases(((w, f) for w in _set(entry, f)), joined) for f in _PHRASES}
    sets = {f: _set(entry, f) for f in _SETS}
    made = {**named, **plain, **sets, "clitics": _turned(entry, "clitics"), "light": _turned(entry, "light")}
    made["suffixed"] = tuple(entry.list("suffixed"))
    return Clauses(language, **made)  # type: ignore[arg-type]  # the tables are named like the fields
