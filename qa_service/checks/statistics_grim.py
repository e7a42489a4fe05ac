"""GRIM: means and percentages of whole numbers that no such numbers have.

The mean of n whole numbers is a multiple of 1/n. Printed with d decimals it can be wrong visibly as long as n is below
10^d (Brown and Heathers 2017, The GRIM test, Social Psychological and Personality Science 8). For scales of several
items, n counts persons times items. Either rounding of a five is lawful.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from marshmallow import fields, validate

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters
from qa_service.checks.registry import check
from qa_service.documents import Document
from qa_service.documents.anchors import Anchored, compile_anchor
from qa_service.documents.lookup import last_begun

_PEOPLE = (
    r"(?:respondents|participants|subjects|patients|raters|reviewers|interviewees|students|employees|customers|clients|"
    r"voters|children|adults|women|men|persons|people|households|users|members|companies|firms|sites|cases|files|claims)"
)
_MEAN = Anchored(
    re.compile(
        r"(?:\bM\s?=|\b(?:[Mm]ean|[Aa]verage)s?\b(?!\s(?:differ|change))(?:\s[\w-]{1,20}){0,5}?\s?(?:=|:|\bof|\bwas|\bis|\())"
        r"\s?(?P<mean>\d{1,4}\.\d{1,4})(?!\d|\.\d|\s?(?:%|percent|per cent))"
    ),
    compile_anchor(r"\b(?:M(?: ?=|\pZ)|[Mm]ean|[Aa]verage)"),
    width=1,
)
_N = re.compile(r"(?<![\w.])[nN]\s?=\s?(?P<n>\d{1,6})(?![\d.,]*\d)")
_COUNTED = re.compile(rf"(?<![\w.,])(?P<n>\d{{1,6}})\s(?:[a-z-]{{3,20}}\s)?{_PEOPLE}\b")
_ITEMS = re.compile(r"\b(?P<items>\d{1,2})[-\s]items?\b", re.IGNORECASE)
_SHARE = Anchored(
    re.compile(
        rf"(?P<share>\d{{1,3}}(?:\.\d{{1,3}})?)\s?(?:%|percent|per\scent)\sof\s(?:the\s|our\s|all\s|these\s|those\s){{0,2}}"
        rf"(?P<n>\d{{1,6}})(?![\d.,]*\d)\s(?:[a-z-]{{3,20}}\s)?{_PEOPLE}\b"
    ),
    compile_anchor(r"\p{Nd}{1,3}(?:\.\p{Nd}{1,3})?[\pZ\s]?(?:%|percent|per[\pZ\s]cent)[\pZ\s]of[\pZ\s]"),
)
_LOOSE = re.compile(
    r"(?:about|around|approximately|approx\.?|roughly|nearly|almost|some|over|under|above|below|than|least|most|to|~|≈|"
    r"≥|≤|>|<|up|some|circa|ca\.?)\s?\Z",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\blikert|\bpoint\sscale|-point\b|\bscale\s(?:of|from)|\brat(?:ed|ings?)\b|\bout\sof\s(?:5|7|9|10|five|seven|ten)\b|"
    r"\bnumber\sof\b|\bcounts?\sof\b|\bstars\b|\bwhole\snumbers?\b|\bintegers?\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\bage[ds]?\b|\bweigh|\bheight|\bkg\b|\bcm\b|\bmm\b|\bm[gl]\b|\bmin(?:ute)?s?\b|\bhours?\b|\bsec(?:ond)?s?\b|\bms\b|"
    r"\bincome|\bprice|\bcosts?\b|[€$£]|\btemperature|\bBMI\b|\bdistance|\bweighted\b|\badjusted\b|\bestimated?\b|"
    r"\bfactor\s|\bz-scores?|\blog\b|\bratio\b|\bmarginal\b|\bdays\b|\bweeks\b|\bmonths\b|\byears\b",
    re.IGNORECASE,
)


class GrimParameters(Parameters):
    """Parameters of statistics.grim."""

    whole_numbers = fields.Boolean(
        load_default=False,
        metadata={"description": "All means are of whole numbers; else only where the sentence shows it."},
    )
    items = fields.Integer(
        load_default=1,
        validate=validate.Range(1, 100),
        metadata={"description": "Items of a scale whose means are reported, unless the sentence says (“7-item”)."},
    )


@check(
    "statistics.grim",
    title="Mean or share that no whole numbers have",
    description=(
        "A mean of n whole numbers (ratings, counts) or a share of n persons that no n whole numbers can have, such as"
        " a mean of 3.47 from 20 ratings. The number and its n have to stand in one sentence; what is measured, such as"
        " age, time or money, is left alone."
    ),
    params=GrimParameters,
    severity="major",
    fires="The 20 raters gave a mean rating of 3.47 on the five-point scale.",
    quiet="The 20 raters gave a mean rating of 3.45; their mean age was 41.37, and about 33 % of 20 respondents left.",
)
def grim(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each mean and share that is no multiple of 1/n within its rounding; evidence has the nearest that are."""
    text = ctx.document.text
    items, every = int(str(ctx.params["items"])), ctx.params["whole_numbers"] is True
    found = [*_means(ctx.document, items, every=every), *_shares(text)]
    for one in sorted(found, key=lambda each: each.start):
        if not one.is_possible:
            yield _hit(one)


@dataclass(frozen=True, slots=True)
class Average:
    """A printed mean of ``n`` whole numbers, or with ``unit`` 100 a percentage of n."""

    start: int
    end: int
    printed: str
    n: int
    unit: int = 1

    @property
    def half(self) -> Fraction:
        """Half a unit of the last printed decimal."""
        return Fraction(Decimal(5).scaleb(-len(self.printed.partition(".")[2]) - 1))

    @property
    def is_possible(self) -> bool:
        """Whether some whole number over n rounds to what is printed, with a five up or down."""
        total = Fraction(self.printed) * self.n / self.unit
        nearest = int(total + Fraction(1, 2))
        return abs(Fraction(nearest * self.unit, self.n) - Fraction(self.printed)) <= self.half

    def nearest(self) -> tuple[str, str]:
        """Return the possible values on either side, printed with as many decimals."""
        below = int(Fraction(self.printed) * self.n / self.unit)
        places = Decimal(1).scaleb(-len(self.printed.partition(".")[2]))
        exact = (Decimal((below + more) * self.unit) / Decimal(self.n) for more in (0, 1))
        low, high = (str(value.quantize(places)) for value in exact)
        return low, high


def _means(document: Document, items: int, *, every: bool) -> Iterator[Average]:
    text = document.text
    for match in _MEAN.finditer(text):
        sentence = last_begun(document.sentences, match.start())
        if sentence is None or match.end() > sentence.end:
            continue
        said = text[sentence.start : sentence.end]
        if not every and (not _WHOLE.search(said) or _MEASURED.search(said)):
            continue
        n = _n_of(said, match.start("mean") - sentence.start, match.end("mean") - sentence.start)
        told = _ITEMS.search(said)
        if n:
            yield Average(*match.span("mean"), match.group("mean"), n * (int(told["items"]) if told else items) or n)


def _n_of(said: str, start: int, end: int) -> int:
    """Return the n that belongs to a mean: the next one in its brackets or clause, or the only one of the sentence."""
    named = list(_N.finditer(said))
    others = [match.start("mean") for match in _MEAN.finditer(said) if match.start("mean") != start]
    behind = next((match for match in named if match.start() >= end), None)
    if behind is not None and behind.start() - end <= 40 and not _crosses(said, end, behind.start(), others):
        return int(behind["n"])
    found: Sequence[re.Match[str]] = named or list(_COUNTED.finditer(said))
    return int(found[0]["n"]) if len(found) == 1 and (not named or not others) else 0


def _crosses(said: str, start: int, end: int, others: Sequence[int]) -> bool:
    return ";" in said[start:end] or any(start < other < end for other in others)


def _shares(text: str) -> Iterator[Average]:
    for match in _SHARE.finditer(text):
        if not _LOOSE.search(text, max(0, match.start() - 16), match.start()) and float(match["share"]) <= 100:
            yield Average(*match.span(), match["share"], int(match["n"]), 100)


def _hit(one: Average) -> Hit:
    low, high = one.nearest()
    kind, sign = ("share", "%") if one.unit == 100 else ("mean", "")
    evidence = {kind: one.printed, "n": one.n, "nearest_below": low, "nearest_above": high}
    message = (
        f"A {kind} of {one.printed}{sign} cannot come from {one.n} whole numbers: {low}{sign} and {high}{sign} can."
    )
    return Hit(one.start, one.end, message, evidence, code=kind)
