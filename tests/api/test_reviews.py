"""Reviews: valid, complete, blind, locked, revised, counted."""

from __future__ import annotations

import json
from typing import Any

import pytest

from qa_service.services import access, ledger
from qa_service.services.access import NewPerson
from tests.factories import GOOD, POOR, Api, Client, ndjson, numeric_rubric, pointers, problem


def drafted(api: Api, handle: str = "ann") -> tuple[str, str, dict[str, Any]]:
    """An open draft: review id, entity tag, deliverable."""
    item = api.deliverable()
    opened = api.reviewer(handle).post(f"/v1/deliverables/{item['id']}/reviews", json={})
    assert opened.status_code == 201
    return opened.json["id"], opened.headers["ETag"], item


def assert_ledger_right(api: Api) -> None:
    """The ledger equals a recount of the raw ratings."""
    with api.world.store.read(api.world.tenant) as uow:
        assert set(ledger.differences(uow).values()) == {0}


def test_a_draft_is_saved_submitted_and_scored(any_api: Api) -> None:
    any_api.rubric()
    review, etag, _ = drafted(any_api)
    ann = any_api.reviewer("ann")
    saved = ann.put(f"/v1/reviews/{review}", json={"answers": GOOD, "seconds": 90}, headers={"If-Match": etag})
    assert saved.status_code == 200
    assert saved.headers["ETag"] != etag
    done = ann.post(f"/v1/reviews/{review}/submit", headers={"If-Match": saved.headers["ETag"]})
    assert done.status_code == 200
    assert done.json["state"] == "submitted"
    assert done.json["score"]["score"] == pytest.approx(91.0)
    assert done.json["score"]["outcome"] == "passed"
    assert any("Sources" in line for line in done.json["explain"])
    assert done.json["seconds"] == 90


def test_a_gate_fails_and_keeps_the_number(api: Api) -> None:
    api.rubric()
    item = api.deliverable()
    score = api.review(item["id"], "ann", {**GOOD, "marking": "not_met"}).json["score"]
    assert (score["outcome"], score["score"]) == ("failed_gate", pytest.approx(51.0))
    assert [g["reason"] for g in score["gates"]] == ["unmarked"]


@pytest.mark.parametrize(
    ("answers", "pointer", "allowed"),
    [
        ({"reasoning": "great"}, "/answers/reasoning/value", ["poor", "fair", "good"]),
        ({"reasonin": "good"}, "/answers/reasonin", None),
        ({"reasoning": 3}, "/answers/reasoning/value", None),
        ({"reasoning": {"value": "good", "state": "perhaps"}}, "/answers/reasoning/state", None),
        ({"marking": True}, "/answers/marking/value", None),
    ],
)
def test_bad_answers_are_named_and_change_nothing(
    api: Api, answers: dict[str, object], pointer: str, allowed: list[str] | None
) -> None:
    api.rubric()
    review, etag, _ = drafted(api)
    ann = api.reviewer("ann")
    answer = ann.put(f"/v1/reviews/{review}", json={"answers": answers}, headers={"If-Match": etag})
    body = problem(answer, 422, "invalid_answers")
    assert pointer in pointers(body)
    if allowed:
        assert body["errors"][0]["allowed"] == allowed
    now = ann.get(f"/v1/reviews/{review}")
    assert now.json["answers"] == {}
    assert now.headers["ETag"] == etag


def test_an_incomplete_review_is_not_submitted(api: Api) -> None:
    api.rubric()
    item = api.deliverable()
    answer = api.review(item["id"], "ann", {"reasoning": "good", "sources": {"state": "na"}})
    body = problem(answer, 422, "review_incomplete")
    assert len(body["errors"]) == 2
    assert any("marking" in p for p in pointers(body))
    assert api.reviewer("ann").get("/v1/reviews").json["items"] == []


def test_a_number_out_of_range_names_the_range(api: Api) -> None:
    api.rubric(numeric_rubric())
    item = api.deliverable("test.numeric")
    for value in (11, -1, "5", True):
        problem(api.review(item["id"], "ann", {"leakage": value}), 422, "invalid_answers")
    assert api.review(item["id"], "ann", {"leakage": 2.5}).status_code == 201


def test_a_second_review_needs_to_be_a_revision(any_api: Api) -> None:
    any_api.rubric()
    item = any_api.deliverable()
    first = any_api.review(item["id"], "ann").json["id"]
    problem(any_api.review(item["id"], "ann", POOR), 409, "review_exists")
    second = any_api.review(item["id"], "ann", POOR, revises=first)
    assert second.status_code == 201
    assert second.json["revises"] == first
    assert second.json["blind"] is True
    assert any_api.reviewer("ann").get(f"/v1/reviews/{first}").json["state"] == "superseded"
    problem(any_api.review(item["id"], "ann", GOOD, revises=first), 409, "review_replaced")
    assert_ledger_right(any_api)


def test_a_revision_after_seeing_others_is_marked_and_stays_out_of_agreement(api: Api) -> None:
    api.rubric()
    item = api.deliverable()
    first = api.review(item["id"], "ann").json["id"]
    api.review(item["id"], "ben", POOR)
    revised = api.review(item["id"], "ann", POOR, revises=first)
    assert revised.json["blind"] is False
    figures = api.lead.get("/v1/agreement?rubric=test.memo&min_items=1").json["criteria"]["reasoning"]
    assert figures["raters"]["ann"]["levels"] == {"good": 1}
    assert_ledger_right(api)


def test_nothing_of_a_colleague_is_seen_before_the_own_review(any_api: Api) -> None:
    any_api.rubric()
    item = any_api.deliverable(producer="Chen", site="Manila")
    theirs = any_api.review(item["id"], "ann").json["id"]
    ben, path = any_api.reviewer("ben"), f"/v1/deliverables/{item['id']}"
    problem(ben.get(f"/v1/reviews/{theirs}"), 404, "review_not_found")
    problem(ben.post(f"/v1/reviews/{theirs}/withdraw", headers={"If-Match": "*"}), 404, "review_not_found")
    assert ben.get(f"{path}/reviews").json["items"] == []
    seen = ben.get(path).json
    assert seen["scores"]["reviews"] == []
    assert (seen["state"], seen["producer"], seen["site"]) == ("awaiting_review", None, None)
    assert seen["routing"]["reviews_submitted"] == 0
    listed = ben.get("/v1/deliverables").json["items"][0]
    assert (listed["state"], listed["producer"]) == ("awaiting_review", None)
    assert ben.get("/v1/reviews").json["items"] == []
    for path_only in ("/v1/agreement?rubric=test.memo", "/v1/reports", "/v1/people", "/v1/audit/verify"):
        problem(ben.get(path_only), 403, "forbidden")
    problem(ben.get("/v1/deliverables?state=in_review"), 422, "invalid_query")
    assert any_api.review(item["id"], "ben", POOR).status_code == 201
    assert ben.get(f"/v1/reviews/{theirs}").json["answers"]["reasoning"]["value"] == "good"
    seen = ben.get(path).json
    assert {r["reviewer"] for r in seen["scores"]["reviews"]} == {"ann", "ben"}
    assert (seen["state"], seen["producer"]) == ("reviewed", "Chen")


def test_a_submitted_review_is_locked(api: Api) -> None:
    api.rubric()
    item = api.deliverable()
    review = api.review(item["id"], "ann").json["id"]
    ann = api.reviewer("ann")
    answer = ann.put(f"/v1/reviews/{review}", json={"answers": POOR}, headers={"If-Match": "*"})
    problem(answer, 409, "review_locked")
    problem(ann.post(f"/v1/reviews/{review}/submit", headers={"If-Match": "*"}), 409, "review_locked")


def test_changes_need_the_tag_last_seen(api: Api) -> None:
    api.rubric()
    review, etag, _ = drafted(api)
    ann = api.reviewer("ann")
    problem(ann.put(f"/v1/reviews/{review}", json={"answers": {}}), 428, "precondition_required")
    ann.put(f"/v1/reviews/{review}", json={"answers": GOOD}, headers={"If-Match": etag})
    stale = ann.put(f"/v1/reviews/{review}", json={"answers": POOR}, headers={"If-Match": etag})
    problem(stale, 412, "precondition_failed")
    assert ann.get(f"/v1/reviews/{review}").json["answers"]["reasoning"]["value"] == "good"


def test_a_withdrawn_review_leaves_every_figure(any_api: Api) -> None:
    any_api.rubric()
    item = any_api.deliverable()
    review = any_api.review(item["id"], "ann").json["id"]
    any_api.review(item["id"], "ben", POOR)
    ann = any_api.reviewer("ann")
    assert ann.post(f"/v1/reviews/{review}/withdraw", headers={"If-Match": "*"}).json["state"] == "withdrawn"
    figures = any_api.lead.get("/v1/agreement?rubric=test.memo&min_items=1").json["criteria"]["reasoning"]
    assert (figures["n_ratings"], list(figures["raters"])) == (1, ["ben"])
    assert any_api.lead.get(f"/v1/deliverables/{item['id']}").json["state"] == "in_review"
    assert_ledger_right(any_api)
    assert any_api.review(item["id"], "ann").status_code == 201


def test_only_reviewers_score(api: Api) -> None:
    api.rubric()
    item = api.deliverable()
    answer = api.lead.post(f"/v1/deliverables/{item['id']}/reviews", json={"answers": GOOD, "submit": True})
    problem(answer, 403, "forbidden")


def test_one_review_per_key_and_reviewer(any_api: Api) -> None:
    any_api.rubric()
    item = any_api.deliverable()
    ann, body = any_api.reviewer("ann"), {"answers": GOOD, "submit": True}
    path, headers = f"/v1/deliverables/{item['id']}/reviews", {"Idempotency-Key": "r-1"}
    first, again = ann.post(path, json=body, headers=headers), ann.post(path, json=body, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.text == again.text
    assert again.headers["Idempotency-Replayed"] == "true"


def test_reviews_made_elsewhere_are_imported_and_counted(any_api: Api) -> None:
    any_api.rubric()
    for i in range(3):
        any_api.deliverable(external_id=f"X-{i}")
    lines = [
        {"deliverable": f"X-{i}", "reviewer": who, "site": "north", "answers": GOOD if who != "cy" else POOR,
         "submitted_at": f"2026-01-0{i + 1}T10:00:00Z"}
        for i in range(3) for who in ("ann", "ben", "cy")
    ]  # fmt: skip
    bad = {"deliverable": "X-0", "reviewer": "dee", "answers": {"reasoning": "excellent"}}
    unknown = {"deliverable": "X-9", "reviewer": "dee", "answers": GOOD}
    data = ndjson(*lines, bad, unknown, lines[0])
    answer = any_api.lead.post("/v1/reviews/import", data=data, content_type="application/x-ndjson")
    rows = [json.loads(line) for line in answer.text.splitlines()]
    assert [r["status"] for r in rows] == [201] * 9 + [422, 404, 409]
    assert rows[9]["problem"]["errors"][0]["pointer"] == "/answers/reasoning/value"
    figures = any_api.lead.get("/v1/agreement?rubric=test.memo&min_items=1").json["criteria"]["reasoning"]
    assert (figures["n_items"], figures["n_raters"], figures["n_ratings"]) == (3, 3, 9)
    assert figures["coefficients"]["percent_exact"]["value"] == pytest.approx(1 / 3)
    assert_ledger_right(any_api)
    people = {p["handle"]: p["site"] for p in any_api.lead.get("/v1/people").json["items"]}
    assert people["ann"] == "north"


def test_a_spreadsheet_of_ratings_is_imported(api: Api) -> None:
    api.rubric()
    api.deliverable(external_id="X-1")
    header, ann = "item,rater,criterion,value\n", "X-1,ann,reasoning,good\nX-1,ann,sources,fair\nX-1,ann,marking,met\n"
    rows = f"{header}{ann}X-1,ben,reasoning,poor\n"
    answer = api.lead.post("/v1/reviews/import", data=rows, content_type="text/csv").json
    assert (answer["imported"], answer["refused"]) == (2, 0)
    bad = api.lead.post("/v1/reviews/import", data="item,rater,criterium,value\n", content_type="text/csv")
    error = problem(bad, 422, "invalid_csv")["errors"]
    assert (error[-1]["line"], error[-1]["column"]) == (1, 3)


def test_the_standard_is_compared_with_and_never_counted(api: Api) -> None:
    api.rubric()
    api.deliverable(external_id="X-1")
    rows = ndjson(
        {"deliverable": "X-1", "reviewer": "panel", "kind": "reference", "answers": GOOD},
        {"deliverable": "X-1", "reviewer": "ann", "answers": GOOD},
    )
    api.lead.post("/v1/reviews/import", data=rows, content_type="application/x-ndjson")
    figures = api.lead.get("/v1/agreement?rubric=test.memo&min_items=1").json["criteria"]["reasoning"]
    assert list(figures["raters"]) == ["ann"]
    assert_ledger_right(api)


def test_the_audit_chain_holds_and_shows_a_change(any_api: Api) -> None:
    any_api.rubric()
    item = any_api.deliverable()
    any_api.review(item["id"], "ann")
    state = any_api.lead.get("/v1/audit/verify").json
    assert state["intact"] is True
    assert state["events"] >= 4
    with any_api.world.store.write(any_api.world.tenant) as uow:
        uow.connection.exec_driver_sql("UPDATE audit_events SET subject = 'other' WHERE seq = 3")
    broken = any_api.lead.get("/v1/audit/verify").json
    assert (broken["intact"], broken["broken_at"]) == (False, 3)


def test_another_tenant_sees_nothing(api: Api) -> None:
    api.rubric()
    item = api.deliverable(text="Confidential TBD")
    review = api.review(item["id"], "ann").json["id"]
    with api.world.store.write() as uow:
        other = uow.new_id("tnt")
        access.queries.add_tenant(uow, other, "other")
    with api.world.store.write(other) as uow:
        access.add_person(uow, None, NewPerson("lead", roles=("lead", "admin", "reviewer")))
        key = access.issue_key(uow, None, "lead").key
    stranger = Client(api.app.test_client(), key)
    paths = ["", "/versions", "/content", "/findings", "/scores"]
    inside = [f"/v1/deliverables/{item['id']}{p}" for p in paths]
    for path in [*inside, f"/v1/reviews/{review}", "/v1/rubrics/test.memo"]:
        assert stranger.get(path).status_code == 404, path
    assert stranger.get("/v1/deliverables").json["items"] == []
    assert stranger.get("/v1/rubrics").json["items"] == []
    answer = stranger.post(f"/v1/deliverables/{item['id']}/reviews", json={"answers": GOOD, "submit": True})
    assert answer.status_code == 404
    finding = item["findings"][0]["id"]
    assert stranger.patch(f"/v1/findings/{finding}", json={"state": "confirmed"}).status_code == 404
    assert stranger.get(f"/v1/findings/{finding}").status_code == 404
    waiver = api.lead.post("/v1/waivers", json={"finding": finding, "reason": "Ours."}).json
    shadow = {"mode": "shadow", "reason": "Ours."}
    assert api.lead.put("/v1/checks/text.must_contain/mode", json=shadow).status_code == 200
    lead = Client(api.app.test_client(), _key_of(api, other, "lena", "lead"))
    for who in (stranger, lead):
        assert who.get("/v1/waivers").json["items"] == []
        assert who.get(f"/v1/waivers/{waiver['id']}").status_code == 404
        assert who.delete(f"/v1/waivers/{waiver['id']}").status_code == 404
        assert who.post("/v1/waivers", json={"finding": finding, "reason": "Mine."}).status_code == 404
    named = {"check": "placeholders", "fingerprint": waiver["fingerprint"], "reason": "x", "target": item["id"]}
    assert lead.post("/v1/waivers", json=named).status_code == 422
    assert lead.get("/v1/checks/text.must_contain/mode").json["effective"] == "active"
    assert lead.get("/v1/checks/text.placeholders").json["figures"]["findings"] == 0
    assert lead.get("/v1/rubrics/test.memo/checks/placeholders/mode").status_code == 404


def _key_of(api: Api, tenant: str, handle: str, role: str) -> str:
    with api.world.store.write(tenant) as uow:
        access.add_person(uow, None, NewPerson(handle, roles=(role,)))
        return access.issue_key(uow, None, handle).key
