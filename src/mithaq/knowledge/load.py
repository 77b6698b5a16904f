"""The knowledge folder → one `Knowledge` value that every stage takes its part of."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mithaq import __version__
from mithaq.claims.kinds import Kind
from mithaq.claims.read import Grammar
from mithaq.knowledge.cache import cached, code_version
from mithaq.knowledge.clauses import load_clauses
from mithaq.knowledge.designations import load_designations
from mithaq.knowledge.exercises import load_exercise_words
from mithaq.knowledge.grammars import load_grammar
from mithaq.knowledge.kinds import load_kinds
from mithaq.knowledge.lore import load_lore
from mithaq.knowledge.names import load_lexicon
from mithaq.knowledge.outlets import load_outlets
from mithaq.knowledge.people import load_heads, load_people
from mithaq.knowledge.rules import Rules, load_rules
from mithaq.knowledge.spots import load_spots
from mithaq.knowledge.textwords import load_text_words
from mithaq.knowledge.type_names import load_type_names
from mithaq.mentions.find import MentionWords
from mithaq.mentions.lexicon import Lexicon
from mithaq.model.errors import KnowledgeError
from mithaq.model.organisations import MANY_OF_A_STATE, SINGLE
from mithaq.records.lore import Lore
from mithaq.records.sources import Outlets
from mithaq.text.words import TextWords

RULES = "rules"  # the one folder that nothing outside it is built from


@dataclass(frozen=True, slots=True)
class _Names:
    """What is built from all folders but the cards', and cached together."""

    text: TextWords
    mentions: MentionWords
    outlets: Outlets


@dataclass(frozen=True, slots=True)
class _Cards:
    """What is built from the cards and the words around them, and cached together."""

    rules: Rules
    grammar: Grammar


@dataclass(slots=False)
class Knowledge:
    """Everything that an analyst edits, loaded. `version`: of the code and a hash of the files. Parts are read when
    first asked for, so that a command that needs only the labels stays fast."""

    folder: Path

    @cached_property
    def version(self) -> str:
        """`<code version>+<first 12 hex digits of the hash of all files>`."""
        return f"{__version__}+{self._hash()}"

    def _hash(self, without: str = "") -> str:
        """First 12 hex digits of the hash of all files, or of those that stand in no folder called `without`."""
        digest = hashlib.sha256()
        for path in sorted(p for p in self.folder.rglob("*") if p.suffix in (".yml", ".tsv")):
            name = path.relative_to(self.folder)
            if name.parts[0] != without:
                digest.update(name.as_posix().encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()[:12]

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """The contract's kinds."""
        return load_kinds(self.folder / "kinds")

    def _key(self, what: str, of_files: str) -> str:
        """The key of a build: these very files, here (cards name the files that they stand in), by this code."""
        return f"{what}-{of_files}-{__version__}-{code_version()}-{self.folder.resolve()}"

    @cached_property
    def _names(self) -> _Names:
        """Names take longest to build, and an analyst edits cards: so the names have a build of their own."""
        return cached(self._key("names", self._hash(without=RULES)), self._build_names, _Names)

    @cached_property
    def _cards(self) -> _Cards:
        return cached(self._key("cards", self.version), self._build_cards, _Cards)

    def _build_names(self) -> _Names:
        lexicon = load_lexicon(self.folder / "names", self.folder / "language")
        organs = _organs(lexicon)
        mentions = MentionWords(
            lexicon,
            load_designations(self.folder / "language" / "designations.yml"),
            load_exercise_words(self.folder / "language"),
            load_heads(self.folder, organs),
            load_people(self.folder, {k: v[0] for k, v in organs.items()}),
            load_grammar(self.folder),
            load_type_names(self.folder / "language" / "type-names.yml"),
            load_spots(self.folder / "language" / "spots.yml"),
        )
        return _Names(load_text_words(self.folder), mentions, load_outlets(self.folder / "sources"))

    def _build_cards(self) -> _Cards:
        rules = load_rules(self.folder / RULES, self.folder / "language", self.kinds)
        names = {key: entry["name"] for key, entry in self.lexicon.entries.items()}
        clauses = load_clauses(self.folder / "language")
        return _Cards(rules, Grammar(self.kinds, rules.index, clauses, names, self.version))

    @property
    def text(self) -> TextWords:
        """What the text stage needs."""
        return self._names.text

    @property
    def mentions(self) -> MentionWords:
        """What the mention stage needs."""
        return self._names.mentions

    @property
    def lexicon(self) -> Lexicon:
        """All names."""
        return self._names.mentions.lexicon

    @cached_property
    def lore(self) -> Lore:
        """What the record stage needs; in a cache of its own, since records are also made where nothing is read."""
        key = f"lore-{self.version}-{code_version()}-{self.folder.resolve()}"
        return cached(key, lambda: load_lore(self.folder, self.lexicon), Lore)

    @property
    def rules(self) -> Rules:
        """The cards and their examples."""
        return self._cards.rules

    @property
    def outlets(self) -> Outlets:
        """Who publishes what."""
        return self._names.outlets

    @property
    def grammar(self) -> Grammar:
        """What the claim stage needs."""
        return self._cards.grammar


def _organs(lexicon: Lexicon) -> dict[tuple[str, str], tuple[str, str]]:
    """(state, class) → id and name of a state's own organ in the lexicon: of a class of which a state has one, the
    first listed; of another class only when the lexicon knows no second one."""
    found: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for key, entry in lexicon.entries.items():
        if entry["kind"] == "organisation" and "state" in entry and "class" in entry:
            found[entry["state"], entry["class"]].append((key, entry["name"]))
    return {k: v[0] for k, v in found.items() if k[1] in SINGLE or (len(v) == 1 and k[1] not in MANY_OF_A_STATE)}


def find_folder() -> Path:
    """The knowledge that is in force: the copy in the installed package, else the repository's folder."""
    here = Path(__file__).resolve()
    for folder in (here.parent.parent / "_knowledge", here.parents[3] / "knowledge"):
        if (folder / "kinds").is_dir():
            return folder
    raise KnowledgeError("no knowledge folder was found; give one with --knowledge DIR", file=str(here.parents[3]))


def load_knowledge(path: Path | None = None) -> Knowledge:
    """Open the knowledge folder at `path` (None: the one that came with Mithaq). Raises KnowledgeError."""
    folder = path if path is not None else find_folder()
    if not (folder / "kinds").is_dir():
        raise KnowledgeError("this folder holds no knowledge (no kinds/ in it)", file=str(folder))
    return Knowledge(folder)
