"""Claims or records, a format and a place → a whole file there, or none: the base of all formats."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import IO, Any, NamedTuple, TextIO

from mithaq.export.view import Sources
from mithaq.model.claims import Claim
from mithaq.model.errors import ExportError
from mithaq.model.records import Record

Item = Claim | Record


class Format(NamedTuple):
    """One format. `module` has the writer `function`; `levels` it can write; `told`: it wants records with their claims
    (`view.Told`); `binary`: it writes bytes; `kind`: the only kind of record that it holds."""

    module: str
    about: str
    levels: tuple[str, ...] = ("records",)
    function: str = "write"
    told: bool = True
    binary: bool = False
    kind: str | None = None


_BOTH = ("records", "claims")
FORMATS = {
    "jsonl": Format("jsonl", "the contract's shape, one JSON object a line", _BOTH, told=False),
    "csv": Format("table", "a row each, a column a slot", _BOTH, told=False),
    "xlsx": Format("xlsx", "Excel: a sheet a kind, the evidence, the sources", binary=True),
    "parquet": Format("parquet", "Parquet: a row a record, a list a slot", binary=True),
    "ftm": Format("ftm", "FollowTheMoney entities, JSON lines"),
    "ftm-statements": Format("ftm", "FollowTheMoney statements with their places, JSON lines", function="statements"),
    "sipri": Format("sipri", "arms transfers, in the columns of SIPRI's register", kind="transfer"),
    "plover": Format("plover", "PLOVER events, JSON lines"),
    "dcad": Format("dcad", "agreements, in the columns of DCAD", kind="agreement"),
    "graphml": Format("graph", "a network, for Gephi, yEd, networkx", function="graphml"),
    "gexf": Format("graph", "a network, for Gephi, networkx", function="gexf"),
    "jsonld": Format("jsonld", "JSON-LD in the terms of PROV and schema.org"),
    "csl-json": Format("citations", "the sources, for citation managers", function="csl"),
    "bibtex": Format("citations", "the sources, for LaTeX", function="bibtex"),
}


def export(
    items: Iterable[Any], form: str, slots: Sequence[str] = (), to: Path | None = None, sources: Sources | None = None
) -> int:
    """Write claims or records in a format to a file, or to standard output; return how many things were written.

    `slots` gives the order of columns for formats that have a column a slot.
    """
    chosen = FORMATS.get(form)
    if chosen is None:
        raise ExportError(f"unknown format {form}: choose one of {', '.join(FORMATS)}")
    writer = getattr(import_module(f"mithaq.export.{chosen.module}"), chosen.function)
    with whole_file(to, binary=chosen.binary) as out:
        count = writer(items, slots, out, sources or Sources()) if chosen.told else writer(items, slots, out)
    return int(count)


def needs(module: str, extra: str) -> Any:
    """Import a library that only some formats need."""
    try:
        return import_module(module)
    except ImportError as e:
        raise ExportError(f"this format needs {module}: pip install 'mithaq[{extra}]'") from e


@contextlib.contextmanager
def whole_file(to: Path | None, *, binary: bool = False) -> Iterator[Any]:
    """Open a file that appears under its name only when it is complete; None is standard output."""
    if to is None:
        yield _standard_output(binary)
        return
    if to.exists() and not to.is_file():  # a device or pipe, such as /dev/stdout, cannot be replaced by renaming
        if to.is_dir():
            raise ExportError(f"{to} is a folder: give the name of a file")
        with _opened(to, binary) as out:
            yield out
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{to.name}.", dir=to.parent)
    except OSError as e:
        raise ExportError(f"{to} cannot be written: {e.strerror}") from e
    temporary = Path(name)
    try:
        with _opened(handle, binary) as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(to)
    except OSError as e:
        raise ExportError(f"{to} cannot be written: {e.strerror}") from e
    finally:
        temporary.unlink(missing_ok=True)


def _opened(place: int | Path, binary: bool) -> IO[Any]:
    return open(place, "wb") if binary else open(place, "w", encoding="utf-8", newline="")


def _standard_output(binary: bool) -> TextIO:
    if binary:
        raise ExportError("this format is not text: name a file with --to")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    return sys.stdout


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
