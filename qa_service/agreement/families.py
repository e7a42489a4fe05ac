"""The families of coefficients: what each name means and how it is computed from a summary of ratings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement import chance, kappa, kendall
from qa_service.agreement.alpha import NO_PAIRS, alpha
from qa_service.agreement.icc import ICC_NAMES, icc
from qa_service.agreement.icc_error import SINGLE, item_errors, with_interval
from qa_service.agreement.result import Estimate, withheld
from qa_service.agreement.summary import DirectSummary, Summary
from qa_service.agreement.tau import mean_tau
from qa_service.agreement.weights import agreement_weights

CUSTOM = "custom"
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spec:
    """A coefficient: its family and the weights, the metric or the form it uses."""

    family: str
    kind: str = "identity"


class Workings:
    """A summary with the observed agreements that several coefficients share.

    ``custom`` are agreement weights of one's own, known by the kind ``custom``.
    """

    def __init__(self, summary: Summary, custom: Floats | None = None) -> None:
        self.summary = summary
        self._custom = custom
        self._observed: dict[tuple[str, bool], chance.Observed] = {}

    @cached_property
    def item_errors(self) -> dict[str, float]:
        """Standard errors of the intraclass correlations of an incomplete design."""
        return item_errors(self.summary.ratings) if isinstance(self.summary, DirectSummary) else {}

    def weights(self, kind: str) -> Floats:
        """Agreement weights on the levels of the scale."""
        if kind == CUSTOM and self._custom is not None:
            return self._custom
        return agreement_weights(kind, self.summary.scale.scores)

    def observed(self, kind: str, by_item: bool = False) -> chance.Observed:
        """Observed agreement with the named weights; ``by_item`` keeps one column per item."""
        if (kind, by_item) not in self._observed:
            table = self.summary.item_table if by_item else self.summary.table
            found = chance.observe(table, self.weights(kind), self.summary.two_raters)
            self._observed[(kind, by_item)] = found
        return self._observed[(kind, by_item)]


def compute(spec: Spec, work: Workings) -> Estimate:
    """Return the coefficient with its conventional interval."""
    return _COMPUTE[spec.family](spec.kind, work)


def _percent(kind: str, work: Workings) -> Estimate:
    if work.summary.scale.numeric:
        if kind != "identity":
            return withheld("needs_levels: adjacent levels exist only on a scale with levels")
        return work.summary.numeric_percent()
    return chance.percent(work.observed(kind))


def _exchangeable(function: Callable[[chance.Observed], Estimate]) -> Callable[[str, Workings], Estimate]:
    return lambda kind, work: function(work.observed(kind))


def _cohen(kind: str, work: Workings) -> Estimate:
    if work.summary.n_raters != 2:
        return withheld(f"needs_two_raters: {work.summary.n_raters} raters; see conger_kappa")
    table = next(iter(work.summary.pair_tables.values()), None)
    return withheld(NO_PAIRS) if table is None else kappa.cohen(np.asarray(table), work.weights(kind))


def _conger(kind: str, work: Workings) -> Estimate:
    summary = work.summary
    if summary.marginals is None:
        return withheld("needs_rater_counts: with missing ratings each rater's level counts are needed")
    codes = summary.codes
    return kappa.conger(work.observed(kind, by_item=codes is not None), summary.marginals, codes)


def _light(kind: str, work: Workings) -> Estimate:
    tables = [np.asarray(table) for table in work.summary.pair_tables.values()]
    return kappa.light(tables, work.weights(kind))


def _alpha(metric: str, work: Workings) -> Estimate:
    summary = work.summary
    if summary.scale.numeric:
        return summary.numeric_alpha(metric)
    return alpha(summary.table, metric, summary.scale.scores, summary.two_raters)


def _concordance(_kind: str, work: Workings) -> Estimate:
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


def _tau(_kind: str, work: Workings) -> Estimate:
    summary = work.summary
    if not summary.scale.numeric:
        return mean_tau([np.asarray(table) for table in summary.pair_tables.values()])
    if isinstance(summary, DirectSummary):
        return mean_tau(summary.ratings.scored())
    return withheld("needs_items: ranks of real-valued scores need the items themselves")


def _icc(name: str, work: Workings) -> Estimate:
    moments = work.summary.moments
    if moments is None:
        return withheld("needs_rater_totals: sums by rater are not in these counts")
    if name[4] == "3" and not moments.complete:
        residual = work.summary.additive_residual()
        if residual is None and work.summary.codes is not None:
            return withheld("disconnected: raters fall into groups without a common item")
        return icc(name, moments, residual)
    found = icc(name, moments)
    if moments.complete or found.value is None or not isinstance(work.summary, DirectSummary):
        return found
    single = f"{name[:6]}1"
    se = work.item_errors.get(single) if single in SINGLE else None
    value = found.value if name == single else icc(single, moments).value
    if se is None or value is None:
        return found
    return with_interval(name, found, value, se, moments.items, moments.harmonic_size)


_COMPUTE: dict[str, Callable[[str, Workings], Estimate]] = {
    "percent": _percent,
    "cohen_kappa": _cohen,
    "conger_kappa": _conger,
    "light_kappa": _light,
    "scott_pi": _exchangeable(chance.fleiss),
    "fleiss_kappa": _exchangeable(chance.fleiss),
    "brennan_prediger": _exchangeable(chance.brennan_prediger),
    "gwet_ac": _exchangeable(chance.gwet_ac),
    "krippendorff_alpha": _alpha,
    "kendall_w": _concordance,
    "kendall_tau_b": _tau,
    "icc": _icc,
}


def _specs() -> dict[str, Spec]:
    out = {"percent_exact": Spec("percent"), "percent_adjacent": Spec("percent", "adjacent")}
    out |= _weighted("cohen_kappa") | {"scott_pi": Spec("scott_pi"), "fleiss_kappa": Spec("fleiss_kappa")}
    out |= {"conger_kappa": Spec("conger_kappa")} | _weighted("brennan_prediger")
    out["gwet_ac1"] = Spec("gwet_ac")
    out |= {f"gwet_ac2_{kind}": Spec("gwet_ac", kind) for kind in ("linear", "quadratic", "ordinal")}
    metrics = ("nominal", "ordinal", "interval", "ratio")
    out |= {f"krippendorff_alpha_{metric}": Spec("krippendorff_alpha", metric) for metric in metrics}
    out["kendall_w"] = Spec("kendall_w", "ranks")
    return out | {name: Spec("icc", name) for name in ICC_NAMES}


def _weighted(family: str) -> dict[str, Spec]:
    named = {f"{family}_{kind}": Spec(family, kind) for kind in ("linear", "quadratic")}
    return {family: Spec(family)} | named


SPECS = _specs()
ON_REQUEST = {
    name: spec
    for family in ("fleiss_kappa", "conger_kappa", "light_kappa")
    for name, spec in _weighted(family).items()
    if name not in SPECS
} | {"gwet_ac2_radical": Spec("gwet_ac", "radical"), "kendall_tau_b": Spec("kendall_tau_b", "ranks")}
