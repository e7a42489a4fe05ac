"""Infit, outfit, fair scores, separation and the test of equal severity."""

from __future__ import annotations

import numpy as np
import pytest

from qa_service.agreement.rasch import FacetRatings, many_facet_rasch
from tests.unit.agreement.rasch.simulated import choose, draw, levels


def test_mean_squares_are_1_and_z_is_standard_under_the_model():
    infit, outfit, z = [], [], []
    for seed in range(6):
        found = many_facet_rasch(draw(50 + seed, items=300, raters=15, each=3, criteria=3).ratings)
        for rater in found.raters.values():
            infit.append(rater.fit.infit)
            outfit.append(rater.fit.outfit)
            z.append((rater.fit.infit_z, rater.fit.outfit_z))
    assert np.mean(infit) == pytest.approx(1.0, abs=0.02)
    assert np.mean(outfit) == pytest.approx(1.0, abs=0.02)
    assert np.mean(z, axis=0) == pytest.approx([0.0, 0.0], abs=0.25)
    assert np.std(z, axis=0) == pytest.approx([0.95, 0.95], abs=0.2)


def test_a_reviewer_who_guesses_and_one_who_copies_the_mean_stand_out():
    study = draw(60, items=300, raters=10, each=4, size=5, sd=1.5)
    r = study.ratings
    rng = np.random.default_rng(1)
    level = r.level.copy()
    guess, middle = r.rater == 0, r.rater == 1
    level[guess] = rng.integers(0, 5, int(guess.sum()))
    expected = np.round(np.clip(2 + 0.9 * (study.quality[r.item] - 0.3), 0, 4)).astype(int)
    level[middle] = expected[middle]
    found = many_facet_rasch(FacetRatings.from_codes(r.item, r.rater, level, levels(5)))
    assert found.raters["1"].fit.infit > 1.3
    assert found.raters["1"].fit.infit_z > 3
    assert found.raters["2"].fit.infit < 0.8
    assert found.raters["2"].fit.infit_z < -2


def test_separation_is_the_ratio_of_true_spread_to_error():
    found = many_facet_rasch(draw(61, items=300, raters=12, each=3, criteria=2).ratings)
    measure = np.array([rater.measure.value for rater in found.raters.values()])
    error = np.array([rater.measure.se for rater in found.raters.values()])
    true, mean_error = measure.var(ddof=1) - np.mean(error**2), np.mean(error**2)
    separation = found.raters.separation
    assert separation.separation == pytest.approx(np.sqrt(true / mean_error))
    assert separation.strata == pytest.approx((4 * np.sqrt(true / mean_error) + 1) / 3)
    assert separation.reliability == pytest.approx(true / (true + mean_error))
    assert separation.reliability == pytest.approx(separation.separation**2 / (1 + separation.separation**2))


def test_the_reliability_of_items_is_the_squared_correlation_with_the_truth():
    study = draw(62, items=1500, raters=12, each=2, criteria=2)
    found = many_facet_rasch(study.ratings)
    estimate = [item.measure.value for item in found.items.values()]
    truth = np.corrcoef(estimate, study.quality)[0, 1] ** 2
    assert found.items.separation.reliability == pytest.approx(truth, abs=0.03)


def test_the_test_of_equal_severity_holds_its_level_and_finds_differences():
    equal = [many_facet_rasch(draw(70 + s, items=150, raters=8, each=3, spread=0.0).ratings) for s in range(40)]
    p = np.array([found.raters.chi_square.p_value for found in equal])
    assert 0.3 < p.mean() < 0.7
    assert np.mean(p < 0.05) < 0.16
    unequal = many_facet_rasch(draw(70, items=150, raters=8, each=3, spread=0.8).ratings)
    assert unequal.raters.chi_square.p_value < 1e-6
    assert unequal.raters.chi_square.df == 7


def test_reviewers_who_are_equal_have_a_separation_of_0():
    found = many_facet_rasch(draw(71, items=60, raters=4, each=2, spread=0.0).ratings)
    assert 0 <= found.raters.separation.reliability < 0.6


def test_fair_scores_take_the_severity_of_the_reviewers_out():
    """Two halves of equal work, one rated by harsh and one by lenient reviewers who are linked by shared items."""
    rng = np.random.default_rng(8)
    quality = np.tile(rng.normal(0, 1, 200), 2)
    severity = np.array([0.8, 0.9, 1.0, -0.8, -0.9, -1.0])
    item, rater = [], []
    for i in range(400):
        chosen = [0, 1, 2] if i < 200 else [3, 4, 5]
        if i % 5 == 0:
            chosen = [0, 3, 5]
        item += [i] * 3
        rater += chosen
    item, rater = np.array(item), np.array(rater)
    level = choose(rng, quality[item] - severity[rater], 5)
    found = many_facet_rasch(FacetRatings.from_codes(item, rater, level, levels(5)))
    lone = [i for i in range(400) if i % 5]
    observed = np.array([found.items[str(i + 1)].observed for i in lone])
    fair = np.array([found.items[str(i + 1)].fair.value for i in lone])
    harsh = np.array(lone) < 200
    assert observed[~harsh].mean() - observed[harsh].mean() > 1.0
    assert abs(fair[~harsh].mean() - fair[harsh].mean()) < 0.2


def test_the_fair_score_of_an_item_is_its_expected_score_with_average_others():
    found = many_facet_rasch(draw(63, items=60, raters=5, each=3, criteria=2).ratings)
    cumulative = np.concatenate([[0], np.cumsum([step.threshold.value for step in found.steps])])
    item = found.items["7"]
    p = np.exp(np.arange(4) * item.measure.value - cumulative)
    assert item.fair.value == pytest.approx(float(p @ np.arange(1, 5) / p.sum()))
    assert item.fair.ci95[0] < item.fair.value < item.fair.ci95[1]
    rater = found.raters["2"]
    p = np.exp(np.arange(4) * (found.item_mean.value - rater.measure.value) - cumulative)
    assert rater.fair.value == pytest.approx(float(p @ np.arange(1, 5) / p.sum()))


def test_the_map_holds_every_measure_once_from_high_to_low():
    found = many_facet_rasch(draw(64, items=30, raters=4, each=3, criteria=2).ratings)
    marks = found.wright_map()
    assert len(marks) == 30 + 4 + 2 + 3
    assert [mark["measure"] for mark in marks] == sorted((mark["measure"] for mark in marks), reverse=True)
    assert {mark["facet"] for mark in marks} == {"item", "rater", "criterion", "step"}
    short = found.to_dict(items=False)
    assert short["items"] is None
    assert len(short["map"]) == 4 + 2 + 3
