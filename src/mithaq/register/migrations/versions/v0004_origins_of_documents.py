"""What the text of a document was taken out of: by which program, from which original, and how each fact is known."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ADDED = (
    ("author", sa.Text()),
    ("extractor", sa.String()),
    ("extractor_version", sa.String()),
    ("original_sha256", sa.String(length=64)),
    ("original_kept", sa.Text()),
    ("media_type", sa.String()),
    ("basis", sa.Text()),
)


def upgrade() -> None:
    """Add the columns; of documents read before they stay empty until these are read again."""
    for name, kind in ADDED:
        op.add_column("documents", sa.Column(name, kind, nullable=True))
    op.create_index("ix_documents_original_sha256", "documents", ["original_sha256"], unique=False)


def downgrade() -> None:
    """Drop the columns; documents and claims stay."""
    op.drop_index("ix_documents_original_sha256", "documents")
    for name, _ in reversed(ADDED):
        op.execute(f"ALTER TABLE documents DROP COLUMN {name}")
