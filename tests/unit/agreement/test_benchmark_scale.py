"""Benchmarking by interval probability."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_service.agreement import Ratings, Scale, coefficients
from qa_service.agreement.benchmark_scale import SCALES, benchmark
from qa_service.agreement.result import Figure


@pytest.mark.parametrize("case", range(4))
def test_published_probabilities(known, case):
    book = known("benchmark_probabilities")["cases"][case]
    figure = Figure(book["value"], se=book["se"])
    for scale, claimed in zip(("landis_koch", "altman", "fleiss"), book["claimed"], strict=True):
        found = benchmark(figure, scale)
        assert [band.cumulative for band in found.bands] == pytest.approx(book[scale], abs=5.1e-6)
        assert found.band == claimed


def test_the_value_alone_claims_more():
    found = benchmark(Figure(0.67, se=0.15))
    assert (found.band, found.by_value) == ("moderate", "substantial")
    assert benchmark(Figure(0.67, se=0.02)).band == "substantial"
    assert benchmark(Figure(0.67, se=0.15), level=0.65).band == "substantial"


def test_thresholds_of_ones_own():
    found = benchmark(Figure(0.67, se=0.15), {"poor": 0.0, "excellent": 0.6, "acceptable": 0.3})
    assert [band.name for band in found.bands] == ["excellent", "acceptable", "poor"]
    assert [band.cumulative for band in found.bands] == pytest.approx([0.67511, 0.99308, 1.0], abs=1e-5)
    assert found.scale == "own"


@given(st.floats(-3, 1), st.floats(0, 2), st.sampled_from(sorted(SCALES)), st.floats(0.5, 0.99))
def test_probabilities_add_up_for_any_figure(value, se, scale, level):
    found = benchmark(Figure(value, se=se), scale, level)
    assert found.bands[-1].cumulative == pytest.approx(1.0)
    assert all(0 <= band.probability <= 1 for band in found.bands)
    names = [band.name for band in found.bands]
    claimed = names.index(found.band)
    assert found.bands[claimed].cumulative >= level - 1e-9
    assert claimed == 0 or found.bands[claimed - 1].cumulative < level


def test_certain_figures_are_called_what_they_are():
    for value in (1.0, 0.7, 0.2, -1.0):
        found = benchmark(Figure(value, se=0.0))
        assert found.band == found.by_value


def test_figures_without_value_or_error_are_withheld():
    ratings = Ratings.from_matrix([[1, 2], [2, 2]], Scale("ordinal", ("1", "2")))
    found = benchmark(coefficients(ratings, ["gwet_ac1"])["gwet_ac1"])
    assert found.withheld.startswith("too_few_items")
    assert found.to_dict()["band"] is None
    assert benchmark(Figure(0.7)).withheld.startswith("too_few_items")
    assert benchmark(Figure(0.7)).by_value == "substantial"


def test_impossible_scales_are_refused():
    for wrong in ({}, {"a": 0.5, "b": 0.5}, {"a": 1.5}, {"a": -2.0}):
        with pytest.raises(ValueError, match="lower ends"):
            benchmark(Figure(0.5, se=0.1), wrong)
    with pytest.raises(ValueError, match="not one of"):
        benchmark(Figure(0.5, se=0.1), "cohen")
    with pytest.raises(ValueError, match="probability"):
        benchmark(Figure(0.5, se=0.1), level=1.0)


@pytest.mark.parametrize(("items", "band"), [(5, "moderate"), (20, "almost perfect")])
def test_perfect_agreement_is_called_what_its_interval_says(items, band):
    rows = [[1, 1], [2, 2], [3, 3], [1, 1], [2, 2]] * (items // 5)
    ratings = Ratings.from_matrix(rows, Scale("ordinal", ("1", "2", "3")))
    figure = coefficients(ratings, ["gwet_ac1"], 1)["gwet_ac1"]
    found = benchmark(figure)
    assert (figure.value, found.by_value, found.band) == (1.0, "almost perfect", band)
    assert [one.cumulative for one in found.bands[:2]] == pytest.approx([1 - 0.8**items, 1 - 0.6**items])
    assert found.bands[-1].cumulative == 1.0
