"""The query of calls that take none: what is unknown is refused, and never passed over in silence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Flask, current_app, request
from marshmallow import Schema, ValidationError, fields

from qa_service.api.problems import validation_problems
from qa_service.errors import invalid_request

# Their views read the query themselves, after the kind of body is known.
_READ_BY_VIEW = frozenset({"/v1/agreement"})
_NONE = Schema.from_dict({}, name="NoQuery")()
# A list that always fits on one page is read by the same loop over pages as the others.
_PAGE = Schema.from_dict({"limit": fields.String(), "cursor": fields.String()}, name="OnePage")()


def register(app: Flask) -> None:
    """Refuse unknown query parameters on every call of the API whose view declares no query."""
    app.before_request(_refuse_undeclared)


def refuse_query() -> None:
    """Refuse every query parameter."""
    _refuse(request.args, _NONE)


def _refuse_undeclared() -> None:
    if not request.args or not request.path.startswith("/v1/") or request.endpoint is None:
        return
    described = getattr(current_app.view_functions[request.endpoint], "_apidoc", None)
    if described is None or _declares_query(described) or request.path in _READ_BY_VIEW:
        return
    _refuse(request.args, _PAGE if request.method in {"GET", "HEAD"} else _NONE)


def _declares_query(described: dict[str, Any]) -> bool:
    return any(each["in"] == "query" for each in described.get("arguments", {}).get("parameters", ()))


def _refuse(names: Iterable[str], schema: Schema) -> None:
    unknown = {name: ["Unknown field."] for name in names if name not in schema.fields}
    if unknown:
        raise invalid_request(validation_problems(ValidationError(unknown), schema))
