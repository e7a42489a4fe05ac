"""Character maps of PDF fonts: from the codes of a string to text (ISO 32000-1, 9.10.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

MAX_DATA: Final = 2_000_000
MAX_ENTRIES: Final = 70_000
SECTION = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
PART = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


@dataclass(slots=True)
class CharacterMap:
    """``size`` is the number of bytes of a code, where the map says so."""

    texts: dict[int, str] = field(default_factory=dict)
    size: int | None = None


def read_map(data: bytes) -> CharacterMap:
    """Return the map of a ToUnicode stream; what cannot be read is left out."""
    out = CharacterMap()
    sizes: set[int] = set()
    for found in SECTION.finditer(data[:MAX_DATA]):
        kind, parts = found[1], PART.findall(found[2])
        if kind == b"codespacerange":
            sizes |= {len(_hex(part)) for part, _, _ in parts}
        elif kind == b"bfchar":
            codes = [_hex(part) for part, _, _ in parts]
            for code, text in zip(codes[0::2], codes[1::2], strict=False):
                _put(out, int.from_bytes(code[:4]), _text(text))
        else:
            _ranges(out, parts)
    if len(sizes - {0}) == 1:
        out.size = max(sizes)
    return out


def _ranges(out: CharacterMap, parts: list[tuple[bytes, bytes, bytes]]) -> None:
    at = 0
    while at + 2 < len(parts):
        first, last = (int.from_bytes(_hex(parts[at + step][0])[:4]) for step in (0, 1))
        at += 2
        if parts[at][1]:
            at += 1
            while at < len(parts) and not parts[at][2]:
                if first <= last:
                    _put(out, first, _text(_hex(parts[at][0])))
                first, at = first + 1, at + 1
            at += 1
            continue
        target = _hex(parts[at][0])
        at += 1
        for step in range(min(last - first + 1, MAX_ENTRIES - len(out.texts))):
            _put(out, first + step, _stepped(target, step))


def _put(out: CharacterMap, code: int, text: str) -> None:
    if len(out.texts) < MAX_ENTRIES:
        out.texts[code] = text


def _stepped(target: bytes, step: int) -> str:
    """Count the last character of a target up."""
    if len(target) < 2:
        return _text(bytes([(target[0] + step) & 0xFF])) if target else ""
    if len(target) == 4 and 0xD8 <= target[0] < 0xDC:
        code = ord(_text(target)[:1] or "\0") + step
        return chr(code) if code < 0x110000 else ""
    last = int.from_bytes(target[-2:]) + step
    return _text(target[:-2] + (last & 0xFFFF).to_bytes(2))


def _hex(digits: bytes) -> bytes:
    plain = bytes(digits.translate(None, b" \t\r\n\f\x0b"))[:1_024]
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode("ascii"))


def _text(code: bytes) -> str:
    return code.decode("latin-1") if len(code) == 1 else code.decode("utf-16-be", "replace")
