"""What a file may cost → `Limits`; whatever exceeds them becomes an issue that names the limit."""

from __future__ import annotations

from dataclasses import dataclass

MAX_SIZE = 20_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of extraction.

    `size`: bytes of one document, packed or unpacked. `depth`: archives inside archives. `members`: files in one
    archive. `ratio`: how many times larger an archive may become when it is unpacked; the first `slack` bytes are
    free. `pages`: of one PDF. `characters`: of one text.
    """

    size: int = MAX_SIZE
    depth: int = 3
    members: int = 1_000_000
    ratio: int = 200
    slack: int = 100_000_000
    pages: int = 3_000
    characters: int = 20_000_000
