"""Waivers, shadow modes, decisions per person, counts per check; what is needed to show a file again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_DECIDED = sa.text("state <> 'open'")
_TALLY = """
INSERT INTO check_tallies (tenant_id, rubric_version_id, "check", uses, n)
SELECT f.tenant_id, v.rubric_version_id, f."check", f.uses, count(*)
FROM findings f JOIN deliverable_versions v ON v.id = f.version_id
GROUP BY f.tenant_id, v.rubric_version_id, f."check", f.uses
"""
_CAPPED = """
UPDATE findings SET code = 'capped'
WHERE "end" = 0 AND quote = '' AND (evidence LIKE '{"limit":%' OR evidence LIKE '{"length":%,"limit":%')
"""
_DECISIONS = """
INSERT INTO finding_decisions (tenant_id, finding_id, person_id, state, reason, etag, decided_at)
SELECT f.tenant_id, f.id, f.decided_by, f.state, f.reason, 2, v.created_at
FROM findings f JOIN deliverable_versions v ON v.id = f.version_id WHERE f.decided_by IS NOT NULL
"""


def upgrade() -> None:
    """Make the tables and columns, and fill them from the findings that are there."""
    _waivers()
    _modes()
    _decisions_and_tallies()
    op.add_column("findings", sa.Column("code", sa.String(length=100), nullable=False, server_default=""))
    op.add_column("findings", sa.Column("etag", sa.Integer(), nullable=False, server_default="1"))
    op.create_index(
        op.f("ix_findings_tenant_id_state"),
        "findings",
        ["tenant_id", "state"],
        sqlite_where=_DECIDED,
        postgresql_where=_DECIDED,
    )
    op.add_column("deliverable_versions", sa.Column("filename", sa.String(length=255), nullable=True))
    op.add_column("deliverable_versions", sa.Column("file", sa.Text(), nullable=True))
    op.add_column("reviews", sa.Column("check_facts", sa.Text(), nullable=True))
    for statement in (_CAPPED, _TALLY, _DECISIONS):
        op.execute(statement)


def downgrade() -> None:
    """Drop them: the older version knows neither waivers nor modes, and one decision per finding."""
    op.drop_column("reviews", "check_facts")
    op.drop_column("deliverable_versions", "file")
    op.drop_column("deliverable_versions", "filename")
    op.drop_index(op.f("ix_findings_tenant_id_state"), table_name="findings")
    op.drop_column("findings", "etag")
    op.drop_column("findings", "code")
    for name in ("check_tallies", "finding_decisions", "check_modes", "waivers"):
        op.drop_table(name)


def _waivers() -> None:
    op.create_table(
        "waivers",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("scope", sa.String(length=12), nullable=False),
        sa.Column("scope_id", sa.String(length=40), nullable=False),
        sa.Column("check", sa.String(length=100), nullable=False),
        sa.Column("uses", sa.String(length=100), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("finding_id", sa.String(length=40), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_by", sa.String(length=40), nullable=True),
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waivers")),
    )
    for column in ("id", "fingerprint", "scope_id"):
        op.create_index(op.f(f"ix_waivers_tenant_id_{column}"), "waivers", ["tenant_id", column])


def _modes() -> None:
    op.create_table(
        "check_modes",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("rubric_id", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.Column("set_by", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "rubric_id", "name", name=op.f("pk_check_modes")),
    )


def _decisions_and_tallies() -> None:
    op.create_table(
        "finding_decisions",
        sa.Column("finding_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("etag", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_finding_decisions_finding_id")),
        sa.PrimaryKeyConstraint("finding_id", "person_id", name=op.f("pk_finding_decisions")),
    )
    op.create_table(
        "check_tallies",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("rubric_version_id", sa.String(length=40), nullable=False),
        sa.Column("check", sa.String(length=100), nullable=False),
        sa.Column("uses", sa.String(length=100), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "rubric_version_id", "check", "uses", name=op.f("pk_check_tallies")),
    )
