"""An English numeral grammar: cardinals, ordinals, decimals, fractions and years written in words.

A numeral may have several lawful readings ("twenty nineteen"), so a value is a set of exact fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from qa_service.documents.searching.word_sets import word_list

ONES = {
    word: value
    for value, word in enumerate(
        word_list(
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        ),
        start=1,
    )
}
TENS = {
    **{w: 10 * v for v, w in enumerate(word_list("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)},
    "fourty": 40,
    "ninty": 90,
}
ORDINALS = {
    **{
        word: value
        for value, word in enumerate(
            word_list(
                "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
                "fourteenth "
                "fifteenth sixteenth seventeenth eighteenth nineteenth"
            ),
            start=1,
        )
    },
    **{
        w: 10 * v
        for v, w in enumerate(
            word_list("twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth"),
            start=2,
        )
    },
}
# Written without the hyphen that belongs in them, as laws and old contracts have them: "twentyfive".
COMPOUNDS = {
    f"{tens}{ones}": high + low for tens, high in TENS.items() for ones, low in ONES.items() if low < 10
}  # fmt: skip
WORD_SCALES = {
    "thousand": 10**3,
    "lakh": 10**5,
    "lac": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
# "Two crores", "five lakhs".
SCALES_IN_PLURAL = {f"{scale}s": scale for scale in WORD_SCALES}
SCALE_ORDINALS = {"thousandth": 10**3, "millionth": 10**6}
DENOMINATORS = {
    "half": 2,
    "halves": 2,
    "quarter": 4,
    "quarters": 4,
    "third": 3,
    "thirds": 3,
    **{word: value for word, value in ORDINALS.items() if value > 3},
    **{word + "s": value for word, value in ORDINALS.items() if value > 3},
    **{word + end: value for word, value in SCALE_ORDINALS.items() for end in ("", "s")},
}
# The words of whole numbers that count.
CARDINAL_WORDS = frozenset({*ONES, *TENS, *WORD_SCALES, "hundred", "zero", "dozen"})
NUMERAL_WORDS = frozenset(
    {
        *CARDINAL_WORDS,
        *SCALES_IN_PLURAL,
        *COMPOUNDS,
        *ORDINALS,
        *DENOMINATORS,
        "point",
        "and",
        "a",
        "an",
        "nil",
    }
)


@dataclass(slots=True)
class _Group:
    """The part of a cardinal that is being read, and what the larger scales have added up to."""

    total: int = 0
    value: int | None = None
    last_scale: int = 10**15
    open_after_and: bool = False

    def add_below_hundred(self, number: int) -> bool:
        held = self.value or 0
        fits = self.value is None or held % 100 == 0 or (number < 10 and held % 10 == 0 and held % 100 >= 20)
        if not fits or number == 0:
            return False
        self.value = held + number
        return True

    def add_hundred(self) -> bool:
        if self.value is None:
            self.value = 100
            return self.total == 0
        if not 0 < self.value < 100:
            return False
        self.value *= 100
        return True

    def add_scale(self, scale: int) -> bool:
        if scale > self.last_scale and 0 < self.total + (self.value or 0) < scale:
            # "Two thousand five hundred crore", "one lakh crore", "ten thousand million".
            self.total, self.value = 0, self.total + (self.value or 0)
        elif scale >= self.last_scale or (self.value is None and self.total):
            return False
        self.total += (1 if self.value is None else self.value) * scale
        self.value, self.last_scale = None, scale
        return True

    def may_take_and(self) -> bool:
        return self.total > 0 if self.value is None else self.value % 100 == 0


def cardinal(words: Sequence[str]) -> int | None:
    """Return the value of a cardinal or ordinal ("one hundred and fifth"), or None when it is not one numeral."""
    if list(words) in (["zero"], ["nil"]):
        return 0
    words = words[1:] if words and words[0] in {"a", "an"} else words
    if not words or words[-1] == "and" or words[0] == "and":
        return None
    group = _Group()
    for position, word in enumerate(words):
        if not _take(group, word, last=position == len(words) - 1):
            return None
    return group.total + (group.value or 0)


def _take(group: _Group, word: str, *, last: bool) -> bool:
    if word == "and":
        return group.may_take_and()
    if word in ORDINALS and last:
        return group.add_hundred() if word == "hundredth" else group.add_below_hundred(ORDINALS[word])
    if word in SCALE_ORDINALS and last:
        return group.add_scale(SCALE_ORDINALS[word])
    if word == "hundred":
        return group.add_hundred()
    if word == "dozen":
        group.value = (group.value or 1) * 12
        return last
    if word in WORD_SCALES:
        return group.add_scale(WORD_SCALES[word])
    return group.add_below_hundred(ONES.get(word) or TENS.get(word) or COMPOUNDS.get(word) or 0)


def place_of(ordinal: str) -> int:
    """Return the place that an ordinal tells, "ninth", "9th" or "twenty-third"; nought for another word."""
    if ordinal[0].isdecimal():
        return int(ordinal[:-2])
    tens, hyphen, ones = ordinal.lower().replace(" ", "-").rpartition("-")
    return TENS.get(tens, 0) + ORDINALS.get(ones, 0) if tens in TENS or not hyphen else 0


def numeral_readings(words: Sequence[str]) -> frozenset[Fraction]:
    """Return every lawful value of a numeral given as lower-case words; empty when it is not one numeral."""
    words = [SCALES_IN_PLURAL.get(word, word) for word in words]
    found = {Fraction(value) for value in (cardinal(words), _year_pair(words), _digit_row(words)) if value is not None}
    found |= {value for value in (_decimal(words), _fraction(words), _small_parts(words)) if value is not None}
    return frozenset(found)


def _year_pair(words: Sequence[str]) -> int | None:
    """Read "nineteen ninety-nine" as 1999: two numbers of two digits."""
    for split in range(1, len(words)):
        left, right = cardinal(words[:split]), cardinal(words[split:])
        if left and right and 10 <= left <= 99 and 10 <= right <= 99:
            return left * 100 + right
    return None


def _digit_row(words: Sequence[str]) -> int | None:
    """Read "one four seven" as 147: at least three single digits."""
    if len(words) < 3 or any(ONES.get(word, 0 if word == "zero" else 99) > 9 for word in words):
        return None
    return int("".join(str(ONES.get(word, 0)) for word in words))


def _decimal(words: Sequence[str]) -> Fraction | None:
    if "point" not in words:
        return None
    at = list(words).index("point")
    tail = list(words[at + 1 :])
    scale = WORD_SCALES[tail.pop()] if tail and tail[-1] in WORD_SCALES else 1
    whole = cardinal(words[:at]) if at else 0
    digits = "".join(str(ONES.get(word, 0)) if word == "zero" or ONES.get(word, 99) < 10 else "x" for word in tail)
    if not digits.isdigit():
        joined = cardinal(tail)
        digits = str(joined) if joined is not None and joined < 100 else ""
    return None if whole is None or not digits else Fraction(f"{whole}.{digits}") * scale


def _fraction(words: Sequence[str]) -> Fraction | None:
    """Read "half", "two thirds", "one and one-half", "half a million", "two and a half million"."""
    if len(words) > 1 and words[-1] in WORD_SCALES:
        part = _fraction(words[:-2] if words[-2] in {"a", "one"} else words[:-1])
        return None if part is None else part * WORD_SCALES[words[-1]]
    if not words or words[-1] not in DENOMINATORS or (words[-2:-1] and words[-2] in ORDINALS):
        return None
    for split in range(len(words) - 1, -1, -1):
        if split and words[split] == "and":
            whole, part = cardinal(words[:split]), _fraction(words[split + 1 :])
            return None if whole is None or part is None or part >= 1 else whole + part
    count = 1 if len(words) == 1 or words[:-1] == ["a"] else cardinal(words[:-1])
    small = count is not None and (count == 1 or words[-1].endswith("s") or words[-1] in {"half", "quarter"})
    if count is None or not small or (len(words) == 1 and words[-1] in ORDINALS):
        return None
    return Fraction(count, DENOMINATORS[words[-1]])


def _small_parts(words: Sequence[str]) -> Fraction | None:
    """Read "five one-hundredths" as "five hundredths"; "twenty-one hundredths" has both readings."""
    if len(words) < 3 or words[-2] != "one" or DENOMINATORS.get(words[-1], 0) < 10:
        return None
    return _fraction([*words[:-2], words[-1]])
