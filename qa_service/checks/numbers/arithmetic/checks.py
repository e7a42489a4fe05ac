"""Calculations that a text states in words and that do not work out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.numbers.arithmetic.change import changes
from qa_service.checks.numbers.arithmetic.claims import Claim, Miss, missed
from qa_service.checks.numbers.arithmetic.deductions import deductions
from qa_service.checks.numbers.arithmetic.intervals import shown
from qa_service.checks.numbers.arithmetic.passages import in_thousands, passages
from qa_service.checks.numbers.arithmetic.products import products
from qa_service.checks.numbers.arithmetic.shares import shares
from qa_service.checks.numbers.arithmetic.sums import sums
from qa_service.checks.registry import check
from qa_service.documents import Document

CROSSED = re.compile(r"(?i)\b(?:respectively|jeweils|respectivement)\b")
COMMAS = re.compile(r"\d,\d{3}(?!\d)")
READERS = (changes, shares, deductions, sums, products)


@check(
    "numbers.arithmetic",
    title="Calculation in the text that does not work out",
    description=(
        "A change (“from 120 to 150, an increase of 20 %”), a share (“60 of the 240 claims (20 %)”), a sum with its"
        " parts, net and tax, a product, a rate over a time, a mean, ratio or growth rate told in prose that does not"
        " follow from its figures. Each figure stands for all values that round to it; “about” widens it, and limits"
        " and ranges are left alone."
    ),
    severity="major",
    fires="Revenue rose from 120 to 150, an increase of 20%.",
    quiet="Revenue rose from 1.2 to 1.5 million, an increase of 25%, and costs from 80 to 90, 20% more than planned.",
)
def arithmetic(ctx: CheckContext) -> Iterator[Hit]:
    """Yield the figure that does not follow; evidence holds the formula, its values and its result."""
    told = set[int]()
    for passage in passages(ctx.document):
        for claim in (claim for reader in READERS for claim in reader(passage)):
            if claim.stated.start in told:
                continue
            miss = None if _crossed(ctx.document.text, claim) else missed(claim)
            if miss is not None and not (in_thousands(ctx.document) and missed(claim.coarse()) is None):
                told.add(claim.stated.start)
                yield _hit(ctx.document, miss)


def _crossed(text: str, claim: Claim) -> bool:
    """Whether figures and what they belong to are listed apart ("25% and 50%, respectively")."""
    start = min(figure.start for figure in (*claim.operands, claim.stated))
    return CROSSED.search(text, start, claim.stated.end + 60) is not None


def _hit(document: Document, miss: Miss) -> Hit:
    claim = miss.claim
    start = min(figure.start for figure in (*claim.operands, claim.stated))
    end = max(figure.end for figure in (*claim.operands, claim.stated))
    end = start + len(document.text[start:end].rstrip())
    formula = claim.formula.format(*(figure.shown for figure in claim.operands))
    result = shown(miss.result, claim.stated.unit or Decimal(1)) if miss.result is not None else ""
    evidence: dict[str, object] = {
        "formula": formula,
        "values": [f"{figure.value:f}" for figure in claim.operands],
        "stated": f"{claim.stated.value:f}",
        "result": result,
    }
    if miss.bounds is None:
        return Hit(start, end, f"“{claim.said}” does not fit {formula}.", evidence, code=claim.code)
    pretty = _grouped(result, claim.stated.shown)
    evidence |= {"low": f"{miss.bounds.low:.6f}", "high": f"{miss.bounds.high:.6f}"}
    message = f"{formula} is {pretty}{claim.label}, not {claim.stated.shown}."
    return Hit(start, end, message, evidence, _suggestion(document, claim, pretty), code=claim.code)


def _grouped(result: str, like: str) -> str:
    """Print a result with commas between thousands where the stated figure has them."""
    return f"{Decimal(result):,f}" if COMMAS.search(like) else result


def _suggestion(document: Document, claim: Claim, result: str) -> str:
    """Name the right figure; alone where every other one is printed again elsewhere."""
    write = f"Write {result}{claim.label}"
    sure = all(document.text.count(figure.shown) > 1 for figure in claim.operands)
    return f"{write}." if sure else f"{write}, or correct {' or '.join(figure.shown for figure in claim.operands)}."
