"""Mistakes met in other implementations, each kept out by a test."""

from __future__ import annotations

import numpy as np
import pytest

from qa_service.agreement import COEFFICIENTS, Ratings, Scale, coefficients
from qa_service.agreement.catalogue import weighted
from qa_service.agreement.resampling.study import jackknife

FOUR = Scale("ordinal", tuple("1234"))


def one(ratings, scale, name, min_items=1):
    return coefficients(Ratings.from_matrix(ratings, scale), [name], min_items)[name]


def rows(table):
    return [(a, b) for a, line in enumerate(table) for b, n in enumerate(line) for _ in range(n)]


def test_a_level_that_nobody_used_keeps_its_distance():
    ratings = [("low", "low")] * 4 + [("mid", "low"), ("mid", "mid"), ("top", "top"), ("top", "top"), ("top", "mid")]
    full = one(ratings, Scale("ordinal", ("low", "mid", "good", "fine", "top")), "cohen_kappa_quadratic").value
    shrunk = one(ratings, Scale("ordinal", ("low", "mid", "top")), "cohen_kappa_quadratic").value
    a = np.array([{"low": 0, "mid": 1, "top": 4}[x] for x, _ in ratings])
    b = np.array([{"low": 0, "mid": 1, "top": 4}[y] for _, y in ratings])
    expected = 1 - ((a - b) ** 2).mean() / ((a[:, None] - b) ** 2).mean()
    assert full == pytest.approx(expected, abs=1e-12)
    assert shrunk - full > 0.03


def test_gwets_ordinal_weights_are_not_krippendorffs_ordinal_metric(known):
    table = known("gwet_2014_four_raters")
    found = one(table["ratings"], Scale("ordinal", tuple("12345")), "krippendorff_alpha_ordinal")
    assert found.value == pytest.approx(0.815387503755, abs=1e-9)
    gwet = table["results"]["gwet_form_of_alpha ordinal"]["value"]
    assert gwet == pytest.approx(0.833638, abs=1e-6)


def test_alpha_of_complete_data_with_more_than_two_raters(known):
    ratings = known("fleiss_1971")["ratings"]
    nominal = Scale("nominal", tuple("12345"))
    fleiss = one(ratings, nominal, "fleiss_kappa").value
    alpha = one(ratings, nominal, "krippendorff_alpha_nominal").value
    assert alpha == pytest.approx(1 - (1 - fleiss) * (1 - 1 / 180), abs=1e-12)


def test_kappa_falls_and_ac1_stays_under_high_prevalence():
    ratings = rows([[90, 5], [5, 0]])
    binary = Scale("binary", ("0", "1"))
    assert one(ratings, binary, "cohen_kappa").value == pytest.approx(-0.0526, abs=1e-4)
    assert one(ratings, binary, "gwet_ac1").value == pytest.approx(0.8895, abs=1e-4)
    assert one(ratings, binary, "percent_exact").value == pytest.approx(0.90)


@pytest.mark.parametrize(
    "scale", [FOUR, Scale("interval"), Scale("nominal", tuple("1234")), Scale("binary", ("1", "2"))]
)
def test_one_level_used_withholds_with_one_rule_and_keeps_observed_agreement(scale):
    found = coefficients(Ratings.from_matrix([[1, 1, 1]] * 30, scale))
    assert found["percent_exact"].value == 1.0
    corrected = [c for name, c in found.items() if not name.startswith("percent")]
    assert all(c.value is None and c.se is None and c.ci95 is None and c.withheld for c in corrected)
    usable = [c for c in corrected if not c.withheld.startswith("needs_")]
    assert usable
    assert all(c.withheld.startswith("no_variation") for c in usable)


@pytest.mark.parametrize(
    ("ratings", "code"),
    [
        ([[1]] * 30, "no_pairable_units"),
        ([[1, None], [None, 2]] * 20, "no_pairable_units"),
        ([[None, None]] * 30, "no_ratings"),
        ([[1, 2], [2, 2]] * 7, "too_few_items: n = 14 < 20"),
    ],
)
@pytest.mark.parametrize("scale", [FOUR, Scale("ratio")])
def test_unusable_data_are_withheld_with_a_reason(ratings, code, scale):
    found = coefficients(Ratings.from_matrix(ratings, scale))
    reasons = [c.withheld for c in found.values() if not c.withheld.startswith("needs_")]
    assert len(reasons) >= 10
    assert all(reason.startswith(code) for reason in reasons)


def test_withheld_figures_keep_their_counts():
    found = one([[1, 2], [2, 2]] * 7 + [[3, None]], FOUR, "gwet_ac1", min_items=20)
    assert (found.n_items, found.n_pairs) == (14, 14)
    assert found.coverage == pytest.approx(14 / 15)


def test_cohen_needs_exactly_two_raters():
    found = coefficients(Ratings.from_matrix([[1, 2, 3], [2, 2, 2]] * 15, FOUR))
    assert found["cohen_kappa"].withheld.startswith("needs_two_raters")
    assert found["conger_kappa"].value is not None


def test_perfect_agreement_is_one():
    found = coefficients(Ratings.from_matrix([[1, 1], [3, 3], [4, 4]] * 10, FOUR))
    for name, figure in found.items():
        assert figure.value == pytest.approx(1.0), name
    assert found["krippendorff_alpha_ordinal"].se == 0


@pytest.mark.parametrize("kind", ["linear", "quadratic"])
def test_the_variance_of_weighted_kappa_is_that_of_fleiss_cohen_and_everitt(known, kind):
    """Another program prints a smaller one; the jackknife over items sides with the paper."""
    table = known("cohen_1968")["table"]
    ratings = Ratings.from_matrix(rows(table), Scale("ordinal", ("0", "1", "2")))
    found = coefficients(ratings, [f"cohen_kappa_{kind}"])[f"cohen_kappa_{kind}"]
    assert found.se == pytest.approx(jackknife(ratings, f"cohen_kappa_{kind}").se, rel=0.02)


def test_incomplete_ratings_are_not_dropped_listwise():
    """Half of the items lack a rating: what is dropped would change the figure, and here it would be alone."""
    rng = np.random.default_rng(4)
    matrix = rng.normal(size=(60, 1)) + rng.normal(0, 0.7, (60, 3))
    whole = one(matrix, Scale("interval"), "icc_2_1").value
    matrix[np.arange(60), rng.integers(0, 3, 60)] = np.nan
    found = coefficients(Ratings.from_matrix(matrix, Scale("interval")))
    for name in ("icc_1_1", "icc_2_1", "icc_3_1", "krippendorff_alpha_interval"):
        assert found[name].n_items == 60
        assert found[name].value == pytest.approx(whole, abs=0.15)


def test_missing_ratings_are_missing_and_nothing_is_nan():
    rng = np.random.default_rng(5)
    matrix = rng.integers(1, 5, (60, 4)).astype(float)
    matrix[rng.random(matrix.shape) < 0.4] = np.nan
    found = coefficients(Ratings.from_matrix(matrix, FOUR))
    assert set(found) == set(COEFFICIENTS)
    weights = weighted(Ratings.from_matrix(matrix, FOUR), "quadratic")
    assert all(figure.value is not None for name, figure in weights.items() if name != "cohen_kappa")
    found |= weights
    for figure in found.values():
        numbers = [x for x in (figure.value, figure.se, *(figure.ci95 or ())) if x is not None]
        assert np.all(np.isfinite(numbers))
        assert (figure.value is None) == (figure.withheld is not None)


def test_a_nominal_scale_has_no_distances():
    found = one([["a", "b"], ["b", "b"]] * 15, Scale("nominal", ("a", "b", "c")), "gwet_ac2_quadratic")
    assert found.withheld.startswith("needs_ordered_levels")


def test_ratio_metric_refuses_negative_values():
    found = one([[-1.5, 2.0], [3.0, 3.5]] * 15, Scale("interval"), "krippendorff_alpha_ratio")
    assert found.withheld.startswith("needs_ratio_scale")


def test_ratings_that_only_interact_have_no_intraclass_correlation():
    found = coefficients(Ratings.from_matrix([[1, 2], [2, 1]], FOUR), min_items=1)
    assert found["icc_2_1"].withheld.startswith("no_variation")
    assert found["icc_1_1"].value == pytest.approx(-1.0)


def test_perfect_agreement_of_a_few_items_proves_only_so_much():
    """Thirty items on which three raters agree: the error is 0, yet one item in ten might differ (0.05 ** (1 / 30))."""
    levels = Scale("ordinal", ("1", "2", "3"))
    ratings = Ratings.from_matrix([[1 + i % 3] * 3 for i in range(30)], levels)
    names = ["percent_exact", "fleiss_kappa", "conger_kappa", "gwet_ac1", "krippendorff_alpha_ordinal"]
    for name, one in coefficients(ratings, names).items():
        assert (one.value, one.se) == (pytest.approx(1), 0), name
        assert one.ci95 == (pytest.approx(0.05 ** (1 / 30)), 1), name
        assert "Clopper-Pearson" in one.method
    again = coefficients(ratings, names, interval="bootstrap")
    assert {name: one.ci95 for name, one in again.items()} == {
        name: one.ci95 for name, one in coefficients(ratings, names).items()
    }
    numbers = Ratings.from_matrix([[1.5 + i % 3] * 3 for i in range(30)], Scale("interval"))
    found = coefficients(numbers, ["percent_exact", "krippendorff_alpha_interval"])
    assert all(one.ci95 == (pytest.approx(0.05 ** (1 / 30)), 1) for one in found.values())
