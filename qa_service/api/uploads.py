"""Bodies of multipart/form-data: files, and beside them the fields that a JSON body would have."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from flask import request
from werkzeug.datastructures import FileStorage

from qa_service.documents import media_type_of
from qa_service.errors import DomainError, Problem, invalid
from qa_service.strict_json import decode, read_json

MULTIPART: Final = "multipart/form-data"
MAX_NAME: Final = 255
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


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived; its text form names the content, so that equal requests are told by it."""

    data: bytes = field(repr=False)
    media_type: str
    filename: str | None = None

    def __str__(self) -> str:
        return f"{self.filename} {self.media_type} {hashlib.sha256(self.data).hexdigest()}"


def read_form() -> dict[str, Any]:
    """The body as what the JSON body would be, with an `Upload` in place of each content that is a file."""
    if not request.form and not request.files:
        raise _refused([Problem("", "invalid_multipart", "The body has no part that can be read.")])
    body = _fields()
    media_type = body.pop("media_type", "")
    problems: list[Problem] = []
    for name in dict.fromkeys(request.files):
        parts = [part for part in request.files.getlist(name) if part.filename]
        if not parts:
            continue  # a field of a form in which no file was chosen
        uploads = [_upload(part, media_type if name in _FILE else "") for part in parts]
        problems += _take(body, name, uploads)
    if problems:
        raise _refused(problems)
    return body


def plain_name(name: str | None) -> str | None:
    """A file's name without folders and what cannot be printed; None where nothing is left."""
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in last if sign.isprintable()).strip()
    return kept[-MAX_NAME:] or None


def _fields() -> dict[str, Any]:
    """The parts that are no files; those left empty are not given."""
    given = {name: request.form.getlist(name) for name in request.form}
    twice = [Problem(f"/{name}", "duplicate_part", "Send this once.") for name, all_ in given.items() if len(all_) > 1]
    if twice:
        raise _refused(twice)
    values = {name: texts[0] for name, texts in given.items() if texts[0]}
    whole = _json(_WHOLE, values.pop(_WHOLE)) if _WHOLE in values else {}
    if not isinstance(whole, dict):
        raise _refused([Problem(f"/{_WHOLE}", "invalid_value", "The request is a JSON object.")])
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
        raise _refused([Problem(f"/{name}", "invalid_value", error.detail)]) from None


def _take(body: dict[str, Any], name: str, uploads: list[Upload]) -> Iterator[Problem]:
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


def _text(name: str, upload: Upload) -> str:
    try:
        return decode(upload.data)
    except DomainError as error:
        raise _refused([Problem(f"/{name}", "invalid_value", error.detail)]) from None


def _upload(part: FileStorage, media_type: str) -> Upload:
    """A part with its type: what was said, else what its name says, else what its Content-Type says.

    Browsers and command lines guess the Content-Type from tables of their own; endings are more to be trusted.
    """
    name = plain_name(part.filename)
    named = media_type_of(name) if name else None
    charset = part.mimetype_params.get("charset")
    kind = media_type or named or part.mimetype or ""
    return Upload(part.stream.read(), f"{kind}; charset={charset}" if charset and not media_type else kind, name)


def _refused(problems: list[Problem]) -> DomainError:
    return invalid("invalid_request", "The request is not valid", problems)
