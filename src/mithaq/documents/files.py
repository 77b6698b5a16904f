"""A file or folder → its documents and what went wrong, in sorted order, one after the other."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mithaq.documents.decode import storable
from mithaq.documents.extract import Begun, walk_part
from mithaq.documents.formats import by_name, endings, format_of
from mithaq.documents.guarded import Extractor, Settings, Task
from mithaq.documents.limits import MAX_SIZE, Limits
from mithaq.documents.parts import Part, too_large
from mithaq.model.documents import Document
from mithaq.model.issues import Issue

_HEAD = 1024


def read_path(
    path: Path, root: Path | None = None, *, max_size: int = MAX_SIZE, extractor: Extractor | None = None
) -> Iterator[Document | Issue]:
    """Yield the documents of a file, or of a folder and its subfolders, and an issue for what could not be read.

    Names are relative to `root`, which is the folder itself, or the folder that holds the file. `extractor`: the
    process that opens what may be dangerous, with its settings; None: one that lasts as long as this reading.
    """
    if extractor is None:
        with Extractor(Settings(Limits(size=max_size))) as own:
            yield from read_path(path, root, extractor=own)
    elif path.is_dir():
        yield from _folder(path, root or path, extractor)
    else:
        yield from _file(path, root or path.parent, extractor)


def count(path: Path) -> int:
    """Return about how many documents a path holds: files of supported kinds, and lines of JSONL files."""
    files = [path] if not path.is_dir() else [p for p in _walk(path, [], path) if by_name(p.name)]
    return sum(_lines_in(file) if _is_lines(file) else 1 for file in files)


def _is_lines(file: Path) -> bool:
    kind = by_name(file.name)
    return kind is not None and kind.name == "jsonl"


def _lines_in(file: Path) -> int:
    try:
        with file.open("rb") as stream:
            return max(1, sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b"")))
    except OSError:
        return 1


def _folder(folder: Path, root: Path, extractor: Extractor) -> Iterator[Document | Issue]:
    skipped: Counter[str] = Counter()
    failures: list[Issue] = []
    files = 0
    for path in _walk(folder, failures, root):
        if by_name(path.name) is None:
            skipped[path.suffix.lower() or "no ending"] += 1
            continue
        files += 1
        yield from _file(path, root, extractor)
    yield from failures
    supported = "supported are " + " ".join(endings())
    if skipped:
        kinds = ", ".join(f"{kind} ({count})" for kind, count in sorted(skipped.items()))
        yield Issue("D007", f"{folder}: files of other kinds were left out: {kinds}", hint=supported)
    if not files and not failures:
        yield Issue("D008", f"{folder} holds no documents", hint=supported)


def _walk(folder: Path, failures: list[Issue], root: Path) -> Iterator[Path]:
    def failed(error: OSError) -> None:
        name = name_of(Path(error.filename), root)
        failures.append(Issue("D005", f"{name} cannot be read: {error.strerror}", name, hint="check its permissions"))

    for where, folders, names in os.walk(folder, onerror=failed):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (Path(where, name) for name in sorted(names) if not name.startswith(".") and not _about(name))


def _about(name: str) -> bool:
    """A README tells about a folder; it is not one of its documents. Named on the command line, it is read."""
    return Path(name).stem.partition(".")[0].lower() == "readme"


def _file(path: Path, root: Path, extractor: Extractor) -> Iterator[Document | Issue]:
    name = name_of(path, root)
    try:
        if path.exists() and not path.is_file():
            yield Issue("D005", f"{name} is not a file", name, hint="give a file or a folder")
            return
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
        kind = format_of(path.name, "", head)
        if kind is not None and not kind.many and size > extractor.settings.limits.size:
            error = too_large(extractor.settings.limits, size)
            yield Issue(error.code, f"{name} {error}", name, hint=error.hint)
        elif kind is None or not kind.guarded:
            yield from _here(path, name, head, extractor.settings)
        else:
            yield from extractor(Task(path, name))
    except OSError as e:
        yield Issue("D005", f"{name} cannot be read: {e.strerror}", name, hint="check its permissions")


def _here(path: Path, name: str, head: bytes, settings: Settings) -> Iterator[Document | Issue]:
    """Read what cannot harm, such as plain text, without a process for it."""
    with path.open("rb") as stream:
        part = Part(name, stream, columns=dict(settings.columns), head=head)
        found = walk_part(part, settings.limits, settings.keep)
        yield from (item for item in found if not isinstance(item, Begun))


def name_of(path: Path, root: Path) -> str:
    """Return the name of a file relative to a folder, with slashes, in characters that any register can hold."""
    relative = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    return storable(os.fsencode(relative).decode("utf-8", "replace"))
