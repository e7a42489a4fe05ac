"""One transaction per creating request, answered once per Idempotency-Key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, request

from qa_service.api import ndjson
from qa_service.api.context import actor, store
from qa_service.errors import Problem, invalid_request
from qa_service.services import idempotency
from qa_service.services.idempotency import Answer
from qa_service.storage.unit_of_work import UnitOfWork

Body = Mapping[str, Any] | list[Any] | str  # a text is NDJSON already
Made = tuple[Body, int, Mapping[str, str]]


def create(work: Callable[[UnitOfWork], Made], fingerprint: object) -> Response:
    """Run ``work`` (→ body, status, headers) as one transaction, or replay what the request's key already got.

    ``fingerprint`` is what makes two requests the same: the parsed body, without secrets, because its hash is stored.
    """
    who, key = actor(), _key()

    def run(uow: UnitOfWork) -> Answer:
        if key is None:
            return _answer(work(uow))
        earlier = idempotency.claim(uow, who, key, _hash(fingerprint))
        if earlier is not None:
            return earlier
        answer = _answer(work(uow))
        idempotency.keep(uow, who, key, answer)
        return answer

    return _response(store().transact(who.tenant_id, run))


def replay(fingerprint: object) -> Response | None:
    """The answer that the request's key already has: for work that is done before its transaction begins."""
    who, key = actor(), _key()
    if key is None:
        return None
    with store().read(who.tenant_id) as uow:
        answer = idempotency.earlier(uow, who, key, _hash(fingerprint))
    return None if answer is None else _response(answer)


def _key() -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is not None and not (0 < len(key) <= 255 and key.isascii() and key.isprintable()):
        raise invalid_request(
            [
                Problem(
                    "/Idempotency-Key", "invalid_value", "An Idempotency-Key has 1 to 255 printable ASCII characters."
                )
            ],
        )
    return key


def _hash(fingerprint: object) -> str:
    text = json.dumps([request.method, request.path, fingerprint], sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _answer(made: Made) -> Answer:
    body, status, headers = made
    if isinstance(body, str):
        return Answer(status, body, {**headers, "Content-Type": ndjson.MEDIA_TYPES[0]})
    return Answer(status, json.dumps(body, ensure_ascii=False, separators=(",", ":")), headers)


def _response(answer: Answer) -> Response:
    response = Response(answer.body, answer.status, content_type="application/json")
    response.headers.update(answer.headers)  # which may name another media type
    if answer.replayed:
        response.headers["Idempotency-Replayed"] = "true"
    return response
