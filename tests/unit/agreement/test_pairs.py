"""Kappas of all rater pairs: by inner products as by tables, whatever the weights and the gaps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from qa_service.agreement.pairs import all_pair_kappas, all_pairs, pair_table, weighted_kappas
from qa_service.agreement.weights import WEIGHTS, agreement_weights

FEW = settings(deadline=None, max_examples=60)
LEVELS = 4

codes = st.tuples(st.integers(1, 15), st.integers(1, 30), st.integers(-1, 0)).flatmap(
    lambda shape: arrays(np.int8, shape[:2], elements=st.integers(shape[2], LEVELS - 1))
)
scores = st.sampled_from(
    [(1, 2, 3, 4), (4.0, 3.0, 2.0, 1.0), (0.1, 0.2, 0.3, 0.4), (1, 2, 4, 8), (0, 1e100, 2e100, 3e100)]
)


def by_tables(array, levels, kind, numbers):
    return weighted_kappas(all_pairs(array, levels), agreement_weights(kind, numbers))


def random_codes(raters, items, missing, levels=5, seed=3):
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, levels, items)
    array = np.where(rng.random((raters, items)) < 0.6, truth, rng.integers(0, levels, (raters, items)))
    array[rng.random(array.shape) < missing] = -1
    return array.astype(np.int8)


@FEW
@given(codes, st.sampled_from(WEIGHTS), scores)
def test_all_ways_give_the_kappas_of_the_tables(array, kind, numbers):
    found, expected = all_pair_kappas(array, LEVELS, kind, numbers), by_tables(array, LEVELS, kind, numbers)
    assert np.array_equal(np.isnan(found), np.isnan(expected))
    assert np.allclose(found, expected, rtol=0, atol=1e-12, equal_nan=True)


@pytest.mark.parametrize("kind", ["identity", "linear", "quadratic"])
@pytest.mark.parametrize(
    ("raters", "items", "missing"), [(3, 130_000, 0.0), (14, 9_000, 0.0), (3, 70_000, 0.3), (14, 9_000, 0.6)]
)
def test_many_items_are_added_without_loss(kind, raters, items, missing):
    array = random_codes(raters, items, missing)
    found = all_pair_kappas(array, 5, kind, (1, 2, 3, 4, 5))
    weights = agreement_weights(kind, (1, 2, 3, 4, 5))
    for g in range(raters):
        for h in range(g, raters):
            one = weighted_kappas(pair_table(array[g], array[h], 5), weights)
            assert found[g, h] == pytest.approx(float(one), abs=1e-12)
            assert found[h, g] == found[g, h]


@pytest.mark.parametrize("missing", [0.0, 0.4])
def test_quadratic_kappa_is_one_less_squared_differences(missing):
    array = random_codes(4, 300, missing)
    found = all_pair_kappas(array, 5, "quadratic", (10, 20, 30, 40, 50))
    for g, h in zip(*np.triu_indices(4, 1), strict=True):
        both = (array[g] >= 0) & (array[h] >= 0)
        x, y = array[g][both].astype(float), array[h][both].astype(float)
        expected = 1 - ((x - y) ** 2).mean() / ((x[:, None] - y) ** 2).mean()
        assert found[g, h] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("kind", ["identity", "linear", "quadratic"])
@pytest.mark.parametrize("levels", [64, 100, 300])
def test_scales_of_many_levels(kind, levels):
    array = np.random.default_rng(1).integers(-1, levels, (3, 5000)).astype(np.int16)
    numbers = tuple(range(levels))
    for data in (array, np.maximum(array, 0)):
        assert np.allclose(
            all_pair_kappas(data, levels, kind, numbers), by_tables(data, levels, kind, numbers), atol=1e-12
        )


def test_what_is_undefined_is_nan():
    array = np.array([[0, 0, -1, -1], [0, 0, -1, -1], [-1, -1, 1, 2], [1, 2, -1, -1]], dtype=np.int8)
    for kind in WEIGHTS:
        found = all_pair_kappas(array, 3, kind, (1, 2, 3))
        assert np.isnan(found[0, :3]).all()
        assert found[0, 3] == pytest.approx(0.0)
        assert np.isnan(all_pair_kappas(np.zeros((2, 5), np.int8), 3, kind, (1, 2, 3))).all()
        assert all_pair_kappas(np.zeros((0, 0), np.int8), 3, kind, (1, 2, 3)).shape == (0, 0)
        assert np.isnan(all_pair_kappas(np.zeros((2, 0), np.int8), 3, kind, (1, 2, 3))).all()
