"""Variance components of unbalanced studies."""

from __future__ import annotations

import json

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


@pytest.mark.parametrize("model", ["i1a", "i2i"])
def test_published_intervals(known, model):
    table = known("gwet_2014_replicates")
    found = icc_unbalanced(table["target"], table["ratings"], model)
    assert found.ci95 == pytest.approx(table["results_intervals"][model], abs=1e-9)


def test_no_interval_without_error():
    assert icc_unbalanced([1, 1, 2, 2], [[1], [1], [3], [3]], "i1a").ci95 is None


def test_complete_data_have_the_interval_of_shrout_and_fleiss(known):
    ratings = known("shrout_fleiss_1979")["ratings"]
    classic = coefficients(Ratings.from_matrix(ratings, Scale("interval")), min_items=1)
    for model, name in (("i1a", "icc_1_1"), ("i2n", "icc_2_1"), ("i3n", "icc_3_1")):
        found = icc_unbalanced(range(len(ratings)), ratings, model)
        assert found.ci95 == pytest.approx(classic[name].ci95, abs=1e-9), model


@pytest.mark.parametrize("model", ["i2i", "i2n", "i3i", "i3n"])
def test_intervals_hold_the_estimate_and_do_not_depend_on_the_unit(model):
    rng = np.random.default_rng(8)
    x = rng.normal(size=(12, 1)).repeat(2, axis=0) + rng.normal(size=(24, 3))
    x[rng.random(x.shape) < 0.05] = np.nan
    target = np.arange(12).repeat(2)
    found = icc_unbalanced(target, x.tolist(), model)
    assert found.ci95[0] <= found.inter_rater <= found.ci95[1]
    for unit in (1e-90, 1e90):
        scaled = icc_unbalanced(target, (x * unit).tolist(), model)
        assert scaled.ci95 == pytest.approx(found.ci95, abs=1e-9)


@pytest.mark.parametrize("model", ["i1a", "i1b", "i2i", "i2n", "i3i", "i3n"])
@pytest.mark.parametrize(
    ("ratings", "code"),
    [
        ([], "no_ratings"),
        ([[], []], "no_ratings"),
        ([[None, None], [float("nan"), None]], "no_ratings"),
        ([[2, 2], [2, 2]], "no_variation"),
        ([[1, None]], "too_few"),
    ],
)
def test_degenerate_studies_are_withheld(model, ratings, code):
    found = icc_unbalanced(range(len(ratings)), ratings, model)
    assert found.withheld.startswith(code)
    assert set(found.to_dict().values()) == {model, None, found.withheld}


@pytest.mark.parametrize("model", ["i1a", "i1b", "i2n", "i3n"])
def test_targets_and_raters_without_ratings_change_nothing(model):
    plain = icc_unbalanced([1, 2, 3], [[1, 2], [2, 2], [4, 5]], model)
    padded = [[1, None, 2], [None, None, None], [2, None, 2], [4, None, 5]]
    assert icc_unbalanced([1, 9, 2, 3], padded, model) == plain
    assert json.loads(json.dumps(plain.to_dict(), allow_nan=False))["model"] == model


@pytest.mark.parametrize(("target", "ratings"), [([1], [[1, 2], [2, 3]]), ([1, 2], [[1, 2], [3]]), ([1], [[np.inf]])])
def test_wrong_studies_are_refused(target, ratings):
    with pytest.raises(ValueError, match="rating"):
        icc_unbalanced(target, ratings, "i2n")


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
