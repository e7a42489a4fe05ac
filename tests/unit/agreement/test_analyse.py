"""The answer of the agreement call, from records to JSON."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from qa_service.agreement import COEFFICIENTS, AgreementError, Rating, Scale, analyse

SCALE = Scale("ordinal", ("low", "mid", "top"))


def records(criterion=None, items=24, reference=True):
    levels = SCALE.levels
    for i in range(items):
        truth = levels[i % 3]
        for rater, value in (
            ("ann", truth),
            ("bob", levels[min(i % 3 + (i % 4 == 0), 2)]),
            ("cat", truth if i % 2 else None),
        ):
            yield Rating(f"i{i}", rater, value, criterion, reference=truth if reference else None)


def test_the_answer_has_every_part_and_is_json():
    answer = analyse(records(), SCALE)
    found = json.loads(json.dumps(answer, allow_nan=False))["criteria"]["all"]
    assert (found["n_items"], found["n_raters"], found["n_ratings"], found["n_pairs"]) == (24, 3, 60, 48)
    assert found["coverage"] == 1.0
    assert set(found["coefficients"]) == set(COEFFICIENTS)
    assert {"value", "se", "ci95", "method", "withheld"} <= set(found["coefficients"]["gwet_ac1"])
    ann = found["raters"]["ann"]
    assert ann["levels"] == {"low": 8, "mid": 8, "top": 8}
    assert ann["mean"] == pytest.approx(2.0)
    assert ann["reference"]["exact"]["value"] == 1.0
    assert ann["reference"]["kappa"]["value"] == 1.0
    assert found["raters"]["bob"]["severity"]["value"] < 0
    first = found["pairs"][0]
    assert first["raters"] == ["ann", "bob"]
    assert first["n"] == 24
    assert first["exact"] == pytest.approx(20 / 24)
    assert found["pairs"][1]["withheld"] == "too_few_items: n = 12 < 20"


def test_criteria_have_scales_of_their_own():
    numeric = [Rating(f"i{i}", r, i * 0.5 + (r == "b"), "points") for i in range(25) for r in "ab"]
    scales = {"tone": SCALE, "points": Scale("interval")}
    found = analyse([*records("tone"), *numeric], scales, names=["krippendorff_alpha_interval"])["criteria"]
    assert list(found) == ["tone", "points"]
    assert list(found["points"]["coefficients"]) == ["krippendorff_alpha_interval"]
    assert found["points"]["pairs"][0]["mean_difference"] == pytest.approx(-1.0)
    assert found["points"]["raters"]["a"]["levels"] is None
    assert json.dumps(found, allow_nan=False)


def test_numeric_references():
    rows = [Rating(f"i{i}", "a", float(i), reference=float(i + i % 2)) for i in range(30)]
    found = analyse(rows, Scale("interval"))["criteria"]["all"]["raters"]["a"]["reference"]
    assert found["exact"]["matched"] == 15
    assert found["severity"]["value"] == pytest.approx(0.5)


def test_nominal_criteria_have_no_severity():
    rows = [Rating(f"i{i}", r, "x" if i % 3 else "y") for i in range(25) for r in "ab"]
    found = analyse(rows, Scale("nominal", ("x", "y", "z")))["criteria"]["all"]
    assert found["raters"]["a"]["severity"] is None
    assert "kappa_linear" not in found["pairs"][0]


def test_ratings_that_were_not_blind_stay_out_and_are_counted():
    rows = [*records(), Rating("i0", "dan", "top", blind=False)]
    found = analyse(rows, SCALE, names=[])["criteria"]["all"]
    assert found["n_not_blind"] == 1
    assert "dan" not in found["raters"]


def test_the_earliest_of_repeats_counts():
    rows = [
        Rating("x", "a", "top", time="2024-02-01"),
        Rating("x", "a", "low", time="2024-01-01"),
        Rating("x", "b", "low"),
    ]
    found = analyse(rows, SCALE, min_items=1)["criteria"]["all"]
    assert found["n_repeats"] == 1
    assert found["coefficients"]["percent_exact"]["value"] == 1.0


@pytest.mark.parametrize(
    ("rows", "pointer", "code"),
    [
        ([Rating("x", "a", "low"), Rating("x", "a", "low")], "/ratings/1", "duplicate_rating"),
        ([Rating("x", "a", "best")], "/ratings/0/value", "not_in_scale"),
        ([Rating("x", "a", "low", reference="best")], "/ratings/0/reference", "not_in_scale"),
        (
            [Rating("x", "a", "low", reference="low"), Rating("x", "b", "low", reference="mid")],
            "/ratings/1/reference",
            "conflicting_reference",
        ),
    ],
)
def test_defects_point_into_the_input(rows, pointer, code):
    with pytest.raises(AgreementError) as caught:
        analyse(rows, SCALE)
    assert [(p.pointer, p.code) for p in caught.value.problems] == [(pointer, code)]


def test_unknown_names_and_criteria_are_refused():
    with pytest.raises(AgreementError) as caught:
        analyse(records(), SCALE, names=["kappa"])
    assert caught.value.problems[0].code == "unknown_coefficient"
    with pytest.raises(AgreementError) as caught:
        analyse(records("tone"), {"style": SCALE})
    assert caught.value.problems[0].code == "unknown_criterion"


def test_no_ratings_give_no_criteria():
    assert analyse([], SCALE) == {"criteria": {}}


def test_missing_ratings_only_are_withheld():
    found = analyse([Rating("x", "a", None), Rating("x", "b", None)], SCALE)["criteria"]["all"]
    assert (found["n_items"], found["n_ratings"], found["coverage"]) == (0, 0, 0.0)
    assert found["coefficients"]["gwet_ac1"]["withheld"].startswith("no_ratings")


def test_the_benchmark_runs_on_a_small_input():
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.agreement", "--tiny"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "60 items x 3 raters" in done.stdout
    assert "alpha ordinal" in done.stdout
