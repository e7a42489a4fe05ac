"""Do 95 % intervals cover 95 %? Exact intervals of proportions, and a simulation for the others."""

from __future__ import annotations

import numpy as np
import pytest

from qa_service.agreement import Ratings, Scale, clopper_pearson, coefficients, proportion
from qa_service.agreement.catalogue import Intervals

ALPHAS = [f"krippendorff_alpha_{metric}" for metric in ("nominal", "ordinal", "interval")]
NAMES = [*ALPHAS, "percent_exact", "fleiss_kappa", "conger_kappa", "gwet_ac1", "gwet_ac2_quadratic"]
FIVE_LEVELS = (-1.2, -0.4, 0.4, 1.2)
RARE = (1.2816 * np.hypot(1, 0.7),)
TRIALS = 1000


def draw(rng, items, severity, cuts, missing):
    """Fixed raters of one latent quality, ratings missing at random."""
    raters = len(severity)
    seen = rng.normal(size=items) + np.array(severity)[:, None] + rng.normal(0, 0.7, (raters, items))
    codes = np.digitize(seen, cuts)
    codes[rng.random(codes.shape) < missing] = -1
    return Ratings.from_codes(codes.astype(np.int8), Scale("ordinal", tuple("12345")[: len(cuts) + 1]))


def coverage(design, items, names, interval, seed=20240301):
    """Share of intervals that hold the figure of very many items; its Monte Carlo error is 0.007."""
    rng = np.random.default_rng(seed)
    truth = {name: c.value for name, c in coefficients(draw(rng, 300_000, *design), names).items()}
    hits = dict.fromkeys(names, 0)
    for _ in range(TRIALS):
        for name, found in coefficients(draw(rng, items, *design), names, interval=interval).items():
            low, high = found.ci95
            hits[name] += low <= truth[name] <= high
    return {name: n / TRIALS for name, n in hits.items()}


THREE = ((-0.4, 0.0, 0.4), FIVE_LEVELS, 0.2)
FIVE = ((-0.5, -0.2, 0.0, 0.3, 0.4), FIVE_LEVELS, 0.3)
TWO = ((0.0, 0.4), FIVE_LEVELS, 0.0)
RARE_TWO = ((0.0, 0.0), RARE, 0.0)


@pytest.mark.parametrize(("design", "items"), [(THREE, 50), (THREE, 100), (FIVE, 100)], ids=["3, 50", "3, 100", "5"])
def test_linearised_intervals_cover_between_93_and_97_percent(design, items):
    found = coverage(design, items, NAMES, "linearised")
    assert all(0.93 <= share <= 0.97 for share in found.values()), found


@pytest.mark.parametrize("design", [THREE, FIVE], ids=["3", "5"])
def test_linearised_intervals_of_thirty_items(design):
    """AC2 with quadratic weights is near 1 here and covers 91.7 %; two raters need `fisher_z`, see the manual."""
    found = coverage(design, 30, [name for name in NAMES if name != "gwet_ac2_quadratic"], "linearised")
    assert all(0.93 <= share <= 0.97 for share in found.values()), found


def test_linearised_intervals_of_two_raters():
    """AC2 with quadratic weights covers 92.6 % here, see the manual."""
    names = [name for name in NAMES if name != "gwet_ac2_quadratic"]
    found = coverage(TWO, 100, [*names, "cohen_kappa", "cohen_kappa_quadratic"], "linearised")
    assert all(0.93 <= share <= 0.97 for share in found.values()), found


@pytest.mark.parametrize(
    ("design", "items"), [(THREE, 30), (FIVE, 30), (TWO, 30), (TWO, 50)], ids=["3", "5", "2", "2, 50"]
)
def test_fisher_z_intervals_cover_with_few_items(design, items):
    """AC2 with quadratic weights is so near 1 here that it needs more items."""
    names = [name for name in NAMES if name != "gwet_ac2_quadratic"]
    if design is TWO:
        names += ["cohen_kappa", "cohen_kappa_quadratic"]
    found = coverage(design, items, names, "fisher_z")
    assert all(0.93 <= share <= 0.97 for share in found.values()), found


def test_a_rare_level_needs_the_fisher_z_interval():
    """A level of 10 % prevalence in 100 items: about ten items decide, and the plain t interval is too short."""
    names = ["percent_exact", "fleiss_kappa", "conger_kappa", "gwet_ac1", "krippendorff_alpha_nominal"]
    found = coverage(RARE_TWO, 100, names, "fisher_z")
    assert all(0.93 <= share <= 0.97 for share in found.values()), found
    plain = coverage(RARE_TWO, 100, names, "linearised")
    assert 0.89 <= plain["krippendorff_alpha_nominal"] < found["krippendorff_alpha_nominal"]


def test_bootstrap_intervals_cover_too():
    rng = np.random.default_rng(3)
    names = ["krippendorff_alpha_ordinal", "fleiss_kappa"]
    truth = {name: c.value for name, c in coefficients(draw(rng, 300_000, *THREE), names).items()}
    hits = dict.fromkeys(names, 0)
    for seed in range(400):
        how = Intervals("bootstrap", 400, seed)
        for name, found in coefficients(draw(rng, 60, *THREE), names, interval=how).items():
            hits[name] += found.ci95[0] <= truth[name] <= found.ci95[1]
    assert all(0.92 <= n / 400 <= 0.975 for n in hits.values()), hits


@pytest.mark.parametrize(
    ("matched", "low", "high"),
    [(8, 26.59, 78.73), (13, 59.54, 98.34), (14, 68.05, 99.83), (15, 81.90, 100.0)],
)
def test_clopper_pearson_of_fifteen(matched, low, high):
    found = clopper_pearson(matched, 15)
    assert (100 * found[0], 100 * found[1]) == pytest.approx((low, high), abs=0.005)


def test_clopper_pearson_is_one_sided_at_the_ends():
    assert clopper_pearson(0, 15) == pytest.approx((0.0, 1 - 0.05 ** (1 / 15)))
    assert clopper_pearson(15, 15) == pytest.approx((0.05 ** (1 / 15), 1.0))


def test_a_proportion_of_nothing_has_no_value():
    assert proportion(0, 0).to_dict() == {"matched": 0, "total": 0, "value": None, "ci95": None}


@pytest.mark.parametrize(("matched", "total"), [(3, 2), (-1, 5), (0, 0)])
def test_impossible_proportions_are_refused(matched, total):
    with pytest.raises(ValueError, match="not a proportion"):
        clopper_pearson(matched, total)


def test_agreement_of_two_raters_has_the_exact_interval():
    ratings = Ratings.from_matrix([[1, 1]] * 14 + [[1, 2]], Scale("ordinal", ("1", "2")))
    found = coefficients(ratings, ["percent_exact"], min_items=1)["percent_exact"]
    assert found.ci95 == pytest.approx((0.680515433422, 0.998313569759), abs=1e-9)
