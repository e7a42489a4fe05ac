"""G studies: published components, the likelihood against a naive one, and what must hold for every study."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.agreement.generalizability import DESIGNS, Observation, Observations, g_study
from qa_service.agreement.scale import AgreementError


def table(scores, **columns):
    """Items x raters, row by row; more columns are given per cell."""
    places = [(i, r, x) for i, row in enumerate(scores) for r, x in enumerate(row)]
    item, rater, value = zip(*places, strict=True)
    return Observations.from_columns(item, rater, value, **columns)


def tasks(scores, kept=lambda place: True):
    """Brennan's set 4: raters 0-3 score task 0, 4-7 task 1, 8-11 task 2."""
    cells = [(i, r, x, r // 4) for i, row in enumerate(scores) for r, x in enumerate(row)]
    item, rater, value, task = zip(*(cell for place, cell in enumerate(cells) if kept(place)), strict=True)
    return Observations.from_columns(item, rater, value, criterion=task)


def crossed(scores, criteria=True):
    cells = [(i, k // 3, k % 3, x) for i, row in enumerate(scores) for k, x in enumerate(row)]
    item, rater, criterion, value = zip(*cells, strict=True)
    more = {"criterion": criterion} if criteria else {}
    return Observations.from_columns(item, rater, value, **more)


def used(g):
    return {c.name: c.used for c in g.components}


def estimates(g):
    return {c.name: c.estimate.value for c in g.components}


def agrees(g, expected, rel=1e-6):
    scale = sum(abs(x) for x in expected["components"].values())
    assert estimates(g) == pytest.approx(expected["components"], rel=rel, abs=1e-7 * scale)
    assert g.mean.value == pytest.approx(expected["mean"], rel=1e-8)
    assert g.mean.se == pytest.approx(expected["mean_se"], rel=rel)


@pytest.mark.parametrize("method", ["auto", "reml", "henderson"])
def test_brennan_set_1(known, method):
    data = known("brennan_2001_set1")
    assert estimates(g_study(table(data["scores"]), method=method)) == pytest.approx(data["components"], abs=1e-9)


@pytest.mark.parametrize("method", ["auto", "reml", "henderson"])
def test_brennan_set_4(known, method):
    data = known("brennan_2001_set4")
    g = g_study(tasks(data["scores"]), "item x (rater:criterion)", method)
    assert estimates(g) == pytest.approx(data["components"], abs=1e-9)
    assert g.conditions == {"item": 10, "criterion": 3, "rater": 4}


def test_sites_take_the_place_of_tasks(known):
    data = known("brennan_2001_set4")
    rows = tasks(data["scores"])
    site = rows.codes["criterion"]
    moved = Observations.from_columns(rows.codes["item"], rows.codes["rater"], rows.values, site=site)
    g = g_study(moved, "item x (rater:site)")
    assert g.component("item x site").estimate.value == pytest.approx(data["components"]["item x criterion"], abs=1e-9)


def test_nested_and_incomplete_by_likelihood(known):
    data = known("brennan_2001_set4")
    g = g_study(tasks(data["scores"], lambda place: place % 7 != 3), "item x (rater:criterion)")
    assert g.method == "reml"
    agrees(g, data["lme4"])


def test_dyestuff(known):
    for name, method in (("dyestuff", "auto"), ("dyestuff", "reml"), ("dyestuff2", "reml")):
        data = known("generalizability_lme4")[name]
        g = g_study(table(data["batches"]), "rater:item", method)
        agrees(g, data) if method == "reml" else None
        assert used(g) == pytest.approx(data["components"], rel=1e-6) or name == "dyestuff2"


def test_a_negative_estimate_is_shown_and_not_used(known):
    data = known("generalizability_lme4")["dyestuff2"]
    g = g_study(table(data["batches"]), "rater:item")
    item = g.component("item")
    assert item.estimate.value < 0
    assert (item.used, item.percent) == (0.0, 0.0)
    assert "negative" in g.notes[0]
    bounded = g_study(table(data["batches"]), "rater:item", "reml").component("item").estimate
    assert (bounded.value, bounded.se, bounded.ci95) == (0.0, None, None)
    assert "bound" in bounded.method


def test_penicillin_complete_and_incomplete(known):
    data = known("generalizability_lme4")["penicillin"]
    agrees(g_study(table(data["plates"]), method="reml"), data)
    g = g_study(table(data["plates"]))
    assert used(g) == pytest.approx(data["components"], rel=1e-7)
    assert g.mean.se == pytest.approx(data["mean_se"], rel=1e-7)
    flat = [x for row in data["plates"] for x in row]
    gaps = [None if place + 1 in data["left_out"] else x for place, x in enumerate(flat)]
    g = g_study(table(np.array(gaps, dtype=object).reshape(-1, 6).tolist()))
    assert g.coverage == pytest.approx(134 / 144)
    agrees(g, data["incomplete"])


def test_pastes_have_repeats_below_nested_casks(known):
    data = known("generalizability_lme4")["pastes"]
    cells = [(b, k // 2, x) for b, row in enumerate(data["batches"]) for k, x in enumerate(row)]
    rows = Observations.from_columns(*zip(*cells, strict=True))
    agrees(g_study(rows, "rater:item", "reml"), data)
    g = g_study(rows, "rater:item")
    assert used(g) == pytest.approx(data["components"], rel=1e-6)
    assert g.conditions == {"item": 10, "rater": 3, "occasion": 2}


@pytest.mark.parametrize("design", ["item x rater x criterion", "(rater:item) x criterion", "item x rater"])
def test_crossed_with_gaps(known, design):
    data = known("generalizability_lme4")["crossed"]
    agrees(g_study(crossed(data["scores"], "criterion" in design), design), data[design], rel=2e-5)


# A naive likelihood: the whole covariance matrix.


def naive(rows, design, repeated):
    terms = DESIGNS[design].estimable(repeated)
    patterns = []
    for term in terms:
        facets = [rows.codes[f] for f in term.facets if f in rows.codes and f != "occasion"]
        same = np.all([a[:, None] == a for a in facets], axis=0)
        patterns.append(np.eye(len(rows)) if "occasion" in term.facets else same.astype(float))

    def deviance(components):
        v = sum(c * p for c, p in zip(components, patterns, strict=True))
        one = np.ones(len(rows))
        inverse = np.linalg.inv(v)
        mean = (one @ inverse @ rows.values) / (one @ inverse @ one)
        rest = rows.values - mean
        return np.linalg.slogdet(v)[1] + np.log(one @ inverse @ one) + rest @ inverse @ rest

    return deviance


def random_rows(design, seed, gap=0.3, repeats=1):
    rng = np.random.default_rng(seed)
    shape = (7, 4, 3, repeats)
    i, r, c, _ = (x.ravel() for x in np.indices(shape))
    y = rng.normal(size=7)[i] * 2 + rng.normal(size=4)[r] + rng.normal(size=3)[c] + rng.normal(size=(7, 4))[i, r]
    y = y + rng.normal(size=(7, 3))[i, c] + rng.normal(size=(4, 3))[r, c] + rng.normal(size=i.size)
    kept = rng.random(i.size) > gap
    if "criterion" not in design and "site" not in design:
        kept &= c == 0
    outer = {"criterion": c[kept]} if "criterion" in design else {"site": c[kept]} if "site" in design else {}
    return Observations.from_columns(i[kept], r[kept], y[kept], **outer)


@pytest.mark.parametrize("repeats", [1, 2])
@pytest.mark.parametrize("design", DESIGNS)
def test_no_nearby_components_are_likelier(design, repeats):
    rows = random_rows(design, 4, repeats=repeats)
    g = g_study(rows, design, "reml")
    assert g.method == "reml"
    found = np.array([c.estimate.value for c in g.components])
    deviance = naive(rows, design, repeats > 1)
    least = deviance(found)
    for k in range(len(found)):
        for step in (1e-3, -1e-3):
            moved = found.copy()
            moved[k] = max(found[k] + step * found.sum(), 0.0)
            assert deviance(moved) >= least - 1e-9


@pytest.mark.parametrize("design", DESIGNS)
def test_balanced_studies_agree_by_all_methods(design):
    rows = random_rows(design, 11, gap=0.0, repeats=2)
    by_anova, by_moments = g_study(rows, design), g_study(rows, design, "henderson")
    assert by_anova.method == "anova"
    assert estimates(by_anova) == pytest.approx(estimates(by_moments), rel=1e-9, abs=1e-9)
    if all(value >= 0 for value in estimates(by_anova).values()):
        assert estimates(g_study(rows, design, "reml")) == pytest.approx(estimates(by_anova), rel=1e-6)


def test_components_of_a_known_population_are_found():
    rng = np.random.default_rng(5)
    y = 2 * rng.normal(size=(1500, 1)) + rng.normal(size=40) + 1.5 * rng.normal(size=(1500, 40))
    i, r = np.nonzero(rng.random(y.shape) < 0.2)
    g = g_study(Observations.from_columns(i, r, y[i, r]))
    assert used(g) == pytest.approx({"item": 4.0, "rater": 1.0, "residual": 2.25}, rel=0.1) or (
        g.component("rater").estimate.ci95[0] < 1 < g.component("rater").estimate.ci95[1]
    )
    for name, truth in (("item", 4.0), ("rater", 1.0), ("residual", 2.25)):
        low, high = g.component(name).estimate.ci95
        assert low < truth < high, name


def test_raters_in_many_items_are_absorbed_too():
    rng = np.random.default_rng(8)
    y = rng.normal(size=(5, 1)) + 2 * rng.normal(size=600) + rng.normal(size=(5, 600))
    i, r = np.nonzero(rng.random(y.shape) < 0.7)
    few = g_study(Observations.from_columns(i, r, y[i, r]))
    turned = g_study(Observations.from_columns(r, i, y[i, r]))
    assert few.component("rater").used == pytest.approx(turned.component("item").used, rel=1e-7)
    assert few.component("item").used == pytest.approx(turned.component("rater").used, rel=1e-7)


# Invariants


NUMBERS = st.integers(0, 9)
GRIDS = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(NUMBERS | st.none(), min_size=width, max_size=width), min_size=2, max_size=7)
)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(GRIDS, st.randoms(use_true_random=False))
def test_names_and_order_do_not_matter(grid, random):
    rows = [Observation(f"i{i}", f"r{r}", x) for i, row in enumerate(grid) for r, x in enumerate(row)]
    renamed = [Observation(f"x{99 - int(o.item[1:])}", f"y{9 - int(o.rater[1:])}", o.value) for o in rows]
    random.shuffle(renamed)
    a, b = g_study(rows), g_study(renamed)
    assert (a.withheld is None, a.method, a.coverage) == (b.withheld is None, b.method, b.coverage)
    assert used(a) == pytest.approx(used(b), rel=1e-5, abs=1e-5)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(GRIDS, st.sampled_from([2.0**-300, 2.0**-20, 2.0**280]), st.sampled_from([0, 1000]))
def test_unit_and_origin_do_not_matter(grid, unit, origin):
    plain = g_study(table(grid))
    scaled = g_study(table([[None if x is None else (x + origin) * unit for x in row] for row in grid]))
    assert (plain.withheld, plain.method) == (scaled.withheld, scaled.method)
    assert json.dumps(scaled.to_dict(), allow_nan=False)
    for a, b in zip(plain.components, scaled.components, strict=True):
        assert b.percent == pytest.approx(a.percent, abs=1e-4)
        assert b.used / unit**2 == pytest.approx(a.used, rel=1e-4, abs=1e-4)


@settings(deadline=None, max_examples=100)
@given(GRIDS, st.sampled_from(["item x rater", "rater:item"]), st.sampled_from(["auto", "reml", "henderson", "anova"]))
def test_every_study_is_finite_or_withheld(grid, design, method):
    g = g_study(table(grid), design, method)
    assert json.dumps(g.to_dict(), allow_nan=False)
    assert (g.withheld is None) == bool(g.components)
    assert all(c.used >= 0 for c in g.components)
    assert sum(c.percent for c in g.components) == pytest.approx(100 if g.components else 0)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from([1e100, -1e100, 1e-100, 0.0, 1.0, 3e50]), min_size=6, max_size=6))
def test_sizes_of_every_kind_give_finite_figures(values):
    assert json.dumps(g_study(table(np.reshape(values, (3, 2)).tolist())).to_dict(), allow_nan=False)


# What cannot be said


@pytest.mark.parametrize(
    ("grid", "design", "reason"),
    [
        ([[None]], "item x rater", "no_ratings"),
        ([[3, 3], [3, 3]], "item x rater", "no_variation"),
        ([[1, 2, 3]], "item x rater", "too_few_ratings"),
        ([[1], [2], [4]], "item x rater", "too_few_ratings"),
        ([[1], [2], [4]], "rater:item", "too_few_ratings"),
        ([[1, None, None], [None, 2, None], [None, None, 5]], "item x rater", "too_few_ratings"),
    ],
)
def test_degenerate_studies_are_withheld(grid, design, reason):
    g = g_study(table(grid), design)
    assert g.withheld.startswith(reason)
    assert (g.components, g.mean.value) == ((), None)
    assert json.dumps(g.to_dict(), allow_nan=False)


def test_no_rows_at_all():
    assert g_study([]).withheld.startswith("no_ratings")


def test_one_criterion_is_too_few_for_a_design_with_criteria():
    rows = [Observation(f"i{i}", f"r{r}", i * r % 3, criterion="c") for i in range(4) for r in range(3)]
    g = g_study(rows, "item x rater x criterion")
    assert g.withheld == "too_few_ratings: the design needs more than one criterion"


def test_the_analysis_of_variance_needs_a_complete_table():
    assert g_study(table([[1, 2], [3, None], [2, 5]]), method="anova").withheld.startswith("incomplete_ratings")


def test_additive_scores_have_no_residual():
    g = g_study(table([[1, 2, 4], [2, 3, 5], [6, 7, 9]]))
    assert g.component("residual").estimate.value == 0
    assert g.component("item").used > 0
    gap = g_study(table([[1, 2, 4], [2, 3, None], [6, 7, 9], [4, 5, 7]]))
    assert gap.method == "henderson"
    assert gap.withheld is None


def test_numbers_of_several_criteria_are_no_repeats():
    rows = [Observation("a", "x", 1, criterion="c"), Observation("a", "x", 2, criterion="d")]
    with pytest.raises(AgreementError) as caught:
        g_study(rows)
    assert caught.value.problems[0].code == "not_allowed"


def test_a_design_needs_its_facets():
    with pytest.raises(AgreementError) as caught:
        g_study([Observation("a", "x", 1), Observation("a", "y", 2)], "item x (rater:site)")
    assert caught.value.problems[0].pointer == "/ratings/0/site"


@pytest.mark.parametrize(
    ("row", "pointer", "code"),
    [
        (Observation("b", "x", "good"), "/ratings/1/value", "not_in_scale"),
        (Observation("b", "x", True), "/ratings/1/value", "not_in_scale"),
        (Observation("b", "x", float("inf")), "/ratings/1/value", "not_in_scale"),
        (Observation("b", "x", 1e200), "/ratings/1/value", "out_of_range"),
        (Observation("b", "x", 10**400), "/ratings/1/value", "not_in_scale"),
        (Observation("", "x", 1), "/ratings/1/item", "required"),
        (Observation("b", "x", 1, occasion="1"), "/ratings/0/occasion", "required"),
    ],
)
def test_bad_rows_are_named(row, pointer, code):
    with pytest.raises(AgreementError) as caught:
        Observations.from_records([Observation("a", "x", 1), row])
    assert (caught.value.problems[0].pointer, caught.value.problems[0].code) == (pointer, code)


def test_the_same_occasion_twice_is_refused():
    rows = [Observation("a", "x", v, occasion="1") for v in (1, 2)]
    with pytest.raises(AgreementError) as caught:
        Observations.from_records(rows)
    assert [(p.pointer, p.code) for p in caught.value.problems] == [("/ratings/1/occasion", "duplicate_rating")]


def test_texts_that_are_numbers_count():
    rows = Observations.from_records(
        [Observation("a", "x", "3"), Observation("a", "y", " 4.5"), Observation("b", "x", None)]
    )
    assert rows.values.tolist() == [3.0, 4.5]
    assert rows.names["item"] == ("a",)


def test_wrong_calls():
    with pytest.raises(ValueError, match="not a design"):
        g_study([], "item")
    with pytest.raises(ValueError, match="not one of"):
        g_study([], method="ml")
    with pytest.raises(ValueError, match="length"):
        Observations.from_columns(["a"], ["b"], [])
    with pytest.raises(KeyError, match="item, rater"):
        g_study(table([[1, 2], [3, 5], [2, 2]])).component("site")
