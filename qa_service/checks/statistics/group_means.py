"""Means whose n is told elsewhere than beside them: in another table, a caption, the part on methods.

What is measured in whole numbers a label or the text may tell; where neither does, the means of a table tell it
themselves when nearly all of them are possible for their n, which is no chance.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, partial

from qa_service.checks.statistics.averages import Average
from qa_service.checks.statistics.candidates import Candidate, Source, wrong_means
from qa_service.checks.statistics.group_names import GroupSizes, fewer_answered, names_of, people_told
from qa_service.checks.statistics.made_numbers import answers_may_be_missing, numbers_are_made
from qa_service.checks.statistics.mean_tables import (
    MEAN_COLUMN,
    N_COLUMN,
    caption_of,
    notes_of,
    printed_mean,
    row_of_sizes,
    size_of_row,
    sizes_in,
    tells_means,
)
from qa_service.checks.statistics.prose_means import may_hold_means
from qa_service.checks.statistics.samples import samples_of
from qa_service.checks.statistics.sentences import candidates_in, said_in
from qa_service.checks.statistics.told_whole import ANYTHING, Told, ToldWhole, told_whole
from qa_service.documents import Document, Table
from qa_service.documents.searching.lookup import last_begun
from qa_service.documents.sentences import Sentence
from qa_service.documents.statistics.notation import fold_notation, folded

_SAYS_MEAN = re.compile(r"\b(?:mean|averag)", re.IGNORECASE)
_SIZE = re.compile(r"(?<![\w.])[nN] ?= ?(?P<n>\d{1,4})(?![\d.,]\d)")
_LONGEST = 600
_MOST_GROUPS = 20
_DECIMALS = re.compile(r"[0-9][.,·][0-9]{1,2}(?![.,]?[0-9])")


def find_group_means(document: Document, *, in_sentences: bool) -> Iterator[Average]:
    """Yield the impossible means of measures in whole numbers, where chance explains the possible ones badly."""
    text = document.text
    tables = [table for table in document.tables if len(table.rows) > 1 and _may_hold_means(table, text)]
    said = list(_may_tell_means(document)) if in_sentences else []
    if not tables and not said:
        return
    samples = samples_of(document)
    sizes = GroupSizes(folded(document), names_of(_heads_with_sizes(document.tables)), samples)
    alone = cache(lambda: sizes.of_each() or sizes.of_all())
    told: Callable[[], ToldWhole]
    for told in (lambda: ANYTHING), cache(partial(told_whole, document)):
        pools = [list(_in_table(text, table, sizes, told)) for table in tables]
        pools.append(list(candidates_in(document, said, samples, alone, told)))
        pools = [[each for each in pool if each.told] for pool in pools]
        every = [each for pool in pools for each in pool]
        if all(each.average.is_possible for each in every):
            return
    if numbers_are_made(document):
        return
    if answers_may_be_missing(text):
        pools = [[each for each in pool if each.source == Source.OWN] for pool in pools]
        every = [each for pool in pools for each in pool]
    if fewer_answered(sizes.text, {each.average.n for each in every if each.source > Source.BESIDE}):
        pools = [[each for each in pool if each.source <= Source.BESIDE] for pool in pools]
        every = [each for pool in pools for each in pool]
    yield from wrong_means(document, pools)


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


def _in_table(text: str, table: Table, sizes: GroupSizes, told: Callable[[], ToldWhole]) -> Iterator[Candidate]:
    head = [fold_notation(cell.text) for cell in table.rows[0]]
    caption, notes = caption_of(text, table.start), notes_of(text, table.end)
    columns, source = _sizes_of_columns(table, head, sizes)
    # Where only some heads name groups that the text tells of, the others are of unknown ones.
    rest, elsewhere = (0, Source.TEXT) if columns or source == Source.TEXT else _size_of_all(caption, notes, sizes)
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
            if own and where == Source.BESIDE and _SAYS_MEAN.search(label):
                where = Source.OWN
            for mean in printed_mean(text, cell, label, n, apart=True):
                both = [label] if MEAN_COLUMN.fullmatch(named) else [label, named]
                measures = [label] if columns else [named] if own else both
                level = _of_cell(told(), measures, mean.printed, caption, head[0] if columns else "")
                yield Candidate(Average(mean.start, mean.end, mean.printed, n), level, where)


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
    named = {at: n for at, label in enumerate(head) if at and (n := sizes.of_column(label))}
    return (named, Source.NAMED) if not named or _is_most(named, head[1:]) else ({}, Source.TEXT)


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
    return (0 if stated else sizes.of_each() or sizes.of_all() or sizes.of_only_one()), Source.TEXT


def _may_tell_means(document: Document) -> Iterator[Sentence]:
    """Yield the sentences with two decimals or more that speak of means."""
    done = -1
    for match in _DECIMALS.finditer(document.text):
        sentence = last_begun(document.sentences, match.start())
        if sentence is None or sentence.start <= done or sentence.end - sentence.start > _LONGEST:
            continue
        done = sentence.start
        if any(table.start <= match.start() < table.end for table in document.tables):
            continue
        if may_hold_means(said_in(document, sentence)):
            yield sentence
