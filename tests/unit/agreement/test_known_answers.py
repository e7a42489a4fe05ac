"""Every published figure that the coefficients must reproduce."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from qa_service.agreement import Ratings, Scale, coefficients, coefficients_from_ledger, icc_tests
from qa_service.agreement import chance as by_chance
from qa_service.agreement.catalogue import weighted
from qa_service.agreement.icc import mean_squares
from qa_service.agreement.kappa import cohen, cohen_test, conger, kappa_max
from qa_service.agreement.kendall import from_values
from qa_service.agreement.pairs import all_pairs, level_counts, weighted_kappas
from qa_service.agreement.patterns import CountTable
from qa_service.agreement.per_item import unanimity
from qa_service.agreement.summary import DirectSummary
from qa_service.agreement.weights import agreement_weights

FIVE = Scale("ordinal", tuple("12345"))
KINDS = {
    "unweighted": "identity",
    "linear": "linear",
    "quadratic": "quadratic",
    "ordinal": "ordinal",
    "radical": "radical",
}


def values(ratings, scale, names=None):
    return coefficients(Ratings.from_matrix(ratings, scale), names, min_items=1)


def table_rows(table):
    return [(a, b) for a, row in enumerate(table) for b, n in enumerate(row) for _ in range(n)]


def from_counts(counts, names):
    levels = tuple(str(i) for i in range(len(counts[0])))
    histogram = {}
    for row in counts:
        histogram[tuple(row)] = histogram.get(tuple(row), 0) + 1
    return coefficients_from_ledger(histogram, {}, Scale("nominal", levels), names, min_items=1)


@pytest.mark.parametrize("name", ["krippendorff_2011_binary", "krippendorff_2011_missing"])
@pytest.mark.parametrize("numeric", [False, True])
def test_krippendorff(known, name, numeric):
    table = known(name)
    found = values(table["ratings"], Scale("ratio") if numeric else Scale("ordinal"), list(table["results"]))
    for key, expected in table["results"].items():
        assert found[key].value == pytest.approx(expected["value"], abs=1e-9)


def gwet_estimate(family, observed, ratings):
    if family == "conger":
        codes = ratings.codes
        return conger(observed, level_counts(codes, len(observed.weights)), codes)
    function = {
        "percent": by_chance.percent,
        "gwet_ac": by_chance.gwet_ac,
        "fleiss": by_chance.fleiss,
        "brennan_prediger": by_chance.brennan_prediger,
    }[family]
    return function(observed)


def test_gwet_four_raters_every_family_and_weight_set(known):
    table = known("gwet_2014_four_raters")
    ratings = Ratings.from_matrix(table["ratings"], FIVE)
    checked = 0
    for key, expected in table["results"].items():
        family, weights = key.split()
        if family == "gwet_form_of_alpha":
            continue
        matrix = agreement_weights(KINDS[weights], FIVE.scores)
        counts = CountTable.from_codes(ratings.codes, 5, compress=False)
        found = gwet_estimate(family, by_chance.observe(counts, matrix, False), ratings)
        assert found.value == pytest.approx(expected["value"], abs=1e-9), key
        assert found.se == pytest.approx(expected["se"], abs=expected["se_tolerance"]), key
        if "ci95" in expected:
            assert found.ci95 == pytest.approx(expected["ci95"], abs=1e-7), key
        checked += 1
    assert checked == 25


@pytest.mark.parametrize(("name", "weights"), [("nominal", "unweighted"), ("interval", "quadratic")])
def test_gwet_four_raters_alpha_with_standard_error(known, name, weights):
    table = known("gwet_2014_four_raters")
    found = values(table["ratings"], FIVE)[f"krippendorff_alpha_{name}"]
    expected = table["results"][f"gwet_form_of_alpha {weights}"]
    assert found.value == pytest.approx(expected["value"], abs=1e-9)
    assert found.se == pytest.approx(expected["se"], abs=1e-8)
    assert found.ci95 == pytest.approx(expected["ci95"], abs=1e-7)


def test_gwet_four_raters_observed_and_chance_agreement(known):
    """The printed pa and pe, from the printed coefficient's definition (pa - pe) / (1 - pe)."""
    table = known("gwet_2014_four_raters")
    ratings = Ratings.from_matrix(table["ratings"], FIVE)
    checked = 0
    for key, expected in table["results"].items():
        family, weights = key.split()
        if "pe" not in expected or family == "gwet_form_of_alpha":
            continue
        observed = by_chance.observe(
            CountTable.from_codes(ratings.codes, 5), agreement_weights(KINDS[weights], FIVE.scores), False
        )
        value = gwet_estimate(family, observed, ratings).value if family != "conger" else expected["value"]
        assert observed.agreement == pytest.approx(expected["pa"], abs=1e-9)
        assert (observed.agreement - value) / (1 - value) == pytest.approx(expected["pe"], abs=1e-9)
        checked += 1
    assert checked == 20


@pytest.mark.parametrize(("metric", "weights"), [("nominal", "unweighted"), ("interval", "quadratic")])
def test_gwets_form_of_alpha_is_krippendorffs_for_two_metrics_only(known, metric, weights):
    """Printed pa and pe: alpha is 1 - (1 - pa) / (1 - pe) with the small-sample correction inside pa."""
    table = known("gwet_2014_four_raters")
    expected = table["results"][f"gwet_form_of_alpha {weights}"]
    found = values(table["ratings"], FIVE, [f"krippendorff_alpha_{metric}"])[f"krippendorff_alpha_{metric}"]
    assert found.value == pytest.approx(1 - (1 - expected["pa"]) / (1 - expected["pe"]), abs=1e-9)


def test_gwet_two_abstractors(known):
    table = known("gwet_2014_abstractors")
    found = values(table_rows(table["table"]), Scale("ordinal", ("0", "1", "2")))
    names = {
        "percent unweighted": "percent_exact",
        "fleiss unweighted": "scott_pi",
        "gwet_ac unweighted": "gwet_ac1",
        "gwet_form_of_alpha unweighted": "krippendorff_alpha_nominal",
        "gwet_form_of_alpha quadratic": "krippendorff_alpha_interval",
        "cohen unweighted": "cohen_kappa",
        "brennan_prediger unweighted": "brennan_prediger",
    }
    names |= {f"cohen {w}": f"cohen_kappa_{w}" for w in ("linear", "quadratic")}
    names |= {f"gwet_ac {w}": f"gwet_ac2_{w}" for w in ("linear", "quadratic")}
    names |= {f"brennan_prediger {w}": f"brennan_prediger_{w}" for w in ("linear", "quadratic")}
    for key, name in names.items():
        expected = table["results"][key]
        assert found[name].value == pytest.approx(expected["value"], abs=1e-9), name
        assert found[name].se == pytest.approx(expected["se"], abs=1e-8), name
        if name != "percent_exact":  # ours is the exact interval of a proportion
            assert found[name].ci95 == pytest.approx(expected["ci95"], abs=1e-7), name
    for kind in ("linear", "quadratic"):
        scale = Scale("ordinal", ("0", "1", "2"))
        more = weighted(Ratings.from_matrix(table_rows(table["table"]), scale), kind, ["percent", "scott_pi"])
        for name, key in (("percent", f"percent {kind}"), ("scott_pi", f"fleiss {kind}")):
            expected = table["results"][key]
            assert more[name].value == pytest.approx(expected["value"], abs=1e-9)
            assert more[name].se == pytest.approx(expected["se"], abs=1e-8)
            assert more[name].ci95 == pytest.approx(expected["ci95"], abs=1e-7)
    assert found["conger_kappa"].value == pytest.approx(found["cohen_kappa"].value, abs=1e-12)
    assert found["conger_kappa"].se == pytest.approx(found["cohen_kappa"].se, abs=1e-12)


@pytest.mark.parametrize("name", ["table_p37", "table_p45"])
def test_cohen_1960(known, name):
    table = known("cohen_1960")
    expected, counts = table["results"][name], np.array(table[name])
    found = cohen(counts, np.eye(3))
    assert found.value == pytest.approx(expected["kappa"], abs=1e-12)
    assert found.se == pytest.approx(expected["se"], abs=1e-9)
    assert kappa_max(counts).value == pytest.approx(expected["kappa_max"], abs=1e-9)


@pytest.mark.parametrize("name", ["table_p37", "table_p45"])
def test_cohen_1960_under_no_agreement(known, name):
    table = known("cohen_1960")
    expected = table["results"][name]
    found = cohen_test(np.array(table[name]))
    assert found.se_null == pytest.approx(expected["se_null"], abs=1e-9)
    assert found.z == pytest.approx(expected["kappa"] / expected["se_null"], rel=1e-9)
    assert cohen_test(np.array([[3, 0], [0, 0]])).figure.withheld.startswith("no_variation")
    assert cohen_test(np.zeros((2, 2), dtype=int)).to_dict()["p_value"] is None


@pytest.mark.parametrize("name", ["loss", "loss_asymmetric"])
def test_cohen_1968_weights_of_ones_own(known, name):
    table = known("cohen_1968")
    loss = np.array(table[name])
    counts = np.array(table["table"])
    assert cohen(counts, np.eye(3)).value == pytest.approx(table["results"]["unweighted"], abs=1e-9)
    assert cohen(counts, 1 - loss / loss.max()).value == pytest.approx(table["results"][name], abs=1e-9)


def test_fleiss_1971(known):
    table = known("fleiss_1971")
    nominal = Scale("nominal", tuple("12345"))
    found = values(table["ratings"], nominal)
    assert found["fleiss_kappa"].value == pytest.approx(table["results"]["fleiss_kappa"], abs=1e-12)
    assert found["conger_kappa"].value == pytest.approx(table["results"]["conger_kappa"], abs=1e-9)
    stacked = all_pairs(Ratings.from_matrix(table["ratings"], nominal).codes, 5)[np.triu_indices(6, 1)]
    mean = weighted_kappas(stacked, np.eye(5)).mean()
    assert mean == pytest.approx(table["results"]["mean_pairwise_cohen"], abs=1e-9)
    assert values(table["ratings"], nominal, ["light_kappa"])["light_kappa"].value == pytest.approx(mean, abs=1e-12)


def test_counts_alone_give_fleiss_alpha_and_brennan_prediger(known):
    table = known("fleiss_14_raters")
    found = from_counts(table["counts"], list(table["results"]))
    for name, expected in table["results"].items():
        assert found[name].value == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("name", ["shrout_fleiss_1979", "anxiety_20x3"])
@pytest.mark.parametrize("scale", [Scale("interval"), Scale("ordinal", tuple(str(i) for i in range(1, 11)))])
def test_six_intraclass_correlations(known, name, scale):
    table = known(name)
    found = values(table["ratings"], scale)
    for key in (k for k in table["results"] if k.startswith("icc")):
        expected = table["results"][key]
        assert found[key].value == pytest.approx(expected["value"], abs=1e-9)
        assert found[key].ci95 == pytest.approx(expected["ci95"], abs=1e-6)


@pytest.mark.parametrize("name", ["shrout_fleiss_1979", "anxiety_20x3"])
@pytest.mark.parametrize(("icc", "way"), [("icc_1_1", "one_way"), ("icc_2_k", "two_way"), ("icc_3_1", "two_way")])
def test_f_of_the_intraclass_correlations(known, name, icc, way):
    table = known(name)
    found = icc_tests(Ratings.from_matrix(table["ratings"], Scale("interval")))[icc]
    statistic, df1, df2, *p_value = table["results"]["f"][way]
    assert (found.statistic, found.df1, found.df2) == (pytest.approx(statistic, abs=1e-9), df1, df2)
    assert found.p_value == pytest.approx(stats.f.sf(statistic, df1, df2), rel=1e-8)
    assert not p_value or found.p_value == pytest.approx(p_value[0], rel=1e-8)


def test_the_printed_mean_squares(known):
    table = known("shrout_fleiss_1979")
    found = mean_squares(DirectSummary(Ratings.from_matrix(table["ratings"], Scale("interval"))).moments)
    ours = (found.items, found.within, found.raters, found.residual)
    assert ours == pytest.approx(tuple(table["results"]["mean_squares"].values()), abs=1e-6)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([[1, 2], [2, None], [3, 3]], "incomplete_ratings"), ([[1, 2]], "too_few_raters_or_items"),
        ([[1], [2]], "too_few_raters_or_items"), ([[1, 1], [2, 2]], "no_variation"), ([[1, 1], [1, 1]], "no_variation"),
    ],
)  # fmt: skip
def test_an_f_test_is_withheld_with_its_reason(rows, code):
    found = icc_tests(Ratings.from_matrix(rows, Scale("interval")))
    assert {test.withheld.partition(":")[0] for test in found.values()} == {code}
    assert all(test.p_value is None for test in found.values())


def test_the_printed_interval_of_average_agreement_has_other_degrees_of_freedom(known):
    """Ours is McGraw and Wong's; the print puts the average into the formula of Satterthwaite's df for one rating."""
    table = known("anxiety_20x3")
    expected = table["results"]["icc_2_k"]
    ours = values(table["ratings"], Scale("interval"), ["icc_2_1", "icc_2_k"])
    assert ours["icc_2_k"].ci95 == pytest.approx(tuple(3 * b / (1 + 2 * b) for b in ours["icc_2_1"].ci95), abs=1e-9)
    m = mean_squares(DirectSummary(Ratings.from_matrix(table["ratings"], Scale("interval"))).moments)

    def degrees(value, k):
        a = k * value / (20 * (1 - value))
        b = 1 + k * value * 19 / (20 * (1 - value))
        return (a * m.raters + b * m.residual) ** 2 / ((a * m.raters) ** 2 / 2 + (b * m.residual) ** 2 / 38)

    assert degrees(ours["icc_2_1"].value, 3) == pytest.approx(table["results"]["icc_2_1"]["df2_printed"], abs=1e-8)
    assert degrees(expected["value"], 1) == pytest.approx(degrees(ours["icc_2_1"].value, 3))
    df = degrees(expected["value"], 3)
    assert df == pytest.approx(expected["df2_printed"], abs=1e-8)
    low, high = stats.f.ppf(0.975, 19, df), stats.f.ppf(0.975, df, 19)
    printed = (
        20 * (m.items - low * m.residual) / (low * (m.raters - m.residual) + 20 * m.items),
        20 * (high * m.items - m.residual) / (m.raters - m.residual + 20 * high * m.items),
    )
    assert printed == pytest.approx(expected["ci95_printed"], abs=1e-6)


def test_unanimity_of_anxiety(known):
    table = known("anxiety_20x3")
    found = [unanimity(Ratings.from_matrix(table["ratings"], Scale("interval")), within) for within in (0, 1)]
    assert [100 * f.value for f in found] == table["results"]["all_raters_percent"]
    assert found[0].ci95 == pytest.approx((0.0, 1 - 0.05 ** (1 / 20)))
    assert found[1].n == 20


def test_kendall_w_and_kappas_of_anxiety(known):
    table = known("anxiety_20x3")
    expected = table["results"]
    scale = Scale("ordinal", tuple("123456"))
    assert values(table["ratings"], scale)["kendall_w"].value == pytest.approx(expected["kendall_w"]["value"], abs=1e-9)
    raw = from_values(np.array(table["ratings"], dtype=float).T, correct_ties=False)
    assert raw.value == pytest.approx(expected["kendall_w_uncorrected"]["value"], abs=1e-9)
    two = values([row[:2] for row in table["ratings"]], scale)
    for name in ("cohen_kappa", "cohen_kappa_linear", "cohen_kappa_quadratic"):
        assert two[name].value == pytest.approx(expected[name]["value"], abs=1e-9)


@pytest.mark.parametrize(
    "counts", [[[1.5, 2], [3, 4]], [[-1, 2], [3, 4]], [[1, 2, 3], [4, 5, 6]], [[float("nan"), 1], [1, 1]]]
)
@pytest.mark.parametrize("function", [cohen_test, kappa_max])
def test_a_table_of_two_raters_holds_whole_counts(counts, function):
    with pytest.raises(ValueError, match="table"):
        function(np.array(counts))
