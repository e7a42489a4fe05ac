"""Bring the store to the newest revision, by the migrations beside the code."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from qa_service.paths import data_folder
from qa_service.storage.engine import Store


def newest_revision() -> str:
    """The revision of the last migration file; its numeric prefix is its revision."""
    return max(p.name.split("_")[0] for p in (data_folder("migrations") / "versions").glob("[0-9]*_*.py"))


def current_revision(store: Store) -> str | None:
    """The revision the store is at; None for an empty store."""
    with store.engine.connect() as connection:
        return _recorded(connection)


def migrate(store: Store, revision: str = "head") -> bool:
    """Run what is missing; return whether anything was. A current store costs one query, not Alembic's import."""
    if revision == "head" and current_revision(store) == newest_revision():
        return False
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(data_folder("migrations"))).replace("%", "%%"))
    with store.engine.connect().execution_options(qa_write=True) as connection, connection.begin():
        if store.engine.dialect.name == "postgresql":
            # Two hosts may start at once: the second waits and then finds nothing to do.
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(7215503)"))
        config.attributes["connection"] = connection
        if revision != "base" and (revision == "head" or revision > (_recorded(connection) or "")):
            command.upgrade(config, revision)
        else:
            command.downgrade(config, revision)
    return True


def _recorded(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
