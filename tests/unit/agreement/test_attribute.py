"""Attribute agreement, severity and control charts."""

from __future__ import annotations

import json

import numpy as np
import pytest

from qa_service.agreement import (
    AgreementError,
    Rating,
    Ratings,
    Scale,
    attribute_agreement,
    cusum,
    deviations,
    ewma,
    fleiss_levels,
    fleiss_test,
    severities,
)

YES_NO = Scale("binary", ("No", "Yes"))


@pytest.fixture(scope="module")
def study(known):
    table = known("attribute_15x3x3")
    records = [
        Rating(str(item), rater, trial, reference=standard)
        for rater, item, *trials, standard in table["rows"]
        for trial in trials
    ]
    return table["results"], attribute_agreement(records, YES_NO)


@pytest.mark.parametrize("name", ["EG", "BL", "MH"])
def test_each_appraiser(study, name):
    results, found = study
    expected, reviewer = results[name], found.reviewers[name]
    for key, ours in (("within_appraiser_match", reviewer.within), ("appraiser_vs_standard_match", reviewer.standard)):
        assert (ours.matched, ours.total) == (expected[key]["value"], expected[key]["inspected"])
        assert [100 * x for x in ours.ci95] == pytest.approx(expected[key]["ci95_percent"], abs=1e-8)
    kappas = {
        "fleiss_kappa_within_appraiser": reviewer.within_kappa.value,
        "fleiss_kappa_vs_standard": reviewer.standard_kappa.value,
        "cohen_kappa_vs_standard_pooled_trials": reviewer.standard_cohen,
    }
    for key, value in kappas.items():
        assert value == pytest.approx(expected[key]["value"], abs=1e-6), key
    effective, miss, alarm = expected["effectiveness_miss_false_alarm_percent"]["value"]
    wrong = reviewer.disagreement
    assert 100 * reviewer.standard.value == pytest.approx(effective)
    assert (100 * wrong.miss, 100 * wrong.false_alarm) == pytest.approx((miss, alarm))


def test_between_and_all_against_the_standard(study):
    results, found = study
    for key, ours in (
        ("between_appraisers_match", found.between),
        ("all_appraisers_vs_standard_match", found.all_standard),
    ):
        expected = results["all"][key]
        assert ours.matched == expected["value"]
        assert [100 * x for x in ours.ci95] == pytest.approx(expected["ci95_percent"], abs=1e-8)
    expected = results["all"]["fleiss_kappa_between_appraisers_all_trials"]["value"]
    assert found.between_kappa.value == pytest.approx(expected, abs=1e-9)


def test_assessment_disagreement_counts_items(study):
    _, found = study
    wrong = found.reviewers["BL"].disagreement
    assert (wrong.accepted_bad, wrong.rejected_good, wrong.mixed) == (1, 2, 1)


def test_fleiss_per_level_and_test_of_no_agreement(known):
    table = known("fleiss_1971")
    counts, results = np.array(table["counts"]), table["results"]
    overall = fleiss_test(counts)
    assert overall.value == pytest.approx(results["fleiss_kappa"], abs=1e-12)
    assert overall.se_null == pytest.approx(results["se_null"], abs=1e-9)
    assert overall.z == pytest.approx(results["z"], abs=1e-6)
    levels = fleiss_levels(counts, list("abcde"))
    assert [k.value for k in levels.values()] == pytest.approx(results["per_level"], abs=1e-9)
    assert all(k.p_value < 1e-6 for k in levels.values())


def test_studies_without_repeats_or_standard_are_withheld():
    found = attribute_agreement([Rating("x", "a", "Yes"), Rating("y", "a", "No")], YES_NO)
    assert found.reviewers["a"].within_kappa.withheld.startswith("no_pairable_units")
    assert found.reviewers["a"].standard.value is None
    assert found.all_standard_kappa.value is None


def test_conflicting_and_unknown_values_are_named():
    records = [Rating("x", "a", "Yes", reference="No"), Rating("x", "b", "Maybe", reference="Yes")]
    with pytest.raises(AgreementError) as caught:
        attribute_agreement(records, YES_NO)
    assert {p.code for p in caught.value.problems} == {"not_in_scale", "conflicting_reference"}


def test_a_harsh_reviewer_has_positive_severity():
    matrix = [[q, q, q - 1] for q in (2.0, 3.0, 4.0, 5.0)] * 6
    ratings = Ratings.from_matrix(matrix, Scale("interval"), ["ann", "bob", "cat"])
    found = severities(ratings)
    assert found["cat"].severity == pytest.approx(1.0)
    assert found["ann"].severity == pytest.approx(-0.5)
    assert found["cat"].ci95 == pytest.approx((1.0, 1.0))
    assert severities(ratings, min_items=100)["ann"].withheld == "too_few_items: n = 24 < 100"
    against = severities(ratings, np.array([q[0] for q in matrix]))
    assert (against["ann"].severity, against["cat"].severity) == pytest.approx((0.0, 1.0))
    assert against["cat"].versus == "reference"


def test_deviations_leave_the_rating_itself_out():
    ratings = Ratings.from_matrix([[1.0, 2.0, 6.0], [4.0, None, None]], Scale("interval"))
    assert deviations(ratings)[:, 0] == pytest.approx([-3.0, -1.5, 4.5])
    assert np.isnan(deviations(ratings)[:, 1]).all()


def test_cusum_of_the_textbook(known):
    table = known("montgomery_cusum")
    chart = cusum(table["x"], centre=10, sigma=1)
    assert chart.plus == pytest.approx(table["results"]["plus"], abs=1e-9)
    assert chart.minus == pytest.approx(table["results"]["minus"], abs=1e-9)
    assert chart.signal + 1 == table["results"]["first_signal"]
    assert chart.change_after + 1 == table["results"]["change_after"]


def test_ewma_by_hand_and_signal_after_a_shift():
    chart = ewma([1.0, 0.0, -1.0], sigma=1.0)
    assert chart.points == pytest.approx((0.2, 0.16, -0.072))
    assert chart.upper[0] == pytest.approx(2.7 * 0.2)
    assert chart.signal is None
    shifted = ewma([0.1, -0.1] * 10 + [1.0] * 10, sigma=0.5)
    assert 20 <= shifted.signal < 25


def test_charts_that_cannot_be_drawn():
    assert ewma([]).withheld.startswith("too_few_points")
    assert ewma([1.0, 1.0]).withheld.startswith("no_variation")
    with pytest.raises(ValueError, match="smoothing"):
        ewma([1.0], smoothing=0)
    with pytest.raises(ValueError, match="sigma"):
        cusum([1.0], 0, 0)
    assert cusum([0.0], 0, 1).change_after is None


def test_the_answer_is_json_whatever_is_missing(known):
    for rows in ([], [Rating("1", "a", None)], [Rating("1", "a", "no", reference="no")] * 2):
        found = attribute_agreement(rows, Scale("binary", ("no", "yes"))).to_dict()
        assert json.loads(json.dumps(found, allow_nan=False)) == found
        assert found["between_kappa"]["withheld"]


def test_levels_are_read_off_ratings_and_standards():
    rows = [Rating("1", "a", 1, reference=2), Rating("1", "a", 1), Rating("2", "a", 1), Rating("2", "a", 1)]
    found = attribute_agreement(rows, Scale("nominal"))
    assert list(found.between_levels) == ["1", "2"]
    assert found.reviewers["a"].standard.matched == 0


def test_numbers_and_unknown_levels_are_refused():
    with pytest.raises(AgreementError, match="levels"):
        attribute_agreement([Rating("1", "a", 1.7)], Scale("interval"))
    with pytest.raises(ValueError, match="accept"):
        attribute_agreement([], Scale("binary", ("no", "yes")), "maybe")


@pytest.mark.parametrize("counts", [[[1, -1]], [[0.5, 1.5]], [1, 2], [[np.nan, 1.0]]])
def test_what_is_no_count_table_is_refused(counts):
    with pytest.raises(ValueError, match="whole numbers"):
        fleiss_test(np.array(counts))
    with pytest.raises(ValueError, match="whole numbers"):
        fleiss_levels(np.array(counts), ("a", "b"))
