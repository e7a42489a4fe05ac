"""The API's reference, read from the OpenAPI document that the service itself publishes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from markupsafe import Markup

from qa_service.web.docs_text import Field, fields, inline, kind, slug

_METHODS = ("get", "post", "put", "patch", "delete")
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Body:
    """What a call takes or answers in one media type; ``kind`` says so in a word where there are no fields."""

    media_type: str
    kind: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One status with what comes with it."""

    status: str
    title: str
    bodies: tuple[Body, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on one path."""

    group: str
    method: str
    path: str
    anchor: str
    summary: Markup
    description: Markup
    parameters: tuple[tuple[str, Field], ...]
    bodies: tuple[Body, ...]
    answers: tuple[Answer, ...]


def operations(document: Json) -> list[Operation]:
    """Every operation of an OpenAPI document, in the order of its tags, then by path."""
    found = [
        _operation(document, path, method, item)
        for path, item in sorted(document["paths"].items())
        for method in _METHODS
        if method in item
    ]
    order = [tag["name"] for tag in document.get("tags", ())]
    return sorted(found, key=lambda one: order.index(one.group) if one.group in order else len(order))


def _operation(document: Json, path: str, method: str, item: Json) -> Operation:
    call, shapes = item[method], document.get("components", {}).get("schemas", {})
    given = [*item.get("parameters", ()), *call.get("parameters", ())]
    return Operation(
        group=next(iter(call.get("tags", ())), "other"),
        method=method.upper(),
        path=path,
        anchor=slug(f"{method} {path}"),
        summary=inline(call.get("summary", "")),
        description=inline(call.get("description", "")),
        parameters=tuple(_parameter(p, shapes) for p in given),
        bodies=tuple(_bodies(call.get("requestBody", {}), shapes)),
        answers=tuple(_answers(call["responses"], document, shapes)),
    )


def _parameter(given: Json, shapes: Json) -> tuple[str, Field]:
    schema = {**given.get("schema", {}), "description": given.get("description", "")}
    required = [given["name"]] if given.get("required") else []
    return given["in"], fields({"properties": {given["name"]: schema}, "required": required}, shapes)[0]


def _bodies(holder: Json, shapes: Json) -> Iterator[Body]:
    for media_type, content in holder.get("content", {}).items():
        schema = content.get("schema", {})
        yield Body(media_type, kind(schema, shapes), tuple(fields(schema, shapes)))


def _answers(responses: Json, document: Json, shapes: Json) -> Iterator[Answer]:
    """The answers that are particular to a call; what every call can be refused with is said once, elsewhere."""
    for status, response in sorted(responses.items()):
        if not status.startswith("2"):
            continue
        if "$ref" in response:
            response = document["components"]["responses"][response["$ref"].rpartition("/")[2]]
        yield Answer(status, HTTPStatus(int(status)).phrase, tuple(_bodies(response, shapes)))
