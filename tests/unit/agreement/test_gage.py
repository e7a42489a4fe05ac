"""Gage R&R and self-agreement: published studies, intervals, invariants, what cannot be said."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from qa_service.agreement.gage import gage_rr, self_agreement
from qa_service.agreement.gage.constants import k1, k_single, range_moments
from qa_service.agreement.generalizability import Observation
from qa_service.agreement.proportions import clopper_pearson
from qa_service.agreement.records import Rating
from qa_service.agreement.scale import AgreementError


def aiag(known):
    table = known("gage_rr_aiag")["measurements"]
    return [Observation(f"p{p}", who, x) for who, trials in table.items() for row in trials for p, x in enumerate(row)]


def montgomery(known):
    table = known("gage_montgomery")["readings"]
    return [Observation(f"p{p}", who, x) for who, parts in table.items() for p, pair in enumerate(parts) for x in pair]


def check(found, expected, names):
    for key, name in names.items():
        assert found.source(name).sd.value == pytest.approx(expected[key], abs=1e-6), key
    assert found.source("gage_rr").percent_study.value == pytest.approx(expected["percent_GRR_of_TV"], abs=1e-6)
    assert found.ndc.value == pytest.approx(expected["ndc"], abs=1e-6)


NAMES = {"EV": "repeatability", "AV": "reproducibility", "GRR": "gage_rr", "PV": "part", "TV": "total"}


def test_aiag_analysis_of_variance(known):
    data, found = known("gage_rr_aiag"), gage_rr(aiag(known))
    table = data["anova"]
    assert [line.name for line in found.anova] == ["part", "operator", "interaction", "repeatability"]
    assert [line.df for line in found.anova] == table["df"]
    assert [line.ss for line in found.anova] == pytest.approx(table["ss"], abs=1e-9)
    assert [line.ms for line in found.anova] == pytest.approx(table["ms"], abs=1e-9)
    assert found.anova[2].f == pytest.approx(table["F_interaction"], abs=1e-9)
    assert found.anova[2].p_value == pytest.approx(table["p_interaction"], abs=1e-9)


def test_aiag_with_the_interaction_pooled(known):
    data, found = known("gage_rr_aiag"), gage_rr(aiag(known))
    assert found.pooled
    for name, variance in data["pooled"].items():
        assert found.source(name).variance.value == pytest.approx(variance, abs=1e-9)
    check(found, data["anova_method"], NAMES)
    assert found.categories == 4


def test_aiag_average_and_range(known):
    data, found = known("gage_rr_aiag"), gage_rr(aiag(known), method="average_range")
    check(found, data["average_and_range"], NAMES)
    for key, name in {"Rbar": "trials", "Xdiff": "operators", "Rp": "parts"}.items():
        assert found.ranges[name] == pytest.approx(data["average_and_range"][key], abs=1e-9)
    assert [found.ranges[name] for name in ("k1", "k2", "k3")] == [0.5908, 0.5231, 0.3146]
    assert found.categories == 5
    assert found.source("repeatability").variance.ci95 is None


def test_factors_of_the_manual(known):
    factors = known("gage_rr_aiag")["factors"]
    assert {size: k1(int(size)) for size in factors["k1"]} == factors["k1"]
    assert {size: k_single(int(size)) for size in factors["single"]} == factors["single"]
    assert range_moments(2) == pytest.approx((2 / math.sqrt(math.pi), 2.0), abs=1e-10)
    assert range_moments(5)[0] == pytest.approx(2.32593, abs=5e-6)
    assert range_moments(1000)[0] == pytest.approx(6.48287, abs=5e-5)
    with pytest.raises(ValueError, match="two"):
        range_moments(1)


def test_montgomery(known):
    data, found = known("gage_montgomery"), gage_rr(montgomery(known), pool_above=1.0)
    assert [line.df for line in found.anova] == data["anova"]["df"]
    assert [line.ss for line in found.anova] == pytest.approx(data["anova"]["ss"], abs=5e-4)
    assert [line.ms for line in found.anova] == pytest.approx(data["anova"]["ms"], abs=5e-4)
    for name in ("part", "operator", "repeatability"):
        assert found.source(name).variance.value == pytest.approx(data["components"][name], abs=5e-5)
    assert found.source("interaction").variance.value == 0
    assert "negative" in found.notes[0]


def test_sums_and_percents(known):
    found = gage_rr(aiag(known), tolerance=4.0)
    value = {source.name: source.variance.value for source in found.sources}
    assert value["gage_rr"] == pytest.approx(value["repeatability"] + value["reproducibility"])
    assert value["total"] == pytest.approx(value["gage_rr"] + value["part"])
    for source in found.sources:
        assert source.sd.value**2 == pytest.approx(source.variance.value)
        assert source.study_variation == pytest.approx(6 * source.sd.value)
        assert source.percent_tolerance.value == pytest.approx(100 * source.study_variation / 4)
        assert source.percent_contribution.value == pytest.approx(100 * source.variance.value / value["total"])
        assert source.percent_study.value**2 == pytest.approx(100 * source.percent_contribution.value)
    narrow = gage_rr(aiag(known), study_factor=5.15).source("part")
    assert narrow.study_variation == pytest.approx(5.15 * narrow.sd.value)


def test_repeatability_has_the_chi_square_interval(known):
    source = gage_rr(aiag(known), pool_above=1.0).source("repeatability")
    expected = [2.75893333333 / special.chdtri(60, p) for p in (0.025, 0.975)]
    assert source.variance.ci95 == pytest.approx(expected, rel=1e-6)


def test_intervals_hold_the_truth_as_often_as_they_say():
    rng = np.random.default_rng(13)
    p, o, _ = (x.ravel() for x in np.indices((10, 4, 2)))
    truth = {"part": 4.0, "gage_rr": 1.0 + 0.5 + 0.25, "repeatability": 1.0, "total": 5.75}
    hits, categories, tries = dict.fromkeys(truth, 0), 0, 150
    for _ in range(tries):
        y = 2 * rng.normal(size=10)[p] + math.sqrt(0.5) * rng.normal(size=4)[o]
        y = y + 0.5 * rng.normal(size=(10, 4))[p, o] + rng.normal(size=p.size)
        rows = [Observation(str(a), str(b), x) for a, b, x in zip(p.tolist(), o.tolist(), y.tolist(), strict=True)]
        found = gage_rr(rows, pool_above=1.0)
        for name, value in truth.items():
            low, high = found.source(name).variance.ci95
            hits[name] += low <= value <= high
        categories += found.ndc.ci95[0] <= 1.41 * math.sqrt(4 / 1.75) <= found.ndc.ci95[1]
    for name, count in (hits | {"ndc": categories}).items():
        assert 0.9 <= count / tries <= 1.0, name


def test_pooling_follows_the_p_value(known):
    rows = aiag(known)
    p = gage_rr(rows).anova[2].p_value
    assert gage_rr(rows, pool_above=p - 0.001).pooled
    assert not gage_rr(rows, pool_above=p + 0.001).pooled
    assert gage_rr(rows, pool_above=0).pooled


def test_own_parts_by_hand():
    table = {"x": [[1, 2], [5, 6], [9, 9]], "y": [[4, 4], [8, 7], [3, 1]]}
    rows = [Observation(f"p{p}", who, v) for who, parts in table.items() for p, pair in enumerate(parts) for v in pair]
    found = gage_rr(rows, nested=True)
    within = (0.5 + 0.5 + 0 + 0 + 0.5 + 2) / 6
    means = {who: [sum(pair) / 2 for pair in parts] for who, parts in table.items()}
    parts = sum(2 * (m - sum(ms) / 3) ** 2 for ms in means.values() for m in ms) / 4
    assert found.source("repeatability").variance.value == pytest.approx(within)
    assert found.source("part").variance.value == pytest.approx((parts - within) / 2)
    assert (found.n_parts, found.n_operators, found.n_trials) == (6, 2, 2)
    assert [line.df for line in found.anova] == [1, 4, 6]


def test_missing_readings_are_estimated_by_likelihood(known):
    rows = [row for k, row in enumerate(aiag(known)) if k % 7]
    found = gage_rr(rows)
    assert found.method == "reml"
    assert found.anova == ()
    full = gage_rr(aiag(known))
    for name in ("repeatability", "operator", "part"):
        low, high = found.source(name).variance.ci95
        assert low < full.source(name).variance.value < high
    assert found.ndc.ci95[0] < full.ndc.value < found.ndc.ci95[1]
    assert gage_rr(rows, method="average_range").withheld.startswith("incomplete_ratings")


CUBES = st.lists(
    st.lists(st.lists(st.integers(0, 6) | st.none(), min_size=2, max_size=2), min_size=2, max_size=2),
    min_size=1,
    max_size=5,
)


def cube(values, unit=1.0):
    for p, operators in enumerate(values):
        for o, trials in enumerate(operators):
            for x in trials:
                yield Observation(f"p{p}", f"o{o}", None if x is None else x * unit)


@settings(deadline=None, max_examples=80)
@given(CUBES, st.sampled_from(["anova", "average_range"]), st.booleans())
def test_every_study_is_finite_or_withheld(values, method, nested):
    found = gage_rr(cube(values), tolerance=3, method=method, nested=nested)
    assert json.dumps(found.to_dict(), allow_nan=False)
    assert (found.withheld is None) == bool(found.sources)
    if found.sources:
        share = {s.name: s.percent_contribution.value for s in found.sources}
        assert share["gage_rr"] + share["part"] == pytest.approx(100)


@settings(deadline=None, derandomize=True, max_examples=40)
@given(CUBES, st.sampled_from([2.0**-300, 2.0**300]))
def test_the_unit_does_not_matter(values, unit):
    a, b = gage_rr(cube(values), tolerance=3), gage_rr(cube(values, unit), tolerance=3 * unit)
    assert (a.withheld, a.pooled, a.categories) == (b.withheld, b.pooled, b.categories)
    assert json.dumps(b.to_dict(), allow_nan=False)
    for one, two in zip(a.sources, b.sources, strict=True):
        assert two.percent_tolerance.value == pytest.approx(one.percent_tolerance.value, rel=1e-4, abs=1e-2)


@settings(deadline=None, derandomize=True, max_examples=30)
@given(CUBES, st.randoms(use_true_random=False))
def test_order_and_names_do_not_matter(values, random):
    rows = list(cube(values))
    other = [Observation("z" + r.item[::-1], "y" + r.rater, r.value) for r in rows]
    random.shuffle(other)
    a, b = gage_rr(rows), gage_rr(other)
    assert (a.withheld is None) == (b.withheld is None)
    for one, two in zip(a.sources, b.sources, strict=True):
        assert two.variance.value == pytest.approx(one.variance.value, rel=1e-5, abs=1e-5)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([], "no_ratings"),
        ([[[1, 2], [None, None]], [[3, 4], [None, None]]], "needs_two_raters"),
        ([[[1, None], [2, None]], [[3, None], [5, None]]], "too_few_ratings"),
        ([[[2, 2], [2, 2]], [[2, 2], [2, 2]]], "no_variation"),
        ([[[1, 2], [3, 4]]], "too_few_ratings"),
    ],
)
def test_degenerate_studies_are_withheld(values, reason):
    found = gage_rr(cube(values))
    assert found.withheld.startswith(reason)
    assert (found.sources, found.categories, found.ndc.withheld) == ((), None, found.withheld)


def test_a_perfect_gage_has_no_number_of_categories():
    found = gage_rr(cube([[[1, 1], [1, 1]], [[3, 3], [3, 3]], [[8, 8], [8, 8]]]))
    assert found.source("gage_rr").variance.value == 0
    assert found.ndc.withheld.startswith("no_variation")


def test_several_criteria_are_refused():
    with pytest.raises(AgreementError):
        gage_rr([Observation("a", "x", 1, "c"), Observation("a", "x", 2, "d")])


def test_wrong_calls(known):
    options = [{"tolerance": 0}, {"tolerance": math.nan}, {"method": "xbar"}, {"pool_above": 2}, {"study_factor": 0}]
    for option in options:
        with pytest.raises(ValueError, match=r"[a-z]"):
            gage_rr([], **option)
    with pytest.raises(KeyError, match="gage_rr"):
        gage_rr(aiag(known)).source("bias")
    with pytest.raises(ValueError, match="tolerance"):
        self_agreement([], -1)


# Self-agreement


def repeats(values, rater="ann"):
    return [Observation(f"i{i}", rater, x) for i, row in enumerate(values) for x in row]


def test_self_agreement_by_hand():
    found = self_agreement(repeats([[3, 3], [7, 8], [5, 5], [4]])).raters["ann"]
    assert (found.n_items, found.n_ratings) == (3, 6)
    assert found.exact.value == pytest.approx(2 / 3)
    assert found.exact.ci95 == pytest.approx(clopper_pearson(2, 3))
    assert found.within_sd.value == pytest.approx(math.sqrt(0.5 / 3))
    assert found.within_sd.ci95 == pytest.approx([math.sqrt(0.5 / special.chdtri(3, p)) for p in (0.025, 0.975)])


def test_self_agreement_is_the_one_way_correlation(known):
    """Repeats in the place of judges: ICC(1,1) with its F interval (Shrout and Fleiss 1979)."""
    data = known("shrout_fleiss_1979")
    found = self_agreement(repeats(data["ratings"])).pooled.icc
    expected = data["results"]["icc_1_1"]
    assert found.value == pytest.approx(expected["value"], abs=1e-9)
    assert found.ci95 == pytest.approx(expected["ci95"], abs=1e-9)


def test_pooled_over_reviewers(known):
    found = self_agreement(aiag(known))
    assert set(found.raters) == {"A", "B", "C"}
    assert found.pooled.n_items == sum(r.n_items for r in found.raters.values()) == 30
    assert found.pooled.within_sd.value == pytest.approx(math.sqrt(0.0459822222222), abs=1e-9)


def test_a_tolerance_and_criteria():
    rows = [Observation("a", "x", v, c) for c, pair in (("c", (1.0, 1.1)), ("d", (2.0, 2.4))) for v in pair]
    assert self_agreement(rows).pooled.exact.value == 0
    assert self_agreement(rows, tolerance=0.1).pooled.exact.value == 0.5
    assert self_agreement(rows, tolerance=0.4).pooled.exact.value == 1
    assert self_agreement(rows).pooled.n_items == 2


def test_repeats_with_the_first_in_sight_do_not_count():
    rows = [Rating("a", "x", 3), Rating("a", "x", 3, blind=False), Rating("b", "x", 4), Rating("b", "x", 6)]
    assert self_agreement(rows).pooled.n_items == 1
    assert self_agreement(rows, blind_only=False).pooled.n_items == 2


def test_self_agreement_without_error_or_without_variation():
    found = self_agreement(repeats([[3, 3], [7, 7]])).pooled
    assert (found.exact.value, found.within_sd.value, found.icc.value) == (1.0, 0.0, 1.0)
    assert found.within_sd.ci95 is None
    assert self_agreement(repeats([[3, 3], [3, 3]])).pooled.icc.withheld.startswith("no_variation")
    assert self_agreement(repeats([[3, 4]])).pooled.icc.withheld.startswith("too_few_items")
    assert self_agreement([]).pooled.exact.withheld.startswith("no_pairable_units")
    assert self_agreement(repeats([[3], [4]])).raters["ann"].exact.withheld.startswith("no_pairable_units")


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.integers(0, 9), max_size=4), max_size=7), st.sampled_from([1.0, 2.0**-300, 2.0**300]))
def test_self_agreement_is_finite_and_knows_no_unit(values, unit):
    a = self_agreement(repeats(values), 1.0)
    b = self_agreement(repeats([[x * unit for x in row] for row in values]), unit)
    assert json.dumps(b.to_dict(), allow_nan=False)
    assert a.pooled.exact.value == b.pooled.exact.value
    if a.pooled.icc.value is not None:
        assert b.pooled.icc.value == pytest.approx(a.pooled.icc.value, abs=1e-9)
        assert b.pooled.within_sd.value / unit == pytest.approx(a.pooled.within_sd.value, abs=1e-9)
