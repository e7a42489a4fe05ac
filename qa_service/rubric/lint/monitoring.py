"""Monitoring: whether its samples can tell a reviewer who drifts from one who is unlucky."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from qa_service.rubric.lint.certification import LARGE, RISK
from qa_service.rubric.lint.context import Context, binomial_at_least, percent
from qa_service.rubric.lint.finding import Hit, rule

_MARGIN = 0.20


@rule(
    "gold_window_small", "warning", "A window of gold items too small for its bar",
    "Reviewers are called up, or left alone, by chance.",
)  # fmt: skip
def gold_window_small(context: Context) -> Iterator[Hit]:
    """Yield a hit when somebody 20 points above the bar is often called up, or 20 points below it often is not."""
    gold = context.document.get("monitoring", {}).get("gold", {})
    window, bar = gold.get("window"), gold.get("min_exact")
    if not window or not bar or window > LARGE:
        return
    high, low = min(bar + _MARGIN, 1.0), max(bar - _MARGIN, 0.0)
    called, missed = _errors(int(window), bar, high, low)
    if called > RISK or missed > RISK:
        message = (
            f"Over {window} items at {bar:.0%}: a reviewer at {high:.0%} is called up with a chance of "
            f"{percent(called)}, one at {low:.0%} is not with {percent(missed)}."
        )
        enough = next((n for n in range(int(window), 201) if max(_errors(n, bar, high, low)) <= RISK), None)
        suggestion = f"Look at {enough} items at a time, or move the bar." if enough else "Move the bar."
        yield Hit("/monitoring/gold/window", message, suggestion, enough)


def _errors(window: int, bar: float, high: float, low: float) -> tuple[float, float]:
    """The chances that the better reviewer is called up, and that the weaker one is not."""
    needed = ceil(bar * window - 1e-9)
    return 1 - binomial_at_least(needed, window, high), binomial_at_least(needed, window, low)


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
