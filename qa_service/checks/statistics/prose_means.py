"""Means in sentences: what they are of, and whether that is counted.

In a sentence that speaks of means, each number with decimals is one, unless it is told to be something else: a spread,
a statistic, a difference, money, a share. What is counted stands right behind the mean as a noun in the plural ("5.96
errors"), unless it is a unit, or counted for some time or place ("per lap").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa_service.checks.statistics.mean_words import RATE
from qa_service.documents.searching.word_sets import word_set

_NUMBER = re.compile(
    r"(?<![\w.,$€£<>~±/-])(?<![$€£<>~±-] )(?P<mean>\d{1,3}(?:\.\d{1,3}|,\d{2}))(?![\d%]|[.,]\d|"
    r" ?(?:%|[€$£°]|percent|per cent|to \d|- ?\d|thousand|million|billion|hundred|dozen))"
)
_SPEAKS_OF_MEANS = re.compile(
    r"\b[Mm]eans?\b|\b[Aa]verag(?:e|ed|es|ing)\b|\bMs? {0,3}=|\bSD\b|±|\d \([nN] {0,3}=|"
    r"\b(?:rated|scored|graded|marked)\b|\b[Mm]ittel(?:wert\w*)?\b|\b[Dd]urchschnitt"
)
# What a number is called that is no mean, or is none to the point.
_NO_MEAN = re.compile(
    r"\b(?:SD|SE|SEM|CI|OR|RR|HR|IQR|ICC|[dtFzrpUQRWgkb]|alpha|kappa|range|median|differences?|deviation|ratio|effect|"
    r"error|gap|lower|higher|by|around|about|approximately|roughly|nearly|almost|than|least|most|over|under|every|"
    r"(?i:section|clause|article|paragraph|chapter|table|figure|version|level)s?|"
    r"power|gains?|reduction|increase|decrease|rise|fall|change)"
    r"(?: (?:of|was|is|were))? ?\Z"
)
_CALLED_MEAN = re.compile(r"\b(?:Ms?|[Mm]eans?|[Aa]verage|Mittelwert|MW) {0,3}[=:]? {0,3}\Z")
_BOUNDARY = re.compile(r"[;,](?= )|\b(?:and|versus|vs|than|compared|while|whereas|against|but|und|gegenüber)\b|[()]")
_SPREAD = re.compile(r"\A {0,2}(?:\([^()]*\)|± ?[\d.,]{1,6})")
_NOUN = re.compile(
    r" {1,3}(?:different |new |other |own |further |more )?(?P<first>[^\W\d_][\w-]*)(?: (?P<second>[a-z][\w-]*))?"
)
_IRREGULAR = word_set("children people teeth men women mice lice larvae offspring Kinder Fehler Besuche Stürze Fragen")
_PLURAL = re.compile(r"[^\W\d_][\w'-]{2,}(?<![sui])s")
# Plurals that are measured, or score something, and other words on -s.
_UNITS = word_set(
    "seconds minutes hours days nights weeks months years decades euros dollars pounds cents pence francs kroner "
    "metres meters kilometres kilometers miles feet inches yards centimetres centimeters millimetres millimeters grams "
    "kilograms kilos tonnes tons litres liters millilitres gallons degrees watts kilowatts volts amperes joules hertz "
    "calories kilocalories hectares acres units percent points percentages shares parts equivalents scores ratings "
    "levels marks grades stars decibels bits packs servings portions doses cups glasses ounces milligrams micrograms "
    "moles newtons deviations beats cycles steps ms secs mins hrs yrs values means averages multiples fractions "
    "factors ranks logs credits times"
)
_NO_NOUN = word_set(
    "was is has does vs versus plus minus across towards as its his this thus less unless always perhaps besides "
    "afterwards sometimes whereas"
)
_NO_THING = _UNITS | _NO_NOUN
_SHORT_UNIT = re.compile(r" ?(?:[kmcµ]?[gmslLVWA]|min|h|Hz|dB|mmHg|mmol|kg|bpm|log|units?)\b")
_FUNCTION = re.compile(
    r"(?:in|with|for|and|on|among|at|under|after|before|to|by|of|or|from|out|points?|when|while|but|the|a|an|this|that|"
    r"which|who|against|compared|versus|vs|im|bei|in|und|mit|als)"
)
_NUMBER_OF = re.compile(
    r"\b(?:numbers? of|Anzahl (?:der|an)|Zahl der) "
    r"(?:(?:different|new|other|correct|spontaneous|further) )?(?P<what>[\w'-]+)"
)
_TIMES = re.compile(r" times\b(?! (?:as|higher|more|lower|less|larger|greater|the|that|per|an?|each|every)\b)")
_RATE_BEHIND = re.compile(
    r"(?:[\w'-]+ ){0,3}?(?:per|each|every|an?) (?!(?:resident|patient|person|child|participant|subject|pupil|student|"
    r"employee|driver|family|household)\b)(?!;)(?:[a-z]+|\d)|/"
)
_EACH_ALONE = re.compile(r"each(?= ?[,;.(]|\Z)")
_WHOSE = re.compile(
    r" {0,2}(?:[a-z]{3,20}s )?(?P<whose>(?:in|for|among|with|without|under|at|on|after|by) "
    r"(?:(?!(?:and|versus|vs|than|compared|while|whereas|but)\b)[\w'-]+[ ]?){1,6})"
)


@dataclass(frozen=True, slots=True)
class ProseMean:
    """A mean of a sentence, with the words of its own clause, and whether what it is of ``is_counted``."""

    start: int
    end: int
    printed: str
    clause: str
    behind: str
    is_counted: bool
    is_measured: bool


def may_hold_means(said: str) -> bool:
    """Tell whether a sentence speaks of means and has a number that may be one."""
    return _SPEAKS_OF_MEANS.search(said) is not None and any(_is_mean(said, m.start()) for m in _NUMBER.finditer(said))


def means_in(said: str) -> Iterator[ProseMean]:
    """Yield the means of a sentence."""
    if _SPEAKS_OF_MEANS.search(said) is None:
        return
    edges = [match.span() for match in _BOUNDARY.finditer(said)]
    found = [match for match in _NUMBER.finditer(said) if _is_mean(said, match.start())]
    inherited = (False, False)
    for at, match in enumerate(found):
        since = found[at - 1].end() if at else 0
        until = found[at + 1].start() if at + 1 < len(found) else len(said)
        own = _noun(said, match.end(), until)
        counted, measured = inherited = own or (inherited if at else (_number_of(said[: match.start()]), False))
        yield ProseMean(
            match.start("mean"),
            match.end("mean"),
            match["mean"],
            _clause(said, match, since, edges),
            _behind(said, match.end(), until),
            counted,
            measured,
        )


def _number_of(before: str) -> bool:
    """Whether the words before a mean tell that it is of a number of things."""
    match = _NUMBER_OF.search(before)
    return match is not None and _is_thing(match["what"]) and not RATE.search(before)


def _is_thing(word: str) -> bool:
    """Whether a word is a noun in the plural for what can be counted, and no unit."""
    return word in _IRREGULAR or (_PLURAL.fullmatch(word) is not None and word.lower() not in _NO_THING)


def _is_mean(said: str, start: int) -> bool:
    before = said[max(0, start - 40) : start]
    opened = said.rfind("(", 0, start)
    within = opened >= 0 and ")" not in said[opened:start]
    if within or before.rstrip().endswith("="):
        return _CALLED_MEAN.search(before) is not None
    return _NO_MEAN.search(before) is None


def _noun(said: str, end: int, until: int) -> tuple[bool, bool] | None:
    """Return whether what stands behind a mean is counted, and whether it is a unit; None for nothing."""
    behind = _SPREAD.sub("", said[end:until])
    if _TIMES.match(behind):
        return True, False
    match = _NOUN.match(behind)
    if match is None:
        return None
    for word in (match["first"], match["second"] or ""):
        if word.lower() in _UNITS:
            return False, True
        if _is_thing(word):
            rest = behind[behind.find(word) + len(word) :].lstrip()
            return (False, True) if _RATE_BEHIND.match(rest) and not _EACH_ALONE.match(rest) else (True, False)
        if _FUNCTION.fullmatch(word):
            return None
    return (False, True) if _SHORT_UNIT.match(behind) else None


def _behind(said: str, end: int, until: int) -> str:
    """Return what tells right behind a mean whose it is: " in 8A", " under usual care"."""
    match = _WHOSE.match(_SPREAD.sub("", said[end:until]))
    return match["whose"] if match else ""


def _clause(said: str, match: re.Match[str], since: int, edges: list[tuple[int, int]]) -> str:
    """Return the words from the last boundary before a mean to the next one behind it."""
    low = max((end for _, end in edges if end <= match.start() and said[end - 1] not in "(),"), default=0)
    low = max(low, since)
    high = min((start for start, _ in edges if start >= match.end() and said[start] not in "(),"), default=len(said))
    return said[low:high]
