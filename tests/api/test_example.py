"""The example that `serve --demo` loads: every figure of it can be asked for, and every page shown."""

from __future__ import annotations

from qa_service.example.load import load
from tests.factories import Api


def test_every_figure_of_the_example_is_answered(api: Api) -> None:
    load(api.world.store, api.world.tenant)
    rubrics = [row["id"] for row in api.lead.get("/v1/rubrics?limit=100").json["items"]]
    assert "legal.contract-review-memo" in rubrics
    measured = 0
    for rubric in rubrics:
        for path in (f"/v1/agreement?rubric={rubric}", f"/v1/agreement?rubric={rubric}&from=2000-01-01T00:00:00Z",
                     f"/v1/drift?rubric={rubric}", f"/v1/rubrics/{rubric}/diagnosis"):  # fmt: skip
            answer = api.lead.get(path)
            assert answer.status_code == 200, f"{path}: {answer.text[:300]}"
        found = api.lead.get(f"/v1/agreement?rubric={rubric}").json["criteria"].values()
        measured += any(figures["n_raters"] > 1 for figures in found)
    assert measured >= 2
    for person in api.lead.get("/v1/people").json["items"]:
        assert api.lead.get(f"/v1/reviewers/{person['handle']}/profile").status_code == 200


def test_reviewers_of_the_example_have_decided_what_its_checks_found(api: Api) -> None:
    load(api.world.store, api.world.tenant)
    figures = {row["name"]: row["figures"] for row in api.lead.get("/v1/checks?limit=100").json["items"]}
    decided = [row for row in figures.values() if row and row["confirmed"] + row["dismissed"]]
    assert len(decided) >= 8
    assert all(row["precision"]["value"] is not None for row in decided)
