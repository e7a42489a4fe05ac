"""Write one YAML scalar so that every reader takes it for what it is.

A text is written plain only when neither YAML 1.1 nor YAML 1.2 could take it for anything else; otherwise in
quotes, or as a block when it is long or has several lines.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from typing import Any, cast

from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from qa_service.rubric.scalars import MAX_INTEGER, AmbiguousScalar, resolve_plain

WIDTH = 110
"""Columns up to which a line is filled."""
_LEAST_WIDTH = 40
# The rules by which YAML 1.1 reads plain words; PyYAML types none of its resolver.
_tag_of = cast(Callable[..., object], cast(Any, Resolver()).resolve)
_TEXT_TAG = "tag:yaml.org,2002:str"
_BREAK = re.compile(r"(?<=[^ ]) (?=[^ ])")
_FIRST_SIGNS = frozenset("_(/$")
_NOT_IN_FLOW = frozenset(",[]{}:?#")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


def scalar_text(value: object, *, flow: bool) -> str:
    """Return the one-line form of a scalar; ``flow`` tells that it stands between brackets. Raises ValueError."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return _whole(value)
    if isinstance(value, float):
        return _fraction(value)
    if isinstance(value, str):
        return value if _is_plain(value, flow) else _quoted(value)
    raise ValueError(f"{type(value).__name__} is not a JSON value.")


def block_lines(text: str, indent: int) -> list[str]:
    """Return the lines of a long text: the sign of a block and its lines, or one line where no block can hold it."""
    body = text[:-1] if text.endswith("\n") else text
    lines = body.split("\n")
    if not _fits_a_block(body, lines):
        return [scalar_text(text, flow=False)]
    pad, width = " " * indent, max(_LEAST_WIDTH, WIDTH - 10 - indent)
    chomp = "" if text.endswith("\n") else "-"
    if len(lines) > 1 and all(len(line) <= WIDTH - indent for line in lines):
        return ["|" + chomp, *(pad + line if line else "" for line in lines)]
    return [">" + chomp, *(pad + line if line else "" for line in _folded(lines, width))]


def _whole(value: int) -> str:
    if abs(value) <= MAX_INTEGER:
        return str(value)
    if abs(value) < 2**1000 and float(value) == value:
        return _fraction(float(value))
    raise ValueError("A whole number has at most 64 bits.")


def _fraction(value: float) -> str:
    if not math.isfinite(value):
        raise ValueError("A number is finite.")
    text = repr(value)
    # Without the point YAML 1.1 takes 1e-07 for a text.
    return text.replace("e", ".0e") if "e" in text and "." not in text else text


def _is_plain(text: str, flow: bool) -> bool:
    if not text or not (text[0].isalnum() or text[0] in _FIRST_SIGNS) or text[-1] in " :":
        return False
    if ": " in text or " #" in text or (flow and not _NOT_IN_FLOW.isdisjoint(text)):
        return False
    return _is_raw(text) and _stays_text(text)


def _stays_text(text: str) -> bool:
    try:
        same = resolve_plain(text) == text
    except AmbiguousScalar:
        return False
    return same and _tag_of(ScalarNode, text, (True, False)) == _TEXT_TAG


def _is_raw(text: str) -> bool:
    """Whether every character may stand as it is: no controls, no invisible ones, no halves of a pair."""
    return text.isprintable() or all(map(_is_raw_character, text))


def _is_raw_character(char: str) -> bool:
    return char.isprintable() or unicodedata.category(char) == "Zs"


def _quoted(text: str) -> str:
    if ('"' in text or "\\" in text) and _is_raw(text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if _is_raw_character(char):
        return char
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:
        raise ValueError("Half of a surrogate pair is not a character.")
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _fits_a_block(body: str, lines: list[str]) -> bool:
    """Whether a block gives the text back: its lines neither begin nor end with a blank, and it ends in one break."""
    if not body.strip() or body.endswith("\n") or not all(map(_is_raw, lines)):
        return False
    if any(line and (line[0].isspace() or line[-1].isspace()) for line in lines):
        return False
    return len(lines) > 1 or _BREAK.search(body) is not None


def _folded(lines: list[str], width: int) -> list[str]:
    """Wrap each line at single blanks; in a folded block an empty line stands for a line break."""
    out: list[str] = []
    for number, line in enumerate(lines):
        if number:
            out.append("")
        out += _wrapped(line, width) if line else ()
    return out


def _wrapped(line: str, width: int) -> list[str]:
    rows = [""]
    for word in _BREAK.split(line):
        if rows[-1] and len(rows[-1]) + 1 + len(word) > width:
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]} {word}" if rows[-1] else word
    return rows
