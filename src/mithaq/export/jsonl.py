"""Claims or records → one JSON object a line, in the shape of the contract."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TextIO

from mithaq.export.base import Item


def write(items: Iterable[Item], slots: Sequence[str], out: TextIO) -> int:
    """Write each item on a line of its own."""
    count = 0
    for item in items:
        out.write(json.dumps(item.as_dict(), ensure_ascii=False) + "\n")
        count += 1
    return count
