"""The figures of a source: what a number in a deliverable may be taken or worked out from.

Figures are kept sorted by kind, so that a number is looked up in logarithmic time. What follows from two figures is
worked out only for figures that stand close together in the source; with all pairs of a long source nearly every
number would follow from something.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from qa_service.checks.context import Source
from qa_service.checks.grounding.figures_lots import lot
from qa_service.checks.grounding.figures_near import close_pairs
from qa_service.documents import Number
from qa_service.documents.numbers.numerals import CARDINAL_WORDS, DENOMINATORS, cardinal

PERCENT, BARE = "%", ""
LONGEST_SUM = 15
CANDIDATES = 8
HUNDRED = Decimal(100)
THOUSANDS = re.compile(r"(?i)\bin (?:thousands|tsd)\b|\b000s\b|['’]000|\bT(?:EUR|€|USD|\$)|[$€£]\s?k\b|\bin k[$€£]")
MILLIONS = re.compile(r"(?i)\bin (?:millions|mio|mn)\b|[$€£]\s?(?:m|mn|mio)\b|\bMio\.?\s?(?:EUR|€)|\(millions\b")
PERCENT_COLUMN = re.compile(r"(?<![\d\s.,)])\s{0,2}%|\(%\)|\bin %|\|\s*%|\bper ?cent(?:age)? of\b")
WORD = re.compile(r"[^\W\d_]+|\d+")
YEAR = re.compile(r"\s?(?:19|20)\d\d\s?")


@dataclass
class Figures:
    """Figures by kind: `PERCENT`, an ISO 4217 code, or `BARE`; ``row`` holds all amounts in the order of the text.

    ``short`` holds figures without their scale word: what a table in millions prints for them. ``lots`` is ``row`` with
    what so many pieces at so much each come to in place of the price of one; empty where nothing is priced so.
    """

    kinds: dict[str, list[Decimal]] = field(default_factory=dict)
    short: dict[str, list[Decimal]] = field(default_factory=dict)
    row: list[Decimal] = field(default_factory=list)
    lots: list[Decimal] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    years: list[bool] = field(default_factory=list)
    percent_columns: bool = False
    scales: tuple[int, ...] = ()

    def add(self, kind: str, value: Decimal) -> None:
        """Take up a figure; call `close` when all are in."""
        self.kinds.setdefault(kind, []).append(abs(value))

    def close(self) -> Figures:
        """Sort."""
        self.kinds = {kind: sorted(set(values)) for kind, values in self.kinds.items()}
        self.short = {kind: sorted(set(values)) for kind, values in self.short.items()}
        return self


def figures_of(source: Source) -> Figures:
    """Return the figures of a source, computed once."""
    return source.cached("figures", _read)


def _read(source: Source) -> Figures:
    scales = tuple(power for power, hint in ((3, THOUSANDS), (6, MILLIONS)) if hint.search(source.text))
    out = Figures(percent_columns=PERCENT_COLUMN.search(source.text) is not None, scales=scales)
    for number in source.document.numbers:
        out.row.append(abs(number.amount))
        out.places.append(number.start)
        out.years.append(YEAR.fullmatch(source.text, number.start, number.end) is not None)
        kind = PERCENT if number.percent else number.currency or BARE
        for value in amounts(number):
            out.add(kind, value)
            for power in () if number.percent or number.scale else scales:
                out.add(kind, value.scaleb(power))
        if number.scale:
            out.short.setdefault(kind, []).extend(map(abs, plain_values(number)))
    for kind, value in _spelled(source):
        out.add(kind, value)
    if " each" in source.text or " apiece" in source.text:
        _add_lots(source, out)
    return out.close()


def _add_lots(source: Source, out: Figures) -> None:
    """Add what so many pieces at so much each come to."""
    lots = [lot(source.text, number) for number in source.document.numbers]
    if not any(lots):
        return
    for number, total in zip(source.document.numbers, lots, strict=True):
        if total is not None:
            out.add(number.currency or BARE, total)
    out.lots = [one if total is None else total for one, total in zip(out.row, lots, strict=True)]


def amounts(number: Number) -> list[Decimal]:
    """Return the amounts that a printed number may stand for: more than one where its notation is open."""
    return [value.scaleb(number.exponent) for value in plain_values(number)]


def plain_values(number: Number) -> list[Decimal]:
    """Return the same without the scale word."""
    return [number.value] if number.other is None else [number.value, number.other]


def _spelled(source: Source) -> Iterator[tuple[str, Decimal]]:
    """Yield numbers written in words: twelve, two hundred and five, three million, three quarters (75)."""
    run: list[str] = []
    for word in [*map(str.lower, WORD.findall(source.text)), ""]:
        if word in CARDINAL_WORDS or (run and word == "and"):
            run.append(word)
            continue
        if word in DENOMINATORS:
            count = cardinal(run) if run and run[-1] != "and" else 1
            share = HUNDRED * (count or 1) / DENOMINATORS[word]
            yield from ((BARE, share), (PERCENT, share))
        if run:
            yield from ((BARE, value) for value in _numeral(run))
            run = []


def _numeral(run: list[str]) -> Iterator[Decimal]:
    while run and run[-1] == "and":
        run.pop()
    for words in (run, *([word] for word in run if len(run) > 1 and word != "and")):
        value = cardinal(words)
        if value is not None:
            yield Decimal(value)


def holds(values: Sequence[Decimal], low: Decimal, high: Decimal) -> bool:
    """Tell whether one of the sorted values lies between the bounds, both included."""
    at = bisect_left(values, low)
    return at < len(values) and values[at] <= high


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows from figures that stand close together: sorted floats to look up, and how to work them out."""

    values: NDArray[np.float64]
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    rule: NDArray[np.int64]
    row: Sequence[Decimal]

    def holds(self, low: Decimal, high: Decimal) -> bool:
        """Tell whether one of them lies between the bounds; the floats only find it, decimals decide."""
        slack = 1e-9 * float(high) + 1e-12
        begin, end = np.searchsorted(self.values, [float(low) - slack, float(high) + slack])
        for at in range(int(begin), min(int(end), int(begin) + CANDIDATES)):
            value = work_out(int(self.rule[at]), self.row[int(self.first[at])], self.row[int(self.second[at])])
            if value is not None and low <= value <= high:
                return True
        return False


def work_out(rule: int, a: Decimal, b: Decimal) -> Decimal | None:
    """Apply a rule to two figures.

    0 sum, 1 difference, 2 share in percent, 3 change in percent, 4 ratio, 5 mean, 6 difference in percentage points of
    shares of one, 7 share of both together in percent.
    """
    if (rule in (2, 3, 4) and not b) or (rule == 6 and max(a, b) > 1) or (rule == 7 and not a + b):
        return None
    with localcontext() as context:
        context.prec = 40
        if rule == 0:
            return a + b
        if rule == 1:
            return abs(a - b)
        if rule == 5:
            return (a + b) / 2
        if rule == 6:
            return abs(a - b) * 100
        if rule == 7:
            return a / (a + b) * 100
        return abs({2: a / b * 100, 3: (a - b) / b * 100, 4: a / b}[rule])


def derived_amounts(source: Source) -> Derived:
    """Return sums, differences and means of figures near each other, computed once."""
    return source.cached("derived_amounts", lambda given: _derive(given, (0, 1, 5)))


def derived_percents(source: Source) -> Derived:
    """Return differences, shares and changes in percent of figures near each other, computed once."""
    return source.cached("derived_percents", lambda given: _derive(given, (1, 2, 3, 6)))


def _derive(source: Source, rules: Sequence[int]) -> Derived:
    figures = figures_of(source)
    row = np.array([float(value) for value in figures.row], np.float64)
    a, b = close_pairs(source.text, np.array(figures.places, np.int64), np.array(figures.years, np.bool_))
    values, first, second, kinds = [], [], [], []
    for rule in rules:
        for x, y in ((a, b), (b, a)) if rule in (2, 3) else ((a, b),):
            values.append(_floats(rule, row[x], row[y]))
            first.append(x)
            second.append(y)
            kinds.append(np.full(len(x), rule))
    joined = np.concatenate(values)
    order = np.argsort(joined, kind="stable")
    picked = [np.concatenate(part)[order] for part in (first, second, kinds)]
    return Derived(joined[order], picked[0], picked[1], picked[2], figures.row)


def _floats(rule: int, a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    if rule == 0:
        return a + b
    if rule == 1:
        return np.abs(a - b)
    if rule == 5:
        return (a + b) / 2
    if rule == 6:
        return np.where(np.maximum(a, b) <= 1, np.abs(a - b) * 100, np.inf)
    share: NDArray[np.float64] = np.divide(a, b, out=np.full(len(a), np.inf), where=b != 0)
    return np.asarray(np.abs(share * 100 if rule == 2 else (share - 1) * 100), np.float64)


def sums(source: Source) -> list[Decimal]:
    """Return the sums of up to `LONGEST_SUM` figures in a row, sorted; computed once."""
    return source.cached("sums", lambda given: sorted({*_sums(figures_of(given).row), *_sums(figures_of(given).lots)}))


def _sums(row: Sequence[Decimal]) -> list[Decimal]:
    totals = [Decimal(0), *accumulate(row)]
    pairs = ((low, low + size) for size in range(2, LONGEST_SUM + 1) for low in range(len(row) - size + 1))
    return sorted({totals[high] - totals[low] for low, high in pairs})
