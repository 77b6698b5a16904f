"""The pieces of an answer's body → its bytes, unpacked, never more than a limit of them held at any time."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from mithaq.model.errors import DocumentError

ACCEPTED = "gzip, deflate"
_PIECE = 1 << 16
_GZIP = b"\x1f\x8b"


def collect(pieces: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """Return the body. `encoding`: the Content-Encoding header. Raise DocumentError D004 when it is too large packed or
    unpacked, N006 when it is broken or packed in a way that was not asked for."""
    names = [name for part in encoding.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if not names:
        return _plain(pieces, limit)
    if len(names) > 1 or names[0] not in ("gzip", "x-gzip", "deflate"):
        message = f"is packed as {encoding[:40]!a}, which was not asked for"
        raise DocumentError(message, code="N006", hint="the server is at fault; try again later")
    return _unpacked(pieces, names[0] == "deflate", limit)


def gunzip(data: bytes, limit: int) -> bytes:
    """Return the contents of a .gz file, other bytes as they are; errors as `collect`."""
    return _unpacked([data], False, limit) if data.startswith(_GZIP) else data


def _plain(pieces: Iterable[bytes], limit: int) -> bytes:
    out = bytearray()
    for piece in pieces:
        out += piece
        if len(out) > limit:
            raise too_large(limit)
    return bytes(out)


def _unpacked(pieces: Iterable[bytes], deflate: bool, limit: int) -> bytes:
    out, taken, begun = bytearray(), 0, False
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip or zlib, as the first bytes tell
    try:
        for piece in pieces:
            taken += len(piece)
            if taken > limit:
                raise too_large(limit)
            if deflate and not begun and piece and piece[0] & 0x0F != 8:
                unpacker = zlib.decompressobj(-zlib.MAX_WBITS)  # some servers leave the zlib header out
            begun = begun or bool(piece)
            while piece and not unpacker.eof:
                out += unpacker.decompress(piece, _PIECE)
                if len(out) > limit:
                    raise too_large(limit, " when unpacked")
                piece = unpacker.unconsumed_tail
                if unpacker.eof and unpacker.unused_data.startswith(_GZIP):  # several packed pieces in a row
                    piece, unpacker = unpacker.unused_data, zlib.decompressobj(zlib.MAX_WBITS | 32)
    except zlib.error as e:
        raise DocumentError(f"cannot be unpacked ({e})", code="N006", hint=_AGAIN) from e
    if begun and not unpacker.eof:
        raise DocumentError("ended before it was whole (packed)", code="N006", hint=_AGAIN)
    return bytes(out)


_AGAIN = "the server is at fault; try again later"


def too_large(limit: int, when: str = "") -> DocumentError:
    """Build the error that an answer is larger than the limit."""
    hint = "raise the limit if you want it: --max-size MB"
    return DocumentError(f"is larger than {limit / 1e6:g} MB{when}", code="D004", hint=hint)
