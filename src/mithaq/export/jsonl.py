"""Claims or records → one JSON object a line, in the shape of the contract."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from mithaq.export.base import Item
from mithaq.export.values import json_line


def write(items: Iterable[Item], slots: Sequence[str], out: TextIO) -> int:
    """Write each item on a line of its own."""
    count = 0
    for item in items:
        out.write(json_line(item.as_dict()) + "\n")
        count += 1
    return count
