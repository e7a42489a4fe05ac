"""Drift charts: every signal, restarts, limits of counts, PSI, Kolmogorov-Smirnov, change points."""

from __future__ import annotations

import itertools
import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.agreement.control import (
    EwmaDesign,
    change_point,
    cusum,
    design_cusum,
    design_ewma,
    ewma,
    kolmogorov_smirnov,
    moving_range_sigma,
    p_chart,
    pettitt,
    population_stability,
    u_chart,
)
from qa_service.agreement.distributions import chi2_tail

series = st.lists(st.floats(-50, 50), min_size=2, max_size=40)


def plain(result):
    """The JSON form, which holds no value that JSON lacks."""
    return json.loads(json.dumps(result.to_dict(), allow_nan=False))


def test_the_cusum_of_the_textbook_with_every_signal(known):
    table = known("montgomery_cusum")
    chart = cusum(table["x"], centre=10, sigma=1, design=design_cusum(1.0, 465.443506))
    assert [signal.at + 1 for signal in chart.signals] == [29, 30]
    assert {(signal.side, signal.after + 1) for signal in chart.signals} == {("above", 22)}
    # The textbook estimates the new mean as target + slack + C / N.
    assert chart.signals[0].size == pytest.approx(0.5 + 5.28 / 7)
    assert chart.design.arl().value == pytest.approx(465.44, abs=0.01)
    form = plain(chart)
    assert form["design"]["arl_at_shift"]["value"] == pytest.approx(10.376, abs=1e-3)
    assert (form["limit"], form["sigma_estimated"], form["withheld"]) == (chart.design.limit, False, None)


def test_after_a_restart_sums_begin_at_zero():
    values = [0.0] * 3 + [2.0] * 12
    chart = cusum(values, sigma=1.0, limit=4.0, restart=True)
    assert [signal.at for signal in chart.signals] == [5, 8, 11, 14]
    assert [signal.after for signal in chart.signals] == [2, 5, 8, 11]
    drifted = ewma(values, sigma=1.0, restart=True)
    assert len(drifted.signals) < len(ewma(values, sigma=1.0).signals)
    after = drifted.signals[0].at + 1
    assert drifted.points[after] == pytest.approx(0.2 * values[after])
    assert drifted.upper[after] == pytest.approx(drifted.upper[0])


def test_limits_widen_or_stay():
    wide, fixed = (
        ewma([0.0, 1.0, 0.0], sigma=1.0, design=design_ewma(1.0, 370, 0.2, widening=w)) for w in (True, False)
    )
    assert len(set(fixed.upper)) == 1
    assert wide.upper[0] == pytest.approx(0.2 * wide.design.width)
    assert list(wide.upper) == sorted(wide.upper)
    assert fixed.design.width < wide.design.width


def test_sigma_is_told_to_be_estimated():
    values = [1.0, 3.0, 2.0, 5.0]
    assert moving_range_sigma(values) == pytest.approx(2 * math.sqrt(math.pi) / 2)
    assert ewma(values).sigma_estimated
    assert not ewma(values, sigma=2.0).sigma_estimated
    assert cusum(values, centre=2.0).sigma == pytest.approx(moving_range_sigma(values))


@settings(max_examples=50)
@given(series, st.sampled_from([1e-100, 1e-3, 1e100]), st.floats(-5, 5))
def test_charts_do_not_depend_on_units(values, unit, move):
    if moving_range_sigma(values) < 1e-6:
        return
    here, there = cusum(values), cusum([value * unit for value in values])
    assert there.plus == pytest.approx(here.plus, rel=1e-6, abs=1e-6)
    moved = ewma([value + move for value in values], centre=move)
    assert np.array(moved.points) - move == pytest.approx(np.array(ewma(values).points), abs=1e-6)


@settings(max_examples=50)
@given(series, st.booleans())
def test_turning_the_values_over_turns_the_chart_over(values, restart):
    ahead, over = cusum(values, sigma=2.0, restart=restart), cusum([-v for v in values], sigma=2.0, restart=restart)
    assert ahead.plus == over.minus
    assert [s.at for s in ahead.signals] == [s.at for s in over.signals]


@pytest.mark.parametrize("values", [[], [1.0], [2.0, 2.0]])
def test_charts_that_cannot_be_drawn_say_why(values):
    for chart in (cusum(values), ewma(values)):
        assert chart.withheld.split(":")[0] in {"too_few_points", "no_variation"}
        assert chart.signals == ()
        assert plain(chart)["withheld"] == chart.withheld


def test_values_are_numbers_of_any_kind_but_finite():
    assert cusum(np.array([0, 1, 5]), sigma=1).plus == pytest.approx((0.0, 0.5, 5.0))
    assert ewma(np.array([1.0, 0.0])).withheld is None
    for chart in (cusum, ewma):
        with pytest.raises(ValueError, match="finite"):
            chart([1.0, math.nan])
    with pytest.raises(ValueError, match="sigma"):
        cusum([1.0], 0, math.nan)


def test_a_chart_in_control_alarms_as_often_as_designed():
    rng = np.random.default_rng(8)
    design, fixed = design_cusum(1.0, 60), EwmaDesign(0.2, 2.0, 1.0)
    values = rng.normal(0, 1, 30_000).tolist()
    alarms = len(cusum(values, sigma=1.0, design=design, restart=True).signals)
    assert alarms == pytest.approx(30_000 / 60, rel=0.15)
    drifting = len(ewma(values, sigma=1.0, design=fixed, restart=True).signals)
    assert drifting == pytest.approx(30_000 / fixed.arl().value, rel=0.15)


def binomial(k, n, p):
    return math.comb(n, k) * p**k * (1 - p) ** (n - k)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.integers(1, 60), min_size=3, max_size=8),
    st.floats(0.01, 0.6),
    st.sampled_from([0.0027, 0.05]),
    st.randoms(use_true_random=False),
)
def test_binomial_limits_by_counting(sizes, centre, alpha, dice):
    errors = [dice.randint(0, n) for n in sizes]
    chart = p_chart(errors, sizes, centre, alpha)
    outside = {signal.at for signal in chart.signals}
    alarm = 0.0
    for at, (k, n) in enumerate(zip(errors, sizes, strict=True)):
        chances = [binomial(j, n, centre) for j in range(n + 1)]
        low, high = sum(chances[: k + 1]), sum(chances[k:])
        if abs(low - alpha / 2) > 1e-9 and abs(high - alpha / 2) > 1e-9:
            assert (at in outside) == (low <= alpha / 2 or high <= alpha / 2)
        lower, upper = round(chart.lower[at] * n), round(chart.upper[at] * n)
        alarm += (sum(chances[:lower]) + sum(chances[upper + 1 :])) / len(sizes)
    assert chart.false_alarm.value == pytest.approx(alarm, abs=1e-9)
    assert chart.false_alarm.value <= alpha + 1e-9


def test_a_u_chart_by_hand():
    chart = u_chart([4, 6, 19], [2.0, 3.0, 2.5], centre=2.0)
    poisson = [math.exp(-5) * 5**k / math.factorial(k) for k in range(60)]
    limit = round(chart.upper[2] * 2.5)
    assert sum(poisson[limit + 1 :]) <= 0.00135 < sum(poisson[limit:])
    assert [signal.at for signal in chart.signals] == [2]
    assert plain(chart)["chart"] == "u"


def test_overdispersion_is_measured_and_laney_widens():
    rng = np.random.default_rng(3)
    sizes = [400] * 40
    shares = np.clip(rng.normal(0.1, 0.04, 40), 0.01, 0.5)
    errors = [int(rng.binomial(400, p)) for p in shares]
    exact, wide = p_chart(errors, sizes), p_chart(errors, sizes, laney=True)
    assert exact.dispersion.value > 1.8
    assert exact.dispersion_p < 1e-6
    assert len(wide.signals) < len(exact.signals)
    steady = p_chart([int(k) for k in rng.binomial(400, 0.1, 40)], sizes)
    assert 0.7 < steady.dispersion.value < 1.4
    assert steady.dispersion_p > 0.01


def test_charts_of_counts_that_cannot_be_drawn():
    assert p_chart([], []).withheld.startswith("too_few_points")
    assert p_chart([0, 0], [5, 5]).withheld.startswith("no_variation")
    assert p_chart([5, 5], [5, 5]).withheld.startswith("no_variation")
    assert p_chart([1, 0], [5, 5], 0.1).dispersion.withheld.startswith("too_few_points")
    for errors, sizes, more in (([3], [2], {}), ([1], [0], {}), ([1], [2, 3], {}), ([1], [2], {"centre": 2.0})):
        with pytest.raises(ValueError, match=r"sample|sizes|centre"):
            p_chart(errors, sizes, **more)
    with pytest.raises(ValueError, match="alpha"):
        u_chart([1], [2], alpha=0)
    with pytest.raises(ValueError, match="rate"):
        u_chart([1], [2], centre=0)


def test_psi_by_hand_and_its_readings():
    found = population_stability([10, 30, 60], [20, 40, 40])
    pairs = ((0.1, 0.2), (0.3, 0.4), (0.6, 0.4))
    assert found.psi.value == pytest.approx(sum((a - b) * math.log(a / b) for b, a in pairs))
    assert found.p == pytest.approx(chi2_tail(found.psi.value * 50, 2))
    assert found.critical == pytest.approx(5.991464547 / 50)
    assert population_stability([10, 10], [10, 10]).reading == "stable"
    assert population_stability([10, 90], [60, 40]).reading == "changed"


def test_psi_of_an_empty_level_says_what_it_did():
    found = population_stability([10, 0, 10, 0], [5, 5, 10, 0])
    b, a = (10.5, 0.5, 10.5), (5.5, 5.5, 10.5)
    shares = [(x / sum(b), y / sum(a)) for x, y in zip(b, a, strict=True)]
    assert found.psi.value == pytest.approx(sum((y - x) * math.log(y / x) for x, y in shares))
    assert found.parts[3] == 0
    assert "half a count" in found.note
    assert population_stability([1, 0], [3, 0]).psi.withheld.startswith("no_variation")
    assert population_stability([0, 0], [3, 1]).psi.withheld.startswith("no_ratings")
    with pytest.raises(ValueError, match="same levels"):
        population_stability([1], [1, 2])
    with pytest.raises(ValueError, match="negative"):
        population_stability([-1, 2], [1, 2])


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=2, max_size=8))
def test_psi_is_symmetric_and_blind_to_the_order_of_levels(pairs):
    b, a = [p for p, _ in pairs], [p for _, p in pairs]
    here, back = population_stability(b, a), population_stability(a, b)
    turned = population_stability(b[::-1], a[::-1])
    if here.psi.value is None:
        assert back.psi.withheld == here.psi.withheld
        return
    assert here.psi.value == pytest.approx(back.psi.value)
    assert here.psi.value == pytest.approx(turned.psi.value)
    assert here.psi.value >= -1e-12
    assert 0 <= here.p <= 1


def by_all_orders(x, y):
    """p of Kolmogorov-Smirnov by every choice of the first sample, ties and all."""
    pooled = np.array([*x, *y])
    ends = np.unique(pooled)

    def distance(first):
        chosen = np.zeros(len(pooled), dtype=bool)
        chosen[list(first)] = True
        one, two = pooled[chosen], pooled[~chosen]
        return max(abs((one <= v).mean() - (two <= v).mean()) for v in ends)

    observed = distance(range(len(x)))
    found = [distance(first) >= observed - 1e-12 for first in itertools.combinations(range(len(pooled)), len(x))]
    return observed, sum(found) / len(found)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=5), st.lists(st.integers(1, 4), min_size=1, max_size=5))
def test_kolmogorov_smirnov_by_all_orders(x, y):
    found = kolmogorov_smirnov(x, y)
    if len({*x, *y}) < 2:
        assert found.distance.withheld.startswith("no_variation")
        return
    distance, p = by_all_orders(x, y)
    assert found.distance.value == pytest.approx(distance)
    assert found.p == pytest.approx(p)


def test_kolmogorov_smirnov_without_ties_and_at_large():
    from scipy.stats import ks_2samp

    rng = np.random.default_rng(4)
    x, y = rng.normal(size=60), rng.normal(0.5, size=45)
    reference = ks_2samp(x, y, method="exact")
    found = kolmogorov_smirnov(x, y)
    assert (found.distance.value, found.p) == pytest.approx((reference.statistic, reference.pvalue), rel=1e-9)
    assert found.note == ""
    big = kolmogorov_smirnov(rng.normal(size=3000), rng.normal(0.02, size=3000))
    assert "asymptotic" in big.distance.method
    assert 0 <= big.p <= 1
    assert kolmogorov_smirnov([], [1.0]).distance.withheld.startswith("no_ratings")
    assert "tied" in kolmogorov_smirnov([1, 1, 2], [2, 2, 3]).note
    with pytest.raises(ValueError, match="finite"):
        kolmogorov_smirnov([math.nan], [1.0])


def test_a_change_point_by_hand():
    values = [1, 3, 2, 1, 2, 3, 2, 5, 6, 4, 7, 5, 6, 5]
    found = pettitt(values)
    signs = [abs(sum(np.sign(a - b) for a in values[:t] for b in values[t:])) for t in range(1, len(values))]
    assert found.statistic == max(signs) == 49
    assert found.after == signs.index(49) + 1 == 7
    assert found.p == pytest.approx(2 * math.exp(-6 * 49**2 / (14**3 + 14**2)))
    moved = change_point(values)
    assert (moved.after, moved.p < 0.05) == (7, True)
    assert moved.size.value == pytest.approx(38 / 7 - 2)
    low, high = moved.size.ci95
    assert low < 38 / 7 - 2 < high
    assert plain(moved)["withheld"] is None


def test_random_order_is_seldom_a_change():
    rng = np.random.default_rng(12)
    short = [change_point(rng.normal(size=24), before=5, least=5).p <= 0.05 for _ in range(80)]
    assert 0.0 < np.mean(short) <= 0.10
    long = [change_point(rng.normal(size=120), before=10, least=6).p <= 0.05 for _ in range(150)]
    assert np.mean(long) <= 0.10


def test_a_planted_change_is_found_where_it_is():
    rng = np.random.default_rng(6)
    places = [change_point(np.r_[rng.normal(size=40), rng.normal(1.5, size=40)]).after for _ in range(30)]
    assert abs(np.median(places) - 40) <= 2


@given(series, st.sampled_from([1e-90, 1.0, 1e90]))
@settings(max_examples=30, deadline=None)
def test_change_points_are_of_ranks(values, unit):
    here = change_point(values, shuffles=200)
    there = change_point([value * unit for value in values], shuffles=200)
    if here.withheld is None and there.withheld is None and len(set(values)) == len({v * unit for v in values}):
        assert (here.after, here.p) == (there.after, there.p)
        assert pettitt(values[::-1]).statistic == pytest.approx(pettitt(values).statistic)


def test_change_points_that_cannot_be_told():
    assert change_point([1.0]).withheld.startswith("too_few_points")
    assert change_point([1.0] * 5).withheld.startswith("no_variation")
    assert pettitt([]).withheld.startswith("too_few_points")
    assert pettitt([2.0, 2.0]).withheld.startswith("no_variation")
    assert change_point([0.0] * 5 + [1.0] * 5).size.ci95 is None
    with pytest.raises(ValueError, match="finite"):
        change_point([math.inf, 1.0])
    with pytest.raises(ValueError, match="positive"):
        change_point([1.0, 2.0], before=0)
