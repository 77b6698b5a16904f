"""A .zip, .tar, .tar.gz or .gz → its files as parts, one after the other, nothing ever written to disk.

The names inside become ids only, so that no file can leave the archive; a bomb is stopped by the ratio of what
comes out to what went in.
"""

from __future__ import annotations

import gzip
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO, cast

from mithaq.documents.decode import storable
from mithaq.documents.formats import format_of
from mithaq.documents.limits import Limits
from mithaq.documents.parts import Found, Part, Readable, too_large
from mithaq.model.errors import DocumentError
from mithaq.model.issues import Issue

_SKIPPED = re.compile(r"(^|/)(\.[^./]|__MACOSX/)|(^|/)readme(\.\w+)?$|/$", re.IGNORECASE)
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, NotImplementedError)
_HEAD = 1024


class Budget:
    """What may still come out of an archive: `ratio` times its own size, and the slack."""

    def __init__(self, size: int, limits: Limits) -> None:
        self._most = max(limits.slack, size * limits.ratio)
        self._left = self._most

    def spend(self, size: int) -> None:
        """Count bytes; raise DocumentError D013 when it is too much."""
        self._left -= size
        if self._left < 0:
            message = f"unpacks to more than {self._most / 1e6:,.0f} MB, far more than it should: a bomb, or damaged"
            raise DocumentError(message, code="D013", hint="unpack it yourself, if you trust it, and read the folder")


class Metered:
    """A stream that counts what is read from it against a budget."""

    def __init__(self, stream: Readable, budget: Budget) -> None:
        self._stream, self._budget = stream, budget

    def read(self, size: int = -1) -> bytes:
        """Return some bytes; of all of them, a chunk at a time, so that a bomb is noticed."""
        if size >= 0:
            return self._counted(self._stream.read(size))
        return b"".join(iter(lambda: self._counted(self._stream.read(1 << 20)), b""))

    def readline(self, size: int = -1) -> bytes:
        """Return one line, or `size` bytes of it."""
        return self._counted(self._stream.readline(size))

    def _counted(self, data: bytes) -> bytes:
        self._budget.spend(len(data))
        return data


def read_zip(part: Part, limits: Limits) -> Iterator[Found]:
    """Yield the files of a .zip."""
    deeper(part, limits)
    stream = seekable(part, limits)
    with unpacking(part), zipfile.ZipFile(stream) as archive:
        entries = [entry for entry in archive.infolist() if not _SKIPPED.search(entry.filename)]
        enough(len(entries), limits)
        budget = Budget(size_of(stream), limits)
        for entry in sorted(entries, key=lambda e: e.filename):
            name = inside(part, entry.filename)
            if entry.flag_bits & 1:
                yield Issue("D015", f"{name} is encrypted", name, hint="unpack the archive with its password")
            elif (kind := format_of(entry.filename)) is not None and not kind.many and entry.file_size > limits.size:
                error = too_large(limits, entry.file_size)
                yield Issue(error.code, f"{name} {error}", name, hint=error.hint)
            else:
                with archive.open(entry) as opened:
                    yield from member(part, name, Metered(opened, budget))


def read_tar(part: Part, limits: Limits) -> Iterator[Found]:
    """Yield the files of a .tar or .tar.gz; links and devices are left out."""
    deeper(part, limits)
    budget = Budget(size_of(part.stream), limits)
    with unpacking(part):
        head = part.stream.read(2)
        rest = Joined(head, part.stream)
        source: Any = gzip.GzipFile(fileobj=cast("Any", rest)) if head == b"\x1f\x8b" else rest
        with tarfile.open(fileobj=cast("Any", Metered(source, budget)), mode="r|") as archive:
            for number, entry in enumerate(archive):
                enough(number, limits)
                opened = archive.extractfile(entry) if entry.isreg() and not _SKIPPED.search(entry.name) else None
                if opened is not None:
                    yield from member(part, inside(part, entry.name), opened)


def read_gz(part: Part, limits: Limits) -> Iterator[Found]:
    """Yield the one file in a .gz."""
    deeper(part, limits)
    name = re.sub(r"\.gz$", "", part.name, flags=re.IGNORECASE)
    with unpacking(part):
        packed = gzip.GzipFile(fileobj=cast("Any", part.stream))
        budget = Budget(size_of(part.stream), limits)
        yield from member(part, name, Metered(packed, budget))


class Joined:
    """Bytes already read and the rest of their stream, as one stream."""

    def __init__(self, head: bytes, stream: Readable) -> None:
        self._head, self._stream = head, stream

    def read(self, size: int = -1) -> bytes:
        """Return some bytes, those already read first."""
        if size < 0:
            data, self._head = self._head + self._stream.read(), b""
            return data
        data, self._head = self._head[:size], self._head[size:]
        return data + self._stream.read(size - len(data)) if len(data) < size else data

    def readline(self, size: int = -1) -> bytes:
        """Return one line; what was already read may be cut in the middle only if it holds no line end."""
        if not self._head:
            return self._stream.readline(size)
        end = self._head.find(b"\n") + 1
        if end > 0 and (size < 0 or end <= size):
            data, self._head = self._head[:end], self._head[end:]
            return data
        if 0 <= size <= len(self._head):
            return self.read(size)
        data, self._head = self._head, b""
        return data + self._stream.readline(-1 if size < 0 else size - len(data))


def member(part: Part, name: str, stream: Readable) -> Iterator[Found]:
    """Yield a file of an archive as a part, told by its name or its first bytes; one of no known kind is remarked."""
    head = stream.read(_HEAD)
    if format_of(name.rpartition("/")[2], "", head) is None:
        ending = name.rpartition("/")[2].rpartition(".")[2][:20]
        message = f"{name} is of a kind that is not supported ({ending}); it was left out"
        yield Issue("D016", message, name, hint="unpack it, and save its text as .txt")
        return
    yield Part(name, Joined(head, stream), columns=part.columns, depth=part.depth + 1, head=head)


def inside(part: Part, name: str) -> str:
    """Return the id of a file in an archive: no way up, no root, nothing that a register cannot hold."""
    steps = [step for step in storable(name).replace("\\", "/").split("/") if step not in ("", ".", "..")]
    return f"{part.name}/{'/'.join(steps)}"


def deeper(part: Part, limits: Limits) -> None:
    """Raise DocumentError D013 for an archive too deep inside others."""
    if part.depth >= limits.depth:
        message = f"is an archive inside {part.depth} others; the limit is {limits.depth}"
        raise DocumentError(message, code="D013", hint="unpack it yourself, if you trust it, and read the folder")


def enough(count: int, limits: Limits) -> None:
    """Raise DocumentError D013 for an archive of too many files."""
    if count > limits.members:
        message = f"holds more than {limits.members:,} files, the limit"
        raise DocumentError(message, code="D013", hint="unpack it yourself, and read the folder")


def seekable(part: Part, limits: Limits) -> BinaryIO:
    """Return a stream that can go back and forth: the file itself, or what an archive holds, read into memory."""
    if getattr(part.stream, "seekable", lambda: False)():
        return cast("BinaryIO", part.stream)
    return BytesIO(part.read(limits))


def size_of(stream: Readable) -> int:
    """Return the size of a stream that can tell it, else 0, which leaves the slack."""
    if not getattr(stream, "seekable", lambda: False)():
        return 0
    file = cast("BinaryIO", stream)
    here = file.tell()
    size = file.seek(0, 2)
    file.seek(here)
    return size


def check_zip(stream: BinaryIO, limits: Limits) -> None:
    """Raise DocumentError D013 for a zip, such as a .docx is, that unpacks to more than a document may have."""
    with zipfile.ZipFile(stream) as archive:
        total = sum(entry.file_size for entry in archive.infolist())
    if total > limits.size * 10:
        message = f"unpacks to {total / 1e6:,.0f} MB; the limit is {limits.size * 10 / 1e6:,.0f} MB"
        raise DocumentError(message, code="D013", hint="save it without its pictures, or raise --max-size")


class unpacking:  # noqa: N801 - reads like a statement
    """Turn what the unpacking libraries raise into DocumentError D011; what came out before is kept."""

    def __init__(self, part: Part) -> None:
        self._name = part.name

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, (*_BROKEN, OSError, RuntimeError)) and not isinstance(error, DocumentError):
            message = f"is damaged, or no archive ({type(error).__name__}: {str(error)[:100]})"
            hint = "get it anew; what could be unpacked was read"
            raise DocumentError(message, code="D011", hint=hint) from error
