"""The knowledge folder → for each equipment its category in arms registers, as its file says."""

from __future__ import annotations

import re
from pathlib import Path

_ID = re.compile(r"- id:\s*(\S+)")
_CATEGORY = re.compile(r"  sipri:\s*(\S.*?)\s*$")


def categories(knowledge: Path) -> dict[str, str]:
    """Return the categories by id. Only two fields are wanted of large files, so their lines are looked for."""
    found: dict[str, str] = {}
    for path in sorted((knowledge / "names" / "equipment").glob("*.yml")):
        current = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if match := _ID.match(line):
                current = match[1]
            elif current and (match := _CATEGORY.match(line)):
                found[current] = match[1]
    return found
