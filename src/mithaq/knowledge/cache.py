"""A value that takes seconds to build → a file in the user's own cache, read back in a fraction of a second.

The cache holds pickles, so it is only used where nobody else can write: a folder that belongs to the user and is closed
to group and others. Anything odd about it means: build again, and never an error.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import pickle
import stat
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
_KEPT = 9  # values kept: the current build, of three values, and a few before it


def cached(key: str, build: Callable[[], T], kind: type[T]) -> T:
    """Return the value stored under `key`, else build and store it. `MITHAQ_CACHE=off` turns the cache off."""
    folder = _folder()
    if folder is None:
        return build()
    path = folder / f"{hashlib.sha256(f'{key}-{sys.version}'.encode()).hexdigest()[:24]}.pickle"
    with contextlib.suppress(Exception):
        value = _unpickled(path)
        if isinstance(value, kind):
            return value
    value = build()
    with contextlib.suppress(OSError, pickle.PicklingError, AttributeError, TypeError):
        _store(folder, path, value)
    return value


@cache
def code_version() -> str:
    """Hash of the package's own source files: a build by other code is not read back."""
    digest = hashlib.sha256()
    root = Path(__file__).resolve().parents[1]
    for path in sorted(root.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _folder() -> Path | None:
    """The cache folder, made if need be; None when it is turned off or not safe to use."""
    wanted = os.environ.get("MITHAQ_CACHE", "")
    if wanted == "off" or not hasattr(os, "getuid"):
        return None
    base = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    folder = Path(wanted or base) / "mithaq"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        seen = folder.stat()
    except OSError:
        return None
    private = seen.st_uid == os.getuid() and not seen.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return folder if private else None


def _unpickled(path: Path) -> object:
    """The value in a file. The collector would look at the half-made millions of objects again and again: it waits."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return pickle.loads(path.read_bytes())
    finally:
        if collecting:
            gc.enable()


def _store(folder: Path, path: Path, value: object) -> None:
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as part:
        pickle.dump(value, part, protocol=pickle.HIGHEST_PROTOCOL)
    Path(part.name).replace(path)
    old = sorted(folder.glob("*.pickle"), key=lambda p: p.stat().st_mtime, reverse=True)[_KEPT:]
    for stale in (*old, *(p for p in folder.glob("*.part") if p != path)):
        stale.unlink(missing_ok=True)
