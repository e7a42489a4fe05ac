"""D studies: published coefficients, how many reviewers are needed, fixed facets, intervals, Spearman-Brown."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.agreement import Ratings, Scale, coefficients
from qa_service.agreement.generalizability import (
    Observation,
    Observations,
    d_study,
    g_study,
    ratings_needed,
    reviewers_needed,
    spearman_brown,
)


def study(scores, **options):
    rows = [Observation(f"i{i}", f"r{r}", x) for i, row in enumerate(scores) for r, x in enumerate(row)]
    return g_study(rows, **options)


def set_4(known, method="auto"):
    scores = known("brennan_2001_set4")["scores"]
    cells = [Observation(f"i{i}", f"r{r}", x, f"t{r // 4}") for i, row in enumerate(scores) for r, x in enumerate(row)]
    return g_study(cells, "item x (rater:criterion)", method)


@pytest.mark.parametrize("method", ["auto", "reml", "henderson"])
def test_brennan_set_1(known, method):
    data = known("brennan_2001_set1")
    g = study(data["scores"], method=method)
    numbers = [int(n) for n in data["d_study"]]
    for panel in d_study(g, numbers).panels:
        expected = data["d_study"][str(panel.conditions["rater"])]
        assert panel.rho2.value == pytest.approx(expected["rho2"], abs=1e-9)
        assert panel.phi.value == pytest.approx(expected["phi"], abs=1e-9)
    for target, needed in data["smallest_n_for_phi"]:
        assert reviewers_needed(g, target).needed == needed


def test_brennan_set_4(known):
    data = known("brennan_2001_set4")
    (panel,) = d_study(set_4(known), 4).panels
    assert panel.conditions == {"criterion": 3, "rater": 4}
    assert panel.rho2.value == pytest.approx(data["rho2"], abs=1e-9)
    assert panel.phi.value == pytest.approx(data["phi"], abs=1e-9)


def test_fixed_tasks_belong_to_the_universe_score(known):
    g = set_4(known)
    (panel,) = d_study(g, 4, fixed=("criterion",)).panels
    part = {c.name: c.used for c in g.components}
    universe = part["item"] + part["item x criterion"] / 3
    relative = part["residual"] / 12
    absolute = relative + part["rater:criterion"] / 12
    assert panel.universe_variance.value == pytest.approx(universe)
    assert panel.rho2.value == pytest.approx(universe / (universe + relative))
    assert panel.phi.value == pytest.approx(universe / (universe + absolute))


def test_one_rating_each_gives_the_intraclass_correlations(known):
    scores = known("shrout_fleiss_1979")["ratings"]
    icc = coefficients(Ratings.from_matrix(scores, Scale("interval")), min_items=1)
    single, panel = d_study(study(scores), (1, 4)).panels
    pairs = [(single.phi, "icc_2_1"), (panel.phi, "icc_2_k"), (single.rho2, "icc_3_1"), (panel.rho2, "icc_3_k")]
    for figure, name in pairs:
        assert figure.value == pytest.approx(icc[name].value, abs=1e-12)
        assert figure.ci95 == pytest.approx([max(x, 0) for x in icc[name].ci95], abs=1e-9)


def test_lattice_intervals_are_the_exact_ones_where_those_exist(known):
    """Raters of their own: phi of one rating is ICC(1,1), whose F interval is exact."""
    scores = known("shrout_fleiss_1979")["ratings"]
    icc = coefficients(Ratings.from_matrix(scores, Scale("interval")), ["icc_1_1"], 1)["icc_1_1"]
    (panel,) = d_study(study(scores, design="rater:item"), 1).panels
    assert panel.phi.value == pytest.approx(icc.value, abs=1e-12)
    assert panel.phi.ci95 == pytest.approx((max(icc.ci95[0], 0), icc.ci95[1]), abs=0.003)
    assert panel.phi.value == panel.rho2.value


def test_error_of_a_study_by_hand():
    g = study([[3, 4], [7, 7], [5, 6], [4, 6]])
    part = {c.name: c.used for c in g.components}
    for panel in d_study(g, (1, 2, 7)).panels:
        n = panel.conditions["rater"]
        assert panel.relative_error.value == pytest.approx(part["residual"] / n)
        assert panel.absolute_error.value == pytest.approx((part["rater"] + part["residual"]) / n)
        assert panel.sem_absolute.value == pytest.approx(math.sqrt(panel.absolute_error.value))
        assert panel.sem_relative.ci95[0] <= panel.sem_relative.value <= panel.sem_relative.ci95[1]


def test_dependability_at_the_cut_by_hand(known):
    """Brennan and Kane 1977: the squared distance of the mean from the cut, less the variance of the mean."""
    g = study(known("brennan_2001_set1")["scores"])
    p, i, e = (c.used for c in g.components)
    mean_variance = p / 10 + i / 12 + e / 120
    for cut in (0.1, 0.9):
        (panel,) = d_study(g, 12, cut=cut).panels
        distance = (67 / 120 - cut) ** 2 - mean_variance
        expected = (p + distance) / (p + distance + (i + e) / 12)
        assert panel.phi_cut.value == pytest.approx(expected, abs=1e-12)
        assert panel.phi_cut.value > panel.phi.value
    (far,) = d_study(g, 12, cut=1e9).panels
    assert far.phi_cut.value == pytest.approx(1.0)
    (farther,) = d_study(g, 12, cut=-1e300).panels
    assert farther.phi_cut.value == 1.0


def test_repeats_lessen_their_own_error():
    rng = np.random.default_rng(3)
    i, r, _ = (x.ravel() for x in np.indices((8, 3, 2)))
    y = rng.normal(size=8)[i] * 3 + rng.normal(size=3)[r] + rng.normal(size=(8, 3))[i, r] + rng.normal(size=i.size)
    g = g_study(Observations.from_columns(i, r, y))
    part = {c.name: c.used for c in g.components}
    once, twice = d_study(g, 2, repeats=(1, 2)).panels
    assert once.conditions == {"rater": 2, "occasion": 1}
    assert once.relative_error.value == pytest.approx(part["item x rater"] / 2 + part["residual"] / 2)
    assert twice.relative_error.value == pytest.approx(part["item x rater"] / 2 + part["residual"] / 4)


def test_all_combinations_in_order(known):
    panels = d_study(set_4(known), (1, 2), criteria=(3, 6)).panels
    assert [(p.conditions["rater"], p.conditions["criterion"]) for p in panels] == [(1, 3), (1, 6), (2, 3), (2, 6)]


def test_the_ceiling_of_raters_is_told(known):
    g = set_4(known)
    found = reviewers_needed(g, 0.8)
    assert found.withheld.startswith("unreachable")
    assert (found.needed, found.safe) == (None, None)
    (many,) = d_study(g, 10**9).panels
    assert found.ceiling == pytest.approx(many.phi.value, abs=1e-6)
    assert reviewers_needed(g, 0.8, criteria=30).needed is not None


def test_the_needed_number_is_the_smallest(known):
    g = set_4(known)
    for name in ("phi", "rho2"):
        found = reviewers_needed(g, 0.6, name, criteria=8)
        below, at = (getattr(p, name).value for p in d_study(g, (found.needed - 1, found.needed), criteria=8).panels)
        assert below < 0.6 <= at
        assert found.reached.value == pytest.approx(at)


def test_the_safe_number_is_the_smallest_whose_lower_limit_reaches(known):
    g = study(known("brennan_2001_set1")["scores"])
    found = reviewers_needed(g, 0.8)
    lows = [panel.phi.ci95[0] for panel in d_study(g, (found.safe - 1, found.safe)).panels]
    assert lows[0] < 0.8 <= lows[1]
    assert found.safe > found.needed
    assert reviewers_needed(g, 0.8, most=20).safe is None


def test_too_many_needed():
    g = study([[3, 9, 1], [4, 1, 6], [2, 5, 5], [9, 7, 4]])
    found = reviewers_needed(g, 0.999, most=50)
    assert found.needed is None
    assert found.withheld.startswith("unreachable")


def test_items_that_do_not_differ_need_more_than_any_number(known):
    batches = known("generalizability_lme4")["dyestuff2"]["batches"]
    g = study(batches, design="rater:item")
    assert reviewers_needed(g).withheld == "unreachable: items do not differ beyond error"
    (panel,) = d_study(g, 5).panels
    assert panel.phi.value == 0
    bounded = study(batches, design="rater:item", method="reml")
    (panel,) = d_study(bounded, 5).panels
    assert (panel.phi.value, panel.phi.ci95) == (0.0, None)


def test_perfect_raters_are_enough_alone():
    g = study([[1, 1], [4, 4], [2, 2]])
    assert reviewers_needed(g, 0.99).needed == 1
    (panel,) = d_study(g, 1).panels
    assert (panel.rho2.value, panel.phi.value, panel.sem_absolute.value) == (1.0, 1.0, 0.0)


def test_unbalanced_studies_have_intervals_from_the_likelihood(known):
    (panel,) = d_study(set_4(known, "reml"), 4).panels
    low, high = panel.phi.ci95
    assert 0 < low < panel.phi.value < high < 1
    assert "delta" in panel.phi.method
    assert panel.sem_absolute.ci95[0] < panel.sem_absolute.value < panel.sem_absolute.ci95[1]


def test_moments_have_no_interval(known):
    (panel,) = d_study(set_4(known, "henderson"), 4).panels
    assert (panel.phi.ci95, panel.sem_absolute.ci95) == (None, None)


def test_coverage_of_the_likelihood_interval():
    """Phi of three raters, incomplete: about 95 of 100 intervals hold the truth."""
    rng = np.random.default_rng(21)
    truth, hits, tries = 1 / (1 + (0.1 + 0.5) / 3), 0, 150
    for _ in range(tries):
        y = rng.normal(size=(40, 1)) + math.sqrt(0.1) * rng.normal(size=12) + math.sqrt(0.5) * rng.normal(size=(40, 12))
        i, r = np.nonzero(rng.random(y.shape) < 0.4)
        (panel,) = d_study(g_study(Observations.from_columns(i, r, y[i, r])), 3).panels
        hits += panel.phi.ci95 is not None and panel.phi.ci95[0] <= truth <= panel.phi.ci95[1]
    assert 0.9 <= hits / tries <= 0.99


def test_coverage_of_the_pivotal_interval():
    rng = np.random.default_rng(22)
    truth, hits, tries = 1 / (1 + 0.2 / 2 + 0.3 / 2 + 0.4 / 6 + 0.1 / 3), 0, 150
    i, r, c = (x.ravel() for x in np.indices((20, 5, 3)))
    for _ in range(tries):
        y = rng.normal(size=20)[i] + math.sqrt(0.2) * rng.normal(size=5)[r] + math.sqrt(0.1) * rng.normal(size=3)[c]
        y = y + math.sqrt(0.3) * rng.normal(size=(20, 5))[i, r] + math.sqrt(0.4) * rng.normal(size=i.size)
        g = g_study(Observations.from_columns(i, r, y, criterion=c), "item x rater x criterion")
        (panel,) = d_study(g, 2).panels
        hits += panel.phi.ci95[0] <= truth <= panel.phi.ci95[1]
    assert 0.9 <= hits / tries <= 1.0


GRIDS = st.lists(st.lists(st.integers(0, 5) | st.none(), min_size=3, max_size=3), min_size=2, max_size=7)


@settings(deadline=None, max_examples=60)
@given(GRIDS, st.sampled_from(["item x rater", "rater:item"]), st.sampled_from(["auto", "reml"]))
def test_curves_rise_and_stay_between_0_and_1(grid, design, method):
    found = d_study(study(grid, design=design, method=method), (1, 2, 5, 40), cut=3)
    assert json.dumps(found.to_dict(), allow_nan=False)
    if found.withheld is None:
        curve = [panel.phi.value for panel in found.panels]
        assert curve == sorted(curve)
        for panel in found.panels:
            assert panel.rho2.value is None or 0 <= panel.phi.value <= panel.rho2.value + 1e-12 <= 1 + 2e-12
            assert panel.phi.ci95 is None or 0 <= panel.phi.ci95[0] <= panel.phi.ci95[1] <= 1


@settings(deadline=None, derandomize=True, max_examples=40)
@given(GRIDS, st.sampled_from([2.0**-330, 2.0**-10, 2.0**300]))
def test_the_unit_does_not_matter(grid, unit):
    plain = study(grid)
    scaled = study([[None if x is None else x * unit for x in row] for row in grid])
    a, b = d_study(plain, (1, 4), cut=2.0), d_study(scaled, (1, 4), cut=2.0 * unit)
    assert (a.withheld, len(a.panels)) == (b.withheld, len(b.panels))
    for one, two in zip(a.panels, b.panels, strict=True):
        assert two.phi.value == pytest.approx(one.phi.value, abs=1e-4)
        assert two.sem_absolute.value / unit == pytest.approx(one.sem_absolute.value, rel=1e-3, abs=1e-4)
    assert json.dumps(b.to_dict(), allow_nan=False)
    assert json.dumps(reviewers_needed(scaled).to_dict(), allow_nan=False)


def test_a_withheld_study_gives_withheld_answers():
    g = study([[2, 2], [2, 2]])
    assert d_study(g).withheld == reviewers_needed(g).withheld == g.withheld
    assert d_study(g).panels == ()


def test_wrong_calls(known):
    g = study([[3, 4], [7, 7], [5, 6]])
    calls = [
        lambda: d_study(g, 0),
        lambda: d_study(g, []),
        lambda: d_study(g, cut=math.nan),
        lambda: d_study(g, criteria=2),
        lambda: d_study(g, repeats=2),
        lambda: d_study(g, fixed=("item",)),
        lambda: d_study(g, fixed=("site",)),
        lambda: d_study(g, 5, fixed=("rater",)),
        lambda: d_study(set_4(known), fixed=("rater",)),
        lambda: reviewers_needed(g, 1.0),
        lambda: reviewers_needed(g, coefficient="alpha"),
        lambda: reviewers_needed(g, fixed=("rater",)),
    ]
    for call in calls:
        with pytest.raises(ValueError, match=r"[a-z]"):
            call()


def test_fixed_raters_keep_their_number():
    g = study([[3, 4], [7, 7], [5, 6]])
    (panel,) = d_study(g, fixed=("rater",)).panels
    assert panel.conditions == {"rater": 2}
    assert panel.phi.value == panel.rho2.value


@pytest.mark.parametrize(
    ("one", "factor", "many"), [(0.5, 2, 2 / 3), (0.6, 4, 6 / 7), (0.8, 0.5, 2 / 3), (1, 3, 1), (0, 9, 0)]
)
def test_spearman_brown(one, factor, many):
    assert spearman_brown(one, factor).value == pytest.approx(many)
    if 0 < one < 1:
        assert ratings_needed(one, many).value == pytest.approx(factor)


def test_spearman_brown_carries_the_interval():
    assert spearman_brown(0.5, 2, (0.25, 0.75)).ci95 == pytest.approx((0.4, 6 / 7))
    assert spearman_brown(0.0, 5, (-0.25, 0.2)).ci95 is None


def test_spearman_brown_withholds_and_refuses():
    assert spearman_brown(-0.5, 3).withheld.startswith("no_variation")
    assert ratings_needed(0, 0.8).withheld.startswith("unreachable")
    for call in (lambda: spearman_brown(1.1, 2), lambda: spearman_brown(0.5, 0), lambda: ratings_needed(0.5, 1)):
        with pytest.raises(ValueError, match="reliability"):
            call()
