"""Query parameters that a call does not know are refused on every call, with the nearest known name."""

from __future__ import annotations

import pytest

from tests.factories import Api, problem

TEXT = {"content": {"text": "All is well."}, "checks": [{"uses": "text.placeholders"}]}
RATINGS = {"ratings": [{"item": "a", "rater": "ann", "value": 1}, {"item": "a", "rater": "ben", "value": 1}]}


@pytest.mark.parametrize(
    "path",
    ["/v1/me", "/v1/checks", "/v1/checks/numbers.footing", "/v1/people", "/v1/rubrics", "/v1/rubric-drafts",
     "/v1/audit/verify", "/v1/deliverables", "/v1/jobs", "/v1/waivers", "/v1/rubric-schema"],
)  # fmt: skip
def test_a_call_refuses_a_query_parameter_that_it_does_not_know(api: Api, path: str) -> None:
    refused = problem(api.lead.get(f"{path}?stat=open"), 422, "invalid_request")
    assert [(each["pointer"], each["code"]) for each in refused["errors"]] == [("/stat", "unknown_field")]


def test_a_version_that_a_call_would_pass_over_is_refused(api: Api) -> None:
    refused = problem(api.lead.get("/v1/deliverables/dlv_x?version=2"), 422, "invalid_request")
    assert refused["errors"][0]["pointer"] == "/version"


@pytest.mark.parametrize("path", ["/v1/checks", "/v1/rubrics", "/v1/people"])
def test_a_list_that_comes_whole_is_read_by_a_loop_over_pages(api: Api, path: str) -> None:
    answer = api.lead.get(f"{path}?limit=100")
    assert answer.status_code == 200
    assert answer.json["next"] is None


def test_the_nearest_name_is_told(api: Api) -> None:
    refused = problem(api.lead.get("/v1/checks?limits=3"), 422, "invalid_request")
    assert refused["errors"][0]["suggestion"] == "limit"


@pytest.mark.parametrize(("path", "body"), [("/v1/check?fail_on=minor", TEXT), ("/v1/agreement?by=site", RATINGS)])
def test_a_post_whose_body_says_all_takes_no_query(api: Api, path: str, body: dict[str, object]) -> None:
    problem(api.lead.post(path, json=body), 422, "invalid_request")
    assert api.lead.post(path.partition("?")[0], json=body).status_code == 200


def test_without_a_key_the_query_is_not_judged(api: Api) -> None:
    problem(api.lead.get("/v1/me?stat=open", headers={"Authorization": "Bearer qak_none"}), 401, "unauthenticated")
