"""Which page a process has in hand → what killed it: a mark on disk, read by whoever tries the shard again.

The mark of an attempt names its process. A mark whose process is gone means that the page under it ended the process:
a page that has done so twice is left out. A page that takes too long ends its own process, in C, so that nothing in
Python or in a library can keep it from doing so; it leaves a trace beside the mark that says so.
"""

from __future__ import annotations

import faulthandler
import os
import socket
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from mithaq.corpus.ledger import append, entries

KILLS = 2
_JOINT = "@"
BETWEEN = -1  # no page in hand: the archive is being read, or the outcome written
_STALE = 600.0  # seconds without a sign after which an attempt on another machine is given up
TOO_LONG, DIED = "it took too long", "its process died"


class Guard:
    """One attempt at one shard. `left_out`: place of each page that ended two processes, and how."""

    def __init__(self, folder: Path, shard: str, seconds: float) -> None:
        self._folder, self._shard, self._seconds = folder, shard, seconds
        self._mark = folder / f"{shard}{_JOINT}{socket.gethostname()}{_JOINT}{os.getpid()}.mark"
        self._trace = self._mark.with_suffix(".trace")
        self._deaths = folder / f"{shard}.deaths"
        self.left_out: dict[int, str] = {}

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        for place, why in self._remains():
            append(self._deaths, {"place": place, "why": why})
        counted = Counter(place for place, _ in self._known())
        self.left_out = {place: why for place, why in self._known() if place >= 0 and counted[place] >= KILLS}
        self._file = os.open(self._mark, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o644)
        self._traces = self._trace.open("w")
        self.at(BETWEEN)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        faulthandler.cancel_dump_traceback_later()
        os.close(self._file)
        self._traces.close()
        for path in (self._mark, self._trace):
            path.unlink(missing_ok=True)

    def at(self, place: int) -> None:
        """Note that the page at `place` is in hand, and begin to count its seconds."""
        os.pwrite(self._file, b"%-20d" % place, 0)
        if place == BETWEEN:
            faulthandler.cancel_dump_traceback_later()
        else:
            faulthandler.dump_traceback_later(self._seconds, exit=True, file=self._traces)

    def forget(self) -> None:
        """Remove what is known of deaths: the shard is done."""
        self._deaths.unlink(missing_ok=True)

    def _remains(self) -> Iterator[tuple[int, str]]:
        """Take away the marks of attempts that are dead; yield the page that each had in hand."""
        for mark in sorted(self._folder.glob(f"{self._shard}{_JOINT}*.mark")):
            if mark != self._mark and not _dead(mark):
                continue
            trace = mark.with_suffix(".trace")
            try:
                place = int(mark.read_bytes() or b"-1")
                slow = trace.exists() and trace.stat().st_size > 0
                mark.unlink()
            except (OSError, ValueError):  # another attempt was quicker, or the disk lost it
                continue
            trace.unlink(missing_ok=True)
            yield place, TOO_LONG if slow else DIED

    def _known(self) -> list[tuple[int, str]]:
        if not self._deaths.exists():
            return []
        return [(entry["place"], entry["why"]) for entry in entries(self._deaths)]


def _dead(mark: Path) -> bool:
    """Tell whether the process of a mark is gone; of another machine, whether it has not been heard of for long."""
    host, process = mark.name.removesuffix(".mark").rsplit(_JOINT, 2)[1:]
    if host != socket.gethostname():
        try:
            return time.time() - mark.stat().st_mtime > _STALE
        except OSError:
            return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
