"""Sequential certification: Wald's boundaries, exact operating characteristics, truncation, decision paths."""

from __future__ import annotations

import json
import math
import random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qa_service.agreement.acceptance import follow, sequential_characteristic, sprt


def plain(result):
    """The JSON form, which holds no value that JSON lacks."""
    return json.loads(json.dumps(result.to_dict(), allow_nan=False))


@pytest.fixture
def table(known):
    return known("sprt_wald")


@pytest.fixture
def wald(table):
    return sprt(table["p0"], table["p1"], table["alpha"], table["beta"])


def test_the_boundaries(table, wald):
    for name, expected in table["boundaries"].items():
        assert getattr(wald, name) == pytest.approx(expected, abs=1e-9)


def test_the_operating_characteristics(table, wald):
    rates = list(table["characteristic"])
    points = sequential_characteristic(wald, [float(rate) for rate in rates])
    for rate, point in zip(rates, points, strict=True):
        for name, expected in table["characteristic"][rate].items():
            assert getattr(point, name) == pytest.approx(expected, abs=1e-6), (rate, name)
        assert point.undecided < 1e-11
        assert plain(point)["rate"] == float(rate)


def test_the_fewest_items(table, wald):
    assert wald.fewest == table["fewest"]
    assert follow(wald, [False] * 13).verdict == "continue"
    path = follow(wald, [False] * 30)
    assert (path.verdict, path.decided_at, len(path.errors)) == ("certify", table["fewest"], table["fewest"])
    assert wald.fewest_to_reject == follow(wald, [True] * 9).decided_at == 3


def naive(test, rate, longest):
    """Certify, reject and mean number of items by walking every count of errors."""
    alive, certify, reject, items = {0: 1.0}, 0.0, 0.0, 0.0
    for n in range(1, longest + 1):
        items += sum(alive.values())
        after: dict[int, float] = {}
        for errors, p in alive.items():
            for count, chance in ((errors, 1 - rate), (errors + 1, rate)):
                after[count] = after.get(count, 0.0) + p * chance
        alive = {}
        for errors, p in after.items():
            if errors >= test.slope * n + test.h1 or (n == longest and errors > test.slope * n):
                reject += p
            elif errors <= test.slope * n - test.h0 or n == longest:
                certify += p
            else:
                alive[errors] = p
    return certify, reject, items


@settings(deadline=None, max_examples=30)
@given(
    st.floats(0.01, 0.3), st.floats(1.5, 3.0), st.sampled_from([0.01, 0.05, 0.2]), st.floats(0, 1),
    st.integers(1, 60),
)  # fmt: skip
def test_truncated_tests_by_walking(p0, ratio, alpha, rate, longest):
    # Where both rates lie as far from a half, as many right as wrong items decide nothing, and rounding breaks the tie.
    assume(abs(p0 * (1 + ratio) - 1) > 1e-6)
    test = sprt(p0, p0 * ratio, alpha, 0.1, longest)
    point = sequential_characteristic(test, [rate])[0]
    certify, reject, items = naive(test, rate, longest)
    assert (point.certify, point.reject, point.expected_items) == pytest.approx((certify, reject, items), abs=1e-9)
    assert point.undecided == pytest.approx(0, abs=1e-9)
    assert point.items_95 <= longest


def test_the_share_of_paths_by_simulation(wald):
    dice = random.Random(7)  # noqa: S311  seeded test data
    paths = [follow(wald, (dice.random() < 0.1 for _ in range(2000))) for _ in range(3000)]
    point = sequential_characteristic(wald, [0.1])[0]
    certified = sum(path.verdict == "certify" for path in paths) / len(paths)
    assert certified == pytest.approx(point.certify, abs=0.03)
    assert sum(path.decided_at for path in paths) / len(paths) == pytest.approx(point.expected_items, rel=0.06)
    lengths = sorted(path.decided_at for path in paths)
    assert lengths[int(0.95 * len(lengths))] == pytest.approx(point.items_95, rel=0.08)


@given(st.lists(st.booleans(), max_size=80))
def test_a_path_is_decided_once_and_shows_why(wrong):
    test = sprt(0.05, 0.2)
    path = follow(test, wrong)
    used = len(path.errors)
    assert path.errors == tuple(sum(wrong[: n + 1]) for n in range(used))
    for errors, certify, reject in list(zip(path.errors, path.certify_at, path.reject_at, strict=True))[:-1]:
        assert certify < errors < reject
    if path.decided_at is None:
        assert (path.verdict, used) == ("continue", len(wrong))
    else:
        assert path.decided_at == used
        last = path.errors[-1]
        assert last <= path.certify_at[-1] if path.verdict == "certify" else last >= path.reject_at[-1]
    assert plain(path)["verdict"] == path.verdict


@given(st.floats(0.005, 0.3), st.floats(1.3, 3.0), st.floats(0.01, 0.3), st.floats(0.01, 0.3))
def test_the_lines_are_of_the_likelihood_ratio(p0, ratio, alpha, beta):
    p1 = p0 * ratio
    test = sprt(p0, p1, alpha, beta)
    n = 100.0
    for errors, bound in (
        (test.slope * n - test.h0, math.log(beta / (1 - alpha))),
        (test.slope * n + test.h1, math.log((1 - beta) / alpha)),
    ):
        likelihood = errors * math.log(p1 / p0) + (n - errors) * math.log((1 - p1) / (1 - p0))
        assert likelihood == pytest.approx(bound, abs=1e-9)


def test_risks_are_near_those_asked_for(wald):
    good, bad = sequential_characteristic(wald, [0.05, 0.2])
    assert good.reject <= 0.05
    assert bad.certify <= 0.10


def test_sure_reviewers_and_hopeless_ones(wald):
    perfect, hopeless = sequential_characteristic(wald, [0.0, 1.0])
    assert (perfect.certify, perfect.expected_items) == pytest.approx((1.0, 14.0))
    assert (hopeless.reject, hopeless.expected_items) == pytest.approx((1.0, 3.0))


def test_a_truncated_test_ends():
    test = sprt(0.05, 0.2, longest=10)
    assert test.fewest == 10
    assert follow(test, [False] * 9).verdict == "continue"
    assert follow(test, [False] * 9 + [True]).verdict == "certify"
    assert follow(test, [False] * 8 + [True] * 2).verdict == "reject"
    assert plain(test)["longest"] == 10


@pytest.mark.parametrize(
    "arguments", [(0.2, 0.05), (0.0, 0.2), (0.05, 0.2, 0.6, 0.5), (0.05, 0.2, 0.05, 0.1, 0), (0.05, 0.2, 0)]
)
def test_wrong_calls_are_refused(arguments):
    with pytest.raises(ValueError, match="test"):
        sprt(*arguments)


def test_a_rate_is_a_share(wald):
    with pytest.raises(ValueError, match="rate"):
        sequential_characteristic(wald, [1.2])
