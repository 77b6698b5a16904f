"""The body of an HTTP response as it was sent → its bytes, without chunks and compression, up to a limit.

Many archives keep headers that the body no longer obeys; what does not decode is taken as it is.
"""

from __future__ import annotations

import re
import zlib

_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")


def unpacked(data: bytes, transfer: str, encoding: str, most: int) -> bytes:
    """Return the body; of one that unpacks to more than `most` bytes, one byte more than that."""
    if "chunked" in transfer.lower():
        data = _without_chunks(data)
    for name in reversed([name.strip() for name in encoding.lower().split(",")]):
        data = _decompressed(data, name, most)
    return data


def _without_chunks(data: bytes) -> bytes:
    out: list[bytes] = []
    at = 0
    while (head := _SIZE.match(data, at)) is not None:
        size = int(head[1], 16)
        if size == 0:
            return b"".join(out)
        out.append(data[head.end() : head.end() + size])
        at = head.end() + size
        at += 2 if data[at : at + 2] == b"\r\n" else 0
    return b"".join(out) if out and at >= len(data) else data


def _decompressed(data: bytes, name: str, most: int) -> bytes:
    if name == "br":
        return _brotli(data, most)
    for bits in {"gzip": (47,), "x-gzip": (47,), "deflate": (47, -15)}.get(name, ()):
        try:
            return zlib.decompressobj(bits).decompress(data, most + 1)
        except zlib.error:
            continue
    return data


def _brotli(data: bytes, most: int) -> bytes:
    try:
        import brotli
    except ImportError:
        return data
    out: list[bytes] = []
    try:
        machine = brotli.Decompressor()
        for start in range(0, len(data), 4096):
            out.append(machine.process(data[start : start + 4096]))
            if sum(map(len, out)) > most:
                break
    except brotli.error:
        return data
    return b"".join(out)[: most + 1]
