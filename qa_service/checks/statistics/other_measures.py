"""What else than one whole number of each person a label or a sentence speaks of: times, sums, changes, scales of "
"items."""

from __future__ import annotations

import re

from qa_service.checks.statistics.mean_words import MEASURED
from qa_service.documents import Document
from qa_service.documents.searching.lookup import last_begun
from qa_service.documents.searching.word_sets import word_set

# "after 8 weeks" tells when, not what.
_WHEN = re.compile(
    r"\b(?:after|at|in|within|for|over|during|before|nach|vor|après)\s(?:the\s)?(?:[\w-]+\s){0,2}?"
    r"(?:days?|weeks?|months?|years?|minutes?|hours?|Tagen|Wochen|Monaten|semaines|mois)\b(?:\s\d{1,2})?",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"\b(?:single|one|point)[ -]items?\b", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\bitems?\b|\bsub-?scale|\bcomposite|\bind(?:ex|ices)\b|\bsum\b|\btotal\b|\bcombined\b|\baverag|\bquestionnaire|"
    r"\binventory|\bmeans? of\b|(?<!point )(?<!stufigen )\bscales?\b|-Skala\b|\bsleep hours|\bGesamt|"
    r"\bMittel(?:wert)? (?:aus|der)",
    re.IGNORECASE,
)
CHANGE = re.compile(
    r"\b(?:differ|chang|increas|decreas|dropp?|gain|reduc|improve|per |Differenz|Änderung|Zunahme|Abnahme|"
    r"différence)",
    re.IGNORECASE,
)
# "Time to relief, h", "Dose (g)"
MEASURED_LABEL = re.compile(
    r"\A\W*(?i:time|duration|dose)\b|\btime (?:to|on|spent|taken|until)\b|[,(] ?(?:h|s|g|m|l|dl|ms|mmHg|lx|dB|W|V)\b"
)
_OF_SEVERAL = re.compile(
    r"\b(?:items|(?:means?|averages?) of(?! \d)|averaged(?! \d)|sum of|sum score|composite|subscales?|index|"
    r"Mittel(?:wert)? (?:aus|von|der)|Summe|moyenne d|somme d|seconds|minutes|hours|percent|continuous|"
    r"Sekunden|Minuten|secondes)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?P<head>[^.;:()]{3,80}?)\s(?:was|were|is|are|had|wurden?|wird|werden|ont|ist|sind|war|waren|est|sont|était)\b"
)
_ITEM_NAMED = re.compile(r"\b[\w-]+-item ([a-z]{5,20})")
_WORD = re.compile(r"[^\W\d_]{5,}")
_COMMON = word_set(
    "their these those other scale scores score group groups patients students measure each every both with that this "
    "were answers answer ratings rating items item participants respondents question questions "
    "about there would which person people means table"
)


def is_other(words: str, others: frozenset[str]) -> bool:
    """Whether a sentence, or the label of a row, speaks of something else than one answer of each person."""
    plain = _WHEN.sub(" ", _SINGLE.sub(" ", words))
    if MEASURED.search(plain) or _SEVERAL.search(plain):
        return True
    lowered = plain.lower()
    return any(other in lowered for other in others)


def others_named(document: Document) -> frozenset[str]:
    """Return words for what a text takes in another way: means of several items, times."""
    text = document.text
    found = {match.group(1).lower() for match in _ITEM_NAMED.finditer(text)}
    for match in _OF_SEVERAL.finditer(text):
        sentence = last_begun(document.sentences, match.start())
        subject = _SUBJECT.match(text, sentence.start, match.start()) if sentence is not None else None
        if subject:
            found.update(word.lower() for word in _WORD.findall(subject["head"]))
    return frozenset(found - _COMMON)
