"""Means with their n, in sentences and tables of a text that says that whole points were given.

Which of its means are of such ratings the text seldom says beside each. What tells are the means themselves: ratings of
n persons have n values between one point and the next, and where all means but one are among them, that is no chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from qa_service.checks.statistics_averages import COUNT, Average, chance_of, count_of, may_be_of_items
from qa_service.checks.statistics_groups import answers_may_be_missing, group_sizes, size_before
from qa_service.checks.statistics_mean_tables import has_counts, mean_cells
from qa_service.checks.statistics_mean_words import MEASURED
from qa_service.checks.statistics_paired_means import paired_means
from qa_service.checks.statistics_whole_said import Said, answers_are_merged, others_named, ratings_said
from qa_service.documents import Document, Table
from qa_service.documents.lookup import last_begun
from qa_service.documents.statistics_notation import fold_notation

_MEAN = re.compile(
    r"(?<![\w.])[Mm] ?= ?(?P<mean>\d{1,2}(?:\.\d{1,3}|,\d{1,2}))(?!\d|[.,]\d| ?(?:%|[€$£°]|[kcm]?m\b|[kmµ]?g\b|"
    r"m?l\b|m?s\b|h\b|min\b|EUR\b))"
)
_N = re.compile(rf"(?<![\w.])[nN] ?= ?(?P<n>{COUNT})")
_BETWEEN_THEM = re.compile(r"[,;]? ?(?:(?:SD|ET|s|DE|DS) ?= ?[\d.,]+?[,;]? ?)?")
# "after 8 weeks" tells when, not what.
_WHEN = re.compile(
    r"\b(?:after|at|in|within|for|over|during|before|nach|vor|après)\s(?:the\s)?(?:[\w-]+\s){0,2}?"
    r"(?:days?|weeks?|months?|years?|minutes?|hours?|Tagen|Wochen|Monaten|semaines|mois)\b(?:\s\d{1,2})?",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"\b(?:single|one)[ -]items?\b", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\bitems?\b|\bsub-?scale|\bcomposite|\bind(?:ex|ices)\b|\bsum\b|\btotal\b|\bcombined\b|\baverag|\bquestionnaire|"
    r"\binventory|\bmeans? of\b|(?<!point )(?<!stufigen )\bscales?\b|-Skala\b|\bsleep hours|\bGesamt|"
    r"\bMittel(?:wert)? (?:aus|der)",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:than|versus|vs|compared|whereas|while|but|control|als|dagegen|que|contre)\b", re.IGNORECASE
)
CHANGE = re.compile(
    r"\b(?:differ|chang|increas|decreas|dropp?|gain|reduc|improve|per |Differenz|Änderung|Zunahme|Abnahme|"
    r"différence)",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(?<![\d.,])(?P<low>[01]) ?(?:to|-|bis|à) ?(?P<high>\d{1,3})(?!\d|[.,]\d)")
_ALL_ROWS = re.compile(
    r"\W*(?:overall|total|mean|average|all|sum|combined|gesamt|mittel\w*|alle|ensemble|moyenne)\b", re.IGNORECASE
)
# "Time to relief, h", "Dose (g)"
MEASURED_LABEL = re.compile(
    r"\A\W*(?i:time|duration|dose)\b|\btime (?:to|on|spent|taken|until)\b|[,(] ?(?:h|s|g|m|l|dl|ms|mmHg|lx|dB|W|V)\b"
)
_LONGEST = 600
# How likely it may be that the other means are possible by chance, where the text says "whole" anywhere, right before
# the mean, and where it only names the ends of a scale.
_CHANCE, _CHANCE_NEAR, _CHANCE_PLAIN = 0.1, 0.3, 0.01


@dataclass(frozen=True, slots=True)
class _Scale:
    """How the scale of a mean is told: ``named`` with what was rated, ``near`` it, ``plain`` without "whole".

    ``single`` tells that each person answered one question once.
    """

    named: bool
    near: bool
    plain: bool
    single: bool = False

    @property
    def limit(self) -> float:
        """How likely chance may be."""
        return _CHANCE_PLAIN if self.plain else _CHANCE_NEAR if self.near or self.named else _CHANCE


@dataclass(frozen=True, slots=True)
class _Candidate:
    average: Average
    scale: _Scale


def find_whole_means(document: Document) -> Iterator[Average]:
    """Yield the means of ratings in whole points that are told elsewhere in the text to be such."""
    tables = [table for table in document.tables if len(table.rows) > 1 and has_counts(table)]
    if not tables and not any(sign in document.text for sign in ("M =", "M=", "M* =")):
        return
    said = ratings_said(document)
    if not said:
        return
    others = others_named(document)
    missing = answers_may_be_missing(document.text)
    sizes = {} if missing else group_sizes(document)
    found = [
        *_in_sentences(document, said, others, sizes),
        *_in_pairs(document, said, others, sizes),
        *_in_tables(document, tables, said, others, missing=missing),
    ]
    kept = list({each.average.start: each for each in found}.values())
    wrong = [each for each in kept if not each.average.is_possible]
    # Where more are wrong, they are no ratings.
    if len(wrong) == 1 or 0 < 3 * len(wrong) <= len(kept):
        yield from _wrong(document, kept, wrong)


def _wrong(document: Document, kept: Sequence[_Candidate], wrong: Sequence[_Candidate]) -> Iterator[Average]:
    chance = chance_of([each.average for each in kept])
    of_items = may_be_of_items([each.average for each in kept])
    for each in wrong:
        scale = each.scale
        if scale.plain and of_items:
            continue
        # A mean of two answers is possible for n persons half of the time, which is no chance to be measured here.
        merged = answers_are_merged(document, besides_items=scale.single)
        if chance <= (_CHANCE_PLAIN if merged else scale.limit) or (scale.named and not scale.plain and not merged):
            yield each.average


def _scale_of(said: Sequence[Said], start: int, mean: str, words: str, text: str) -> _Scale | None:
    """Return how a scale was told that a mean lies on; ``words`` stand before the mean."""
    value = Fraction(mean.replace(",", "."))
    fitting = [each for each in said if each.low <= value <= each.high]
    labelled = _LABELLED.search(words)
    if labelled is not None:
        # A label that names the ends of its scale tells which of the scales it is.
        fitting = [each for each in fitting if (each.low, each.high) == (int(labelled["low"]), int(labelled["high"]))]
    if not fitting:
        return None
    lowered = words.lower()
    named = [each for each in fitting if each.start <= start < each.end or any(map(lowered.__contains__, each.names))]
    named = named or (fitting if labelled is not None else [])
    near = [each for each in fitting if each.start <= start and "\n\n" not in text[each.start : start]]
    told = named or near or fitting
    return _Scale(bool(named), bool(near), all(each.plain for each in told), all(each.single for each in told))


def _in_sentences(
    document: Document, said: Sequence[Said], others: frozenset[str], sizes: Mapping[str, int]
) -> Iterator[_Candidate]:
    text, done = document.text, -1
    for match in re.finditer(r"\b[Mm]\W{1,4}?=|\b[Mm]=", text):
        sentence = last_begun(document.sentences, match.start())
        if sentence is None or sentence.start <= done or sentence.end - sentence.start > _LONGEST:
            continue
        done = sentence.start
        words = fold_notation(text[sentence.start : sentence.end])
        if is_other(words, others):
            continue
        for mean, n in _means_in(words, sizes):
            start = sentence.start + mean.start("mean")
            scale = _scale_of(said, start, mean["mean"], words[: mean.start()], text)
            if scale is not None:
                yield _Candidate(Average(start, sentence.start + mean.end("mean"), mean["mean"], n), scale)


def _in_pairs(
    document: Document, said: Sequence[Said], others: frozenset[str], sizes: Mapping[str, int]
) -> Iterator[_Candidate]:
    for start, printed, words, n in paired_means(document, sizes):
        scale = _scale_of(said, start, printed, words, document.text)
        if scale is not None and not is_other(words, others) and not CHANGE.search(words):
            yield _Candidate(Average(start, start + len(printed), printed, n), scale)


def is_other(words: str, others: frozenset[str]) -> bool:
    """Whether a sentence, or the label of a row, speaks of something else than one answer of each person."""
    plain = _WHEN.sub(" ", _SINGLE.sub(" ", words))
    if MEASURED.search(plain) or _SEVERAL.search(plain):
        return True
    lowered = plain.lower()
    return any(other in lowered for other in others)


def _means_in(said: str, sizes: Mapping[str, int]) -> Iterator[tuple[re.Match[str], int]]:
    """Yield the means of a sentence with the n in their brackets, before them all, or of their group."""
    means, counts = list(_MEAN.finditer(said)), list(_N.finditer(said))
    for at, mean in enumerate(means):
        since = means[at - 1].end() if at else 0
        until = means[at + 1].start() if at + 1 < len(means) else len(said)
        phrase = said[since : mean.start()]
        n = _n_of(said, mean, [each for each in counts if since <= each.start() < until])
        if n is None and len(counts) == 1 and counts[0].start() < means[0].start() and not _COMPARED.search(said):
            n = counts[0]
        size = count_of(n["n"]) if n is not None else size_before(said, mean.start(), sizes)
        if size and not CHANGE.search(phrase.rpartition("(")[0][-40:]):
            yield mean, size


def _n_of(said: str, mean: re.Match[str], counts: Sequence[re.Match[str]]) -> re.Match[str] | None:
    opened = said.rfind("(", 0, mean.start())
    closed = said.find(")", mean.end())
    if opened >= 0 and ")" not in said[opened : mean.start()]:
        within = [each for each in counts if opened < each.start() < closed]
        within = [each for each in within if each.start() < mean.start()] or within
        if within:
            return within[0] if len(within) == 1 else None
    else:
        behind = [each for each in counts if each.start() >= mean.end()]
        if behind and _BETWEEN_THEM.fullmatch(said, mean.end(), behind[0].start()):
            return behind[0]
    before = [each for each in counts if each.start() < mean.start()]
    return before[0] if len(before) == 1 else None


def _in_tables(
    document: Document, tables: Sequence[Table], said: Sequence[Said], others: frozenset[str], *, missing: bool
) -> Iterator[_Candidate]:
    for table in tables:
        for cell in mean_cells(table, document.text):
            scale = _scale_of(said, cell.start, cell.printed, cell.label, document.text)
            if scale is None or (cell.apart and missing) or _ALL_ROWS.match(cell.label):
                continue
            if not is_other(cell.label, others) and not MEASURED_LABEL.search(cell.label):
                yield _Candidate(Average(cell.start, cell.end, cell.printed, cell.n), scale)
