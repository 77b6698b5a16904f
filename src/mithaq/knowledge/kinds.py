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
    identity = Identity(
        blocks=tuple(tuple(block) for block in entry.list("blocks")),
        agree=tuple(entry.list("agree")),
        equal=tuple(entry.list("equal")),
        marks=tuple(entry.list("marks")),
        apart=tuple(entry.list("apart")),
        under=tuple(entry.list("under")),
        general=tuple(entry.list("general")),
        stage=entry.text("stage"),
        stages=tuple(entry.list("stages")),
        money=dict(entry.get("money", {})),
        stage_date=entry.text("stage_date"),
        free=frozenset(entry.list("free")),
        ends=frozenset(entry.list("ends")),
        chain=tuple(entry.list("chain")),
        holder=entry.text("holder"),
        near={slot: int(number) for slot, number in entry.get("near", {}).items()},
        alike={slot: frozenset(frozenset(p.split()) for p in pairs) for slot, pairs in entry.get("alike", {}).items()},
        changes=frozenset(entry.list("changes")),
        earliest=int(entry.text("earliest", "0")),
        broad=frozenset(entry.list("broad")),
    )
    named = {slot for block in identity.blocks for slot in block} | {
        *identity.under,
        identity.stage,
        identity.holder,
        "",
    }
    named |= {*identity.near, *identity.changes, *identity.alike}
    named |= {*identity.agree, *identity.equal, *identity.marks, *identity.apart, *identity.general, *identity.chain}
    for slot in sorted(part for name in named for part in name.rstrip("#*=~%^").split(",") if part):
        if slot not in slots and not slot.startswith("@"):
            raise entry.error(f"`identity` names `{slot}`, which is no slot of this kind")
    return identity


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
