"""What a text says of its numbers at large: that they were made others, merged from several answers, or are missing."""

from __future__ import annotations

import re

from qa_service.documents import Document
from qa_service.documents.searching.lookup import last_begun

# What a text speaks of that makes other numbers of answers.
_MADE = (
    r"\bimput|\bweight(?:ed|ing|s)\b|\btruncat|\bcut off after|\brounded (?:up|down|to)\b|\b(?:ab|auf)gerundet|"
    r"\babgeschnitten|\bgewichtet|\btronqu|\bpondér|\bmarginal means?|\badjusted means?|\bwinsor|\btrimmed\b|"
    r"\bleast[- ]squares? (?:means?|estimates?)|\bLS[- ]?means?\b"
)
_HALF = (
    r"(?<!and a )\bhalf[- ](?:points?|marks?|stars?|steps?)\b|"
    r"\b(?:steps|increments|intervals) of (?:0?\.\d|a half|half)"
)
_NUMBERS_ARE_MADE = re.compile(
    rf"{_MADE}|\bnearest (?:0?\.\d|half|tenth|quarter)|\bone decimal|\bdecimals? (?:were|was) allowed",
    re.IGNORECASE,
)
_HALF_GIVEN = re.compile(_HALF, re.IGNORECASE)
_ENDS_AT = re.compile(r"\b[01] ?(?:to|through|-|\u2013|bis|\u00e0) ?(?P<high>\d{1,3})\b")
# One value of a person may stand for several answers.
_MERGED = re.compile(
    r"\bitems\b|\b(?:means?|averages?|sum|median) (?:of|over|across)\b(?! (?:\d|whole|single))|\baveraged\b(?! \d)|"
    r"\btwice\b|\btimes (?:a|per)\b|\brepeatedly\b|\brepeated (?:answers|measurements|ratings|readings|scores|"
    r"trials)\b|"
    r"\b(?:each|every|per) (?:day|morning|evening|night|week|session|trial|round)\b|"
    r"\b(?:both|two|three|four|five|[2-5]) (?:independent |trained |of the )?(?:raters|judges|assessors|examiners|"
    r"markers|readers|observers|coders|referees)\b|\bfor each of\b|"
    r"\bMittel(?:wert)? (?:aus|der|von)\b|\b(?:moyenne|somme) d|\btäglich|\bmehrmals|"
    r"\bchaque (?:jour|soir|matin)|\bcombin(?:es?|ed|ing)\b|\bcomposite|\bsub-?scales?\b|\bmade up of\b|"
    r"\bconsist(?:s|ed|ing)? of\b",
    re.IGNORECASE,
)
_ITEMS = re.compile(r"\bitems\b", re.IGNORECASE)
# Somebody's answer may be missing, and then a group has fewer than it is said to have.
_MISSING = re.compile(
    r"\bmissing\b(?! (?:tooth|teeth|words?|letters?|persons?|parts?)\b)|"
    r"\b(?:gave|give|giving|with|had|has|have|wrote) no (?:rating|answer|score|response|data|value|mark)|"
    r"\b(?:did|does|could|would) not (?:answer|respond|rate|reply|complete|fill|finish|attend|return)|"
    r"\bleft (?:\w+ ){0,3}(?:blank|unanswered|out)\b|\bunanswered\b|\bskipp|\bdropp?(?:ed)?[ -]?outs?\b|\bwithdrew\b|"
    r"\blost to follow|\bnon-?response|\bincomplete\b|\bn varies\b|\bexcluded\b|\bexclusions? of\b|\brefused\b|"
    r"\bdeclined\b|\bkeine Angabe|\bfehlende|\bohne Antwort|\bausgeschlossen|\bsans réponse|\bmanquant|\bexclus\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:no|nobody|none|no-one|never|not|nothing|without|niemand|keine?|aucune?|personne)\b", re.IGNORECASE
)
_NEAR = 60
_HIGHEST = 10


def numbers_are_made(document: Document) -> bool:
    """Whether a text makes other numbers of answers, or has them given in halves on a scale of few points."""
    text = document.text
    if _NUMBERS_ARE_MADE.search(text):
        return True
    for match in _HALF_GIVEN.finditer(text):
        if any(table.start <= match.start() < table.end for table in document.tables):
            continue
        sentence = last_begun(document.sentences, match.start())
        ends = _ENDS_AT.findall(text, sentence.start, sentence.end) if sentence is not None else []
        if not ends or any(int(high) <= _HIGHEST for high in ends):
            return True
    return False


def answers_are_merged(document: Document, *, besides_items: bool = False) -> bool:
    """Whether a text speaks of several answers of one person, or of means of them; of such to items too, or not."""
    for match in _MERGED.finditer(document.text):
        if any(table.start <= match.start() < table.end for table in document.tables):
            continue
        sentence = last_begun(document.sentences, match.start())
        if not besides_items or sentence is None or not _ITEMS.search(document.text, sentence.start, sentence.end):
            return True
    return False


def answers_may_be_missing(text: str) -> bool:
    """Whether a text speaks of answers or persons that its results are without."""
    return any(
        _NOBODY.search(text[max(0, match.start() - _NEAR) : match.start()].rpartition(". ")[2]) is None
        for match in _MISSING.finditer(text)
    )
