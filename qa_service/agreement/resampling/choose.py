"""Which statistic stands for which coefficient."""

from __future__ import annotations

import numpy as np

from qa_service.agreement.families import Spec, Workings, compute
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.resampling import on_levels, on_moments, on_numbers
from qa_service.agreement.resampling.statistic import Statistic
from qa_service.agreement.summary import DirectSummary

NEEDS_ITEMS = "needs_items: to leave items out, this coefficient needs the items themselves"
TOO_MANY_VALUES = (
    f"too_many_values: resampling the ratio metric is limited to {on_numbers.MOST_RATIO_VALUES} distinct values"
)
MOST_RECOMPUTED = 500
"""Items up to which a figure is computed anew for each one that is left out: the work grows with their square."""
TOO_MANY_ITEMS = f"too_many_items: computing it anew without each item is limited to {MOST_RECOMPUTED} items"
_EXCHANGEABLE = ("percent", "scott_pi", "fleiss_kappa", "brennan_prediger", "gwet_ac")


def statistic(spec: Spec, work: Workings) -> Statistic | str:
    """Return the coefficient as a statistic, or the reason why its items cannot be resampled."""
    summary = work.summary
    if spec.family == "krippendorff_alpha":
        if not summary.scale.numeric:
            return on_levels.alpha(summary.table, spec.kind, summary.scale.scores)
        return on_numbers.alpha(summary.numeric, spec.kind) or TOO_MANY_VALUES
    if spec.family == "percent" and summary.scale.numeric:
        return on_numbers.percent(summary.numeric)
    if spec.family in _EXCHANGEABLE:
        return on_levels.exchangeable(spec.family, work.observed(spec.kind))
    if spec.family == "cohen_kappa":
        return on_levels.cohen(np.asarray(next(iter(summary.pair_tables.values()))), work.weights(spec.kind))
    if not isinstance(summary, DirectSummary):
        return NEEDS_ITEMS
    return _of_items(spec, work, summary)


def _of_items(spec: Spec, work: Workings, summary: DirectSummary) -> Statistic | str:
    ratings = summary.ratings
    if spec.family == "conger_kappa":
        return on_levels.conger(work.observed(spec.kind, by_item=True), summary.codes)
    if spec.family == "light_kappa":
        return on_levels.light(summary.codes, work.weights(spec.kind))
    if spec.family == "icc" and (spec.kind[4] != "3" or summary.moments.complete):
        return on_moments.intraclass(spec.kind, ratings)

    if summary.counted[0] > MOST_RECOMPUTED:
        return TOO_MANY_ITEMS

    def value(drawn: Ratings) -> object:
        return compute(spec, Workings(DirectSummary(drawn)))

    return on_moments.anew(ratings, value)  # type: ignore[arg-type]
