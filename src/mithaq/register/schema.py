"""The tables of a register, as SQLAlchemy Core sees them; migrations/ creates them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

HEAD = "0005"
KNOWN = ("0001", "0002", "0003", "0004", "0005")

metadata = MetaData()


def _owner(target: str, *, index: bool = True) -> Column[str]:
    table = target.partition(".")[0].removesuffix("s")
    return Column(table, String, ForeignKey(target, ondelete="CASCADE"), nullable=False, index=index)


documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("published", String),
    Column("published_basis", String),
    Column("url", Text),
    Column("publisher", Text),
    Column("language", String),
    Column("encoding", String, nullable=False),
    Column("version", String, nullable=False),
    Column("sketch", LargeBinary, nullable=False),
    Column("read_at", String, nullable=False),
    Column("author", Text),
    Column("extractor", String),
    Column("extractor_version", String),
    Column("original_sha256", String(64), index=True),
    Column("original_kept", Text),
    Column("media_type", String),
    Column("basis", Text),
)

claims = Table(
    "claims",
    metadata,
    Column("id", String, primary_key=True),
    _owner("documents.id"),
    Column("position", Integer, nullable=False),
    Column("kind", String, nullable=False, index=True),
    Column("modality", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("rule", String, nullable=False),
    Column("content_key", String, nullable=False, index=True),
    Column("data", Text, nullable=False),
)

slot_values = Table(
    "slot_values",
    metadata,
    _owner("claims.id"),
    Column("slot", String, nullable=False),
    Column("value_id", String),
    Column("name", Text),
    Column("value", Text),
    Column("text", Text),
    Column("start", Integer),
    Column("end", Integer),
    Index("slot_values_by_id", "value_id", "slot"),
)

evidence = Table(
    "evidence",
    metadata,
    _owner("claims.id"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
)

records = Table(
    "records",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False, index=True),
    Column("modality", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("disputed", Boolean, nullable=False),
    Column("date", String, index=True),
    Column("first_reported", String),
    Column("last_reported", String),
    Column("data", Text, nullable=False),
    Column("sources", Integer),
    Column("documents", Integer),
    Column("refined", Boolean),
    Column("day", String, nullable=False, server_default=""),
    Column("year", Integer),
    Index("records_by_day", "day", "id"),
    Index("records_by_kind", "kind", "day", "id"),
    Index("records_by_confidence", "confidence", "day", "id"),
    Index("records_by_dispute", "disputed", "day", "id"),
    Index("records_by_sources", "disputed", "sources", "day", "id"),
)

record_states = Table(
    "record_states",
    metadata,
    _owner("records.id", index=False),
    Column("state", String, nullable=False),
    Column("day", String, nullable=False, server_default=""),
    Index("record_states_by_day", "state", "day", "record"),
    Index("record_states_of", "record"),
    Index("record_states_by_state", "state", "record", unique=True),
)

partnerships = Table(
    "partnerships",
    metadata,
    Column("one", String, primary_key=True),
    Column("other", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("day", String, primary_key=True),
    Column("record", String, ForeignKey("records.id", ondelete="CASCADE"), primary_key=True),
    Column("year", Integer),
    Column("asserted", Boolean, nullable=False),
    Column("disputed", Boolean, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("beside", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

partnership_counts = Table(
    "partnership_counts",
    metadata,
    Column("one", String, primary_key=True),
    Column("other", String, primary_key=True),
    Column("records", Integer, nullable=False),
    Index("partnership_counts_of_other", "other"),
    Index("partnership_counts_largest", "records", "one", "other"),
)

tallies = Table(
    "tallies",
    metadata,
    Column("state", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("modality", String, primary_key=True),
    Column("disputed", Boolean, primary_key=True),
    Column("records", Integer, nullable=False),
)

record_values = Table(
    "record_values",
    metadata,
    _owner("records.id", index=False),
    Column("slot", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("disputed", Boolean, nullable=False),
    Column("value_id", String),
    Column("name", Text),
    Column("value", Text),
    Column("number", Float),
    Column("unit", String),
    Column("qualifier", String),
    Column("claims", Integer, nullable=False),
    Index("record_values_of", "record", "slot"),
    Index("record_values_by_id", "value_id", "slot"),
    Index("record_values_by_name", "name"),
    Index("record_values_by_slot", "slot", "value_id", "name", "record"),
)

record_claims = Table(
    "record_claims",
    metadata,
    _owner("records.id", index=False),
    _owner("claims.id"),
    Index("record_claims_pair", "record", "claim", unique=True),
)

disputes = Table(
    "disputes",
    metadata,
    _owner("records.id"),
    Column("slot", String, nullable=False),
    Column("value", Text, nullable=False),
    Column("claims", Text, nullable=False),
)

search_texts = Table(
    "search_texts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _owner("documents.id"),
    Column("claim", String, ForeignKey("claims.id", ondelete="CASCADE"), index=True),
    Column("words", Text, nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("made_at", String, nullable=False),
    Column("made_by", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("object", String),
    Column("because", Text, nullable=False),
)

issues = Table(
    "issues",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("document", String, index=True),
    Column("code", String, nullable=False),
    Column("message", Text, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("hint", Text, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("started_at", String, nullable=False),
    Column("ended_at", String),
    Column("version", String, nullable=False),
    Column("documents_read", Integer, nullable=False),
    Column("documents_skipped", Integer, nullable=False),
    Column("documents_failed", Integer, nullable=False),
)

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))
