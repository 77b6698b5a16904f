"""Which states a record names, as rows; which records another one says more exactly; indexes for lists of names."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the table, the column and the indexes; the records are made anew to fill them."""
    op.add_column("records", sa.Column("refined", sa.Boolean(), nullable=True))
    op.create_table(
        "record_states",
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["records.id"], ondelete="CASCADE"),
    )
    op.create_index("record_states_of", "record_states", ["record"], unique=False)
    op.create_index("record_states_by_state", "record_states", ["state", "record"], unique=True)
    op.create_index("record_values_by_name", "record_values", ["name"], unique=False)
    op.create_index("record_values_by_slot", "record_values", ["slot", "value_id", "name", "record"], unique=False)
    op.execute("DELETE FROM meta WHERE key = 'records'")


def downgrade() -> None:
    """Drop what was added; the claims and records stay."""
    op.drop_index("record_values_by_slot", "record_values")
    op.drop_index("record_values_by_name", "record_values")
    op.drop_table("record_states")
    op.execute("ALTER TABLE records DROP COLUMN refined")  # in place: views hang on the table
