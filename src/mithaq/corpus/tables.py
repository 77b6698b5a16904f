"""What was read from a shard's documents → Parquet tables whose bytes depend on nothing else; and back.

`documents`: each document that was read, with its text and the sketch of it. `claims`: the contract's JSON, with what
one filters by in columns of its own. `issues`: doubts and failures.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from mithaq.model.documents import Document, Origin
from mithaq.model.errors import MithaqError
from mithaq.model.issues import Issue
from mithaq.model.readings import Reading
from mithaq.records.sketch import sketch
from mithaq.register.rows import as_json, claim_of, claim_rows, issue_of, issue_row

_ABOUT = ("id", "sha256", "text", "title", "published", "url", "publisher", "language", "encoding", "author")
_COLUMNS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "documents": (
        *((name, "string") for name in _ABOUT),
        ("read_language", "string"), ("read_published", "string"), ("published_basis", "string"),
        ("origin", "string"), ("claims", "int32"), ("sketch", "binary"), ("place", "int64"),
    ),
    "claims": (
        *((name, "string") for name in ("id", "document", "kind", "modality", "rule", "content_key", "data")),
        ("position", "int32"), ("confidence", "float64"),
    ),
    "issues": (
        *((name, "string") for name in ("document", "code", "message", "hint")), ("start", "int64"), ("end", "int64"),
    ),
}  # fmt: skip
_ROWS = 2_000


class Read(NamedTuple):
    """One document out of the tables, with what was read from it."""

    document: Document
    reading: Reading
    sketch: bytes


class Tables:
    """The rows of one shard, in the order of its pages."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _COLUMNS}

    def add(self, place: int, document: Document, reading: Reading) -> None:
        """Add one document that was read."""
        heads, _, _ = claim_rows(reading.claims)
        row = {name: getattr(document, name) for name in _ABOUT}
        row |= {"read_language": reading.language, "read_published": reading.published}
        row |= {"origin": document.origin and as_json(asdict(document.origin)), "published_basis": reading.basis}
        row |= {"claims": len(heads), "place": place}
        self.rows["documents"].append(row | {"sketch": sketch(document.text)})
        self.rows["claims"] += heads
        for issue in reading.issues:
            self.remark(issue)

    def remark(self, issue: Issue) -> None:
        """Add one issue."""
        self.rows["issues"].append(issue_row(issue))

    def write(self, folder: Path) -> None:
        """Write the tables into a folder, each seen on the disk."""
        arrow, parquet = needed()
        for name, columns in _COLUMNS.items():
            schema = arrow.schema([(column, getattr(arrow, kind)()) for column, kind in columns])
            table = arrow.Table.from_pylist(self.rows[name], schema=schema)
            parquet.write_table(table, folder / f"{name}.parquet", compression="zstd", row_group_size=_ROWS)


def needed() -> tuple[Any, Any]:
    """Import pyarrow, which only corpora need."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as e:
        raise MithaqError("corpora are kept as Parquet, which needs pyarrow: pip install 'mithaq[corpus]'") from e
    return pyarrow, pyarrow.parquet


def read_rows(folder: Path, name: str, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
    """Yield the rows of one table of a shard, some at a time."""
    _, parquet = needed()
    with parquet.ParquetFile(folder / f"{name}.parquet") as table:
        for batch in table.iter_batches(batch_size=_ROWS, columns=columns):
            yield from batch.to_pylist()


def read_back(folder: Path) -> Iterator[Read]:
    """Yield the documents of a shard with their readings, as they were added; issues of no document are left out."""
    remarks: dict[str, list[Issue]] = {}
    for row in read_rows(folder, "issues"):
        if row["document"] is not None:
            remarks.setdefault(row["document"], []).append(issue_of(row))
    claims = read_rows(folder, "claims", ["data"])
    for row in read_rows(folder, "documents"):
        origin = None if row["origin"] is None else _origin(json.loads(row["origin"]))
        document = Document(**{name: row[name] for name in _ABOUT if name != "sha256"}, origin=origin)
        own = tuple(claim_of(next(claims)["data"]) for _ in range(row["claims"]))
        issues = tuple(remarks.get(document.id, ()))
        reading = Reading(own, issues, row["read_published"], row["read_language"], row["published_basis"])
        yield Read(document, reading, row["sketch"])


def _origin(stored: dict[str, Any]) -> Origin:
    basis = tuple((field, how) for field, how in stored.pop("basis"))
    return Origin(**stored, basis=basis)
