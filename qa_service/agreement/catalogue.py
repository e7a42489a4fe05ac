"""All coefficients by name, computed from a summary of ratings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement import chance, kappa, kendall
from qa_service.agreement.alpha import NO_PAIRS, alpha
from qa_service.agreement.icc import ICC_NAMES, icc
from qa_service.agreement.pairs import PairTables
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.result import Coefficient, Estimate, withheld
from qa_service.agreement.scale import AgreementError, Scale
from qa_service.agreement.summary import DirectSummary, LedgerSummary, Summary
from qa_service.agreement.weights import agreement_weights
from qa_service.errors import Problem

MIN_ITEMS = 20
Compute = Callable[["Workings"], Estimate]


class Workings:
    """A summary with the observed agreements that several coefficients share."""

    def __init__(self, summary: Summary) -> None:
        self.summary = summary
        self._observed: dict[tuple[str, bool], chance.Observed] = {}

    def weights(self, kind: str) -> NDArray[np.float64]:
        """Agreement weights on the levels of the scale."""
        return agreement_weights(kind, self.summary.scale.scores)

    def observed(self, kind: str, by_item: bool = False) -> chance.Observed:
        """Observed agreement with the named weights; ``by_item`` keeps one column per item."""
        if (kind, by_item) not in self._observed:
            table = self.summary.item_table if by_item else self.summary.table
            found = chance.observe(table, self.weights(kind), self.summary.two_raters)
            self._observed[(kind, by_item)] = found
        return self._observed[(kind, by_item)]


def _percent(kind: str, work: Workings) -> Estimate:
    if work.summary.scale.numeric:
        if kind != "identity":
            return withheld("needs_levels: adjacent levels exist only on a scale with levels")
        return work.summary.numeric_percent()
    return chance.percent(work.observed(kind))


def _exchangeable(function: Callable[[chance.Observed], Estimate], kind: str, work: Workings) -> Estimate:
    return function(work.observed(kind))


def _cohen(kind: str, work: Workings) -> Estimate:
    if work.summary.n_raters != 2:
        return withheld(f"needs_two_raters: {work.summary.n_raters} raters; see conger_kappa")
    table = next(iter(work.summary.pair_tables.values()), None)
    return withheld(NO_PAIRS) if table is None else kappa.cohen(np.asarray(table), work.weights(kind))


def _conger(work: Workings) -> Estimate:
    summary = work.summary
    if summary.marginals is None:
        return withheld("needs_rater_counts: with missing ratings each rater's level counts are needed")
    codes = summary.codes
    return kappa.conger(work.observed("identity", by_item=codes is not None), summary.marginals, codes)


def _alpha(metric: str, work: Workings) -> Estimate:
    summary = work.summary
    if summary.scale.numeric:
        return summary.numeric_alpha(metric)
    return alpha(summary.table, metric, summary.scale.scores, summary.two_raters)


def _kendall(work: Workings) -> Estimate:
    summary = work.summary
    if not summary.complete:
        return withheld("incomplete_ratings: W needs every rater to rank every item", kendall.METHOD)
    if isinstance(summary, DirectSummary):
        scored = summary.ratings.scored()
        given = ~np.isnan(scored)
        return kendall.from_values(scored[given.any(axis=1)][:, given.any(axis=0)])
    if summary.marginals is None:
        return withheld("needs_items: ranks of real-valued scores need the items themselves", kendall.METHOD)
    names = sorted({name for pair in summary.pair_tables for name in pair})
    row = {name: i for i, name in enumerate(names)}
    tables = [(row[a], row[b], np.asarray(table)) for (a, b), table in summary.pair_tables.items()]
    return kendall.from_tables(summary.marginals, tables)


def _icc(name: str, work: Workings) -> Estimate:
    moments = work.summary.moments
    if moments is None:
        return withheld("needs_rater_totals: sums by rater are not in these counts")
    if name[4] == "3" and not moments.complete:
        residual = work.summary.additive_residual()
        if residual is None and work.summary.codes is not None:
            return withheld("disconnected: raters fall into groups without a common item")
        return icc(name, moments, residual)
    return icc(name, moments)


def _catalogue() -> dict[str, Compute]:
    out: dict[str, Compute] = {
        "percent_exact": partial(_percent, "identity"),
        "percent_adjacent": partial(_percent, "adjacent"),
        "cohen_kappa": partial(_cohen, "identity"),
        "cohen_kappa_linear": partial(_cohen, "linear"),
        "cohen_kappa_quadratic": partial(_cohen, "quadratic"),
        "scott_pi": partial(_exchangeable, chance.fleiss, "identity"),
        "fleiss_kappa": partial(_exchangeable, chance.fleiss, "identity"),
        "conger_kappa": _conger,
        "brennan_prediger": partial(_exchangeable, chance.brennan_prediger, "identity"),
        "brennan_prediger_linear": partial(_exchangeable, chance.brennan_prediger, "linear"),
        "brennan_prediger_quadratic": partial(_exchangeable, chance.brennan_prediger, "quadratic"),
        "gwet_ac1": partial(_exchangeable, chance.gwet_ac, "identity"),
    }
    for kind in ("linear", "quadratic", "ordinal"):
        out[f"gwet_ac2_{kind}"] = partial(_exchangeable, chance.gwet_ac, kind)
    for metric in ("nominal", "ordinal", "interval", "ratio"):
        out[f"krippendorff_alpha_{metric}"] = partial(_alpha, metric)
    out["kendall_w"] = _kendall
    return out | {name: partial(_icc, name) for name in ICC_NAMES}


_COMPUTE = _catalogue()
COEFFICIENTS: tuple[str, ...] = tuple(_COMPUTE)
_ANY_SCALE = {
    "percent_exact", "cohen_kappa", "scott_pi", "fleiss_kappa", "conger_kappa", "brennan_prediger", "gwet_ac1",
    "krippendorff_alpha_nominal",
}  # fmt: skip
_ON_NUMBERS = {"percent_exact", "percent_adjacent", "kendall_w", *ICC_NAMES} | {
    name for name in COEFFICIENTS if name.startswith("krippendorff")
}


def coefficients(
    ratings: Ratings, names: Iterable[str] | None = None, min_items: int = MIN_ITEMS
) -> dict[str, Coefficient]:
    """Return the named coefficients (all of ``COEFFICIENTS`` by default) of ratings.

    Figures from fewer than ``min_items`` items with two ratings are withheld, with the reason.
    """
    return from_summary(DirectSummary(ratings), names, min_items)


def coefficients_from_ledger(
    patterns: Mapping[tuple[float, ...], int],
    pairs: PairTables,
    scale: Scale,
    names: Iterable[str] | None = None,
    min_items: int = MIN_ITEMS,
    raters: Mapping[str, NDArray[np.integer] | NDArray[np.float64]] | None = None,
) -> dict[str, Coefficient]:
    """Return coefficients from additive counts alone: no item is read.

    ``patterns`` maps level counts (or, on a numeric scale, the sorted values) of an item to the number of
    items; ``pairs`` maps two names in sorted order to their k x k table; ``raters`` gives each rater's
    level counts (on a numeric scale: number and sum), without which Conger and the ICCs of an incomplete
    design are withheld.
    """
    return from_summary(LedgerSummary(scale, patterns, pairs, raters), names, min_items)


def from_summary(summary: Summary, names: Iterable[str] | None, min_items: int) -> dict[str, Coefficient]:
    """Return the named coefficients of a summary."""
    wanted = COEFFICIENTS if names is None else tuple(names)
    problems = [
        Problem(f"/coefficients/{i}", "unknown_coefficient", f"{name!r} is not a coefficient.", allowed=COEFFICIENTS)
        for i, name in enumerate(wanted)
        if name not in _COMPUTE
    ]
    if problems:
        raise AgreementError(problems)
    work = Workings(summary)
    return {name: _result(name, work, min_items) for name in wanted}


def _result(name: str, work: Workings, min_items: int) -> Coefficient:
    n, paired, pairs, _ = work.summary.counted
    reason = _unusable(name, work.summary, paired, min_items)
    found = withheld(reason) if reason else _COMPUTE[name](work)
    coverage = paired / n if n else 0.0
    return Coefficient(name, found.value, found.se, found.ci95, found.method, paired, pairs, coverage, found.withheld)


def _unusable(name: str, summary: Summary, paired: int, min_items: int) -> str | None:
    if summary.scale.type == "nominal" and name not in _ANY_SCALE and len(summary.scale.levels or ()) > 2:
        return "needs_ordered_levels: the levels of a nominal scale have no distances"
    if summary.scale.numeric and name not in _ON_NUMBERS:
        return "needs_levels: chance agreement needs a scale with levels"
    if paired == 0:
        return NO_PAIRS if summary.counted[0] else "no_ratings: every rating is missing"
    if paired < min_items:
        return f"too_few_items: n = {paired} < {min_items}"
    return None
