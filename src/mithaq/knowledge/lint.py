"""A knowledge folder → all its problems, in order of file and line; nothing it holds makes the lint itself fail."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mithaq.claims.cards import Card as ReadCard
from mithaq.claims.kinds import Kind
from mithaq.knowledge.kinds import load_kinds
from mithaq.knowledge.lint_language import (
    LANGUAGES,
    check_clauses,
    check_designations,
    check_kind,
    check_outlets,
    prepositions,
)
from mithaq.knowledge.lint_names import Named, check_collisions, check_names
from mithaq.knowledge.lint_problem import CODES, ERROR, INFO, WARNING, Problem, Source
from mithaq.knowledge.lint_rules import Card, Language, check_cards, check_frames
from mithaq.knowledge.lint_text import check_text
from mithaq.knowledge.names import load_lexicon
from mithaq.knowledge.yaml import Entry, load
from mithaq.model.errors import KnowledgeError

__all__ = ["CODES", "ERROR", "INFO", "WARNING", "Problem", "check", "silent"]

LETTERS = frozenset({"romanise.yml", "skeleton.yml"})  # tables of letters, with scripts side by side


def check(folder: Path) -> list[Problem]:
    """Return the problems of a knowledge folder, sorted by file and line."""
    return _Lint(folder).run()


def silent(cards: Iterable[ReadCard], fired: Collection[str], folder: Path) -> Iterator[Problem]:
    """The cards that are not among those that `fired`."""
    for card in cards:
        if card.id not in fired:
            yield Source(Path(card.file), folder).at("K045", "", card.line, card.id)


class _Lint:
    """One run: the files that could be read, and what was found."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.files: dict[str, tuple[Source, Any]] = {}

    def run(self) -> list[Problem]:
        for path in sorted(self.folder.rglob("*.yml")):
            self._read(Source(path, self.folder))
        kinds = self._kinds()
        self._names(kinds)
        self._language()
        self._rules(kinds)
        return sorted(set(self.problems), key=lambda p: (p.file, p.line, p.code, p.message))

    def _read(self, source: Source) -> None:
        self.problems += check_text(source, source.path.name in LETTERS)
        try:
            self.files[source.name] = (source, load(source.path))
        except KnowledgeError as e:
            self.problems.append(source.at("K001", str(e).removeprefix(f"{e.file}:{e.line}: "), e.line, e.entry))

    def _under(self, folder: str) -> Iterator[tuple[Source, Any]]:
        return (held for name, held in self.files.items() if name.startswith(f"{folder}/"))

    def _entries(self, source: Source, content: Any, code: str) -> Iterator[Entry]:
        """The entries of a file that holds a list of them; anything else is a problem."""
        if not isinstance(content, list):
            self.problems.append(source.at(code, "the file must hold a list of entries", 1))
            return
        for entry in content:
            if isinstance(entry, Entry):
                yield entry
            else:
                self.problems.append(source.at(code, f"`{entry}` is not an entry", 0))

    def _kinds(self) -> Mapping[str, Kind]:
        for source, content in self._under("kinds"):
            if isinstance(content, Entry):
                self.problems += check_kind(source, content)
        try:
            return load_kinds(self.folder / "kinds")
        except (KnowledgeError, KeyError) as e:
            source = Source(self.folder / "kinds", self.folder)
            self.problems.append(source.at("K001", f"the kinds cannot be loaded: {e}"))
            return {}

    def _names(self, kinds: Mapping[str, Kind]) -> None:
        named = [
            Named(source, entry, "head" if isinstance(content, Entry) else entry.get("kind", ""))
            for source, content in self._under("names")
            for entry in self._entries(source, content.get("heads") if isinstance(content, Entry) else content, "K010")
        ]
        channel = kinds["transfer"].slots.get("channel") if "transfer" in kinds else None
        self.problems += check_names(named, frozenset(channel.terms if channel else ()))
        states = {n.entry["id"] for n in named if n.kind == "state" and n.entry.get("id")}
        self.problems += check_outlets([h for h in self._under("sources") if isinstance(h[1], list)], states)
        if not any(p.level == ERROR and p.file.startswith("names/") for p in self.problems):
            lexicon = load_lexicon(self.folder / "names", self.folder / "language")
            self.problems += check_collisions(named, lexicon.forms)

    def _language(self) -> None:
        for source, content in self._under("language"):
            if isinstance(content, Entry) and source.path.name == "clauses.yml":
                self.problems += check_clauses(source, content)
            elif isinstance(content, Entry) and source.path.name == "designations.yml":
                self.problems += check_designations(source, content)

    def _mapping(self, name: str) -> Entry:
        held = self.files.get(name)
        return held[1] if held and isinstance(held[1], Entry) else Entry()

    def _rules(self, kinds: Mapping[str, Kind]) -> None:
        cards: list[Card] = []
        languages = []
        for code in LANGUAGES:
            frames = self._mapping(f"rules/{code}/frames.yml")
            clauses = self._mapping(f"language/{code}/clauses.yml")
            morphology = self._mapping(f"language/{code}/morphology.yml")
            language = Language(code, frames, morphology, prepositions(clauses))
            languages.append(language)
            for source, content in self._under(f"rules/{code}"):
                if source.path.name != "frames.yml":
                    cards += (Card(source, e, language, kinds) for e in self._entries(source, content, "K030"))
        try:
            self.problems += check_cards(cards)
        except KnowledgeError as e:
            name = Path(e.file).relative_to(self.folder).as_posix() if e.file else "rules"
            source = self.files[name][0] if name in self.files else Source(self.folder / name, self.folder)
            self.problems.append(source.at("K030", str(e), e.line, e.entry))
        for language in languages:
            held = self.files.get(f"rules/{language.code}/frames.yml")
            if held:
                self.problems += check_frames(held[0], language, kinds)
