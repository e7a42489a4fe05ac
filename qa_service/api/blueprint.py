"""Blueprints that parse strictly and document their refusals."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint as SmorestBlueprint

from qa_service.api.parser import Parser

IF_MATCH = {"in": "header", "name": "If-Match", "required": True, "schema": {"type": "string"}}
IDEMPOTENCY_KEY = {"in": "header", "name": "Idempotency-Key", "schema": {"type": "string", "maxLength": 255}}


class Blueprint(SmorestBlueprint):
    """flask-smorest with our parser."""

    ARGUMENTS_PARSER = Parser()


def blueprint(name: str, description: str) -> Any:
    """A blueprint under /v1."""
    return Blueprint(name, name, url_prefix="/v1", description=description)


def body_of(*media_types: str) -> dict[str, Any]:
    """The documentation of a body that a view reads by itself, in one of these media types."""
    return {"required": True, "content": {name: {} for name in media_types}}
