"""What went wrong in the store, in words that the layers above may know."""

from __future__ import annotations

import sqlalchemy as sa


class StoreError(Exception):
    """A failure of the store; ``cause`` is the name of what the driver raised, which never holds a value."""

    kind = "unknown"

    def __init__(self, message: str, cause: str) -> None:
        super().__init__(message)
        self.cause = cause


class StoreConflictError(StoreError):
    """A constraint of the store was violated by what somebody else wrote in between."""

    kind = "conflict"


class StoreBusyError(StoreError):
    """The store does not answer: locked, restarting or out of connections."""

    kind = "busy"


class StoreRefusedError(StoreError):
    """A value that the store cannot hold, such as a NUL inside a text on PostgreSQL."""

    kind = "refused"


def store_failure(error: Exception) -> StoreConflictError | StoreBusyError | StoreRefusedError | None:
    """Classify a database error; None for anything else."""
    if isinstance(error, sa.exc.DataError):
        return StoreRefusedError(str(error.orig), _cause(error))
    if isinstance(error, sa.exc.IntegrityError):
        return StoreConflictError(str(error.orig), _cause(error))
    if isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError | sa.exc.TimeoutError):
        return StoreBusyError(str(error), _cause(error))
    return None


def _cause(error: Exception) -> str:
    return type(getattr(error, "orig", None) or error).__name__
