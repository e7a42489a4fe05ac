"""Figures from sums of scores equal those from the scores, and sums add up and come off exactly."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.agreement import Ratings, Scale, coefficients
from qa_service.agreement.catalogue import from_summary
from qa_service.agreement.score_moments import (
    UNITS,
    PairOfScorers,
    ScoreSummary,
    add_sums,
    in_units,
    item_sums,
    pair_sums,
    rater_sums,
)

INTERVAL = Scale("interval")
NAMES = ["percent_exact", "krippendorff_alpha_interval", "icc_1_1", "icc_1_k", "icc_2_1", "icc_2_k"]
COMPLETE = [*NAMES, "icc_3_1", "icc_3_k"]
# Steps of a tenth: where scores differ by a millionth of their size, floats and exact sums round apart.
score = st.integers(-1000, 1000).map(lambda tenths: tenths * UNITS // 10) | st.sampled_from([0, UNITS, 2 * UNITS])
rows = st.lists(st.lists(st.none() | score, min_size=3, max_size=3), min_size=2, max_size=12)


def ledger(matrix):
    items, raters = {}, {}
    for row in matrix:
        given_scores = [u for u in row if u is not None]
        if given_scores:
            size = len(given_scores)
            items[size] = add_sums([items.get(size, (0,) * 12), item_sums(given_scores)])
        for rater, u in enumerate(row, 1):
            if u is not None:
                raters[str(rater)] = add_sums([raters.get(str(rater), (0,) * 12), rater_sums(u)])
    return items, raters


def both(matrix, names):
    values = [[None if u is None else u / UNITS for u in row] for row in matrix]
    direct = coefficients(Ratings.from_matrix(values, INTERVAL), names, min_items=1)
    return direct, from_summary(ScoreSummary(INTERVAL, *ledger(matrix)), names, 1)


def close(first, second):
    return first == second or (
        first is not None and second is not None and math.isclose(first, second, rel_tol=1e-7, abs_tol=1e-7)
    )


@settings(max_examples=150, deadline=None)
@given(rows)
def test_figures_from_sums_equal_figures_from_scores(matrix):
    complete = all(u is not None for row in matrix for u in row)
    direct, summed = both(matrix, COMPLETE if complete else NAMES)
    for name, one in direct.items():
        other = summed[name]
        assert (one.withheld or "").partition(":")[0] == (other.withheld or "").partition(":")[0], name
        assert close(one.value, other.value), (name, one, other)
        if complete or not name.startswith("icc"):  # else their error needs the scores
            assert close(one.se, other.se), (name, one, other)
        assert (one.n_items, one.n_pairs, one.coverage) == (other.n_items, other.n_pairs, other.coverage)


def test_scores_far_from_zero_lose_nothing():
    base = 10**9 * UNITS
    near = [[1, 2, 3], [4, 4, 6], [2, 3, 2], [7, 9, 8], [5, 5, 5]]
    _, here = both([[u * UNITS for u in row] for row in near], COMPLETE)
    _, far = both([[base + u * UNITS for u in row] for row in near], COMPLETE)
    for name in COMPLETE:
        assert far[name].value == pytest.approx(here[name].value, abs=1e-12)
        assert far[name].se == (None if here[name].se is None else pytest.approx(here[name].se, abs=1e-12))


def test_huge_scores_do_not_overflow():
    _, here = both([[u * UNITS for u in row] for row in ([1, 2], [5, 4], [9, 9], [3, 1])], COMPLETE)
    _, huge = both([[u * UNITS * 10**98 for u in row] for row in ([1, 2], [5, 4], [9, 9], [3, 1])], COMPLETE)
    for name in COMPLETE:
        assert huge[name].value == pytest.approx(here[name].value, rel=1e-9)


@given(
    st.lists(st.lists(score, min_size=1, max_size=4), min_size=1, max_size=6), st.lists(score, min_size=1, max_size=4)
)
def test_what_was_added_comes_off_without_a_trace(items, extra):
    before = add_sums(map(item_sums, items))
    after = add_sums([before, item_sums(extra)])
    assert add_sums([after, tuple(-x for x in item_sums(extra))]) == before


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "ratio"])
def test_other_metrics_need_the_scores(metric):
    name = f"krippendorff_alpha_{metric}"
    scale = Scale("ratio")
    found = from_summary(ScoreSummary(scale, *ledger([[1, 2], [3, 3], [5, 4]])), [name], 1)[name]
    assert found.value is None
    assert found.withheld.startswith("needs_items")


def test_no_scores_at_all():
    found = from_summary(ScoreSummary(INTERVAL, {}, {}), COMPLETE, 1)
    assert {figure.withheld for figure in found.values()} == {"no_ratings: every rating is missing"}


def test_two_scorers_in_scale_units():
    sums = add_sums(pair_sums(in_units(a), in_units(b)) for a, b in ((70, 72.5), (80, 80), (60, 61)))
    found = PairOfScorers.of(sums)
    assert (found.n, found.exact) == (3, pytest.approx(1 / 3))
    assert found.mean_difference == pytest.approx(-3.5 / 3)
    assert found.sd_difference == pytest.approx(1.2583057)
    assert PairOfScorers.of(pair_sums(in_units("1.5"), in_units("1"))).sd_difference is None


@pytest.mark.parametrize(("text", "units"), [("1.5", 1_500_000), ("-2", -2_000_000), ("1e-06", 1), (0.1, 100_000)])
def test_units(text, units):
    assert in_units(text) == units
