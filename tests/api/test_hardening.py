"""Odd input, retries and failures: what is refused, what is kept, what is logged."""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from qa_service.services import idempotency
from qa_service.storage.queries.idempotency import BATCH
from qa_service.storage.tables import IdempotencyKey
from qa_service.telemetry import configure_logging
from tests.factories import GOOD, MEMO, Api, numeric_rubric, pointers, problem

JSON = "application/json"
YAML = "application/yaml"


def log_lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What was logged since the last look."""
    return [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]


def kept_keys(api: Api) -> list[Any]:
    """The stored idempotency keys, oldest first."""
    with api.world.store.read(api.world.tenant) as uow:
        return list(uow.all(uow.select(IdempotencyKey).order_by(IdempotencyKey.created_at)))


@pytest.mark.parametrize("digits", ["1" + "0" * 400, str(2**63), str(-(2**63) - 1), "9" * 5000, "1e400"])
def test_a_number_that_cannot_be_kept_is_refused_with_its_place(any_api: Api, digits: str) -> None:
    any_api.rubric()
    body = '{"rubric": "test.memo", "content": {"text": "x"},\n "facts": {"deliverable": {"word_count": @}}}'
    answer = any_api.lead.post("/v1/deliverables", data=body.replace("@", digits), content_type=JSON)
    error = problem(answer, 400, "invalid_json")["errors"][0]
    assert (error["line"], error["column"]) == (2, 42)
    assert any_api.lead.get("/v1/deliverables").json["items"] == []


@pytest.mark.parametrize("number", [2**63 - 1, -(2**63)])
def test_the_largest_integers_are_kept_and_reviewed(any_api: Api, number: int) -> None:
    any_api.rubric()
    item = any_api.deliverable(facts={"deliverable": {"word_count": number}})
    assert any_api.review(item["id"], "ann").status_code == 201


def test_json_nests_up_to_a_hundred_levels(api: Api) -> None:
    api.rubric()

    def score(levels: int, opening: str = "[", closing: str = "]") -> Any:
        nested = opening * levels + "1" + closing * levels
        body = f'{{"rubric": "test.memo", "answers": {{}}, "facts": {{"deep": {nested}}}}}'
        return api.lead.post("/v1/score", data=body, content_type=JSON)

    assert score(98).status_code == 200
    assert score(98, '{"a":', "}").status_code == 200
    for levels in (99, 1000, 200_000):
        for brackets in ("[]", ('{"a":', "}")):
            refused = problem(score(levels, *brackets), 400, "invalid_json")
            assert "100 levels" in refused["detail"]
    assert api.lead.post("/v1/check", json={"content": {"text": "[" * 500}, "rubric": "test.memo"}).status_code == 200


def test_a_version_has_parts_that_every_store_can_hold(any_api: Api) -> None:
    for version in ("99999999999999999999.0.0", "1.1000000.0", "1.0.1000000"):
        source = MEMO.replace("version: 1.0.0", f"version: {version}")
        refused = problem(any_api.lead.post("/v1/rubrics", data=source, content_type=YAML), 422, "invalid_rubric")
        assert (pointers(refused), refused["errors"][0]["line"]) == (["/version"], 3)
    any_api.rubric(MEMO.replace("version: 1.0.0", "version: 999999.999999.999999"))


CHANGES = {
    "score of level `fair` of scale `quality` 0.5 → 0.6": ("{ id: fair, score: 0.5 }", "{ id: fair, score: 0.6 }"),
    "weight of section `substance` 60 → 61": ("weight: 60", "weight: 61"),
    "weight of `reasoning` 70 → 71": ("scale: quality, weight: 70", "scale: quality, weight: 71"),
    "gate of `marking`, effect fail → fail_section": ("effect: fail", "effect: fail_section"),
    "N/A on `sources`, allow true → false": ("na: { allow: true, reason: required }", "na: never"),
    "criterion `reasoning` removed": ("id: reasoning", "id: logic"),
    "largest share of the weight that may be N/A 1 → 0.5": ("pass_mark: 70", "pass_mark: 70, na: { max_share: 0.5 }"),
}


@pytest.mark.parametrize("words", CHANGES)
def test_what_can_change_a_score_needs_a_new_major(any_api: Api, words: str) -> None:
    any_api.rubric()
    tests = MEMO.index("tests:")
    changed = MEMO[:tests].replace(*CHANGES[words])
    for version in ("1.1.0", "1.0.1"):
        source = changed.replace("version: 1.0.0", f"version: {version}")
        refused = problem(any_api.lead.post("/v1/rubrics", data=source, content_type=YAML), 409, "major_required")
        assert words in refused["detail"]
    for version in ("2.0.0", "0.1.0", "2.0.1"):
        any_api.rubric(changed.replace("version: 1.0.0", f"version: {version}"))
    # Back to what the first version says: fine under its own major, not under the other.
    any_api.rubric(MEMO.replace("version: 1.0.0", "version: 1.0.1"))
    back = MEMO.replace("version: 1.0.0", "version: 2.1.0")
    problem(any_api.lead.post("/v1/rubrics", data=back, content_type=YAML), 409, "major_required")


def test_failures_are_logged_with_the_request_id_and_without_values(
    api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise RuntimeError("it broke")

    api.app.add_url_rule("/v1/broken", view_func=broken)
    lead = api.lead
    problem(lead.get("/v1/broken", headers={"X-Request-Id": "req-500"}), 500, "internal")
    first, access = log_lines(capsys)
    assert (first["event"], first["level"], first["request_id"]) == ("unexpected", "error", "req-500")
    assert "RuntimeError: it broke" in first["exception"]
    assert (access["event"], access["status"], access["path"]) == ("request", 500, "/v1/broken")
    assert (access["method"], access["request_id"], access["level"]) == ("GET", "req-500", "info")
    assert access["ms"] >= 0
    assert lead.get("/v1/me").status_code == 200
    assert log_lines(capsys) == []
    with api.world.store.write() as uow:
        uow.connection.execute(sa.text("DROP TABLE api_keys"))
    problem(lead.get("/v1/me", headers={"X-Request-Id": "req-503"}), 503, "store_unavailable")
    warning, access = log_lines(capsys)
    assert (warning["event"], warning["level"], warning["request_id"]) == ("store_failure", "warning", "req-503")
    assert (warning["kind"], warning["cause"]) == ("busy", "OperationalError")
    assert hashlib.sha256(lead.key.encode()).hexdigest() not in json.dumps(warning)
    assert access["status"] == 503


def test_every_api_request_is_logged_when_asked_for(api: Api, capsys: pytest.CaptureFixture[str]) -> None:
    lead = api.lead
    configure_logging("debug")
    lead.get("/v1/me", headers={"X-Request-Id": "one"})
    lead.get("/v1/nothing", headers={"X-Request-Id": "two"})
    api.app.test_client().get("/healthz")
    configure_logging("info")
    seen = [(line["request_id"], line["path"], line["status"], line["level"]) for line in log_lines(capsys)]
    assert seen == [("one", "/v1/me", 200, "debug"), ("two", "/v1/nothing", 404, "debug")]


def test_old_idempotency_keys_are_deleted_in_batches(any_api: Api) -> None:
    api = any_api
    lead = api.world.person("lead", "lead", "admin")
    store = api.world.store
    with store.write(api.world.tenant) as uow:
        old = uow.now() - idempotency.KEPT - timedelta(minutes=1)
        row = {"actor": lead.person_id, "request_hash": "", "status": 201, "body": "{}", "headers": {}}
        uow.insert(IdempotencyKey, [{**row, "key": f"old-{i}", "created_at": old} for i in range(BATCH + 5)])
        uow.insert(IdempotencyKey, [{**row, "key": "young", "created_at": uow.now()}])
    key = {"Idempotency-Key": "new-1"}
    assert api.lead.post("/v1/people", json={"handle": "p1"}, headers=key).status_code == 201
    assert len(kept_keys(api)) == 5 + 2
    assert api.lead.post("/v1/people", json={"handle": "p1"}, headers=key).headers["Idempotency-Replayed"] == "true"
    assert api.lead.post("/v1/people", json={"handle": "p2"}, headers={"Idempotency-Key": "n2"}).status_code == 201
    assert {row.key for row in kept_keys(api)} == {"young", "new-1", "n2"}


def test_a_report_is_replayed_without_being_made_again(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    api.rubric()
    item = api.deliverable()
    api.review(item["id"], "ann")
    key, body = {"Idempotency-Key": "march"}, {"rubric": "test.memo", "title": "March"}
    made = api.lead.post("/v1/reports", json=body, headers=key)
    assert made.status_code == 201
    # From here on nothing can be rendered.
    monkeypatch.setattr(sys, "executable", "/nonexistent")
    again = api.lead.post("/v1/reports", json=body, headers=key)
    assert (again.status_code, again.json) == (201, made.json)
    assert again.headers["Idempotency-Replayed"] == "true"
    other = api.lead.post("/v1/reports", json={**body, "title": "April"}, headers=key)
    problem(other, 422, "idempotency_mismatch")
    assert len(api.lead.get("/v1/reports").json["items"]) == 1


def test_a_password_leaves_no_trace_under_an_idempotency_key(api: Api) -> None:
    body = {"handle": "zoe", "password": "correct horse battery"}
    assert api.lead.post("/v1/people", json=body, headers={"Idempotency-Key": "a"}).status_code == 201
    same = {"handle": "zoe", "password": "another long password"}
    assert api.lead.post("/v1/people", json=same, headers={"Idempotency-Key": "a"}).status_code == 201
    without = api.lead.post("/v1/people", json={"handle": "zoe"}, headers={"Idempotency-Key": "a"})
    problem(without, 422, "idempotency_mismatch")
    (kept,) = kept_keys(api)
    assert "password" not in kept.body


def test_too_many_raters_are_refused(api: Api) -> None:
    def measure(criteria: int, raters: int, **more: Any) -> Any:
        rows = [
            {"item": "a", "rater": f"r{r}", "value": r % 2, "criterion": f"c{c}"}
            for c in range(criteria)
            for r in range(raters)
        ]
        return api.lead.post("/v1/agreement", json={"ratings": rows, "coefficients": ["percent_exact"], **more})

    assert pointers(problem(measure(1, 501), 422, "invalid_ratings")) == ["/ratings"]
    many = problem(measure(60, 100), 422, "invalid_ratings")
    assert [error["code"] for error in many["errors"]] == ["too_many_raters"]
    assert measure(1, 60).status_code == 200
    levels = {"scale": {"type": "nominal", "levels": list(range(100))}}
    assert measure(1, 50, **levels).status_code == 200
    assert pointers(problem(measure(1, 51, **levels), 422, "invalid_ratings")) == ["/ratings"]
    rows = "item,rater,value\n" + "".join(f"a,r{r},{r % 2}\n" for r in range(501))
    answer = api.lead.post("/v1/agreement", data=rows, content_type="text/csv")
    assert problem(answer, 422, "invalid_ratings")["errors"][0]["code"] == "too_many_raters"


def test_rows_of_two_engagements_are_two_reviews(api: Api) -> None:
    api.rubric()
    items = [api.deliverable(external_id="A1", engagement=name) for name in ("north", "south")]
    rows = "item,rater,criterion,value,engagement\n" + "".join(
        f"A1,ann,{criterion},{level},{place}\n"
        for place, level in (("north", "good"), ("south", "poor"))
        for criterion, level in (("reasoning", level), ("sources", level), ("marking", "met"))
    )
    answer = api.lead.post("/v1/reviews/import", data=rows, content_type="text/csv")
    assert answer.json["imported"] == 2
    for item, level in zip(items, ("good", "poor"), strict=True):
        (review,) = api.lead.get(f"/v1/deliverables/{item['id']}/reviews").json["items"]
        answers = api.lead.get(f"/v1/reviews/{review['id']}").json["answers"]
        assert answers["reasoning"]["value"] == level


@pytest.mark.parametrize(
    ("text", "taken"),
    [("7", 7), ("7.5", 7.5), ("+.5e1", 5.0), ("1_0", None), ("nan", None), ("inf", None), ("٣", None), ("1e999", None)],
)
def test_only_what_is_written_as_a_number_is_one(api: Api, text: str, taken: float | None) -> None:
    api.rubric(numeric_rubric())
    item = api.deliverable("test.numeric", external_id="N-1")
    row = f"item,rater,criterion,value\nN-1,ann,leakage,{text}\n"
    answer = api.lead.post("/v1/reviews/import", data=row.encode(), content_type="text/csv")
    if taken is None:
        assert answer.json["imported"] == 0
        return
    assert answer.json["imported"] == 1
    (review,) = api.lead.get(f"/v1/deliverables/{item['id']}/reviews").json["items"]
    assert api.lead.get(f"/v1/reviews/{review['id']}").json["answers"]["leakage"]["value"] == taken


def test_validation_answers_a_body_that_cannot_be_read_as_every_call_does(api: Api) -> None:
    post = api.lead.post
    problem(post("/v1/rubrics/validate", data="x", content_type="text/plain"), 415, "unsupported_media_type")
    problem(post("/v1/rubrics/validate", data=b"{", content_type=JSON), 400, "invalid_json")
    problem(post("/v1/rubrics/validate", data=b"\xff", content_type=YAML), 400, "invalid_encoding")
    assert post("/v1/rubrics/validate", data="id: x", content_type=YAML).json["valid"] is False


def test_a_caller_without_a_key_is_told_the_scheme(api: Api) -> None:
    answer = api.app.test_client().get("/v1/me")
    problem(answer, 401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_published_rubric_and_the_same_one_sent_find_the_same(api: Api) -> None:
    api.rubric()
    content = {"text": "The fee is TBD."}
    answers = [
        api.lead.post("/v1/check", json={"rubric": rubric, "content": content}).json for rubric in ("test.memo", MEMO)
    ]
    assert answers[0] == answers[1]
    assert answers[0]["findings"]
    scored = [api.lead.post("/v1/score", json={"rubric": r, "answers": GOOD}).json for r in ("test.memo", MEMO)]
    assert scored[0] == scored[1]
