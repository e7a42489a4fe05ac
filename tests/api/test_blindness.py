"""Who may still score an item learns nothing of its other scores, and no reading that was not blind is ever counted."""

from __future__ import annotations

from typing import Any

from qa_service.config import Settings
from qa_service.gunicorn import _Server
from qa_service.services import ledger
from qa_service.storage.tables import LedgerPattern
from tests.factories import GOOD, POOR, Api, Client, World, ndjson, problem


def figures(api: Api, criterion: str = "reasoning") -> dict[str, Any]:
    """The live figures of a criterion, after the ledger was found right."""
    with api.world.store.read(api.world.tenant) as uow:
        assert set(ledger.differences(uow).values()) == {0}
    return dict(api.lead.get("/v1/agreement?rubric=test.memo&min_items=1").json["criteria"][criterion])


def withdraw(client: Client, review: str) -> None:
    """Take a review back."""
    assert client.post(f"/v1/reviews/{review}/withdraw", headers={"If-Match": "*"}).status_code == 200


def test_withdrawing_a_revision_takes_the_first_reading_along(any_api: Api) -> None:
    any_api.rubric()
    item = any_api.deliverable()["id"]
    first = any_api.review(item, "ann").json["id"]
    any_api.review(item, "ben", POOR)
    revised = any_api.review(item, "ann", POOR, revises=first)
    assert revised.json["blind"] is False
    assert figures(any_api)["raters"]["ann"]["levels"] == {"good": 1}
    withdraw(any_api.reviewer("ann"), revised.json["id"])
    assert list(figures(any_api)["raters"]) == ["ben"]
    again = any_api.review(item, "ann")
    assert again.json["blind"] is False
    assert list(figures(any_api)["raters"]) == ["ben"]


def test_looking_and_starting_over_is_not_blind(api: Api) -> None:
    api.rubric()
    item = api.deliverable()["id"]
    first = api.review(item, "ann").json["id"]
    other = api.review(item, "ben", POOR).json["id"]
    withdraw(api.reviewer("ann"), first)
    assert api.review(item, "ann").json["blind"] is False
    assert list(figures(api)["raters"]) == ["ben"]
    withdraw(api.reviewer("ben"), other)
    assert figures(api)["raters"] == {}


def test_what_was_seen_stays_seen_after_it_is_withdrawn(api: Api) -> None:
    api.rubric()
    item = api.deliverable()["id"]
    first = api.review(item, "ann").json["id"]
    withdraw(api.reviewer("ben"), api.review(item, "ben", POOR).json["id"])
    assert api.review(item, "ann", POOR, revises=first).json["blind"] is False


def test_the_standard_spoils_a_revision_and_its_writer(api: Api) -> None:
    api.rubric()
    item = api.deliverable(external_id="X-1")["id"]
    first = api.review(item, "ann").json["id"]
    api.reviewer("pat")
    standard = ndjson({"deliverable": "X-1", "reviewer": "pat", "kind": "reference", "answers": POOR})
    api.lead.post("/v1/reviews/import", data=standard, content_type="application/x-ndjson")
    assert api.review(item, "ann", POOR, revises=first).json["blind"] is False
    seen = api.reviewer("pat").get(f"/v1/deliverables/{item}").json["scores"]["reviews"]
    assert [r["reviewer"] for r in seen] == ["pat"]
    assert api.review(item, "pat").json["blind"] is False
    assert list(figures(api)["raters"]) == ["ann"]


def test_unfinished_work_is_its_writers_alone(api: Api) -> None:
    api.rubric()
    item = api.deliverable()["id"]
    draft = api.reviewer("ben").post(f"/v1/deliverables/{item}/reviews", json={"answers": POOR}).json["id"]
    api.review(item, "ann")
    for client in (api.reviewer("ann"), api.lead, api.client("pat", "submitter")):
        problem(client.get(f"/v1/reviews/{draft}"), 404, "review_not_found")
        assert draft not in client.get(f"/v1/deliverables/{item}/reviews").text
        assert draft not in client.get("/v1/reviews").text
        assert draft not in client.get("/v1/reviews?state=draft").text
    assert api.reviewer("ben").get(f"/v1/reviews/{draft}").status_code == 200


def test_decisions_on_findings_wait_for_the_own_review(api: Api) -> None:
    api.rubric()
    made = api.deliverable(text="Confidential TBD")
    finding, path = made["findings"][0]["id"], f"/v1/deliverables/{made['id']}"
    reason = "I score it good anyway"
    api.reviewer("ben").patch(
        f"/v1/findings/{finding}", json={"state": "dismissed", "reason": reason}, headers={"If-Match": "*"}
    )
    ann = api.reviewer("ann")
    for answer in (ann.get(path), ann.get(f"{path}/findings")):
        assert reason not in answer.text
        assert "dismissed" not in answer.text
    assert reason in api.reviewer("ben").get(path).text
    assert reason in api.lead.get(path).text
    api.review(made["id"], "ann")
    assert reason in ann.get(path).text


def test_a_lead_who_reviews_gets_no_figures(api: Api) -> None:
    api.rubric()
    item = api.deliverable()["id"]
    api.review(item, "ann")
    boss = api.client("boss", "lead", "reviewer")
    assert boss.get(f"/v1/deliverables/{item}/reviews").json["items"] == []
    problem(boss.get("/v1/agreement?rubric=test.memo"), 403, "would_unblind")
    problem(boss.post("/v1/reports", json={"rubric": "test.memo"}), 403, "would_unblind")
    problem(boss.get("/v1/reports"), 403, "would_unblind")


def test_nobody_scores_their_own_work(api: Api) -> None:
    api.rubric()
    item = api.deliverable(producer="ann")["id"]
    problem(api.review(item, "ann"), 403, "own_work")
    problem(api.reviewer("ann").post(f"/v1/deliverables/{item}/reviews", json={}), 403, "own_work")
    assert api.review(item, "ben").status_code == 201


def test_a_review_of_an_old_version_leaves_the_new_one_waiting(api: Api) -> None:
    api.rubric()
    item = api.deliverable(external_id="X-1")["id"]
    opened = api.reviewer("ann").post(f"/v1/deliverables/{item}/reviews", json={"answers": GOOD})
    api.deliverable(external_id="X-1", text="Confidential, rewritten", producer="quinn", site="Rome")
    ann, review = api.reviewer("ann"), opened.json["id"]
    done = ann.post(f"/v1/reviews/{review}/submit", headers={"If-Match": opened.headers["ETag"]})
    assert done.status_code == 200
    now = api.lead.get(f"/v1/deliverables/{item}").json
    assert (now["state"], now["routing"]["reviews_submitted"]) == ("awaiting_review", 0)
    assert (now["version"], now["producer"], now["site"]) == (2, "quinn", "Rome")
    withdraw(ann, review)
    assert api.lead.get(f"/v1/deliverables/{item}").json["state"] == "awaiting_review"


def test_a_revision_draft_goes_with_the_review_it_would_replace(api: Api) -> None:
    api.rubric()
    item = api.deliverable()["id"]
    ann = api.reviewer("ann")
    first = api.review(item, "ann").json["id"]
    draft = ann.post(f"/v1/deliverables/{item}/reviews", json={"revises": first}).json["id"]
    assert api.review(item, "ann", POOR, revises=first).status_code == 201
    assert ann.get(f"/v1/reviews/{draft}").json["state"] == "withdrawn"


def test_an_open_draft_is_not_overwritten_by_opening_it_again(api: Api) -> None:
    api.rubric()
    item = api.deliverable()["id"]
    ann, path = api.reviewer("ann"), f"/v1/deliverables/{item}/reviews"
    first = ann.post(path, json={"answers": GOOD})
    problem(ann.post(path, json={"answers": POOR}), 412, "precondition_failed")
    assert ann.get(f"/v1/reviews/{first.json['id']}").json["answers"]["reasoning"]["value"] == "good"


def test_many_values_of_one_item_fit_the_ledger(any_world: World) -> None:
    pattern = ledger.pattern_text(str(i / 7) for i in range(2000))
    with any_world.store.write(any_world.tenant) as uow:
        for _ in range(2):
            delta = ledger.Delta()
            delta.patterns["test.memo", 1, "eng_1", "leakage", pattern] += 1
            delta.write(uow)
    with any_world.store.read(any_world.tenant) as uow:
        row = uow.one(uow.select(LedgerPattern))
    assert row is not None
    assert (row.pattern, row.n) == (pattern, 2)


def test_no_connection_crosses_the_fork(sqlite_url: str) -> None:
    app = _Server(Settings(database_url=sqlite_url)).load()
    assert app.extensions["qa_store"].engine.pool.checkedin() == 0
