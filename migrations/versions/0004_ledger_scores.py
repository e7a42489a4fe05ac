"""The ledger keeps sums on number scales, and its keys begin with what figures ask for.

The ledger's rows are dropped: the service counts them anew from the ratings when it next starts or migrates.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_SCOPE = ("tenant_id", "rubric_id", "major", "criterion", "engagement_id")
_OLD_SCOPE = ("tenant_id", "rubric_id", "major", "engagement_id", "criterion")
_KEYS = {
    "ledger_patterns": ("pattern_key",),
    "ledger_pairs": ("rater_a", "rater_b", "value_a", "value_b"),
    "ledger_raters": ("rater", "value"),
}
_WIDE = ("value_a", "value_b", "value", "pattern_key")
_SUMS = ("s", "q", "d", "e", "ss", "sq", "sd", "qq", "qd", "dd", "ee")


def upgrade() -> None:
    """Make the tables anew, and the one for sums."""
    for name, keys in _KEYS.items():
        op.drop_table(name)
        _make(name, keys, (*_SCOPE, *keys))
    exact = sa.Text().with_variant(sa.Numeric(), "postgresql")
    op.create_table(
        "ledger_scores",
        *_scope(),
        sa.Column("rater_a", sa.String(length=40), nullable=False),
        sa.Column("rater_b", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        *(sa.Column(name, exact, nullable=False) for name in _SUMS),
        sa.PrimaryKeyConstraint(*_SCOPE, "rater_a", "rater_b", "size", name=op.f("pk_ledger_scores")),
    )
    op.create_table(
        "ledger_formats",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f("pk_ledger_formats")),
    )
    # A person's profile reads their newest reviews.
    op.drop_index(op.f("ix_reviews_reviewer_id"), table_name="reviews")
    op.create_index(
        op.f("ix_reviews_tenant_id_reviewer_id_submitted_at"), "reviews", ["tenant_id", "reviewer_id", "submitted_at"]
    )


def downgrade() -> None:
    """Make the tables as they were, empty: count them anew with the older version's `qa-service ledger rebuild`."""
    op.drop_index(op.f("ix_reviews_tenant_id_reviewer_id_submitted_at"), table_name="reviews")
    op.create_index(op.f("ix_reviews_reviewer_id"), "reviews", ["reviewer_id"])
    op.drop_table("ledger_formats")
    op.drop_table("ledger_scores")
    for name, keys in _KEYS.items():
        op.drop_table(name)
        _make(name, keys, (*keys, *_OLD_SCOPE))


def _make(name: str, keys: tuple[str, ...], primary_key: tuple[str, ...]) -> None:
    pattern = [sa.Column("pattern", sa.Text(), nullable=False)] if name == "ledger_patterns" else []
    op.create_table(
        name,
        *_scope(),
        *(sa.Column(key, sa.String(length=64 if key in _WIDE else 40), nullable=False) for key in keys),
        *pattern,
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*primary_key, name=op.f(f"pk_{name}")),
    )


def _scope() -> list[sa.Column[object]]:
    return [
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("rubric_id", sa.String(length=100), nullable=False),
        sa.Column("major", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.String(length=40), nullable=False),
        sa.Column("criterion", sa.String(length=64), nullable=False),
    ]
