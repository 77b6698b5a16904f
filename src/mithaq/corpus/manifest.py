"""A manifest (YAML: files, globs, formats) → the archives of a corpus in a fixed order; a mistake in it is an error.

files:
  - path: crawl/*.warc.gz        # relative to the manifest
  - path: press/2024.txt
    format: jsonl                # else told by the ending
shard: 64                        # megabytes of an archive, as it is stored, that are read in one piece
"""

from __future__ import annotations

import glob
from pathlib import Path
from typing import NamedTuple

from mithaq.knowledge.yaml import Entry, parse
from mithaq.model.errors import MithaqError

FORMATS = ("warc", "wet", "jsonl")
SHARD = 64
_MEGABYTE = 1_000_000
_ENDINGS = {
    ".warc.gz": "warc", ".warc": "warc", ".wet.gz": "wet", ".wet": "wet",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".jsonl.gz": "jsonl", ".ndjson.gz": "jsonl",
}  # fmt: skip
_KEYS = ("files", "shard")


class Archive(NamedTuple):
    """One file of the corpus. `name`: relative to the manifest; `size`: its bytes, packed."""

    name: str
    path: Path
    format: str
    size: int


class Manifest(NamedTuple):
    """The archives, sorted by name, each once; `shard`: bytes of one shard."""

    archives: tuple[Archive, ...]
    shard: int = SHARD * _MEGABYTE


def load_manifest(path: Path) -> Manifest:
    """Read a manifest. Raise MithaqError (KnowledgeError for broken YAML) that names the file and what to write."""
    try:
        content = parse(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as e:
        raise MithaqError(f"{path} cannot be read: {e}") from e
    head = content if isinstance(content, Entry) else Entry(files=content)
    for key in head:
        if key not in _KEYS:
            raise MithaqError(f"{path}: key `{key}` is not known; use {' and '.join(_KEYS)}")
    found: dict[str, Archive] = {}
    for listed in head.list("files"):
        for archive in _archives(listed if isinstance(listed, Entry) else Entry(path=listed), path):
            other = found.setdefault(archive.name, archive)
            if other.format != archive.format:
                raise MithaqError(f"{path}: {archive.name} is listed as {other.format} and as {archive.format}")
    if not found:
        raise MithaqError(f"{path} lists no files: write under `files:` one `- path: crawl/*.warc.gz` a line")
    return Manifest(tuple(found[name] for name in sorted(found)), _shard(head, path))


def _archives(listed: Entry, manifest: Path) -> list[Archive]:
    pattern, form = listed.text("path"), listed.text("format")
    if not pattern or set(listed) - {"path", "format"}:
        raise MithaqError(f"{manifest}:{listed.line}: a file needs `path`, may have `format`, and nothing else")
    if form and form not in FORMATS:
        raise MithaqError(f"{manifest}:{listed.line}: format {form} is not known; use {', '.join(FORMATS)}")
    matched = sorted(glob.glob(pattern, root_dir=manifest.parent, recursive=True))
    paths = [manifest.parent / name for name in matched if (manifest.parent / name).is_file()]
    if not paths:
        raise MithaqError(f"{manifest}:{listed.line}: no file matches {pattern} (below {manifest.parent.resolve()})")
    made = []
    for path in paths:
        name = (
            Path(path).relative_to(manifest.parent).as_posix() if not Path(pattern).is_absolute() else path.as_posix()
        )
        own = form or next((kind for ending, kind in _ENDINGS.items() if path.name.lower().endswith(ending)), "")
        if not own:
            hint = f"add `format:` ({', '.join(FORMATS)}) to its line"
            raise MithaqError(f"{manifest}:{listed.line}: the kind of {name} cannot be told from its name: {hint}")
        made.append(Archive(name, path.resolve(), own, path.stat().st_size))
    return made


def _shard(head: Entry, path: Path) -> int:
    written = head.text("shard", str(SHARD))
    try:
        size = float(written)
    except ValueError:
        size = 0
    if size <= 0:
        raise MithaqError(f"{path}: `shard: {written}` is no number of megabytes above 0")
    return max(1, int(size * _MEGABYTE))
