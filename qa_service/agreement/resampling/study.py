"""The jackknife and the bootstrap of one coefficient, with everything they tell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qa_service.agreement.catalogue import from_summary, spec_of
from qa_service.agreement.families import Workings
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.resampling.choose import statistic
from qa_service.agreement.resampling.intervals import (
    REPLICATES,
    UNDEFINED,
    acceleration,
    bca_interval,
    fisher_z_interval,
    jackknife_interval,
    leave_out,
    percentile_interval,
    redraw,
)
from qa_service.agreement.result import Interval
from qa_service.agreement.summary import DirectSummary


@dataclass(frozen=True, slots=True)
class Jackknife:
    """Leave-one-item-out: ``bias`` of ``value``, standard error and t interval with n - 1 degrees of freedom.

    ``fisher_z`` is the interval made on Fisher's z scale, which covers better for values near 1.
    """

    name: str
    value: float | None
    bias: float | None
    se: float | None
    ci95: Interval | None
    fisher_z: Interval | None
    n_items: int
    withheld: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "value": self.value,
            "bias": self.bias,
            "se": self.se,
            "ci95": None if self.ci95 is None else list(self.ci95),
            "fisher_z": None if self.fisher_z is None else list(self.fisher_z),
            "n_items": self.n_items,
            "withheld": self.withheld,
        }


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """Items drawn again: ``bias``, standard error, percentile and BCa interval of ``value``.

    ``undefined`` of the ``replicates`` had no value (nothing varied) and do not count.
    """

    name: str
    value: float | None
    bias: float | None
    se: float | None
    percentile: Interval | None
    bca: Interval | None
    n_items: int
    replicates: int
    undefined: int
    withheld: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "value": self.value,
            "bias": self.bias,
            "se": self.se,
            "percentile": None if self.percentile is None else list(self.percentile),
            "bca": None if self.bca is None else list(self.bca),
            "n_items": self.n_items,
            "replicates": self.replicates,
            "undefined": self.undefined,
            "withheld": self.withheld,
        }


def jackknife(ratings: Ratings, name: str, min_items: int = 2) -> Jackknife:
    """Leave out one item at a time (Efron and Stein 1981); ``name`` is any coefficient.

    The cost grows with the distinct patterns of ratings, not with the items.

    >>> from qa_service.agreement.scale import Scale
    >>> ratings = Ratings.from_matrix([[1, 1], [1, 2], [2, 2], [3, 3], [2, 3], [1, 1]], Scale("ordinal", tuple("123")))
    >>> found = jackknife(ratings, "krippendorff_alpha_ordinal")
    >>> round(found.value, 3), round(found.se, 3), found.n_items
    (0.764, 0.176, 6)
    """
    summary = DirectSummary(ratings)
    figure = from_summary(summary, [name], min_items)[name]
    if figure.value is None:
        return Jackknife(name, None, None, None, None, None, figure.n_items, figure.withheld)
    built = statistic(spec_of(name), Workings(summary))
    left = built if isinstance(built, str) else leave_out(built, figure.value)
    if isinstance(left, str):
        return Jackknife(name, None, None, None, None, None, figure.n_items, left)
    intervals = jackknife_interval(figure.value, left), fisher_z_interval(figure.value, left)
    return Jackknife(name, figure.value, left.bias, left.se, *intervals, left.n)


def bootstrap(
    ratings: Ratings,
    name: str,
    replicates: int = REPLICATES,
    seed: int | np.random.Generator = 0,
    min_items: int = 2,
) -> Bootstrap:
    """Draw the items again with replacement, ``replicates`` times (at least 100); ``name`` is any coefficient.

    Whole items are drawn, so ratings of one item stay together. Pairs of ratings are never drawn on their own:
    intervals made that way (the KALPHA macro) cover far less than they say.
    """
    if replicates < 100:
        raise ValueError("a bootstrap interval needs at least 100 replicates")
    summary = DirectSummary(ratings)
    figure = from_summary(summary, [name], min_items)[name]
    if figure.value is None:
        return _without(name, figure.n_items, replicates, figure.withheld)
    built = statistic(spec_of(name), Workings(summary))
    skew = built if isinstance(built, str) else acceleration(built, figure.value)
    if isinstance(built, str) or isinstance(skew, str):
        return _without(name, figure.n_items, replicates, str(skew))
    redrawn = redraw(built, replicates, np.random.default_rng(seed))
    if not redrawn.enough:
        return _without(name, figure.n_items, replicates, UNDEFINED, redrawn.undefined)
    return Bootstrap(
        name,
        figure.value,
        float(redrawn.values.mean()) - figure.value,
        redrawn.se,
        percentile_interval(redrawn),
        bca_interval(figure.value, redrawn, skew),
        built.columns if built.weight is None else int(built.weight.sum()),
        replicates,
        redrawn.undefined,
    )


def _without(name: str, n: int, replicates: int, reason: str | None, undefined: int = 0) -> Bootstrap:
    return Bootstrap(name, None, None, None, None, None, n, replicates, undefined, reason)
