"""The content stream of a PDF page as operations, in one pass (ISO 32000-1, 7.2 and 7.8.2).

Runs of path construction are one operation with their place in the stream: drawings cost next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from qa_service.documents.errors import DocumentError

# A page of print has a few thousand; a large file may have one for each of its bytes more.
TOKENS: Final = 600_000
MOST_TOKENS: Final = 6_000_000
MAX_OPERANDS: Final = 100_000
MAX_NESTED: Final = 50
PATH: Final = "path"
TOKEN = re.compile(
    rb"""
    (?P<path> (?: (?:[-+.\d]{1,40}+[ \t\r\n]++){2,6}+ [mlcvy][ \t\r\n]++ | h[ \t\r\n]++ )++ )
  | (?P<number> [-+]{0,3}+ (?: \d++\.?+\d*+ | \.\d++ ) )
  | (?P<string> \( (?: [^()\\]++ | \\. )*+ \) )
  | (?P<hex> <[0-9A-Fa-f\s]*+> )
  | (?P<name> /[^\s/<>\[\](){}%]*+ )
  | (?P<op> [A-Za-z'"][A-Za-z0-9*]*+ )
  | (?P<open> \[ | << ) | (?P<close> \] | >> )
  | (?P<comment> %[^\r\n]*+ )
  | (?P<nested> \( )
    """,
    re.VERBOSE | re.DOTALL,
)
PARENTHESIS = re.compile(rb"[()\\]")
ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
ESCAPED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
IMAGE_END = re.compile(rb"[\s]EI(?=[\s]|$)")

# A number, a string, a name ("/F1"), an array, or a dictionary as a list of its parts.
Operand = float | bytes | str | list["Operand"]


class Budget:
    """How many tokens the pages of one file may still have together."""

    def __init__(self, size: int) -> None:
        self.left = min(TOKENS + size, MOST_TOKENS)

    def spend(self, count: int) -> None:
        """Raise DocumentError when more is spent than there was."""
        self.left -= count
        if self.left < 0:
            raise DocumentError("too_complex", "The pages have more drawing instructions than are read here.")


def operations(data: bytes, budget: Budget) -> Iterator[tuple[str, list[Operand], int, int]]:
    """Yield operator, operands and the place in ``data``; a run of path construction is the operator "path"."""
    stack: list[list[Operand]] = [[]]
    at, seen = 0, 0
    while True:
        found = TOKEN.search(data, at)
        if found is None:
            break
        at, kind, seen = found.end(), found.lastgroup, seen + 1
        if seen % 1_000 == 0:
            budget.spend(1_000)
        if kind == "op":
            operator = found.group().decode("ascii", "replace")
            if operator == "BI":
                at = _after_image(data, at)
            yield operator, stack[0], found.start(), at
            stack = [[]]
        elif kind == "path":
            yield PATH, [], found.start(), at
            stack = [[]]
        elif kind in ("open", "close"):
            _nest(stack, kind)
        elif kind == "nested":
            text, at = _nested(data, at)
            stack[-1].append(text)
        elif kind != "comment" and len(stack[-1]) < MAX_OPERANDS:
            stack[-1].append(_value(kind, found.group()))
    budget.spend(seen % 1_000)


def _nest(stack: list[list[Operand]], kind: str) -> None:
    """Begin or end an array or a dictionary; what is nested deeper than anybody nests is flat."""
    if kind == "open" and len(stack) < MAX_NESTED:
        stack.append([])
    elif kind == "close" and len(stack) > 1:
        inner = stack.pop()
        stack[-1].append(inner)


def _value(kind: str | None, token: bytes) -> Operand:
    if kind == "number":
        return _number(token)
    if kind == "string":
        return unescaped(token[1:-1])
    if kind == "hex":
        digits = bytes(token[1:-1].translate(None, b" \t\r\n\f\x00\x0b"))
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    return token.decode("latin-1")


def _number(token: bytes) -> float:
    value = float(token.lstrip(b"+-")[:40])
    return -value if token.startswith(b"-") else value


def unescaped(text: bytes) -> bytes:
    """Resolve the escapes of a literal string."""
    return ESCAPE.sub(_unescape, text) if b"\\" in text else text


def _unescape(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    if sign[:1].isdigit() and sign[:1] < b"8":
        return bytes([int(sign, 8) & 0xFF])
    return ESCAPED.get(sign, sign)


def _nested(data: bytes, at: int) -> tuple[bytes, int]:
    """Read a string with parentheses inside; one that never ends reaches to the end of the page."""
    start, depth = at, 1
    while depth:
        found = PARENTHESIS.search(data, at)
        if found is None:
            return unescaped(data[start:]), len(data)
        sign, at = found.group(), found.end()
        if sign == b"\\":
            at += 1
        else:
            depth += 1 if sign == b"(" else -1
    return unescaped(data[start : at - 1]), at


def _after_image(data: bytes, at: int) -> int:
    """Skip an image in the stream: its bytes are no instructions."""
    begin = data.find(b"ID", at)
    found = IMAGE_END.search(data, begin + 2) if begin >= 0 else None
    return found.end() if found else len(data)
