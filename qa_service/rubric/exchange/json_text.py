"""Strict JSON with exact numbers: no duplicate keys, no NaN, no characters that a rubric cannot hold."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from qa_service.errors import Problem, pointer_to
from qa_service.rubric.exchange.model import refusal
from qa_service.rubric.exchange.texts import decode, has_controls, place_in

_DEEPEST = 32


class Digits(str):
    """A JSON number as it is written."""

    __slots__ = ()


def read_json(source: str | bytes) -> Any:
    """Return the value of a JSON text; its numbers are :class:`Digits`. Raises ExchangeError."""
    text = decode(source)
    try:
        value = json.loads(
            text, parse_float=Digits, parse_int=Digits, parse_constant=_no_constant, object_pairs_hook=_once
        )  # fmt: skip
    except json.JSONDecodeError as error:
        message = f"This is not JSON: {error.msg}."
        raise refusal(Problem("", "invalid_json", message, error.lineno, error.colno)) from None
    except RecursionError:
        raise _too_deep() from None
    _check(text, value)
    return value


def _no_constant(word: str) -> NoReturn:
    raise refusal(Problem("", "invalid_json", f"{word} is not JSON."))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in pairs:
        if key in out:
            raise refusal(Problem("", "duplicate_key", f'The key "{key[:80]}" stands twice in one object.'))
        out[key] = value
    return out


def _check(text: str, root: object) -> None:
    """Refuse what is nested too deeply, and characters that only an escape could bring in."""
    waiting: list[tuple[object, str, int]] = [(root, "", 0)]
    has_escapes = "\\u" in text
    while waiting:
        value, pointer, depth = waiting.pop()
        if depth > _DEEPEST:
            raise _too_deep()
        if isinstance(value, dict):
            waiting += ((item, pointer_to(pointer, key), depth + 1) for key, item in value.items())
            value = "".join(value) if has_escapes else ""
        elif isinstance(value, list):
            waiting += ((item, f"{pointer}/{index}", depth + 1) for index, item in enumerate(value))
        if has_escapes and isinstance(value, str) and has_controls(value):
            line, column = place_in(text, max(text.find("\\u"), 0))
            raise refusal(Problem(pointer, "bad_character", "A text holds a control character.", line, column))


def _too_deep() -> Exception:
    return refusal(Problem("", "too_deep", f"Nothing may be nested deeper than {_DEEPEST} levels."))
