"""knowledge/kinds/*.yml → `Kind` values by id."""

from __future__ import annotations

from pathlib import Path

from mithaq.claims.kinds import Identity, Kind, SlotSpec
from mithaq.knowledge.yaml import Entry, load
from mithaq.model.claims import KINDS


def load_kinds(folder: Path) -> dict[str, Kind]:
    """Read all kinds; raises KnowledgeError when one is malformed or one of the contract's kinds is missing."""
    kinds = {}
    for path in sorted(folder.glob("*.yml")):
        entry = load(path)
        kinds[entry.text("id")] = Kind(
            entry.text("id"),
            dict(entry["label"]),
            {s.text("id"): _slot(s) for s in entry.list("slots")},
            _identity(entry),
        )
    missing = set(KINDS) - set(kinds)
    if missing:
        raise Entry().error(f"{folder}: no file declares the kind `{sorted(missing)[0]}`")
    return kinds


def _identity(kind: Entry) -> Identity:
    entry = kind.get("identity", Entry())
    if not isinstance(entry, Entry):
        raise kind.error("`identity` must be a mapping")
    slots = {slot.text("id") for slot in kind.list("slots")}
    lists = {name: tuple(entry.list(name)) for name in ("agree", "equal", "marks", "apart", "under", "general", "chain")}
    blocks = tuple(tuple(block) for block in entry.list("blocks"))
    singles = {name: entry.text(name) for name in ("stage", "stage_date", "holder")}
    named = {*(s for b in blocks for s in b), *(s for found in lists.values() for s in found), *filter(None, singles.values())}
    for slot in sorted(named):
        if slot.rstrip("#=~^") not in slots and not slot.startswith("@"):
            raise entry.error(f"`identity` names `{slot}`, which is no slot of this kind")
    sets = {name: frozenset(entry.list(name)) for name in ("free", "ends")}
    return Identity(blocks=blocks, **lists, **singles, **sets)


def _slot(entry: Entry) -> SlotSpec:
    labels = entry.get("label", {})
    for language in ("ar", "fr", "en"):
        if language not in labels:
            raise entry.error(f"the label in `{language}` is missing")
    return SlotSpec(
        id=entry.text("id"),
        types=tuple(entry.list("type")),
        key=entry.flag("key"),
        many=entry.flag("many"),
        interval=entry.flag("interval"),
        latest=entry.flag("latest"),
        terms=tuple(entry.list("terms")),
        classes=frozenset(entry.list("classes")),
        refused=frozenset(entry.list("refused")),
        planned=dict(entry.get("planned") or {}),
        labels=dict(labels),
    )
