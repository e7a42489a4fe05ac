"""Run lengths of drift charts against published tables, another method and simulation; designs that meet them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from qa_service.agreement.control import cusum_arl, design_cusum, design_ewma, design_fleet, ewma_arl


@pytest.mark.parametrize(
    ("name", "start", "tolerance"),
    [
        ("montgomery", "zero", 1e-9),
        ("lucas_crosier_1982", "zero", 5e-3),
        ("crosier_1986_steady", "steady", 8e-3),
        ("sas_qc_1999", "zero", 1e-6),
        ("waldmann_1986", "zero", 2e-3),
    ],
)
def test_cusum_of_published_tables(known, name, start, tolerance):
    table = known("cusum_run_lengths")[name]
    for shift, expected in table["arl"].items():
        found = cusum_arl(table["k"], table["h"], float(shift), start).value
        assert found == pytest.approx(expected, rel=tolerance), shift


@pytest.mark.parametrize("shift", ["0", "1"])
def test_the_printed_figures_of_the_textbook(shift):
    assert cusum_arl(0.5, 5, float(shift)).value == pytest.approx({"0": 465, "1": 10.4}[shift], rel=3e-3)


@pytest.mark.parametrize("kind", ["fixed", "steady", "widening"])
def test_ewma_of_published_tables(known, kind):
    checked = 0
    for table in known("ewma_run_lengths")[kind]:
        for shift, expected in table["arl"].items():
            start = "steady" if kind == "steady" else "zero"
            found = ewma_arl(table["smoothing"], table["width"], float(shift), start, widening=kind == "widening").value
            # The later two were printed from coarse approximations; simulation below agrees with ours.
            relative, printed = {"fixed": (6e-3, 0.006), "steady": (1e-2, 0.01), "widening": (4e-2, 0.06)}[kind]
            assert found == pytest.approx(expected, rel=relative, abs=printed), (table["citation"], shift)
            checked += 1
    assert checked > 10


def chain(smoothing, width, shift, states):
    """Run length of an EWMA with fixed limits by a Markov chain (Brook and Evans 1972): another way to the same."""
    limit = width * math.sqrt(smoothing / (2 - smoothing))
    step = 2 * limit / states
    middle = -limit + step * (np.arange(states) + 0.5)
    edges = -limit + step * np.arange(states + 1)
    below = ndtr((edges[None, :] - (1 - smoothing) * middle[:, None]) / smoothing - shift)
    lengths = np.linalg.solve(np.eye(states) - np.diff(below, axis=1), np.ones(states))
    return lengths[states // 2]


@pytest.mark.parametrize(("smoothing", "width", "shift"), [(0.1, 2.7, 0.0), (0.2, 2.9, 0.5), (0.05, 2.4, 1.0)])
def test_ewma_by_a_markov_chain(smoothing, width, shift):
    coarse, fine = chain(smoothing, width, shift, 201), chain(smoothing, width, shift, 403)
    extrapolated = fine + (fine - coarse) / 3
    assert ewma_arl(smoothing, width, shift, widening=False).value == pytest.approx(extrapolated, rel=1e-3)


def plane(slack, limit, shift, states):
    """Steady-state run length of two sums at once, on a grid of both: the naive two-dimensional chain."""
    width = limit / (states - 0.5)
    levels = width * np.arange(states)
    pairs = [(a, b) for a in range(states) for b in range(states) if a == 0 or b == 0 or a + b < states]
    index = {pair: i for i, pair in enumerate(pairs)}
    edges = np.linspace(-8 - limit, 8 + limit, 6001)
    z = (edges[1:] + edges[:-1]) / 2
    moves = {}
    for mean in (0.0, shift):
        chance = np.diff(ndtr(edges - mean))
        table = np.zeros((len(pairs), len(pairs)))
        for i, (a, b) in enumerate(pairs):
            up = np.maximum(0, levels[a] + z - slack)
            down = np.maximum(0, levels[b] - z - slack)
            inside = (up < limit) & (down < limit)
            cells = np.rint(up[inside] / width).astype(int), np.rint(down[inside] / width).astype(int)
            for place, p in zip(zip(*cells, strict=True), chance[inside], strict=True):
                if place in index:
                    table[i, index[place]] += p
        moves[mean] = table
    share = np.full(len(pairs), 1 / len(pairs))
    for _ in range(400):
        share = share @ moves[0.0]
        share /= share.sum()
    lengths = np.linalg.solve(np.eye(len(pairs)) - moves[shift], np.ones(len(pairs)))
    return float(share @ lengths)


def test_the_steady_state_of_two_sums_by_the_plane_of_both():
    coarse, fine = plane(0.5, 2.0, 0.7, 8), plane(0.5, 2.0, 0.7, 16)
    assert cusum_arl(0.5, 2.0, 0.7, "steady").value == pytest.approx(fine + (fine - coarse) / 3, rel=1e-2)


def test_run_lengths_by_simulation():
    rng = np.random.default_rng(5)
    z = rng.normal(0.5, 1, (4000, 400))
    up = down = np.zeros(4000)
    ended = np.zeros(4000)
    level, drifted = np.zeros(4000), np.zeros(4000)
    for t in range(400):
        up, down = np.maximum(0, up + z[:, t] - 0.5), np.maximum(0, down - z[:, t] - 0.5)
        ended = np.where((ended == 0) & (np.maximum(up, down) > 4), t + 1, ended)
        level = 0.8 * level + 0.2 * z[:, t]
        half = 2.7 * math.sqrt(0.2 / 1.8 * (1 - 0.8 ** (2 * t + 2)))
        drifted = np.where((drifted == 0) & (np.abs(level) > half), t + 1, drifted)
    for found, lengths in ((cusum_arl(0.5, 4, 0.5), ended), (ewma_arl(0.2, 2.7, 0.5), drifted)):
        error = 3.5 * lengths.std() / math.sqrt(len(lengths))
        assert found.value == pytest.approx(lengths.mean(), abs=error)


@settings(max_examples=30, deadline=None)
@given(
    slack=st.floats(0.05, 1.5),
    limit=st.floats(0.5, 8),
    shift=st.floats(0, 3),
)
def test_run_lengths_fall_with_the_shift_and_rise_with_the_limit(slack, limit, shift):
    here = cusum_arl(slack, limit, shift)
    assert (here.value is None) == (here.withheld is not None)
    wider, farther = cusum_arl(slack, limit + 0.5, shift), cusum_arl(slack, limit, shift + 0.5)
    if here.value is not None and farther.value is not None:
        assert farther.value <= here.value * (1 + 1e-9)
        assert cusum_arl(slack, limit, -shift).value == here.value
        assert cusum_arl(slack, limit, shift, "steady").value <= here.value * (1 + 1e-9)
    if here.value is not None and wider.value is not None:
        assert wider.value >= here.value


def test_one_point_charts_are_shewharts():
    alone = 1 / (2 * ndtr(-3.0))
    assert ewma_arl(1.0, 3.0).value == pytest.approx(alone, rel=1e-9)
    assert ewma_arl(1.0, 3.0, 0.0, "steady").value == pytest.approx(alone, rel=1e-9)


def test_what_is_too_long_is_withheld():
    assert cusum_arl(0.5, 40).withheld.startswith("too_long")
    assert cusum_arl(0.5, 101).withheld.startswith("too_long")
    assert ewma_arl(0.5, 9).withheld.startswith("too_long")


@pytest.mark.parametrize(
    ("function", "arguments", "words"),
    [
        (cusum_arl, (-1, 5), "slack"),
        (cusum_arl, (0.5, 0), "limit"),
        (cusum_arl, (0.5, 5, math.nan), "shift"),
        (cusum_arl, (0.5, 5, 0, "later"), "start"),
        (ewma_arl, (0, 3), "smoothing"),
        (ewma_arl, (0.2, -3), "width"),
        (design_cusum, (0.0, 500), "shift"),
        (design_cusum, (1.0, 1), "arl0"),
        (design_cusum, (3.0, 5), "narrowest"),
        (design_fleet, (0, 1, 1, 1), "fleet"),
    ],
)
def test_wrong_calls_are_refused(function, arguments, words):
    with pytest.raises(ValueError, match=words):
        function(*arguments)


@pytest.mark.parametrize("arl0", [50, 370.4, 5000, 1e6])
@pytest.mark.parametrize("shift", [0.25, 1.0, 3.0])
def test_designs_meet_their_run_length(arl0, shift):
    assert design_cusum(shift, arl0).arl().value == pytest.approx(arl0, rel=1e-6)
    assert design_ewma(shift, arl0, smoothing=0.2).arl().value == pytest.approx(arl0, rel=1e-6)


def test_the_textbook_designs():
    design = design_cusum(1.0, 465.4435)
    assert (design.slack, design.limit) == pytest.approx((0.5, 5.0), abs=1e-5)
    fixed = design_ewma(1.0, 500, smoothing=0.1, widening=False)
    assert fixed.width == pytest.approx(2.814, abs=1e-3)


def test_the_best_smoothing_has_the_shortest_delay():
    best = design_ewma(1.0, 500, widening=False)
    # Lucas and Saccucci (1990) find about .13 to .14 for a shift of 1 and a run length of 500.
    assert 0.12 <= best.smoothing <= 0.15
    delay = best.arl(1.0).value
    for other in (best.smoothing / 1.6, best.smoothing * 1.6):
        assert design_ewma(1.0, 500, smoothing=other, widening=False).arl(1.0).value > delay


@pytest.mark.parametrize("chart", ["cusum", "ewma"])
def test_a_fleet_has_the_wanted_number_of_false_alarms(chart):
    fleet = design_fleet(12, 6, points_per_period=40, false_alarms=2, chart=chart)
    assert fleet.charts == 72
    assert fleet.false_alarms.value == pytest.approx(2, rel=1e-6)
    assert fleet.any_false_alarm.value == pytest.approx(1 - math.exp(-2), rel=1e-5)
    assert fleet.design.arl().value == pytest.approx(72 * 40 / 2, rel=1e-6)
    form = fleet.to_dict()
    assert form["design"]["chart"] == chart
    assert form["design"]["arl_at_shift"]["value"] < 30
