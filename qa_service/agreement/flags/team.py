"""Every flag of a team in one call."""

from __future__ import annotations

from dataclasses import dataclass

from qa_service.agreement.flags.levels import central_tendency, restricted_range
from qa_service.agreement.flags.outliers import below_minimum, outlying_severity, too_fast
from qa_service.agreement.flags.profile import halo, identical_run, straight_lining
from qa_service.agreement.flags.result import ALPHA, MIN_ITEMS, Flag
from qa_service.agreement.flags.reviews import Reviews
from qa_service.agreement.json_form import JsonForm

NOTE = "A flag is a reason to look and to talk, not a verdict: each names how unlike the others a reviewer is."


@dataclass(frozen=True, slots=True)
class TeamFlags(JsonForm):
    """All flags of all reviewers; false flags are held at ``alpha`` within each kind, over the reviewers."""

    flags: tuple[Flag, ...]
    alpha: float
    note: str = NOTE

    @property
    def raised(self) -> tuple[Flag, ...]:
        """Those that are flagged, the surest first."""
        return tuple(sorted((flag for flag in self.flags if flag.flagged), key=lambda f: (f.q or 0, f.kind, f.rater)))


def reviewer_flags(
    reviews: Reviews,
    *,
    alpha: float = ALPHA,
    min_items: int = MIN_ITEMS,
    min_seconds: float | None = None,
    seed: int = 1980,
) -> TeamFlags:
    """Return every flag: use of levels, halo, straight lines, runs, severity, pace.

    ``min_seconds`` is the least time a review can sensibly take; without it that rule is left out. ``alpha`` bounds the
    expected share of false flags within each kind (Benjamini and Hochberg 1995). One ``seed``, one result.
    """
    found = [
        *central_tendency(reviews, alpha=alpha, min_items=min_items),
        *restricted_range(reviews, alpha=alpha, min_items=min_items, rng=seed),
        *halo(reviews, alpha=alpha, min_items=min_items, rng=seed),
        *straight_lining(reviews, alpha=alpha, min_items=min_items),
        *identical_run(reviews, alpha=alpha, min_items=min_items, rng=seed),
        *outlying_severity(reviews, alpha=alpha, min_items=min_items),
        *too_fast(reviews, alpha=alpha, min_items=min_items),
    ]
    if min_seconds is not None:
        found += below_minimum(reviews, min_seconds, alpha=alpha, min_items=min_items)
    return TeamFlags(tuple(found), alpha)
