"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An instant, stored as microseconds since 1970: exact, ordered, and cheap to read back on both databases."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> int | None:
        """Refuse naive times: they would shift with the machine's zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a time zone")
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: sa.Dialect) -> datetime | None:
        """Give the instant in UTC."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class ExactInteger(sa.types.TypeDecorator[int]):
    """A whole number of any size that the database adds up without rounding.

    NUMERIC on PostgreSQL; on SQLite text, added by the functions that the engine gives every connection.
    """

    impl = sa.Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """The column type of the database."""
        return dialect.type_descriptor(sa.Numeric() if dialect.name == "postgresql" else sa.Text())

    def process_bind_param(self, value: int | None, dialect: sa.Dialect) -> Any:
        """Hand over the number whole."""
        if value is None:
            return None
        return Decimal(value) if dialect.name == "postgresql" else str(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> int | None:
        """Read the number."""
        return None if value is None else int(value)


def canonical_json(value: object) -> str:
    """One text for one value: sorted keys, no blanks, so that hashes and comparisons hold."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


class CanonicalJson(sa.types.TypeDecorator[Any]):
    """A JSON value kept as canonical text."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str | None:
        """Write the canonical text."""
        return None if value is None else canonical_json(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Any:
        """Read the value."""
        return None if value is None else json.loads(value)
