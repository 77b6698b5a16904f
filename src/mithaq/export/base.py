"""Claims or records, a format and a place → a whole file there, or none: the base of all formats."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from mithaq.model.claims import Claim
from mithaq.model.errors import ExportError
from mithaq.model.records import Record

Item = Claim | Record
Writer = Callable[[Iterable[Item], Sequence[str], TextIO], int]
FORMATS = ("jsonl", "csv")


def export(items: Iterable[Item], form: str, slots: Sequence[str] = (), to: Path | None = None) -> int:
    """Write claims or records in a format to a file, or to standard output; return how many there were.

    `slots` gives the order of columns for formats that have columns.
    """
    with whole_file(to) as out:
        return _writer(form)(items, slots, out)


def _writer(form: str) -> Writer:
    if form == "jsonl":
        from mithaq.export.jsonl import write

        return write
    if form == "csv":
        from mithaq.export.table import write as write_table

        return write_table
    raise ExportError(f"unknown format {form}: choose one of {', '.join(FORMATS)}")


@contextlib.contextmanager
def whole_file(to: Path | None) -> Iterator[TextIO]:
    """Open a text file that appears under its name only when it is complete; None is standard output."""
    if to is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        yield sys.stdout
        return
    if to.exists() and not to.is_file():  # a device or pipe, such as /dev/stdout, cannot be replaced by renaming
        if to.is_dir():
            raise ExportError(f"{to} is a folder: give the name of a file")
        with to.open("w", encoding="utf-8", newline="") as out:
            yield out
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{to.name}.", dir=to.parent)
    except OSError as e:
        raise ExportError(f"{to} cannot be written: {e.strerror}") from e
    temporary = Path(name)
    try:
        with open(handle, "w", encoding="utf-8", newline="") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(to)
    except OSError as e:
        raise ExportError(f"{to} cannot be written: {e.strerror}") from e
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
