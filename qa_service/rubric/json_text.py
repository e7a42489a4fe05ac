"""JSON that a YAML reader would not take as it is meant: escaped surrogate pairs, and characters YAML wants escaped.

JSON writes a character beyond U+FFFF as two ``\\u`` escapes, and its strings may hold U+2028 or U+007F as they are.
Both are rewritten as escapes that mean the same in YAML; :class:`Rewritten` leads back to the places in the text.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field

NOT_IN_YAML = "[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
"""Characters that YAML does not allow, or that its versions read differently: U+0085, U+2028 and U+2029 end a line
in YAML 1.1 and not in 1.2; U+FEFF is passed over at the start of a line."""
_HIGH, _LOW = r"\\u([dD][89abAB][0-9a-fA-F]{2})", r"\\u([dD][c-fC-F][0-9a-fA-F]{2})"
_FOREIGN = re.compile(f"{_HIGH}{_LOW}|({NOT_IN_YAML})")
_TOKEN = re.compile(rf"{_HIGH}{_LOW}|({NOT_IN_YAML})|\\.|\n|\r\n?", re.DOTALL)
_LINE_ENDS = ("\n", "\r", "\r\n")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text for the YAML reader; ``moves`` says, by line, from which columns on it is how much longer or shorter."""

    text: str
    moves: dict[int, tuple[list[int], list[int]]] = field(default_factory=dict)

    def place(self, line: int, column: int) -> tuple[int, int]:
        """Return the place in the text as it was, line and column from 1."""
        if line not in self.moves:
            return line, column
        columns, shifts = self.moves[line]
        index = bisect_right(columns, column)
        return line, column + (shifts[index - 1] if index else 0)


def as_yaml(text: str) -> Rewritten:
    """Return the text itself unless it is JSON with characters or escapes that are foreign to YAML."""
    return _rewrite(text) if _FOREIGN.search(text) and _is_json(text) else Rewritten(text)


def _is_json(text: str) -> bool:
    try:
        json.loads(text, parse_int=float)
    except (ValueError, RecursionError):
        return False
    return True


def _rewrite(text: str) -> Rewritten:
    pieces: list[str] = []
    moves: dict[int, tuple[list[int], list[int]]] = {}
    line, start, shift, done = 1, 0, 0, 0
    for found in _TOKEN.finditer(text):
        if found[0] in _LINE_ENDS:
            line, start, shift = line + 1, found.end(), 0
        elif written := _escape(found):
            pieces += text[done : found.start()], written
            done = found.end()
            shift += len(found[0]) - len(written)
            columns, shifts = moves.setdefault(line, ([], []))
            columns.append(done - start - shift + 1)
            shifts.append(shift)
    return Rewritten("".join([*pieces, text[done:]]), moves)


def _escape(found: re.Match[str]) -> str:
    high, low, raw = found.groups()
    if raw:
        return f"\\u{ord(raw):04x}"
    if high:
        return f"\\U{0x10000 + ((int(high, 16) & 0x3FF) << 10) + (int(low, 16) & 0x3FF):08x}"
    return ""
