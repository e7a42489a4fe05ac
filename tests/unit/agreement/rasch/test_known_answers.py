"""Published and independently computed many-facet Rasch analyses."""

from __future__ import annotations

import json

import numpy as np
import pytest

from qa_service.agreement.rasch import FacetRatings, many_facet_rasch
from qa_service.agreement.scale import Scale

SIMULATED = (
    "mfrm_mirt_binary_raters",
    "mfrm_mirt_binary_criteria",
    "mfrm_mirt_rating_scale_raters",
    "mfrm_mirt_rating_scale_criteria",
    "mfrm_mirt_partial_credit",
)


@pytest.fixture(scope="module")
def guilford(known):
    table = known("mfrm_guilford_creativity")
    items, raters, criteria, values = zip(*table["rows"], strict=True)
    scale = Scale("ordinal", tuple("123456789"))
    ratings = FacetRatings.from_columns(list(map(str, items)), list(map(str, raters)), values, scale, criteria)
    return table, many_facet_rasch(ratings, estimator="jml")


@pytest.mark.parametrize(("kind", "facet"), [("examinee", "items"), ("judge", "raters"), ("trait", "criteria")])
def test_joint_measures_errors_fair_averages_and_fit(guilford, kind, facet):
    table, found = guilford
    elements = getattr(found, facet)
    assert list(elements) == list(table[kind]["measure"])
    near = {"abs": table["tolerance"]}
    for i, (name, expected) in enumerate(table[kind]["measure"].items()):
        element = elements[name]
        assert element.measure.value == pytest.approx(expected, **near), name
        assert element.measure.se == pytest.approx(table[kind]["se"][i], **near)
        assert element.fair.value == pytest.approx(table["fair"][kind][i], **near)
        assert element.fit.infit == pytest.approx(table["fit"][kind]["infit"][i], **near)
        assert element.fit.outfit == pytest.approx(table["fit"][kind]["outfit"][i], **near)


def test_joint_thresholds(guilford):
    table, found = guilford
    assert [step.threshold.value for step in found.steps] == pytest.approx(table["thresholds"], abs=table["tolerance"])


def simulated(table):
    scale = Scale("ordinal", tuple(map(str, range(table["levels"]))))
    return FacetRatings.from_codes(table["item"], table["rater"], table["level"], scale, table["criterion"])


@pytest.mark.parametrize("name", SIMULATED)
def test_marginal_estimates_agree_with_another_program(known, name):
    table = known(name)
    found = many_facet_rasch(simulated(table), model=table["model"])
    raters, items = found.raters.values(), found.items.values()
    near = {"abs": 5e-6}
    assert [rater.measure.value for rater in raters] == pytest.approx(table["severity"], **near)
    assert [rater.measure.se for rater in raters] == pytest.approx(table["severity_se"], **near)
    assert found.item_sd.value == pytest.approx(table["sd"], **near)
    assert found.item_sd.se == pytest.approx(table["sd_se"], **near)
    assert found.log_likelihood == pytest.approx(table["log_likelihood"], abs=1e-5)
    # The other program has items around 0 and leaves the mean in the difficulties.
    difficulty = np.array(table["difficulty"])
    assert found.item_mean.value == pytest.approx(-difficulty.mean(), **near)
    if found.criteria is not None:
        measures = [criterion.measure.value for criterion in found.criteria.values()]
        assert measures == pytest.approx(difficulty - difficulty.mean(), **near)
    shifted = [item.measure.value - found.item_mean.value for item in items]
    assert shifted == pytest.approx(table["measures"], **near)
    assert [item.measure.se for item in items] == pytest.approx(table["measure_sd"], **near)
    assert [rater.fit.infit for rater in raters] == pytest.approx(table["infit"], **near)
    assert [rater.fit.outfit for rater in raters] == pytest.approx(table["outfit"], **near)


@pytest.mark.parametrize("name", SIMULATED[2:])
def test_marginal_thresholds_and_their_errors_agree_with_another_program(known, name):
    table = known(name)
    found = many_facet_rasch(simulated(table), model=table["model"])
    expected, errors = np.ravel(table["thresholds"]), np.ravel(table["threshold_se"])
    assert [step.threshold.value for step in found.steps] == pytest.approx(expected, abs=5e-6)
    assert [step.threshold.se for step in found.steps] == pytest.approx(errors, abs=5e-6)


def test_the_json_form_is_complete_and_finite(guilford):
    document = json.loads(json.dumps(guilford[1].to_dict(), allow_nan=False))
    assert len(document["map"]) == 7 + 3 + 5 + 8
    assert [mark["measure"] for mark in document["map"]] == sorted(
        (m["measure"] for m in document["map"]), reverse=True
    )
    assert document["raters"]["elements"]["2"]["measure"]["value"] == pytest.approx(0.18237, abs=1e-4)
