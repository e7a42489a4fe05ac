"""Stored reports, and what their figures leave out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from qa_service.storage.tables import ReportRow, Review
from qa_service.storage.unit_of_work import UnitOfWork

_P = ReportRow
_SHORT = (_P.id, _P.kind, _P.title, _P.filters, _P.inputs_hash, _P.summary, _P.created_at, _P.created_by)


def one(uow: UnitOfWork, identifier: str) -> sa.Row[Any] | None:
    """One report without its files."""
    return uow.one(uow.select(_P, *_SHORT).where(_P.id == identifier))


def files(uow: UnitOfWork, identifier: str) -> bytes:
    """The archive of a report's files."""
    row = uow.one(uow.select(_P, _P.files).where(_P.id == identifier))
    return bytes(row.files) if row else b""


def page(uow: UnitOfWork, limit: int, after: str | None = None) -> Sequence[sa.Row[Any]]:
    """Reports, newest first."""
    query = uow.select(_P, *_SHORT).order_by(_P.id.desc()).limit(limit)
    return uow.all(query if after is None else query.where(_P.id < after))


def left_out(uow: UnitOfWork, rubric_id: str, major: int) -> Sequence[sa.Row[Any]]:
    """Reviews of a rubric major by state and blindness."""
    r = Review
    query = uow.select(r, r.state, r.blind, sa.func.count().label("n"))
    return uow.all(query.where(r.rubric_id == rubric_id, r.rubric_major == major).group_by(r.state, r.blind))


def other_majors(uow: UnitOfWork, rubric_id: str, major: int) -> int:
    """Submitted reviews under other majors of the rubric."""
    r = Review
    query = uow.select(r, sa.func.count()).where(r.rubric_id == rubric_id, r.rubric_major != major)
    return int(uow.execute(query.where(r.state == "submitted")).scalar_one())
