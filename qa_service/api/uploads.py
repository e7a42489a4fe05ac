"""Bodies of multipart/form-data: files, and beside them the fields that a JSON body would have."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from flask import request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from qa_service.errors import DomainError, Problem, invalid_request
from qa_service.services.material import Material, file_material
from qa_service.strict_json import decode, read_json

MULTIPART: Final = "multipart/form-data"
_JSON: Final = frozenset({"checks", "facts", "case", "content"})
_FILE: Final = ("file", "content")
_WHOLE = "request"
PARTS: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string", "format": "binary"},
        "media_type": {"type": "string", "description": "Of the file; else its name or its part's Content-Type says."},
        "request": {"type": "string", "description": "The fields of the JSON body but for the content, as JSON."},
        "sources": {"type": "array", "items": {"type": "string", "format": "binary"}},
        "brief": {"type": "string"},
        "rubric": {"type": "string"},
    },
    "additionalProperties": True,
    "description": "Every field of the JSON body may be a part of its own; objects and lists are JSON.",
}


def read_form(raw: bytes) -> dict[str, Any]:
    """The body as what the JSON body would be, with a `Material` in place of each content that is a file."""
    form, files = _parts(raw)
    if not form and not files:
        raise invalid_request([Problem("", "invalid_multipart", "The body has no part that can be read.")])
    body = _fields(form)
    media_type = body.pop("media_type", "")
    problems: list[Problem] = []
    for name in dict.fromkeys(files):
        parts = [part for part in files.getlist(name) if part.filename]
        if not parts:
            continue  # a field of a form in which no file was chosen
        uploads = [_upload(part, media_type if name in _FILE else "") for part in parts]
        problems += _take(body, name, uploads)
    if problems:
        raise invalid_request(problems)
    return body


def _parts(raw: bytes) -> tuple[MultiDict[str, str], MultiDict[str, FileStorage]]:
    """The parts of a form; one that breaks off is refused whole."""
    parser = FormDataParser(
        stream_factory=lambda *_, **__: BytesIO(),  # it is in memory already
        max_form_memory_size=request.max_form_memory_size,
        max_form_parts=request.max_form_parts,
        silent=False,
    )
    try:
        _, form, files = parser.parse(BytesIO(raw), request.mimetype, len(raw), request.mimetype_params)
    except RequestEntityTooLarge:
        detail = f"A form may have {request.max_form_parts} parts at the most."
        problems = [Problem("", "too_many_parts", detail)]
        raise DomainError("body_too_large", "The body is too large", detail, problems, status=413) from None
    except ValueError as error:
        raise invalid_request([Problem("", "invalid_multipart", f"The form cannot be read: {error}.")]) from None
    return form, files


def _fields(form: MultiDict[str, str]) -> dict[str, Any]:
    """The parts that are no files; those left empty are not given."""
    given = {name: form.getlist(name) for name in form}
    twice = [Problem(f"/{name}", "duplicate_part", "Send this once.") for name, all_ in given.items() if len(all_) > 1]
    if twice:
        raise invalid_request(twice)
    values = {name: texts[0] for name, texts in given.items() if texts[0]}
    whole = _json(_WHOLE, values.pop(_WHOLE)) if _WHOLE in values else {}
    if not isinstance(whole, dict):
        raise invalid_request([Problem(f"/{_WHOLE}", "invalid_value", "The request is a JSON object.")])
    return {**whole, **{name: _value(name, text) for name, text in values.items()}}


def _value(name: str, text: str) -> Any:
    begins = text.lstrip()[:1]
    if name in _JSON or (name == "rubric" and begins == "{") or (name == "sources" and begins in ("[", "{")):
        return _json(name, text)
    return text


def _json(name: str, text: str) -> Any:
    try:
        return read_json(text.encode("utf-8", "surrogatepass"))
    except DomainError as error:
        raise invalid_request([Problem(f"/{name}", "invalid_value", error.detail)]) from None


def _take(body: dict[str, Any], name: str, uploads: list[Material]) -> Iterator[Problem]:
    """Put the files of one name into the body."""
    if name == "sources":
        given = body.get("sources") or []
        body["sources"] = [*(given if isinstance(given, list) else [given]), *uploads]
        return
    key = "content" if name in _FILE else name
    if len(uploads) > 1 or key in body:
        yield Problem(f"/{name}", "duplicate_part", "Send this once.")
    elif key in ("content", "brief"):
        body[key] = uploads[0]
    elif name == _WHOLE:
        whole = _json(name, _text(name, uploads[0]))
        body |= {k: v for k, v in whole.items() if k not in body} if isinstance(whole, dict) else {}
    else:
        body[name] = _value(name, _text(name, uploads[0]))


def _text(name: str, upload: Material) -> str:
    try:
        return decode(upload.data if isinstance(upload.data, bytes) else upload.data.encode())
    except DomainError as error:
        raise invalid_request([Problem(f"/{name}", "invalid_value", error.detail)]) from None


def _upload(part: FileStorage, stated: str) -> Material:
    charset = part.mimetype_params.get("charset")
    return file_material(part.stream.read(), part.filename, part.mimetype or "", charset, stated)
