"""Sampling plans, what a sample proves and fixed-length certification, against tables and naive counting."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qa_service.agreement.acceptance import (
    Plan,
    acceptance,
    certify_agreement,
    clears,
    design_fixed_length,
    fixed_length,
    needed,
    operating_characteristic,
    plan_for,
    proves,
    quality_at,
)
from qa_service.agreement.acceptance.single import hypergeometric_cdf
from qa_service.agreement.result import Figure


def plain(result):
    """The JSON form, which holds no value that JSON lacks."""
    return json.loads(json.dumps(result.to_dict(), allow_nan=False))


def binomial_cdf(c, n, p):
    return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(c + 1))


def counted_cdf(c, lot, defects, n):
    ways = sum(math.comb(defects, k) * math.comb(lot - defects, n - k) for k in range(c + 1) if n - k >= 0)
    return ways / math.comb(lot, n)


plans = st.integers(1, 40).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1)))


def test_the_operating_characteristic_of_the_textbook(known):
    table = known("acceptance_plans")["montgomery_89_2"]
    plan = Plan(table["n"], table["c"])
    for rate, expected in table["accept"].items():
        assert acceptance(plan, float(rate)).value == pytest.approx(expected, abs=6e-5)
    curve = operating_characteristic(plan)
    assert curve.outgoing_limit == pytest.approx(table["aoql_printed"], rel=0.02)
    best = max(rate / 1e5 * binomial_cdf(2, 89, rate / 1e5) for rate in range(2000, 3200))
    assert curve.outgoing_limit == pytest.approx(best, rel=1e-6)


@given(plans, st.floats(0, 1))
def test_acceptance_by_counting(plan, rate):
    n, c = plan
    assert acceptance(Plan(n, c), rate).value == pytest.approx(binomial_cdf(c, n, rate), abs=1e-12)


@settings(max_examples=40)
@given(plans, st.integers(0, 60), st.data())
def test_finite_lots_by_counting(plan, extra, data):
    n, c = plan
    lot = n + extra
    defects = data.draw(st.integers(0, lot))
    assert hypergeometric_cdf(c, lot, defects, n) == pytest.approx(counted_cdf(c, lot, defects, n), abs=1e-12)
    curve = operating_characteristic(Plan(n, c, lot), [defects / lot])
    point = curve.points[0]
    accepted = counted_cdf(c, lot, defects, n)
    assert point.rate == pytest.approx(defects / lot)
    assert point.accept == pytest.approx(accepted, abs=1e-12)
    assert point.outgoing == pytest.approx(accepted * defects / lot * (lot - n) / lot, abs=1e-12)
    assert point.inspected == pytest.approx((accepted * n + (1 - accepted) * lot) / lot)
    every = [counted_cdf(c, lot, d, n) * d / lot * (lot - n) / lot for d in range(lot + 1)]
    assert curve.outgoing_limit == pytest.approx(max(every), abs=1e-12)


def test_a_large_lot_is_a_process():
    process, lot = Plan(200, 3), Plan(200, 3, 50_000_000)
    for rate in (0.005, 0.02, 0.05):
        assert acceptance(lot, rate).value == pytest.approx(acceptance(process, rate).value, rel=1e-4)


@settings(max_examples=40)
@given(plans, st.sampled_from([0.05, 0.1, 0.5, 0.95]))
def test_the_marks_of_a_curve(plan, chance):
    n, c = plan
    rate = quality_at(Plan(n, c), chance).value
    assert binomial_cdf(c, n, rate) == pytest.approx(chance, abs=1e-9)
    lot = Plan(n, c, n + 30)
    defects = round(quality_at(lot, chance).value * lot.lot)
    assert counted_cdf(c, lot.lot, defects, n) >= chance - 1e-12
    if defects < lot.lot:
        assert counted_cdf(c, lot.lot, defects + 1, n) < chance + 1e-12


def test_the_published_plan_of_two_points(known):
    table = known("acceptance_plans")["two_point_plan"]
    found = plan_for(table["good"], table["bad"], table["producer_risk"], table["consumer_risk"])
    assert (found.plan.n, found.plan.c) == (table["n"], table["c"])
    assert plain(found)["withheld"] is None


def holds(cdf, n, c, producer, consumer):
    good, bad = cdf(c, n)
    return 1 - good <= producer and bad <= consumer


@settings(deadline=None, max_examples=15)
@given(
    st.floats(0.01, 0.2), st.floats(2.0, 6.0), st.sampled_from([0.05, 0.1]), st.sampled_from([0.05, 0.1, 0.2]),
    st.sampled_from([None, 40, 90]),
)  # fmt: skip
def test_the_smallest_plan_by_looking_at_all(good, ratio, producer, consumer, lot):
    bad = good * ratio
    assume(bad < 0.95)
    found = plan_for(good, bad, producer, consumer, lot)

    def cdf(c, n):
        if lot is None:
            return binomial_cdf(c, n, good), binomial_cdf(c, n, bad)
        return counted_cdf(c, lot, math.floor(good * lot + 1e-9), n), counted_cdf(
            c, lot, math.ceil(bad * lot - 1e-9), n
        )

    most = min(lot or 70, 70)
    all_plans = (
        (n, c) for n in range(1, most + 1) for c in range(n) if holds(cdf, n, c, producer + 1e-12, consumer + 1e-12)
    )
    first = next(all_plans, None)
    if first is None:
        assert found.plan is None or found.plan.n > most
        return
    assert found.plan.n == first[0]
    assert holds(cdf, found.plan.n, found.plan.c, producer + 1e-9, consumer + 1e-9)
    assert found.plan.lot == lot


def test_no_plan_is_withheld():
    assert plan_for(0.001, 0.0010001).withheld.startswith("no_plan")
    # A lot that is inspected in full always decides.
    assert plan_for(0.11, 0.12, lot=10).plan == Plan(10, 1, 10)


def test_a_certification_test_has_the_same_plan():
    assert design_fixed_length(0.05, 0.2).plan == plan_for(0.05, 0.2).plan


def test_what_clean_samples_prove(known):
    for n, expected in known("acceptance_plans")["clean_samples"]["upper"].items():
        found = proves(0, int(n))
        assert found.upper.value == pytest.approx(expected, abs=0.005)
        assert found.upper.value == pytest.approx(1 - 0.05 ** (1 / int(n)))
        assert found.rule_of_three.value == pytest.approx(min(1.0, 2.9957 / int(n)), rel=1e-4)
        assert f"{found.upper.value:.2%}" in found.sentence


@settings(max_examples=40)
@given(st.integers(1, 60), st.data(), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_bound_is_where_the_sample_becomes_unlikely(n, data, confidence):
    errors = data.draw(st.integers(0, n))
    bound = proves(errors, n, confidence).upper.value
    assert binomial_cdf(errors, n, bound) == pytest.approx(1 - confidence if errors < n else 1.0, abs=1e-9)
    lot = n + data.draw(st.integers(0, 40))
    most = round(proves(errors, n, confidence, lot).upper.value * lot)
    assert counted_cdf(errors, lot, most, n) > 1 - confidence - 1e-12
    if most < lot - (n - errors):
        assert counted_cdf(errors, lot, most + 1, n) <= 1 - confidence + 1e-12


def test_a_whole_lot_leaves_nothing_open():
    assert proves(2, 50, lot=50).upper.value == pytest.approx(2 / 50)
    assert proves(0, 0).upper.withheld.startswith("no_ratings")
    assert proves(1, 10).rule_of_three.withheld.startswith("not_applicable")
    assert plain(proves(0, 0))["upper"]["value"] is None


def test_items_needed_for_a_proof():
    assert [needed(rate).value for rate in (0.05, 0.01, 0.10)] == [59, 299, 29]
    assert needed(0.05, defects=1).value == 93
    assert needed(0.05, 0.95, lot=100).value == 45
    assert needed(0.05, defects=3, lot=10).withheld.startswith("no_plan")
    assert needed(1e-9).withheld.startswith("no_plan")


@settings(max_examples=40)
@given(st.floats(0.02, 0.5), st.integers(0, 4), st.sampled_from([0.9, 0.95]))
def test_fewer_items_prove_less(rate, errors, confidence):
    n = round(needed(rate, confidence, defects=errors).value)
    assert proves(errors, n, confidence).upper.value <= rate + 1e-9
    assert n == errors + 1 or proves(errors, n - 1, confidence).upper.value > rate - 1e-9


def test_the_odds_of_fixed_length_tests(known):
    for test in known("acceptance_plans")["certification_odds"]["tests"]:
        rates = [1 - float(accuracy) for accuracy in test["passes"]]
        found = fixed_length(test["n"], test["n"] - test["needed"], rates)
        assert [p for _, p in found.passes] == pytest.approx(list(test["passes"].values()), abs=0.0051)
        assert plain(found)["plan"]["n"] == test["n"]


@settings(max_examples=40)
@given(st.integers(1, 80), st.data(), st.floats(0.3, 0.97))
def test_agreement_is_certified_by_its_lower_bound(total, data, bar):
    matched = data.draw(st.integers(0, total))
    found = certify_agreement(matched, total, bar)
    lower = found.lower.value
    if matched > 0:
        above = 1 - binomial_cdf(matched - 1, total, lower)
        assert above == pytest.approx(0.05, abs=1e-9)
    assert (found.outcome == "certify") == (lower >= bar)
    assert (found.outcome == "reject") == (found.upper.value < bar)
    if found.needed is None:
        assert certify_agreement(total, total, bar).outcome != "certify"
    else:
        assert (found.outcome == "certify") == (matched >= found.needed)
        for rate, chance in found.passes:
            assert chance == pytest.approx(binomial_cdf(total - found.needed, total, 1 - rate), abs=1e-9)


def test_nothing_compared_certifies_nobody():
    found = certify_agreement(0, 0, 0.8)
    assert found.outcome == "undecided"
    assert plain(found)["lower"]["withheld"].startswith("no_ratings")


def test_a_figure_clears_a_bar_by_its_interval():
    assert clears(Figure(0.9, ci95=(0.6, 1.0)), 0.7).outcome == "undecided"
    assert clears(Figure(0.5, ci95=(0.4, 0.6)), 0.7).outcome == "reject"
    assert clears(Figure(None, withheld="too_few_items: n = 3 < 20"), 0.7).reason.startswith("too_few_items")
    assert clears(Figure(0.9), 0.7).reason == "the figure has no interval"
    assert plain(clears(Figure(0.9, ci95=(0.8, 1.0)), 0.7))["outcome"] == "certify"


@pytest.mark.parametrize(
    "call",
    [
        lambda: Plan(0, 0),
        lambda: Plan(5, 5),
        lambda: Plan(5, 0, 4),
        lambda: acceptance(Plan(5, 0), 1.5),
        lambda: quality_at(Plan(5, 0), 0),
        lambda: plan_for(0.2, 0.1),
        lambda: plan_for(0.1, 0.2, lot=0),
        lambda: proves(3, 2),
        lambda: proves(0, 5, 1.0),
        lambda: needed(0),
        lambda: certify_agreement(3, 2, 0.5),
        lambda: certify_agreement(1, 2, 1.5),
    ],
)
def test_wrong_calls_are_refused(call):
    with pytest.raises(ValueError, match=r"[a-z]{3}"):
        call()
