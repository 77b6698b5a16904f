"""A Parquet file → one document a row, by a mapping of its columns, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from mithaq.documents.archives import seekable
from mithaq.documents.limits import Limits
from mithaq.documents.parts import Found, Part
from mithaq.documents.rows import FIELDS
from mithaq.documents.tables import documents_of
from mithaq.model.errors import DocumentError

MEDIA_TYPE = "application/vnd.apache.parquet"
_BATCH = 64


def read(part: Part, limits: Limits) -> Iterator[Found]:
    """Yield a document or an issue for each row; raise DocumentError D011 for what is no Parquet file."""
    try:
        opened = pq.ParquetFile(seekable(part, limits), memory_map=False)
        names = opened.schema_arrow.names
    except (pa.ArrowException, OSError) as e:
        message = f"is no Parquet file that can be opened ({str(e)[:100]})"
        raise DocumentError(message, code="D011", hint="write it anew") from e
    wanted = [name for name in dict.fromkeys(part.columns.get(field, field) for field in FIELDS) if name in names]
    yield from documents_of(part, names, _rows(opened, wanted), MEDIA_TYPE)


def _rows(opened: pq.ParquetFile, wanted: list[str]) -> Iterator[Mapping[str, Any]]:
    for batch in opened.iter_batches(batch_size=_BATCH, columns=wanted, use_threads=False):
        yield from batch.to_pylist()
