"""Why kappa is low while agreement is high: prevalence, bias and what is left of kappa without them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qa_service.agreement import chance
from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.kappa import cohen, kappa_max
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.result import Figure, estimate
from qa_service.agreement.square_tables.result import NONE_SHARED, square
from qa_service.agreement.summary import DirectSummary

Floats = NDArray[np.float64]
HIGH_AGREEMENT = 0.75
WIDE_GAP = 0.2


@dataclass(frozen=True, slots=True)
class Prevalence(JsonForm):
    """Two raters on two levels (Byrt, Bishop and Carlin 1993), with standard errors of shares of items.

    ``prevalence_index`` (a - d) / n and ``bias_index`` (b - c) / n run from -1 to 1, 0 when both levels are equally
    frequent and both raters alike; ``pabak`` is kappa after both are set to 0. With ``a`` the items on which both chose
    the first level, ``d`` the second.
    """

    kappa: Figure
    kappa_max: Figure
    pabak: Figure
    prevalence_index: Figure
    bias_index: Figure


@dataclass(frozen=True, slots=True)
class Paradox(JsonForm):
    """Agreement that kappa does not show: all figures, the ``cause`` (``prevalence`` or ``bias``), one sentence.

    ``level`` is the most used level and ``share`` its share of all ratings; ``bias`` the largest difference between
    two raters in how often they use one level.
    """

    agreement: float
    kappa: float
    ac1: float
    level: str
    share: float
    bias: float
    cause: str
    sentence: str


def prevalence_and_bias(table: ArrayLike) -> Prevalence:
    """Return what Byrt, Bishop and Carlin (1993) advise to print beside kappa of a 2 x 2 table.

    >>> found = prevalence_and_bias([[80, 10], [5, 5]])
    >>> [round(x.value, 3) for x in (found.kappa, found.pabak, found.prevalence_index, found.bias_index)]
    [0.318, 0.7, 0.75, 0.05]
    """
    counts = square(table)
    if len(counts) != 2:
        raise ValueError("prevalence and bias are of two levels; join the others first")
    n = int(counts.sum())
    found = cohen(counts, np.eye(2))
    own = Figure(found.value, found.se, found.ci95, found.method, n, withheld=found.withheld)
    (a, b), (c, d) = counts.tolist()
    method = "Byrt, Bishop and Carlin 1993"
    return Prevalence(
        own,
        kappa_max(counts),
        _contrast([(a + d, 1), (b + c, -1)], n, f"{method}, prevalence and bias adjusted kappa"),
        _contrast([(a, 1), (d, -1)], n, f"{method}, prevalence index"),
        _contrast([(b, 1), (c, -1)], n, f"{method}, bias index"),
    )


def explain_paradox(
    ratings: Ratings, high_agreement: float = HIGH_AGREEMENT, wide_gap: float = WIDE_GAP
) -> Paradox | None:
    """Return why chance-corrected agreement is low although raters mostly agree; None when it is not.

    It is a paradox (Feinstein and Cicchetti 1990) when plain agreement is at least ``high_agreement`` and Fleiss'
    kappa (Cohen's for two raters) at least ``wide_gap`` below AC1. The cause is what kappa's chance agreement owes
    more to: ``prevalence``, one level taking most ratings, or ``bias``, raters using the levels differently.

    >>> from qa_service.agreement.scale import Scale
    >>> table = [["ok", "ok"]] * 90 + [["ok", "bad"]] * 5 + [["bad", "ok"]] * 5
    >>> explain_paradox(Ratings.from_matrix(table, Scale("binary", ("bad", "ok")))).sentence[:76]
    'Raters agree in 90 % of pairs (AC1 0.89), yet kappa is -0.05: 95 % of all ra'
    """
    summary = DirectSummary(ratings)
    levels = ratings.scale.levels or ()
    if summary.scale.numeric or len(levels) < 2 or not summary.counted[1]:
        return None
    observed = chance.observe(summary.table, np.eye(len(levels)), summary.two_raters)
    kappa, ac1 = _kappa(summary, observed), chance.gwet_ac(observed).value
    if kappa is None or ac1 is None or observed.agreement < high_agreement or ac1 - kappa < wide_gap:
        return None
    pooled = chance.shares(summary.table, observed.n)
    top = int(pooled.argmax())
    bias = _bias(summary.marginals)
    # Pooled shares alone give this chance agreement; shares of equal size give 1 / k.
    cause = "prevalence" if float(pooled @ pooled) - 1 / len(pooled) >= bias / 2 else "bias"
    parts = (observed.agreement, kappa, ac1, levels[top], float(pooled[top]), bias, cause)
    return Paradox(*parts, _sentence(*parts))


def _kappa(summary: DirectSummary, observed: chance.Observed) -> float | None:
    if summary.n_raters == 2:
        table = next(iter(summary.pair_tables.values()))
        return cohen(np.asarray(table), np.eye(len(table))).value
    return chance.fleiss(observed).value


def _bias(marginals: NDArray[np.integer]) -> float:
    used = marginals[marginals.sum(axis=1) > 0]
    return float(np.ptp(used / used.sum(axis=1, keepdims=True), axis=0).max(initial=0.0))


def _sentence(agreement: float, kappa: float, ac1: float, level: str, share: float, bias: float, cause: str) -> str:
    start = f"Raters agree in {100 * agreement:.3g} % of pairs (AC1 {ac1:.2f}), yet kappa is {kappa:.2f}: "
    if cause == "prevalence":
        why = f"{100 * share:.3g} % of all ratings are {level!r}, so kappa expects nearly as much agreement by chance."
        return f"{start}{why} Judge by the agreement on the rare levels and by more items that are not {level!r}."
    return f"{start}raters use one of the levels with shares up to {100 * bias:.3g} points apart. Settle what it means."


def _contrast(parts: list[tuple[int, int]], n: int, method: str) -> Figure:
    """A difference of shares of n items with its multinomial standard error."""
    if n == 0:
        return Figure(None, method=method, withheld=NONE_SHARED)
    value = sum(count * sign for count, sign in parts) / n
    spread = (sum(count for count, _ in parts) / n - value**2) / n
    found = estimate(value, spread, n - 1, method, low=-1.0)
    return Figure(found.value, found.se, found.ci95, found.method, n)
