"""Grounding: what a deliverable takes from its sources must be there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from marshmallow import fields, validate

from qa_service.checks.context import CheckContext, FactMissing
from qa_service.checks.finding import Hit
from qa_service.checks.matching import texts
from qa_service.checks.parameters import FactName, Parameters
from qa_service.checks.quoting import Nearest, Original, count_words, is_verbatim, misspelt_share, nearest
from qa_service.checks.registry import check
from qa_service.documents import Number, Quotation
from qa_service.documents.spans_numbers import find_numbers

SHORT = 6
MAX_DERIVED_FROM = 150
POINTER = re.compile(
    r"(?i)\b(?:sections?|clauses?|articles?|pages?|paras?|paragraphs?|figures?|tables?|exhibits?|items?|nos?|pp?|no)\.?\s*$"
)


class QuoteParams(Parameters):
    """Parameters of grounding.quotes."""

    against = FactName(metadata={"description": "The fact that holds the quoted text; default: all sources."})
    max_edit = fields.Float(
        load_default=0.0,
        validate=validate.Range(min=0, max=0.2),
        metadata={
            "description": "Share of letters that slips of the pen may change; another word is always a misquotation."
        },
    )
    min_similarity = fields.Float(
        load_default=0.6,
        validate=validate.Range(min=0, max=1),
        metadata={"description": "Shorter quotations less like the source than this are taken for titles or irony."},
    )


@check(
    "grounding.quotes",
    title="Quotation is not verbatim",
    description=(
        "Compares every quotation of three or more words with the sources. Ellipses, [brackets], [sic], hyphenation,"
        " the style of quotation marks, capitals and punctuation at the edges may differ."
    ),
    params=QuoteParams,
    severity="major",
    fires="The lease says “the tenant may pay the rent in advance”. (Source: the tenant shall pay the rent …)",
    quiet="The lease says “[t]he tenant shall pay … in advance”. (Source: the tenant shall pay the rent in advance.)",
)
def quotes(ctx: CheckContext) -> Iterator[Hit]:
    """Yield every quotation that no source holds; without any source the check is skipped."""
    originals = _originals(ctx)
    limit, alike = float(str(ctx.params["max_edit"])), float(str(ctx.params["min_similarity"]))
    for quotation in ctx.document.quotations:
        if any(is_verbatim(quotation.text, original) for original in originals):
            continue
        words = count_words(quotation.text)
        near, original = max(
            ((nearest(quotation.text, original), original) for original in originals),
            key=lambda pair: pair[0].similarity,
        )
        share = misspelt_share(near, original)
        if words < 3 or (words < SHORT and near.similarity < alike) or (share is not None and share <= limit):
            continue
        if not _introduces_term(ctx.document.text, quotation):
            yield _misquotation(quotation, near)


def _originals(ctx: CheckContext) -> list[Original]:
    if "against" in ctx.params:
        name = str(ctx.params["against"])
        found = [Original(name, text) for text in texts(ctx.require(name))]
    else:
        found = [Original(source.id, source.text) for source in ctx.sources]
    if not found:
        raise FactMissing(str(ctx.params.get("against", "sources")))
    return found


def _introduces_term(text: str, quotation: Quotation) -> bool:
    """(the “Term”) and “Term” means … name something and quote nobody."""
    before = text[max(0, quotation.start - 30) : quotation.start].rstrip()
    after = text[quotation.end : quotation.end + 12].lstrip()
    opens = before.rpartition("(")[2].split() if "(" in before else None
    named = opens is not None and len(opens) <= 3 and after[:1] in (")", ",", ";")
    return quotation.text[:1].isupper() and (named or after.startswith(("means", "shall mean", "refers")))


def _misquotation(quotation: Quotation, near: Nearest) -> Hit:
    evidence: dict[str, object] = {"source": near.source, "similarity": f"{near.similarity:.3f}"}
    if near.similarity < 0.5:
        return Hit(quotation.start, quotation.end, "The quotation is in none of the sources.", evidence, code="absent")
    changes = [{"quoted": quoted, "source": source} for quoted, source in near.changes]
    evidence |= {"best_match": near.text, "changes": changes[:20]}
    shown = "; ".join(_change(quoted, source) for quoted, source in near.changes[:3]) or "the order of words differs"
    message = f"The quotation differs from its source: {shown}."
    return Hit(quotation.start, quotation.end, message, evidence, suggestion=near.text, code="differs")


def _change(quoted: str, source: str) -> str:
    if not source:
        return f"“{quoted}” was added"
    return f"“{quoted}” for “{source}”" if quoted else f"“{source}” was left out"


class NumberParams(Parameters):
    """Parameters of grounding.numbers."""

    derived = fields.Boolean(
        load_default=True,
        metadata={"description": "Accept sums, differences, shares and changes of two given numbers."},
    )
    ignore_below = fields.Decimal(
        load_default=Decimal(32), metadata={"description": "Bare whole numbers below this are not checked."}
    )


@check(
    "grounding.numbers",
    title="Number without a source",
    description="Finds amounts, percentages and larger numbers that neither brief nor sources hold or lead to.",
    params=NumberParams,
    fires="Revenue was $4.7 million. (Source: revenue was $4.2 million.)",
    quiet="Revenue was $4.2 million. (Source: revenue was $4,213,000.)",
)
def numbers(ctx: CheckContext) -> Iterator[Hit]:
    """Yield every number that is not given, rounded or derived; without brief and sources the check is skipped."""
    given_texts = [ctx.brief, *(source.text for source in ctx.sources)]
    if not any(text.strip() for text in given_texts):
        raise FactMissing("sources")
    given = sorted({abs(value) for text in given_texts for number in find_numbers(text) for value in _values(number)})
    derived = _derived(given) if ctx.params["derived"] else []
    least = Decimal(str(ctx.params["ignore_below"]))
    for number in ctx.document.numbers:
        if _matters(number, ctx.document.text, least) and not _given(number, given) and not _given(number, derived):
            shown = ctx.document.text[number.start : number.end].strip()
            evidence = {"value": f"{number.amount:f}"}
            yield Hit(number.start, number.end, f"The number {shown} is in neither brief nor sources.", evidence)


def _values(number: Number) -> tuple[Decimal, ...]:
    return (number.amount, number.value)


def _matters(number: Number, text: str, least: Decimal) -> bool:
    """Leave out years, counts, and the numbers of sections and dates."""
    if number.percent or number.currency or number.scale:
        return True
    around = text[max(0, number.start - 1) : number.start] + text[number.end : number.end + 1]
    if any(mark in around for mark in "-/–:#") or POINTER.search(text[max(0, number.start - 14) : number.start]):
        return False
    year = number.decimals == 0 and 1900 <= number.value <= 2100 and "," not in text[number.start : number.end]
    return not year and abs(number.value) >= least and number.decimals < 3


def _given(number: Number, given: Sequence[Decimal]) -> bool:
    """Tell whether a given value rounds to the printed one."""
    half = Decimal(5).scaleb(number.exponent - number.decimals - 1)
    if number.decimals == 0 and number.scale is None:
        half = Decimal("0.5")
    target = abs(number.amount)
    at = bisect_left(given, target - half)
    return at < len(given) and given[at] <= target + half


def _derived(given: Sequence[Decimal]) -> list[Decimal]:
    if len(given) > MAX_DERIVED_FROM:
        return []
    out: set[Decimal] = set()
    for small, large in combinations(given, 2):
        out |= {large + small, large - small}
        if small:
            out |= {
                large / small * 100,
                small / large * 100,
                (large - small) / small * 100,
                (large - small) / large * 100,
            }
    return sorted(out)
