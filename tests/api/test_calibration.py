"""Profiles and drift: what they say of reviewers whose judgment is known, and who may see it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import GOOD, Api, ndjson, problem

LEVELS = ("poor", "fair", "good")
ERRORS = """\
schema: kpo-rubric/1
id: test.errors
version: 1.0.0
title: Errors
scales:
  points: { type: numeric, min: 0, max: 10, better: lower }
sections:
  - id: all
    title: All
    weight: 100
    criteria:
      - { id: over, title: Points over, scale: points, weight: 100 }
scoring: { method: weighted_mean, pass_mark: 50 }
review: { reviewers: 2 }
tests:
  - { name: best, answers: { over: 0 }, expect: { score: 100.0 } }
"""
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def reviewed(api: Api, items: int = 60) -> None:
    """Ann and Ben follow the standard, Cy is a level harsher; Ben turns lenient after two thirds."""
    api.rubric()
    for i in range(items):
        api.deliverable(external_id=f"X-{i}")
    rows = []
    for i in range(items):
        true = (i * 7) % 3
        given = {"ann": true if i % 10 else max(true - 1, 0), "ben": true, "cy": max(true - 1, 0)}
        if i >= items * 2 // 3:
            given["ben"] = min(true + 1, 2)
        at = {"submitted_at": (START + timedelta(days=i)).isoformat()}
        for who, level in given.items():
            answers = {**GOOD, "reasoning": LEVELS[level]}
            rows.append({"deliverable": f"X-{i}", "reviewer": who, "site": "Pune", "answers": answers, **at})
        standard = {**GOOD, "reasoning": LEVELS[true]}
        rows.append({"deliverable": f"X-{i}", "reviewer": "gold", "kind": "reference", "answers": standard, **at})
    done = api.lead.post("/v1/reviews/import", data=ndjson(*rows), content_type="application/x-ndjson")
    assert done.status_code == 200, done.text


def test_a_profile_tells_severity_standard_and_levels(any_api: Api) -> None:
    reviewed(any_api)
    found = any_api.lead.get("/v1/reviewers/cy/profile").json
    assert (found["reviewer"]["handle"], found["reviewer"]["site"]) == ("cy", "Pune")
    [rubric] = found["rubrics"]
    assert (rubric["rubric"], rubric["major"], rubric["n_reviews"]) == ("test.memo", 1, 60)
    assert (rubric["from"], rubric["to"]) == ("2026-01-05T09:00:00Z", "2026-03-05T09:00:00Z")
    one = rubric["criteria"]["reasoning"]
    assert one["levels"] == {"poor": 40, "fair": 20, "good": 0}
    assert sum(one["levels_of_others"].values()) == 120
    assert one["with_standard"]["severity"]["value"] == pytest.approx(40 / 60)
    low, high = one["with_standard"]["severity"]["ci95"]
    assert 0.5 < low < high < 0.8
    assert one["with_standard"]["exact"]["matched"] == 20
    assert one["severity"]["value"] > one["with_standard"]["severity"]["value"]
    assert (one["with_others"]["n_pairs"], one["with_others"]["n"]) == (120, 60)
    assert one["with_others"]["ci95"][0] < one["with_others"]["value"] < one["with_others"]["ci95"][1]
    assert one["drift"]["state"] == "steady"
    kinds = {flag["kind"]: flag for flag in rubric["flags"]}
    assert {"outlying_severity", "restricted_range", "too_fast"} <= set(kinds)
    assert kinds["restricted_range"]["flagged"]
    assert kinds["outlying_severity"]["q"] < 1e-6
    assert kinds["too_fast"]["withheld"].startswith("no_times")
    assert rubric["flags"][0]["flagged"]
    assert {flag["rater"] for flag in rubric["flags"]} == {"cy"}
    assert set(rubric["criteria"]) == {"reasoning", "sources", "marking", "@outcome", "@raw_score"}


def test_drift_is_found_dated_and_measured(any_api: Api) -> None:
    reviewed(any_api)
    path = "/v1/drift?rubric=test.memo&criterion=reasoning"
    found = any_api.lead.get(path).json
    first, *others = found["charts"]
    assert (first["reviewer"], first["state"], first["criterion"]) == ("ben", "drifting", "reasoning")
    assert first["since"][:10] in {"2026-02-13", "2026-02-14", "2026-02-15", "2026-02-16"}
    assert first["ci95"][0] > 0
    assert first["size"] == pytest.approx(2 / 3, abs=0.1)
    assert len(first["chart"]["points"]) == len(first["chart"]["times"]) == 60
    assert {one["state"] for one in others} <= {"steady", "returned"}
    assert all("chart" not in one for one in others)
    assert (found["signals"], found["n_reviews"], found["method"]["charts"]) == (1, 240, 3)
    whole = any_api.lead.get(f"{path}&charts=true&reviewer=ann").json["charts"]
    assert [one["reviewer"] for one in whole] == ["ann"]
    assert len(whole[0]["chart"]["lower"]) == 60
    early = any_api.lead.get(f"{path}&to=2026-02-10T00:00:00Z").json
    assert early["signals"] == 0
    assert early["n_reviews"] == 36 * 4


def test_the_newest_reviews_are_looked_at(api: Api) -> None:
    reviewed(api)
    found = api.lead.get("/v1/reviewers/ann/profile?limit=25").json["rubrics"][0]
    assert (found["n_reviews"], found["from"]) == (25, "2026-02-09T09:00:00Z")
    assert api.lead.get("/v1/drift?rubric=test.memo&limit=80").json["n_reviews"] == 80


def test_a_profile_is_for_its_owner_and_the_leads(api: Api) -> None:
    ann = api.reviewer("ann")
    reviewed(api, 24)
    own = ann.get("/v1/reviewers/ann/profile?min_items=1").json
    assert own["min_items"] == 20
    assert ann.get("/v1/reviewers/me/profile").json == own
    assert ann.get("/v1/reviewers/me/profile?limit=21&to=2026-01-20T00:00:00Z").json == own
    assert own["rubrics"][0]["criteria"]["reasoning"]["n"] == 24
    assert "ben" not in str(own)
    problem(ann.get("/v1/reviewers/ben/profile"), 403, "forbidden")
    problem(ann.get("/v1/reviewers/nobody/profile"), 403, "forbidden")
    problem(ann.get("/v1/drift?rubric=test.memo"), 403, "forbidden")
    problem(api.lead.get("/v1/reviewers/nobody/profile"), 404, "person_not_found")
    problem(api.lead.get("/v1/drift?rubric=test.memo&criterion=none"), 422, "invalid_query")


def test_few_items_tell_nothing_of_the_others(api: Api) -> None:
    ann = api.reviewer("ann")
    reviewed(api, 6)
    found = ann.get("/v1/reviewers/ann/profile").json["rubrics"][0]["criteria"]["reasoning"]
    assert found["levels_of_others"] is None
    assert found["with_others"]["value"] is None
    assert found["with_others"]["withheld"] == "too_few_items: n = 6 < 20"
    assert found["severity"]["withheld"] == "too_few_items: n = 6 < 20"
    assert found["drift"]["state"] == "withheld"


def test_where_lower_is_better_a_high_number_is_severe(api: Api) -> None:
    """Points over the limit: ann gives one more than ben, who meets the standard."""
    api.rubric(ERRORS)
    rows = []
    for i in range(30):
        api.deliverable(rubric="test.errors", external_id=f"X-{i}")
        for who, over, kind in (("ann", 1, "ordinary"), ("ben", 0, "ordinary"), ("gold", 0, "reference")):
            rows.append({"deliverable": f"X-{i}", "reviewer": who, "kind": kind, "answers": {"over": i % 5 + over}})
    done = api.lead.post("/v1/reviews/import", data=ndjson(*rows), content_type="application/x-ndjson")
    assert done.status_code == 200, done.text
    assert '"problem"' not in done.text, done.text[:600]
    one = api.lead.get("/v1/reviewers/ann/profile").json["rubrics"][0]["criteria"]["over"]
    assert one["severity"]["value"] == pytest.approx(1)
    assert one["with_standard"]["severity"]["value"] == pytest.approx(1)
    assert one["mean"] == pytest.approx(3)


def test_a_site_nobody_works_at_and_a_period_turned_round_are_refused(api: Api) -> None:
    reviewed(api, 3)
    path = "/v1/agreement?rubric=test.memo"
    body = problem(api.lead.get(f"{path}&site=Puna"), 422, "invalid_query")
    assert (body["errors"][0]["pointer"], body["errors"][0]["allowed"]) == ("/site", ["Pune"])
    problem(api.lead.get(f"{path}&from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z"), 422, "invalid_query")
    wrong = problem(api.lead.get(f"{path}&since=2026-02-01T00:00:00Z"), 422, "invalid_request")
    assert "from" in wrong["errors"][0]["allowed"]


def test_somebody_without_reviews_has_an_empty_profile(api: Api) -> None:
    api.rubric()
    api.reviewer("ann")
    found = api.lead.get("/v1/reviewers/ann/profile").json
    assert found["rubrics"] == []
    assert api.lead.get("/v1/reviewers/ann/profile?rubric=test.memo").json["rubrics"][0]["criteria"] == {}
