"""Scores that each rater gave to few items: the same figures however the raters are laid out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.agreement import Ratings, Scale, coefficients, deviations, severities
from qa_service.agreement.numeric import NumericTable
from qa_service.agreement.rater_report import pair_reports
from qa_service.agreement.summary import DirectSummary

INTERVAL = Scale("interval")
ALPHAS = [f"krippendorff_alpha_{metric}" for metric in ("nominal", "ordinal", "interval", "ratio")]


def scores(draw, raters, items):
    cell = st.one_of(st.just(float("nan")), st.just(float("nan")), st.integers(1, 40).map(lambda n: n / 4))
    return np.array(draw(st.lists(st.lists(cell, min_size=items, max_size=items), min_size=raters, max_size=raters)))


@st.composite
def tables(draw):
    return scores(draw, draw(st.integers(2, 9)), draw(st.integers(1, 9)))


def ratings_of(values):
    return Ratings(INTERVAL, tuple(f"r{i}" for i in range(len(values))), (), None, values)


@given(tables())
@settings(max_examples=80, deadline=None)
def test_spread_over_many_raters_the_figures_stay(values):
    spread = np.full((3 * len(values), values.shape[1]), np.nan)
    for item, column in enumerate(values.T):
        for place, value in enumerate(column):
            spread[3 * place + item % 3, item] = value
    assert len(NumericTable(spread).values) <= len(values)
    close, far = (coefficients(ratings_of(x), [*ALPHAS, "percent_exact"], 1) for x in (values, spread))
    for name, figure in close.items():
        assert far[name].withheld == figure.withheld
        assert far[name].n_pairs == figure.n_pairs
        assert far[name].value == (None if figure.value is None else pytest.approx(figure.value, rel=1e-9, abs=1e-12))


@given(tables())
@settings(max_examples=80, deadline=None)
def test_pairs_of_raters_are_compared_on_the_items_of_both(values):
    found = {tuple(pair["raters"]): pair for pair in pair_reports(DirectSummary(ratings_of(values)), 1)}
    for first in range(len(values)):
        for second in range(first + 1, len(values)):
            gaps = [a - b for a, b in zip(values[first], values[second], strict=True) if a == a and b == b]
            pair = found.pop((f"r{first}", f"r{second}"), None)
            assert (pair is None) == (not gaps)
            if pair:
                assert pair["n"] == len(gaps)
                assert pair["exact"] == pytest.approx(gaps.count(0) / len(gaps))
                assert pair["mean_difference"] == pytest.approx(sum(gaps) / len(gaps))
    assert not found


@given(tables())
@settings(max_examples=80, deadline=None)
def test_severity_is_the_mean_distance_from_the_others(values):
    found = severities(ratings_of(values), min_items=1)
    table = deviations(ratings_of(values))
    for rater, row in enumerate(values):
        gaps = []
        for item, value in enumerate(row):
            others = [x for other, x in enumerate(values[:, item]) if other != rater and x == x]
            expected = value - sum(others) / len(others) if others and value == value else None
            gaps += [] if expected is None else [expected]
            assert table[rater, item] == (
                pytest.approx(expected, nan_ok=True) if expected is not None else pytest.approx(np.nan, nan_ok=True)
            )
        one = found[f"r{rater}"]
        assert one.n == len(gaps)
        assert one.severity == (pytest.approx(-sum(gaps) / len(gaps), abs=1e-12) if gaps else None)
