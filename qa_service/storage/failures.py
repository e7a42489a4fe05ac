"""What went wrong in the store, in words that the layers above may know."""

from __future__ import annotations

import sqlalchemy as sa


class StoreConflictError(Exception):
    """A constraint of the store was violated by what somebody else wrote in between."""


class StoreBusyError(Exception):
    """The store does not answer: locked, restarting or out of connections."""


class StoreRefusedError(Exception):
    """A value that the store cannot hold, such as a NUL inside a text on PostgreSQL."""


def store_failure(error: Exception) -> StoreConflictError | StoreBusyError | StoreRefusedError | None:
    """Classify a database error; None for anything else."""
    if isinstance(error, sa.exc.DataError):
        return StoreRefusedError(str(error.orig))
    if isinstance(error, sa.exc.IntegrityError):
        return StoreConflictError(str(error.orig))
    if isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError | sa.exc.TimeoutError):
        return StoreBusyError(str(error))
    return None
