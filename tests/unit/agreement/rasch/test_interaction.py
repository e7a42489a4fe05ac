"""Bias of reviewers by criterion, by site and by group of items."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize

from qa_service.agreement.rasch import FacetRatings, benjamini_hochberg, interaction, many_facet_rasch
from tests.unit.agreement.rasch.simulated import choose, draw, levels


def biased(seed=1, size=0.9):
    """Reviewer 1 is harsher by ``size`` logits on criterion 1 than on the rest."""
    study = draw(seed, items=400, raters=6, each=3, criteria=3)
    r = study.ratings
    distance = study.quality[r.item] - study.severity[r.rater] - study.difficulty[r.criterion]
    distance = distance - size * ((r.rater == 0) & (r.criterion == 0))
    level = choose(np.random.default_rng(seed + 1000), distance, 4)
    return FacetRatings.from_codes(r.item, r.rater, level, levels(4), r.criterion)


def test_a_planted_bias_is_found_where_it_is():
    found = interaction(many_facet_rasch(biased()))
    cells = {(cell.first, cell.second): cell for cell in found.cells}
    assert len(cells) == 18
    planted = cells["1", "1"]
    # What the main effects of reviewer and criterion do not take up: 0.9 x (1 - 1/6)(1 - 1/3).
    assert planted.bias.value == pytest.approx(0.9 * 5 / 6 * 2 / 3, abs=0.15)
    assert planted.effect.value < 0
    assert planted.p_adjusted < 0.001
    assert max(found.cells, key=lambda cell: abs(cell.t)) is planted
    assert found.chi_square.p_value < 0.001
    assert found.chi_square.df == 10


def test_without_bias_the_tests_hold_their_level():
    p, single = [], []
    for seed in range(25):
        study = draw(200 + seed, items=150, raters=8, each=3, criteria=3, sites=3)
        fit = many_facet_rasch(study.ratings)
        for by in ("criterion", "site"):
            found = interaction(fit, by)
            p.append(found.chi_square.p_value)
            single += [cell.p_value for cell in found.cells]
    assert 0.35 < np.mean(p) < 0.65
    assert np.mean(np.array(p) < 0.05) < 0.15
    assert np.mean(np.array(single) < 0.05) < 0.06


def test_poorer_work_of_a_site_is_not_taken_for_bias():
    study = draw(31, items=300, raters=6, each=2, sites=2)
    r = study.ratings
    quality = study.quality - 1.5 * (np.arange(300) % 2)
    level = choose(np.random.default_rng(5), quality[r.item] - study.severity[r.rater], 4)
    found = interaction(
        many_facet_rasch(FacetRatings.from_codes(r.item, r.rater, level, levels(4), None, r.site)), "site"
    )
    assert abs(np.mean([cell.bias.value for cell in found.cells if cell.second == "1"])) < 0.15
    assert found.chi_square.p_value > 0.05


def test_a_group_of_items_works_like_a_site():
    study = draw(32, items=150, raters=5, each=3, criteria=2, sites=2)
    fit = many_facet_rasch(study.ratings)
    by_site = interaction(fit, "site")
    groups = {name: ("one", "two")[i % 2] for i, name in enumerate(study.ratings.items)}
    by_group = interaction(fit, groups)
    assert [cell.bias.value for cell in by_site.cells] == pytest.approx([cell.bias.value for cell in by_group.cells])
    assert {cell.second for cell in by_group.cells} == {"one", "two"}
    assert by_group.by == "group"


def test_a_term_solves_the_marginal_equation_of_its_ratings():
    """One cell, items and main effects known: a naive maximum over the term alone."""
    ratings = draw(33, items=40, raters=4, each=3, criteria=2).ratings
    fit = many_facet_rasch(ratings)
    cell = interaction(fit).cells[0]
    severity = np.array([rater.measure.value for rater in fit.raters.values()])
    difficulty = np.array([criterion.measure.value for criterion in fit.criteria.values()])
    cumulative = np.concatenate([[0], np.cumsum([step.threshold.value for step in fit.steps])])
    theta = fit.item_mean.value + fit.item_sd.value * np.linspace(-7, 7, 601)
    prior = np.exp(-0.5 * np.linspace(-7, 7, 601) ** 2)

    def height(term):
        total = 0.0
        for i in range(40):
            chance = prior
            for n in np.flatnonzero(ratings.item == i):
                r, c = ratings.rater[n], ratings.criterion[n]
                t = theta - severity[r] - difficulty[c] - (term if (r, c) == (0, 0) else 0.0)
                p = np.exp(np.outer(t, np.arange(4)) - cumulative)
                chance = chance * p[:, ratings.level[n]] / p.sum(axis=1)
            total += np.log(chance.sum())
        return total

    best = optimize.minimize_scalar(lambda x: -height(x), bracket=(-0.5, 0.5), tol=1e-9).x
    assert (cell.first, cell.second) == ("1", "1")
    assert cell.bias.value == pytest.approx(best, abs=1e-4)
    curve = (height(best + 0.01) - 2 * height(best) + height(best - 0.01)) / 1e-4
    assert cell.bias.se == pytest.approx(1 / np.sqrt(-curve), abs=1e-3)


def test_after_joint_estimation_terms_solve_the_equations_of_facets():
    ratings = draw(34, items=60, raters=4, each=3, criteria=2).ratings
    fit = many_facet_rasch(ratings, estimator="jml")
    found = interaction(fit)
    cumulative = np.concatenate([[0], np.cumsum([step.threshold.value for step in fit.steps])])
    for cell in found.cells:
        if cell.extreme:
            continue
        residual = information = 0.0
        for n in range(ratings.n):
            item, rater = ratings.items[ratings.item[n]], ratings.raters[ratings.rater[n]]
            criterion = ratings.criteria[ratings.criterion[n]]
            if (rater, criterion) != (cell.first, cell.second) or fit.items[item].extreme:
                continue
            t = fit.items[item].measure.value - fit.raters[rater].measure.value
            t -= fit.criteria[criterion].measure.value + cell.bias.value
            p = np.exp(np.arange(4) * t - cumulative)
            p /= p.sum()
            residual += ratings.level[n] - p @ np.arange(4)
            information += p @ np.arange(4) ** 2 - (p @ np.arange(4)) ** 2
        assert residual == pytest.approx(0.0, abs=1e-6)
        assert cell.bias.se == pytest.approx(1 / np.sqrt(information), rel=1e-5)


def test_a_single_rating_is_too_few():
    r = draw(35, items=30, raters=4, each=2, criteria=2, sites=1).ratings
    groups = {"1": "lone"} | {str(i): "rest" for i in range(2, 31)}
    one = r.criterion == 0
    fit = many_facet_rasch(FacetRatings.from_codes(r.item[one], r.rater[one], r.level[one], levels(4)))
    lone = [cell for cell in interaction(fit, groups).cells if cell.second == "lone"]
    assert lone
    assert all(cell.bias.withheld == "too_few_ratings: n = 1 < 2" and cell.p_adjusted is None for cell in lone)


def test_what_is_not_there_is_withheld_and_what_is_wrong_is_refused():
    fit = many_facet_rasch(draw(36, items=40, raters=4, each=3).ratings)
    assert interaction(fit).withheld == "too_few_raters_or_items: the ratings name no criterion"
    assert interaction(fit, "site").withheld.endswith("no site")
    assert interaction(fit, {}).withheld.startswith("too_few_raters_or_items")
    with pytest.raises(ValueError, match="interactions are of"):
        interaction(fit, "weekday")
    with pytest.raises(ValueError, match="interactions are of"):
        interaction(fit, "criterion", of="criterion")


def test_adjusted_p_values_are_those_of_benjamini_and_hochberg():
    """The example of the paper: 15 p values, of which the procedure rejects four at 5 %."""
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.0,
    ]
    adjusted = benjamini_hochberg(p)
    assert sum(q <= 0.05 for q in adjusted) == 4
    assert adjusted[0] == pytest.approx(0.0015)
    assert adjusted[3] == pytest.approx(0.035625)
    assert benjamini_hochberg([]) == []
    assert benjamini_hochberg([None, 0.2]) == [None, 0.2]
