"""Fair scores: what an element would have got from average others, in score units.

The model's expected score at the element's own measure with every other facet at its mean ("fair average (M)" of
Linacre's FACETS manual). The interval is that of the measure, carried to the score scale; so it never leaves the
scale.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qa_service.agreement.rasch.categories import Floats, Steps, blocks, chances
from qa_service.agreement.rasch.result import Z95


@dataclass(frozen=True, eq=False)
class FairScores:
    """Fair scores with standard errors (delta method) and the ends of the 95 % interval."""

    value: Floats
    se: Floats
    low: Floats
    high: Floats


def expected_scores(distance: Floats, steps: Steps, cumulative: Floats, scores: Floats) -> tuple[Floats, Floats]:
    """Return the mean over threshold rows of the expected score at ``distance``, and its slope."""
    mean, slope = np.full(distance.size, np.nan), np.full(distance.size, np.nan)
    values = scores[steps.values.astype(np.intp)]
    for run in blocks(distance.size, cumulative.size):
        found = chances(distance[run, None], cumulative, steps.values)
        expected = found.p @ values
        mean[run] = expected.mean(axis=1)
        spread = found.p * (steps.values - found.mean[..., None])
        slope[run] = (spread @ values).mean(axis=1)
    return mean, slope


def fair_scores(distance: Floats, error: Floats, steps: Steps, cumulative: Floats, scores: Floats) -> FairScores:
    """Return fair scores at ``distance`` from average others, whose standard error is ``error``."""
    value, slope = expected_scores(distance, steps, cumulative, scores)
    ends = [expected_scores(distance + sign * Z95 * error, steps, cumulative, scores)[0] for sign in (-1, 1)]
    low, high = np.minimum(*ends), np.maximum(*ends)
    return FairScores(value, np.abs(slope) * error, low, high)
