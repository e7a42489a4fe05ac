"""Certification and monitoring: whether the samples can tell a reviewer who is right from one who is lucky.

The operating characteristic counts each gold item as one trial of a reviewer's true exact rate (binomial), in the sense
of acceptance sampling (ISO 2859); answers of one item are not independent, so items are what is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from qa_service.rubric.lint.context import Context, binomial_at_least, percent
from qa_service.rubric.lint.finding import Hit, rule

WEAK, STRONG = 0.70, 0.90
"""The true exact rates of a reviewer who should not pass, and of one who should."""
RISK = 0.20
_MARGIN = 0.20


def passing(items: int, sets: int, bar: float, rate: float) -> float:
    """Return the chance that a reviewer of a true exact ``rate`` reaches ``bar`` in each of ``sets`` of ``items``."""
    return binomial_at_least(ceil(bar * items - 1e-9), items, rate) ** max(sets, 1)


@rule(
    "certification_weak", "warning", "A certification too small for its rule",
    "It lets weak reviewers through or stops good ones, by chance.",
)  # fmt: skip
def certification_weak(context: Context) -> Iterator[Hit]:
    """Yield a hit, with the operating characteristic, when either error is more likely than one in five."""
    block = context.document.get("certification", {})
    sets, bar = block.get("sets"), block.get("pass", {}).get("exact")
    if not sets or bar is None:
        return
    items, must = int(sets["items"]), int(sets.get("must_pass", 1))
    lucky, stopped = passing(items, must, bar, WEAK), 1 - passing(items, must, bar, STRONG)
    if lucky > RISK or stopped > RISK:
        message = (
            f"{must} set{'' if must == 1 else 's'} of {items} at {bar:.0%} exact: a reviewer who is truly exact at "
            f"{WEAK:.0%} passes with a chance of {percent(lucky)}, one at {STRONG:.0%} fails with {percent(stopped)}."
        )
        yield Hit("/certification/sets", message, _advice(must, bar, lucky > RISK))


def _advice(must: int, bar: float, lucky: bool) -> str:
    enough = next(
        (n for n in range(5, 201)
         if passing(n, must, bar, WEAK) <= RISK and 1 - passing(n, must, bar, STRONG) <= RISK), None,
    )  # fmt: skip
    if enough:
        return f"Use {enough} items in a set, or move the bar."
    return f"No size of set is enough at this bar: {'raise' if lucky else 'lower'} exact."


@rule(
    "gold_window_small", "warning", "A window of gold items too small for its bar",
    "Reviewers are called up, or left alone, by chance.",
)  # fmt: skip
def gold_window_small(context: Context) -> Iterator[Hit]:
    """Yield a hit when somebody 20 points above the bar is often called up, or 20 points below it often is not."""
    gold = context.document.get("monitoring", {}).get("gold", {})
    window, bar = gold.get("window"), gold.get("min_exact")
    if not window or not bar:
        return
    needed = ceil(bar * window - 1e-9)
    high, low = min(bar + _MARGIN, 1.0), max(bar - _MARGIN, 0.0)
    called = 1 - binomial_at_least(needed, int(window), high)
    missed = binomial_at_least(needed, int(window), low)
    if called > RISK or missed > RISK:
        message = (
            f"Over {window} items at {bar:.0%}: a reviewer at {high:.0%} is called up with a chance of "
            f"{percent(called)}, one at {low:.0%} is not with {percent(missed)}."
        )
        yield Hit("/monitoring/gold/window", message, "Look at more items at a time.")


@rule(
    "certification_without_gold", "info", "A certificate and nothing that watches over it",
    "Reviewers drift; the day of the test is the best day.",
)  # fmt: skip
def certification_without_gold(context: Context) -> Iterator[Hit]:
    """Yield a hit when there is a certification and neither gold items nor repeats."""
    monitoring = context.document.get("monitoring", {})
    if "certification" in context.document and not {"gold", "repeat_own"} & set(monitoring):
        suggestion = "Add monitoring.gold: { every: [15, 25], window: 20, min_exact: … }."
        yield Hit("/certification", "Nobody looks at a reviewer again before the certificate ends.", suggestion)
