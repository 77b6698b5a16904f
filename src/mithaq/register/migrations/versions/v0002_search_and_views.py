"""The values of records as rows, a view for each kind of record, and full-text search."""

import sqlalchemy as sa
from alembic import op

from mithaq.register import views
from mithaq.register.indexing import DROP_INDEX, INDEX, fill

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables, the index and the views, and index what is already there."""
    op.add_column("records", sa.Column("sources", sa.Integer(), nullable=True))
    op.add_column("records", sa.Column("documents", sa.Integer(), nullable=True))
    op.create_table(
        "record_values",
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("value_id", sa.String(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("number", sa.Float(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("qualifier", sa.String(), nullable=True),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["records.id"], ondelete="CASCADE"),
    )
    op.create_index("record_values_of", "record_values", ["record", "slot"], unique=False)
    op.create_index("record_values_by_id", "record_values", ["value_id", "slot"], unique=False)
    op.create_table(
        "search_texts",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("claim", sa.String(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["claim"], ["claims.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_search_texts_document"), "search_texts", ["document"], unique=False)
    op.create_index(op.f("ix_search_texts_claim"), "search_texts", ["claim"], unique=False)
    connection = op.get_bind()
    for statement in INDEX[connection.dialect.name]:
        op.execute(statement)
    for statement in views.create(connection.dialect.name):
        op.execute(statement)
    fill(connection)
    op.execute("DELETE FROM meta WHERE key = 'records'")  # the records are made anew, with their values as rows


def downgrade() -> None:
    """Drop what was added; the claims and records stay."""
    connection = op.get_bind()
    for statement in views.drop():
        op.execute(statement)
    for statement in DROP_INDEX[connection.dialect.name]:
        op.execute(statement)
    op.drop_table("search_texts")
    op.drop_table("record_values")
    with op.batch_alter_table("records") as records:
        records.drop_column("sources")
        records.drop_column("documents")
