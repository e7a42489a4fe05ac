"""The diagnosis of a rubric: planted faults are found and told, a sound criterion is left alone."""

from __future__ import annotations

import random

import pytest

from tests.factories import MEMO, Api, ndjson, problem

RUBRIC = MEMO.replace(
    "{ id: reasoning, title: Reasoning, scale: quality, weight: 70, checks: [placeholders] }",
    "{ id: reasoning, title: Reasoning, scale: quality, weight: 70, checks: [placeholders], "
    "compare: { statistic: cohen_kappa_quadratic, at_least: 0.7, adjacent: 1 } }",
)
LEVELS = ("poor", "fair", "good")


def reviewed(api: Api, items: int = 120) -> None:
    """Reasoning is well agreed on; on sources nobody can tell fair from good; nearly everything is marked."""
    api.rubric(RUBRIC)
    dice = random.Random(7)  # noqa: S311  seeded test data
    rows = []
    for i in range(items):
        api.deliverable(external_id=f"X-{i}")
        true = dice.choice((0, 1, 2))
        for who in dice.sample(("ann", "ben", "cy"), 2):
            seen = true if dice.random() < 0.95 else max(true - 1, 0)
            sources = "poor" if true == 0 else dice.choice(("fair", "good"))
            marking = "met" if dice.random() < 0.98 else "not_met"
            answers = {"reasoning": LEVELS[seen], "sources": sources, "marking": marking}
            rows.append({"deliverable": f"X-{i}", "reviewer": who, "answers": answers})
    done = api.lead.post("/v1/reviews/import", data=ndjson(*rows), content_type="application/x-ndjson")
    assert done.status_code == 200, done.text


def test_faults_are_found_and_told(any_api: Api) -> None:
    reviewed(any_api)
    found = any_api.lead.get("/v1/rubrics/test.memo/diagnosis").json
    assert (found["rubric"], found["major"], found["n_reviews"]) == ("test.memo", 1, 240)
    reasoning, sources, marking = (found["criteria"][c] for c in ("reasoning", "sources", "marking"))
    assert reasoning["bar"]["outcome"] == "met"
    assert reasoning["bar"]["statistic"] == "conger_kappa_quadratic"
    assert reasoning["advice"] == []
    assert sources["bar"] is None
    assert sources["confused"][0]["levels"] == ["fair", "good"]
    assert "Sharpen the anchors between “fair” and “good”" in " ".join(sources["advice"])
    assert "“met”" in " ".join(marking["advice"])
    assert sum(sources["levels"].values()) == 240
    assert sum(reasoning["variance"]["percent"].values()) == pytest.approx(100)
    assert reasoning["variance"]["percent"]["item"] > 70
    assert reasoning["variance"]["reviewers_needed"]["needed"] == 1
    assert sources["variance"]["percent"]["item"] < reasoning["variance"]["percent"]["item"]
    assert len(sources["thresholds"]["steps"]) == 2
    assert found["criteria"]["@outcome"]["advice"] == []
    shared, alone = found["reviewers"]
    assert (shared["criteria"], alone["criteria"]) == (["reasoning", "sources"], ["marking"])
    assert set(shared["raters"]["elements"]) == {"ann", "ben", "cy"}
    assert shared["disconnected"] is None
    assert found["sites"] == {}
    assert all(flag["flagged"] for flag in found["flags"])


def test_criteria_that_say_the_same_are_named(api: Api) -> None:
    api.rubric(RUBRIC)
    rows = []
    for i in range(40):
        api.deliverable(external_id=f"X-{i}")
        level = LEVELS[i % 3]
        rows += [
            {
                "deliverable": f"X-{i}",
                "reviewer": who,
                "answers": {"reasoning": level, "sources": level, "marking": "met"},
            }
            for who in ("ann", "ben")
        ]
    api.lead.post("/v1/reviews/import", data=ndjson(*rows), content_type="application/x-ndjson")
    found = api.lead.get("/v1/rubrics/test.memo/diagnosis").json
    assert found["redundant"] == [
        {"criteria": ["reasoning", "sources"], "n_items": 40, "correlation": pytest.approx(1)}
    ]
    assert found["criteria"]["marking"]["coefficients"]["gwet_ac1"]["withheld"].startswith("no_variation")


def test_little_is_known_of_few_items(api: Api) -> None:
    reviewed(api, 6)
    found = api.lead.get("/v1/rubrics/test.memo/diagnosis").json["criteria"]["reasoning"]
    assert found["bar"]["outcome"] == "undecided"
    assert found["variance"] == {"withheld": "too_few_items: n = 6 < 20"}
    assert found["advice"] == []


def test_a_rubric_nobody_used_and_people_who_may_not_ask(api: Api) -> None:
    api.rubric(RUBRIC)
    found = api.lead.get("/v1/rubrics/test.memo/diagnosis").json
    assert (found["criteria"], found["n_reviews"]) == ({}, 0)
    problem(api.reviewer("ann").get("/v1/rubrics/test.memo/diagnosis"), 403, "forbidden")
    problem(api.lead.get("/v1/rubrics/test.none/diagnosis"), 404, "rubric_not_found")
    problem(api.lead.get("/v1/rubrics/test.memo/diagnosis?engagement=none"), 422, "invalid_query")


def test_some_criteria_lack_what_others_have(any_api: Api) -> None:
    """One criterion needs its ratings for a figure, the next does not; the bar is judged where it is set."""
    reviewed(any_api)
    for query in ("", "&from=2000-01-01T00:00:00Z", "&pairs=true"):
        answer = any_api.lead.get(f"/v1/agreement?rubric=test.memo{query}")
        assert answer.status_code == 200, answer.text
        found = answer.json["criteria"]
        assert found["reasoning"]["bar"]["outcome"] == "met"
        assert found["reasoning"]["bar"]["statistic"] == "conger_kappa_quadratic"
        assert found["sources"]["bar"] is None
