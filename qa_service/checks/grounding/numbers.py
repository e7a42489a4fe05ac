"""Numbers of a deliverable that neither brief nor sources hold or lead to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from marshmallow import fields

from qa_service.checks.context import CheckContext, FactMissing, Source
from qa_service.checks.finding import Hit
from qa_service.checks.grounding.decimals import is_measured, is_multiple
from qa_service.checks.grounding.figures import (
    BARE,
    HUNDRED,
    PERCENT,
    Figures,
    amounts,
    derived_amounts,
    derived_percents,
    figures_of,
    holds,
    plain_values,
    sums,
    work_out,
)
from qa_service.checks.parameters import Parameters
from qa_service.checks.registry import check
from qa_service.documents import Document, Number
from qa_service.documents.searching.lookup import last_begun

OPERANDS, IN_PARAGRAPH = 12, 24
POINTER = re.compile(
    r"(?i)(?:\b(?:sections?|clauses?|articles?|pages?|paras?|paragraphs?|figures?|tables?|exhibits?|items?|nos?|pp?|no"
    r"|numbers?|rules?|forms?|part|chapter|schedule|appendix|annex|notes?|lines?|room|suite|route|version|v|art|sec|vol)\.?"
    r"|[#§¶&])\s*$"
)
ABOUT = re.compile(
    r"(?i)(?:\b(?:about|approximately|approx\.?|roughly|around|nearly|almost|over|under|above|below|some|circa|ca\.?|c\."
    r"|(?:more|less|fewer) than|up to|at least|close to|just|well|in excess of|rund|etwa|environ)\s*|~\s?|≈\s?)$"
)
THRESHOLD = re.compile(
    r"(?i)\b(?:(?:more|less|fewer|greater|lower|higher) than|over|under|above|below|at (?:least|most)|up to)\s*$"
)
# What the author assumes or proposes is the author's own.
ASSUMED = re.compile(
    r"(?i)\b(?:assum\w{1,8}|hypothe\w{1,8}|suppos\w{1,6}|illustrat\w{1,6}|if we (?:take|use)|recommend\w{0,6}"
    r"|propos\w{1,4}|suggest\w{0,6}|fallback|replace[sd]?|redraft\w{0,3}|amend\w{0,4}|counter-?offer\w{0,2})\b"
)
TELEPHONE, GROUPED = re.compile(r"(?:\+|\d[) ]|\()$"), re.compile(r"\)? \d")
CITATION = re.compile(r"\s(?:[A-Z][\w’']{0,8}\.?\s?){1,4}(?:\d|§)")
REPORTER = re.compile(r"(?:[A-Z]\w{0,6}\.(?:\s?\d[a-z]{1,2})?|[A-Z]\.\s?[A-Z]\.)\s$")
NAMED = re.compile(r"[A-Z][\w’'-]*\s$")
# A year's rent and a quarter's, a price and its instalments.
PARTS = tuple(map(Decimal, (2, 3, 4, 6, 12, 52)))
PERIODS = re.compile(
    r"(?i)\b(?:year|annual|month|quarter|week|half|halv|instal|per annum|p\.a|each|twice|double|tripl|third|equal)"
)
LIST_MARK = re.compile(r"(?m)^\s*\(?\Z")


class NumberParams(Parameters):
    """Parameters of grounding.numbers."""

    derived = fields.Boolean(
        load_default=True,
        metadata={"description": "Accept what two figures that stand close together lead to: sums, shares, changes."},
    )
    ignore_below = fields.Decimal(
        load_default=Decimal(32), metadata={"description": "Bare whole numbers below this are not checked."}
    )


@check(
    "grounding.numbers",
    title="Number without a source",
    description=(
        "Finds amounts, percentages, decimals and larger numbers that neither brief, sources nor submitted facts hold."
        " Rounding, another scale or notation and numbers in words are understood; sums, differences, shares, ratios"
        " and changes are accepted where the figures they follow from stand close together, in a source or in the same"
        " paragraph, or in one row or column of a table."
        " Years, dates, references, legal citations, assumptions and proposals are left alone."
    ),
    params=NumberParams,
    fires="Revenue was $4.7 million. (Source: revenue was $4.2 million.)",
    quiet="Revenue was $4.2 million. (Source: revenue was $4,213,000.)",
)
def numbers(ctx: CheckContext) -> Iterator[Hit]:
    """Yield every number that is not given, rounded or derived; without brief and sources the check is skipped."""
    given = ctx.given
    if not given:
        raise FactMissing("sources")
    least = Decimal(str(ctx.params["ignore_below"]))
    known = [_is_given(number, ctx.document.text, given) for number in ctx.document.numbers]
    open_ones = [at for at, number in enumerate(ctx.document.numbers) if not known[at]]
    open_ones = [at for at in open_ones if _matters(ctx.document.numbers[at], ctx.document, least)]
    # What is worked out may lead to what stands before it.
    for _ in range(2 if ctx.params["derived"] else 0):
        for at in open_ones:
            known[at] = known[at] or _follows(ctx.document, at, given) or _worked_out(ctx.document, at, known)
    for at in open_ones:
        if not known[at]:
            yield _hit(ctx.document, ctx.document.numbers[at], given)


def _hit(document: Document, number: Number, given: Sequence[Source]) -> Hit:
    shown = document.text[number.start : number.end].strip()
    evidence: dict[str, object] = {"value": f"{number.amount:f}"}
    near = _nearest(number, given)
    if near is not None:
        evidence["nearest"] = f"{near:f}"
    return Hit(number.start, number.end, f"The number {shown} is in neither brief nor sources.", evidence)


def _nearest(number: Number, given: Sequence[Source]) -> Decimal | None:
    """Return the figure of the same kind closest in size, if it is of the same order."""
    found = []
    for source in given:
        values = figures_of(source).kinds.get(_kind(number), [])
        at = bisect_left(values, abs(number.amount))
        found += values[max(0, at - 1) : at + 1]
    best = min(found, key=lambda value: (abs(value - abs(number.amount)), value), default=None)
    return best if best is not None and abs(best - abs(number.amount)) <= abs(number.amount) / 2 else None


def _kind(number: Number) -> str:
    return PERCENT if number.percent else number.currency or BARE


def _matters(number: Number, document: Document, least: Decimal) -> bool:
    """Leave out years, counts, declared assumptions, and the numbers of sections, citations, names and dates."""
    text = document.text
    if document.in_code(number.start) or _in_backticks(text, number.start) or _assumed(document, number.start):
        return False
    if (
        not number.currency
        and _digits(number, "0") == 1
        and THRESHOLD.search(text[max(0, number.start - 16) : number.start])
    ):
        return False
    if number.percent:
        return number.value not in (0, HUNDRED)
    if number.currency or number.scale:
        return True
    before, after = text[max(0, number.start - 16) : number.start], text[number.end : number.end + 30]
    if number.decimals and abs(number.value) < least:
        return POINTER.search(before) is None and LIST_MARK.search(before) is None and is_measured(number, document)
    if any(mark in before[-1:] + after[:1] for mark in "-/–:#_°’'") or POINTER.search(before):
        return False
    if (
        TELEPHONE.search(before)
        or GROUPED.match(after)
        or CITATION.match(after)
        or REPORTER.search(before)
        or LIST_MARK.search(before)
    ):
        return False
    digits = text[number.digits_start : number.digits_end]
    plain = digits.isdigit()
    if plain and (NAMED.search(before) or 1900 <= number.value <= 2100 or digits.startswith("0")):
        return False
    return abs(number.value) >= least and number.decimals < 3


def _in_backticks(text: str, offset: int) -> bool:
    line = text.rfind("\n", max(0, offset - 500), offset) + 1
    return text.count("`", max(line, offset - 500), offset) % 2 == 1


def _assumed(document: Document, offset: int) -> bool:
    sentence = last_begun(document.sentences, offset)
    if sentence is None:
        return False
    told: dict[int, bool] = document.cached("assumed", lambda _: {})
    if sentence.start not in told:
        end = min(sentence.end, sentence.start + 2000)
        told[sentence.start] = ASSUMED.search(document.text, sentence.start, end) is not None
    return told[sentence.start]


def _bounds(number: Number, value: Decimal, text: str) -> tuple[Decimal, Decimal]:
    """Return which values round to the printed one; "about 4,700" is rounded to its last digit that is not 0."""
    places = -number.decimals
    whole = number.value == number.value.to_integral_value()
    if whole and number.value and ABOUT.search(text[max(0, number.start - 16) : number.start]):
        digits = f"{abs(number.value):f}".split(".")[0]
        places = max(places, len(digits) - len(digits.rstrip("0")))
    half = Decimal(5).scaleb(places - 1)
    if value == number.amount:
        half = half.scaleb(number.exponent)
    return abs(value) - half, abs(value) + half


def _is_given(number: Number, text: str, given: Sequence[Source]) -> bool:
    values = amounts(number) + (plain_values(number) if number.scale else [])
    bounds = [_bounds(number, value, text) for value in values]
    return any(_in_source(number, low, high, figures_of(source)) for low, high in bounds for source in given)


def _in_source(number: Number, low: Decimal, high: Decimal, figures: Figures) -> bool:
    if _among(number, low, high, figures, figures.kinds):
        return True
    # A table in millions prints what a source has with its scale word.
    return number.scale is None and _among(number, low, high, figures, figures.short)


def _among(
    number: Number, low: Decimal, high: Decimal, figures: Figures, kinds: Mapping[str, Sequence[Decimal]]
) -> bool:
    if number.percent:
        if holds(kinds.get(PERCENT, ()), low, high) or holds(kinds.get(BARE, ()), low / 100, high / 100):
            return True
        telling = number.decimals > 0 or figures.percent_columns
        return telling and holds(kinds.get(BARE, ()), low, high)
    if number.currency:
        return any(holds(kinds.get(kind, ()), low, high) for kind in (number.currency, BARE))
    return any(holds(values, low, high) for values in kinds.values())


def _follows(document: Document, at: int, given: Sequence[Source]) -> bool:
    """Tell whether figures close together in a source lead to the number."""
    number = document.numbers[at]
    half = Decimal(5).scaleb(number.exponent - number.decimals - 1)
    low, high = abs(number.amount) - half, abs(number.amount) + half
    if number.percent:
        rest = (HUNDRED - high, HUNDRED - low)
        if any(holds(figures_of(source).kinds.get(PERCENT, ()), *rest) for source in given):
            return True
        return any(derived_percents(source).holds(low, high) for source in given)
    if number.decimals and is_multiple(number, document.text):
        return any(derived_percents(source).holds(low * HUNDRED, high * HUNDRED) for source in given)
    if _digits(number) < 3 and not number.decimals:
        return False
    return any(derived_amounts(source).holds(low, high) or holds(sums(source), low, high) for source in given)


def _digits(number: Number, trailing: str = "") -> int:
    """Count the digits from the first that is not 0, without ``trailing`` ones."""
    digits = f"{abs(number.value):f}".replace(".", "").lstrip("0")
    return len(digits.rstrip(trailing) if trailing else digits)


def _worked_out(document: Document, at: int, known: Sequence[bool]) -> bool:
    """Tell whether given figures of the same paragraph lead to the number."""
    number = document.numbers[at]
    near = _operands(document, at, known)
    half = Decimal(5).scaleb(number.exponent - number.decimals - 1)
    low, high = abs(number.amount) - half, abs(number.amount) + half
    if not number.percent and any(low <= value <= high for value in _parts(document, number, near)):
        return True
    pairs = combinations(near[:OPERANDS], 2)
    return any(low <= value <= high for a, b in pairs for value in _results(number, a, b))


def _operands(document: Document, at: int, known: Sequence[bool]) -> list[tuple[Decimal, bool]]:
    """Return the given figures of the paragraph (amount, whether percent), the nearest first."""
    numbers = document.numbers
    start, end = _paragraph(document, numbers[at].start)
    around = range(max(0, at - IN_PARAGRAPH), min(len(numbers), at + IN_PARAGRAPH + 1))
    near = [i for i in around if i != at and known[i] and start <= numbers[i].start < end]
    return [(abs(numbers[i].amount), numbers[i].percent) for i in sorted(near, key=lambda i: (abs(i - at), i))]


def _parts(document: Document, number: Number, near: Sequence[tuple[Decimal, bool]]) -> Iterator[Decimal]:
    """Yield the sum of all, and what a figure comes to for another period, in equal parts or in another prefix."""
    values = [value for value, percent in near if not percent]
    if number.decimals:
        # 238 µg as 0.238 mg
        yield from (each for value in values for each in (value / 1000, value * 1000))
    if len(values) > 2:
        yield sum(values, Decimal(0))
    if _digits(number) >= 3 and PERIODS.search(document.text, *_paragraph(document, number.start)):
        for value in values:
            for part in PARTS:
                yield from (value * part, value / part)


def _results(number: Number, a: tuple[Decimal, bool], b: tuple[Decimal, bool]) -> Iterator[Decimal]:
    (x, x_percent), (y, y_percent) = a, b
    rules = (0, 1, 2, 3, 5, 7) if number.percent else (0, 1, 4, 5)
    for rule in rules:
        for one, other in ((x, y), (y, x)):
            value = work_out(rule, one, other)
            if value is not None:
                yield value
    if not number.percent:
        yield x * y
        for part, whole, percent in ((x, y, x_percent), (y, x, y_percent)):
            if percent:
                yield from (
                    part * whole / HUNDRED,
                    whole * (HUNDRED + part) / HUNDRED,
                    whole * (HUNDRED - part) / HUNDRED,
                )


def _paragraph(document: Document, offset: int) -> tuple[int, int]:
    block = last_begun(document.blocks, offset)
    return (0, len(document.text)) if block is None else (block.start, block.end)
