"""A file or folder → its documents and what went wrong, in sorted order, one after the other."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mithaq.documents.decode import decode, encoding_issue, storable
from mithaq.documents.lines import read_lines
from mithaq.model.documents import Document
from mithaq.model.errors import DocumentError
from mithaq.model.issues import Issue

MAX_SIZE = 20_000_000
TEXT = frozenset({".txt", ".text", ".md", ".markdown"})
LINES = frozenset({".jsonl", ".ndjson"})


def read_path(path: Path, root: Path | None = None, *, max_size: int = MAX_SIZE) -> Iterator[Document | Issue]:
    """Yield the documents of a file, or of a folder and its subfolders, and an issue for what could not be read.

    Names are relative to `root`, which is the folder itself, or the folder that holds the file.
    """
    if path.is_dir():
        yield from _folder(path, root or path, max_size)
    else:
        yield from _file(path, root or path.parent, max_size)


def count(path: Path) -> int:
    """Return about how many documents a path holds: files of supported kinds, and lines of JSONL files."""
    files = [path] if not path.is_dir() else [p for p in _walk(path, [], path) if p.suffix.lower() in TEXT | LINES]
    return sum(_lines_in(file) if file.suffix.lower() in LINES else 1 for file in files)


def _lines_in(file: Path) -> int:
    try:
        with file.open("rb") as stream:
            return max(1, sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b"")))
    except OSError:
        return 1


def _folder(folder: Path, root: Path, max_size: int) -> Iterator[Document | Issue]:
    skipped: Counter[str] = Counter()
    failures: list[Issue] = []
    files = 0
    for path in _walk(folder, failures, root):
        if path.suffix.lower() not in TEXT | LINES:
            skipped[path.suffix.lower() or "no ending"] += 1
            continue
        files += 1
        yield from _file(path, root, max_size)
    yield from failures
    if skipped:
        kinds = ", ".join(f"{kind} ({count})" for kind, count in sorted(skipped.items()))
        yield Issue("D007", f"{folder}: files of other kinds were left out: {kinds}", hint=_SUPPORTED)
    if not files and not failures:
        yield Issue("D008", f"{folder} holds no documents", hint=_SUPPORTED)


_SUPPORTED = "supported are " + " ".join(sorted(TEXT | LINES))


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


def _file(path: Path, root: Path, max_size: int) -> Iterator[Document | Issue]:
    name = name_of(path, root)
    try:
        if path.suffix.lower() in LINES:
            yield from read_lines(path, name, max_size)
            return
        document = _text_file(path, name, max_size)
    except DocumentError as e:
        yield Issue(e.code, f"{name} {e}", name, hint=e.hint)
    except OSError as e:
        yield Issue("D005", f"{name} cannot be read: {e.strerror}", name, hint="check its permissions")
    else:
        if issue := encoding_issue(document):
            yield issue
        yield document


def _text_file(path: Path, name: str, max_size: int) -> Document:
    if path.suffix.lower() not in TEXT:
        message = f"is of a kind that is not supported yet ({path.suffix or 'no ending'})"
        raise DocumentError(message, code="D007", hint=f"save its text as .txt; {_SUPPORTED}")
    if not path.is_file():
        raise DocumentError("is not a file", hint="give a file or a folder")
    size = path.stat().st_size
    if size > max_size:
        message = f"has {size / 1e6:.1f} MB; the limit is {max_size / 1e6:g} MB"
        raise DocumentError(message, code="D004", hint=f"split it, or raise the limit: --max-size {size // 10**6 + 1}")
    text, encoding = decode(path.read_bytes())
    return Document(id=name, text=text, encoding=encoding)


def name_of(path: Path, root: Path) -> str:
    """Return the name of a file relative to a folder, with slashes, in characters that any register can hold."""
    relative = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    return storable(os.fsencode(relative).decode("utf-8", "replace"))
