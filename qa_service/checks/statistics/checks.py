"""Statistics that can be computed again from what is printed: p values; registers the family."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marshmallow import fields, validate

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters
from qa_service.checks.registry import check
from qa_service.checks.statistics import grim
from qa_service.checks.statistics.p import PRange, halved, is_consistent, is_decision_error, opposite, p_ranges
from qa_service.checks.statistics.remarks import (
    names_adjustment,
    says_adjusted,
    says_all_adjusted,
    says_ranked,
    says_resampled,
    speaks_of_one_tail,
    strictest_level,
    surroundings,
)
from qa_service.documents.searching.rare_signs import signed
from qa_service.documents.statistics.spans import TestResult, find_test_results

__all__ = ["grim", "p_values"]


class PValueParameters(Parameters):
    """Parameters of statistics.p_values."""

    alpha = fields.Float(
        load_default=0.05,
        validate=validate.Range(min=0, max=1, min_inclusive=False, max_inclusive=False),
        metadata={"description": "Level of significance, by which a wrong p changes the decision or does not."},
    )
    decisions_only = fields.Boolean(
        load_default=False, metadata={"description": "Report only what changes the decision at `alpha`."}
    )


@check(
    "statistics.p_values",
    title="p value that does not follow from its statistic",
    description=(
        "A p value that the printed statistic and degrees of freedom do not allow: t, F, χ², G², Q, r and z. What is"
        " printed is rounded, so both stand for an interval. One-tailed tests are allowed for where the result or the"
        " document speaks of them, larger p values where they were adjusted for several comparisons."
        " A finding says whether the decision at `alpha` changes (`decision`) or not"
        " (`inconsistent`)."
    ),
    params=PValueParameters,
    severity="major",
    fires="The groups differed, t(28) = 1.20, p = .02.",
    quiet="They differed, t(28) = 2.47, p = .02; F(1, 28) < 1, ns; the pilot, t(28) = 1.80, p = .04, was one-tailed.",
)
def p_values(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each result whose p is not among those that its statistic allows; evidence holds the range."""
    results = ctx.document.cached("test_results", lambda document: find_test_results(signed(document)))
    if not results:
        return
    alpha = float(str(ctx.params["alpha"]))
    may_be_halved = speaks_of_one_tail(ctx.document.text)
    for result in results:
        allowed = _allowed(result, may_be_halved)
        if any(is_consistent(result, each, alpha) for each in allowed) or _is_explained(ctx, result, allowed, alpha):
            continue
        decision = all(is_decision_error(result, each, alpha) for each in allowed if each.tails == allowed[0].tails)
        if decision or not ctx.params["decisions_only"]:
            yield _hit(result, allowed[0], alpha, decision=decision)


def _allowed(result: TestResult, may_be_halved: bool) -> list[PRange]:
    """Return the ranges of p that the result may mean, the likeliest first."""
    found = p_ranges(result)
    if result.tails == 1 and (result.test in ("t", "r", "z") or result.df[0] == 1):
        return [halved(each) for each in found]
    if result.tails is None and may_be_halved and result.test in ("t", "r", "z"):
        return [way for each in found for way in (each, halved(each))]
    return found


def _is_explained(ctx: CheckContext, result: TestResult, allowed: Sequence[PRange], alpha: float) -> bool:
    """Whether the text says why p is not the one that the statistic alone gives."""
    document = ctx.document
    said = surroundings(document, result.start, result.end)
    if says_resampled(said) or (result.test == "r" and says_ranked(said)):
        return True
    if result.tails == 1 and any(is_consistent(result, opposite(each), alpha) for each in allowed):
        return True
    if result.p is None:
        level = document.cached("strictest_level", lambda each: strictest_level(each.text, 1.0))
        return names_adjustment(said) or any(each.high > level for each in allowed)
    if says_adjusted(said) or document.cached("all_adjusted", lambda each: says_all_adjusted(each.text)):
        return any(is_consistent(result, PRange(each.low, 1.0, each.tails), alpha) for each in allowed)
    return False


def _hit(result: TestResult, found: PRange, alpha: float, *, decision: bool) -> Hit:
    degrees = ", ".join(str(each) for each in result.df)
    shown = f"{result.test}({degrees})" if degrees else result.test
    printed = "ns" if result.p is None else f"p {result.p_relation} {result.p.text}"
    evidence = {
        "test": result.test,
        "df": [str(each) for each in result.df],
        "statistic": f"{result.relation} {result.value.text}",
        "printed": printed,
        "p_low": _shown(found.low),
        "p_high": _shown(found.high),
        "tails": found.tails,
        "alpha": str(alpha),
    }
    allowed = _between(found)
    message = f"{shown} {result.relation} {result.value.text} gives p {allowed}, not {printed}"
    message += f"; this changes the decision at {alpha:g}." if decision else "."
    suggestion = f"Write p {allowed}, or correct the statistic." if result.relation == "=" else None
    return Hit(result.start, result.end, message, evidence, suggestion, code="decision" if decision else "inconsistent")


def _between(found: PRange) -> str:
    low, high = _shown(found.low), _shown(found.high)
    if found.high < 0.001:
        return "< .001"
    return f"= {low}" if low == high else f"between {low} and {high}"


def _shown(p: float) -> str:
    """Three decimals the way p values are printed, more for small ones."""
    text = f"{p:.3f}" if p >= 0.001 else f"{p:.1e}"
    return text.removeprefix("0") if text.startswith("0.") else text
