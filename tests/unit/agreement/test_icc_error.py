"""Intervals of intraclass correlations with missing ratings: coverage, scale, and the two ways to the same error."""

from __future__ import annotations

import numpy as np
import pytest

from qa_service.agreement import Ratings, Scale, coefficients, icc_error

NAMES = ["icc_1_1", "icc_1_k", "icc_2_1", "icc_2_k"]
INTERVAL = Scale("interval")


def drawn(rng, items, raters=4, missing=0.25):
    """Item quality (sd 1), raters of fixed severity, noise (sd 0.8); raters x items with holes."""
    severity = np.linspace(-0.5, 0.5, raters)[:, None]
    values = rng.normal(size=items) + severity + rng.normal(0, 0.8, (raters, items))
    values[rng.random(values.shape) < missing] = np.nan
    return Ratings(INTERVAL, tuple(map(str, range(raters))), (), None, values)


def test_intervals_cover_what_they_say():
    rng = np.random.default_rng(20261125)
    truth = {name: one.value for name, one in coefficients(drawn(rng, 100_000), NAMES).items()}
    hits, runs = dict.fromkeys(NAMES, 0), 400
    for _ in range(runs):
        for name, one in coefficients(drawn(rng, 40), NAMES, 1).items():
            low, high = one.ci95
            hits[name] += low <= truth[name] <= high
    assert all(0.92 <= n / runs <= 0.98 for n in hits.values()), hits


def test_derivatives_and_leaving_out_agree(monkeypatch):
    ratings = drawn(np.random.default_rng(4), 450)
    left_out = icc_error.item_errors(ratings)
    monkeypatch.setattr(icc_error, "MOST_LEFT_OUT", 10)
    derived = icc_error.item_errors(ratings)
    assert set(left_out) == set(derived) == {"icc_1_1", "icc_2_1"}
    for name, se in left_out.items():
        assert derived[name] == pytest.approx(se, rel=0.02)


def test_neither_unit_nor_origin_matters():
    ratings = drawn(np.random.default_rng(9), 60)
    moved = Ratings(INTERVAL, ratings.raters, (), None, ratings.values * 1e6 - 3e7)
    for name, one in coefficients(ratings, NAMES).items():
        other = coefficients(moved, NAMES)[name]
        assert (other.value, other.se) == (pytest.approx(one.value, rel=1e-6), pytest.approx(one.se, rel=1e-4))
        assert other.ci95 == pytest.approx(one.ci95, rel=1e-4)


def test_the_method_says_how():
    found = coefficients(drawn(np.random.default_rng(2), 60), NAMES)["icc_2_1"]
    assert "jackknife over items, interval on Fisher's z scale, t(59)" in found.method
    many = coefficients(drawn(np.random.default_rng(2), 700), NAMES)["icc_2_1"]
    assert "linearised standard error over items" in many.method
    low, high = many.ci95
    assert low < many.value < high


def test_two_items_have_no_interval():
    values = np.array([[1.0, 2.0], [2.0, np.nan], [1.5, 2.5]])
    found = coefficients(Ratings(INTERVAL, ("a", "b", "c"), (), None, values), NAMES, 1)
    assert all(one.ci95 is None for one in found.values())
