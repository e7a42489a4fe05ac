"""Means of sentences with their n: beside them, of the group that their clause names, of a text's only sample."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from qa_service.checks.statistics.averages import COUNT, Average, count_of
from qa_service.checks.statistics.candidates import Candidate, Source
from qa_service.checks.statistics.mean_words import COMPUTED
from qa_service.checks.statistics.other_measures import CHANGE
from qa_service.checks.statistics.prose_means import ProseMean, means_in
from qa_service.checks.statistics.samples import Samples, confirmed, degrees_of
from qa_service.checks.statistics.told_whole import Told, ToldWhole
from qa_service.checks.structure.marks import marks_of
from qa_service.documents import Document
from qa_service.documents.searching.lookup import place_begun
from qa_service.documents.sentences import Sentence
from qa_service.documents.statistics.notation import fold_notation

# What others found, or the same people at another time and in another number.
_OTHERS = re.compile(
    r"\b(?:earlier|previous(?:ly)?|published|meta-analys[ie]s|last year|national|norms?|normative|benchmark|elsewhere|"
    r"literature|population|in a trial|another (?:study|trial)|pilot)\b",
    re.IGNORECASE,
)
_N = re.compile(rf"(?<![\w.])[nN] ?= ?(?P<n>{COUNT})")
_N_BEHIND = re.compile(rf"[ ,;(]{{0,3}}(?:(?:SD|SE) ?=? ?[\d.]{{1,6}}[ ,;)(]{{1,3}})?[nN] ?= ?(?P<n>{COUNT})")
_AVERAGE = re.compile(r"\b(?:on )?average\b|\baverag(?:ed|ing)\b|\bmeans?\b|\bim Mittel\b", re.IGNORECASE)
# "more contacts (M = 6.92" may be counted.
_MORE = re.compile(r"\b(?:more|fewer) (?:[a-z]+ )?(?:[a-z]{3,}[^sui\W\d]s|people|children) \(")
_SIDE_BY_SIDE = re.compile(r"(?: {1,2}\([^()]*\))? (?:and|versus|vs\.?) ")
# The words before a mean name no measure: "At four weeks the means were".
_MEASURE = re.compile(
    r"\b(?!(?:at|in|after|before|the|they|it|these|mean|means|were|was|and|on|average|averages|again|same|then|later|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|twelve|months?|weeks?|days?|years?|follow|up|both|"
    r"respectively)\b)"
    r"[^\W\d_]{2,}",
    re.IGNORECASE,
)
_NO_CHANGE = re.compile(r"\bdiffer(?:ed|s)?\b")
_PAIR = 2
_LONGEST = 600
# How well a group is named, in a text where all have as many.
_EACH = 0.1


def said_in(document: Document, sentence: Sentence) -> str:
    """Return a sentence in one notation, with blanks for the numbers of clauses that begin in it: they are no means."""
    said, marks = document.text[sentence.start : sentence.end], marks_of(document)
    for mark in marks[place_begun(marks, sentence.start - 1) + 1 : place_begun(marks, sentence.end) + 1]:
        start, end = mark.start - sentence.start, mark.end - sentence.start
        if mark.firm and not mark.inline:
            said = f"{said[:start]}{' ' * len(said[start:end])}{said[end:]}"
    return fold_notation(said)


def candidates_in(
    document: Document,
    sentences: Iterable[Sentence],
    samples: Samples,
    alone: Callable[[], int],
    told: Callable[[], ToldWhole],
) -> Iterator[Candidate]:
    """Yield the means of sentences; ``alone`` is the only n of a text without groups."""
    before, sizes, level, text = -1, [0], Told.OTHERWISE, document.text
    for sentence in sentences:
        said = said_in(document, sentence)
        means = list(means_in(said))
        if not means or _OTHERS.search(said) or COMPUTED.search(said):
            continue
        goes_on = before >= 0 and sentence.start - before <= _LONGEST and "\n\n" not in text[before : sentence.start]
        found = _sizes(said, means, samples, alone, sizes if goes_on else [])
        for mean, (n, source) in zip(means, found, strict=True):
            own = _level(said, mean, means[0], told)
            if own != Told.NOT_AT_ALL or not goes_on or _MEASURE.search(said[: means[0].start]):
                level = own
            if n and level:
                average = Average(sentence.start + mean.start, sentence.start + mean.end, mean.printed, n)
                yield Candidate(average, level, source)
        before, sizes = sentence.end, [n for n, _ in found]


def _level(said: str, mean: ProseMean, first: ProseMean, told: Callable[[], ToldWhole]) -> Told:
    if mean.is_measured or CHANGE.search(_NO_CHANGE.sub("", said[: mean.start][-30:].rpartition("(")[0])):
        return Told.OTHERWISE
    if mean.is_counted:
        return Told.SURELY
    before = said[: first.start].rpartition(". ")[2]
    words = _AVERAGE.sub(" ", f"{before} {mean.clause}").replace("/", " ")
    level = told().of(words, float(mean.printed.replace(",", ".")), is_sentence=True)
    if level in (Told.NOT_AT_ALL, Told.BY_ITS_SCALE) and _MORE.search(words):
        return Told.BY_THE_TEXT if told().counts else Told.BY_ITS_SCALE
    return level


def _sizes(
    said: str, means: Sequence[ProseMean], samples: Samples, alone: Callable[[], int], before: Sequence[int]
) -> list[tuple[int, Source]]:
    """Return the n of each mean of a sentence; 0 where it is not told, or other numbers are tested."""
    beside = [_beside(said, means, at) for at in range(len(means))]
    if all(beside):
        return [(n, Source.OWN) for n in beside]
    named = [
        [n] if n else _named(samples, said, mean, alone=len(means) == 1) for n, mean in zip(beside, means, strict=True)
    ]
    in_order = len(means) == _PAIR and (
        "respectively" in said or _SIDE_BY_SIDE.fullmatch(said, means[0].end, means[1].start) is not None
    )
    # Two means without names are those of the groups in the order of the sentence before, or of the text.
    order = next((each for each in (before, samples.groups) if len(each) == _PAIR and all(each)), [])
    degrees = degrees_of(said)
    if len(means) == _PAIR and len(degrees) == 1:
        tested = _tested(beside, means, samples, alone(), degrees[0])
        if not tested and in_order and not any(named) and sum(order) - _PAIR == degrees[0]:
            tested = list(order)
        return [(n, Source.OWN) for n in tested or [0] * _PAIR]
    if in_order and not any(named):
        named = [[n] for n in order] or named
    elif len(means) == _PAIR == len(samples.groups):
        for one, other in ((0, 1), (1, 0)):
            if len(named[one]) == 1 and len(named[other]) != 1:
                named[other] = [n for n in samples.groups if n not in named[one]]
    found = [(each[0], Source.NAMED) if len(each) == 1 else (0, Source.TEXT) for each in named]
    groups = samples.groups
    n = alone() or (groups[0] if len(groups) == 1 else 0)
    if groups != [n] and any(each for each, _ in found):
        n = 0
    return [each if each[0] else (n, Source.NAMED if groups == [n] else Source.TEXT) for each in found]


def _tested(
    beside: Sequence[int], means: Sequence[ProseMean], samples: Samples, each_has: int, degrees: int
) -> list[int]:
    """Return the numbers of two means that the degrees of freedom of their test confirm; none where none do."""
    known = dict.fromkeys(samples.sizes, 0.0) | ({each_has: _EACH} if each_has else {})
    options = [
        {n: 1.0} if n else known | samples.scored(f"{mean.behind} {mean.clause}")
        for n, mean in zip(beside, means, strict=True)
    ]
    return confirmed(options, degrees)


def _named(samples: Samples, said: str, mean: ProseMean, *, alone: bool) -> list[int]:
    """Return the numbers that the words behind a mean, of its clause or before it name.

    Of several means of a sentence none is of all groups together.
    """
    for words in (mean.behind, mean.clause, said[said.rfind(";", 0, mean.start) + 1 : mean.start]):
        if found := [n for n in samples.of(words) if alone or n not in samples.totals]:
            return found
    return []


def _beside(said: str, means: Sequence[ProseMean], at: int) -> int:
    """Return the n in the brackets of a mean, or behind it, or of the group right before it; else 0."""
    mean = means[at]
    since = means[at - 1].end if at else 0
    until = means[at + 1].start if at + 1 < len(means) else len(said)
    opened, closed = said.rfind("(", since, mean.start), said.find(")", mean.end)
    if opened >= 0 and ")" not in said[opened : mean.start]:
        within = list(_N.finditer(said, opened, closed if closed >= 0 else len(said)))
        if within:
            return count_of(within[0]["n"]) if len(within) == 1 else 0
    before = [count_of(each["n"]) for each in _N.finditer(said, since, mean.start)]
    behind = _N_BEHIND.match(said, mean.end, until)
    if behind is not None:
        return count_of(behind["n"])
    return before[0] if len(before) == 1 else 0
