"""A file name or URL → `Register`: put readings and records in, one transaction each, and ask for them again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Connection, delete, insert, select, update

from mithaq.model.claims import Claim
from mithaq.model.documents import Document
from mithaq.model.errors import RegisterError
from mithaq.model.issues import REMARKS, Issue
from mithaq.model.readings import Reading
from mithaq.model.records import Record
from mithaq.register import clock, queries, schema
from mithaq.register.loading import Stored, clear, first_read, hold, mark, rows_of, stored_among
from mithaq.register.opening import guard, lock, open_engine, safe_name
from mithaq.register.partnerships import forget, note_partnerships
from mithaq.register.rows import as_json, issue_row, record_row, value_rows
from mithaq.register.selection import Selection
from mithaq.register.states import note_states

if TYPE_CHECKING:
    from mithaq.register.page import Page
    from mithaq.register.search import Hit


class Register:
    """The store of one project. Use it as a context manager; everything that fails raises `RegisterError`."""

    def __init__(self, target: str, *, create: bool = True) -> None:
        self.target = str(target)
        self.shown = safe_name(self.target)
        self._engine = open_engine(self.target, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Connection]:
        with guard(self.target), self._engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Connection]:
        options = {"mithaq_writes": True}
        with guard(self.target), self._engine.execution_options(**options).begin() as connection:
            yield connection

    # -- writing ---------------------------------------------------------------------------------------------------

    def put(self, document: Document, reading: Reading, version: str) -> None:
        """Store what was read from one document, in place of what an earlier reading of it had given."""
        self.put_all([Stored(document, reading)], version)

    def put_all(self, items: Sequence[Stored], version: str) -> None:
        """Store what was read from several documents, all or none of them; the same as to `put` each."""
        rows = rows_of(items, version)
        with self._writing() as connection:
            hold(connection, [item.document.id for item in items])
            for row, item in zip(rows[schema.documents], items, strict=True):
                row["read_at"] = first_read(connection, item.document) or row["read_at"]
            clear(connection, [item.document.id for item in items])
            for table, own in rows.items():
                _bulk(connection, table, own)
            mark(connection, "records", "stale")

    def put_issues(self, issues: Sequence[Issue]) -> None:
        """Store what kept files out of the register in this run, in place of those of the run before."""
        code = schema.issues.c.code
        of_runs = (code.startswith("D") & code.not_in(sorted(REMARKS))) | code.startswith("X") | code.startswith("N")
        with self._writing() as connection:
            connection.execute(delete(schema.issues).where(of_runs))
            _bulk(connection, schema.issues, [issue_row(issue) for issue in issues])

    def put_records(self, records: Iterable[Record], version: str = "") -> None:
        """Store all records, in place of those of before; `version` names the code that made them."""
        heads: list[dict[str, Any]] = []
        links: list[dict[str, Any]] = []
        disputed: list[dict[str, Any]] = []
        values: list[dict[str, Any]] = []
        for record in records:
            heads.append(record_row(record))
            values += value_rows(record)
            links += [{"record": record.id, "claim": claim} for claim in record.claims]
            for name, slot in record.slots.items():
                for value in slot.disputed:
                    said = {"value": as_json(dict(value.value)), "claims": as_json(value.claims)}
                    disputed.append({"record": record.id, "slot": name} | said)
        with self._writing() as connection:
            lock(connection, "records")
            forget(connection)
            for table in (schema.disputes, schema.record_claims, schema.record_values, schema.record_states):
                connection.execute(delete(table))
            connection.execute(delete(schema.records))
            _bulk(connection, schema.records, heads)
            _bulk(connection, schema.record_values, values)
            _bulk(connection, schema.record_claims, links)
            _bulk(connection, schema.disputes, disputed)
            note_states(connection)
            note_partnerships(connection)
            mark(connection, "records", f"made by {version}")

    def note(self, key: str, value: str) -> None:
        """Keep a note of a program that works with the register, in place of its note of that name."""
        with self._writing() as connection:
            mark(connection, key, value)

    def noted(self, key: str) -> str | None:
        """Return a note, or None."""
        with self._reading() as connection:
            return queries.noted(connection, key)

    def start_run(self, version: str) -> int:
        """Note that a run has begun; return its number."""
        row = {"started_at": clock.now(), "version": version}
        counts = {"documents_read": 0, "documents_skipped": 0, "documents_failed": 0}
        with self._writing() as connection:
            mark(connection, "version", version)
            done = connection.execute(insert(schema.runs).values(row | counts))
            return int(done.inserted_primary_key[0])  # type: ignore[index]

    def end_run(self, run: int, *, read: int, skipped: int, failed: int) -> None:
        """Note that a run has ended, and what it did."""
        counts = {"documents_read": read, "documents_skipped": skipped, "documents_failed": failed}
        of_run = schema.runs.c.id == run
        with self._writing() as connection:
            begun = connection.execute(select(schema.runs.c.started_at).where(of_run)).scalar() or ""
            ended = clock.not_before(begun)
            connection.execute(update(schema.runs).where(of_run).values(ended_at=ended, **counts))

    def clock_behind(self) -> Issue | None:
        """Return an issue if the register was written at a moment that is still to come by this computer's clock."""
        with self._reading() as connection:
            return clock.behind(connection)

    # -- reading ---------------------------------------------------------------------------------------------------

    def stored(self, document: str) -> tuple[str, str] | None:
        """Return hash of the text and version of the reader that a document was read with, or None."""
        with self._reading() as connection:
            columns = (schema.documents.c.sha256, schema.documents.c.version)
            row = connection.execute(select(*columns).where(schema.documents.c.id == document)).first()
            return None if row is None else (row[0], row[1])

    def stored_among(self, documents: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Return hash of the text and version of the reader of those of these documents that are there."""
        with self._reading() as connection:
            return stored_among(connection, documents)

    def documents(self) -> Iterator[Document]:
        """Yield every document, by id."""
        with self._reading() as connection:
            yield from queries.documents(connection)

    def document(self, identity: str) -> Document | None:
        """Return one document, or None."""
        with self._reading() as connection:
            return next(queries.documents(connection, identity), None)

    def sources(self) -> Iterator[queries.SourceRow]:
        """Yield what the record stage wants to know about each document."""
        with self._reading() as connection:
            yield from queries.sources(connection)

    def claims(self, kind: str | None = None, document: str | None = None) -> Iterator[Claim]:
        """Yield claims by document and place, of one kind or document if asked."""
        with self._reading() as connection:
            yield from queries.claims(connection, kind, document)

    def claims_of(self, record: Record) -> tuple[Claim, ...]:
        """Return the claims of one record."""
        with self._reading() as connection:
            return queries.claims_by_id(connection, record.claims)

    def records(
        self, kind: str | None = None, states: Sequence[str] = (), since: str | None = None, **narrow: Any
    ) -> Iterator[Record]:
        """Yield records by kind and date: of one kind, naming all `states`, dated (or reported) from `since` on.

        `narrow` takes what else `Selection` knows: until, disputed, person, item, programme, status, modality,
        min_confidence.
        """
        with self._reading() as connection:
            yield from queries.records(connection, Selection(kind, states, since, **narrow))

    def select(self, wanted: Selection) -> Iterator[Record]:
        """Yield the records that are asked for, by kind and date."""
        with self._reading() as connection:
            yield from queries.records(connection, wanted)

    def abouts(self) -> dict[str, queries.About]:
        """Return what is known about each document beside its text, by id."""
        with self._reading() as connection:
            return queries.abouts(connection)

    def claims_with(self, identities: Sequence[str]) -> tuple[Claim, ...]:
        """Return the claims of these ids."""
        with self._reading() as connection:
            return queries.claims_by_id(connection, identities)

    def claims_named(self, identities: Sequence[str]) -> dict[str, Claim]:
        """Return the claims of these ids, by id."""
        with self._reading() as connection:
            return queries.claims_named(connection, identities)

    def record(self, prefix: str) -> Record | None:
        """Return the record whose id begins so; None when there is none; RegisterError when there are several."""
        with self._reading() as connection:
            return queries.record(connection, prefix)

    def page(self, record: Record | str) -> Page:
        """Return a record, or the one whose id begins so, with its claims; RegisterError if it is not there."""
        from mithaq.register.page import Page

        found = self.record(record) if isinstance(record, str) else record
        if found is None:
            raise RegisterError(f"there is no record {record} in {self.shown}", hint="see: mithaq show")
        return Page(found, self.claims_of(found))

    def search(self, words: str, **narrow: Any) -> list[Hit]:
        """Return the documents that hold these words, "phrases" or beginnings*, best first; see `Query`."""
        from mithaq.register.search import Query, search

        with self._reading() as connection:
            return search(connection, Query(words, **narrow))

    def names(self) -> dict[str, str]:
        """Return the usual name of each id that the claims name, in Latin letters."""
        with self._reading() as connection:
            return queries.names(connection)

    def issues(self) -> tuple[Issue, ...]:
        """Return all issues, by document."""
        with self._reading() as connection:
            return queries.issues(connection)

    def stale(self, version: str = "") -> bool:
        """Tell whether claims have changed since the records were made, or other code than `version` made them."""
        with self._reading() as connection:
            return queries.noted(connection, "records") != f"made by {version}"

    def summary(self) -> queries.Summary:
        """Count what the register holds."""
        with self._reading() as connection:
            return queries.summary(connection)

    def to_pandas(self, kind: str | None = None, **narrow: Any) -> Any:
        """Return records as a pandas DataFrame; `narrow` is that of `records`."""
        from mithaq.register.frames import to_pandas

        return to_pandas(self.records(kind, **narrow))

    def to_polars(self, kind: str | None = None, **narrow: Any) -> Any:
        """Return records as a polars DataFrame; `narrow` is that of `records`."""
        from mithaq.register.frames import to_polars

        return to_polars(self.records(kind, **narrow))

    def statistics(self) -> dict[str, Any]:
        """Count what the register holds, by kind, year, pair of states, language and so on."""
        from mithaq.register.statistics import statistics

        with self._reading() as connection:
            return statistics(connection)

    def problems(self) -> tuple[str, ...]:
        """Check the register's integrity: each span holds its text, each reference leads somewhere."""
        from mithaq.register.integrity import problems

        with self._reading() as connection:
            return tuple(problems(connection))


def _bulk(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
