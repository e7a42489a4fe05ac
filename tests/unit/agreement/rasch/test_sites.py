"""Paired differences of sites, the tests of Mantel and Haenszel, and differential functioning."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.agreement.rasch import (
    FacetRatings,
    differential_functioning,
    mantel_haenszel,
    ordinal_mantel,
    site_differences,
)
from qa_service.agreement.scale import Scale
from tests.unit.agreement.rasch.simulated import choose, levels


def test_admissions_of_bickel_1975(known):
    table = known("mfrm_mantel_admissions")
    counts = np.array(table["tables"])[:, :, ::-1]
    found = mantel_haenszel(counts)
    expected = table["results"]
    assert found.odds_ratio.value == pytest.approx(expected["odds_ratio"], abs=1e-9)
    assert found.odds_ratio.ci95 == pytest.approx(expected["ci95"], abs=1e-9)
    assert found.delta.se / 2.35 == pytest.approx(expected["log_odds_se"], abs=1e-9)
    assert found.chi_square.value == pytest.approx(expected["chi_square_corrected"], abs=1e-9)
    assert found.chi_square.p_value == pytest.approx(expected["p_corrected"], abs=1e-9)
    assert (found.grade, found.strata, found.n) == ("A", 6, 4526)
    ordinal = ordinal_mantel(counts)
    assert ordinal.chi_square.value == pytest.approx(expected["chi_square"], abs=1e-9)
    assert ordinal.chi_square.p_value == pytest.approx(expected["p"], abs=1e-9)


def naive_mantel(table):
    """Mean and variance of the focal sum over all ways to deal the ratings out, stratum by stratum."""
    off = variance = 0.0
    for reference, focal in table:
        scores = np.repeat(np.arange(len(reference)), np.array(reference) + focal)
        n, n_focal = len(scores), sum(focal)
        if 0 < n_focal < n:
            off += float(np.dot(np.arange(len(focal)), focal)) - n_focal * scores.mean()
            variance += n_focal * (n - n_focal) / n * scores.var(ddof=1)
    return off**2 / variance if variance > 1e-12 else None


tables = st.lists(
    st.lists(st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=2, max_size=2), min_size=1, max_size=5
)


@settings(max_examples=80, deadline=None)
@given(tables)
def test_mantel_is_the_permutation_test_of_the_strata(table):
    found = ordinal_mantel(table)
    expected = naive_mantel(table)
    json.dumps(found.to_dict(), allow_nan=False)
    if expected is None:
        assert found.chi_square.withheld.split(":")[0] in ("no_pairable_units", "no_variation")
        assert found.grade is None
    else:
        assert found.chi_square.value == pytest.approx(expected, rel=1e-6, abs=1e-9)
        swapped = ordinal_mantel(np.array(table)[:, ::-1])
        assert swapped.chi_square.value == pytest.approx(found.chi_square.value, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=2, max_size=2), max_size=4, min_size=1
    )
)
def test_odds_ratio_turns_over_with_the_groups(table):
    one, two = mantel_haenszel(table), mantel_haenszel(np.array(table)[:, ::-1])
    json.dumps(one.to_dict(), allow_nan=False)
    assert (one.odds_ratio.value is None) == (two.odds_ratio.value is None)
    if one.odds_ratio.value is not None:
        assert one.odds_ratio.value * two.odds_ratio.value == pytest.approx(1.0)
        assert one.delta.se == pytest.approx(two.delta.se)
        assert one.delta.value == pytest.approx(-2.35 * math.log(one.odds_ratio.value))


def test_classes_of_size():
    def grade(shift, n):
        odds = math.exp(shift / -2.35)
        return mantel_haenszel([[[n, n * odds], [n, n]]] * 4).grade

    assert [grade(d, 500) for d in (0.0, -0.9, -1.3, -2.4)] == ["A", "A", "B", "C"]
    assert grade(-2.4, 3) == "A", "not significant"
    even, low, lower = [20, 20, 20], [23, 20, 17], [35, 20, 5]
    assert [ordinal_mantel([[even, other]] * 9).grade for other in (even, low, lower)] == ["AA", "AA", "CC"]


def test_the_difference_of_scores_is_in_score_units_and_the_effect_is_not():
    table = [[[10, 20, 30], [20, 20, 20]], [[5, 15, 40], [10, 20, 30]]]
    one, two = ordinal_mantel(table, [1, 2, 3]), ordinal_mantel(table, [1e90, 2e90, 3e90])
    assert one.difference.value == pytest.approx(-(60 * (140 - 120) / 60 + 60 * (155 - 140) / 60) / 120)
    assert two.difference.value / 1e90 == pytest.approx(one.difference.value)
    assert two.effect.value == pytest.approx(one.effect.value)
    assert two.chi_square.value == pytest.approx(one.chi_square.value)


def test_wrong_tables_are_refused():
    with pytest.raises(ValueError, match="strata x 2 groups"):
        mantel_haenszel([[1, 2], [3, 4]])
    with pytest.raises(ValueError, match="from 0"):
        ordinal_mantel([[[1, -2], [3, 4]]])
    with pytest.raises(ValueError, match="scores"):
        ordinal_mantel([[[1, 2], [3, 4]]], [1])


def test_sites_are_compared_on_shared_items_alone():
    scale = Scale("ordinal", ("1", "2", "3", "4", "5"))
    rows = [
        ("a", "north", "x", 4), ("a", "south", "x", 2), ("a", "north", "y", 5), ("a", "south", "y", 4),
        ("b", "north", "x", 3), ("b", "south", "x", 3), ("b", "south", "y", 1),
        ("c", "north", "x", 5), ("c", "south", "x", 3), ("c", "south", "x", 5),
        ("d", "north", "x", 1), ("e", "south", "x", 1), ("e", "west", "x", 1),
    ]  # fmt: skip
    items, sites, criteria, values = map(list, zip(*rows, strict=True))
    ratings = FacetRatings.from_columns(items, [f"r{i}" for i in range(13)], values, scale, criteria, sites)
    found = {(pair.first, pair.second): pair for pair in site_differences(ratings)}
    # By item: a (2 + 1) / 2, b 0, c 1.
    first = found["north", "south"]
    off = np.array([1.5, 0.0, 1.0])
    assert first.difference.n == 3
    assert first.difference.value == pytest.approx(off.mean())
    assert first.difference.se == pytest.approx(off.std(ddof=1) / math.sqrt(3))
    assert first.difference.ci95[0] < 0 < first.difference.ci95[1]
    assert found["north", "west"].difference.withheld == "too_few_items: n = 0 < 2"
    assert found["south", "west"].difference.withheld == "too_few_items: n = 1 < 2"
    assert first.p_adjusted == pytest.approx(first.p_value)
    assert found["north", "west"].p_adjusted is None


def test_sites_that_differ_alike_on_every_item_have_no_interval():
    scale = levels(4)
    columns = ["a", "a", "b", "b"], ["x", "y"] * 2, [3, 2, 4, 3]
    found = site_differences(FacetRatings.from_columns(*columns, scale, sites=["n", "s"] * 2))[0]
    assert found.difference.value == 1.0
    assert found.difference.ci95 is None
    assert found.p_value is None


def test_without_sites_or_order_there_is_nothing_to_compare():
    assert site_differences(FacetRatings.from_codes([0, 1], [0, 0], [0, 1], levels(2))) == ()
    nominal = FacetRatings.from_codes([0, 0], [0, 1], [0, 2], Scale("nominal", ("a", "b", "c")), None, [0, 1])
    assert site_differences(nominal)[0].difference.withheld.startswith("needs_ordered_levels")


def work(seed, size, against=0.0, items=800):
    """Work of two groups, of which the second is poorer; criterion 1 is harder for it by ``against`` logits."""
    rng = np.random.default_rng(seed)
    group = np.arange(items) % 2
    quality = rng.normal(0, 1, items) - 0.5 * group
    item, criterion = np.repeat(np.arange(items), 6), np.tile(np.arange(6), items)
    distance = quality[item] - against * (group[item] == 1) * (criterion == 0)
    level = choose(rng, distance, size)
    ratings = FacetRatings.from_codes(item, rng.integers(0, 5, item.size), level, levels(size), criterion)
    return ratings, {name: ("home", "abroad")[i % 2] for i, name in enumerate(ratings.items)}


@pytest.mark.parametrize("size", [2, 4])
def test_a_criterion_that_costs_one_group_more_is_found(size):
    ratings, group = work(1, size, against=1.0)
    found = differential_functioning(ratings, group, reference="home")
    first, rest = found[0], found[1:]
    assert (first.criterion, first.reference, first.focal) == ("1", "home", "abroad")
    assert first.p_adjusted < 1e-4
    assert first.test.grade in ("B", "C", "BB", "CC")
    low = first.test.delta if size == 2 else first.test.difference
    assert low.value < 0
    assert all(other.p_adjusted > first.p_adjusted for other in rest)


@pytest.mark.parametrize("size", [2, 4])
def test_poorer_work_alone_is_no_differential_functioning(size):
    found = [f for seed in range(12) for f in differential_functioning(*work(10 + seed, size, items=300))]
    p = np.array([f.test.chi_square.p_value for f in found])
    assert np.mean(p < 0.05) < 0.13
    assert 0.35 < p.mean() < 0.7


def test_quality_may_come_from_elsewhere():
    ratings, group = work(3, 4, against=1.0, items=200)
    one = ratings.criterion == 0
    alone = FacetRatings.from_codes(ratings.item[one], ratings.rater[one], ratings.level[one], levels(4))
    assert differential_functioning(alone, group)[0].withheld.startswith("too_few_raters_or_items")
    known_quality = {name: float(i % 20) for i, name in enumerate(alone.items)}
    found = differential_functioning(alone, group, matching=known_quality, strata=5)
    assert found[0].test.strata <= 5
    assert found[0].withheld is None


def test_groups_are_checked():
    ratings, group = work(4, 4, items=40)
    assert differential_functioning(ratings, dict.fromkeys(ratings.items, "one")) == ()
    with pytest.raises(ValueError, match="not a group"):
        differential_functioning(ratings, group, reference="nowhere")
    with pytest.raises(ValueError, match="2 or more"):
        differential_functioning(ratings, group, strata=1)
