"""Handing in deliverables: stored, checked, answered; safely repeated; many at once."""

from __future__ import annotations

import base64
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.factories import Api, ndjson, pointers, problem

TEXT = "Confidential\n\nThe fee is [insert fee] per month. Ünïcödé 🙂 TBD."


def test_a_submit_is_answered_with_findings_and_suggestions(any_api: Api) -> None:
    any_api.rubric()
    body = any_api.deliverable(text=TEXT.replace("Confidential", "Open"), external_id="M-1")
    found = {f["quote"]: f for f in body["findings"]}
    assert set(found) >= {"[insert fee]", "TBD"}
    content = any_api.lead.get(f"/v1/deliverables/{body['id']}/content")
    for finding in body["findings"]:
        assert content.text[finding["start"] : finding["end"]] == finding["quote"]
    assert found["TBD"]["criterion"] == "reasoning"
    assert found["TBD"]["severity"] == "major"
    suggestion = body["scores"]["suggestions"][0]
    assert (suggestion["criterion"], suggestion["value"], suggestion["checks"]) == ("marking", "not_met", ["marked"])
    assert body["routing"] == {"reviews_required": 2, "reviews_submitted": 0}
    assert body["version"] == 1


def test_a_stored_deliverable_reads_back_as_it_was_answered(any_api: Api) -> None:
    any_api.rubric()
    body = any_api.deliverable(text=TEXT)
    read = any_api.lead.get(f"/v1/deliverables/{body['id']}").json
    keys = ("id", "check", "start", "end", "quote", "message", "fingerprint", "evidence", "severity")
    assert [{k: f[k] for k in keys} for f in read["findings"]] == [{k: f[k] for k in keys} for f in body["findings"]]
    assert read["rubric"] == "test.memo@1.0.0"
    listed = any_api.lead.get(f"/v1/deliverables/{body['id']}/findings").json["items"]
    assert [f["id"] for f in listed] == [f["id"] for f in body["findings"]]


def test_the_same_external_id_is_the_same_deliverable(any_api: Api) -> None:
    any_api.rubric()
    request = {"rubric": "test.memo", "external_id": "M-7", "title": "Seven", "content": {"text": "Confidential. One."}}
    first = any_api.lead.post("/v1/deliverables", json=request)
    again = any_api.lead.post("/v1/deliverables", json=request)
    changed = any_api.lead.post("/v1/deliverables", json={**request, "content": {"text": "Confidential. Two."}})
    assert [r.status_code for r in (first, again, changed)] == [201, 200, 201]
    assert first.json["id"] == again.json["id"] == changed.json["id"]
    assert [first.json["version"], again.json["version"], changed.json["version"]] == [1, 1, 2]
    versions = any_api.lead.get(f"/v1/deliverables/{first.json['id']}/versions").json["items"]
    assert [v["version"] for v in versions] == [2, 1]
    old = any_api.lead.get(f"/v1/deliverables/{first.json['id']}/content?version=1")
    assert old.text == "Confidential. One."


def test_one_idempotency_key_makes_one_deliverable(any_api: Api) -> None:
    any_api.rubric()
    body = {"rubric": "test.memo", "title": "Once", "content": {"text": "Confidential."}}
    headers = {"Idempotency-Key": "once-1"}
    any_api.client("lead", "lead", "admin")

    def send(_: int) -> tuple[int, str]:
        client = any_api.app.test_client()
        answer = client.post(
            "/v1/deliverables", json=body, headers={**headers, "Authorization": f"Bearer {any_api.lead.key}"}
        )
        return answer.status_code, answer.text

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(24)))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 201
    assert len(any_api.lead.get("/v1/deliverables").json["items"]) == 1
    other = any_api.lead.post("/v1/deliverables", json={**body, "title": "Other"}, headers=headers)
    problem(other, 422, "idempotency_mismatch")


def test_a_bad_line_is_named_and_loses_nothing_else(any_api: Api) -> None:
    any_api.rubric()
    good = {"rubric": "test.memo", "title": "Fine", "content": {"text": "Confidential. TBD"}}
    lines = ndjson(
        {**good, "external_id": "B-1"},
        '{"rubric": "test.memo", "title": ',
        {"rubric": "test.nothing", "content": {"text": "x"}},
        {**good, "external_id": "B-1", "content": {"text": "Confidential, second version"}},
        {**good, "colour": "red"},
    )
    answer = any_api.lead.post("/v1/deliverables/bulk", data=lines, content_type="application/x-ndjson")
    rows = [json.loads(line) for line in answer.text.splitlines()]
    assert [(r["line"], r["status"]) for r in rows] == [(1, 201), (2, 400), (3, 422), (4, 201), (5, 422)]
    assert rows[1]["problem"]["errors"][0]["line"] == 2
    assert rows[2]["problem"]["errors"][0]["allowed"] == ["test.memo"]
    assert rows[4]["problem"]["errors"][0]["pointer"] == "/colour"
    assert rows[0]["deliverable"]["findings"][0]["quote"] == "TBD"
    assert rows[3]["deliverable"]["version"] == 2
    listed = any_api.lead.get("/v1/deliverables").json["items"]
    assert [(d["external_id"], d["version"]) for d in listed] == [("B-1", 2)]


def test_pages_follow_each_other_without_gap_or_repeat(api: Api) -> None:
    api.rubric()
    made = [api.deliverable()["id"] for _ in range(7)]
    seen: list[str] = []
    path: str | None = "/v1/deliverables?limit=3"
    while path:
        answer = api.lead.get(path)
        seen += [d["id"] for d in answer.json["items"]]
        path = answer.json["next"]
        assert (path is None) == ("Link" not in answer.headers)
        if len(seen) == 3:
            api.deliverable()  # what arrives later belongs on no later page
    assert seen == made[::-1]


def test_a_case_and_its_facts_reach_the_checks(api: Api) -> None:
    rubric = """\
schema: kpo-rubric/1
id: test.parties
version: 1.0.0
title: Parties
scales: { met: { type: binary, levels: [{ id: not_met, score: 0 }, { id: met, score: 1 }] } }
sections:
  - { id: s, title: S, weight: 1, criteria: [{ id: names, title: Names, scale: met, weight: 1, checks: [foreign] }] }
checks: [{ id: foreign, uses: names.allowlist, with: { from: case.parties }, on_fail: suggest, level: not_met }]
scoring: { method: weighted_mean, pass_mark: 50 }
"""
    api.rubric(rubric)
    text = "Agreed between Ashgrove Ltd and Birchwood Holdings Inc. on the terms below."
    body = api.deliverable("test.parties", text, case={"external_id": "C-1", "parties": ["Ashgrove Ltd"]})
    assert ["Birchwood" in f["quote"] for f in body["findings"]] == [True]
    without = api.deliverable("test.parties", text)
    assert without["findings"] == []
    assert list(without["checks"]["skipped"]) == ["foreign"]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"content": {}}, "/content"),
        ({"content": {"text": "a", "base64": "YQ=="}}, "/content"),
        ({"content": {"base64": "!!"}}, "/content/base64"),
        ({"content": {"text": 5}}, "/content/text"),
        ({"title": 5}, "/title"),
        ({"rubric": None}, "/rubric"),
        ({"sources": [{"id": "a"}]}, "/sources/0/text"),
        ({"facts": []}, "/facts"),
        ({"external_id": "x" * 201}, "/external_id"),
        ({"case": {"external_id": 5}}, "/case/external_id"),
        ({"rubrik": "x"}, "/rubrik"),
    ],
)
def test_bad_fields_are_named_and_nothing_is_stored(api: Api, change: dict[str, object], pointer: str) -> None:
    api.rubric()
    body = {"rubric": "test.memo", "title": "T", "content": {"text": "Confidential"}, **change}
    answer = problem(api.lead.post("/v1/deliverables", json=body), 422, "invalid_request")
    assert pointer in pointers(answer)
    assert api.lead.get("/v1/deliverables").json["items"] == []


@pytest.mark.parametrize(
    ("raw", "code", "status"),
    [
        (b'{"rubric": "test.memo", "ti', "invalid_json", 400),
        (b"", "invalid_json", 400),
        (b'{"rubric": NaN}', "invalid_json", 400),
        (b'{"rubric":"test.memo","title":"a","content":{"text":"x","text":"y"}}', "invalid_json", 400),
        (b'{"title": "\xff\xfe"}', "invalid_encoding", 400),
        (b"[" * 100_000, "invalid_json", 400),
        (b'{"rubric":"test.memo","title":"a\\u0000b","content":{"text":"x"}}', "invalid_request", 422),
        (b'{"rubric":"test.memo","title":"a\\ud800b","content":{"text":"x"}}', "invalid_request", 422),
        (b"[]", "invalid_request", 422),
        (b'"text"', "invalid_request", 422),
    ],
)
def test_bodies_that_are_not_what_they_claim(api: Api, raw: bytes, code: str, status: int) -> None:
    api.rubric()
    answer = api.lead.post("/v1/deliverables", data=raw, content_type="application/json")
    body = problem(answer, status, code)
    assert body["errors"]
    assert api.lead.get("/v1/deliverables").json["items"] == []


def test_truncated_json_names_line_and_column(api: Api) -> None:
    answer = api.lead.post("/v1/deliverables", data=b'{\n  "title": "x",\n  "rubric"', content_type="application/json")
    error = problem(answer, 400, "invalid_json")["errors"][0]
    assert (error["line"], error["column"]) == (3, 11)


def test_a_name_that_stands_twice_is_refused_with_its_place(api: Api) -> None:
    raw = b'{"content": {"text": "the text: {"},\n "case": [{"a": 1}, {"a": 2, "b": "a", "\\u0061": 3}]}'
    answer = api.lead.post("/v1/check", data=raw, content_type="application/json")
    error = problem(answer, 400, "invalid_json")["errors"][0]
    assert (error["line"], error["column"]) == (2, 40)
    assert error["message"] == "The object has the name “a” twice."


def test_files_that_are_not_text_are_refused(api: Api) -> None:
    api.rubric()
    for raw in (b"abc\x00def", b"\x80abc"):
        content = {"media_type": "text/plain", "base64": base64.b64encode(raw).decode()}
        answer = api.lead.post("/v1/deliverables", json={"rubric": "test.memo", "title": "T", "content": content})
        problem(answer, 422, "invalid_document")
    unknown = {"media_type": "image/png", "text": "x"}
    answer = api.lead.post("/v1/deliverables", json={"rubric": "test.memo", "title": "T", "content": unknown})
    assert answer.status_code in (415, 422)
    assert answer.json is None or answer.json["code"]
    assert api.lead.get("/v1/deliverables").json["items"] == []


def test_a_body_over_the_limit_is_refused(api: Api) -> None:
    answer = api.lead.post("/v1/deliverables", data=b" " * (30 << 20), content_type="application/json")
    problem(answer, 413, "body_too_large")


def test_a_form_is_not_json(api: Api) -> None:
    answer = api.lead.post("/v1/deliverables", data={"title": "x"})
    body = problem(answer, 415, "unsupported_media_type")
    assert body["errors"][0]["allowed"] == ["application/json", "multipart/form-data"]


def test_without_a_valid_key_nothing_is_told(api: Api) -> None:
    for headers in ({}, {"Authorization": "Bearer nothing"}, {"Authorization": "Basic eDp5"}):
        answer = api.app.test_client().get("/v1/deliverables", headers=headers)
        problem(answer, 401, "unauthenticated")


def test_a_reviewer_hands_nothing_in(api: Api) -> None:
    api.rubric()
    body = {"rubric": "test.memo", "title": "T", "content": {"text": "x"}}
    problem(api.reviewer("ann").post("/v1/deliverables", json=body), 403, "forbidden")


def test_findings_are_confirmed_and_dismissed_with_a_reason(api: Api) -> None:
    api.rubric()
    finding = api.deliverable(text="Confidential TBD")["findings"][0]["id"]
    problem(api.lead.patch(f"/v1/findings/{finding}", json={"state": "dismissed"}), 422, "invalid_finding")
    dismissed = {"state": "dismissed", "reason": "A heading of ours."}
    done = api.lead.patch(f"/v1/findings/{finding}", json=dismissed, headers={"If-Match": '"1"'})
    assert (done.json["state"], done.json["reason"]) == ("dismissed", "A heading of ours.")
    problem(api.lead.patch("/v1/findings/fnd_none", json={"state": "confirmed"}), 404, "finding_not_found")
