"""Live alpha: after any history of ratings in and out it equals alpha of the ratings that are there."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.agreement import AgreementError, Ratings, Scale, coefficients
from qa_service.agreement.running import RunningAlpha, RunningScoreAlpha

LEVELS = Scale("ordinal", ("1", "2", "4", "7", "9"))
INTERVAL = Scale("interval")
METRICS = ("nominal", "ordinal", "interval", "ratio")
RATERS = ("ann", "bob", "cat", "dan")


def batch(items, scale, metric, min_items=1):
    """Alpha of items (rater to rating) computed in one go."""
    raters = sorted({rater for ratings in items for rater in ratings})
    grid = np.full((len(raters), len(items)), np.nan)
    for column, ratings in enumerate(items):
        for rater, value in ratings.items():
            grid[raters.index(rater), column] = value
    if scale.numeric:
        ratings = Ratings(scale, tuple(raters), (), None, grid)
    else:
        ratings = Ratings.from_codes(np.where(np.isnan(grid), -1, grid).astype(np.int16), scale, raters)
    name = f"krippendorff_alpha_{metric}"
    return coefficients(ratings, [name], min_items)[name]


def same(live, expected):
    plain = {"value", "se", "ci95"}
    assert {k: v for k, v in live.to_dict().items() if k not in plain} == {
        k: v for k, v in expected.to_dict().items() if k not in plain
    }
    assert live.name == expected.name
    for key in plain:
        mine, theirs = getattr(live, key), getattr(expected, key)
        assert mine == (None if theirs is None else pytest.approx(theirs, rel=1e-10, abs=1e-10))


def items_of(values, raters=RATERS):
    return st.lists(st.dictionaries(st.sampled_from(raters), values, max_size=len(raters)), max_size=12)


CODES = st.integers(0, 4)
SCORES = st.one_of(st.integers(-3, 9), st.integers(-(10**6), 10**6).map(lambda n: n / 1000))


@given(items_of(CODES), st.sampled_from(METRICS), st.sampled_from([1, 4]))
@settings(max_examples=150, deadline=None)
def test_levels_equal_the_batch(items, metric, min_items):
    live = RunningAlpha(LEVELS)
    for ratings in items:
        live.add_item(ratings)
    same(live.alpha(metric, min_items), batch(items, LEVELS, metric, min_items))


@given(items_of(SCORES), st.sampled_from([1, 4]), st.sampled_from([1, 1e-3, 1e6]))
@settings(max_examples=150, deadline=None)
def test_scores_equal_the_batch(items, min_items, unit):
    items = [{rater: value * unit for rater, value in ratings.items()} for ratings in items]
    live = RunningScoreAlpha(INTERVAL)
    for ratings in items:
        live.add_item(ratings)
    rounded = [{rater: round(value, 6) for rater, value in ratings.items()} for ratings in items]
    same(live.alpha(min_items), batch(rounded, INTERVAL, "interval", min_items))


@given(items_of(CODES, RATERS[:2]), st.sampled_from(METRICS))
@settings(max_examples=60, deadline=None)
def test_two_raters_are_a_table_of_their_own_when_it_is_complete(items, metric):
    live = RunningAlpha(LEVELS)
    for ratings in items:
        live.add_item(ratings)
    same(live.alpha(metric, 1), batch(items, LEVELS, metric))


@pytest.mark.parametrize(("kind", "scale"), [(RunningAlpha, LEVELS), (RunningScoreAlpha, INTERVAL)])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_parts_merge_and_what_was_added_comes_off_without_a_trace(kind, scale, data):
    values = CODES if kind is RunningAlpha else SCORES
    items = data.draw(items_of(values))
    cut = data.draw(st.integers(0, len(items)))
    whole, parts = kind(scale), (kind(scale), kind(scale))
    for place, ratings in enumerate(items):
        whole.add_item(ratings)
        parts[place >= cut].add_item(ratings)
    assert parts[0].merge(parts[1]) == whole == parts[1].merge(parts[0])
    for ratings in items[cut:]:
        whole.remove_item(ratings)
    assert whole == parts[0]
    for ratings in items[:cut]:
        known = dict(ratings)
        for rater in data.draw(st.permutations(list(ratings))):
            value = known.pop(rater)
            whole.remove_rating(known, rater, value)
    assert whole == kind(scale)
    for ratings in items:
        known = {}
        for rater in data.draw(st.permutations(list(ratings))):
            whole.add_rating(known, rater, ratings[rater])
            known[rater] = ratings[rater]
    assert whole == parts[0].merge(parts[1])


@pytest.mark.parametrize(("kind", "scale"), [(RunningAlpha, LEVELS), (RunningScoreAlpha, INTERVAL)])
def test_ten_thousand_updates_leave_no_drift(kind, scale):
    rng = np.random.default_rng(7)
    live, items = kind(scale), [{} for _ in range(200)]
    for _ in range(10_000):
        place = int(rng.integers(200))
        ratings, rater = items[place], "abcdefg"[rng.integers(7)]
        if rater in ratings:
            value = ratings.pop(rater)
            live.remove_rating(ratings, rater, value)
        else:
            value = (
                min(4, max(0, round(rng.normal(place % 5, 1)))) if scale is LEVELS else int(rng.integers(10**6)) / 1000
            )
            live.add_rating(ratings, rater, value)
            ratings[rater] = value
    for metric in METRICS if scale is LEVELS else ("interval",):
        expected = batch(items, scale, metric, 20)
        found = live.alpha(metric) if scale is LEVELS else live.alpha()
        same(found, expected)
        assert found.value == pytest.approx(expected.value, rel=1e-12)
        assert found.se == pytest.approx(expected.se, rel=1e-12)
    fresh = kind(scale)
    for ratings in items:
        fresh.add_item(ratings)
    assert live == fresh


def test_it_is_built_from_ratings_at_hand():
    codes = np.array([[0, 1, 2, -1, 4], [0, 1, 3, 2, -1], [-1, 1, 2, 2, 4]])
    ratings = Ratings.from_codes(codes, LEVELS)
    same(
        RunningAlpha.from_ratings(ratings).alpha("ordinal", 1),
        coefficients(ratings, None, 1)["krippendorff_alpha_ordinal"],
    )
    scores = Ratings(INTERVAL, ("a", "b"), (), None, np.array([[1.5, 2, np.nan, 4], [1, 2.25, 3, 5]]))
    found = RunningScoreAlpha.from_ratings(scores).alpha(1)
    same(found, coefficients(scores, None, 1)["krippendorff_alpha_interval"])


@pytest.mark.parametrize(
    ("patterns", "metric"),
    [
        ([(1, 1, 0), (0, 1, 1)], "nominal"),
        ([(1, 1, 0)], "ordinal"),
        ([(2, 0, 0), (0, 2, 0)], "interval"),
        ([(3, 0, 0), (0, 3, 0), (0, 0, 3), (2, 0, 1)], "ordinal"),
    ],
)
def test_nothing_that_does_not_vary_gets_a_standard_error(patterns, metric):
    scale = Scale("ordinal", ("1", "2", "3"))
    items = [
        {f"r{place}{i}": code for i, code in enumerate(c for c, n in enumerate(pattern) for _ in range(n))}
        for place, pattern in enumerate(patterns * 30)
    ]
    live = RunningAlpha(scale)
    for ratings in items:
        live.add_item(ratings)
    same(live.alpha(metric), batch(items, scale, metric, 20))


def test_degenerate_ratings_are_withheld():
    live = RunningAlpha(LEVELS)
    assert live.alpha("nominal").withheld == "no_ratings: every rating is missing"
    live.add_item({"ann": 1})
    assert live.alpha("nominal").withheld == "no_pairable_units: no item has two ratings"
    live.add_item({"ann": 1, "bob": 1})
    assert live.alpha("nominal").withheld == "too_few_items: n = 1 < 20"
    assert live.alpha("nominal", 1).withheld == "no_variation: all pairable ratings are equal"
    scores = RunningScoreAlpha(INTERVAL)
    scores.add_item({"ann": 0.1, "bob": 0.1})
    assert scores.alpha(1).withheld == "no_variation: all pairable ratings are equal"
    names = RunningAlpha(Scale("nominal", ("x", "y", "z")))
    names.add_item({"ann": 1, "bob": 2})
    assert names.alpha("ordinal", 1).withheld.startswith("needs_ordered_levels")
    below = RunningAlpha(Scale("ordinal", ("-1", "0", "1")))
    below.add_item({"ann": 1, "bob": 2})
    assert below.alpha("ratio", 1).withheld.startswith("needs_ratio_scale")
    assert below.alpha("interval", 1).value == 0.0


def test_wrong_calls_are_refused_and_change_nothing():
    live = RunningAlpha(LEVELS)
    live.add_item({"ann": 1, "bob": 2})
    before = RunningAlpha(LEVELS).merge(live)
    for call, message in (
        (lambda: live.add_rating({"ann": 1, "bob": 2}, "ann", 1), "ann already rated"),
        (lambda: live.add_rating({"ann": 1, "bob": 2}, "cat", 5), "not a level code"),
        (lambda: live.remove_rating({"ann": 1}, "eve", 2), "eve gave no rating"),
        (lambda: live.remove_rating({"ann": 1, "bob": 2}, "bob", 2), "no item has 3 ratings"),
        (lambda: live.add_item({str(i): 0 for i in range(1001)}), "at most 1000 ratings"),
        (lambda: live.alpha("cubic"), "a metric is one of"),
        (lambda: live.merge(RunningAlpha(Scale("nominal", ("a", "b")))), "different scales"),
        (lambda: RunningAlpha(INTERVAL), "all of them named"),
        (lambda: RunningAlpha(Scale("ordinal", tuple(map(str, range(31))))), "at most 30 levels"),
        (lambda: RunningScoreAlpha(LEVELS), "is a RunningAlpha"),
    ):
        with pytest.raises(ValueError, match=message):
            call()
    assert live == before


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e200, -1.0])
def test_scores_that_are_no_numbers_are_refused(value):
    live = RunningScoreAlpha(Scale("ratio"))
    live.add_item({"ann": 1.0, "bob": 2.0})
    with pytest.raises(AgreementError) as caught:
        live.add_rating({"ann": 1.0, "bob": 2.0}, "cat", value)
    assert caught.value.problems[0].code == "not_in_scale"
    assert live.alpha(1).n_pairs == 1
