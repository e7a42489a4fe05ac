"""Who cannot be compared, who cannot be measured, and what is withheld."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.agreement.rasch import FacetRatings, differential_functioning, interaction, many_facet_rasch
from qa_service.agreement.rasch.links import find_links, subsets_of_pairs
from qa_service.agreement.scale import Scale
from tests.unit.agreement.rasch.simulated import choose, draw, levels


def apart(seed=1, shift=0.0):
    """Reviewers 1-6 and 8 on items 1-60, reviewers 7 and 9 on items 61-80."""
    rng = np.random.default_rng(seed)
    quality = rng.normal(0, 1, 80)
    severity = rng.normal(0, 0.5, 9)
    severity[[6, 8]] += shift
    item, rater = [], []
    for i in range(80):
        chosen = rng.choice([0, 1, 2, 3, 4, 5, 7], 3, replace=False) if i < 60 else [6, 8]
        item += [i] * len(chosen)
        rater += list(chosen)
    item, rater = np.array(item), np.array(rater)
    level = choose(rng, quality[item] - severity[rater], 4)
    return FacetRatings.from_codes(item, rater, level, levels(4))


def test_reviewers_without_overlap_are_named_in_a_sentence():
    found = many_facet_rasch(apart())
    assert (
        found.disconnected == "disconnected: reviewers 7 and 9 never overlap with the rest: severity is not comparable"
    )
    assert found.subsets == (("1", "2", "3", "4", "5", "6", "8"), ("7", "9"))
    assert {name: element.subset for name, element in found.raters.items()}["9"] == 2
    assert found.raters["7"].measure.value == pytest.approx(-found.raters["9"].measure.value)
    assert sum(found.raters[name].measure.value for name in found.subsets[0]) == pytest.approx(0.0, abs=1e-9)
    assert found.items["80"].subset == 2
    across, within = found.compare("1", "7"), found.compare("7", "9")
    assert across.value is None
    assert across.withheld == found.disconnected
    assert within.value == pytest.approx(2 * found.raters["7"].measure.value)
    assert found.item_mean.withheld == found.disconnected


def test_a_test_of_all_reviewers_compares_within_subsets():
    found = many_facet_rasch(apart())
    assert found.raters.chi_square.df == 9 - 2
    assert found.raters.separation.n == 9


def test_a_reviewer_alone_on_own_items_is_withheld():
    item, rater = np.repeat(np.arange(40), 2), np.tile([0, 1], 40)
    item, rater = np.append(item, np.arange(40, 60)), np.append(rater, np.full(20, 2))
    level = choose(np.random.default_rng(3), np.random.default_rng(4).normal(0, 1, 60)[item], 4)
    found = many_facet_rasch(FacetRatings.from_codes(item, rater, level, levels(4)))
    assert found.raters["3"].measure.value is None
    assert found.raters["3"].measure.withheld.startswith("disconnected: reviewer 3 never overlaps with the rest")
    assert found.raters["1"].measure.value is not None


def test_reviewers_tied_to_one_criterion_each_are_confounded_with_it():
    study = draw(5, items=60, raters=2, each=2, criteria=2)
    r = study.ratings
    own = r.rater == r.criterion
    only = FacetRatings.from_codes(r.item[own], r.rater[own], r.level[own], levels(4), r.criterion[own])
    found = many_facet_rasch(only)
    assert found.disconnected.startswith("disconnected: reviewer")
    assert all(rater.measure.value is None for rater in found.raters.values())
    assert all(criterion.measure.value is None for criterion in found.criteria.values())
    assert all(item.measure.value is not None for item in found.items.values())


def test_criteria_of_separate_items_are_not_compared():
    study = draw(6, items=80, raters=4, each=3, criteria=2)
    r = study.ratings
    own = r.item % 2 == r.criterion
    found = many_facet_rasch(
        FacetRatings.from_codes(r.item[own], r.rater[own], r.level[own], levels(4), r.criterion[own])
    )
    assert "criterion" in found.disconnected
    assert all(rater.measure.value is not None for rater in found.raters.values())
    assert {item.subset for item in found.items.values()} == {1, 2}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5)), min_size=1, max_size=25))
def test_subsets_are_those_of_a_naive_search(pairs):
    left, right = np.array(pairs).T
    items, raters = subsets_of_pairs(left, right, 10, 6)
    groups = []
    for i, r in pairs:
        touched = [group for group in groups if ("i", i) in group or ("r", r) in group]
        groups = [group for group in groups if group not in touched] + [{("i", i), ("r", r)}.union(*touched)]
    for group in groups:
        labels = {int(items[k]) if kind == "i" else int(raters[k]) for kind, k in group}
        assert len(labels) == 1
    assert len({int(items[i]) for i in left}) == len(groups)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 4), st.integers(0, 2)), min_size=1, max_size=30),
)
def test_comparable_means_estimable(rows):
    """Two reviewers are in one subset exactly when their difference is in the row space of the design."""
    item, rater, criterion = (np.unique(column, return_inverse=True)[1] for column in np.array(rows).T)
    sizes = item.max() + 1, rater.max() + 1, criterion.max() + 1
    found = find_links(item, rater, criterion, *(int(size) for size in sizes))
    design = np.hstack([np.eye(size)[code] for size, code in zip(sizes, (item, rater, criterion), strict=True)])
    rank = np.linalg.matrix_rank(design)
    for first, subsets in ((sizes[0], found.raters), (sizes[0] + sizes[1], found.criteria), (0, found.items)):
        for a in range(subsets.size):
            for b in range(a):
                contrast = np.zeros(design.shape[1])
                contrast[first + a], contrast[first + b] = 1, -1
                estimable = np.linalg.matrix_rank(np.vstack([design, contrast])) == rank
                assert (subsets[a] == subsets[b]) == estimable


def test_an_extreme_reviewer_is_measured_inside_the_scale_and_leaves_the_others_alone():
    ratings = draw(9, items=100, raters=6, each=3, criteria=2).ratings
    kind = np.where(ratings.rater == 5, 3, ratings.level)
    found = many_facet_rasch(FacetRatings.from_codes(ratings.item, ratings.rater, kind, levels(4), ratings.criterion))
    others = ratings.rater != 5
    without = many_facet_rasch(
        FacetRatings.from_codes(
            ratings.item[others], ratings.rater[others], ratings.level[others], levels(4), ratings.criterion[others]
        )
    )
    extreme = found.raters["6"]
    assert extreme.extreme == "highest"
    assert extreme.measure.value < min(found.raters[name].measure.value for name in "12345")
    assert extreme.measure.se > max(found.raters[name].measure.se for name in "12345")
    assert extreme.fit.infit is None
    assert extreme.fit.withheld.startswith("no_variation")
    for name in "12345":
        assert found.raters[name].measure.value == pytest.approx(without.raters[name].measure.value, abs=1e-7)
    assert found.raters.chi_square.df == 4
    assert "0.3" in extreme.measure.method


def test_the_measure_of_an_extreme_reviewer_solves_its_equation():
    """Known items: the severity at which 10 ratings of average items expect 0.3 of a level."""
    ratings = draw(9, items=300, raters=6, each=3).ratings
    level = np.where(ratings.rater == 5, 0, ratings.level)
    found = many_facet_rasch(FacetRatings.from_codes(ratings.item, ratings.rater, level, levels(4)), estimator="jml")
    severity = found.raters["6"].measure.value
    cumulative = np.concatenate([[0], np.cumsum([step.threshold.value for step in found.steps])])
    total = 0.0
    for n in np.flatnonzero(ratings.rater == 5):
        item = found.items[ratings.items[ratings.item[n]]]
        if item.extreme is None:
            p = np.exp(np.arange(4) * (item.measure.value - severity) - cumulative)
            total += float(p @ np.arange(4) / p.sum())
    assert total == pytest.approx(0.3, abs=1e-6)


def test_extreme_items_have_a_natural_measure_in_marginal_and_an_adjusted_one_in_joint_estimation():
    ratings = draw(10, items=60, raters=5, each=3, size=3).ratings
    level = np.where(ratings.item == 0, 2, ratings.level)
    top = FacetRatings.from_codes(ratings.item, ratings.rater, level, levels(3))
    marginal, joint = many_facet_rasch(top), many_facet_rasch(top, estimator="jml")
    assert marginal.items["1"].extreme is None
    assert joint.items["1"].extreme == "highest"
    for found in (marginal, joint):
        assert found.items["1"].measure.value > np.median([item.measure.value for item in found.items.values()])
        assert 2 < found.items["1"].fair.value < 3


def test_an_extreme_criterion_is_measured_and_a_constant_one_is_withheld():
    r = draw(11, items=80, raters=5, each=3, criteria=3).ratings
    easy = np.where(r.criterion == 2, 3, r.level)
    found = many_facet_rasch(FacetRatings.from_codes(r.item, r.rater, easy, levels(4), r.criterion))
    assert found.criteria["3"].extreme == "highest"
    assert found.criteria["3"].measure.value < found.criteria["1"].measure.value
    credit = many_facet_rasch(
        FacetRatings.from_codes(r.item, r.rater, easy, levels(4), r.criterion), model="partial_credit"
    )
    assert credit.criteria["3"].measure.withheld.startswith("no_variation")
    assert credit.criteria["1"].measure.value is not None


def test_near_perfect_agreement_has_no_finite_estimate():
    item, rater = np.repeat(np.arange(20), 3), np.tile(np.arange(3), 20)
    found = many_facet_rasch(FacetRatings.from_codes(item, rater, np.repeat(np.arange(20) % 4, 3), levels(4)))
    assert found.withheld.startswith("not_converged: reviewers agree")
    assert found.raters["1"].measure.withheld == found.withheld


DEGENERATE = {
    "no_ratings": ([0, 0], [0, 1], [-1, -1], levels(3)),
    "no_variation": ([0, 0, 1, 1], [0, 1, 0, 1], [2, 2, 2, 2], levels(3)),
    "too_few_items": ([0, 0, 0], [0, 1, 2], [0, 1, 2], levels(3)),
    "needs_ordered_levels": ([0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 2, 1], Scale("nominal", ("a", "b", "c"))),
    "too_many_levels": (list(range(600)), [0] * 600, list(range(600)), levels(600)),
}


@pytest.mark.parametrize("code", DEGENERATE)
@pytest.mark.parametrize("estimator", ["mml", "jml"])
def test_degenerate_ratings_are_withheld_with_a_reason(code, estimator):
    item, rater, level, scale = DEGENERATE[code]
    found = many_facet_rasch(FacetRatings.from_codes(item, rater, level, scale), estimator=estimator)
    assert found.withheld.split(":")[0] == code
    assert found.log_likelihood is None
    for facet in (found.items, found.raters):
        assert all(element.measure.withheld == found.withheld for element in facet.values())
        assert facet.separation.withheld == found.withheld
    assert interaction(found, "site").withheld == found.withheld
    assert json.loads(json.dumps(found.to_dict(), allow_nan=False))["withheld"] == found.withheld


def test_numbers_without_levels_are_withheld():
    ratings = FacetRatings.from_columns(["a", "a"], ["x", "y"], [1.5, 2.5], Scale("interval"))
    assert many_facet_rasch(ratings).withheld.startswith("needs_levels")
    assert differential_functioning(ratings, {"a": "g"}) == ()


def test_one_reviewer_has_nobody_to_be_compared_with():
    r = draw(12, items=80, raters=1, each=1, criteria=3).ratings
    found = many_facet_rasch(r)
    assert found.raters["1"].measure.withheld.startswith("needs_two_raters")
    assert found.raters.chi_square.withheld.startswith("too_few_raters_or_items")
    assert all(criterion.measure.value is not None for criterion in found.criteria.values())


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 1), st.integers(0, 3)), min_size=1, max_size=25
    ),
    st.sampled_from(["rating_scale", "partial_credit"]),
    st.sampled_from(["mml", "jml"]),
)
def test_any_ratings_give_finite_figures_or_a_reason(rows, model, estimator):
    item, rater, criterion, level = np.array(rows).T
    found = many_facet_rasch(
        FacetRatings.from_codes(item, rater, level, levels(4), criterion), model=model, estimator=estimator
    )
    json.dumps(found.to_dict(), allow_nan=False)
    json.dumps(interaction(found).to_dict(), allow_nan=False)
    for facet in (found.items, found.raters, found.criteria):
        for element in facet.values():
            assert (element.measure.value is None) == (element.measure.withheld is not None)
            assert (element.fair.value is None) == (element.fair.withheld is not None)
            if element.fair.value is not None:
                assert 1 <= element.fair.ci95[0] <= element.fair.value <= element.fair.ci95[1] <= 4
