"""What a text says of how it rated: in whole points, from 1 to 5, or in a way that leaves more than whole numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa_service.checks.statistics_measures import NOT_SAID
from qa_service.documents import Document
from qa_service.documents.lookup import last_begun
from qa_service.documents.statistics_notation import fold_notation
from qa_service.documents.word_sets import word_list, word_set

# Parts of the words for it, as they stand within sentences: looked for before any pattern is.
_WHOLE = (
    "whole point", "whole number", "whole mark", "whole step", "single item", "single-item", "one item", "one question",
    "single question", "integer", "ganzen Punkt", "ganze Punkt", "ganzen Zahl", "ganze Zahl", "ganzen Noten",
    "ganze Noten", "ganzen Stufen", "ganzzahlig", "Einzelitem", "einem Item", "einer Frage", "points entiers",
    "notes entières", "nombres entiers", "item unique", "seul item", "seule question", "puntos enteros",
    "números enteros", "punti interi", "numeri interi",
)  # fmt: skip
_SCALE = ("-point", " 1 to ", " 0 to ", " 1 bis ", " 0 bis ", "stufige", " 1 à ", " 0 à ")
_COUNTS = {
    word: value
    for value, word in enumerate(word_list("one two three four five six seven eight nine ten"), start=1)
} | {"fünf": 5, "sechs": 6, "sieben": 7, "zehn": 10}  # fmt: skip
_FROM_TO = re.compile(
    r"(?<![\w.,])(?P<low>[01]|one|zero|eins|null)\s?(?:\([^()]{1,40}\)\s?|=\s?[\w ]{1,30},?\s)?(?:to|through|-|bis|à|a)"
    r"\s?(?P<high>10|[3-9]|three|four|five|six|seven|nine|ten|fünf|sechs|sieben|zehn)\b(?![.,]\d)",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\b(?P<high>\d{1,2}|[a-z]{3,6})-?(?:point|stufige[nr]?|Punkte?)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)|\"[^\"]*\"|“[^”]*”|„[^“]*“|«[^»]*»")
_NOT_SAID = re.compile(
    rf"{NOT_SAID.pattern}|\b(?:Items|Mittel\w*|Summe|gerundet|moyenne|somme|arrondi\w*|nicht|keine|pas)\b",
    re.IGNORECASE,
)
# What a text speaks of that makes other numbers of answers.
_MADE = (
    r"\bimput|\bweight(?:ed|ing|s)\b|\btruncat|\bcut off after|\brounded (?:up|down|to)\b|\b(?:ab|auf)gerundet|"
    r"\babgeschnitten|\bgewichtet|\btronqu|\bpondér|\bmarginal means?|\badjusted means?|\bwinsor|\btrimmed\b|"
    r"\bleast[- ]squares? (?:means?|estimates?)|\bLS[- ]?means?\b"
)
_HALF = r"\bhalf[- ](?:points?|marks?|stars?|steps?)\b|\b(?:steps|increments|intervals) of (?:0?\.\d|a half|half)"
NUMBERS_ARE_MADE = re.compile(
    rf"{_MADE}|{_HALF}|\bnearest (?:0?\.\d|half|tenth|quarter)|\bone decimal|\bdecimals? (?:were|was) allowed",
    re.IGNORECASE,
)
# What a text with means of anything but plain answers speaks of.
_NEVER = re.compile(
    rf"{_MADE}|\bvisual analog|\bslider|\bgemittelt|"
    r"\baveraged (?:over|across)\b(?! (?:(?:the|its|their|all) )?(?:\w+ )?items\b)",
    re.IGNORECASE,
)
_HALVES = re.compile(
    r"(?<!and a )\bhalf[- ](?:points?|marks?|stars?|steps?)|\bhalbe[nr]? (?:Punkt|Note|Stufe)|\bdemi-?point",
    re.IGNORECASE,
)
_ENDS_AT = re.compile(r"\b[01] ?(?:to|through|-|\u2013|bis|\u00e0) ?(?P<high>\d{1,3})\b")
_OF_SEVERAL = re.compile(
    r"\b(?:items|means? of|averages? of|averaged|sum of|sum score|composite|subscales?|index|"
    r"Mittel(?:wert)? (?:aus|von|der)|Summe|moyenne d|somme d|seconds|minutes|hours|percent|continuous|"
    r"Sekunden|Minuten|secondes)\b",
    re.IGNORECASE,
)
# One value of a person may stand for several answers.
_MERGED = re.compile(
    r"\bitems\b|\b(?:means?|averages?|sum|median) (?:of|over|across)\b(?! (?:\d|whole|single))|\baveraged\b(?! \d)|"
    r"\btwice\b|\btimes (?:a|per)\b|\brepeated|"
    r"\b(?:each|every|per) (?:day|morning|evening|night|week|session|trial|round)\b|"
    r"\b(?:both|two|three|four|five|[2-5]) (?:independent |trained |of the )?(?:raters|judges|assessors|examiners|"
    r"markers|readers|observers|coders|referees)\b|\bfor each of\b|"
    r"\bMittel(?:wert)? (?:aus|der|von)\b|\b(?:moyenne|somme) d|\btäglich|\bmehrmals|"
    r"\bchaque (?:jour|soir|matin)|\bcombin(?:es?|ed|ing)\b|\bcomposite|\bsub-?scales?\b|\bmade up of\b|"
    r"\bconsist(?:s|ed|ing)? of\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?P<head>[^.;:()]{3,80}?)\s(?:was|were|is|are|had|wurden?|wird|werden|ont|ist|sind|war|waren|est|sont|était)\b"
)
_OBJECT = re.compile(
    r"\b(?:rated|marked|judged|graded|scored) (?:their|the|his or her|how) ([^.;:(),]{3,60}?)"
    r"(?= (?:in|on|from|with|by|as)\b|[.;:(),]|$)"
)
_WORD_4 = re.compile(r"[^\W\d_]{4,}")
# As many letters tell "useful" from other words, and leave what is put behind it.
_STEM = 6
_ITEM_NAMED = re.compile(r"\b[\w-]+-item ([a-z]{5,20})")
_ALPHA = re.compile(
    r"\bcronbach|\balpha\b|α|\bsub-?scale|\bcomposite|\bitems\b|\bquestionnaire|\binventory", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{5,}")
_QUOTED = re.compile(r"\"([^\"]*)\"")
_SINGLE = re.compile(
    r"\b(?:single|one)[- ](?:item|question)\b|\bonce\b|\bEinzelitem|\beinem Item|\beiner Frage|\bitem unique|"
    r"\bseule? (?:item|question)",
    re.IGNORECASE,
)
_ITEMS = re.compile(r"\bitems\b", re.IGNORECASE)
# "Q1 How easy was it?"
_CODED = re.compile(r"\s*(?:[-*\u2022] |\d{1,2}[.)] )?\W{0,2}(?P<code>[A-Z]\d{1,2})\b[^\n]{1,200}(?:\n|\Z)")
_COMMON = word_set(
    "their these those other scale scores score group groups patients students measure each every both with that this "
    "were answers answer ratings rating items item participants respondents question questions "
    "about there would which person people means table"
)
_LONGEST = 600
_HIGHEST = 10


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that says how what it ``names`` was rated.

    It is ``plain`` when only the ends of the scale are told, and ``single`` when each person answered once.
    """

    start: int
    end: int
    low: int
    high: int
    plain: bool
    single: bool
    names: frozenset[str]


def ratings_said(document: Document) -> list[Said]:
    """Return where a text says that whole points were given; nothing where it makes other numbers of them."""
    text = document.text
    if not any(map(text.__contains__, (*_WHOLE, *_SCALE))) or _NEVER.search(text):
        return []
    found = {
        said.start: said for plain, signs in ((True, _SCALE), (False, _WHOLE)) for said in _said(document, signs, plain)
    }
    composite = any(said.plain for said in found.values()) and _ALPHA.search(text) is not None
    halves = _scales_of_halves(document)
    return [said for said in found.values() if not ((said.plain and (composite or halves)) or said.high in halves)]


def _scales_of_halves(document: Document) -> frozenset[int]:
    """Return how high the scales go on which half points were given, each scale where it may be any."""
    found: set[int] = set()
    for match in _HALVES.finditer(document.text):
        if any(table.start <= match.start() < table.end for table in document.tables):
            continue
        sentence = last_begun(document.sentences, match.start())
        ends = _ENDS_AT.findall(document.text, sentence.start, sentence.end) if sentence is not None else []
        found.update(map(int, ends) if ends else range(_HIGHEST + 1))
    return frozenset(found)


def _said(document: Document, signs: tuple[str, ...], plain: bool) -> Iterator[Said]:
    for sign in signs:
        at = document.text.find(sign)
        while at >= 0:
            sentence = last_begun(document.sentences, at)
            per = document.text.startswith(" per ", at + len(sign))
            if sentence is not None and sentence.end - sentence.start <= _LONGEST and not per:
                said = fold_notation(document.text[sentence.start : sentence.end])
                ends = _ends(said)
                bare = _ASIDE.sub(" ", said)
                if not _NOT_SAID.search(bare) and not (plain and ends is None):
                    low, high = ends or (0, _HIGHEST)
                    single = _SINGLE.search(bare) is not None
                    names = _names(bare) | (_quoted(said) if single else frozenset())
                    names |= _codes(document.text, sentence.end) if said.endswith(":") else frozenset()
                    yield Said(sentence.start, sentence.end, low, high, plain, single, names)
            at = document.text.find(sign, at + 1)


def _quoted(said: str) -> frozenset[str]:
    """Return how the words of a question begin that stands in quotation marks."""
    words = (word for quote in _QUOTED.findall(said) for word in _WORD.findall(quote.lower()))
    return frozenset(word[:_STEM] for word in words if word not in _COMMON)


def _codes(text: str, at: int) -> frozenset[str]:
    """Return the codes of the questions in a list: "q1", "q2"."""
    codes: set[str] = set()
    while (match := _CODED.match(text, at)) is not None:
        codes.add(match["code"].lower())
        at = match.end()
    return frozenset(codes)


def _names(said: str) -> frozenset[str]:
    """Return how the words begin for what a sentence says was rated."""
    subject = _SUBJECT.match(said)
    words = [subject["head"] if subject else "", *(match.group(1) for match in _OBJECT.finditer(said))]
    return frozenset(word[:_STEM] for each in words for word in _WORD_4.findall(each.lower()) if word not in _COMMON)


def _ends(said: str) -> tuple[int, int] | None:
    """Return the ends of the scale that a sentence names."""
    if found := _FROM_TO.search(said):
        low, high = _count(found["low"]), _count(found["high"])
        return (low, high) if high is not None and low is not None else None
    found = _POINTS.search(said)
    high = _count(found["high"]) if found else None
    return (0, high) if high is not None and 2 < high <= 11 else None


def _count(printed: str) -> int | None:
    if printed.isdigit():
        return int(printed)
    return {"zero": 0, "null": 0, "eins": 1}.get(printed.lower(), _COUNTS.get(printed.lower()))


def answers_are_merged(document: Document, *, besides_items: bool = False) -> bool:
    """Whether a text speaks of several answers of one person, or of means of them; of such to items too, or not."""
    for match in _MERGED.finditer(document.text):
        sentence = last_begun(document.sentences, match.start())
        if not besides_items or sentence is None or not _ITEMS.search(document.text, sentence.start, sentence.end):
            return True
    return False


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
