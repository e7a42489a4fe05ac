"""Kendall's tau-b and W."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from qa_service.agreement import Ratings, Scale, coefficients
from qa_service.agreement.kendall import kendall_w
from qa_service.agreement.tau import kendall_tau

FEW = settings(deadline=None, max_examples=40)
INTERVAL = Scale("interval")
FIVE = Scale("ordinal", tuple("12345"))
pairs = st.integers(2, 25).flatmap(lambda n: arrays(np.int8, (2, n), elements=st.integers(0, 4)))


@FEW
@given(pairs)
def test_tau_b_counts_pairs_of_items(array):
    x, y = array.astype(float)
    by_level = coefficients(Ratings.from_codes(array, FIVE), ["kendall_tau_b"], 1)["kendall_tau_b"]
    found = kendall_tau(Ratings.from_matrix(array.T * 1.0, INTERVAL))
    signs = np.sign(x[:, None] - x) * np.sign(y[:, None] - y)
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        assert found.figure.withheld.startswith("no_variation")
        assert by_level.value is None
        return
    assert found.concordant == np.count_nonzero(signs > 0) / 2
    assert found.discordant == np.count_nonzero(signs < 0) / 2
    assert found.figure.value == pytest.approx(stats.kendalltau(x, y).statistic)
    assert by_level.value == pytest.approx(found.figure.value)
    # Where the error is nought, rounding leaves something of its square, of which the root is much larger.
    assert by_level.se**2 == pytest.approx(found.figure.se**2, abs=1e-12)


def tau_of(weights, x, y):
    signs = np.sign(x[:, None] - x), np.sign(y[:, None] - y)
    both = [weights @ s @ weights for s in (signs[0] * signs[1], signs[0] ** 2, signs[1] ** 2)]
    return both[0] / np.sqrt(both[1] * both[2])


def test_tau_error_is_the_delta_method():
    rng = np.random.default_rng(3)
    x = rng.integers(0, 6, 80).astype(float)
    y = x + rng.integers(-2, 3, 80)
    weights, step = np.full(80, 1 / 80), 1e-6
    slope = []
    for i in range(80):
        up, down = weights.copy(), weights.copy()
        up[i] += step
        down[i] -= step
        slope.append((tau_of(up, x, y) - tau_of(down, x, y)) / (2 * step))
    slope = np.array(slope)
    expected = np.sqrt((np.mean(slope**2) - np.mean(slope) ** 2) / 80)
    found = kendall_tau(Ratings.from_matrix(np.stack([x, y], axis=1), INTERVAL))
    assert found.figure.se == pytest.approx(expected, rel=1e-5)


def test_a_published_table_of_job_satisfaction():
    """Agresti, Categorical Data Analysis, table 2.8: 1331 concordant and 849 discordant pairs of 104 people."""
    table = [[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]]
    rows = [(a + 1, b + 1) for a, line in enumerate(table) for b, n in enumerate(line) for _ in range(n)]
    found = kendall_tau(Ratings.from_matrix(rows, Scale("ordinal", tuple("1234"))))
    assert found.figure.value == pytest.approx(0.1524, abs=5e-5)
    assert (found.concordant, found.discordant) == (1331, 849)
    assert found.exact is False


@FEW
@given(st.integers(2, 6).flatmap(lambda n: arrays(np.int8, (2, n), elements=st.integers(0, 3))))
def test_exact_p_is_that_of_all_permutations(array):
    x, y = array.astype(float)
    found = kendall_tau(Ratings.from_matrix(array.T * 1.0, INTERVAL))
    if found.p_value is None:
        return

    def score(other):
        return (np.sign(x[:, None] - x) * np.sign(other[:, None] - other)).sum()

    all_scores = np.array([abs(score(np.array(p))) for p in permutations(y)])
    assert found.exact
    assert found.p_value == pytest.approx(np.mean(all_scores >= abs(score(y))))


def test_p_without_ties_and_for_many_items():
    rng = np.random.default_rng(1)
    x = rng.normal(size=30)
    y = x + rng.normal(0, 2, 30)
    found = kendall_tau(Ratings.from_matrix(np.stack([x, y], axis=1), INTERVAL))
    assert found.exact
    assert found.p_value == pytest.approx(stats.kendalltau(x, y, method="exact").pvalue)
    x = rng.integers(0, 12, 400).astype(float)
    y = rng.integers(0, 12, 400) + 0.1 * x
    found = kendall_tau(Ratings.from_matrix(np.stack([x, y], axis=1), INTERVAL))
    assert not found.exact
    assert found.p_value == pytest.approx(stats.kendalltau(x, y, method="asymptotic").pvalue)


def test_more_raters_have_the_mean_over_pairs():
    rng = np.random.default_rng(5)
    array = np.clip(rng.integers(0, 5, 40) + rng.integers(-1, 2, (3, 40)), 0, 4).astype(np.int8)
    array[0, :5] = -1
    expected = []
    for a, b in ((0, 1), (0, 2), (1, 2)):
        both = (array[a] >= 0) & (array[b] >= 0)
        expected.append(stats.kendalltau(array[a][both], array[b][both]).statistic)
    for ratings in (
        Ratings.from_codes(array, FIVE),
        Ratings.from_matrix(np.where(array < 0, np.nan, array).T, INTERVAL),
    ):
        found = coefficients(ratings, ["kendall_tau_b"])["kendall_tau_b"]
        assert found.value == pytest.approx(np.mean(expected))
        assert found.ci95 is None
        assert kendall_tau(ratings).figure.withheld.startswith("needs_two_raters")


def test_tau_of_nothing_is_withheld():
    assert kendall_tau(Ratings.from_matrix([[1.0, None], [None, 2.0]], INTERVAL)).figure.withheld.startswith("no_pair")
    flat = kendall_tau(Ratings.from_matrix([[1.0, 1.0], [1.0, 2.0]], INTERVAL)).to_dict()
    assert flat["tau_b"]["withheld"].startswith("no_variation")


@pytest.mark.parametrize(("correct", "name"), [(True, "kendall_w"), (False, "kendall_w_uncorrected")])
def test_w_of_the_anxiety_ratings(known, correct, name):
    book = known("anxiety_20x3")
    found = kendall_w(Ratings.from_matrix(book["ratings"], INTERVAL), correct_ties=correct)
    expected = book["results"][name]
    assert found.figure.value == pytest.approx(expected["value"], abs=1e-9)
    assert found.chi2 == pytest.approx(expected["chi2"], abs=1e-8)
    assert found.df == 19
    assert found.p_value == pytest.approx(expected["p_value"], abs=1e-9)
    assert found.raters == 3


def test_mean_rho_is_spearmans(known):
    ratings = np.array(known("anxiety_20x3")["ratings"])
    rho = stats.spearmanr(ratings).statistic[np.triu_indices(3, 1)].mean()
    assert kendall_w(Ratings.from_matrix(ratings, INTERVAL)).mean_rho == pytest.approx(rho, abs=0.02)


@pytest.mark.parametrize(
    ("matrix", "reason"),
    [
        ([[1.0, None], [2.0, 3.0]], "incomplete_ratings"),
        ([[None, None]], "no_ratings"),
        ([[1.0], [2.0]], "too_few_raters_or_items"),
        ([[1.0, 1.0], [1.0, 1.0]], "no_variation"),
    ],
)
def test_w_is_withheld_with_a_reason(matrix, reason):
    found = kendall_w(Ratings.from_matrix(matrix, INTERVAL))
    assert found.figure.withheld.startswith(reason)
    assert found.to_dict()["p_value"] is None
