"""Numbers of any size: refused when no figure can be formed of them, else finite figures that ignore the unit."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.agreement import COEFFICIENTS, AgreementError, Rating, Ratings, Scale, analyse, coefficients, read_csv

INTERVAL, RATIO = Scale("interval"), Scale("ratio")
NAMES = [n for n in COEFFICIENTS if n.startswith(("krippendorff", "icc", "kendall"))]
EXTREMES = st.sampled_from([1e100, 5e99, 1e-100, 1.0, 1.0 + 2**-52, 3e50, 0.0])
SIZES = st.one_of(EXTREMES, st.builds(lambda m, e: m * 10.0**e, st.floats(1, 9.9), st.integers(-99, 98)))
SIGNED = st.one_of(SIZES, SIZES.map(lambda x: -x))


def tables(values):
    """Items with their reference and two to four ratings."""
    return st.integers(3, 5).flatmap(
        lambda width: st.lists(st.lists(values | st.none(), min_size=width, max_size=width), min_size=1, max_size=8)
    )


def records(table):
    for i, (truth, *row) in enumerate(table):
        for j, value in enumerate(row):
            yield Rating(f"i{i}", f"r{j}", value, reference=truth)


def problems(rows, scale=INTERVAL):
    with pytest.raises(AgreementError) as caught:
        analyse(rows, scale)
    return [(p.pointer, p.code) for p in caught.value.problems]


@settings(deadline=None, max_examples=150)
@given(tables(SIGNED))
def test_accepted_numbers_give_finite_figures(table):
    assert json.dumps(analyse(records(table), INTERVAL, min_items=1), allow_nan=False)


@settings(deadline=None, max_examples=100)
@given(tables(SIZES))
def test_accepted_sizes_give_finite_figures_on_a_ratio_scale(table):
    assert json.dumps(analyse(records(table), RATIO, min_items=1), allow_nan=False)


@settings(deadline=None, max_examples=50)
@given(st.lists(SIGNED, min_size=2, max_size=6, unique=True).map(sorted), st.data())
def test_levels_with_large_numbers_give_finite_figures(numbers, data):
    levels = tuple(map(repr, numbers))
    table = data.draw(tables(st.sampled_from(levels)))
    assert json.dumps(analyse(records(table), Scale("interval", levels), min_items=1), allow_nan=False)


@pytest.mark.parametrize("unit", [2.0**-330, 2.0**-40, 2.0**300])
def test_the_unit_does_not_matter(unit):
    table = [[1.0, 2.0, 1.5], [4.0, 5.0, 4.0], [2.0, 2.5, 4.0], [7.0, 6.0, 6.5]]
    for gap in ([], [[3.0, None, 5.0]]):
        plain = coefficients(Ratings.from_matrix(table + gap, RATIO), NAMES, 1)
        scaled = [[None if x is None else x * unit for x in row] for row in table + gap]
        for name, found in coefficients(Ratings.from_matrix(scaled, RATIO), NAMES, 1).items():
            assert figures(found) == pytest.approx(figures(plain[name]), rel=1e-9), name


def figures(found):
    return [x for x in (found.value, found.se, *(found.ci95 or ())) if x is not None]


@pytest.mark.parametrize("value", [1e200, -1e200, 1.1e100, 1e-320, 9e-101, "1e308"])
def test_numbers_out_of_range_are_refused(value):
    assert problems([Rating("x", "a", 1), Rating("x", "b", value)]) == [("/ratings/1/value", "out_of_range")]
    assert problems([Rating("x", "a", 1, reference=value)]) == [("/ratings/0/reference", "out_of_range")]


def test_the_range_is_said():
    with pytest.raises(AgreementError) as caught:
        analyse(read_csv("item,rater,value\nx,a,1\nx,b,1e200\n"), RATIO)
    (problem,) = caught.value.problems
    assert (problem.pointer, problem.allowed) == ("/ratings/1/value", ("0", "1e-100 to 1e+100"))


def test_a_negative_number_on_a_ratio_scale_is_told_as_such():
    assert problems([Rating("x", "a", -1e200)], RATIO) == [("/ratings/0/value", "not_in_scale")]


def test_the_bounds_are_accepted():
    rows = [Rating(str(i), r, v) for i in range(15) for r, v in (("a", 1e100), ("b", -1e100 if i % 2 else 1e-100))]
    assert json.dumps(analyse(rows, INTERVAL, min_items=1), allow_nan=False)
