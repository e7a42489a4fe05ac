"""Plain YAML scalars: the core schema of YAML 1.2, and the words on which YAML 1.1 readers disagree.

Source: YAML 1.2.2, chapter 10.3.2 (core schema tag resolution). What a YAML 1.1 reader would silently turn
into something else (``no``, ``12:30``, ``010``, ``1_000``) is refused, so that a rubric means the same in
every tool.
"""

from __future__ import annotations

import math
import re

from qa_service.rubric.problems import shown

Scalar = str | int | float | bool | None

MAX_INTEGER = 2**63 - 1
MAX_KEY = 200
"""Characters of a key: no id, path or phrase is longer, and each problem below it repeats it."""
TOO_LARGE = "Whole numbers have at most 64 bits: quote it if it is a word."
_CONSTANTS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_WORDS = frozenset(
    form for word in ("yes", "no", "on", "off", "y", "n") for form in (word, word.capitalize(), word.upper())
)
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_OCTAL = re.compile(r"[-+]?0[0-9_]+")
_SEXAGESIMAL = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?")
_UNDERSCORED = re.compile(r"[-+]?(?=[^_]*_)(?:[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|0x[0-9a-fA-F_]+)")
_OTHER_BASE = re.compile(r"[-+]?0b[01_]+|[-+]?0o[0-7_]+|[-+]0x[0-9a-fA-F_]+")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|-?Infinity|NaN")
_LEADERS = frozenset("0123456789+-.IN")
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f]|([\ud800-\udfff])")


class AmbiguousScalar(Exception):  # noqa: N818 - it is a finding about the text, the reader turns it into a problem
    """A scalar that is refused; ``code`` and ``message`` say why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def check_text(text: str) -> None:
    """Raise AmbiguousScalar for a text that no store and no screen can be trusted with, however it was written."""
    found = _CONTROL.search(text)
    if found and found[1]:
        raise AmbiguousScalar("lone_surrogate", f"U+{ord(found[0]):04X} is half a character: leave it out.")
    if found:
        raise AmbiguousScalar("control_character", f"The control character U+{ord(found[0]):04X} is not allowed.")


def check_key(text: str) -> None:
    """Raise AmbiguousScalar for a key that is too long to be named in a message."""
    if len(text) > MAX_KEY:
        raise AmbiguousScalar("key_too_long", f"A key has at most {MAX_KEY} characters.")


def check_integer(value: int) -> None:
    """Raise AmbiguousScalar for a whole number of more than 64 bits."""
    if abs(value) > MAX_INTEGER:
        raise AmbiguousScalar("number_too_large", TOO_LARGE)


def resolve_plain(text: str) -> Scalar:
    """Return the value of an unquoted scalar. Raises AmbiguousScalar for words that YAML versions read differently."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text in _WORDS:
        raise AmbiguousScalar(
            "ambiguous_word", f"Some YAML readers take an unquoted {text} for true or false: quote it or use a word."
        )
    if text[0] not in _LEADERS:
        return text
    return _number(text)


def _number(text: str) -> Scalar:
    if _INTEGER.fullmatch(text):
        return _integer(text, 10)
    _refuse_lookalike(text)
    if _FLOAT.fullmatch(text):
        return _finite(text)
    if _HEXADECIMAL.fullmatch(text):
        return _integer(text, 16)
    return text


def _integer(text: str, base: int) -> int:
    value = int(text, base) if len(text) <= 24 else MAX_INTEGER + 1
    check_integer(value)
    return value


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise AmbiguousScalar("not_finite", f"{shown(text)} is too large for a number.")
    return value


def _refuse_lookalike(text: str) -> None:
    seen = shown(text)
    if _SEXAGESIMAL.fullmatch(text):
        raise AmbiguousScalar("ambiguous_number", f"Some YAML readers take {seen} for a base-60 number: quote it.")
    if _OCTAL.fullmatch(text):
        raise AmbiguousScalar(
            "ambiguous_number", f"Some YAML readers take {seen} for an octal number: quote it or drop the leading 0."
        )
    if _UNDERSCORED.fullmatch(text) or _OTHER_BASE.fullmatch(text):
        raise AmbiguousScalar(
            "ambiguous_number", f"Some YAML readers take {seen} for a number: write plain digits or quote it."
        )
    if _NOT_FINITE.fullmatch(text):
        raise AmbiguousScalar("not_finite", f"{seen} is not a finite number: quote it if it is a word.")
