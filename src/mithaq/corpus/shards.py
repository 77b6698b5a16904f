"""Archives → shards: stretches of bytes with names that depend on nothing but the archive; a stretch → where to begin.

A shard owns the records that begin in [start, end). Where a record begins is found by looking, so that planning reads
nothing: in gzipped WARC each record is a gzip member of its own, in JSONL each line is a document. What cannot be
entered in the middle (plain WARC, gzipped JSONL) is one shard.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from mithaq.corpus.manifest import Archive, Manifest

_BLOCK = 1 << 20
_GZIP = b"\x1f\x8b\x08"
_ODD = re.compile(r"[^A-Za-z0-9._-]+")
_NAME = 48


class Shard(NamedTuple):
    """One stretch of one archive. `archive`: its name in the manifest. `end`: None for the rest of the file."""

    name: str
    archive: str
    path: Path
    format: str
    start: int
    end: int | None
    size: int


def shards_of(manifest: Manifest) -> Iterator[Shard]:
    """Yield the shards of all archives in order."""
    for archive in manifest.archives:
        step = manifest.shard if _divides(archive) else max(archive.size, 1)
        count = max(1, -(-archive.size // step))
        digest = hashlib.sha256(f"{archive.name}\n{archive.format}\n{archive.size}\n{step}".encode("utf-8", "replace"))
        stem = _ODD.sub("-", archive.name)[-_NAME:].strip("-.")
        for number in range(count):
            start, end = number * step, (number + 1) * step
            last = number == count - 1
            name = f"{stem}-{digest.hexdigest()[:8]}-{number:05}"
            size = (archive.size if last else end) - start
            yield Shard(name, archive.name, archive.path, archive.format, start, None if last else end, size)


def _divides(archive: Archive) -> bool:
    """Tell whether the records of an archive can be found from any place in it."""
    packed = archive.path.suffix.lower() == ".gz"
    return packed if archive.format in ("warc", "wet") else not packed


def member_at(stream: BinaryIO, place: int) -> int | None:
    """Return where the first gzip member at or behind `place` that holds a WARC record begins; None for none."""
    while True:
        stream.seek(place)
        block = stream.read(_BLOCK)
        at = block.find(_GZIP)
        while at >= 0:
            if _holds_record(stream, place + at):
                return place + at
            at = block.find(_GZIP, at + 1)
        if len(block) < _BLOCK:
            return None
        place += len(block) - len(_GZIP) + 1


def _holds_record(stream: BinaryIO, place: int) -> bool:
    """Tell whether the bytes at a place unpack to the head of a record; the three marks alone also occur by chance."""
    stream.seek(place)
    try:
        return zlib.decompressobj(31).decompress(stream.read(4096), 5) == b"WARC/"
    except zlib.error:
        return False


def cut_short(stream: BinaryIO, place: int) -> bool:
    """Tell whether the gzip members from the one at `place` on stop in the middle: such a file is not whole."""
    stream.seek(place)
    unpack, begun = zlib.decompressobj(31), False
    while block := stream.read(_BLOCK):
        while block:
            begun = True
            try:
                unpack.decompress(block, _BLOCK)
            except zlib.error:
                return True
            block = unpack.unconsumed_tail
            if unpack.eof:
                block = unpack.unused_data
                unpack, begun = zlib.decompressobj(31), False
    return begun


def line_at(stream: BinaryIO, place: int) -> int:
    """Return where the first line that begins at or behind `place` begins."""
    if place == 0:
        return 0
    stream.seek(place - 1)
    while block := stream.readline(_BLOCK):
        if block.endswith(b"\n"):
            break
    return stream.tell()
