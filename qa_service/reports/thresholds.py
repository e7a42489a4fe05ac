"""Every limit that the report judges by; each is printed above the table that uses it."""

from __future__ import annotations

from statistics import NormalDist

DEFAULT_BAR = 0.60
TARGET_RELIABILITY = 0.80
# Coefficients this far apart deserve a note.
PARTED = 0.20
# Plain agreement from which low chance-corrected agreement is a matter of prevalence.
PREVALENT_EXACT = 0.75
SEVERE_LEVELS = 0.25
SEVERE_SD = 0.25
MIDDLE_SHARE = 0.80
SAME_LEVEL_SHARE = 0.90
DRIFT_SMOOTHING = 0.2
DRIFT_WIDTH = 2.7
DRIFT_BASELINE = 10
DRIFT_FOLLOW_UP = 10
# Ratings that a change has to last before it is believed.
DRIFT_LASTING = 6
FALSE_ALARM = 0.05


def standard_bar(levels: int | None) -> float:
    """Exact agreement with the standard asked of a reviewer: NAEP's rule by number of levels."""
    if levels is None or levels >= 4:
        return 0.70
    return 0.90 if levels <= 2 else 0.80


def drift_width(charts: int) -> float:
    """Width of the limits, in standard deviations, for ``charts`` charts read at once.

    Widened by Bonferroni's rule, so that a whole team of steady reviewers is unlikely to hold one false signal.
    """
    return max(DRIFT_WIDTH, NormalDist().inv_cdf(1 - FALSE_ALARM / (2 * max(charts, 1))))
