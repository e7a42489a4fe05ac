"""The API and its OpenAPI document, made from the same schemas that parse the requests."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Flask, Response
from flask_smorest import Api
from werkzeug.exceptions import HTTPException

from qa_service import __version__
from qa_service.api.problems import MEDIA_TYPE, http_problem
from qa_service.api.schemas.common import Instant, ProblemDocument
from qa_service.api.v1 import (
    administration,
    calibration,
    checks,
    deliverables,
    jobs,
    reviews,
    rubric_drafts,
    rubric_files,
    rubrics,
    stateless,
    statistics,
)

BLUEPRINTS = (
    stateless.blp,
    rubrics.blp,
    rubric_drafts.blp,
    rubric_files.blp,
    deliverables.blp,
    checks.blp,
    reviews.blp,
    statistics.blp,
    jobs.blp,
    calibration.blp,
    administration.blp,
)


class _ProblemApi(Api):
    """flask-smorest whose refusals are problem documents."""

    ERROR_SCHEMA = ProblemDocument

    def handle_http_exception(self, error: HTTPException) -> Response:
        """Answer with a problem document."""
        return http_problem(error)

    def _register_responses(self) -> None:
        # flask-smorest would document its refusals as application/json.
        content = {"content": {MEDIA_TYPE: {"schema": ProblemDocument}}}
        for status in HTTPStatus:
            if status >= HTTPStatus.BAD_REQUEST:
                self.spec.components.response(status.name, {"description": status.phrase, **content}, lazy=True)
        self.spec.components.response("DEFAULT_ERROR", {"description": "Why not.", **content}, lazy=True)


def register_documents(app: Flask) -> None:
    """Register every blueprint and serve ``/v1/openapi.json``."""
    app.config |= {
        "API_TITLE": "qa-service",
        "API_VERSION": __version__,
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": "/v1",
        "OPENAPI_JSON_PATH": "openapi.json",
    }
    api: Any = _ProblemApi(app, spec_kwargs={"info": {"description": "Judgment, made repeatable."}})
    api.spec.components.security_scheme("key", {"type": "http", "scheme": "bearer"})
    api.spec.options["security"] = [{"key": []}]
    api.register_field(Instant, "string", "date-time")
    for blueprint in BLUEPRINTS:
        api.register_blueprint(blueprint)
