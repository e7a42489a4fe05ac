"""Marginal homogeneity and symmetry of the table of two raters."""

from __future__ import annotations

from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from qa_service.agreement import Ratings, Scale
from qa_service.agreement.square_tables.homogeneity import (
    holm,
    homogeneity_of_pairs,
    level_tests,
    marginal_homogeneity,
)
from qa_service.agreement.square_tables.many_levels import bhapkar, bowker, mcnemar, stuart_maxwell
from qa_service.agreement.square_tables.two_levels import mcnemar_counts

TESTS = {"stuart_maxwell": stuart_maxwell, "bhapkar": bhapkar, "bowker": bowker}
tables = st.integers(2, 5).flatmap(lambda k: arrays(np.int64, (k, k), elements=st.integers(0, 12)))


@pytest.mark.parametrize(("table", "test"), list(product(("vision", "clinicians"), TESTS)))
def test_textbook_tables(known, table, test):
    book = known("agresti_tables")
    found = TESTS[test](book[table])
    statistic, df, p_value = book["results"][table][test]
    assert found.statistic == pytest.approx(statistic, abs=1e-9)
    assert found.df == df
    assert found.p_value == pytest.approx(p_value, rel=1e-9)
    assert found.n == int(np.sum(book[table]))


def test_voters_asked_twice(known):
    book = known("agresti_tables")
    results = book["results"]["twice"]
    assert mcnemar(book["twice"], "chi2").statistic == pytest.approx(results["chi2"], abs=1e-9)
    assert mcnemar(book["twice"], "corrected").statistic == pytest.approx(results["corrected"], abs=1e-4)
    assert mcnemar(book["twice"]).p_value == pytest.approx(results["exact_two_sided"], rel=1e-3)


@given(st.integers(0, 25), st.integers(0, 25))
def test_exact_mcnemar_is_the_binomial_test(up, down):
    found, mid = mcnemar_counts(up, down, 50), mcnemar_counts(up, down, 50, "mid_p")
    n = up + down
    if n == 0:
        assert found.withheld.startswith("no_variation")
        return
    ways = [comb(n, k) / 2**n for k in range(n + 1)]
    as_far = sum(way for k, way in enumerate(ways) if abs(2 * k - n) >= abs(up - down))
    assert found.p_value == pytest.approx(as_far, rel=1e-9)
    split = ways[up] / 2 if up == down else ways[up]
    assert mid.p_value == pytest.approx(min(as_far - split, 1.0), rel=1e-9)
    assert mid.p_value < found.p_value


@given(tables)
def test_stuart_maxwell_is_the_quadratic_form_with_a_pseudo_inverse(table):
    found = stuart_maxwell(table)
    gap = (table.sum(axis=1) - table.sum(axis=0)).astype(float)
    covariance = np.diag(table.sum(axis=1) + table.sum(axis=0)) - table - table.T
    if not covariance.any():
        assert found.p_value is None
        assert found.withheld.startswith(("no_variation", "no_pairable_units"))
        return
    assert found.df == np.linalg.matrix_rank(covariance)
    assert found.statistic == pytest.approx(gap @ np.linalg.pinv(covariance) @ gap, abs=1e-7)


@given(tables)
def test_bhapkar_uses_the_unrestricted_covariance(table):
    found, n = bhapkar(table), table.sum()
    if found.p_value is None:
        return
    gap = (table.sum(axis=1) - table.sum(axis=0)).astype(float)
    covariance = np.diag(table.sum(axis=1) + table.sum(axis=0)) - table - table.T - np.outer(gap, gap) / n
    assert found.statistic == pytest.approx(gap @ np.linalg.pinv(covariance, rcond=1e-10) @ gap, rel=1e-6, abs=1e-7)
    assert found.statistic >= stuart_maxwell(table).statistic


@given(tables, st.randoms(use_true_random=False))
def test_order_of_levels_and_raters_does_not_matter(table, random):
    order = list(range(len(table)))
    random.shuffle(order)
    turned = table[np.ix_(order, order)].T
    for test in TESTS.values():
        first, second = test(table), test(turned)
        assert (first.df, first.withheld) == (second.df, second.withheld)
        if first.statistic is not None:
            assert second.statistic == pytest.approx(first.statistic, rel=1e-8, abs=1e-9)


@given(tables)
def test_levels_that_nobody_used_change_nothing(table):
    wider = np.pad(table, (1, 2))
    for test in TESTS.values():
        first, second = test(table), test(wider)
        assert (first.df, first.withheld) == (second.df, second.withheld)
        if first.statistic is not None:
            assert second.statistic == pytest.approx(first.statistic, rel=1e-8, abs=1e-9)


def test_with_two_levels_all_are_mcnemars():
    table = [[10, 3], [12, 20]]
    plain = mcnemar(table, "chi2")
    assert plain.p_value == pytest.approx(0.02013675155034633, rel=1e-9)
    assert mcnemar(table).p_value == pytest.approx(0.03515625, rel=1e-9)
    assert mcnemar(table, "corrected").statistic == pytest.approx(4.266666666666667)
    assert stuart_maxwell(table).statistic == pytest.approx(plain.statistic)
    assert bowker(table).statistic == pytest.approx(plain.statistic)
    both = level_tests(table, ["no", "yes"])
    assert both[0].p_adjusted == pytest.approx(both[0].test.p_value) == pytest.approx(both[1].p_adjusted)


def test_a_level_used_by_one_rater_only_counts():
    found = stuart_maxwell([[10, 0, 4], [0, 8, 3], [0, 0, 0]])
    assert found.df == 2
    assert found.statistic == pytest.approx(7.0)


def test_groups_of_levels_that_are_never_confused_lose_a_degree_each():
    found = stuart_maxwell([[5, 4, 0, 0], [1, 5, 0, 0], [0, 0, 5, 6], [0, 0, 2, 5]])
    assert found.df == 2
    assert found.statistic == pytest.approx(9 / 5 + 16 / 8)


def test_each_level_against_the_others_with_holms_correction():
    found = level_tests([[35, 5, 0], [15, 20, 5], [10, 5, 5]], ["low", "mid", "high"])
    assert [(one.level, one.only_first, one.only_second) for one in found] == [
        ("low", 5, 25), ("mid", 20, 10), ("high", 15, 5),
    ]  # fmt: skip
    raw = [one.test.p_value for one in found]
    assert found[0].p_adjusted == pytest.approx(3 * raw[0])
    assert found[2].p_adjusted == pytest.approx(2 * raw[2])
    assert found[1].p_adjusted == pytest.approx(raw[1])


@given(st.lists(st.none() | st.floats(0, 1), max_size=8))
def test_holm_is_monotone_and_bounded(p_values):
    adjusted = holm(p_values)
    pairs = sorted((p, a) for p, a in zip(p_values, adjusted, strict=True) if p is not None)
    assert all(p <= a <= 1 for p, a in pairs)
    assert [a for _, a in pairs] == sorted(a for _, a in pairs)


def test_every_pair_of_raters_is_tested_and_corrected():
    rng = np.random.default_rng(4)
    quality = rng.integers(0, 3, 60)
    rows = [quality, quality, np.minimum(quality + rng.integers(0, 2, 60), 2)]
    ratings = Ratings.from_codes(np.array(rows, dtype=np.int8), Scale("ordinal", ("a", "b", "c")), ("x", "y", "z"))
    found = {one.raters: one for one in homogeneity_of_pairs(ratings)}
    assert found["x", "y"].stuart_maxwell.withheld.startswith("no_variation")
    assert found["x", "y"].p_adjusted is None
    strict = found["x", "z"]
    assert strict.p_adjusted == pytest.approx(2 * strict.stuart_maxwell.p_value)
    assert strict.p_adjusted < 0.001
    assert strict.n == 60
    document = strict.to_dict()
    assert document["raters"] == ["x", "z"]
    assert document["levels"][0]["level"] == "a"


def test_numbers_and_single_raters_have_no_pairs():
    assert homogeneity_of_pairs(Ratings.from_matrix([[1.0, 2.0]], Scale("interval"))) == ()
    assert homogeneity_of_pairs(Ratings.from_matrix([["a"], ["b"]], Scale("nominal"))) == ()


def test_nothing_to_test_is_withheld():
    for table, reason in (([[0, 0], [0, 0]], "no_pairable_units"), ([[3, 0], [0, 4]], "no_variation")):
        found = marginal_homogeneity(table, ["a", "b"], ("x", "y"))
        for test in (found.stuart_maxwell, found.bhapkar, found.bowker):
            assert test.p_value is None
            assert test.withheld.startswith(reason)
        assert all(level.test.withheld.startswith("no_variation") for level in found.levels)
    assert bhapkar([[0, 7], [0, 0]]).withheld.startswith("no_variation")
    assert stuart_maxwell([[0, 7], [0, 0]]).p_value == pytest.approx(0.00815, abs=1e-5)


@pytest.mark.parametrize("table", [[[1, 2, 3], [4, 5, 6]], [[1, -1], [0, 2]], [[0.5, 1], [1, 1]], [["a"]]])
def test_what_is_no_table_of_counts_is_refused(table):
    with pytest.raises(ValueError, match="counts"):
        stuart_maxwell(table)


def test_impossible_calls_are_refused():
    with pytest.raises(ValueError, match="two levels"):
        mcnemar(np.eye(3))
    with pytest.raises(ValueError, match="not a form"):
        mcnemar_counts(1, 2, 5, "fisher")
    with pytest.raises(ValueError, match="impossible"):
        mcnemar_counts(3, 4, 5)
    with pytest.raises(ValueError, match="has a level"):
        level_tests(np.eye(3), ["a"])
