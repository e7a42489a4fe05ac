"""Is a reviewer harsher on one criterion, or on work of one site, than this reviewer is in general?

Each combination gets a term of its own while all main effects stay where they are ("bias analysis", Linacre 1989;
Myford and Wolfe 2004). The main effects are taken as known, so the tests are a little cautious.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from qa_service.agreement.distributions import chi2_tail
from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.multiplicity import benjamini_hochberg, two_sided_t
from qa_service.agreement.rasch.categories import Index
from qa_service.agreement.rasch.core import Core
from qa_service.agreement.rasch.extremes import word
from qa_service.agreement.rasch.links import subsets_of_pairs
from qa_service.agreement.rasch.result import ChiSquare, FacetFit
from qa_service.agreement.rasch.saturated import Combined, combine, score_statistic
from qa_service.agreement.rasch.terms import Terms, terms
from qa_service.agreement.result import Figure, t_quantile

MAX_JOINT = 1500
"""Combinations whose joint test is exact; more are added up as if independent."""
_TEST = "no combination departs from its main effects"
_METHOD = "term of the combination with main effects held; Student's t"


@dataclass(frozen=True, slots=True)
class Bias(JsonForm):
    """One combination. ``bias`` in logits is what is added to severity: positive means lower ratings here.

    ``effect`` is the same in score units: how far the combination moves a rating (negative where it is harsher).
    ``p_value`` is two-sided, ``p_adjusted`` holds over all combinations (Benjamini and Hochberg 1995).
    """

    first: str
    second: str
    n: int
    bias: Figure
    effect: Figure
    t: float | None
    df: int
    p_value: float | None
    p_adjusted: float | None
    extreme: str | None = None


@dataclass(frozen=True, slots=True)
class Interaction(JsonForm):
    """All combinations of two facets that occur, and the test that none departs from the main effects."""

    of: str
    by: str
    cells: tuple[Bias, ...]
    chi_square: ChiSquare
    withheld: str | None = None


def interaction(fit: FacetFit, by: str | Mapping[str, str] = "criterion", of: str = "rater") -> Interaction:
    """Return the bias of every combination of ``of`` ("rater" or "criterion") and ``by``.

    ``by`` is "criterion", "site" or a mapping from item to group; ratings of items without a group count for the
    items but for no combination. That the work of groups differs in quality is allowed for. Ratings of extreme
    reviewers and criteria take no part.
    """
    name = by if isinstance(by, str) else "group"
    if of not in ("rater", "criterion") or (isinstance(by, str) and by not in ("criterion", "site")) or of == by:
        raise ValueError("interactions are of rater or criterion, by criterion, site or a mapping of items")
    if fit.core is None:
        return _nothing(of, name, fit.withheld or "no_ratings: nothing was rated")
    core = fit.core
    first, first_names = _codes(core, of)
    second, second_names = _codes(core, by)
    if first is None or second is None:
        missing = of if first is None else name
        return _nothing(of, name, f"too_few_raters_or_items: the ratings name no {missing}")
    kept = core.extremes.kept
    found = combine(core, first[kept], second[kept], by)
    if not found.n:
        return _nothing(of, name, f"too_few_raters_or_items: no rated item belongs to a {name}")
    each = terms(core, found)
    named = [
        (first_names[a], second_names[b]) for a, b in zip(found.first.tolist(), found.second.tolist(), strict=True)
    ]
    cells = _cells(named, each)
    return Interaction(of, name, cells, _overall(core, found, cells))


def _nothing(of: str, by: str, reason: str) -> Interaction:
    return Interaction(of, by, (), ChiSquare(None, 0, None, _TEST, reason), reason)


def _codes(core: Core, facet: str | Mapping[str, str]) -> tuple[Index | None, tuple[str, ...]]:
    ratings = core.ratings
    if not isinstance(facet, str):
        names = tuple(dict.fromkeys(facet[item] for item in ratings.items if item in facet))
        index = {name: i for i, name in enumerate(names)}
        groups = [index[facet[item]] if item in facet else -1 for item in ratings.items]
        return np.array(groups, dtype=np.intp)[ratings.item], names
    return {
        "rater": (ratings.rater, ratings.raters),
        "criterion": (ratings.criterion, ratings.criteria),
        "site": (ratings.site, ratings.sites),
    }[facet]


def _cells(named: list[tuple[str, str]], each: Terms) -> tuple[Bias, ...]:
    sizes = each.n.tolist()
    p_values = [two_sided_t(float(each.bias[i] / each.se[i]), n - 1) if n > 1 else None for i, n in enumerate(sizes)]
    adjusted = benjamini_hochberg(p_values)
    out = []
    for i, (first, second) in enumerate(named):
        n, extreme = sizes[i], word(int(each.extreme[i]))
        if n < 2:
            few = Figure(None, method=_METHOD, n=n, withheld="too_few_ratings: n = 1 < 2")
            out.append(Bias(first, second, n, few, few, None, 0, None, None, extreme))
            continue
        bias = _figure(float(each.bias[i]), float(each.se[i]), n)
        effect = _figure(float(each.effect[i]), float(each.effect_se[i]), n)
        t = float(each.bias[i] / each.se[i])
        out.append(Bias(first, second, n, bias, effect, t, n - 1, p_values[i], adjusted[i], extreme))
    return tuple(out)


def _figure(value: float, se: float, n: int) -> Figure:
    half = t_quantile(n - 1) * se
    return Figure(value, se, (value - half, value + half), _METHOD, n)


def _overall(core: Core, found: Combined, cells: tuple[Bias, ...]) -> ChiSquare:
    """Test all combinations at once; the main effects take up degrees of freedom of their own."""
    if core.marginal is None:
        tested = [cell.t for cell in cells if cell.t is not None]
        return _sum(tested, len(tested), f"{_TEST} (sum of squares, as in FACETS)")
    if found.n > MAX_JOINT:
        tested = [cell.t for cell in cells if cell.t is not None]
        return _sum(tested, len(tested), f"{_TEST} (sum of squares, cautious)")
    a, b = np.unique(found.first, return_inverse=True), np.unique(found.second, return_inverse=True)
    parts = subsets_of_pairs(a[1], b[1], a[0].size, b[0].size)[0]
    df = found.n - (a[0].size + b[0].size - int(parts.max(initial=-1) + 1))
    if df < 1:
        return ChiSquare(None, 0, None, _TEST, "too_few_ratings: the main effects leave no combination over")
    value = score_statistic(core, found)
    if value is None:
        return ChiSquare(None, df, None, _TEST, "not_converged: the information on the combinations is not definite")
    return ChiSquare(value, df, chi2_tail(value, df), f"{_TEST} (score test)")


def _sum(tested: list[float], df: int, method: str) -> ChiSquare:
    if not tested:
        return ChiSquare(None, 0, None, method, "too_few_ratings: no combination has two ratings")
    value = sum(t**2 for t in tested)
    return ChiSquare(value, df, chi2_tail(value, df), method)
