"""Live precision: what became of each check's findings, from people's decisions, with an exact interval."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from qa_service.agreement import clopper_pearson
from tests.api.test_check_modes import OF_RUBRIC, SHADOW, put
from tests.api.test_waivers import GATED, TBD, placeholder, waive
from tests.factories import MEMO, Api, Client, problem

PATH = "/v1/checks/text.placeholders"


def decide(client: Client, finding: dict[str, Any], state: str) -> dict[str, Any]:
    """Decide on a finding as it was last seen."""
    path = f"/v1/findings/{finding['id']}"
    seen = client.get(path)
    body = {"state": state, "reason": "Looked at."}
    answer = client.patch(path, json=body, headers={"If-Match": seen.headers["ETag"]})
    assert answer.status_code == 200, answer.text
    assert answer.headers["ETag"] == answer.json["etag"]
    return dict(answer.json)


def figures(api: Api, path: str = PATH) -> dict[str, Any]:
    return dict(api.lead.get(path).json["figures"])


def test_the_counts_add_up_and_the_interval_is_exact(any_api: Api) -> None:
    any_api.rubric(GATED)
    found = [placeholder(any_api.deliverable("test.gated", TBD)) for _ in range(7)]
    for state, finding in zip(("confirmed", "confirmed", "confirmed", "dismissed"), found, strict=False):
        decide(any_api.lead, finding, state)
    waive(any_api.lead, found[4])
    counted = figures(any_api)
    precision = counted.pop("precision")
    assert counted == {"findings": 7, "open": 2, "confirmed": 3, "dismissed": 1, "waived": 1, "shadow": 0}
    assert (precision["matched"], precision["total"], precision["value"]) == (3, 4, 0.75)
    assert precision["ci95"] == pytest.approx(clopper_pearson(3, 4))
    listed = {c["name"]: c for c in any_api.lead.get("/v1/checks").json["items"]}
    assert listed["text.placeholders"]["figures"] == {**counted, "precision": precision}
    assert listed["names.variants"]["figures"]["precision"] == {"matched": 0, "total": 0, "value": None, "ci95": None}
    assert listed["text.placeholders"]["mode"] == "active"


def test_a_finding_that_comes_back_is_one_case_with_its_last_decision(api: Api) -> None:
    api.rubric(GATED)
    versions = [api.deliverable("test.gated", TBD + " More." * i, external_id="M-1") for i in range(3)]
    for body, state in zip(versions, ("confirmed", "confirmed", "dismissed"), strict=True):
        decide(api.lead, placeholder(body), state)
    counted = figures(api)
    assert (counted["confirmed"], counted["dismissed"]) == (2, 1)
    assert (counted["precision"]["matched"], counted["precision"]["total"]) == (0, 1)


def test_figures_by_rubric_version_and_check(api: Api) -> None:
    api.rubric(GATED)
    api.rubric(MEMO)
    decide(api.lead, placeholder(api.deliverable("test.gated", TBD)), "confirmed")
    decide(api.lead, placeholder(api.deliverable("test.memo", TBD)), "dismissed")
    api.rubric(GATED.replace("version: 1.0.0", "version: 1.0.1"))
    decide(api.lead, placeholder(api.deliverable("test.gated", TBD)), "confirmed")
    rubrics = api.lead.get(PATH).json["rubrics"]
    assert [(r["rubric"], r["version"], r["check"], r["precision"]["value"]) for r in rubrics] == [
        ("test.gated", "1.0.1", "open_points", 1.0),
        ("test.gated", "1.0.0", "open_points", 1.0),
        ("test.memo", "1.0.0", "placeholders", 0.0),
    ]
    assert figures(api)["precision"]["total"] == 3


def test_shadow_findings_are_counted_and_decided_by_leads(api: Api) -> None:
    api.rubric(GATED)
    put(api.lead, OF_RUBRIC, SHADOW)
    made = [api.deliverable("test.gated", TBD)["id"] for _ in range(3)]
    apart = [api.lead.get(f"/v1/deliverables/{m}/findings?shadow=true").json["items"][0] for m in made]
    decide(api.lead, apart[0], "confirmed")
    counted = figures(api)
    assert (counted["findings"], counted["open"], counted["confirmed"], counted["shadow"]) == (3, 0, 1, 2)
    assert counted["precision"]["value"] == 1.0
    assert [r["mode"] for r in api.lead.get(PATH).json["rubrics"]] == ["shadow"]


def test_reopening_takes_the_decision_out(api: Api) -> None:
    api.rubric(GATED)
    found = placeholder(api.deliverable("test.gated", TBD))
    decide(api.lead, found, "confirmed")
    decide(api.lead, found, "open")
    assert (figures(api)["open"], figures(api)["precision"]["total"]) == (1, 0)


@pytest.mark.parametrize("roles", [("reviewer",), ("submitter",), ("lead", "reviewer")])
def test_those_who_could_be_unblinded_get_the_catalogue_alone(api: Api, roles: tuple[str, ...]) -> None:
    api.rubric(GATED)
    decide(api.lead, placeholder(api.deliverable("test.gated", TBD)), "dismissed")
    someone = api.client("x", *roles)
    for item in someone.get("/v1/checks").json["items"]:
        assert (item["mode"], item["figures"]) == (None, None)
    assert someone.get(PATH).json["rubrics"] == []
    assert someone.get(PATH).json["description"]
    problem(someone.get("/v1/checks/text.nothing"), 404, "check_not_found")


def test_a_decision_needs_the_tag_that_was_seen(any_api: Api) -> None:
    any_api.rubric(GATED)
    found = placeholder(any_api.deliverable("test.gated", TBD))
    path, body = f"/v1/findings/{found['id']}", {"state": "confirmed"}
    assert found["etag"] == '"1"'
    problem(any_api.lead.patch(path, json=body), 428, "precondition_required")
    other = any_api.client("luis", "lead")
    seen = other.get(path).headers["ETag"]
    decide(any_api.lead, found, "confirmed")
    late = {"state": "dismissed", "reason": "No."}
    problem(other.patch(path, json=late, headers={"If-Match": seen}), 412, "precondition_failed")
    assert other.get(path).json["state"] == "confirmed"
    assert decide(other, found, "dismissed")["state"] == "dismissed"


def test_blind_reviewers_decide_for_themselves_and_change_nobody_elses(any_api: Api) -> None:
    any_api.rubric(GATED)
    made = any_api.deliverable("test.gated", TBD)
    found, path = placeholder(made), f"/v1/deliverables/{made['id']}"
    ann, ben = any_api.reviewer("ann"), any_api.reviewer("ben")
    assert decide(ann, found, "confirmed")["state"] == "confirmed"
    # Ben must not notice: the same tag as on an untouched finding, and his decision is taken.
    assert placeholder(ben.get(path).json)["etag"] == '"1"'
    assert decide(ben, found, "dismissed")["state"] == "dismissed"
    assert placeholder(ben.get(path).json)["state"] == "dismissed"
    assert placeholder(ann.get(path).json)["state"] == "confirmed"
    assert any_api.lead.get(f"/v1/findings/{found['id']}").json["state"] == "confirmed"
    assert figures(any_api)["confirmed"] == 1
    any_api.review(made["id"], "ben", {"clean": "met", "fixed": "met"})
    assert placeholder(ben.get(path).json)["state"] == "confirmed"
    assert decide(ben, found, "dismissed")["state"] == "dismissed"
    assert any_api.lead.get(f"/v1/findings/{found['id']}").json["reason"] == "Looked at."
    decide(ann, found, "open")
    assert figures(any_api)["dismissed"] == 1


def test_the_same_content_again_is_not_counted_twice(any_api: Api) -> None:
    any_api.rubric(GATED)
    any_api.deliverable("test.gated", TBD, external_id="M-1")
    again = any_api.lead.post(
        "/v1/deliverables",
        json={"rubric": "test.gated", "title": "Memo 1", "external_id": "M-1", "content": {"text": TBD}},
    )
    assert again.status_code == 200
    assert figures(any_api)["findings"] == 1


def test_of_two_who_decide_at_once_one_is_told(any_api: Api) -> None:
    any_api.rubric(GATED)
    leads = [any_api.lead, *(any_api.client(f"lead-{i}", "lead") for i in range(3))]
    for _ in range(3):
        path = f"/v1/findings/{placeholder(any_api.deliverable('test.gated', TBD))['id']}"

        def send(client: Client, path: str = path) -> int:
            body = {"state": "dismissed", "reason": "Mine."}
            return client.patch(path, json=body, headers={"If-Match": '"1"'}).status_code

        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(send, leads)) == [200, 412, 412, 412]
        assert any_api.lead.get(path).json["etag"] == '"2"'


def test_of_two_who_waive_at_once_one_is_told(any_api: Api) -> None:
    any_api.rubric(GATED)
    found = placeholder(any_api.deliverable("test.gated", TBD))
    body = {"finding": found["id"], "reason": "Accepted."}
    leads = [any_api.lead, *(any_api.client(f"lead-{i}", "lead") for i in range(3))]
    with ThreadPoolExecutor(4) as pool:
        codes = sorted(pool.map(lambda client: client.post("/v1/waivers", json=body).status_code, leads))
    assert codes == [201, 409, 409, 409]


def test_of_two_who_set_a_mode_at_once_one_is_told(any_api: Api) -> None:
    any_api.rubric(GATED)
    leads = [any_api.lead, *(any_api.client(f"lead-{i}", "lead") for i in range(3))]
    with ThreadPoolExecutor(4) as pool:
        codes = sorted(pool.map(lambda client: client.put(OF_RUBRIC, json=SHADOW).status_code, leads))
    assert codes[0] == 200
    assert set(codes[1:]) <= {412, 428}


def test_counts_are_right_when_much_arrives_at_once(any_api: Api) -> None:
    any_api.rubric(GATED)
    any_api.deliverable("test.gated", TBD)
    lead = any_api.lead

    def send(number: int) -> int:
        body = {"rubric": "test.gated", "title": f"Memo {number}", "content": {"text": TBD}}
        return lead.post("/v1/deliverables", json=body).status_code

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(send, range(12))) == {201}
    assert figures(any_api)["findings"] == 13
