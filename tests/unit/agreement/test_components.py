"""Variance components of unbalanced studies."""

from __future__ import annotations

import numpy as np
import pytest

from qa_service.agreement import Ratings, Scale, coefficients, icc_unbalanced

NAMES = {
    "sig2s": "target",
    "sig2r": "rater",
    "sig2sr": "interaction",
    "sig2e": "error",
    "icc2r": "inter_rater",
    "icc2a": "intra_rater",
    "icc1a": "inter_rater",
    "icc1b": "intra_rater",
}


@pytest.mark.parametrize("model", ["i2i", "i2n", "i3i", "i3n", "i1a", "i1b"])
def test_published_components(known, model):
    table = known("gwet_2014_replicates")
    found = icc_unbalanced(table["target"], table["ratings"], model)
    for key, expected in table["results"][model].items():
        assert getattr(found, NAMES[key]) == pytest.approx(expected, abs=1e-6), key


def test_published_interval_of_the_one_way_model(known):
    table = known("gwet_2014_replicates")
    found = icc_unbalanced(table["target"], table["ratings"], "i1a")
    assert found.ci95 == pytest.approx(table["results_intervals"]["i1a"], abs=1e-9)
    assert icc_unbalanced(table["target"], table["ratings"], "i2i").ci95 is None
    assert icc_unbalanced([1, 1, 2, 2], [[1], [1], [3], [3]], "i1a").ci95 is None


def test_complete_data_have_the_interval_of_shrout_and_fleiss(known):
    ratings = known("shrout_fleiss_1979")["ratings"]
    classic = coefficients(Ratings.from_matrix(ratings, Scale("interval")), ["icc_1_1"], min_items=1)["icc_1_1"]
    assert icc_unbalanced(range(len(ratings)), ratings, "i1a").ci95 == pytest.approx(classic.ci95, abs=1e-9)


def test_complete_data_give_the_classical_values(known):
    ratings = known("shrout_fleiss_1979")["ratings"]
    classic = coefficients(Ratings.from_matrix(ratings, Scale("interval")), min_items=1)
    for model, name in (("i1a", "icc_1_1"), ("i2n", "icc_2_1"), ("i3n", "icc_3_1")):
        found = icc_unbalanced(range(len(ratings)), ratings, model)
        assert found.inter_rater == pytest.approx(classic[name].value, abs=1e-12)


def test_missing_ratings_are_estimated_from_all_ratings(known):
    ratings = known("gwet_2014_four_raters")["ratings"]
    found = coefficients(Ratings.from_matrix(ratings, Scale("interval")), min_items=1)
    for model, name in (("i2n", "icc_2_1"), ("i3n", "icc_3_1")):
        expected = icc_unbalanced(range(len(ratings)), ratings, model).inter_rater
        assert found[name].value == pytest.approx(expected, abs=1e-12)
        assert "Henderson" in found[name].method
        # Raters fixed and ratings missing: there is no formula, resampling gives an interval.
        assert (found[name].ci95 is None) == (name == "icc_3_1")
    resampled = coefficients(Ratings.from_matrix(ratings, Scale("interval")), ["icc_3_1"], 1, interval="fisher_z")
    assert resampled["icc_3_1"].ci95[0] < found["icc_3_1"].value < resampled["icc_3_1"].ci95[1]


def test_one_way_estimate_is_unbiased_with_unequal_numbers():
    rng = np.random.default_rng(3)
    size = rng.integers(1, 5, 4000)
    x = rng.normal(size=(4000, 1)) + rng.normal(size=(4000, 4))
    x[np.arange(4) >= size[:, None]] = np.nan
    found = coefficients(Ratings.from_matrix(x, Scale("interval")), ["icc_1_1"])["icc_1_1"]
    assert found.value == pytest.approx(0.5, abs=0.03)


def test_a_design_without_replicates_cannot_separate_interaction():
    found = icc_unbalanced([1, 2, 3], [[1, 2], [2, 2], [3, 5]], "i2i")
    assert found.inter_rater is None
    assert found.withheld.startswith("too_few_ratings")


def test_unlinked_raters_are_not_compared():
    block = [[1, 2, None, None], [2, 4, None, None], [3, 3, None, None], [None, None, 1, 1], [None, None, 5, 4]]
    found = coefficients(Ratings.from_matrix(block, Scale("interval")), ["icc_3_1"], 1)["icc_3_1"]
    assert found.value is None
    assert found.withheld.startswith("disconnected")
