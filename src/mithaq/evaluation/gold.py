"""A folder of annotation files, one a document → `GoldDocument` values; malformed annotation is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mithaq.knowledge.yaml import Entry, load
from mithaq.model.claims import KINDS, MODALITIES
from mithaq.model.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One thing that must be read. Each slot value lists its alternatives. `optional`: it may be read or left."""

    kind: str
    slots: Mapping[str, tuple[tuple[str, ...], ...]]
    modality: str
    evidence: str
    optional: bool = False

    @property
    def size(self) -> int:
        """How many slot values it holds."""
        return sum(map(len, self.slots.values()))


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """What must be read from one document. `exhaustive`: the kinds of which every claim is annotated."""

    document: str
    language: str
    published: str | None
    exhaustive: frozenset[str]
    claims: tuple[GoldClaim, ...]
    not_claims: tuple[str, ...]


def load_gold(folder: Path) -> list[GoldDocument]:
    """Read all annotation files of a folder, in the order of their names."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise KnowledgeError("no annotation: no .yaml file here", file=str(folder))
    return [read_gold(path) for path in paths]


def gold_hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each annotation file by its name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.yaml"))}


def stem(document: str) -> str:
    """Return a document's name without folder and ending: annotation and claims are matched by it."""
    return document.rsplit("/", 1)[-1].removesuffix(".txt").removesuffix(".json")


def read_gold(path: Path) -> GoldDocument:
    """Read one annotation file."""
    entry = load(path)
    if not isinstance(entry, Entry):
        raise KnowledgeError("must be a mapping with `document` and `claims`", file=str(path))
    if not entry.text("document"):
        raise entry.error("`document` is missing")
    exhaustive = frozenset(map(str, entry.list("exhaustive")))
    if odd := sorted(exhaustive - set(KINDS)):
        raise entry.error(f"`exhaustive` names kinds that do not exist: {', '.join(odd)}")
    day = entry.text("published")
    return GoldDocument(
        entry.text("document"),
        entry.text("language"),
        None if day in ("", "unknown") else day,
        exhaustive,
        tuple(_claim(claim) for claim in entry.list("claims")),
        tuple(map(str, entry.list("not_claims"))),
    )


def _claim(entry: Entry) -> GoldClaim:
    kind, modality = entry.text("kind"), entry.text("modality", "asserted")
    if kind not in KINDS:
        raise entry.error(f"`{kind}` is not a kind")
    if modality not in MODALITIES:
        raise entry.error(f"`{modality}` is not a modality")
    slots = entry.get("slots")
    if not isinstance(slots, Entry) or not slots:
        raise entry.error("a claim needs `slots`")
    values = {slot: tuple(_alternatives(str(v)) for v in slots.list(slot)) for slot in slots}
    if empty := [slot for slot, vs in values.items() if not vs or not all(vs)]:
        raise slots.error(f"slot `{empty[0]}` is empty")
    return GoldClaim(kind, values, modality, entry.text("evidence"), entry.flag("optional"))


def _alternatives(value: str) -> tuple[str, ...]:
    return tuple(a.strip() for a in value.split(" | ") if a.strip())
