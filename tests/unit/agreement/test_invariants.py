"""What must hold for any ratings."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from qa_service.agreement import COEFFICIENTS, Ledger, Ratings, Scale, coefficients, coefficients_from_ledger
from qa_service.agreement.catalogue import MORE_COEFFICIENTS
from qa_service.agreement.numeric import NumericTable
from qa_service.agreement.patterns import CountTable

LEVELS = 4
WITH_ITEMS = {"icc_1_1", "icc_1_k", "icc_2_1", "icc_2_k"}
FEW = settings(deadline=None, max_examples=40)
ALL = COEFFICIENTS + MORE_COEFFICIENTS
NOMINAL = [
    "percent_exact", "cohen_kappa", "scott_pi", "fleiss_kappa", "conger_kappa", "light_kappa", "brennan_prediger",
    "gwet_ac1", "krippendorff_alpha_nominal",
]  # fmt: skip

codes = st.tuples(st.integers(1, 5), st.integers(1, 25)).flatmap(
    lambda shape: arrays(np.int8, shape, elements=st.integers(-1, LEVELS - 1))
)


def scale(kind="ordinal", levels=LEVELS):
    return Scale(kind, tuple(str(i + 1) for i in range(levels)))


def figures(array, names=ALL, on=None, min_items=1):
    return coefficients(Ratings.from_codes(array, on or scale()), names, min_items)


def assert_same(first, second, skip=()):
    for name in first:
        if name in skip:
            continue
        a, b = first[name], second[name]
        assert (a.value is None) == (b.value is None), (name, a, b)
        if a.value is not None:
            assert b.value == pytest.approx(a.value, abs=1e-9), name
        assert (a.se is None) == (b.se is None), (name, a, b)
        if a.se is not None:
            assert b.se == pytest.approx(a.se, abs=1e-7), name


@FEW
@given(codes, st.randoms(use_true_random=False))
def test_order_of_raters_and_items_does_not_matter(array, random):
    raters, items = list(range(array.shape[0])), list(range(array.shape[1]))
    random.shuffle(raters)
    random.shuffle(items)
    assert_same(figures(array), figures(np.ascontiguousarray(array[raters][:, items])))


@FEW
@given(codes, st.permutations(range(LEVELS)))
def test_names_of_nominal_levels_do_not_matter(array, permutation):
    renamed = np.append(np.array(permutation, dtype=np.int8), np.int8(-1))[array]
    nominal = scale("nominal")
    assert_same(figures(array, NOMINAL, nominal), figures(renamed, NOMINAL, nominal))


UNMOVED_BY_LEVELS = [
    n for n in ALL if not n.startswith(("brennan", "gwet", "percent_adj")) and not n.endswith(("linear", "quadratic"))
]  # fmt: skip


@FEW
@given(codes)
def test_an_unused_level_at_the_end_leaves_what_does_not_count_levels(array):
    """Alpha of all metrics, unweighted kappas, ranks and ICCs; weights and chance agreement of Gwet do count them."""
    assert {"krippendorff_alpha_ordinal", "krippendorff_alpha_interval", "icc_2_1"} < set(UNMOVED_BY_LEVELS)
    assert_same(figures(array, UNMOVED_BY_LEVELS), figures(array, UNMOVED_BY_LEVELS, scale(levels=LEVELS + 2)))


@FEW
@given(codes)
def test_an_unused_level_between_does_not_move_ranks_but_distances(array):
    """Ordinal alpha and tau know only the order; interval alpha sees the gap that the unused level leaves."""
    apart = np.where(array >= 2, array + 1, array).astype(np.int8)
    wider = scale(levels=LEVELS + 1)
    names = [n for n in UNMOVED_BY_LEVELS if not n.endswith(("interval", "ratio")) and not n.startswith("icc")]
    assert_same(figures(array, names), figures(apart, names, wider))
    values = np.where(array < 0, np.nan, np.where(array >= 2, array + 2.0, array + 1.0)).T
    name = "krippendorff_alpha_interval"
    seen = coefficients(Ratings.from_matrix(values, Scale("interval")), [name], 1)
    assert_same(figures(apart, [name], wider), seen)


@FEW
@given(codes)
def test_turning_an_ordered_scale_round_changes_nothing_but_ratios(array):
    turned = np.where(array < 0, array, LEVELS - 1 - array).astype(np.int8)
    names = [n for n in ALL if not n.endswith("ratio")]
    assert_same(figures(array, names), figures(turned, names))


@FEW
@given(codes)
def test_ledger_gives_the_figures_of_the_ratings(array):
    ratings = Ratings.from_codes(array, scale())
    ledger = Ledger.from_ratings(ratings)
    skip = {"conger_kappa"}  # its interval needs the items
    if not (array >= 0).all():
        skip |= {"icc_3_1", "icc_3_k"}
    direct = coefficients(ratings, min_items=1)
    found = ledger.coefficients(min_items=1)
    if not (array >= 0).all():
        skip |= WITH_ITEMS  # of incomplete ratings their interval needs the items
    assert_same(direct, found, skip)
    for name in ("conger_kappa", *WITH_ITEMS):
        assert found[name].value == pytest.approx(direct[name].value)


@FEW
@given(codes)
def test_patterns_and_pairs_alone_serve_complete_data(array):
    array = np.abs(array)
    ratings = Ratings.from_codes(array, scale())
    ledger = Ledger.from_ratings(ratings)
    found = coefficients_from_ledger(ledger.patterns, ledger.pairs, scale(), min_items=1)
    assert_same(coefficients(ratings, min_items=1), found, {"conger_kappa"})


def items_of(array):
    names = [f"r{i}" for i in range(array.shape[0])]
    return [{n: int(c) for n, c in zip(names, column, strict=True) if c >= 0} for column in array.T]


def build(array):
    names = [f"r{i}" for i in range(array.shape[0])]
    return Ledger.from_ratings(Ratings.from_codes(array, scale(), names))


@FEW
@given(codes)
def test_a_ledger_that_grew_equals_one_that_was_built(array):
    grown = Ledger(scale())
    for item in items_of(array):
        grown.add_item(item)
    assert grown == build(array)


@FEW
@given(codes, st.integers(0, 25))
def test_merge_is_union(array, cut):
    assert build(array[:, :cut]).merge(build(array[:, cut:])) == build(array)


@FEW
@given(codes, st.integers(0, 25))
def test_merged_ledgers_have_the_figures_of_all_ratings(array, cut):
    merged = build(array[:, :cut]).merge(build(array[:, cut:]))
    assert_same(build(array).coefficients(ALL, 1), merged.coefficients(ALL, 1))


@FEW
@given(codes, st.lists(st.integers(0, LEVELS - 1), min_size=1, max_size=4))
def test_figures_after_adding_and_removing_an_item_are_those_before(array, extra):
    ledger = build(array)
    before = ledger.coefficients(ALL, 1)
    item = {f"r{i}": level for i, level in enumerate(extra)}
    ledger.add_item(item)
    ledger.remove_item(item)
    assert ledger.coefficients(ALL, 1) == before


@FEW
@given(codes, st.lists(st.integers(0, LEVELS - 1), min_size=1, max_size=4))
def test_what_is_added_and_removed_leaves_no_trace(array, extra):
    ledger, before = build(array), build(array)
    item = {f"r{i}": level for i, level in enumerate(extra)}
    ledger.add_item(item)
    assert ledger != before
    ledger.remove_item(item)
    assert ledger == before


@FEW
@given(codes)
def test_merging_equal_items_changes_nothing(array):
    merged = CountTable.from_codes(array, LEVELS, compress=True)
    apart = CountTable.from_codes(array, LEVELS, compress=False)
    assert merged.patterns() == apart.patterns()


def test_large_data_are_merged_and_equal_the_item_table():
    array = np.random.default_rng(1).integers(-1, 3, (3, 5000)).astype(np.int8)
    merged = CountTable.from_codes(array, 3)
    assert merged.weight is not None
    assert merged.size.size < 64
    assert merged.patterns() == CountTable.from_codes(array, 3, compress=False).patterns()


def test_wide_patterns_that_do_not_fit_a_machine_word():
    array = np.random.default_rng(1).integers(-1, 40, (9, 50)).astype(np.int8)
    assert sum(CountTable.from_codes(array, 40).patterns().values()) == 50


@FEW
@given(codes)
def test_numbers_and_levels_agree_on_alpha_icc_and_w(array):
    names = [n for n in ALL if n.startswith(("krippendorff", "icc", "kendall"))] + ["percent_exact"]
    values = np.where(array < 0, np.nan, array + 1.0)
    numeric = coefficients(Ratings.from_matrix(values.T, Scale("ratio")), names, 1)
    skip = {"percent_exact"} if array.shape[0] == 2 else set()
    assert_same(figures(array, names), numeric, skip)


@FEW
@given(codes)
def test_numeric_ledger_gives_the_figures_of_the_numbers(array):
    values = np.where(array < 0, np.nan, array * 0.5)
    ratings = Ratings.from_matrix(values.T, Scale("ratio"))
    ledger = Ledger.from_ratings(ratings)
    assert NumericTable.from_patterns(ledger.patterns).patterns().keys() == ledger.patterns.keys()
    skip = {"kendall_w", "icc_3_1", "icc_3_k", *WITH_ITEMS}
    direct, found = coefficients(ratings, min_items=1), ledger.coefficients(min_items=1)
    assert_same(direct, found, skip)
    for name in WITH_ITEMS:
        assert found[name].value == pytest.approx(direct[name].value)
    grown = Ledger(Scale("ratio"))
    for column in values.T:
        grown.add_item({str(i + 1): float(v) for i, v in enumerate(column) if not np.isnan(v)})
    assert grown == ledger


def test_ledgers_of_different_scales_do_not_add_up():
    with pytest.raises(ValueError, match="different scales"):
        Ledger(scale()).merge(Ledger(scale(levels=3)))


def test_a_pattern_that_no_item_has_cannot_be_taken_back():
    with pytest.raises(ValueError, match="no item has the pattern"):
        Ledger(scale()).add((1, 0, 0, 0), (2, 0, 0, 0))


def test_alpha_standard_error_agrees_with_the_jackknife():
    rng = np.random.default_rng(8)
    quality = rng.integers(0, 4, 400)
    array = np.clip(quality + rng.integers(-1, 2, (3, 400)), 0, 3).astype(np.int8)
    array[rng.random(array.shape) < 0.2] = -1
    for metric in ("nominal", "ordinal", "interval", "ratio"):
        name = f"krippendorff_alpha_{metric}"
        found = figures(array, [name])[name]
        left_out = [figures(np.delete(array, i, axis=1), [name])[name].value for i in range(400)]
        jackknife = np.sqrt(399 / 400 * np.sum((np.array(left_out) - np.mean(left_out)) ** 2))
        assert found.se == pytest.approx(jackknife, rel=0.03), metric
