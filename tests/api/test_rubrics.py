"""Rubric versions over HTTP: compared, drafted, published, retired."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from qa_service.storage.tables import Tenant
from tests.factories import MEMO, Api, Client, World, ndjson, pointers, problem

BASE = "/v1/rubrics/test.memo"
DRAFT = f"{BASE}/draft"
YAML = {"content_type": "application/yaml"}
LIGHTER = MEMO[: MEMO.index("tests:")].replace("weight: 60", "weight: 40").replace("pass_mark: 70", "pass_mark: 60")
ANCHOR = "weight: 30\n        anchors: { good: Every claim names its source. }"


def numbered(source: str, version: str) -> str:
    return source.replace("version: 1.0.0", f"version: {version}", 1)


def publish(client: Client, source: str, **more: Any) -> TestResponse:
    return client.post("/v1/rubrics", data=source, **YAML, **more)


def draft(client: Client, source: str, **headers: str) -> TestResponse:
    return client.put(DRAFT, data=source, headers={k.replace("_", "-"): v for k, v in headers.items()}, **YAML)


@pytest.mark.parametrize(
    ("old", "new", "level", "enough", "low"),
    [
        ("pass_mark: 70", "pass_mark: 60", "minor", "1.1.0", "1.0.1"),
        ("Every claim names its source.", "Each claim names its source.", "patch", "1.0.1", None),
        ("weight: 60", "weight: 50", "major", "2.0.0", "1.1.0"),
    ],
)
def test_the_bump_is_computed_and_a_lower_one_refused(
    any_api: Api, old: str, new: str, level: str, enough: str, low: str | None
) -> None:
    source = MEMO.replace("weight: 30", ANCHOR)
    first = publish(any_api.lead, source)
    assert (first.status_code, first.json["state"], "bump" in first.json) == (201, "live", False)
    after = source.replace(old, new)
    if low is not None:
        code = "major_required" if level == "major" else "bump_too_low"
        refused = problem(publish(any_api.lead, numbered(after, low)), 409, code)
        assert refused["errors"][0]["suggestion"] == enough
        assert refused["errors"][1]["pointer"] in {"/scoring/pass_mark", "/sections/0/weight"}
        assert "→" in refused["errors"][1]["message"]
        assert enough in refused["detail"]
    made = publish(any_api.lead, numbered(after, enough))
    assert (made.status_code, made.json["bump"]) == (201, level)
    assert made.headers["Location"] == f"{BASE}/versions/{enough}"
    assert publish(any_api.lead, numbered(after, enough)).status_code == 200


def test_two_versions_are_compared(api: Api) -> None:
    api.rubric()
    api.rubric(numbered(MEMO.replace("Short", "Brief"), "1.0.1"))
    api.rubric(numbered(LIGHTER, "2.0.0"))
    newest = api.lead.get(f"{BASE}/diff").json
    assert (newest["before_version"], newest["after_version"], newest["level"]) == ("1.0.1", "2.0.0", "major")
    assert newest["sufficient"] is True
    levels = [change["level"] for change in newest["changes"]]
    assert levels == sorted(levels)
    assert "weight of section `substance` 60 → 40 (share of the rubric 60 % → 50 %)" in newest["changes"][0]["message"]
    one = api.lead.get(f"{BASE}/diff?from=1.0.0&to=1.0.1").json
    assert [(c["code"], c["pointer"]) for c in one["changes"]] == [("text_changed", "/title")]
    assert api.lead.get(f"{BASE}/diff?from=2.0.0&to=1.0.0").json["sufficient"] is False
    sent = api.lead.post(f"{BASE}/diff?from=1.0.0", data=numbered(LIGHTER, "1.1.0"), **YAML).json
    assert (sent["required_version"], sent["sufficient"]) == ("2.0.0", False)
    for query in ("from=9.0.0", "to=9.0.0"):
        problem(api.lead.get(f"{BASE}/diff?{query}"), 404, "rubric_not_found")
    problem(api.lead.get(f"{BASE}/diff?to=draft"), 404, "rubric_draft_not_found")
    problem(api.lead.get(f"{BASE}/diff?to=latest"), 422, "invalid_request")
    problem(api.lead.get("/v1/rubrics/test.none/diff"), 404, "rubric_not_found")
    other = MEMO.replace("id: test.memo", "id: test.other")
    assert pointers(problem(api.lead.post(f"{BASE}/diff", data=other, **YAML), 422, "invalid_rubric")) == ["/id"]


def test_validation_says_what_publishing_would_meet(api: Api) -> None:
    def validate(source: str) -> dict[str, Any]:
        return dict(api.lead.post("/v1/rubrics/validate", data=source, **YAML).json)

    fresh = validate(MEMO)
    assert (fresh["valid"], fresh["publishable"], fresh["bump"], fresh["changes"]) == (True, True, None, [])
    assert fresh["rubric"] == {"id": "test.memo", "version": "1.0.0", "title": "Short memo"}
    assert set(fresh["hashes"]) == {"content", "scoring"}
    api.rubric()
    low = validate(numbered(LIGHTER, "1.1.0"))
    assert (low["valid"], low["publishable"], low["refusal"]["code"]) == (True, False, "major_required")
    assert (low["bump"]["required_version"], low["changes"][0]["level"]) == ("2.0.0", "major")
    red = validate(MEMO.replace("score: 100.0", "score: 1.0"))
    assert [p["code"] for p in red["problems"]] == ["test_failed"]
    broken = validate("id: x")
    assert (broken["valid"], broken["rubric"], broken["hashes"]) == (False, None, None)


def test_a_draft_is_saved_under_conditions(any_api: Api) -> None:
    problem(any_api.lead.get(DRAFT), 404, "rubric_draft_not_found")
    problem(draft(any_api.lead, "id: x", If_Match='"drf_0-1"'), 412, "precondition_failed")
    made = draft(any_api.lead, "# mine\nid: x", If_None_Match="*")
    assert (made.status_code, made.json["source"], made.json["document"]) == (201, "# mine\nid: x", None)
    assert made.json["validation"]["valid"] is False
    etag = made.headers["ETag"]
    problem(draft(any_api.lead, MEMO), 428, "precondition_required")
    problem(draft(any_api.lead, MEMO, If_None_Match="*"), 412, "precondition_failed")
    changed = draft(any_api.lead, MEMO, If_Match=etag)
    assert (changed.status_code, changed.json["validation"]["publishable"]) == (200, True)
    assert changed.headers["ETag"] != etag
    problem(draft(any_api.lead, MEMO, If_Match=etag), 412, "precondition_failed")
    text = any_api.lead.get(DRAFT, headers={"Accept": "application/yaml"})
    assert (text.text, text.headers["ETag"]) == (MEMO, changed.headers["ETag"])
    assert any_api.lead.get(DRAFT).json["document"]["id"] == "test.memo"
    assert [row["id"] for row in any_api.lead.get("/v1/rubric-drafts").json["items"]] == ["test.memo"]
    problem(any_api.lead.delete(DRAFT), 428, "precondition_required")
    problem(any_api.lead.delete(DRAFT, headers={"If-Match": etag}), 412, "precondition_failed")
    assert any_api.lead.delete(DRAFT, headers={"If-Match": changed.headers["ETag"]}).status_code == 204
    problem(any_api.lead.delete(DRAFT, headers={"If-Match": "*"}), 404, "rubric_draft_not_found")


def test_a_draft_may_be_json_and_is_read_strictly(api: Api) -> None:
    document = {"id": "test.memo", "note": 1}
    assert api.lead.put(DRAFT, json=document).json["validation"]["valid"] is False
    etag = api.lead.get(DRAFT).headers["ETag"]
    cut = api.lead.put(DRAFT, data='{"id": ', content_type="application/json", headers={"If-Match": etag})
    problem(cut, 400, "invalid_json")
    assert json.loads(api.lead.get(DRAFT).json["source"]) == document
    problem(api.lead.put(DRAFT, data=b"x", content_type="text/plain"), 415, "unsupported_media_type")
    wrong = api.lead.put("/v1/rubrics/Not An Id/draft", data=MEMO, **YAML)
    assert pointers(problem(wrong, 422, "invalid_request")) == ["/id"]
    large = draft(api.lead, "x" * (256 * 1024 + 1), If_Match=etag)
    problem(large, 422, "invalid_request")


def test_a_draft_is_published_once_and_the_call_may_be_repeated(any_api: Api) -> None:
    problem(any_api.lead.post(f"{BASE}/publish"), 404, "rubric_not_found")
    any_api.rubric()
    etag = draft(any_api.lead, numbered(LIGHTER, "1.1.0")).headers["ETag"]
    assert any_api.lead.get(DRAFT).json["base_version"] == "1.0.0"
    assert any_api.lead.get(f"{BASE}/diff?to=draft").json["required_version"] == "2.0.0"
    problem(any_api.lead.post(f"{BASE}/publish"), 428, "precondition_required")
    problem(any_api.lead.post(f"{BASE}/publish", headers={"If-Match": '"x"'}), 412, "precondition_failed")
    problem(any_api.lead.post(f"{BASE}/publish", headers={"If-Match": etag}), 409, "major_required")
    assert any_api.lead.get(DRAFT).headers["ETag"] == etag, "a refused draft stays"
    etag = draft(any_api.lead, numbered(LIGHTER, "2.0.0"), If_Match=etag).headers["ETag"]
    headers = {"If-Match": etag, "Idempotency-Key": "k-1"}
    made = any_api.lead.post(f"{BASE}/publish", headers=headers)
    assert (made.status_code, made.json["version"], made.json["bump"]) == (201, "2.0.0", "major")
    problem(any_api.lead.get(DRAFT), 404, "rubric_draft_not_found")
    again = any_api.lead.post(f"{BASE}/publish", headers=headers)
    assert (again.status_code, again.headers["Idempotency-Replayed"], again.json) == (201, "true", made.json)
    without = any_api.lead.post(f"{BASE}/publish", headers={"If-Match": etag})
    assert (without.status_code, without.json["version"]) == (200, "2.0.0")


def test_a_file_is_published_under_its_path(api: Api) -> None:
    assert api.lead.post(f"{BASE}/publish", data=MEMO, **YAML).status_code == 201
    assert api.lead.post(f"{BASE}/publish", data=MEMO, **YAML).status_code == 200
    other = api.lead.post("/v1/rubrics/test.other/publish", data=MEMO, **YAML)
    refused = problem(other, 422, "invalid_rubric")
    assert [(e["pointer"], e["code"]) for e in refused["errors"]] == [("/id", "id_differs")]
    misfiled = api.lead.put("/v1/rubrics/test.other/draft", data=MEMO, **YAML).json
    assert [p["code"] for p in misfiled["validation"]["problems"]] == ["id_differs"]


def test_a_retired_version_refuses_new_work_alone(any_api: Api) -> None:
    any_api.rubric()
    item = any_api.deliverable(external_id="M-1", title="Memo")
    any_api.rubric(numbered(MEMO.replace("Short", "Brief"), "1.0.1"))
    retired = any_api.lead.post(f"{BASE}/versions/1.0.0/retire", json={"reason": "Replaced."})
    assert (retired.status_code, retired.json["state"]) == (200, "retired")
    assert any_api.lead.post(f"{BASE}/versions/1.0.0/retire", json={"reason": "Again."}).status_code == 200
    body = {"rubric": "test.memo@1.0.0", "title": "Memo", "content": {"text": "Confidential"}}
    refused = problem(any_api.lead.post("/v1/deliverables", json=body), 409, "rubric_retired")
    assert refused["errors"][0]["allowed"] == ["test.memo@1.0.1"]
    rows = ndjson({**body, "rubric": "test.memo"}, body)
    bulk = any_api.lead.post("/v1/deliverables/bulk", data=rows, content_type="application/x-ndjson")
    statuses = [json.loads(line)["status"] for line in bulk.text.splitlines()]
    assert statuses == [201, 409]
    # What is there goes on, and whoever names the version may still compute with it.
    assert any_api.review(item["id"], "ann").status_code == 201
    assert any_api.lead.get(f"{BASE}/versions/1.0.0").headers["X-Rubric-State"] == "retired"
    score = {"rubric": "test.memo@1.0.0", "answers": {"reasoning": "good"}}
    assert any_api.lead.post("/v1/score", json=score).json["rubric"] == "test.memo@1.0.0"
    check = {"rubric": "test.memo@1.0.0", "content": {"text": "x"}}
    assert any_api.lead.post("/v1/check", json=check).status_code == 200
    states = {row["version"]: row["state"] for row in any_api.lead.get(f"{BASE}/versions").json["items"]}
    assert states == {"1.0.1": "live", "1.0.0": "retired"}
    any_api.lead.post(f"{BASE}/versions/1.0.1/retire", json={"reason": "Wrong."})
    problem(any_api.lead.post("/v1/deliverables", json={**body, "rubric": "test.memo"}), 409, "rubric_retired")
    back = any_api.lead.post(f"{BASE}/versions/1.0.0/reinstate", json={"reason": "Needed."})
    assert back.json["state"] == "live"
    assert any_api.lead.get(BASE).headers["X-Rubric-Version"] == "1.0.0"
    assert any_api.lead.post("/v1/deliverables", json=body).status_code == 201
    problem(any_api.lead.post(f"{BASE}/versions/9.0.0/retire", json={"reason": "x"}), 404, "rubric_not_found")
    problem(any_api.lead.post(f"{BASE}/versions/1.0.0/retire", json={}), 422, "invalid_request")


def test_a_submit_whose_answer_was_lost_is_answered_after_the_retirement(api: Api) -> None:
    api.rubric()
    body = {"rubric": "test.memo", "title": "Memo", "content": {"text": "Confidential"}, "external_id": "M-1"}
    key = {"Idempotency-Key": "s-1"}
    first = api.lead.post("/v1/deliverables", json=body, headers=key)
    api.lead.post(f"{BASE}/versions/1.0.0/retire", json={"reason": "Replaced."})
    again = api.lead.post("/v1/deliverables", json=body, headers=key)
    assert (again.status_code, again.json) == (201, first.json)
    assert api.lead.post("/v1/deliverables", json=body).status_code == 200


def test_leads_write_and_everybody_reads(api: Api) -> None:
    api.rubric()
    ann = api.reviewer("ann")
    version = f"{BASE}/versions/1.0.0"
    for answer in (
        draft(ann, MEMO),
        ann.delete(DRAFT, headers={"If-Match": "*"}),
        ann.post(f"{BASE}/publish"),
        ann.post(f"{BASE}/publish", data=MEMO, **YAML),
        ann.post(f"{version}/retire", json={"reason": "x"}),
        ann.post(f"{version}/reinstate", json={"reason": "x"}),
    ):
        problem(answer, 403, "forbidden")
    draft(api.lead, MEMO)
    for path in ("/v1/rubric-drafts", DRAFT, f"{BASE}/diff", f"{BASE}/versions"):
        assert ann.get(path).status_code == 200


def test_another_tenant_sees_nothing(any_api: Api) -> None:
    any_api.rubric()
    etag = draft(any_api.lead, MEMO).headers["ETag"]
    store = any_api.world.store
    with store.write() as uow:
        tenant = uow.new_id("ten")
        row = {"id": tenant, "name": "Elsewhere", "created_at": uow.now()}
        uow.connection.execute(sa.insert(Tenant), row)
    other = Client(any_api.app.test_client(), World(store, tenant).key("eve", "lead", "admin"))
    assert other.get("/v1/rubric-drafts").json["items"] == []
    for path in (DRAFT, f"{BASE}/diff", BASE):
        assert other.get(path).status_code == 404
    problem(other.delete(DRAFT, headers={"If-Match": etag}), 404, "rubric_draft_not_found")
    problem(other.post(f"{BASE}/publish"), 404, "rubric_not_found")
    problem(other.post(f"{BASE}/versions/1.0.0/retire", json={"reason": "x"}), 404, "rubric_not_found")
    assert draft(other, LIGHTER).status_code == 201, "their own draft under the same id"
    assert any_api.lead.get(DRAFT).json["source"] == MEMO
