"""Waivers: one finding is accepted with a reason; it stays to be seen, counts for nothing and is not asked again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from qa_service.services import ledger
from qa_service.storage.tables import Waiver
from tests.factories import Api, Client, pointers, problem

GATED = """\
schema: kpo-rubric/1
id: test.gated
version: 1.0.0
title: Gated
scales: { met: { type: binary, levels: [{ id: not_met, score: 0 }, { id: met, score: 1 }] } }
sections:
  - id: s
    title: S
    weight: 1
    criteria:
      - { id: clean, title: Clean, scale: met, weight: 1, checks: [open_points] }
      - { id: fixed, title: Fixed, scale: met, weight: 1, when: checks.open_points.hits > 0 }
checks:
  - { id: open_points, uses: text.placeholders, on_fail: suggest, level: not_met }
  - { id: none_left, uses: facts.equal, with: { left: checks.open_points.hits, right: 0 }, on_fail: finding }
  - { id: again, uses: case.regression, on_fail: finding }
scoring: { method: weighted_mean, pass_mark: 50 }
"""
TBD = "Confidential\n\nThe fee is TBD. The rest is agreed."


def waive(
    client: Client, finding: dict[str, Any], reason: str = "The client accepts it.", **more: Any
) -> dict[str, Any]:
    answer = client.post("/v1/waivers", json={"finding": finding["id"], "reason": reason, **more})
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"] == f"/v1/waivers/{answer.json['id']}"
    return dict(answer.json)


def placeholder(body: dict[str, Any]) -> dict[str, Any]:
    return next(f for f in body["findings"] if f["uses"] == "text.placeholders")


def shown(api: Api, identifier: str) -> dict[str, Any]:
    return dict(api.lead.get(f"/v1/deliverables/{identifier}").json)


def move_clock(api: Api, waiver: str, **by: float) -> None:
    """Let a waiver's end lie in the past, as time would."""
    with api.world.store.write(api.world.tenant) as uow:
        uow.update(Waiver, {"id": waiver}, {"until": uow.now() - timedelta(**by)})


def test_a_waived_finding_stays_and_counts_for_nothing(any_api: Api) -> None:
    any_api.rubric(GATED)
    made = any_api.deliverable("test.gated", TBD)
    assert [s["criterion"] for s in made["scores"]["suggestions"]] == ["clean"]
    waiver = waive(any_api.lead, placeholder(made), until="2099-12-31")
    assert (waiver["state"], waiver["until"], waiver["by"]) == ("active", "2100-01-01T00:00:00.000000Z", "lead")
    now = shown(any_api, made["id"])
    found = placeholder(now)
    assert (found["state"], found["reason"], found["decision"]) == ("waived", "The client accepts it.", "open")
    assert found["waiver"]["id"] == waiver["id"]
    assert now["scores"]["suggestions"] == []
    # The condition of the second criterion no longer holds: one answer completes the review.
    assert any_api.review(made["id"], "ann", {"clean": "met"}).status_code == 201


def test_it_is_not_asked_again_in_later_versions(any_api: Api) -> None:
    any_api.rubric(GATED)
    first = any_api.deliverable("test.gated", TBD, external_id="M-1")
    assert {f["check"] for f in first["findings"]} == {"open_points", "none_left"}
    waive(any_api.lead, placeholder(first))
    second = any_api.deliverable("test.gated", TBD + " A sentence more.", external_id="M-1")
    assert [(f["check"], f["state"]) for f in second["findings"]] == [("open_points", "waived")]
    assert second["scores"]["suggestions"] == []
    third = any_api.deliverable("test.gated", TBD + " Another TBC point.", external_id="M-1")
    assert {(f["quote"], f["state"]) for f in third["findings"] if f["check"] == "open_points"} == {
        ("TBD", "waived"), ("TBC", "open"),
    }  # fmt: skip
    assert any_api.review(third["id"], "ann", {"clean": "met", "fixed": "met"}).status_code == 201


def test_a_waived_finding_is_no_regression(api: Api) -> None:
    api.rubric(GATED)
    first = api.deliverable("test.gated", TBD, external_id="M-1")
    waive(api.lead, placeholder(first))
    api.deliverable("test.gated", "Confidential. The fee is 300.", external_id="M-1")
    third = api.deliverable("test.gated", TBD, external_id="M-1")
    assert [(f["check"], f["state"]) for f in third["findings"]] == [("open_points", "waived")]


@pytest.mark.parametrize("scope", ["deliverable", "case", "engagement"])
def test_the_scope_says_where_it_holds(any_api: Api, scope: str) -> None:
    any_api.rubric(GATED)
    one = {"engagement": "north", "case": {"external_id": "C-1"}}
    first = any_api.deliverable("test.gated", TBD, **one)
    waiver = waive(any_api.lead, placeholder(first), scope=scope)
    places = {
        "same case": one, "same engagement": {"engagement": "north", "case": {"external_id": "C-2"}},
        "elsewhere": {"engagement": "south", "case": {"external_id": "C-1"}},
    }  # fmt: skip
    states = {
        name: placeholder(any_api.deliverable("test.gated", TBD, **place))["state"] for name, place in places.items()
    }
    covered = {"deliverable": 0, "case": 1, "engagement": 2}[scope]
    assert [states[name] for name in places] == ["waived"] * covered + ["open"] * (3 - covered)
    if scope == "deliverable":
        assert waiver["target"] == first["id"]


def test_a_waiver_ends_on_its_day_and_when_it_is_revoked(any_api: Api) -> None:
    any_api.rubric(GATED)
    made = any_api.deliverable("test.gated", TBD)
    waiver = waive(any_api.lead, placeholder(made), until="2099-12-31T12:00:00Z")
    move_clock(any_api, waiver["id"], hours=1)
    assert placeholder(shown(any_api, made["id"]))["state"] == "open"
    assert [s["criterion"] for s in shown(any_api, made["id"])["scores"]["suggestions"]] == ["clean"]
    assert any_api.lead.get(f"/v1/waivers/{waiver['id']}").json["state"] == "expired"
    problem(any_api.review(made["id"], "ann", {"clean": "met"}), 422, "review_incomplete")
    newer = waive(any_api.lead, placeholder(made))
    for _ in range(2):  # the second time changes nothing
        assert any_api.lead.delete(f"/v1/waivers/{newer['id']}").status_code == 204
    assert placeholder(shown(any_api, made["id"]))["state"] == "open"
    found = any_api.lead.get("/v1/waivers").json["items"]
    assert [(w["id"], w["state"]) for w in found] == [(newer["id"], "revoked"), (waiver["id"], "expired")]
    fresh = any_api.deliverable("test.gated", TBD, external_id="later")
    assert placeholder(fresh)["state"] == "open"


def test_what_was_submitted_keeps_its_arithmetic(any_api: Api) -> None:
    any_api.rubric(GATED)
    made = any_api.deliverable("test.gated", TBD)
    review = any_api.review(made["id"], "ann", {"clean": "not_met", "fixed": "met"}).json
    waive(any_api.lead, placeholder(made))
    again = any_api.lead.get(f"/v1/reviews/{review['id']}").json
    assert (again["score"], again["explain"]) == (review["score"], review["explain"])
    later = any_api.review(made["id"], "ben", {"clean": "met"}).json
    assert {c["id"]: c["state"] for c in later["score"]["criteria"]}["fixed"] == "not_triggered"
    with any_api.world.store.read(any_api.world.tenant) as uow:
        assert set(ledger.differences(uow).values()) == {0}


def test_another_check_with_the_same_words_goes_on(api: Api) -> None:
    twice = GATED.replace(
        "  - { id: none_left", "  - { id: also, uses: text.placeholders, on_fail: finding }\n  - { id: none_left"
    )
    api.rubric(twice)
    made = api.deliverable("test.gated", TBD)
    same = [f for f in made["findings"] if f["uses"] == "text.placeholders"]
    assert len({f["fingerprint"] for f in same}) == 1
    waive(api.lead, next(f for f in same if f["check"] == "open_points"))
    states = {f["check"]: f["state"] for f in shown(api, made["id"])["findings"]}
    assert (states["open_points"], states["also"]) == ("waived", "open")


def test_a_fingerprint_is_waived_without_a_finding(api: Api) -> None:
    api.rubric(GATED)
    made = api.deliverable("test.gated", TBD, engagement="north")
    found = placeholder(made)
    body = {
        "check": found["check"], "fingerprint": found["fingerprint"], "scope": "engagement", "target": "north",
        "reason": "House style.",
    }  # fmt: skip
    assert api.lead.post("/v1/waivers", json=body).status_code == 201
    assert placeholder(shown(api, made["id"]))["state"] == "waived"
    assert [w["check"] for w in api.lead.get("/v1/waivers?scope=engagement&state=active").json["items"]] == [
        "open_points"
    ]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"reason": ""}, "/reason"),
        ({"reason": "  "}, "/reason"),
        ({"scope": "everywhere"}, "/scope"),
        ({"scope": "case"}, "/scope"),
        ({"until": "2001-01-01"}, "/until"),
        ({"until": "soon"}, "/until"),
        ({"until": "2026-02-30"}, "/until"),
        ({"until": "9999-12-31"}, "/until"),
        ({"finding": None}, "/finding"),
        ({"check": "x"}, ""),
        ({"why": "x"}, "/why"),
    ],
)
def test_what_is_not_a_waiver_is_refused(api: Api, change: dict[str, Any], pointer: str) -> None:
    api.rubric(GATED)
    found = placeholder(api.deliverable("test.gated", TBD))
    answer = api.lead.post("/v1/waivers", json={"finding": found["id"], "reason": "Accepted.", **change})
    body = problem(answer, 422, answer.get_json(force=True)["code"])
    assert body["code"] in {"invalid_waiver", "invalid_request"}
    assert pointers(body) == [pointer]


def test_the_same_is_not_waived_twice(api: Api) -> None:
    api.rubric(GATED)
    found = placeholder(api.deliverable("test.gated", TBD))
    body = {"finding": found["id"], "reason": "Accepted."}
    first = api.lead.post("/v1/waivers", json=body, headers={"Idempotency-Key": "k"})
    replayed = api.lead.post("/v1/waivers", json=body, headers={"Idempotency-Key": "k"})
    assert replayed.json == first.json
    problem(api.lead.post("/v1/waivers", json=body), 409, "waiver_exists")
    problem(api.lead.post("/v1/waivers", json={**body, "finding": "fnd_none"}), 404, "finding_not_found")


def test_who_may_waive_and_revoke(api: Api) -> None:
    api.rubric(GATED)
    found = placeholder(api.deliverable("test.gated", TBD, producer="ann"))
    body = {"finding": found["id"], "reason": "Accepted."}
    problem(api.client("sam", "submitter").post("/v1/waivers", json=body), 403, "forbidden")
    problem(api.reviewer("ann").post("/v1/waivers", json=body), 403, "own_work")
    made = waive(api.reviewer("ben"), found)
    problem(api.reviewer("cy").delete(f"/v1/waivers/{made['id']}"), 403, "not_your_waiver")
    problem(api.lead.delete("/v1/waivers/wvr_none"), 404, "waiver_not_found")
    assert api.lead.delete(f"/v1/waivers/{made['id']}").status_code == 204
    own = waive(api.reviewer("ben"), found)
    assert api.reviewer("ben").delete(f"/v1/waivers/{own['id']}").status_code == 204


def test_why_a_reviewer_waived_waits_for_the_own_review(api: Api) -> None:
    api.rubric(GATED)
    made = api.deliverable("test.gated", TBD)
    waive(api.reviewer("ben"), placeholder(made), reason="I find it good as it is")
    ann, path = api.reviewer("ann"), f"/v1/deliverables/{made['id']}"
    for answer in (ann.get(path), ann.get("/v1/waivers"), ann.get(f"{path}/findings")):
        assert "I find it good" not in answer.text
        assert '"by":"ben"' not in answer.text
    assert placeholder(ann.get(path).json)["state"] == "waived"
    assert "I find it good" in api.reviewer("ben").get(path).text
    api.review(made["id"], "ann", {"clean": "met"})
    assert "I find it good" in ann.get(path).text
    other = api.deliverable("test.gated", TBD)
    waive(api.lead, placeholder(other), reason="Agreed with the client")
    assert "Agreed with the client" in ann.get(f"/v1/deliverables/{other['id']}").text


def test_waivers_are_audited_and_paged(api: Api) -> None:
    api.rubric(GATED)
    for i in range(5):
        made = api.deliverable("test.gated", TBD)
        waive(api.lead, placeholder(made), reason=f"Reason {i}")
    page = api.lead.get("/v1/waivers?limit=3").json
    rest = api.lead.get(page["next"]).json
    assert [w["reason"] for w in [*page["items"], *rest["items"]]] == [f"Reason {i}" for i in (4, 3, 2, 1, 0)]
    api.lead.delete(f"/v1/waivers/{page['items'][0]['id']}")
    assert len(api.lead.get("/v1/waivers?state=active").json["items"]) == 4
    assert api.lead.get("/v1/audit/verify").json["intact"] is True
    with api.world.store.read(api.world.tenant) as uow:
        actions = uow.connection.exec_driver_sql("SELECT action FROM audit_events ORDER BY seq").scalars().all()
    assert actions.count("finding.waived") == 5
    assert actions[-1] == "finding.waiver_revoked"


def test_imported_reviews_see_what_counts(api: Api) -> None:
    api.rubric(GATED)
    made = api.deliverable("test.gated", TBD, external_id="X-1")
    waive(api.lead, placeholder(made))
    line = {"deliverable": "X-1", "reviewer": "ann", "answers": {"clean": "met"}}
    done = api.lead.post("/v1/reviews/import", json={"reviews": [line]}).json
    score = api.lead.get(f"/v1/reviews/{done['reviews'][0]}").json["score"]
    assert {c["id"]: c["state"] for c in score["criteria"]} == {"clean": "answered", "fixed": "not_triggered"}
