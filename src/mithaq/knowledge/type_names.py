"""knowledge/language/type-names.yml → `TypeNames`, and the examples in it."""

from __future__ import annotations

from pathlib import Path

from mithaq.knowledge.yaml import load
from mithaq.mentions.type_names import TypeNames
from mithaq.text.clean import fold


def load_type_names(path: Path) -> TypeNames:
    """Read the file; one that is missing finds nothing."""
    if not path.is_file():
        return TypeNames()
    content = load(path)
    of_type = content.get("of_type", {})
    return TypeNames(
        order=dict(content.get("order", {})),
        of_type={k: sorted((tuple(fold(w).split()) for w in ws), key=len, reverse=True) for k, ws in of_type.items()},
        refused=frozenset(fold(w) for words in content.get("refused", {}).values() for w in words),
        ships=frozenset(content.list("ships")),
        classes=frozenset(fold(w) for w in content.list("classes")),
        vague=frozenset(content.list("vague")),
        most_between=int(content.get("most_between", 0)),
    )
