"""Server-sent events of a job. A stream holds a thread of the server, so it is short and few are open at a time."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

from flask import Flask, Response, current_app

from qa_service.api.background import shape
from qa_service.api.context import actor, store
from qa_service.errors import DomainError
from qa_service.services import jobs
from qa_service.services.actor import Actor
from qa_service.storage.engine import Store

SECONDS = 15.0
RETRY = 2000  # milliseconds until the client opens the next stream
_PAUSE = 0.25


def stream(identifier: str) -> Response:
    """The events of a job; one event only while as many streams are open as this process affords."""
    with store().read(actor().tenant_id) as uow:
        first = shape(jobs.get(uow, actor(), identifier))
    places = _places(current_app)
    follows = first["state"] not in jobs.FINAL and places.acquire(blocking=False)
    seconds = SECONDS if follows else 0.0
    response = Response(_events(store(), actor(), first, seconds), content_type="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"  # a proxy that collects the answer would defeat it
    if follows:
        response.call_on_close(places.release)
    return response


def register(app: Flask) -> None:
    """Count the streams of this process."""
    app.extensions["qa_event_streams"] = threading.BoundedSemaphore(app.config["EVENT_STREAMS"])


def _places(app: Flask) -> threading.BoundedSemaphore:
    found: threading.BoundedSemaphore = app.extensions["qa_event_streams"]
    return found


def _events(db: Store, who: Actor, job: dict[str, Any], seconds: float) -> Iterator[str]:
    end = time.monotonic() + seconds
    yield f"retry: {RETRY}\n\n"
    yield _event(job)
    while job["state"] not in jobs.FINAL and time.monotonic() < end:
        time.sleep(_PAUSE)
        try:
            with db.read(who.tenant_id) as uow:
                now = shape(jobs.get(uow, who, job["id"]))
        except DomainError:  # removed in the meantime, or not open to this person any more
            return
        if now != job:
            job = now
            yield _event(job)


def _event(job: dict[str, Any]) -> str:
    name = "end" if job["state"] in jobs.FINAL else "progress"
    return f"event: {name}\ndata: {json.dumps(job, ensure_ascii=False, separators=(',', ':'))}\n\n"
