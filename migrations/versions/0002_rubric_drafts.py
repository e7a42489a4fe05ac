"""Rubric drafts and retirements; published rubric versions are held unchangeable by the database itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_REFUSAL = "published rubric versions never change"
# 23001 (restrict_violation) is an integrity error for the driver, as the same refusal is on SQLite.
_FUNCTION = f"""
CREATE FUNCTION refuse_rubric_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = '23001';
END
$$
"""


def upgrade() -> None:
    """Make the tables and the triggers."""
    op.create_table(
        "rubric_drafts",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("rubric_id", sa.String(length=100), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("base_version", sa.String(length=40), nullable=True),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=True),
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rubric_drafts")),
        sa.UniqueConstraint("tenant_id", "rubric_id", name=op.f("uq_rubric_drafts_tenant_id_rubric_id")),
    )
    op.create_table(
        "rubric_retirements",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("rubric_id", sa.String(length=100), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=False),
        sa.Column("retired_by", sa.String(length=40), nullable=True),
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rubric_retirements")),
        sa.UniqueConstraint(
            "tenant_id", "rubric_id", "version", name=op.f("uq_rubric_retirements_tenant_id_rubric_id_version")
        ),
    )
    for statement in _guards(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Drop the triggers and the tables."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER rubric_versions_immutable ON rubric_versions")
        op.execute("DROP TRIGGER rubric_versions_kept ON rubric_versions")
        op.execute("DROP FUNCTION refuse_rubric_version_change()")
    else:
        op.execute("DROP TRIGGER rubric_versions_immutable")
        op.execute("DROP TRIGGER rubric_versions_kept")
    op.drop_table("rubric_retirements")
    op.drop_table("rubric_drafts")


def _guards(dialect: str) -> list[str]:
    if dialect == "postgresql":
        run = "EXECUTE FUNCTION refuse_rubric_version_change()"
        rows = "BEFORE UPDATE OR DELETE ON rubric_versions FOR EACH ROW"
        return [
            _FUNCTION,
            f"CREATE TRIGGER rubric_versions_immutable {rows} {run}",
            f"CREATE TRIGGER rubric_versions_kept BEFORE TRUNCATE ON rubric_versions FOR EACH STATEMENT {run}",
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    return [
        f"CREATE TRIGGER rubric_versions_immutable BEFORE UPDATE ON rubric_versions {refuse}",
        f"CREATE TRIGGER rubric_versions_kept BEFORE DELETE ON rubric_versions {refuse}",
    ]
