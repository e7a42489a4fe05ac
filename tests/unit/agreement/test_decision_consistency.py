"""Decision consistency at the pass mark: observed pairs, two models of scores, bands."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.agreement import Ratings, Scale, coefficients
from qa_service.agreement.generalizability import (
    Observation,
    Observations,
    d_study,
    decision_agreement,
    decision_consistency,
    decision_model,
    g_study,
)
from qa_service.agreement.scale import AgreementError


def rows(scores):
    return [Observation(f"i{i}", f"r{r}", x) for i, row in enumerate(scores) for r, x in enumerate(row)]


def simulated(seed=2, items=4000, raters=3, sd=0.8):
    rng = np.random.default_rng(seed)
    true = rng.normal(6, 1.2, (items, 1))
    y = true + sd * rng.normal(size=(items, raters))
    i, r = np.indices(y.shape)
    return true[:, 0], y, Observations.from_columns(i.ravel(), r.ravel(), y.ravel())


def test_observed_agreement_is_that_of_the_two_outcomes(known):
    scores = known("shrout_fleiss_1979")["ratings"]
    found = decision_agreement(rows(scores), 6)
    outcomes = [["pass" if x >= 6 else "fail" for x in row] for row in scores]
    ratings = Ratings.from_matrix(outcomes, Scale("binary", ("fail", "pass")))
    expected = coefficients(ratings, ["percent_exact", "fleiss_kappa"], 1)
    for figure, name in ((found.agreement, "percent_exact"), (found.kappa, "fleiss_kappa")):
        assert (figure.value, figure.ci95) == (expected[name].value, expected[name].ci95)
    assert (found.n_items, found.n_pairs) == (6, 36)


def test_observed_agreement_by_hand():
    found = decision_agreement(rows([[5, 7, 8], [7, 9, None], [4, 3, 8], [9, None, None]]), 6)
    assert found.agreement.value == pytest.approx((1 / 3 + 1 + 1 / 3) / 3)
    assert found.passing.value == pytest.approx((2 / 3 + 1 + 1 / 3 + 1) / 4)


def test_repeats_of_a_reviewer_are_no_pairs():
    twice = [Observation("a", "x", 5), Observation("a", "x", 9), Observation("a", "y", 7), Observation("b", "x", 1)]
    found = decision_agreement(twice, 7)
    assert (found.n_pairs, found.agreement.value) == (1, 1.0)


def phi_2(a, b, correlation):
    """Probability that two standard normal values lie below a and b, by plain summation."""
    x = np.linspace(-9, a, 200_001)
    weight = np.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)
    rest = np.array([0.5 * math.erfc(-z / math.sqrt(2)) for z in np.linspace(-12, 12, 24_001)])
    below = np.interp((b - correlation * x) / math.sqrt(1 - correlation**2), np.linspace(-12, 12, 24_001), rest)
    return float(np.trapezoid(weight * below, x))


@pytest.mark.parametrize("cut", [2.0, 4.0, 5.0, 7.5])
@pytest.mark.parametrize("raters", [1, 3])
def test_the_normal_model_against_summation(known, cut, raters):
    g = g_study(rows(known("shrout_fleiss_1979")["ratings"]))
    found = decision_model(g, cut, raters)
    (panel,) = d_study(g, raters).panels
    true, error = panel.universe_variance.value, panel.absolute_error.value
    at = (cut - g.mean.value) / math.sqrt(true + error)
    of_true = (cut - g.mean.value) / math.sqrt(true)
    below, true_below = (0.5 * math.erfc(-x / math.sqrt(2)) for x in (at, of_true))
    both, joint = phi_2(at, at, panel.phi.value), phi_2(of_true, at, math.sqrt(panel.phi.value))
    consistency = 1 - 2 * below + 2 * both
    chance = below**2 + (1 - below) ** 2
    assert found.passing.value == pytest.approx(1 - below, abs=1e-6)
    assert found.consistency.value == pytest.approx(consistency, abs=1e-6)
    assert found.kappa.value == pytest.approx((consistency - chance) / (1 - chance), abs=1e-5)
    assert found.accuracy.value == pytest.approx(1 - below - true_below + 2 * joint, abs=1e-6)
    assert found.false_pass.value == pytest.approx(true_below - joint, abs=1e-6)
    assert found.false_fail.value == pytest.approx(below - joint, abs=1e-6)


def test_what_is_predicted_comes_to_pass():
    true, y, observations = simulated()
    found = decision_consistency(observations, 5.0)
    second = true + 0.8 * np.random.default_rng(9).normal(size=len(true))
    consistent = np.mean((y[:, 0] >= 5) == (second >= 5))
    accurate = np.mean((true >= 5) == (second >= 5))
    flipped = np.mean((y.mean(axis=1) >= 5) != (second >= 5))
    assert found.model.consistency.value == pytest.approx(consistent, abs=0.02)
    assert found.model.accuracy.value == pytest.approx(accurate, abs=0.02)
    assert found.observed.agreement.value == pytest.approx(found.model.consistency.value, abs=0.02)
    assert found.flips.value == pytest.approx(flipped, abs=0.02)
    for band in found.bands:
        low, high = (-9.0 if band.low is None else band.low), (99.0 if band.high is None else band.high)
        inside = (y.mean(axis=1) >= low) & (y.mean(axis=1) < high)
        assert band.n_items == np.count_nonzero(inside)
        flipped = np.mean((y.mean(axis=1)[inside] >= 5) != (second[inside] >= 5))
        assert band.flips.value == pytest.approx(flipped, abs=0.07)


def test_livingston_and_lewis_where_their_model_is_the_truth():
    rng = np.random.default_rng(4)
    true = rng.beta(6, 3, 60_000)
    first, second = rng.binomial(12, true) / 12, rng.binomial(12, true) / 12
    i = np.repeat(np.arange(6000), 2)
    both = np.stack([first[:6000], second[:6000]], axis=1)
    g = g_study(Observations.from_columns(i, np.tile([0, 1], 6000), both.ravel()), "rater:item")
    found = decision_model(g, 0.6, model="livingston_lewis", limits=(0, 1))
    assert found.consistency.value == pytest.approx(np.mean((first >= 0.6) == (second >= 0.6)), abs=0.015)
    assert found.accuracy.value == pytest.approx(np.mean((first >= 0.6) == (true >= 0.6)), abs=0.015)
    assert found.passing.value == pytest.approx(np.mean(first >= 0.6), abs=0.015)
    low, high = found.consistency.ci95
    assert low < found.consistency.value < high


@pytest.mark.parametrize("model", ["normal", "livingston_lewis"])
def test_a_larger_panel_decides_more_consistently(known, model):
    g = g_study(rows(known("shrout_fleiss_1979")["ratings"]))
    found = [decision_model(g, 5, n, model=model, limits=(0, 11)) for n in (1, 2, 4, 8, 100, 10**6)]
    for name in ("consistency", "accuracy"):
        values = [getattr(f, name).value for f in found]
        assert values == sorted(values)
        assert values[-1] > 0.99
    assert all(f.accuracy.value >= f.consistency.value for f in found)


@pytest.mark.parametrize("model", ["normal", "livingston_lewis"])
def test_extreme_cuts_pass_or_fail_all(known, model):
    g = g_study(rows(known("shrout_fleiss_1979")["ratings"]))
    for cut, passing in ((-1000.0, 1.0), (1000.0, 0.0)):
        found = decision_model(g, cut, model=model, limits=(0, 11))
        assert found.passing.value == pytest.approx(passing)
        assert found.consistency.value == pytest.approx(1.0)
        assert found.kappa.withheld.startswith("no_variation")


def test_perfect_reviewers_flip_nothing():
    found = decision_consistency(rows([[1, 1], [4, 4], [2, 2], [8, 8]]), 3)
    assert found.model.consistency.value == pytest.approx(1.0)
    assert found.flips.value == 0
    assert [b.n_items for b in found.bands] == [2, 2]


def test_items_that_do_not_differ_are_a_coin_toss(known):
    batches = known("generalizability_lme4")["dyestuff2"]["batches"]
    found = decision_consistency(rows(batches), 6.5, design="rater:item")
    p = found.model.passing.value
    assert found.model.consistency.value == pytest.approx(p**2 + (1 - p) ** 2)
    assert found.model.kappa.value == pytest.approx(0, abs=1e-12)


def test_own_edges():
    found = decision_consistency(rows([[3, 4], [7, 7], [5, 6], [9, 8]]), 6, edges=(4, 8))
    assert [(b.low, b.high, b.n_items) for b in found.bands] == [(None, 4, 1), (4, 8, 2), (8, None, 1)]
    assert found.bands[1].split.n == 2


GRIDS = st.lists(st.lists(st.integers(0, 5) | st.none(), min_size=3, max_size=3), min_size=1, max_size=7)


@settings(deadline=None, max_examples=60)
@given(GRIDS, st.integers(-1, 6), st.sampled_from(["item x rater", "rater:item"]))
def test_every_answer_is_finite_or_withheld(grid, cut, design):
    found = decision_consistency(rows(grid), cut, design=design)
    assert json.dumps(found.to_dict(), allow_nan=False)
    model = found.model
    assert (model.withheld is None) == (model.consistency.value is not None)
    if model.withheld is None:
        assert model.false_pass.value + model.false_fail.value == pytest.approx(1 - model.accuracy.value, abs=1e-9)
        assert sum(b.n_items for b in found.bands) == len({o.item for o in rows(grid) if o.value is not None})


@settings(deadline=None, derandomize=True, max_examples=30)
@given(GRIDS, st.sampled_from([2.0**-300, 2.0**290]))
def test_the_unit_does_not_matter(grid, unit):
    a = decision_consistency(rows(grid), 2.5)
    b = decision_consistency(rows([[None if x is None else x * unit for x in row] for row in grid]), 2.5 * unit)
    assert (a.model.withheld, a.observed.agreement.value) == (b.model.withheld, b.observed.agreement.value)
    if a.model.withheld is None:
        assert b.model.consistency.value == pytest.approx(a.model.consistency.value, abs=1e-4)
        assert b.flips.value == pytest.approx(a.flips.value, abs=1e-4)
    assert json.dumps(b.to_dict(), allow_nan=False)


def test_outcomes_turn_around_with_the_scale():
    """Scores counted downwards: what passed fails, and consistency is the same (no item mean on the cut)."""
    scores = [[3, 4], [7, 8], [5, 7], [2, 2], [6, 8]]
    a = decision_consistency(rows(scores), 5.5)
    b = decision_consistency(rows([[-x for x in row] for row in scores]), -5.5)
    assert a.model.consistency.value == pytest.approx(b.model.consistency.value, abs=1e-12)
    assert a.model.false_pass.value == pytest.approx(b.model.false_fail.value, abs=1e-12)
    assert a.flips.value == pytest.approx(b.flips.value, abs=1e-12)


@pytest.mark.parametrize("grid", [[], [[None]], [[3, 3], [3, 3]], [[1], [2]]])
def test_degenerate_ratings_are_withheld(grid):
    found = decision_consistency(rows(grid), 2)
    assert found.model.withheld == found.flips.withheld
    assert found.model.withheld is not None
    assert found.bands == ()
    assert json.dumps(found.to_dict(), allow_nan=False)


def test_far_limits_leave_the_normal_model():
    """Between limits a million spreads away a bounded score is as good as normal."""
    g = g_study(rows([[3, 4], [7, 7], [5, 6], [4, 6], [8, 9], [5, 4]]))
    normal = decision_model(g, 5.5, 2)
    bounded = decision_model(g, 5.5, 2, model="livingston_lewis", limits=(-1e6, 1e6))
    for name in ("passing", "consistency", "accuracy"):
        assert getattr(bounded, name).value == pytest.approx(getattr(normal, name).value, abs=1e-3)


def test_limits_that_do_not_fit():
    g = g_study(rows([[0, 0], [1, 1], [0, 0], [1, 0]]))
    found = decision_model(g, 0.5, model="livingston_lewis", limits=(0, 1))
    assert found.withheld.startswith("no_variation")


def test_wrong_calls():
    g = g_study(rows([[3, 4], [7, 7], [5, 6]]))
    calls = [
        lambda: decision_model(g, math.nan),
        lambda: decision_model(g, 5, model="beta"),
        lambda: decision_model(g, 5, model="livingston_lewis"),
        lambda: decision_model(g, 5, model="livingston_lewis", limits=(9, 0)),
        lambda: decision_model(g, 5, 0),
        lambda: decision_agreement([], math.inf),
        lambda: decision_consistency([], 5, design="item x rater x criterion"),
        lambda: decision_consistency(rows([[3, 4], [7, 7], [5, 6]]), 5, edges=(5, 4)),
    ]
    for call in calls:
        with pytest.raises(ValueError, match=r"[a-z]"):
            call()
    with pytest.raises(AgreementError):
        decision_agreement([Observation("a", "x", 1, "c"), Observation("a", "x", 1, "d")], 1)


def test_tiny_scores_without_noise_stay_inside_the_range_of_a_float():
    tiny = [[1e-100, 1e-100], [2e-100, 2e-100], [3e-100, 3e-100]]
    found = decision_consistency(rows(tiny), 1.5)
    assert json.loads(json.dumps(found.to_dict(), allow_nan=False)) == found.to_dict()
