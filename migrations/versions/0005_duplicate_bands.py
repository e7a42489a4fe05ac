"""MinHash bands, by which near-duplicates of earlier deliverables are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_KEY = ("tenant_id", "band", "engagement_id", "deliverable_id")


def upgrade() -> None:
    """Make the table; deliverables enter it as they are handed in."""
    op.create_table(
        "duplicate_bands",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("band", sa.BigInteger(), nullable=False),
        sa.Column("engagement_id", sa.String(length=40), nullable=False),
        sa.Column("deliverable_id", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint(*_KEY, name=op.f("pk_duplicate_bands")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop the table: the older version does not look for near-duplicates."""
    op.drop_table("duplicate_bands")
