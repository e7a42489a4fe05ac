"""Plain agreement by level and by item, and why kappa may hide it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from qa_service.agreement import AgreementError, Ratings, Scale, coefficients
from qa_service.agreement.bangdiwala import bangdiwala_b
from qa_service.agreement.catalogue import weighted
from qa_service.agreement.ledger import Ledger
from qa_service.agreement.paradox import explain_paradox, prevalence_and_bias
from qa_service.agreement.per_item import item_agreement
from qa_service.agreement.proportions import clopper_pearson
from qa_service.agreement.specific import specific_agreement, specific_from_summary
from qa_service.agreement.summary import LedgerSummary

FEW = settings(deadline=None, max_examples=30)
YES_NO = Scale("binary", ("yes", "no"))
FOUR = Scale("ordinal", tuple("1234"))
CASES = range(4)
codes = st.tuples(st.integers(1, 5), st.integers(1, 20)).flatmap(
    lambda shape: arrays(np.int8, shape, elements=st.integers(-1, 3))
)


def rows(table, names=("yes", "no")):
    return [(names[a], names[b]) for a, line in enumerate(table) for b, n in enumerate(line) for _ in range(n)]


@pytest.mark.parametrize("case", CASES)
def test_feinstein_and_cicchetti(known, case):
    book = known("feinstein_cicchetti_1990")["tables"][case]
    found = prevalence_and_bias(book["table"])
    assert found.kappa.value == pytest.approx(book["kappa"], abs=0.0051)
    assert found.pabak.value == pytest.approx(book["pabak"])
    assert found.prevalence_index.value == pytest.approx(book["prevalence"])
    assert found.bias_index.value == pytest.approx(book["bias"])
    specific = specific_agreement(Ratings.from_matrix(rows(book["table"]), YES_NO))
    assert specific.levels["yes"].value == pytest.approx(book["positive"], abs=5e-4)
    assert specific.levels["no"].value == pytest.approx(book["negative"], abs=5e-4)
    assert specific.overall.value == pytest.approx(book["agreement"])


def test_specific_agreement_of_two_raters_has_the_exact_interval():
    found = specific_agreement(Ratings.from_matrix(rows([[80, 10], [5, 5]]), YES_NO)).levels["no"]
    low, high = clopper_pearson(5, 20)
    assert found.n == 20
    assert found.n_pairs == 20
    assert found.ci95 == pytest.approx((2 * low / (1 + low), 2 * high / (1 + high)))


def naive_specific(array, level):
    both = one = 0
    for item in array.T:
        given_ratings = item[item >= 0]
        for i, a in enumerate(given_ratings):
            for j, b in enumerate(given_ratings):
                if i != j and a == level:
                    one += 1
                    both += b == level
    return both / one if one else None


@FEW
@given(codes)
def test_specific_agreement_counts_ordered_pairs(array):
    found = specific_agreement(Ratings.from_codes(array, FOUR))
    for level, figure in enumerate(found.levels.values()):
        expected = naive_specific(array, level)
        if expected is None:
            unused = found.overall.n and not (array == level).any()
            assert figure.withheld.startswith("no_ratings" if unused else "no_pairable_units")
        else:
            assert figure.value == pytest.approx(expected)
            assert figure.ci95 is None or 0 <= figure.ci95[0] <= figure.value <= figure.ci95[1] <= 1
    ledger = Ledger.from_ratings(Ratings.from_codes(array, FOUR))
    counted = specific_from_summary(LedgerSummary(FOUR, ledger.patterns, ledger.pairs, ledger.raters))
    for level, figure in found.levels.items():
        assert (counted.levels[level].value is None) == (figure.value is None)
        assert figure.value is None or counted.levels[level].value == pytest.approx(figure.value)


def test_specific_agreement_error_is_that_of_the_jackknife():
    rng = np.random.default_rng(2)
    quality = rng.integers(0, 4, 300)
    array = np.clip(quality + rng.integers(-1, 2, (4, 300)), 0, 3).astype(np.int8)
    array[rng.random(array.shape) < 0.2] = -1
    figure = specific_agreement(Ratings.from_codes(array, FOUR)).levels["2"]
    left = [naive_specific(np.delete(array, i, axis=1), 1) for i in range(300)]
    assert figure.se == pytest.approx(np.sqrt(299 / 300 * np.sum((np.array(left) - np.mean(left)) ** 2)), rel=0.06)


def test_numbers_have_no_levels():
    found = specific_agreement(Ratings.from_matrix([[1.5, 2.5]] * 3, Scale("interval")))
    assert found.levels == {}
    assert found.to_dict()["overall"]["withheld"].startswith("needs_levels")


@FEW
@given(codes, st.sampled_from(["identity", "linear", "quadratic", "adjacent", "own"]))
def test_mean_over_items_is_plain_agreement(array, weights):
    own = [[1, 0.9, 0, 0], [0.9, 1, 0.2, 0], [0, 0.2, 1, 0.5], [0, 0, 0.5, 1]]
    ratings = Ratings.from_codes(array, FOUR)
    used = own if weights == "own" else weights
    found = item_agreement(ratings, used)
    assert [one.n_ratings for one in found] == np.count_nonzero(array >= 0, axis=0).tolist()
    shares = [one.agreement for one in found if one.agreement is not None]
    expected = weighted(ratings, used, ["percent"], min_items=1)["percent"].value
    assert expected == (pytest.approx(np.mean(shares)) if shares else None)
    assert all((one.agreement is None) == (one.n_ratings < 2) for one in found)


def test_item_agreement_names_the_levels_used_most():
    found = item_agreement(Ratings.from_matrix([["3", "3", "1"], ["2", "4", None], [None, None, None]], FOUR))
    assert [one.most_used for one in found] == [("3",), ("2", "4"), ()]
    assert found[2].to_dict()["withheld"].startswith("no_pairable_units")
    numbers = item_agreement(Ratings.from_matrix([[1.5, 1.5], [2.0, 3.25]], Scale("interval")))
    assert [(one.agreement, one.most_used) for one in numbers] == [(1.0, ("1.5",)), (0.0, ("2", "3.25"))]
    with pytest.raises(AgreementError) as caught:
        item_agreement(Ratings.from_matrix([[1.5, 1.5]], Scale("interval")), "linear")
    assert caught.value.problems[0].code == "needs_ordered_levels"


def test_the_paradox_is_explained_by_prevalence():
    found = explain_paradox(Ratings.from_matrix(rows([[90, 5], [5, 0]]), YES_NO))
    assert found.cause == "prevalence"
    assert (found.level, found.share) == ("yes", pytest.approx(0.95))
    for figure in ("90 %", "AC1 0.89", "-0.05", "95 %", "'yes'"):
        assert figure in found.sentence
    assert found.to_dict()["kappa"] == pytest.approx(-0.0526, abs=1e-4)


def test_the_paradox_is_explained_by_bias():
    rng = np.random.default_rng(0)
    three = np.zeros((3, 200), dtype=np.int8)
    three[0, :90] = 1
    three[1:, :45] = 1
    three[2, 190:] = rng.integers(0, 2, 10)
    found = explain_paradox(Ratings.from_codes(three, YES_NO), high_agreement=0.7, wide_gap=0.05)
    assert found.cause == "bias"
    assert found.bias == pytest.approx(0.225, abs=0.04)
    assert "points apart" in found.sentence


def test_no_paradox_no_sentence():
    assert explain_paradox(Ratings.from_matrix(rows([[40, 9], [6, 45]]), YES_NO)) is None
    assert explain_paradox(Ratings.from_matrix([["yes", "yes"]] * 30, YES_NO)) is None
    assert explain_paradox(Ratings.from_matrix([["yes"]] * 30, YES_NO)) is None
    assert explain_paradox(Ratings.from_matrix([[1.0, 2.0]] * 30, Scale("interval"))) is None


@FEW
@given(arrays(np.int64, (2, 2), elements=st.integers(0, 40)))
def test_kappa_follows_from_prevalence_bias_and_pabak(table):
    """Byrt, Bishop and Carlin (1993), eq. 4: kappa = (PABAK - PI^2 + BI^2) / (1 - PI^2 + BI^2)."""
    found = prevalence_and_bias(table)
    if not table.sum():
        assert found.pabak.withheld.startswith("no_pairable_units")
        return
    p, b, adjusted = (x.value for x in (found.prevalence_index, found.bias_index, found.pabak))
    if found.kappa.value is not None:
        assert found.kappa.value == pytest.approx((adjusted - p**2 + b**2) / (1 - p**2 + b**2), abs=1e-9)
    ratings = Ratings.from_matrix(rows(table.tolist()), YES_NO)
    brennan = coefficients(ratings, ["brennan_prediger"], 1)["brennan_prediger"]
    if brennan.value is not None:
        assert adjusted == pytest.approx(brennan.value)
    assert all(-1 <= x.value <= 1 for x in (found.pabak, found.prevalence_index, found.bias_index))


def test_prevalence_is_of_two_levels():
    with pytest.raises(ValueError, match="two levels"):
        prevalence_and_bias(np.eye(3))
    assert prevalence_and_bias([[0, 0], [0, 0]]).to_dict()["kappa"]["withheld"].startswith("no_pairable_units")


FUN = [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]]


@pytest.mark.parametrize(("weights", "value"), [(None, 0.1464624), ([1, 8 / 9], 0.4981723)])
def test_bangdiwalas_b_of_the_couples(weights, value):
    """Ninety-one couples (Hout, Duncan and Sobel 1987); values printed by a published program."""
    assert bangdiwala_b(FUN, weights).value == pytest.approx(value, abs=5e-8)


def test_bangdiwalas_error_is_that_of_the_jackknife():
    table = np.array(FUN)
    for weights in (None, [1, 0.8, 0.3]):
        left, times = [], []
        for a, b in np.argwhere(table):
            table[a, b] -= 1
            left.append(bangdiwala_b(table, weights).value)
            table[a, b] += 1
            times.append(table[a, b])
        left, times = np.array(left), np.array(times)
        mean = left @ times / 91
        spread = np.sqrt(90 / 91 * (times @ (left - mean) ** 2))
        assert bangdiwala_b(table, weights).se == pytest.approx(spread, rel=0.06)


def test_bangdiwalas_b_at_its_ends():
    assert bangdiwala_b([[5, 0], [0, 7]]).value == pytest.approx(1.0)
    assert bangdiwala_b([[0, 5], [7, 0]]).value == 0.0
    assert bangdiwala_b([[0, 5], [7, 0]], [1, 1]).value == pytest.approx(1.0)
    assert bangdiwala_b([[0, 0], [0, 0]]).withheld.startswith("no_pairable_units")
    assert bangdiwala_b([[0, 5], [0, 0]]).withheld.startswith("no_variation")
    for wrong in ([0.5, 0.2], [1, 0.2, 0.4], [1, -0.2], [1, 0.5, 0.2, 0.1, 0.05], [], [[1]]):
        with pytest.raises(ValueError, match="weights start with 1"):
            bangdiwala_b(FUN, wrong)


def test_overall_agreement_counts_each_pair_once():
    found = specific_agreement(Ratings.from_matrix(rows([[80, 10], [5, 5]]), YES_NO)).overall
    exact = clopper_pearson(85, 100)
    assert (found.value, found.n, found.n_pairs, found.ci95) == (pytest.approx(0.85), 100, 100, pytest.approx(exact))
    three = specific_agreement(Ratings.from_matrix([["no", "no", "yes"], ["no", "no", "no"]] * 10, YES_NO)).overall
    assert (three.n, three.n_pairs, three.value) == (20, 60, pytest.approx(40 / 60))


def test_a_level_that_nobody_chose_says_so():
    found = specific_agreement(Ratings.from_matrix([["no", "no"]] * 20, YES_NO))
    assert found.levels["yes"].withheld == "no_ratings: nobody chose this level"
    assert found.overall.ci95 == pytest.approx((0.025 ** (1 / 20), 1.0), abs=0.03)
    assert found.overall.ci95[0] < 1


def test_perfect_agreement_of_three_does_not_claim_certainty():
    found = specific_agreement(Ratings.from_matrix([["no"] * 3, ["yes"] * 3] * 10, YES_NO))
    assert found.overall.value == 1
    assert found.overall.ci95 == pytest.approx((0.05 ** (1 / 20), 1.0))
    assert found.levels["yes"].ci95 == pytest.approx((0.05 ** (1 / 10), 1.0))
