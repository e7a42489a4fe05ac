"""Measures that a text says are taken in whole points: "Rumination was rated with a single item from 1 to 7"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.checks.statistics_averages import COUNT, Average, count_of
from qa_service.checks.statistics_mean_words import MEASURED, NO_MEAN
from qa_service.documents import Document
from qa_service.documents.lookup import last_begun
from qa_service.documents.statistics_notation import fold_notation

# How a text says so, in small letters.
SAID = ("whole number", "single item", "single-item", "one item", "integer")
NOT_SAID = re.compile(
    r"\b(?:not|no|than|sum|mean|average|total|rounded|items|minutes|hours|days|seconds|nearest)\b", re.IGNORECASE
)
# "Readiness to change was marked …", and "patients rated their pain, their fear and …".
SUBJECT = re.compile(
    r"(?:The |Their )?(?P<head>[A-Z]?[a-z]{3,20})(?: (?:to|of|with|for|in) [a-z ]{3,30}?)? (?:was|were) "
)
RATED = re.compile(r"\b(?:rated|scored|marked|judged|graded) (?P<list>(?:their|the|his or her) [^.;:()]{3,80})")
NAMED = re.compile(r"\b(?:their|the|her) ([a-z]{3,20})\b")
OPENING = 4
NUMBER = r"(?P<mean>\d{1,2}\.\d{1,3})"
PRINTED = (
    re.compile(rf"(?<![\d.=<>$£€] )(?<![\w.$£€]){NUMBER} \([nN] = (?P<n>{COUNT})\)"),
    re.compile(rf"\([nN] = (?P<n>{COUNT})[,;] M = {NUMBER}(?![\d%])"),
    re.compile(rf"\bM = {NUMBER}[,;] (?:SD = [\d.]+[,;] )?[nN] = (?P<n>{COUNT})"),
)
LONGEST = 600


def find_measures(document: Document) -> Iterator[Average]:
    """Yield the means, with their n beside them, of sentences that open with such a measure."""
    measures = _measures(document)
    if not measures:
        return
    opening = re.compile(rf"(?:\w+ ){{0,{OPENING}}}?(?:{'|'.join(sorted(measures))})\b", re.IGNORECASE)
    for sentence in document.sentences:
        if not opening.match(document.text, sentence.start, min(sentence.end, sentence.start + LONGEST)):
            continue
        said = fold_notation(document.text[sentence.start : sentence.end])
        if len(said) <= LONGEST and not (MEASURED.search(said) or NO_MEAN.search(said.partition("(")[0])):
            yield from _printed(said, sentence.start)


def _measures(document: Document) -> frozenset[str]:
    """Return the words for what is said to be taken in whole points."""
    found: set[str] = set()
    text = document.text
    for sign in SAID:
        at = text.find(sign)
        while at >= 0:
            sentence = last_begun(document.sentences, at)
            if sentence is not None:
                found.update(_named_in(text[sentence.start : min(sentence.end, sentence.start + LONGEST)]))
            at = text.find(sign, at + 1)
    return frozenset(found)


def _named_in(said: str) -> Iterator[str]:
    if NOT_SAID.search(said):
        return
    if match := SUBJECT.match(said):
        yield match["head"].lower()
    elif match := RATED.search(said):
        yield from NAMED.findall(match["list"])


def _printed(said: str, offset: int) -> Iterator[Average]:
    for pattern in PRINTED:
        for match in pattern.finditer(said):
            start, end = match.span("mean")
            yield Average(offset + start, offset + end, match["mean"], count_of(match["n"]))
