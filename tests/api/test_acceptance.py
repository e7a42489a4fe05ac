"""What a demanding first user tried."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa_service.paths import data_folder
from tests.factories import GOOD, MEMO, Api, ndjson, pointers, problem

CLAIM = Path(data_folder("rubrics")) / "insurance.claim-decision-file.yaml"


@pytest.mark.parametrize("span", [{"start": 0, "end": 99999}, {"start": 10, "end": 11}])
def test_evidence_lies_inside_the_text(api: Api, span: dict[str, int]) -> None:
    api.rubric()
    item = api.deliverable(text="short text")["id"]
    answers = {**GOOD, "reasoning": {"value": "good", "evidence": [span]}}
    body = problem(api.review(item, "ann", answers), 422, "invalid_answers")
    assert pointers(body) == ["/answers/reasoning/evidence/0"]
    inside = {**GOOD, "reasoning": {"value": "good", "evidence": [{"start": 6, "end": 10}]}}
    assert api.review(item, "ann", inside).status_code == 201


def test_facts_may_be_written_with_dots(api: Api) -> None:
    api.rubric(CLAIM.read_text("utf-8"))
    answers = {
        "coverage_decision": "right", "facts_gathered": "meets", "leakage": 1.0, "reserve": "meets",
        "statutory_timing": "right", "communication": "meets", "file_notes": "partial",
    }  # fmt: skip
    request = {
        "rubric": "insurance.claim-decision-file",
        "case": {"decision": "paid", "third_party_possible": False, "paid": 18000},
        "facts": {"checks.fraud_screen.hits": 0},
        "answers": answers,
    }
    scored = api.lead.post("/v1/score", json=request).json
    assert (round(scored["score"], 1), scored["outcome"]) == (90.5, "passed")
    nested = {**request, "facts": {"checks": {"fraud_screen": {"hits": 0}}}}
    assert api.lead.post("/v1/score", json=nested).json["score"] == scored["score"]


def test_bulk_calls_are_safe_to_retry(any_api: Api) -> None:
    any_api.rubric()
    line = {"rubric": "test.memo", "title": "T", "content": {"text": "Confidential."}}
    headers = {"Idempotency-Key": "bulk-1"}

    def send(path: str, data: bytes) -> tuple[int, str, str | None]:
        answer = any_api.lead.post(path, data=data, content_type="application/x-ndjson", headers=headers)
        return answer.status_code, answer.text, answer.headers.get("Idempotency-Replayed")

    first, again = send("/v1/deliverables/bulk", ndjson(line)), send("/v1/deliverables/bulk", ndjson(line))
    assert first[:2] == again[:2]
    assert (first[2], again[2]) == (None, "true")
    assert json.loads(first[1])["status"] == 201
    assert len(any_api.lead.get("/v1/deliverables").json["items"]) == 1
    assert send("/v1/deliverables/bulk", ndjson(line, line))[0] == 422
    assert send("/v1/reviews/import", ndjson({"deliverable": "x", "reviewer": "a", "answers": GOOD}))[0] == 422


def test_unknown_query_parameters_are_refused(api: Api) -> None:
    api.rubric()
    for path in ("/v1/deliverables?rubrik=x", "/v1/agreement?rubric=test.memo&sites=S1", "/v1/reviews?min=1"):
        assert problem(api.lead.get(path), 422, "invalid_request")["errors"][0]["code"] == "unknown_field"


def test_a_fault_of_a_document_points_into_the_request(api: Api) -> None:
    api.rubric()
    body = {"rubric": "test.memo", "title": "T", "content": {"media_type": "image/png", "text": "x"}}
    for path, sent in (
        ("/v1/deliverables", body),
        ("/v1/check", {"content": body["content"], "rubric": "test.memo"}),
    ):
        answer = api.lead.post(path, json=sent)
        assert answer.get_json(force=True)["errors"][0]["pointer"] == "/content/media_type"


def test_the_same_ratings_give_the_same_report(api: Api) -> None:
    api.rubric()
    for i in range(3):
        item = api.deliverable(external_id=f"X-{i}")["id"]
        api.review(item, "ann")
        api.review(item, "ben")
    first, second = (api.lead.post("/v1/reports", json={"rubric": "test.memo"}).json for _ in range(2))
    assert first["inputs_hash"] == second["inputs_hash"]
    pages = [api.lead.get(r["links"]["html"]).data for r in (first, second)]
    assert pages[0] == pages[1]


def test_figures_that_need_the_ratings_have_their_interval(api: Api) -> None:
    api.rubric()
    levels = ("poor", "fair", "good")
    given = [(i, who) for i in range(24) for who in ("ann", "ben", "cy") if (i, who) != (3, "ben")]
    read = {(i, who): levels[(i + (who == "cy") * (i % 2)) % 3] for i, who in given}
    rows = [
        {"deliverable": f"X-{i}", "reviewer": who, "answers": {**GOOD, "reasoning": level}}
        for (i, who), level in read.items()
    ]
    for i in range(24):
        api.deliverable(external_id=f"X-{i}")
    api.lead.post("/v1/reviews/import", data=ndjson(*rows), content_type="application/x-ndjson")
    path = "/v1/agreement?rubric=test.memo&criterion=reasoning"
    live = api.lead.get(path).json["criteria"]["reasoning"]["coefficients"]
    raw = api.lead.get(f"{path}&from=2000-01-01T00:00:00Z").json["criteria"]["reasoning"]["coefficients"]
    assert live["conger_kappa"]["se"] == pytest.approx(raw["conger_kappa"]["se"])
    assert {n: f["value"] is None for n, f in live.items()} == {n: f["value"] is None for n, f in raw.items()}


def test_a_changed_weight_is_a_major_change(api: Api) -> None:
    api.rubric()
    heavier = MEMO.replace("scale: quality, weight: 70", "scale: quality, weight: 50").replace("1.0.0", "1.0.1", 1)
    heavier = heavier.replace("score: 100.0 }", "score: 100.0 }")
    problem(api.lead.post("/v1/rubrics", data=heavier, content_type="application/yaml"), 409, "major_required")
