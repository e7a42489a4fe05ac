"""Estimates against a naive likelihood, against the truth, and under changes that must not matter."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.agreement.rasch import FacetRatings, many_facet_rasch
from qa_service.agreement.records import Rating
from qa_service.agreement.scale import AgreementError, Scale
from tests.unit.agreement.rasch.simulated import draw, levels


def measures(facet):
    return np.array([element.measure.value for element in facet.values()])


def errors(facet):
    return np.array([element.measure.se for element in facet.values()])


def naive_log_likelihood(ratings, severity, cumulative, mean, sd):
    """One item at a time, one rating at a time, by Simpson's rule."""
    theta = np.linspace(-9, 9, 2001) * sd + mean
    weight = np.exp(-0.5 * ((theta - mean) / sd) ** 2) / (sd * math.sqrt(2 * math.pi))
    simpson = np.ones(theta.size)
    simpson[1:-1:2], simpson[2:-1:2] = 4, 2
    total = 0.0
    for i in range(len(ratings.items)):
        chance = np.ones(theta.size)
        for n in np.flatnonzero(ratings.item == i):
            t = theta - severity[ratings.rater[n]]
            p = np.exp(np.outer(t, np.arange(cumulative.size)) - cumulative)
            chance = chance * p[:, ratings.level[n]] / p.sum(axis=1)
        total += math.log(float((chance * weight * simpson).sum()) * (theta[1] - theta[0]) / 3)
    return total


def test_the_maximum_and_its_errors_are_those_of_a_naive_likelihood():
    ratings = draw(3, items=25, raters=4, each=3, size=3).ratings
    found = many_facet_rasch(ratings)
    steps = np.array([step.threshold.value for step in found.steps])
    at = np.array([*measures(found.raters)[:3], steps[0], found.item_mean.value, math.log(found.item_sd.value)])

    def height(x):
        severity = np.append(x[:3], -x[:3].sum())
        return naive_log_likelihood(ratings, severity, np.array([0.0, x[3], 0.0]), x[4], math.exp(x[5]))

    assert height(at) == pytest.approx(found.log_likelihood, abs=1e-7)
    h, unit = 1e-3, np.eye(at.size) * 1e-3
    slope = [(height(at + e) - height(at - e)) / (2 * h) for e in unit]
    assert slope == pytest.approx(np.zeros(at.size), abs=1e-4)
    curve = np.array(
        [
            [height(at + a + b) - height(at + a - b) - height(at - a + b) + height(at - a - b) for b in unit]
            for a in unit
        ]
    ) / (4 * h * h)
    covariance = np.linalg.inv(-curve)
    se = np.sqrt(np.diag(covariance))
    assert errors(found.raters)[:3] == pytest.approx(se[:3], abs=1e-4)
    assert errors(found.raters)[3] == pytest.approx(math.sqrt(covariance[:3, :3].sum()), abs=1e-4)
    assert found.item_mean.se == pytest.approx(se[4], abs=1e-4)
    assert found.item_sd.se == pytest.approx(se[5] * found.item_sd.value, abs=1e-4)
    pair = covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
    assert found.compare("1", "2").se == pytest.approx(math.sqrt(pair), abs=1e-4)


def test_severity_is_not_overstated_and_its_errors_are_honest():
    slopes, joint_slopes, z = [], [], []
    for seed in range(12):
        study = draw(100 + seed, items=250, raters=20, each=3, criteria=3, size=4, spread=0.8)
        found = many_facet_rasch(study.ratings)
        estimate = measures(found.raters)
        slopes.append(float(estimate @ study.severity / (study.severity @ study.severity)))
        joint = measures(many_facet_rasch(study.ratings, estimator="jml").raters)
        joint_slopes.append(float(joint @ study.severity / (study.severity @ study.severity)))
        z.extend(((estimate - study.severity) / errors(found.raters)).tolist())
    assert 0.97 < np.mean(slopes) < 1.03
    assert np.mean(joint_slopes) > 1.06, "joint estimation overstates"
    assert 0.9 < np.std(z) < 1.1


def test_partial_credit_recovers_the_difficulty_of_criteria_and_equals_rating_scale_where_thresholds_are_common():
    study = draw(7, items=1500, raters=10, each=3, criteria=3, size=4)
    scale, credit = many_facet_rasch(study.ratings), many_facet_rasch(study.ratings, model="partial_credit")
    assert measures(scale.criteria) == pytest.approx(study.difficulty, abs=0.08)
    assert measures(credit.criteria) == pytest.approx(study.difficulty, abs=0.08)
    assert measures(credit.raters) == pytest.approx(measures(scale.raters), abs=0.03)
    assert [step.threshold.value for step in credit.steps] == pytest.approx([-1.2, 0.0, 1.2] * 3, abs=0.3)
    assert [step.criterion for step in credit.steps][::3] == ["1", "2", "3"]
    assert credit.log_likelihood > scale.log_likelihood


def test_items_are_posterior_means_with_honest_spread():
    study = draw(8, items=800, raters=12, each=3, criteria=2)
    found = many_facet_rasch(study.ratings)
    off = measures(found.items) - study.quality
    assert np.std(off / errors(found.items)) == pytest.approx(1.0, abs=0.06)
    inside = [
        item.measure.ci95[0] < truth < item.measure.ci95[1]
        for item, truth in zip(found.items.values(), study.quality, strict=True)
    ]
    assert 0.92 < np.mean(inside) < 0.98


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 50))
def test_order_and_names_do_not_matter(shuffle, seed):
    ratings = draw(seed, items=40, raters=5, each=3, criteria=2).ratings
    rng = np.random.default_rng(shuffle)
    order = rng.permutation(ratings.n)
    again = FacetRatings.from_columns(
        [f"item {ratings.items[i]}" for i in ratings.item[order]],
        [f"rater {ratings.raters[r]}" for r in ratings.rater[order]],
        [int(level) + 1 for level in ratings.level[order]],
        levels(4),
        [f"criterion {ratings.criteria[c]}" for c in ratings.criterion[order]],
    )
    one, two = many_facet_rasch(ratings), many_facet_rasch(again)
    assert one.withheld == two.withheld
    for name in one.raters:
        a, b = one.raters[name], two.raters[f"rater {name}"]
        assert a.measure.value == pytest.approx(b.measure.value, abs=1e-6)
        assert a.measure.se == pytest.approx(b.measure.se, abs=1e-6)
        assert a.fit.outfit == pytest.approx(b.fit.outfit, abs=1e-6)
        assert a.fair.value == pytest.approx(b.fair.value, abs=1e-6)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 50))
def test_turning_the_scale_over_turns_every_measure_over(seed):
    ratings = draw(seed, items=60, raters=5, each=3, criteria=2).ratings
    turned = FacetRatings.from_codes(ratings.item, ratings.rater, 3 - ratings.level, levels(4), ratings.criterion)
    one, two = many_facet_rasch(ratings), many_facet_rasch(turned)
    assert measures(one.raters) == pytest.approx(-measures(two.raters), abs=1e-6)
    assert measures(one.items) == pytest.approx(-measures(two.items), abs=1e-6)
    assert [r.fair.value for r in one.raters.values()] == pytest.approx(
        [5 - r.fair.value for r in two.raters.values()], abs=1e-6
    )


@pytest.mark.parametrize("unit", [1e-100, 1e-3, 1.0, 1e99])
def test_scores_of_any_size_change_the_units_alone(unit):
    ratings = draw(5, items=50, raters=4, each=3, criteria=2).ratings
    labels = tuple(repr(k * unit) for k in (1, 2, 3, 4))
    sized = FacetRatings.from_codes(
        ratings.item, ratings.rater, ratings.level, Scale("ordinal", labels), ratings.criterion
    )
    one, two = many_facet_rasch(ratings), many_facet_rasch(sized)
    assert measures(one.raters) == pytest.approx(measures(two.raters))
    for name in one.raters:
        assert two.raters[name].fair.value / unit == pytest.approx(one.raters[name].fair.value)
        assert two.raters[name].fair.ci95[0] / unit == pytest.approx(one.raters[name].fair.ci95[0])
        assert two.raters[name].observed / unit == pytest.approx(one.raters[name].observed)


def test_a_level_that_nobody_used_stays_in_the_scale():
    ratings = draw(5, items=80, raters=5, each=3, criteria=2).ratings
    # Levels 1 to 4 become 2, 3, 5, 6 of seven.
    wide = FacetRatings.from_codes(
        ratings.item, ratings.rater, np.array([1, 2, 4, 5])[ratings.level], levels(7), ratings.criterion
    )
    found = many_facet_rasch(wide)
    reasons = [step.threshold.withheld for step in found.steps]
    assert [reason is None for reason in reasons] == [False, True, False, False, True, False]
    assert reasons[0] == "unused_level: nobody used 1"
    for element in found.raters.values():
        assert 2 < element.fair.ci95[0] < element.fair.value < element.fair.ci95[1] < 6
    # A gap makes two steps of one: the logits between the levels around it are shared by both.
    close = many_facet_rasch(ratings)
    assert np.corrcoef(measures(found.raters), measures(close.raters))[0, 1] > 0.99


def test_unused_levels_at_the_ends_change_no_figure():
    ratings = draw(5, items=80, raters=5, each=3, criteria=2).ratings
    labels = Scale("ordinal", tuple("01234567"))
    wide = FacetRatings.from_codes(ratings.item, ratings.rater, ratings.level + 1, labels, ratings.criterion)
    one, two = many_facet_rasch(ratings), many_facet_rasch(wide)
    assert measures(one.raters) == pytest.approx(measures(two.raters), abs=1e-12)
    assert [r.fair.value for r in one.raters.values()] == pytest.approx([r.fair.value for r in two.raters.values()])
    assert [step.threshold.value is None for step in two.steps] == [True, False, False, False, True, True, True]


def test_repeated_ratings_count_each():
    ratings = draw(2, items=40, raters=4, each=3).ratings
    twice = FacetRatings.from_codes(
        np.tile(ratings.item, 2), np.tile(ratings.rater, 2), np.tile(ratings.level, 2), levels(4)
    )
    found = many_facet_rasch(twice)
    assert found.withheld is None
    assert all(
        twice_n.n == 2 * once.n
        for twice_n, once in zip(found.raters.values(), many_facet_rasch(ratings).raters.values(), strict=True)
    )


def test_items_that_do_not_differ_have_no_spread():
    rng = np.random.default_rng(4)
    item, rater = np.repeat(np.arange(100), 4), np.tile(np.arange(4), 100)
    # Each item gets the same levels in another order: it varies less than chance.
    level = np.concatenate([rng.permutation([0, 1, 1, 2]) for _ in range(100)])
    found = many_facet_rasch(FacetRatings.from_codes(item, rater, level, levels(3)))
    assert found.item_sd.value == 0.0
    assert found.item_sd.se is None
    assert all(rater.measure.se > 0 for rater in found.raters.values())


def test_records_and_columns_give_the_same():
    rows = [
        Rating("a", "ann", 3, criterion="style"),
        Rating("a", "bob", 2, criterion="style"),
        Rating("b", "ann", None, criterion="style"),
    ]
    ratings = FacetRatings.from_records(rows, levels(4))
    assert (ratings.items, ratings.raters, ratings.criteria) == (("a",), ("ann", "bob"), ("style",))
    assert ratings.level.tolist() == [2, 1]
    assert ratings.site is None


def test_defects_of_the_records_are_named():
    with pytest.raises(AgreementError) as error:
        FacetRatings.from_records([Rating("a", "ann", 9), Rating("a", "bob", 2)], levels(4))
    assert [problem.pointer for problem in error.value.problems] == ["/ratings/0/value"]
    with pytest.raises(AgreementError) as error:
        FacetRatings.from_records([Rating("a", "ann", 1, criterion="x"), Rating("a", "bob", 2)], levels(4))
    assert [problem.pointer for problem in error.value.problems] == ["/ratings/1/criterion"]
    with pytest.raises(AgreementError):
        FacetRatings.from_codes([0], [0], [7], levels(4))


def test_wrong_calls_are_refused():
    ratings = draw(1, items=20, raters=3, each=2).ratings
    with pytest.raises(ValueError, match="rating_scale or partial_credit"):
        many_facet_rasch(ratings, model="graded")
    with pytest.raises(ValueError, match="mml or jml"):
        many_facet_rasch(ratings, estimator="cml")
    with pytest.raises(ValueError, match="scale"):
        many_facet_rasch([Rating("a", "ann", 1)])
    with pytest.raises(ValueError, match="different lengths"):
        FacetRatings.from_columns(["a"], ["x", "y"], [1], levels(2))
    with pytest.raises(ValueError, match="not among"):
        many_facet_rasch(ratings).compare("1", "nobody")
