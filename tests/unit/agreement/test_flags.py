"""Flags by hand, their invariants, and what happens when there is nothing to compare."""

from __future__ import annotations

import itertools
import json
import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.agreement import AgreementError, Rating, Scale
from qa_service.agreement.flags import (
    Mark,
    Reviews,
    below_minimum,
    central_tendency,
    halo,
    identical_run,
    outlying_severity,
    read_marks,
    restricted_range,
    reviewer_flags,
    straight_lining,
    too_fast,
)

FIVE = {"a": (1.0, 5.0), "b": (1.0, 5.0), "c": (1.0, 5.0)}


def reviews(table, bounds=FIVE, **more):
    """Reviews of {(item, rater): marks on a, b, c}."""
    marks = [
        Mark(item, rater, name, value, time=float(at), **more)
        for at, ((item, rater), values) in enumerate(table.items())
        for name, value in zip("abc", values, strict=False)
    ]
    return Reviews.of(marks, bounds)


def of(flags, rater):
    return next(flag for flag in flags if flag.rater == rater)


def random_team(seed, raters=4, items=14, per=3):
    dice = random.Random(seed)  # noqa: S311  seeded test data
    table = {}
    for item in range(items):
        for rater in dice.sample(range(raters), per):
            table[f"i{item}", f"r{rater}"] = [dice.choice([1, 2, 3, 3, 4, 5]) for _ in range(3)]
    return table


def by_counting(table, rater, score):
    """P(total >= the reviewer's) over every way to pick one review per item."""
    items = [item for item, name in table if name == rater]
    choices = [[score(values) for (other, _), values in table.items() if other == item] for item in items]
    choices = [values for values in choices if len(values) > 1]
    total = sum(score(table[item, rater]) for item in items if sum(other == item for other, _ in table) > 1)
    ways = list(itertools.product(*choices))
    return sum(sum(way) >= total for way in ways) / len(ways)


@pytest.mark.parametrize("seed", range(4))
def test_use_of_the_middle_by_counting_every_way(seed):
    table = random_team(seed, items=9)
    for flag in central_tendency(reviews(table), min_items=1):
        expected = by_counting(table, flag.rater, lambda values: sum(2 <= value <= 4 for value in values))
        assert flag.p == pytest.approx(expected)


def test_the_middle_share_by_hand():
    table = {}
    for item in range(24):
        table[f"i{item}", "ann"] = [3, 3, 3]
        table[f"i{item}", "bob"] = [1, 5, 3] if item % 2 else [1, 3, 3]
    ann, bob = central_tendency(reviews(table))
    assert (ann.figure.value, ann.expected, ann.n) == (pytest.approx(0.5), pytest.approx(0.5), 24)
    assert ann.p == pytest.approx(0.5**24)
    assert (ann.flagged, bob.flagged) == (True, False)
    assert ann.sentence == (
        "ann put 100% of marks in the middle of the scale where others put 50% on the same 24 items: flagged."
    )


@pytest.mark.parametrize("seed", range(4))
def test_straight_lines_by_counting_every_way(seed):
    dice = random.Random(seed)  # noqa: S311  seeded test data
    table = {key: [3] * 3 if dice.random() < 0.4 else values for key, values in random_team(seed, items=9).items()}
    for flag in straight_lining(reviews(table), min_items=1):
        expected = by_counting(table, flag.rater, lambda values: int(len(set(values)) == 1))
        assert flag.p == pytest.approx(expected)


def test_items_on_which_everybody_is_straight_speak_against_nobody():
    table = {(f"i{item}", rater): [5, 5, 5] for item in range(30) for rater in ("ann", "bob")}
    for flag in straight_lining(reviews(table)):
        assert (flag.figure.value, flag.expected, flag.p, flag.flagged) == (0.0, 1.0, 1.0, False)


def test_straight_is_the_same_place_of_different_scales():
    bounds = {"a": (0.0, 100.0), "b": (1.0, 5.0), "c": (0.0, 1.0)}
    table = {}
    for item in range(20):
        table[f"i{item}", "ann"] = [50, 3, 0.5]
        table[f"i{item}", "bob"] = [50, 4, 0.5]
    ann, bob = straight_lining(reviews(table, bounds))
    assert (ann.figure.value, bob.figure.value) == (1.0, -1.0)
    assert ann.flagged


def test_the_longest_run_of_one_review():
    table = {}
    for item in range(40):
        table[f"i{item:02d}", "ann"] = [2, 3, 4] if 10 <= item < 28 else [1 + item % 4, 2 + item % 3, 3]
    flag = identical_run(reviews(table), min_items=20)[0]
    assert flag.figure.value == 18
    assert flag.p == pytest.approx(1 / 2001)
    assert flag.flagged
    shuffled = dict(sorted(table.items(), key=lambda pair: hash_of(pair[0][0])))
    assert not identical_run(reviews(shuffled), min_items=20)[0].flagged


def hash_of(name):
    return random.Random(name).random()  # noqa: S311  seeded test data


def test_one_and_the_same_review_throughout_is_no_run_of_its_own():
    table = {(f"i{item}", "ann"): [2, 3, 4] for item in range(30)}
    flag = identical_run(reviews(table), min_items=20)[0]
    assert (flag.figure.value, flag.p, flag.flagged) == (30, 1.0, False)


def test_severity_by_hand():
    table = {}
    for item in range(30):
        quality = 2 + item % 3
        for rater, shift in (("ann", 0), ("bob", 0), ("cat", -1), ("dan", 0)):
            table[f"i{item}", rater] = [
                quality + shift + (1 if (item + len(rater) + ord(rater[0])) % 7 == 0 else 0)
            ] * 3
    flags = outlying_severity(reviews(table, dict.fromkeys("abc", (0.0, 6.0))))
    cat = of(flags, "cat")
    assert cat.flagged
    assert cat.figure.value > 0.8
    assert "harsher" in cat.sentence
    assert [flag.rater for flag in flags if flag.flagged] == ["cat"]
    low, high = cat.figure.ci95
    assert low < cat.figure.value < high


def test_a_harsh_colleague_does_not_make_the_others_lenient():
    table = {}
    for item in range(40):
        for rater, shift in (("ann", 0.0), ("bob", 0.01), ("cat", -2.0)):
            table[f"i{item}", rater] = [3 + item % 2 + shift]
    flags = outlying_severity(reviews(table, {"a": (0.0, 6.0)}))
    assert [round(flag.figure.value, 1) for flag in flags if flag.rater != "cat"] == [0.0, 0.0]
    assert [flag.rater for flag in flags if flag.flagged] == ["cat"]


def test_pace_is_that_of_the_work_type():
    marks = []
    for rater in range(7):
        for item in range(24):
            work, usual = ("short", 60) if item % 2 else ("long", 900)
            pace = (0.3 if rater == 0 else 1.0 + 0.04 * rater) * (1 + 0.2 * math.sin(7 * item + rater))
            marks.append(Mark(f"{work}{item}", f"r{rater}", "a", 3.0, seconds=usual * pace, work_type=work))
    flags = too_fast(Reviews.of(marks, FIVE))
    assert [flag.rater for flag in flags if flag.flagged] == ["r0"]
    quick = of(flags, "r0")
    low, high = quick.figure.ci95
    assert low < quick.figure.value < high < 0.5
    assert quick.robust_z < -3.5
    assert below_minimum(Reviews.of(marks, FIVE), 30)[0].flagged
    assert not below_minimum(Reviews.of(marks, FIVE), 30)[1].flagged


def test_below_the_minimum_by_counting():
    marks = [Mark(f"i{n}", "ann", "a", 1.0, seconds=5.0 if n < 4 else 60.0) for n in range(25)]
    flag = below_minimum(Reviews.of(marks, FIVE), 10, allowed=0.1)[0]
    expected = sum(math.comb(25, k) * 0.1**k * 0.9 ** (25 - k) for k in range(4, 26))
    assert flag.p == pytest.approx(expected)
    assert flag.figure.value == pytest.approx(4 / 25)
    with pytest.raises(ValueError, match="seconds"):
        below_minimum(Reviews.of(marks, FIVE), 0)


def test_a_reviewer_with_one_level_has_no_range():
    rng = np.random.default_rng(2)
    table = {}
    for item in range(40):
        quality = rng.normal(3, 1, 3)
        for rater in ("ann", "bob", "cat"):
            table[f"i{item}", rater] = [3.0] * 3 if rater == "cat" else (quality + rng.normal(0, 0.3, 3)).tolist()
    flags = restricted_range(reviews(table, {}))
    cat = of(flags, "cat")
    assert (cat.figure.value, cat.flagged) == (pytest.approx(0.0, abs=1e-6), True)
    assert of(flags, "ann").figure.ci95 is not None
    assert not of(flags, "ann").flagged


def test_the_ratio_of_spreads_by_hand():
    table = {}
    for item in range(20):
        table[f"i{item}", "ann"] = [1.0 + item % 5]
        table[f"i{item}", "bob"] = [3.0 + (item % 5 - 2) / 2]
    ann, bob = restricted_range(reviews(table))
    assert (ann.figure.value, bob.figure.value) == pytest.approx((2.0, 0.5))
    assert bob.flagged
    assert not ann.flagged


def test_halo_by_hand():
    rng = np.random.default_rng(4)
    table = {}
    for item in range(60):
        quality = rng.normal(3, 1, 3)
        table[f"i{item}", "ann"] = (quality + rng.normal(0, 0.3, 3)).tolist()
        table[f"i{item}", "bob"] = [float(quality.mean() + rng.normal(0, 0.1))] * 3
    ann, bob = halo(reviews(table, {}))
    assert bob.figure.value == pytest.approx(1.0, abs=0.02)
    values = np.array([table[f"i{item}", "ann"] for item in range(60)])
    correlations = np.corrcoef(values.T)[np.triu_indices(3, 1)]
    assert ann.figure.value == pytest.approx(correlations.mean(), abs=0.05)
    assert (bob.flagged, ann.flagged) == (True, False)
    assert bob.expected == pytest.approx(ann.figure.value, abs=0.02)


@given(st.integers(0, 10_000), st.permutations(range(4)))
@settings(max_examples=12, deadline=None)
def test_names_and_order_do_not_matter(seed, order):
    table = random_team(seed, items=12)
    names = {f"r{rater}": f"z{order[rater]}" for rater in range(4)}
    renamed = {(item, names[rater]): values for (item, rater), values in table.items()}
    for rule in (central_tendency, straight_lining, outlying_severity):
        here, there = rule(reviews(table), min_items=2), rule(reviews(renamed), min_items=2)
        for flag in here:
            other = of(there, names[flag.rater])
            if flag.figure.value is None:
                assert other.withheld == flag.withheld
            else:
                assert other.figure.value == pytest.approx(flag.figure.value, abs=1e-7)
                assert other.p == pytest.approx(flag.p, abs=1e-7)


@given(st.integers(0, 10_000), st.sampled_from([1e-80, 1e80]), st.floats(-3, 3))
@settings(max_examples=12, deadline=None)
def test_units_do_not_matter(seed, unit, move):
    table = random_team(seed, items=12)
    scaled = {key: [(value + move) * unit for value in values] for key, values in table.items()}
    bounds = dict.fromkeys("abc", ((1 + move) * unit, (5 + move) * unit))
    for rule in (central_tendency, restricted_range, halo, straight_lining, outlying_severity):
        for flag, other in zip(
            rule(reviews(table), min_items=3), rule(reviews(scaled, bounds), min_items=3), strict=True
        ):
            if flag.figure.value is None:
                assert other.withheld.split(":")[0] == flag.withheld.split(":")[0]
            else:
                assert other.figure.value == pytest.approx(flag.figure.value, rel=1e-5, abs=1e-5)
                assert other.p == pytest.approx(flag.p, rel=1e-4, abs=1e-4)


def test_the_same_seed_gives_the_same_flags():
    data = reviews(random_team(1, items=30))
    assert reviewer_flags(data, seed=3) == reviewer_flags(data, seed=3)


DEGENERATE = {
    "nothing": {},
    "one review": {("i1", "ann"): [3, 3, 3]},
    "one rater": {(f"i{n}", "ann"): [1 + n % 5, 2, 3] for n in range(30)},
    "no overlap": {(f"i{n}", f"r{n % 3}"): [1 + n % 5, 2, 3] for n in range(60)},
    "one level": {(f"i{n}", rater): [3, 3, 3] for n in range(30) for rater in ("ann", "bob", "cat")},
    "one criterion": {(f"i{n}", rater): [1 + n % 5] for n in range(30) for rater in ("ann", "bob", "cat")},
    "few items": {(f"i{n}", rater): [1 + n % 5, 2, 3] for n in range(5) for rater in ("ann", "bob", "cat")},
    "all alike": {(f"i{n}", rater): [1 + n % 5, 5 - n % 5, 3] for n in range(30) for rater in ("ann", "bob", "cat")},
}


@pytest.mark.parametrize("name", DEGENERATE)
def test_what_cannot_be_compared_is_withheld_with_its_reason(name):
    found = reviewer_flags(reviews(DEGENERATE[name]), min_seconds=10)
    json.dumps(found.to_dict(), allow_nan=False)
    for flag in found.flags:
        assert (flag.withheld is None) == (flag.p is not None)
        assert not flag.flagged
        assert flag.sentence.startswith(flag.rater) or flag.rater in flag.sentence
        if flag.withheld:
            assert flag.withheld.split(":")[0] in {
                "too_few_items", "needs_two_raters", "too_few_criteria", "no_variation", "no_times", "needs_levels",
                "too_few_raters_or_items",
            }  # fmt: skip


def test_two_levels_have_no_middle():
    table = {(f"i{n}", rater): [float(n % 2)] for n in range(30) for rater in ("ann", "bob")}
    flags = central_tendency(reviews(table, {"a": (0.0, 1.0)}))
    assert {flag.withheld for flag in flags} == {"needs_levels: no criterion has a middle"}


def test_marks_are_read_from_ratings():
    scales = {"tone": Scale("ordinal", ("poor", "fair", "good")), "kind": Scale("nominal", ("x", "y"))}
    ratings = [
        Rating("i1", "ann", "good", "tone", time="2026-01-02"),
        Rating("i1", "ann", "x", "kind"),
        Rating("i1", "bob", "poor", "tone", blind=False),
        Rating("i1", "cat", None, "tone"),
    ]
    marks, bounds = read_marks(ratings, scales, {("i1", "ann"): 42.0}, {"i1": "letters"})
    assert marks == [Mark("i1", "ann", "tone", 3.0, "2026-01-02", 42.0, "letters")]
    assert bounds == {"tone": (1.0, 3.0)}
    with pytest.raises(AgreementError) as caught:
        read_marks([Rating("i1", "ann", "great", "tone")], scales)
    assert caught.value.problems[0].pointer == "/ratings/0/value"


def test_of_two_marks_the_earlier_counts_and_missing_ones_are_missing():
    data = Reviews.of(
        [
            Mark("i1", "ann", "a", 5.0, time=9.0),
            Mark("i1", "ann", "a", 2.0, time=3.0, seconds=30.0),
            Mark("i1", "ann", "b", math.nan),
            Mark("i1", "ann", "b", None),
        ],
        FIVE,
    )
    assert data.values.tolist() == [[2.0]]
    assert data.seconds.tolist() == [30.0]


def test_marks_outside_their_scale_are_refused():
    with pytest.raises(AgreementError) as caught:
        Reviews.of([Mark("i1", "ann", "a", 7.0)], FIVE)
    assert caught.value.problems[0].code == "not_in_scale"


def test_alpha_is_a_probability():
    with pytest.raises(ValueError, match="alpha"):
        central_tendency(reviews(DEGENERATE["one level"]), alpha=7)
