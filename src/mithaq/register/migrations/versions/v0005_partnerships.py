"""What belongs to each pair of states, and counts, as rows; the day that a list is ordered by, and indexes over it."""

import sqlalchemy as sa
from alembic import op

from mithaq.register.partnerships import note_partnerships
from mithaq.register.rows import year_of

revision = "0005"
down_revision = "0004"

INDEXES = {
    "records_by_day": ["day", "id"],
    "records_by_kind": ["kind", "day", "id"],
    "records_by_confidence": ["confidence", "day", "id"],
    "records_by_dispute": ["disputed", "day", "id"],
    "records_by_sources": ["disputed", "sources", "day", "id"],
}


def upgrade() -> None:
    """Create columns, tables and indexes, and fill them from the records that are there."""
    op.add_column("records", sa.Column("day", sa.String(), nullable=False, server_default=""))
    op.add_column("records", sa.Column("year", sa.Integer(), nullable=True))
    for name, columns in INDEXES.items():
        op.create_index(name, "records", columns, unique=False)
    op.add_column("record_states", sa.Column("day", sa.String(), nullable=False, server_default=""))
    op.create_index("record_states_by_day", "record_states", ["state", "day", "record"], unique=False)
    op.create_table(
        "partnerships",
        sa.Column("one", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("asserted", sa.Boolean(), nullable=False),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.Column("beside", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["records.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("one", "other", "kind", "day", "record"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "partnership_counts",
        sa.Column("one", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("one", "other"),
    )
    op.create_index("partnership_counts_of_other", "partnership_counts", ["other"], unique=False)
    op.create_index("partnership_counts_largest", "partnership_counts", ["records", "one", "other"], unique=False)
    op.create_table(
        "tallies",
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("modality", sa.String(), nullable=False),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("state", "kind", "modality", "disputed"),
    )
    connection = op.get_bind()
    records = sa.table("records", *map(sa.column, ("date", "first_reported", "day", "year")))
    when = sa.func.coalesce(records.c.date, records.c.first_reported, "")
    connection.execute(sa.update(records).values(day=when))
    op.execute("UPDATE record_states SET day = (SELECT r.day FROM records r WHERE r.id = record_states.record)")
    for (date,) in connection.execute(sa.select(records.c.date).distinct().where(records.c.date.is_not(None))).all():
        connection.execute(sa.update(records).where(records.c.date == date).values(year=year_of(date)))
    note_partnerships(connection)


def downgrade() -> None:
    """Drop what was added; the records stay."""
    for table in ("tallies", "partnership_counts", "partnerships"):
        op.drop_table(table)
    op.drop_index("record_states_by_day", "record_states")
    op.execute("ALTER TABLE record_states DROP COLUMN day")
    for name in INDEXES:
        op.drop_index(name, "records")
    for column in ("day", "year"):
        op.execute(f"ALTER TABLE records DROP COLUMN {column}")  # in place: views hang on the table
