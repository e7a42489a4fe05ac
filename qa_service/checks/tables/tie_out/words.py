"""What the text of a head or a label names: words, years, periods, and how its figures are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qa_service.checks.reading.stems import FUNCTION_WORDS, stem
from qa_service.checks.tables import kinds
from qa_service.checks.tables.tie_out.periods import periods_in
from qa_service.documents.searching.any_case import AnyCase
from qa_service.documents.searching.word_sets import word_set

WORD = re.compile(r"[^\W\d_]{2,}")
YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)|\b(?:FY|F|CY)\s?['\u2019]?(\d\d)\b|['\u2019](\d\d)\b")
STOP = (FUNCTION_WORDS - {"other", "not", "very"}) | word_set(
    "total totals subtotal sum year years ended month months december january june september march million millions "
    "thousand thousands billion note notes fy und der die das von mit summe gesamt insgesamt jahr tsd mio teur "
    "plc ltd inc llc llp gmbh ag sa nv bv asa oyj"
)
SCALES = (
    (12, AnyCase.of(r"\btwh\b")),
    (9, AnyCase.of(r"\b(?:billions?|mrd|bn|gwh|milliards?|milliarden?|mil\smillones|miliardi|miljarder)\b")),
    (
        6,
        AnyCase.of(
            r"000,000|\bmwh\b|[$€£]\s?m(?:n?\b|io)|\b(?:millions?\b|mio\b|millionen\b|millones\b|milioni\b|miljoe?n(?:er)?\b|milh\u00f5es\b|mln\b|(?:usd|eur|gbp|rmb)\s?mn?\b)"
        ),
    ),
    (
        3,
        AnyCase.of(
            r"000s?\b|[$€£]\s?k\b|\b(?:thousands?\b|tsd\b|tausend\b|milliers\b|miles\sde\b|migliaia\b|duizend\w*\b|teur\b|kwh\b|t€|k[€$£])"
        ),
    ),
)
# "Norden" and "Nord" are one region.
FEWEST_LETTERS = {"ment": 5, "ion": 5, "al": 5, "en": 3}
# Tables print the one, sentences say the other.
SAME = {
    "women": "female", "woman": "female", "men": "male", "man": "male", "repaid": "repay", "goal": "target",
    "goals": "target",
}  # fmt: skip
# "Mitgliederzahl" counts "Mitglieder".
COUNTED = 8
# What figures are measured in is not said with each of them.
UNITS = word_set("kwh mwh gwh twh kw mw gw kg mg km cm mm kn mpa fnu ntu sq ft min sec hrs hr yr usd eur gbp chf")
MONTHS = word_set("january february march april may june july august september october november december")
MOVED = re.compile(r"(?i)\b(?:movement|over\W{1,3}under|overspen[dt]|underspen[dt]|abweichung|\u00e9cart)\b")
BAND = re.compile(
    r"(?<![\d.,])(?:(?P<low>\d{1,4})\s?(?:to|bis|-|\u2013)\s?(?P<high>\d{1,4})(?![\d.,]*\d)|"
    r"(?P<least>\d{1,4})\s?(?:\+|(?:or|and|und)\s(?:over|more|above|older|mehr|\u00e4lter)\b))|"
    r"\b(?:under|below|unter)\s(?P<below>\d{1,4})(?![\d.,]*\d)"
)
# "31 Dec 2023" is no decrease.
DATED = re.compile(r"(?i)\bdec\.?\s\d|\d\sdec\b|\Adec\b")
# "n (%)" speaks of the second of two figures.
SECOND_PERCENT = re.compile(r"\(\s?%\s?\)")
# "Days to settle" counts days, "Age, years" years; "year 2023" does neither.
TIMES = re.compile(
    r"\b(?:year|month|day|week|quarter|hour)s?\b|\b(?:stunden|tage|wochen|monate|jahre|heures|jours|mois)\b"
)
# "VAT at 20%" names a rate, "Margin, %" says that the figures are percentages.
PERCENTAGES = re.compile(r"(?i)(?<![\d\s])\s?%|\A\W*%|percent|per cent|prozent")


@dataclass(frozen=True, slots=True)
class Label:
    """What a text names; ``second`` tells that of two figures in a cell the second is a percentage."""

    words: frozenset[str]
    years: frozenset[int]
    scale: int | None
    percent: bool
    change: bool
    periods: frozenset[str]
    times: frozenset[str]
    second: bool

    @classmethod
    def of(cls, text: str, *, computed: bool = False) -> Label:
        """Return what the text of a head or a label names; a ``computed`` difference with a name is no change."""
        bands = bands_in(text.lower())
        words, percent = (
            words_of(text) - (FUNCTION_WORDS if bands else frozenset()) | bands,
            PERCENTAGES.search(text) is not None,
        )
        moved = MOVED.search(text) or (kinds.MOVEMENT.search(text) and not DATED.search(text))
        change, periods = bool(moved) or (computed and not words), periods_in(text)
        years, second = years_of(text), percent and SECOND_PERCENT.search(text) is not None
        times = frozenset() if years else frozenset(map(key, TIMES.findall(text.lower())))
        return cls(words | periods, years, scale_in(text), percent, change, periods, times, second)


def scale_in(text: str) -> int | None:
    """Return the power of ten that a head or a caption states: 3 for "in thousands", None where there is none."""
    return next((power for power, pattern in SCALES if pattern.search(text)), None)


def years_of(text: str) -> frozenset[int]:
    """Return the years that a text names; "FY19" is 2019."""
    found = set()
    for match in YEAR.finditer(text):
        short = match[1] or match[2]
        found.add(2000 + int(short) if short else int(match.group()))
    return frozenset(found)


def all_words(text: str) -> frozenset[str]:
    """Return the keys of all words of a text; two forms of a word have one key."""
    return frozenset(map(key, WORD.findall(text.lower()))) | bands_in(text.lower())


def bands_in(text: str) -> frozenset[str]:
    """Return the bands of ages or sizes that a text names: "40 to 64", "65 or over"."""
    return frozenset(map(band_name, BAND.finditer(text)))


def band_name(band: re.Match[str]) -> str:
    """Return a band that a text names in one form."""
    if band["low"]:
        return f"{band['low']}-{band['high']}"
    return f"{band['least']}+" if band["least"] else f"<{band['below']}"


def words_of(text: str) -> frozenset[str]:
    """Return the keys of the words that tell something; a label such as "All other" has no better ones."""
    found = WORD.findall(text.lower())
    telling = [word for word in found if word not in STOP]
    spare = [] if telling or kinds.TOTAL.search(text) else [word for word in found if word in FUNCTION_WORDS | MONTHS]
    measured = [word for word in telling if word not in UNITS]
    return frozenset(map(key, measured or telling or spare))


@lru_cache(maxsize=1 << 14)
def key(word: str) -> str:
    """Return what "disposals", "disposed" and "disposal" have in common, and "August" and "Aug"."""
    if word in MONTHS or word == "sept":
        return word[:3]
    # "Australians" are counted below "Australia".
    word = word[: word.rindex("n")] if word.endswith(("ians", "ian")) and len(word) > COUNTED else word
    base = stem(SAME.get(word) or (word.removesuffix("zahl") if len(word) > COUNTED else word))
    ending = next(
        (end for end in FEWEST_LETTERS if base.endswith(end) and len(base) - len(end) >= FEWEST_LETTERS[end]), ""
    )
    return stem(base.removesuffix(ending)) if ending == "ment" else base.removesuffix(ending)
