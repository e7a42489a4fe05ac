"""Means of whole numbers (ratings, counts) whose n the same sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from qa_service.checks.statistics.averages import ADJECTIVE, COUNT, PEOPLE, Average, count_of
from qa_service.checks.statistics.group_means import find_group_means
from qa_service.checks.statistics.mean_words import (
    COUNTABLE,
    COUNTED_THING,
    ERROR_OF,
    MEASURED,
    NO_MEAN,
    NO_RATING,
    OTHER_RATING,
    RATED,
    SCALE,
)
from qa_service.documents import Document
from qa_service.documents.searching.lookup import last_begun
from qa_service.documents.searching.rare_signs import rare_sign, signed
from qa_service.documents.statistics.notation import fold_notation

_LONGEST = 600
_NUMBER = (
    r"(?P<mean>\d{1,4}\.\d{1,4}|\d{1,2},\d{1,2})"
    r"(?!\d|[.,]\d| ?(?:%|percent|per cent|to\b|-|[k-]?W\b|°|[kmM]\b|thousand|million|billion|hundred))"
)
# "M = 3.47", "mean rating of 3.47", "averaged 3.47", "an average of 3.47", "average rating 4.33", "rated 3.47"
_MEAN = re.compile(
    rf"(?:(?<![\w.])M {{0,3}}= {{0,3}}|\b(?:[Mm]ean|[Aa]verage|Mittel(?:wert)?|Durchschnitt(?:swert|snote)?)\b"
    rf"(?P<phrase>(?: (?!was\b|is\b|were\b)[\w'-]{{1,20}}){{0,12}}?)"
    rf" ?(?:=|:|\bof|\bwas|\bis|\bwere|\bvon|\bmit|\bbei|\() ?"
    rf"|\b(?:[Mm]ean|[Aa]verage)(?P<short>(?: [a-z]{{3,15}}){{0,2}}) "
    rf"|\b(?P<rated>[Aa]veraged|rated|scored)(?: (?!at\b)[a-z]{{1,15}}){{0,4}}?(?: at)? ){_NUMBER}"
)
_SIGN = rare_sign(r"\bM\W{0,4}=|\b[Mm]ean\b|\b[Aa]veraged?\b|\b(?:Mittel|Durchschnitt)\w{0,6}\b|\b(?:rated|scored)\b")
_N = re.compile(rf"(?<![\w.])[nN] {{0,3}}= {{0,3}}(?P<n>{COUNT})")
# Those who rate, whatever they are called, or whom something is rated by.
_RATERS = (
    r"[a-z]{3,20}s(?= (?:gave|give|rated|rate|scored|score|judged|graded|marked|awarded|assigned|answered|reported)\b)"
)
_COUNTED = re.compile(
    rf"(?<![\w.,])(?P<n>{COUNT}) {ADJECTIVE}?(?:{_RATERS}|(?:{PEOPLE}|"
    r"reviews|ratings|answers|responses|votes|evaluations|replies)\b(?!['-]))"
    rf"|\bby (?:the |our |all )?(?P<by>{COUNT}) {ADJECTIVE}?[a-z]{{3,20}}s\b(?!['-])",
    re.IGNORECASE,
)
# "40 of the participants rated", "Sixteen nurses filled in"; nothing else may be counted beside a scale.
_WHO_RATED = re.compile(
    rf"(?<![\w.,])(?P<n>{COUNT}) (?:of (?:the|these|our) )?{ADJECTIVE}?(?:{_RATERS}|{PEOPLE}|[a-z]{{3,20}}s) "
    r"(?:rated|scored|marked|judged|graded|filled in|answered|gave|completed)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:(?:scale )?(?:of|from) )?\d{1,3} (?:\([^()]*\) )?(?:to|through) \d{1,3}|\bout of \w+|\b\w+-point\b"
)
_COUNTS = re.compile(rf"(?<![\w.,-])(?:{COUNT})(?!\w)|\b[nN] =", re.IGNORECASE)
_REPEATED = re.compile(r"\b(?:each|every|both|twice|times|per|items?|questions?|questionnaires?|except|but)\b")
_RANGE = re.compile(r" (?:from |of )?\d{1,3} (?:to|through|bis) \d{1,3}(?= )")
_BARE = re.compile(r" \d{1,6}(?= )")
_ITEMS = re.compile(rf"\b(?P<n>{COUNT})[- ]items?\b", re.IGNORECASE)


def find_means(document: Document, items: int, *, every: bool) -> Iterator[Average]:
    """Yield the means of whole numbers with their n; ``every`` means all, not only where the sentence shows it."""
    done = -1
    spans = list(_SIGN.spans_in(signed(document)))
    yield from find_group_means(document, in_sentences=bool(spans))
    for start, _ in spans:
        sentence = last_begun(document.sentences, start)
        if sentence is not None and sentence.start > done:
            done = sentence.start
            if sentence.end - sentence.start <= _LONGEST:
                said = fold_notation(document.text[sentence.start : sentence.end])
                for found in _in_sentence(said, sentence.start, items, every=every):
                    n = found.n or items * _raters_before(document, sentence.start)
                    if n:
                        yield replace(found, n=n)


def _in_sentence(said: str, offset: int, items: int, *, every: bool) -> Iterator[Average]:
    means = list(_MEAN.finditer(said))
    told = list(_ITEMS.finditer(said))
    factor = count_of(told[0]["n"]) if len(told) == 1 else items
    for at, match in enumerate(means):
        if len(told) > 1 or not _is_plain(said, match) or not (every or _is_whole(said, match)):
            continue
        n = _n_of(said, match, [each.start() for each in means[at + 1 : at + 2]], alone=len(means) == 1)
        if n or (len(means) == 1 and factor == items and not _counts_too(said, match)):
            start, end = match.span("mean")
            yield Average(offset + start, offset + end, match["mean"], n * factor)


def _counts_too(said: str, match: re.Match[str]) -> bool:
    """Whether something else is counted in the clause of a mean."""
    clause = said[: _end_of_clause(said, match.end(), _comma(said, match.end()))]
    return _COUNTS.search(_POINTS.sub(" ", clause)) is not None


def _comma(said: str, at: int) -> int:
    found = said.find(", ", at)
    return len(said) if found < 0 else found


def _raters_before(document: Document, start: int) -> int:
    """Return how many, as the sentence before says, rated something once; 0 if it tells of more or of others."""
    sentence = last_begun(document.sentences, start - 1) if start else None
    if sentence is None or sentence.end - sentence.start > _LONGEST:
        return 0
    said = fold_notation(document.text[sentence.start : sentence.end])
    match = _WHO_RATED.search(said)
    if match is None or "\n\n" in document.text[sentence.end : start] or _REPEATED.search(said):
        return 0
    rest = f"{said[: match.start()]} {_POINTS.sub(' ', said[match.end() :])}"
    return 0 if _COUNTS.search(rest) else count_of(match["n"])


def _is_plain(said: str, match: re.Match[str]) -> bool:
    """Whether a number is a mean itself of one group, no difference, error or rough figure."""
    phrase = said[match.start() : match.start("mean")]
    if len(_BARE.findall(_RANGE.sub("", phrase))) > 1:
        # "Of 13 raters on 4 drafts": how many ratings that makes is not said.
        return False
    return not NO_MEAN.search(phrase) and not ERROR_OF.search(said, max(0, match.start() - 40), match.start())


def _is_whole(said: str, match: re.Match[str]) -> bool:
    """Whether a sentence shows that what a mean is of are whole numbers."""
    phrase = f"{match['phrase'] or ''}{match['short'] or ''}"
    rated = COUNTABLE.search(phrase) is not None and SCALE.search(said) is not None
    if (NO_RATING if rated else MEASURED).search(said):
        return False
    if SCALE.search(said):
        return True
    if OTHER_RATING.search(said):
        return False
    if phrase and not match["rated"]:
        return COUNTABLE.search(phrase) is not None
    if match["rated"]:
        return RATED.search(said[: match.start()]) is not None
    return RATED.search(said) is not None or COUNTED_THING.match(said, match.end()) is not None


def _n_of(said: str, match: re.Match[str], following: list[int], *, alone: bool) -> int:
    """Return the n that belongs to a mean: the one in its brackets, the next of its clause, or the only one."""
    named = list(_N.finditer(said))
    low, high = _brackets(said, match.start("mean"))
    within = [each for each in named if low < each.start() < high]
    if within:
        return count_of(within[0]["n"]) if len(within) == 1 else 0
    limit = _end_of_clause(said, match.end(), min([len(said), *(_brackets(said, each)[0] for each in following)]))
    behind = [each for each in named if match.end() <= each.start() < limit]
    if behind:
        return count_of(behind[0]["n"]) if len(behind) == 1 and behind[0].start() - match.end() <= 60 else 0
    if named:
        return count_of(named[0]["n"]) if len(named) == 1 and alone else 0
    return _counted(said, match)


def _counted(said: str, match: re.Match[str]) -> int:
    """Return the only count of a sentence, or of the clause of a mean; one that is said twice is one."""
    counted = list(_COUNTED.finditer(said))
    clause = said.rfind(";", 0, match.start())
    own = [each for each in counted if clause < each.start()] if clause >= 0 else []
    counts = {count_of(each["n"] or each["by"]) for each in own or counted}
    return counts.pop() if len(counts) == 1 else 0


def _end_of_clause(said: str, start: int, limit: int) -> int:
    """Return where the brackets behind a mean close, or else its clause ends."""
    opened = said.find("(", start, min(start + 20, limit))
    closed = said.find(")", opened, limit) if opened >= 0 else -1
    cut = closed if closed >= 0 else said.find(";", start, limit)
    return limit if cut < 0 else cut


def _brackets(said: str, at: int) -> tuple[int, int]:
    """Return where the brackets around a place open and close; an empty range when there are none."""
    opened = said.rfind("(", 0, at)
    if opened < 0 or said.find(")", opened, at) >= 0:
        return at, at
    closed = said.find(")", at)
    return opened, len(said) if closed < 0 else closed
