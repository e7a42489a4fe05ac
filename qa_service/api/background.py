"""Answering with a job: when the caller prefers not to wait, and how the job is told of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import request

from qa_service.api.context import actor
from qa_service.api.idempotency import Made
from qa_service.api.schemas.common import timestamp
from qa_service.services import jobs
from qa_service.storage.unit_of_work import UnitOfWork

PREFER = {
    "in": "header",
    "name": "Prefer",
    "description": "`respond-async`: answer 202 with a job at once.",
    "schema": {"type": "string"},
}
QUEUED = "A job was queued; its address is in Location."


def prefers_async() -> bool:
    """Whether the caller would rather have a job than wait (RFC 7240)."""
    wishes = ",".join(request.headers.getlist("Prefer")).split(",")
    return any(wish.partition(";")[0].strip().lower() == "respond-async" for wish in wishes)


def queue(uow: UnitOfWork, kind: str, parameters: Mapping[str, Any], input_parts: Iterable[bytes] = ()) -> Made:
    """Queue a job of the caller's and tell where it is."""
    identifier = jobs.submit(uow, actor(), kind, parameters, input_parts)
    body = shape(jobs.get(uow, actor(), identifier))
    headers = {"Location": f"/v1/jobs/{identifier}", "Retry-After": "1"}
    if prefers_async():
        headers["Preference-Applied"] = "respond-async"
    return body, 202, headers


def shape(row: Any) -> dict[str, Any]:
    """One job."""
    base = f"/v1/jobs/{row.id}"
    links = {"self": base, "events": f"{base}/events"}
    if row.state == "done":
        links["result"] = f"{base}/result"
    elif row.state not in jobs.FINAL:
        links["cancel"] = f"{base}/cancel"
    return {
        "id": row.id,
        "kind": row.kind,
        "state": row.state,
        "progress": row.progress,
        "attempts": row.attempts,
        "cancel_requested": row.cancel_requested,
        "person": row.person,
        "created_at": timestamp(row.created_at),
        "started_at": timestamp(row.started_at),
        "finished_at": timestamp(row.finished_at),
        "problem": row.problem,
        "links": links,
    }
