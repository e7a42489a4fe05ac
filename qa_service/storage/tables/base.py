"""The declarative base and the columns that every row has."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from qa_service.storage.types import CanonicalJson, UtcDateTime


class Base(DeclarativeBase):
    """Constraint names are spelled out so that migrations can name them on both databases."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012
        datetime: UtcDateTime,
        dict[str, Any]: CanonicalJson,
        list[Any]: CanonicalJson,
        str: sa.Text,
    }


class TenantRow(Base):
    """A row that belongs to one tenant; the unit of work stamps and filters this column, nobody else."""

    __abstract__ = True
    tenant_id: Mapped[str] = mapped_column(sa.String(40))


def primary_key() -> Mapped[str]:
    """An opaque prefixed id as primary key."""
    return mapped_column(sa.String(40), primary_key=True)


def reference(target: str, *, nullable: bool = False, index: bool = False) -> Any:
    """A foreign key column to ``table.id``."""
    return mapped_column(sa.String(40), sa.ForeignKey(target), nullable=nullable, index=index)
