"""The knowledge folder → what the record stage needs of it: names across scripts, item families, offices, outlets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mithaq.knowledge.outlets import load_outlets
from mithaq.knowledge.skeleton import load_skeletons
from mithaq.knowledge.yaml import load
from mithaq.mentions.lexicon import Lexicon
from mithaq.records.lore import Lore, Term

_FAMILY = "family:"


def load_lore(folder: Path, lexicon: Lexicon) -> Lore:
    """Read what the record stage needs; `lexicon`: all names, for the families of items."""
    return Lore(
        names=load_skeletons(folder / "language" / "skeleton.yml"),
        families=families(lexicon),
        terms=load_terms(folder / "names" / "people"),
        outlets=load_outlets(folder / "sources"),
    )


def families(lexicon: Lexicon) -> Mapping[str, str]:
    """Item → the item or the class of equipment that it is one of."""
    found = {
        key: entry["class"]
        for key, entry in lexicon.entries.items()
        if entry["kind"] == "item" and entry.get("class") in lexicon.entries and entry["class"] != key
    }
    for forms in lexicon.forms.values():
        for form in forms:
            for trait in form.traits if form.kind == "item" else ():
                if trait.startswith(_FAMILY):
                    found[form.id] = trait.removeprefix(_FAMILY)
    return found


def load_terms(folder: Path) -> Mapping[str, tuple[Term, ...]]:
    """Person → the offices that the lists know of."""
    found: dict[str, tuple[Term, ...]] = {}
    for path in sorted(folder.glob("*.yml")):
        for entry in load(path):
            found[entry["id"]] = tuple(
                Term(held.text("title"), held.text("organisation"), held.text("from"), held.text("to"))
                for held in entry.list("offices")
            )
    return found
