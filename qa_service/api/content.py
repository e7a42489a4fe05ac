"""From content, brief and sources of a validated body to what services take; refusals point into the body."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from qa_service.checks import Source
from qa_service.documents import DocumentError, media_type_of
from qa_service.errors import DomainError
from qa_service.services.material import Material, plain_name

_PLAIN = "text/plain"


def content_of(given: Mapping[str, Any]) -> Material:
    """The content of a deliverable or source."""
    if "file" in given:
        upload: Material = given["file"]
        return upload
    name = plain_name(given.get("filename"))
    stated = given.get("media_type") or ""
    if "table" in given:
        return Material(json.dumps({"table": given["table"]}, ensure_ascii=False), "application/json", name)
    if "text" in given:
        return Material(given["text"], stated or (media_type_of(name) if name else None) or _PLAIN, name)
    return Material(base64.b64decode(given["base64"]), stated or ("" if name else _PLAIN), name)


def brief_of(body: Mapping[str, Any]) -> str:
    """The brief's text."""
    if not body["brief"]:
        return ""
    with pointing(body["brief"], "/brief"):
        return content_of(body["brief"]).text() if "text" not in body["brief"] else str(body["brief"]["text"])


def sources_of(body: Mapping[str, Any]) -> tuple[Source, ...]:
    """The sources; files are read."""
    return tuple(_source(i, given) for i, given in enumerate(body["sources"]))


def _source(index: int, given: Mapping[str, Any]) -> Source:
    if "text" in given:
        name = given.get("id") or given["filename"]
        return Source(name, given["title"] or given.get("filename", ""), given["text"])
    with pointing(given, f"/sources/{index}"):
        content = content_of(given)
        text = content.text()
    name = content.filename or f"source {index + 1}"
    return Source(given.get("id") or name[:200], given.get("title") or name, text)


@contextmanager
def pointing(given: Mapping[str, Any], pointer: str) -> Iterator[None]:
    """Let the refusal of a document point to the part of the request that holds it."""
    try:
        yield
    except DocumentError as error:
        held = next(k for k in ("file", "text", "table", "base64") if k in given)
        told = held if held == "file" else next((k for k in ("media_type", "filename") if given.get(k)), held)
        at, of_type = _place(pointer, held), _place(pointer, told)
        raise _pointed(error, lambda code: of_type if code == "unsupported_media_type" else at) from None


def _place(pointer: str, held: str) -> str:
    if held == "file":
        return "/file" if pointer == "/content" else pointer
    return f"{pointer}/{held}"


def _pointed(error: DocumentError, place: Callable[[str], str]) -> DomainError:
    problems = [replace(p, pointer=f"{place(p.code)}{p.pointer}") for p in error.problems]
    return DomainError(error.code, error.title, error.detail, problems, error.status)
