"""Shadow mode: findings are kept and counted, shown to leads alone, and count for nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.test_waivers import GATED, TBD, placeholder, shown
from tests.factories import Api, Client, pointers, problem

EVERYWHERE = "/v1/checks/text.placeholders/mode"
OF_RUBRIC = "/v1/rubrics/test.gated/checks/open_points/mode"
SHADOW, ACTIVE = {"mode": "shadow", "reason": "On trial."}, {"mode": "active", "reason": "It is good."}


def put(client: Client, path: str, body: dict[str, str], etag: str | None = None) -> str:
    answer = client.put(path, json=body, headers={"If-Match": etag} if etag else {})
    assert answer.status_code == 200, answer.text
    return answer.headers["ETag"]


@pytest.mark.parametrize("path", [EVERYWHERE, OF_RUBRIC])
def test_a_check_in_shadow_is_kept_and_counts_for_nothing(any_api: Api, path: str) -> None:
    any_api.rubric(GATED)
    put(any_api.lead, path, SHADOW)
    made = any_api.deliverable("test.gated", TBD, external_id="M-1")
    assert [f["check"] for f in made["findings"]] == []
    assert made["scores"]["suggestions"] == []
    assert made["checks"]["shadow"] == {"open_points": 1}
    apart = any_api.lead.get(f"/v1/deliverables/{made['id']}/findings?shadow=true").json["items"]
    assert [(f["check"], f["quote"], f["state"]) for f in apart] == [("open_points", "TBD", "open")]
    for who in (any_api.reviewer("ann"), any_api.client("sam", "submitter")):
        page = who.get(f"/v1/deliverables/{made['id']}")
        assert page.json["findings"] == []
        assert "shadow" not in page.text
        assert "TBD" not in page.text
        problem(who.get(f"/v1/deliverables/{made['id']}/findings?shadow=true"), 403, "forbidden")
        problem(who.get(f"/v1/findings/{apart[0]['id']}"), 404, "finding_not_found")
    body = {"state": "confirmed"}
    answer = any_api.reviewer("ann").patch(f"/v1/findings/{apart[0]['id']}", json=body, headers={"If-Match": "*"})
    problem(answer, 404, "finding_not_found")
    waiver = {"finding": apart[0]["id"], "reason": "Mine."}
    problem(any_api.reviewer("ann").post("/v1/waivers", json=waiver), 404, "finding_not_found")
    # The condition on its hits is false, so one answer completes the review.
    assert any_api.review(made["id"], "ann", {"clean": "met"}).status_code == 201


def test_made_active_it_shows_what_it_found(any_api: Api) -> None:
    any_api.rubric(GATED)
    tag = put(any_api.lead, OF_RUBRIC, SHADOW)
    made = any_api.deliverable("test.gated", TBD)
    first = any_api.review(made["id"], "ann", {"clean": "met"}).json
    put(any_api.lead, OF_RUBRIC, ACTIVE, tag)
    now = shown(any_api, made["id"])
    assert placeholder(now)["state"] == "open"
    assert [s["criterion"] for s in now["scores"]["suggestions"]] == ["clean"]
    problem(any_api.review(made["id"], "ben", {"clean": "met"}), 422, "review_incomplete")
    again = any_api.lead.get(f"/v1/reviews/{first['id']}").json
    assert again["explain"] == first["explain"]


def test_what_is_set_for_a_rubric_goes_before_what_holds_everywhere(api: Api) -> None:
    api.rubric(GATED)
    assert api.lead.get(OF_RUBRIC).json["mode"] is None
    put(api.lead, EVERYWHERE, SHADOW)
    found = api.lead.get(OF_RUBRIC)
    assert (found.json["mode"], found.json["effective"], found.headers.get("ETag")) == (None, "shadow", None)
    put(api.lead, OF_RUBRIC, ACTIVE)
    assert api.lead.get(OF_RUBRIC).json["effective"] == "active"
    assert placeholder(api.deliverable("test.gated", TBD))["state"] == "open"
    other = GATED.replace("id: test.gated", "id: test.other")
    api.rubric(other)
    assert api.deliverable("test.other", TBD)["findings"] == []


def test_a_stateless_check_with_a_rubric_leaves_them_out(api: Api) -> None:
    api.rubric(GATED)
    put(api.lead, OF_RUBRIC, SHADOW)
    body = {"rubric": "test.gated", "content": {"text": TBD}}
    answer = api.lead.post("/v1/check", json=body).json
    assert (answer["findings"], answer["checks"]["shadow"]) == ([], {"open_points": 1})
    assert "shadow" not in api.reviewer("ann").post("/v1/check", json=body).json["checks"]
    alone = {"checks": [{"uses": "text.placeholders"}], "content": {"text": TBD}}
    assert len(api.lead.post("/v1/check", json=alone).json["findings"]) == 1


def test_a_mode_is_changed_with_its_tag(any_api: Api) -> None:
    any_api.rubric(GATED)
    tag = put(any_api.lead, EVERYWHERE, SHADOW)
    problem(any_api.lead.put(EVERYWHERE, json=ACTIVE), 428, "precondition_required")
    problem(any_api.lead.put(EVERYWHERE, json=ACTIVE, headers={"If-Match": '"9"'}), 412, "precondition_failed")
    put(any_api.lead, EVERYWHERE, ACTIVE, tag)
    problem(any_api.lead.put(EVERYWHERE, json=SHADOW, headers={"If-Match": tag}), 412, "precondition_failed")
    unset = any_api.lead.put(OF_RUBRIC, json=SHADOW, headers={"If-Match": '"1"'})
    problem(unset, 412, "precondition_failed")
    found = any_api.lead.get(EVERYWHERE).json
    assert (found["mode"], found["reason"], found["set_by"]) == ("active", "It is good.", "lead")
    assert any_api.lead.get("/v1/audit/verify").json["intact"] is True


def test_who_may_set_a_mode_and_what_is_refused(api: Api) -> None:
    api.rubric(GATED)
    problem(api.reviewer("ann").put(EVERYWHERE, json=SHADOW), 403, "forbidden")
    problem(api.reviewer("ann").get(EVERYWHERE), 403, "forbidden")
    both = api.client("boss", "lead", "reviewer")
    problem(both.get(EVERYWHERE), 403, "would_unblind")
    problem(api.lead.get("/v1/checks/text.nothing/mode"), 404, "check_not_found")
    problem(api.lead.put("/v1/rubrics/test.gated/checks/nothing/mode", json=SHADOW), 404, "check_not_found")
    problem(api.lead.put("/v1/rubrics/test.none/checks/x/mode", json=SHADOW), 404, "rubric_not_found")
    cases: list[tuple[dict[str, Any], str]] = [
        ({"mode": "off", "reason": "x"}, "/mode"),
        ({"mode": "shadow"}, "/reason"),
        ({"mode": "shadow", "reason": " "}, "/reason"),
    ]
    for body, pointer in cases:
        answer = api.lead.put(EVERYWHERE, json=body)
        refused = problem(answer, 422, answer.get_json(force=True)["code"])
        assert pointers(refused) == [pointer]


def test_a_lead_who_reviews_does_not_see_them(api: Api) -> None:
    api.rubric(GATED)
    put(api.lead, OF_RUBRIC, SHADOW)
    made = api.deliverable("test.gated", TBD)
    both = api.client("boss", "lead", "reviewer")
    assert "TBD" not in both.get(f"/v1/deliverables/{made['id']}").text
    problem(both.get(f"/v1/deliverables/{made['id']}/findings?shadow=true"), 403, "would_unblind")


def test_a_check_without_a_rubric_has_its_own_severity_unless_one_is_given(api: Api) -> None:
    content = {"text": "The term is thirty (60) days."}
    uses = [{"uses": "numbers.words_digits"}, {"uses": "numbers.words_digits", "id": "mild", "severity": "minor"}]
    found = api.lead.post("/v1/check", json={"content": content, "checks": uses}).json["findings"]
    assert sorted(finding["severity"] for finding in found) == ["major", "minor"]
