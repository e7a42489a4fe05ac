"""Every limit that the report judges by; each is printed above the table that uses it."""

from __future__ import annotations

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


def standard_bar(levels: int | None) -> float:
    """Exact agreement with the standard asked of a reviewer: NAEP's rule by number of levels."""
    if levels is None or levels >= 4:
        return 0.70
    return 0.90 if levels <= 2 else 0.80
