"""The jackknife and the bootstrap of every coefficient against doing it item by item."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from qa_service.agreement import COEFFICIENTS, Ratings, Scale, coefficients, coefficients_from_ledger
from qa_service.agreement.catalogue import MORE_COEFFICIENTS, Intervals, weighted
from qa_service.agreement.ledger import Ledger
from qa_service.agreement.resampling.draws import draw_weights
from qa_service.agreement.resampling.study import bootstrap, jackknife

ALL = COEFFICIENTS + MORE_COEFFICIENTS
FIVE = Scale("ordinal", tuple("12345"))
FEW = settings(deadline=None, max_examples=15)


def simulated(items, raters, missing=0.2, seed=7, levels=5):
    rng = np.random.default_rng(seed)
    seen = rng.normal(size=items) + rng.normal(0, 0.3, (raters, 1)) + rng.normal(0, 0.6, (raters, items))
    codes = np.digitize(seen, np.linspace(-1.2, 1.2, levels - 1)).astype(np.int8)
    codes[rng.random(codes.shape) < missing] = -1
    return codes


def as_numbers(codes):
    return Ratings.from_matrix(np.where(codes < 0, np.nan, codes + 1.0).T, Scale("ratio"))


def one_by_one(ratings, name):
    """Leave out each item that counts for the coefficient, the slow way."""
    scored = ratings.scored()
    pairable = name.startswith(("krippendorff", "cohen", "light")) or (ratings.codes is None and "percent" in name)
    enough = 2 if pairable else 1
    found = []
    for item in np.flatnonzero(np.count_nonzero(~np.isnan(scored), axis=0) >= enough):
        rest = np.delete(scored, item, axis=1)
        smaller = Ratings.from_matrix(rest.T, ratings.scale)
        found.append(coefficients(smaller, [name], min_items=1)[name].value)
    return found


@pytest.mark.parametrize("raters", [2, 4])
@pytest.mark.parametrize("missing", [0.0, 0.25])
@pytest.mark.parametrize("numeric", [False, True])
def test_jackknife_of_every_coefficient_is_leaving_items_out(raters, missing, numeric):
    codes = simulated(25, raters, missing)
    ratings = as_numbers(codes) if numeric else Ratings.from_codes(codes, FIVE)
    checked = 0
    for name, figure in coefficients(ratings, ALL, min_items=1).items():
        found = jackknife(ratings, name)
        if figure.value is None:
            assert found.withheld == figure.withheld
            continue
        values = np.array(one_by_one(ratings, name))
        n = len(values)
        spread = np.sqrt((n - 1) / n * np.sum((values - values.mean()) ** 2))
        assert found.value == pytest.approx(figure.value, abs=1e-12)
        assert found.se == pytest.approx(spread, rel=1e-7, abs=1e-12), name
        assert found.bias == pytest.approx((n - 1) * (values.mean() - figure.value), abs=1e-9), name
        assert found.n_items == n
        checked += 1
    assert checked >= 10


@pytest.mark.parametrize("numeric", [False, True])
def test_bootstrap_replicates_are_the_coefficients_of_the_drawn_items(numeric):
    codes = simulated(40, 3, 0.0)
    ratings = as_numbers(codes) if numeric else Ratings.from_codes(codes, FIVE)
    names = [n for n in ALL if coefficients(ratings, [n], 1)[n].value is not None and n != "kendall_tau_b"]
    assert len(names) >= 12
    for name in names:
        found = bootstrap(ratings, name, 100, seed=3)
        rng = np.random.default_rng(3)
        drawn = np.concatenate([b.copy() for b in draw_weights(40, None, 100, rng)]).astype(int)
        values = []
        for each in drawn:
            picked = np.repeat(np.arange(40), each)
            again = Ratings.from_matrix(ratings.scored()[:, picked].T, ratings.scale)
            values.append(coefficients(again, [name], min_items=1)[name].value)
        assert found.se == pytest.approx(np.std(values, ddof=1), rel=1e-8), name
        assert found.percentile == pytest.approx(tuple(np.quantile(values, [0.025, 0.975])), abs=1e-9), name


@FEW
@given(st.integers(1, 60), st.integers(0, 40), st.integers(0, 2**32 - 1))
def test_every_draw_has_as_many_items_as_there_are(columns, spread, seed):
    weight = np.random.default_rng(seed).integers(1, spread + 2, columns)
    n = int(weight.sum())
    for given_weight, total in ((None, columns), (weight, n)):
        rng = np.random.default_rng(seed)
        blocks = [b.copy() for b in draw_weights(columns, given_weight, 130, rng)]
        drawn = np.concatenate(blocks)
        assert drawn.shape == (130, columns)
        assert np.array_equal(drawn.sum(axis=1), np.full(130, total))


@pytest.mark.parametrize("weight", [np.array([5, 1, 3, 1]), np.array([500, 10, 300, 90])])
def test_draws_have_multinomial_mean_and_variance(weight):
    n = weight.sum()
    share = weight / n
    drawn = np.concatenate([b.copy() for b in draw_weights(4, weight, 20_000, np.random.default_rng(1))])
    assert drawn.mean(axis=0) == pytest.approx(n * share, rel=0.03)
    assert np.cov(drawn.T) == pytest.approx(n * (np.diag(share) - np.outer(share, share)), abs=0.03 * n)


def test_equal_items_may_be_merged():
    """The merged table (multinomial over patterns) and the items themselves have one bootstrap distribution."""
    codes = simulated(4000, 3, 0.2, levels=3)
    ratings = Ratings.from_codes(codes, Scale("ordinal", ("1", "2", "3")))
    merged = bootstrap(ratings, "krippendorff_alpha_ordinal", 2000)
    numbers = bootstrap(as_numbers(codes), "krippendorff_alpha_interval", 2000)
    interval = bootstrap(ratings, "krippendorff_alpha_interval", 2000)
    linear = coefficients(ratings, ["krippendorff_alpha_ordinal"])["krippendorff_alpha_ordinal"]
    assert merged.se == pytest.approx(linear.se, rel=0.06)
    assert numbers.se == pytest.approx(interval.se, rel=0.06)
    assert jackknife(ratings, "krippendorff_alpha_ordinal").se == pytest.approx(linear.se, rel=0.01)


def test_many_levels_take_another_road_to_the_same_ordinal_alpha():
    rng = np.random.default_rng(5)
    quality = rng.integers(0, 15, 50)
    codes = np.clip(quality + rng.integers(-2, 3, (3, 50)), 0, 14).astype(np.int8)
    levels = Ratings.from_codes(codes, Scale("ordinal", tuple(str(i + 1) for i in range(15))))
    first, second = (jackknife(r, "krippendorff_alpha_ordinal") for r in (levels, as_numbers(codes)))
    assert first.se == pytest.approx(second.se, rel=1e-9)
    drawn = [bootstrap(r, "krippendorff_alpha_ordinal", 300, seed=1) for r in (levels, as_numbers(codes))]
    assert drawn[0].bca == pytest.approx(drawn[1].bca, abs=1e-9)


def test_bca_of_a_mean_is_efrons():
    """Percent agreement of two raters is a mean of zeros and ones: BCa follows from its binomial distribution."""
    codes = np.array([[0] * 50, [0] * 44 + [1] * 6], dtype=np.int8)
    ratings = Ratings.from_codes(codes, Scale("binary", ("n", "y")))
    found = bootstrap(ratings, "percent_exact", 20_000, seed=2)
    assert found.value == 0.88
    assert found.se == pytest.approx(np.sqrt(0.88 * 0.12 / 50), rel=0.02)
    low, high = found.bca
    assert (low, high) == pytest.approx((0.74, 0.94), abs=0.021)
    assert high < found.percentile[1] + 0.021


def test_the_seed_decides_and_a_generator_goes_on():
    ratings = Ratings.from_codes(simulated(60, 3), FIVE)
    first, second = (bootstrap(ratings, "fleiss_kappa", 200, seed=9) for _ in range(2))
    assert first == second
    assert bootstrap(ratings, "fleiss_kappa", 200, seed=10) != first
    rng = np.random.default_rng(9)
    assert bootstrap(ratings, "fleiss_kappa", 200, seed=rng) == first
    assert bootstrap(ratings, "fleiss_kappa", 200, seed=rng) != first


@pytest.mark.parametrize("method", ["jackknife", "fisher_z", "bootstrap"])
def test_intervals_by_name_in_coefficients(method):
    ratings = Ratings.from_codes(simulated(40, 3), FIVE)
    usual, found = coefficients(ratings), coefficients(ratings, interval=method)
    for name, figure in found.items():
        assert figure.value == usual[name].value
        assert figure.withheld == usual[name].withheld
        if figure.value is not None:
            assert figure.ci95[0] <= figure.value <= figure.ci95[1], name
            assert figure.ci95[1] <= 1
            assert figure.method.split(";")[1].strip().startswith(method[:6] if method != "fisher_z" else "jackknife")
    jack = jackknife(ratings, "gwet_ac2_quadratic")
    if method != "bootstrap":
        assert found["gwet_ac2_quadratic"].se == pytest.approx(jack.se)
        expected = jack.ci95 if method == "jackknife" else jack.fisher_z
        assert found["gwet_ac2_quadratic"].ci95 == pytest.approx(expected)


def test_replicates_and_seed_may_be_chosen():
    ratings = Ratings.from_codes(simulated(40, 3), FIVE)
    few = coefficients(ratings, ["gwet_ac1"], interval=Intervals("bootstrap", 300, 4))["gwet_ac1"]
    study = bootstrap(ratings, "gwet_ac1", 300, seed=4)
    assert few.ci95 == study.bca
    assert "300 replicates" in few.method
    with pytest.raises(ValueError, match="at least 100"):
        Intervals("bootstrap", 10)
    with pytest.raises(ValueError, match="at least 100"):
        bootstrap(ratings, "gwet_ac1", 10)
    with pytest.raises(ValueError, match="not one of"):
        coefficients(ratings, interval="magic")


def test_a_ledger_has_the_intervals_that_its_counts_allow():
    codes = simulated(60, 3)
    ratings = Ratings.from_codes(codes, FIVE)
    ledger = Ledger.from_ratings(ratings)
    parts = (ledger.patterns, ledger.pairs, FIVE)
    found = coefficients_from_ledger(*parts, raters=ledger.raters, interval="jackknife")
    direct = coefficients(ratings, interval="jackknife")
    for name in ("percent_exact", "fleiss_kappa", "gwet_ac2_quadratic", "krippendorff_alpha_ordinal"):
        assert found[name].se == pytest.approx(direct[name].se, rel=1e-9)
    assert found["conger_kappa"].ci95 is None
    assert "needs_items" in found["conger_kappa"].method
    two = Ledger.from_ratings(Ratings.from_codes(codes[:2], FIVE))
    cohen = coefficients_from_ledger(two.patterns, two.pairs, FIVE, ["cohen_kappa"], interval="jackknife")
    again = coefficients(Ratings.from_codes(codes[:2], FIVE), ["cohen_kappa"], interval="jackknife")
    assert cohen["cohen_kappa"].se == pytest.approx(again["cohen_kappa"].se)


def test_weights_of_ones_own_have_resampled_intervals():
    ratings = Ratings.from_codes(simulated(40, 2), FIVE)
    own = np.eye(5) + 0.5 * (np.eye(5, k=1) + np.eye(5, k=-1))
    found = weighted(ratings, own, interval="jackknife")
    assert all(one.ci95 is not None for one in found.values())
    assert found["conger_kappa"].value == pytest.approx(found["cohen_kappa"].value, abs=0.02)


@FEW
@given(arrays(np.int8, (3, 12), elements=st.integers(-1, 2)))
def test_any_ratings_give_finite_figures_or_a_reason(codes):
    ratings = Ratings.from_codes(codes, Scale("ordinal", ("1", "2", "3")))
    for name in ALL:
        for found in (jackknife(ratings, name), bootstrap(ratings, name, 100)):
            assert (found.value is None) == (found.withheld is not None), (name, found)
            document = found.to_dict()
            numbers = [v for v in document.values() if isinstance(v, float)]
            assert np.isfinite(numbers).all()
            if found.value is not None:
                assert found.se >= 0


def test_the_unit_of_the_scores_does_not_matter():
    numbers = np.where(simulated(30, 3) < 0, np.nan, simulated(30, 3) + 1.0).T
    names = ("krippendorff_alpha_interval", "krippendorff_alpha_ratio", "icc_2_1")
    plain = [bootstrap(Ratings.from_matrix(numbers, Scale("ratio")), n, 100) for n in names]
    for size in (1e-90, 1e90):
        scaled = [bootstrap(Ratings.from_matrix(numbers * size, Scale("ratio")), n, 100) for n in names]
        for first, second in zip(plain, scaled, strict=True):
            assert second.se == pytest.approx(first.se, rel=1e-6)


def test_what_hangs_on_one_item_is_withheld():
    codes = np.zeros((2, 30), dtype=np.int8)
    codes[:, 0] = 1
    ratings = Ratings.from_codes(codes, Scale("binary", ("n", "y")))
    found = jackknife(ratings, "cohen_kappa")
    assert found.withheld.startswith("no_variation")
    assert bootstrap(ratings, "cohen_kappa").withheld.startswith("no_variation")
    figure = coefficients(ratings, ["cohen_kappa"], interval="jackknife")["cohen_kappa"]
    assert (figure.value, figure.se) == (1.0, 0.0)
    # Thirty of thirty items agree: the interval is that of their share, not of a kappa that one item decides.
    assert figure.ci95 == (pytest.approx(0.05 ** (1 / 30)), 1.0)


def test_one_item_or_too_few_items_is_withheld():
    ratings = Ratings.from_matrix([[1, 2]], Scale("ordinal", ("1", "2")))
    assert jackknife(ratings, "percent_exact").withheld == "too_few_items: n = 1 < 2"
    assert bootstrap(ratings, "percent_exact").to_dict()["withheld"] == "too_few_items: n = 1 < 2"
    assert jackknife(ratings, "percent_exact", min_items=1).withheld.startswith("too_few_items")


def test_ratio_alpha_with_very_many_values_says_so():
    values = np.random.default_rng(0).uniform(1, 2, (1100, 2))
    found = bootstrap(Ratings.from_matrix(values, Scale("ratio")), "krippendorff_alpha_ratio")
    assert found.withheld.startswith("too_many_values")


def test_very_many_items_are_not_left_out_one_by_one_where_each_costs_a_pass():
    values = np.random.default_rng(0).normal(size=(20_001, 2))
    found = jackknife(Ratings.from_matrix(values, Scale("interval")), "krippendorff_alpha_ordinal")
    assert found.withheld.startswith("too_many_values")
    drawn = bootstrap(Ratings.from_matrix(values[:3_100], Scale("interval")), "krippendorff_alpha_ordinal", 100)
    assert drawn.bca[0] < drawn.value < drawn.bca[1]
    assert drawn.n_items == 3_100
