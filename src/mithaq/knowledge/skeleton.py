"""knowledge/language/skeleton.yml → the letter tables by which names are compared across scripts."""

from __future__ import annotations

from pathlib import Path

from mithaq.knowledge.yaml import Entry, load
from mithaq.records.skeleton import Skeletons


def load_skeletons(path: Path) -> Skeletons:
    """Read the tables; a missing file gives empty ones, with which no two names are alike."""
    if not path.is_file():
        return Skeletons()
    content = load(path)
    if not isinstance(content, Entry):
        raise Entry().error(f"{path}: a mapping is expected")
    letters = {form: frozenset(classes.split()) for classes, forms in content["consonants"].items() for form in forms}
    vowels = {form: sound for sound, forms in content["vowels"].items() for form in forms}
    return Skeletons(
        letters=letters,
        vowels=vowels | dict.fromkeys(content.list("silent"), ""),
        near=frozenset(frozenset(pair.split()) for pair in content.list("near")),
        particles=frozenset(content.list("particles")),
        articles=tuple(sorted(content.list("articles"), key=lambda form: (-len(form), form))),
        glued=frozenset(content.list("glued")),
        common=frozenset(word.replace(" ", "") for word in content.list("common")),
    )
