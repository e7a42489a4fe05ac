"""Rubric files over HTTP: first drafts, tests, lint, other formats, the schema; nothing is kept."""

from __future__ import annotations

from typing import Any

import pytest

from qa_service.rubric import json_schema, read_rubric
from tests.factories import MEMO, Api, problem

YAML: dict[str, Any] = {"content_type": "application/yaml"}


def test_the_schema_is_for_everybody(api: Api) -> None:
    answer = api.app.test_client().get("/v1/rubric-schema")
    assert answer.content_type == "application/schema+json"
    assert answer.get_json(force=True) == json_schema()


def test_a_first_draft_is_valid_and_can_be_published(api: Api) -> None:
    criteria = [{"title": "The price is complete", "weight": 3}, {"title": "Signed", "scale": "met"}]
    made = api.lead.post("/v1/rubrics/new", json={"id": "sales.tender", "title": "Tender", "criteria": criteria})
    assert (made.status_code, made.mimetype) == (200, "application/yaml")
    assert [c.weight for c in read_rubric(made.text).criteria.values()] == [3, 1]
    assert api.lead.post("/v1/rubrics", data=made.text, **YAML).status_code == 201
    copied = api.lead.post("/v1/rubrics/new", json={"id": "sales.copy", "from": "sales.tender"})
    assert (read_rubric(copied.text).id, read_rubric(copied.text).title) == ("sales.copy", "Tender")


@pytest.mark.parametrize(
    ("body", "status", "code", "pointer"),
    [
        ({"criteria": [{"title": "One"}]}, 422, "invalid_request", "/id"),
        ({"id": "a.b", "criteria": []}, 422, "invalid_rubric", "/sections/0/criteria"),
        ({"id": "A B", "criteria": [{"title": "One"}]}, 422, "invalid_rubric", "/id"),
        ({"id": "a.b", "criteria": [{"title": "One", "scale": "stars"}]}, 422, "invalid_request", "/criteria/0/scale"),
        ({"id": "a.b", "criteria": [{"title": "One"}], "pass_mark": 100}, 422, "invalid_request", "/pass_mark"),
        ({"id": "a.b", "from": "none.such"}, 404, "rubric_not_found", None),
        ({"id": "a.b", "from": "a.c", "criteria": [{"title": "One"}]}, 422, "invalid_request", "/from"),
    ],
)
def test_refusals_of_a_first_draft(api: Api, body: dict[str, Any], status: int, code: str, pointer: str | None) -> None:
    found = problem(api.lead.post("/v1/rubrics/new", json=body), status, code)
    assert pointer is None or pointer in {error["pointer"] for error in found["errors"]}


def test_tests_come_with_their_arithmetic(api: Api) -> None:
    green = api.lead.post("/v1/rubrics/test", data=MEMO, **YAML).json
    assert (green["passed"], green["failed"]) == (1, 0)
    red = MEMO.replace("score: 100.0 }", "score: 12 }")
    body = api.lead.post("/v1/rubrics/test", data=red, **YAML).json
    assert (body["passed"], body["failed"]) == (0, 1)
    (one,) = body["tests"]
    assert one["message"] == "score: expected 12, got 100.0."
    assert one["explain"][-1].startswith("Outcome: ")


def test_lint_tells_and_silences(api: Api) -> None:
    first = api.lead.post("/v1/rubrics/lint", data=MEMO, **YAML).json
    assert first["reviews"] is None
    one = next(found for found in first["findings"] if found["severity"] == "warning")
    assert {"code", "severity", "path", "pointer", "message", "suggestion", "line", "column"} <= one.keys()
    ignore = f"x-lint: {{ ignore: [ {{ code: {one['code']}, at: '{one['pointer']}', why: agreed }} ] }}\n"
    again = api.lead.post("/v1/rubrics/lint", data=MEMO + ignore, **YAML).json
    assert [found["silenced"] for found in again["silenced"]] == ["agreed"]
    assert len(again["findings"]) == len(first["findings"]) - 1


def test_lint_of_a_published_rubric_looks_at_reviews_for_those_who_may_see_them(api: Api) -> None:
    api.rubric()
    plain = api.lead.get("/v1/rubrics/test.memo/lint").json
    assert (plain["rubric"], plain["reviews"]) == ("test.memo@1.0.0", None)
    assert api.lead.get("/v1/rubrics/test.memo/lint?data=true").json["reviews"] == 0
    assert api.reviewer("ann").get("/v1/rubrics/test.memo/lint").status_code == 200
    problem(api.reviewer("ann").get("/v1/rubrics/test.memo/lint?data=true"), 403, "forbidden")
    problem(api.lead.get("/v1/rubrics/test.memo/lint?version=9.9.9"), 404, "rubric_not_found")


def test_validate_brings_the_advice_along(api: Api) -> None:
    body = api.lead.post("/v1/rubrics/validate", data=MEMO, **YAML).json
    assert body["valid"] is True
    assert body["lint"] == api.lead.post("/v1/rubrics/lint", data=MEMO, **YAML).json["findings"]


@pytest.mark.parametrize("form", ["ora-xml", "canvas-json", "csv"])
def test_other_formats_go_out_and_come_back(api: Api, form: str) -> None:
    api.rubric()
    out = api.lead.get(f"/v1/rubrics/test.memo/export?format={form}").json
    assert out["losses"]
    assert {"path", "code", "message"} <= out["losses"][0].keys()
    assert api.lead.post(f"/v1/rubrics/export?format={form}", data=MEMO, **YAML).json == out
    kind = {"content_type": out["media_type"]}
    back = api.lead.post(f"/v1/rubrics/import?format={form}&id=team.copy", data=out["text"], **kind)
    assert back.json["document"]["id"] == "team.copy"
    assert read_rubric(back.json["yaml"]).document == back.json["document"]
    guessed = api.lead.post("/v1/rubrics/import?id=team.copy", data=out["text"], **kind)
    assert guessed.json == back.json


def test_files_come_as_themselves_when_asked_for(api: Api) -> None:
    api.rubric()
    xml = api.lead.get("/v1/rubrics/test.memo/export?format=ora-xml", headers={"Accept": "application/xml"})
    assert xml.text.startswith("<?xml")
    tidy = api.lead.get("/v1/rubrics/test.memo/export", headers={"Accept": "application/yaml"})
    assert read_rubric(tidy.text).content_hash == read_rubric(MEMO).content_hash
    document = api.lead.post(
        "/v1/rubrics/import?format=ora-xml", data=xml.text, content_type="application/xml",
        headers={"Accept": "application/yaml"},
    )  # fmt: skip
    assert read_rubric(document.text).id


@pytest.mark.parametrize(
    "body", [b"", b"<rubric", b"\x00\xff", b"{", b"a;b\n1", b"<!DOCTYPE x [<!ENTITY y 'z'>]><rubric/>"]
)
def test_what_is_no_rubric_is_refused(api: Api, body: bytes) -> None:
    answer = api.lead.post("/v1/rubrics/import", data=body, content_type="application/octet-stream")
    problem(answer, 422, "invalid_exchange_file")
    problem(api.lead.post("/v1/rubrics/import?format=docx", data=body), 422, "invalid_request")
