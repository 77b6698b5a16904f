"""Documents and a reader → their readings in order, here or in processes that a document may bring down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from mithaq.documents.guarded import put_aside
from mithaq.documents.workers import Allowance, Failure, Worker, in_order
from mithaq.model.documents import Document
from mithaq.model.errors import KnowledgeError
from mithaq.model.issues import Issue
from mithaq.model.readings import Reading


def readings(
    documents: Iterator[tuple[Document, list[Issue]]],
    reader: Callable[[Document], Reading],
    jobs: int,
    allowance: Allowance,
) -> Iterator[tuple[Document, Reading]]:
    """Read here, or in processes with a short queue; the order stays. A document that ends its process is put aside."""
    if jobs <= 1 and allowance == Allowance():
        for document, remarks in documents:
            yield document, _with(remarks, _safely(reader, document))
        return

    def make() -> Worker[Document]:
        return Worker(_reader_there, (reader,), allowance)

    for (document, remarks), answer in in_order(documents, make, jobs, allowance, lambda entry: entry[0]):
        failed = isinstance(answer, Failure)
        yield document, _with(remarks, Reading(issues=(put_aside(document.id, answer),)) if failed else answer)


def _reader_there(reader: Callable[[Document], Reading]) -> Callable[[Document], Iterator[Reading]]:
    """Return what reads in a worker, its knowledge loaded."""
    getattr(reader, "knowledge", None)
    return lambda document: iter((_safely(reader, document),))


def _with(remarks: list[Issue], reading: Reading) -> Reading:
    return replace(reading, issues=(*remarks, *reading.issues)) if remarks else reading


def _safely(reader: Callable[[Document], Reading], document: Document) -> Reading:
    """Read one document; a fault of the program costs this document only."""
    try:
        return reader(document)
    except (KnowledgeError, MemoryError):
        raise
    except Exception as e:
        message = f"{document.id}: the reader failed ({type(e).__name__}: {e})"
        return Reading(issues=(Issue("X001", message, document.id, hint="please report it with the document"),))
