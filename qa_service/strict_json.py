"""Strict JSON: UTF-8, finite numbers, integers of 64 bits, bounded depth, no name twice, no text that is none."""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import Any, NoReturn

from qa_service.errors import DomainError, Problem, invalid_request

MAX_LEVELS = 100
_INTEGERS = range(-(2**63), 2**63)
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"(\s*:)?|[\[\]{}]')
_INTEGER_CHARACTERS = 20  # of the longest one with its sign; nothing longer need be converted


def read_json(raw: bytes, line: int = 1) -> Any:
    """Read strict JSON: UTF-8, finite numbers, integers of 64 bits, at most 100 levels.

    No object has a name twice, and no text holds lone surrogates or NUL.
    """
    text = decode(raw)
    if not text.strip():
        raise bad_json("The body is empty; JSON is expected.", line, 1)
    try:
        value = json.loads(
            text, parse_constant=_no_constant, parse_float=_finite, parse_int=_integer, object_pairs_hook=_once
        )
    except json.JSONDecodeError as error:
        raise bad_json(f"{error.msg}.", line + error.lineno - 1, error.colno) from None
    except _NameTwice:
        name, at = _second_of_a_name(text)
        shown = name if len(name) <= 40 else f"{name[:39]}…"
        raise bad_json(f"The object has the name “{shown}” twice.", *_line_and_column(text, at, line)) from None
    except _NumberError as error:
        row, column = _place(text, error.digits)
        raise bad_json(f"{error}.", line + row, column) from None
    except ValueError as error:
        raise bad_json(f"The JSON cannot be read: {error}.", line, 1) from None
    except RecursionError:
        raise _nested(line) from None
    # Each level takes a bracket, so most bodies need no walk.
    if text.count("[") + text.count("{") > MAX_LEVELS and _too_deep(value):
        raise _nested(line)
    if "\\u" in text:
        _refuse_unstorable(value, "")
    return value


def decode(raw: bytes) -> str:
    """The body as UTF-8 text (a byte order mark is tolerated), or a refusal that names the byte."""
    try:
        if b"\0" in raw:
            raise UnicodeDecodeError("utf-8", raw, raw.index(b"\0"), raw.index(b"\0") + 1, "NUL is no text")
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        detail = f"The body is not UTF-8 text: byte {raw[error.start]:#04x} at offset {error.start}."
        raise DomainError(
            "invalid_encoding", "The encoding is wrong", detail, [Problem("", "invalid_encoding", detail)], status=400
        ) from None


def bad_json(message: str, line: int, column: int) -> DomainError:
    """The refusal of a text that is not JSON."""
    return DomainError(
        "invalid_json",
        "The body is not JSON",
        f"Line {line}, column {column}: {message}",
        [Problem("", "invalid_json", message, line=line, column=column)],
        status=400,
    )


class _NameTwice(ValueError):  # noqa: N818 - what was found, which becomes the refusal
    """An object has a name twice: readers differ on which value counts."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _NameTwice
    return found


def _second_of_a_name(text: str) -> tuple[str, int]:
    """Return the first name that its object has already, and where it stands."""
    names: list[set[str] | None] = []
    for token in _TOKEN.finditer(text):
        sign = token[0][0]
        if sign in "{[":
            names.append(set() if sign == "{" else None)
        elif sign in "}]":
            names.pop()
        elif token[1] is not None and names[-1] is not None:
            name = json.loads(token[0][: -len(token[1])])
            if name in names[-1]:
                return name, token.start()
            names[-1].add(name)
    return "", 0


def _line_and_column(text: str, at: int, line: int) -> tuple[int, int]:
    return line + text.count("\n", 0, at), at - text.rfind("\n", 0, at)


class _NumberError(ValueError):
    """A number that cannot be kept."""

    def __init__(self, digits: str) -> None:
        shown = digits if len(digits) <= 24 else f"{digits[:20]}…"
        super().__init__(f"{shown} is out of range: a number is finite, and an integer has 64 bits with its sign")
        self.digits = digits


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise _NumberError(digits)
    return number


def _integer(digits: str) -> int:
    if len(digits) > _INTEGER_CHARACTERS or (number := int(digits)) not in _INTEGERS:
        raise _NumberError(digits)
    return number


def _place(text: str, digits: str) -> tuple[int, int]:
    """Lines before, and the column from 1, of a number as it is written."""
    at = text.index(digits)
    return text.count("\n", 0, at), at - text.rfind("\n", 0, at)


def _nested(line: int) -> DomainError:
    return bad_json(f"Nothing may be nested deeper than {MAX_LEVELS} levels.", line, 1)


def _too_deep(value: Any) -> bool:
    """Whether lists and objects nest deeper than is read, found level by level: recursion itself would fail here."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(MAX_LEVELS):
        within = (item for node in level for item in (node.values() if isinstance(node, dict) else node))
        level = [item for item in within if isinstance(item, dict | list)]
        if not level:
            return False
    return True


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _refuse_unstorable(value: Any, pointer: str) -> None:
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= c <= "\udfff" for c in value):
            raise invalid_request(
                [
                    Problem(
                        pointer, "invalid_text", "The text holds a NUL or half of a surrogate pair, which is not text."
                    )
                ],
            )
    elif isinstance(value, dict):
        for key, item in value.items():
            _refuse_unstorable(key, pointer)
            _refuse_unstorable(item, f"{pointer}/{key}")
    elif isinstance(value, list):
        for i, item in enumerate(value):
            _refuse_unstorable(item, f"{pointer}/{i}")
