"""Do 95 % intervals cover 95 %? Exact intervals of proportions, and a simulation for the others."""

from __future__ import annotations

import numpy as np
import pytest

from qa_service.agreement import Ratings, Scale, clopper_pearson, coefficients, proportion

NAMES = [f"krippendorff_alpha_{metric}" for metric in ("nominal", "ordinal", "interval", "ratio")]
NAMES += ["gwet_ac2_quadratic", "fleiss_kappa"]
SCALE = Scale("ordinal", tuple("12345"))
SEVERITY = np.array([-0.5, 0.0, 0.3, 0.4])


def draw(rng, items):
    """Four fixed raters, 20 % missing."""
    seen = rng.normal(size=items) + SEVERITY[:, None] + rng.normal(0, 0.7, (4, items))
    codes = np.digitize(seen, [-1.2, -0.4, 0.4, 1.2])
    codes[rng.random(codes.shape) < 0.2] = -1
    return Ratings.from_codes(codes.astype(np.int8), SCALE)


@pytest.mark.parametrize("items", [40, 120])
def test_linearised_intervals_cover_between_93_and_97_percent(items):
    rng = np.random.default_rng(20240229)
    truth = {name: c.value for name, c in coefficients(draw(rng, 300_000), NAMES).items()}
    trials, hits = 1000, dict.fromkeys(NAMES, 0)
    for _ in range(trials):
        for name, found in coefficients(draw(rng, items), NAMES).items():
            low, high = found.ci95
            hits[name] += low <= truth[name] <= high
    coverage = {name: n / trials for name, n in hits.items()}
    assert all(0.93 <= share <= 0.97 for share in coverage.values()), coverage


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
