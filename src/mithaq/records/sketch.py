"""The text of a document → a small sketch of it; two sketches → how much of the two texts is the same."""

from __future__ import annotations

import heapq
import re
from array import array
from hashlib import blake2b

SIZE = 128
_WIDTH = 8
_MOST = 500_000
_WORD = re.compile(r"\w+")


def sketch(text: str) -> bytes:
    """Return the `SIZE` smallest hashes over all runs of eight words: a fair sample of what the text says."""
    words = _WORD.findall(text[:_MOST].casefold())
    runs = {" ".join(words[i : i + _WIDTH]) for i in range(max(1, len(words) - _WIDTH + 1))}
    hashes = {int.from_bytes(blake2b(run.encode("utf-8", "replace"), digest_size=8).digest(), "big") for run in runs}
    return array("Q", heapq.nsmallest(SIZE, hashes)).tobytes()


def hashes_of(stored: bytes) -> tuple[int, ...]:
    """Return the hashes of a stored sketch, smallest first."""
    values = array("Q")
    values.frombytes(stored)
    return tuple(values)


def likeness(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """Estimate the Jaccard likeness of two texts from their sketches: 0 nothing shared, 1 the same."""
    if not a or not b:
        return 0.0
    union = heapq.nsmallest(SIZE, set(a) | set(b))
    return len(set(a) & set(b) & set(union)) / len(union)
