"""The knowledge folder → one `Knowledge` value that every stage takes its part of."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mithaq import __version__
from mithaq.claims.kinds import Kind
from mithaq.claims.read import Grammar
from mithaq.knowledge.clauses import load_clauses
from mithaq.knowledge.designations import load_designations
from mithaq.knowledge.grammars import load_grammar
from mithaq.knowledge.kinds import load_kinds
from mithaq.knowledge.names import load_lexicon
from mithaq.knowledge.people import load_heads, load_people
from mithaq.knowledge.rules import Rules, load_rules
from mithaq.knowledge.textwords import load_text_words
from mithaq.mentions.find import MentionWords
from mithaq.mentions.lexicon import Lexicon
from mithaq.model.errors import KnowledgeError
from mithaq.text.words import TextWords


@dataclass(slots=False)
class Knowledge:
    """Everything that an analyst edits, loaded. `version`: of the code and a hash of the files. Parts are read when
    first asked for, so that a command that needs only the labels stays fast."""

    folder: Path

    @cached_property
    def version(self) -> str:
        """`<code version>+<first 12 hex digits of the hash of all files>`."""
        digest = hashlib.sha256()
        for path in sorted(p for p in self.folder.rglob("*") if p.suffix in (".yml", ".tsv")):
            digest.update(path.relative_to(self.folder).as_posix().encode())
            digest.update(path.read_bytes())
        return f"{__version__}+{digest.hexdigest()[:12]}"

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """The contract's kinds."""
        return load_kinds(self.folder / "kinds")

    @cached_property
    def text(self) -> TextWords:
        """What the text stage needs."""
        return load_text_words(self.folder)

    @cached_property
    def lexicon(self) -> Lexicon:
        """All names."""
        return load_lexicon(self.folder / "names", self.folder / "language" / "ar" / "nisba.yml")

    @cached_property
    def mentions(self) -> MentionWords:
        """What the mention stage needs."""
        organs = self._organs()
        return MentionWords(
            self.lexicon,
            load_designations(self.folder / "language" / "designations.yml"),
            load_heads(self.folder, organs),
            load_people(self.folder, {k: v[0] for k, v in organs.items()}),
            load_grammar(self.folder),
        )

    @cached_property
    def rules(self) -> Rules:
        """The cards and their examples."""
        return load_rules(self.folder / "rules", self.folder / "language", self.kinds)

    @cached_property
    def grammar(self) -> Grammar:
        """What the claim stage needs."""
        return Grammar(
            self.kinds, self.rules.index, load_clauses(self.folder / "language"), self._names(), self.version
        )

    def _organs(self) -> dict[tuple[str, str], tuple[str, str]]:
        """(state, class) → id and name of a state's own organ in the lexicon, the first listed."""
        out: dict[tuple[str, str], tuple[str, str]] = {}
        for entry in self.lexicon.entries.values():
            if entry.get("kind") == "organisation" and entry.get("state") and entry.get("class"):
                name = entry.get("name")
                label = name.get("en", entry["id"]) if isinstance(name, dict) else str(name)
                out.setdefault((entry["state"], entry["class"]), (entry["id"], label))
        return out

    def _names(self) -> dict[str, str]:
        out = {}
        for key, entry in self.lexicon.entries.items():
            name = entry.get("name")
            out[key] = str(name.get("en") or key) if isinstance(name, dict) else str(name or key)
        return out


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
