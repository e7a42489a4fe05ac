"""GRIM: means and percentages of whole numbers that no such numbers have.

The mean of n whole numbers is a multiple of 1/n. Printed with d decimals it can be wrong visibly as long as n is below
10^d (Brown and Heathers 2017, The GRIM test, Social Psychological and Personality Science 8). For scales of several
items, n counts persons times items. Either rounding of a five is lawful.
"""

from __future__ import annotations

from collections.abc import Iterator

from marshmallow import fields, validate

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters
from qa_service.checks.registry import check
from qa_service.checks.statistics.averages import Average
from qa_service.checks.statistics.means import find_means
from qa_service.checks.statistics.shares import find_shares


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
        " a mean of 3.47 from 20 ratings. The n stands in the sentence, the head, the caption, or where the text tells"
        " of the group; that a measure is of whole numbers its label or the text tells, or nearly all the means of a"
        " table. What is measured, such as age, time or money, is left alone."
    ),
    params=GrimParameters,
    severity="major",
    fires="The 20 raters gave a mean rating of 3.47 on the five-point scale.",
    quiet="The 20 raters gave a mean rating of 3.45; their mean age was 41.37, and about 33 % of 20 respondents left.",
)
def grim(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each mean and share that is no multiple of 1/n within its rounding; evidence has the nearest that are."""
    items, every = int(str(ctx.params["items"])), ctx.params["whole_numbers"] is True
    found = [*find_means(ctx.document, items, every=every), *find_shares(ctx.document)]
    for one in sorted({each.start: each for each in reversed(found)}.values(), key=lambda each: each.start):
        if not one.is_possible:
            yield _hit(one)


def _hit(one: Average) -> Hit:
    low, high = one.nearest()
    kind, sign = ("share", "%") if one.unit == 100 else ("mean", "")
    evidence = {kind: one.printed, "n": one.n, "nearest_below": low, "nearest_above": high}
    message = (
        f"A {kind} of {one.printed}{sign} cannot come from {one.n} whole numbers: {low}{sign} and {high}{sign} can."
    )
    return Hit(one.start, one.end, message, evidence, code=kind)
