"""Means whose n is told elsewhere than beside them: in another table, a caption, the part on methods.

What is measured in whole numbers a label or the text may tell; where neither does, the means of a table tell it
themselves when nearly all of them are possible for their n, which is no chance.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, partial

from qa_service.checks.statistics_averages import Average, chance_of, may_be_of_items
from qa_service.checks.statistics_group_names import GroupSizes, fewer_answered, names_of, people_told
from qa_service.checks.statistics_groups import answers_may_be_missing
from qa_service.checks.statistics_mean_tables import (
    N_COLUMN,
    caption_of,
    notes_of,
    printed_mean,
    row_of_sizes,
    size_of_row,
    sizes_in,
    tells_means,
)
from qa_service.checks.statistics_told_whole import Told, ToldWhole, told_whole
from qa_service.checks.statistics_whole_means import CHANGE
from qa_service.checks.statistics_whole_said import NUMBERS_ARE_MADE, answers_are_merged
from qa_service.documents import Document, Table
from qa_service.documents.lookup import last_begun
from qa_service.documents.sentences import Sentence
from qa_service.documents.statistics_notation import fold_notation


class Source(IntEnum):
    """Where the n of a mean stands."""

    BESIDE = 0
    NAMED = 1
    CAPTION = 2
    TEXT = 3


@dataclass(frozen=True, slots=True)
class _Candidate:
    average: Average
    told: Told
    source: Source


# How likely chance may be, by what is told of the measure and where the n stands.
_LIMITS = {
    Told.BY_ITS_LABEL: (0.5, 0.3, 0.2, 0.05),
    Told.BY_THE_TEXT: (0.3, 0.2, 0.1, 0.03),
    Told.BY_ITS_SCALE: (0.03, 0.03, 0.02, 0.01),
    Told.NOT_AT_ALL: (0.004, 0.004, 0.002, 0.002),
}
_MERGED = 0.01
_NUMBER = r"(?P<mean>\d{1,2}\.\d{1,3})(?![\d%]|\.\d)"
_SPREAD = r"(?: \(SD ?=? ?[\d.]{1,6}\))?"
_LISTED = re.compile(
    rf"(?<![\w.=<>]){_NUMBER}{_SPREAD} (?:in|for|among|with) (?:the |class |group ){{0,2}}"
    r"(?P<name>[\w-]+(?: (?!and\b)[\w-]+)?)"
)
# "in the north group recalled 3.21 facts on average"
_NAMED_FIRST = re.compile(
    rf"\b(?:in|of|from) (?:the )?(?P<name>[\w-]+(?: [\w-]+)?) (?:group|condition|class|arm)\b[^.;\d(]{{0,40}} {_NUMBER}"
)
_SAYS_MEAN = re.compile(r"\b(?:mean|averag)", re.IGNORECASE)
_M = re.compile(rf"(?<![\w.])M {{0,3}}= {{0,3}}{_NUMBER}(?! ?(?:[a-z]{{1,3}}\b|°))")
_COMPARED = re.compile(r"\b(?:than|versus|vs|compared|whereas|while|but|and|against)\b")
_SIZE = re.compile(r"(?<![\w.])[nN] ?= ?(?P<n>\d{1,4})(?![\d.,]\d)")
_AVERAGE = re.compile(r"\b(?:on )?average\b|\baverag(?:ed|ing)\b|\bmeans?\b")
_LONGEST = 600
_COARSE = 5
_MOST_GROUPS = 20
_DECIMALS = re.compile(r"[0-9]\.[0-9]{2}(?!\.?[0-9])")


def find_group_means(document: Document, *, in_sentences: bool) -> Iterator[Average]:
    """Yield the impossible means of measures in whole numbers, where chance explains the possible ones badly."""
    text = document.text
    tables = [table for table in document.tables if len(table.rows) > 1 and _may_hold_means(table, text)]
    said = list(_may_tell_means(document)) if in_sentences else []
    if not tables and not said:
        return
    sizes = GroupSizes(fold_notation(text), names_of(_heads_with_sizes(document.tables)))
    told = cache(partial(told_whole, document))
    pools = [list(_in_table(text, table, sizes, told)) for table in tables]
    pools.append([each for sentence in said for each in _in_sentence(text, sentence, sizes, told)])
    pools = [[each for each in pool if each.told] for pool in pools]
    every = [each for pool in pools for each in pool]
    if all(each.average.is_possible for each in every) or NUMBERS_ARE_MADE.search(text) or answers_may_be_missing(text):
        return
    if fewer_answered(sizes.text, {each.average.n for each in every if each.source}):
        pools = [[each for each in pool if not each.source] for pool in pools]
        every = [each for pool in pools for each in pool]
    surely = [each for each in every if each.told >= Told.BY_THE_TEXT]
    rather = [each for each in every if each.told >= Told.BY_ITS_SCALE]
    for pool in (surely, rather, *pools):
        yield from _wrong(document, pool)


def _wrong(document: Document, pool: Sequence[_Candidate]) -> Iterator[Average]:
    wrong = [each for each in pool if not each.average.is_possible]
    if not wrong or (len(wrong) > 1 and 3 * len(wrong) > len(pool)):
        return
    chance = chance_of(each.average for each in pool)
    unsure = _is_on_a_grid(pool, len(wrong)) or may_be_of_items([each.average for each in pool])
    for each in wrong:
        limit = _LIMITS[each.told][each.source]
        if limit > _MERGED and answers_are_merged(document, besides_items=each.told >= Told.BY_THE_TEXT):
            limit = _MERGED
        if each.told == Told.NOT_AT_ALL and len(wrong) > 1:
            limit /= 10
        if chance <= limit and not (unsure and each.told < Told.BY_THE_TEXT):
            yield each.average


def _is_on_a_grid(pool: Sequence[_Candidate], wrong: int) -> bool:
    """Whether nearly all means are on a grid of fives, as those of half points or few answers are."""
    return sum(_is_coarse(each.average) for each in pool) >= len(pool) - wrong


def _is_coarse(average: Average) -> bool:
    return int(average.number.scaleb(average.places)) % _COARSE == 0


def _may_hold_means(table: Table, text: str) -> bool:
    labels = (cell.text for cell in (*table.rows[0], *(row[0] for row in table.rows if row)))
    told = [caption_of(text, table.start), notes_of(text, table.end)]
    return any(tells_means(fold_notation(label), "", told) for label in labels)


def _heads_with_sizes(tables: Sequence[Table]) -> Iterator[tuple[str, int]]:
    for table in tables:
        for cell in (*table.rows[0], *(row[0] for row in table.rows[1:] if row)) if table.rows else ():
            label = fold_notation(cell.text)
            for n in sizes_in({0: label}).values():
                yield _SIZE.sub(" ", label), n


def _in_table(text: str, table: Table, sizes: GroupSizes, told: Callable[[], ToldWhole]) -> Iterator[_Candidate]:
    head = [fold_notation(cell.text) for cell in table.rows[0]]
    caption, notes = caption_of(text, table.start), notes_of(text, table.end)
    columns, source = _sizes_of_columns(table, head, sizes)
    rest, elsewhere = (0, Source.TEXT) if columns else _size_of_all(caption, notes, sizes)
    labelled = {} if columns else _sizes_of_rows(table, head, sizes)
    for line, row in enumerate(table.rows[1:]):
        label = fold_notation(row[0].text) if row else ""
        own, beside = labelled.get(line, (0, source))
        for at, cell in enumerate(row[1:], start=1):
            named = head[at] if at < len(head) else ""
            n = columns.get(at) or own or rest
            if not n or not tells_means(label, named, [head[0] if head else "", caption, notes]):
                continue
            where = source if columns else beside if own else elsewhere
            for mean in printed_mean(text, cell, label, n, apart=True):
                measures = [label] if columns else [named] if own else [label, named]
                level = _of_cell(told(), measures, mean.printed, caption, head[0] if columns else "")
                yield _Candidate(Average(mean.start, mean.end, mean.printed, n), level, where)


def _of_cell(told: ToldWhole, measures: Sequence[str], mean: str, caption: str, column: str) -> Told:
    """Return what is told of a cell, whose measure the label of its row, the head of its column or both may name."""
    levels = [told.of(each, _value(mean), caption, column) for each in measures]
    return Told.OTHERWISE if Told.OTHERWISE in levels else max(levels)


def _value(printed: str) -> float:
    return float(printed.replace(",", "."))


def _sizes_of_columns(table: Table, head: Sequence[str], sizes: GroupSizes) -> tuple[dict[int, int], Source]:
    own = sizes_in({at: label for at, label in enumerate(head) if at}) or row_of_sizes(table.rows[1:])
    if own:
        return own, Source.BESIDE
    named = {at: n for at, label in enumerate(head) if at and (n := sizes.of(label))}
    return (named, Source.NAMED) if _is_most(named, head[1:]) else ({}, Source.NAMED)


def _sizes_of_rows(table: Table, head: Sequence[str], sizes: GroupSizes) -> dict[int, tuple[int, Source]]:
    counts = [at for at, cell in enumerate(head) if at and N_COLUMN.fullmatch(cell)]
    labels = {line: fold_notation(row[0].text) for line, row in enumerate(table.rows[1:]) if row}
    own = {line: n for line, label in labels.items() if (n := size_of_row(table.rows[line + 1], label, counts))}
    if own:
        return {line: (n, Source.BESIDE) for line, n in own.items()}
    named = {line: n for line, label in labels.items() if (n := sizes.of(label))} if len(labels) <= _MOST_GROUPS else {}
    return {line: (n, Source.NAMED) for line, n in named.items()} if _is_most(named, labels) else {}


def _is_most(found: Collection[object], labels: Collection[object]) -> bool:
    """Whether two heads or more, and half of them at least, name groups."""
    return len(found) > 1 and 2 * len(found) >= len(labels)


def _size_of_all(caption: str, notes: str, sizes: GroupSizes) -> tuple[int, Source]:
    stated = {int(n) for said in (caption, notes) for n in _SIZE.findall(said)}
    if len(stated) == 1 or (not stated and people_told(caption)):
        return (stated.pop() if stated else people_told(caption)), Source.CAPTION
    return (0 if stated else sizes.of_each() or sizes.of_all()), Source.TEXT


def _may_tell_means(document: Document) -> Iterator[Sentence]:
    """Yield the sentences with two decimals or more that speak of means."""
    done = -1
    for match in _DECIMALS.finditer(document.text):
        sentence = last_begun(document.sentences, match.start())
        if sentence is None or sentence.start <= done or sentence.end - sentence.start > _LONGEST:
            continue
        done = sentence.start
        said = document.text[sentence.start : sentence.end]
        if _SAYS_MEAN.search(said) is not None or said.count("=") > 1:
            yield sentence


def _in_sentence(
    text: str, sentence: Sentence, sizes: GroupSizes, told: Callable[[], ToldWhole]
) -> Iterator[_Candidate]:
    said = fold_notation(text[sentence.start : sentence.end])
    yield from _in_list(said, sentence, sizes, told)
    yield from _in_comparison(said, sentence, sizes, told)


def _in_list(said: str, sentence: Sentence, sizes: GroupSizes, told: Callable[[], ToldWhole]) -> Iterator[_Candidate]:
    """Yield "4.32 in 8A, 3.41 in 8B and 2.76 in 8C", where the sentence is of means and the sizes are known."""
    found = list(_LISTED.finditer(said))
    found = found if len(found) > 1 else list(_NAMED_FIRST.finditer(said))
    if len(found) < 2 or not _SAYS_MEAN.search(said):
        return
    known = [sizes.of(each["name"]) or sizes.of(each["name"].split()[0]) for each in found]
    words = said[: found[0].start()]
    if not all(known) or CHANGE.search(words[-40:]):
        return
    for each, n in zip(found, known, strict=True):
        yield _of_sentence(sentence, each, n, words, told)


def _of_sentence(
    sentence: Sentence, mean: re.Match[str], n: int, words: str, told: Callable[[], ToldWhole]
) -> _Candidate:
    """Return a mean of a sentence, whose measure the words before its first mean name."""
    start, end = (sentence.start + at for at in mean.span("mean"))
    level = told().of(_AVERAGE.sub(" ", words).replace("/", " "), _value(mean["mean"]), is_sentence=True)
    return _Candidate(Average(start, end, mean["mean"], n), level, Source.NAMED)


def _in_comparison(
    said: str, sentence: Sentence, sizes: GroupSizes, told: Callable[[], ToldWhole]
) -> Iterator[_Candidate]:
    """Yield the means of two groups of one size: "(M = 4.57, SD = 1.37) than those who did not (M = 3.61"."""
    found = list(_M.finditer(said))
    if len(found) != 2 or _SIZE.search(said) or not _COMPARED.search(said, found[0].end(), found[1].start()):
        return
    n, words = sizes.of_each(), said[: found[0].start()]
    if not n or CHANGE.search(words[-40:]):
        return
    for each in found:
        yield _of_sentence(sentence, each, n, words, told)
