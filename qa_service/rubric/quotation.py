"""From an offset in the value of a one-line scalar to the offset in how the scalar is written."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))|(.)")
_SHORT = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b", "N": "\x85",
    "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


def place_inside(written: str, value: str, index: int) -> int:
    """Return at which character of ``written`` the character ``index`` of ``value`` stands.

    ``written`` is the rest of the line from where the scalar starts: plain, or in single or double quotes. The answer
    is 0, the start of the scalar, when it goes over several lines.
    """
    if written.startswith(value):
        return index if written[:1] not in ("'", '"') or not value else 0
    if written[:1] == "'":
        doubled = value.replace("'", "''")
        return 1 + index + value.count("'", 0, index) if written.startswith(f"'{doubled}'") else 0
    return _inside_double(written, value, index) if written[:1] == '"' else 0


def _inside_double(written: str, value: str, index: int) -> int:
    at, places = 1, list[int]()
    for char in value:
        found = _ESCAPE.match(written, at)
        if found is None or _meaning(found) != char:
            return 0
        places.append(at)
        at = found.end()
    return [*places, at][min(index, len(places))] if written[at : at + 1] == '"' else 0


def _meaning(escape: re.Match[str]) -> str:
    *numbers, short, plain = escape.groups()
    code = next((number for number in numbers if number), "")
    if code:
        return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else ""
    return plain or _SHORT.get(short, short)
