"""How the places of a list are printed: digits, letters, Roman numerals; and how such numerals are read."""

from __future__ import annotations

from typing import Final

# The types of an HTML list, by the names that Word has for them.
LIST_FORMS: Final = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
LARGEST: Final = 3_999
# Numerals of clauses and lists go no further; d and m begin words and abbreviations.
_LETTERS: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def in_form(count: int, form: str) -> str:
    """Print a count as Word's number format says; formats of other scripts are printed in digits."""
    if form in ("lowerRoman", "upperRoman") and 0 < count <= LARGEST:
        return _roman(count) if form == "lowerRoman" else _roman(count).upper()
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letters = chr(97 + (count - 1) % 26) * min((count - 1) // 26 + 1, 20)
        return letters if form == "lowerLetter" else letters.upper()
    if form == "decimalZero":
        return f"{count:02d}"
    return "" if form in ("none", "bullet") else str(count)


def roman_sum(low: str) -> int | None:
    """Return the value of a numeral in small letters, written the usual way or not ("iiii"); None for other text."""
    if not low or any(letter not in _LETTERS for letter in low):
        return None
    values = [_LETTERS[letter] for letter in low]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def roman_value(low: str) -> int | None:
    """Return the value of a numeral in small letters that is written the usual way."""
    value = roman_sum(low)
    return value if value and _roman(value) == low else None


def _roman(count: int) -> str:
    out = ""
    for value, letters in ROMAN:
        times, count = divmod(count, value)
        out += letters * times
    return out
