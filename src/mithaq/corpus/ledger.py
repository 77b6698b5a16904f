"""What happened to each shard → lines of JSON, appended and never rewritten; whatever tore the last one is survived."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


def append(path: Path, entry: Mapping[str, Any]) -> None:
    """Append one JSON object in one write and see it on the disk; behind a torn line begin a new one."""
    line = json.dumps(dict(entry), ensure_ascii=False, sort_keys=True).encode("utf-8", "replace") + b"\n"
    with path.open("ab+") as stream:
        if stream.seek(0, os.SEEK_END):
            stream.seek(-1, os.SEEK_END)
            line = line if stream.read(1) == b"\n" else b"\n" + line
        stream.write(line)
        stream.flush()
        os.fsync(stream.fileno())


def entries(path: Path) -> list[dict[str, Any]]:
    """Return the objects of such a file, without a line that a crash tore; of a file that is not there, none."""
    found = []
    for line in path.read_bytes().split(b"\n") if path.exists() else ():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            found.append(entry)
    return found


class Ledger:
    """The history of a corpus: `event` is begun, done, died, failed or ended, with `at` in UTC."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def note(self, event: str, **about: Any) -> None:
        """Append one event."""
        append(self._path, {"at": datetime.now(UTC).isoformat(timespec="seconds"), "event": event} | about)

    def entries(self) -> list[dict[str, Any]]:
        """Return all events, oldest first."""
        return entries(self._path)
