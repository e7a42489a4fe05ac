"""Bands of the result: they cover every score, can be reached, and agree with the pass mark."""

from __future__ import annotations

from collections.abc import Iterator

from qa_service.rubric.lint.context import Context
from qa_service.rubric.lint.finding import Hit, rule
from qa_service.rubric.lint.reach import NEAR, best_possible, worst_possible


def _pointer(context: Context, band_id: str) -> str:
    bands = context.document["scoring"]["bands"]
    return f"/scoring/bands/{next(i for i, band in enumerate(bands) if band['id'] == band_id)}/from"


@rule(
    "bands_gap", "warning", "Scores that fall into no band",
    "Work below the lowest band is reported without one.",
)  # fmt: skip
def bands_gap(context: Context) -> Iterator[Hit]:
    """Yield a hit when the lowest band starts above 0."""
    bands = context.rubric.scoring.bands
    if bands and bands[-1].start > 0:
        lowest = bands[-1]
        message = f'The lowest band, "{lowest.id}", starts at {lowest.start:g}.'
        yield Hit(_pointer(context, lowest.id), message, f"Add a band from 0, or let {lowest.id} start there.")


@rule(
    "band_unreachable", "warning", "A band that no work can reach",
    "It stands in every report and stays empty.",
)  # fmt: skip
def band_unreachable(context: Context) -> Iterator[Hit]:
    """Yield a hit for each band above the best possible score, or wholly below the worst."""
    best, worst = best_possible(context), worst_possible(context)
    top = 100 + NEAR
    for band in context.rubric.scoring.bands:
        if best is not None and band.start > best + NEAR:
            message = f'"{band.id}" starts at {band.start:g}, and the best answers give {best:.1f}.'
            yield Hit(_pointer(context, band.id), message, f"Start it at {best:.1f} or below, or drop the band.")
        elif worst is not None and top <= worst:
            message = f'"{band.id}" ends at {top:g}, and the worst answers give {worst:.1f}.'
            yield Hit(_pointer(context, band.id), message, "Start the band above it higher, or drop the band.")
        top = band.start


@rule(
    "pass_mark_inside_band", "info", "A pass mark in the middle of a band",
    "Two pieces of work in one band then have different outcomes.",
)  # fmt: skip
def pass_mark_inside_band(context: Context) -> Iterator[Hit]:
    """Yield a hit when no band starts at the pass mark."""
    scoring = context.rubric.scoring
    mark = scoring.pass_mark
    if mark and scoring.bands and all(band.start != mark for band in scoring.bands):
        inside = next((band.id for band in scoring.bands if band.start <= mark), "none")
        message = f'The pass mark, {mark:g}, lies inside the band "{inside}".'
        yield Hit("/scoring/pass_mark", message, f"Start a band at {mark:g}.")


@rule(
    "na_over_limit", "info", "More N/A allowed than the rubric accepts",
    "Reviewers may answer N/A where it is allowed and still end up with an incomplete review.",
)  # fmt: skip
def na_over_limit(context: Context) -> Iterator[Hit]:
    """Yield a hit when the criteria that may be N/A weigh more than max_share."""
    limit = context.rubric.scoring.max_na_share
    na = [p for p in context.counted if p.criterion.na.allow and p.criterion.na.effect == "exclude"]
    share = sum(context.share(place) for place in na)
    if share > limit + 1e-9:
        message = f"Criteria that may be N/A carry {share:.0%}; more than {limit:.0%} N/A is incomplete."
        yield Hit("/scoring/na/max_share", message, "Raise max_share, or allow N/A on fewer criteria.")
