"""The review form knows what it was filled in for, and never leaves anybody without a way on."""

from __future__ import annotations

from typing import Any

import pytest

from qa_service.web.forms import Entry
from tests.factories import MEMO

ANSWERS = {"answer.reasoning": "level:good", "answer.sources": "level:fair", "answer.marking": "level:met"}


@pytest.fixture
def item(api: Any) -> str:
    api.rubric()
    return str(api.deliverable(external_id="M1")["id"])


def newer(api: Any) -> None:
    api.deliverable(external_id="M1", text="Confidential\n\nThe memo, rewritten.")


def reviews_of(api: Any, handle: str) -> list[dict[str, Any]]:
    return list(api.reviewer(handle).get("/v1/reviews?mine=true").json["items"])


def test_a_review_of_a_version_that_was_replaced_is_refused_and_stays_on_screen(
    api: Any, visit: Any, item: str
) -> None:
    ana = visit("ana")
    page = ana.go(f"/deliverables/{item}").text
    newer(api)
    fields = {**ANSWERS, "rationale.reasoning": "Argued well.", "action": "submit"}
    refused = ana.send(f"/deliverables/{item}/review", fields, page)
    assert refused.status_code == 409
    assert "A newer version arrived" in refused.text
    assert f'href="/deliverables/{item}"' in refused.text
    assert "Argued well." in refused.text
    assert 'value="level:good" checked' in refused.text
    assert reviews_of(api, "ana") == []
    again = ana.send(
        f"/deliverables/{item}/review", ANSWERS | {"action": "submit"}, ana.go(f"/deliverables/{item}").text
    )
    assert again.headers["Location"].endswith("?done=1")
    assert len(reviews_of(api, "ana")) == 1
    assert "My review" in ana.go(f"/deliverables/{item}").text
    assert "My review" not in ana.go(f"/deliverables/{item}?version=1").text


def test_a_draft_is_not_carried_over_to_a_newer_version_unasked(api: Any, visit: Any, item: str) -> None:
    ana = visit("ana")
    page = ana.go(f"/deliverables/{item}").text
    assert ana.send(f"/deliverables/{item}/draft", ANSWERS, page, "PUT").status_code == 200
    newer(api)
    refused = ana.send(f"/deliverables/{item}/draft", ANSWERS, page, "PUT")
    assert (refused.status_code, refused.json["code"]) == (409, "version_superseded")


def test_a_form_names_a_version_of_its_own_deliverable_only(api: Any, visit: Any, item: str) -> None:
    other = api.deliverable()["id"]
    ana = visit("ana")
    page = ana.go(f"/deliverables/{other}").text
    assert ana.send(f"/deliverables/{item}/review", ANSWERS, page).status_code == 404


def test_a_revision_whose_review_was_withdrawn_does_not_block_a_new_one(api: Any, visit: Any, item: str) -> None:
    ana = visit("ana")
    submit = {**ANSWERS, "action": "submit"}
    ana.send(f"/deliverables/{item}/review", submit, ana.go(f"/deliverables/{item}").text)
    ana.send(f"/deliverables/{item}/revision", {}, ana.go(f"/deliverables/{item}").text)
    revision = ana.go(f"/deliverables/{item}?edit=1").text
    review = next(r for r in reviews_of(api, "ana") if r["state"] == "submitted")
    current = api.reviewer("ana").get(f"/v1/reviews/{review['id']}")
    tag = {"If-Match": current.headers["ETag"]}
    withdrawn = api.reviewer("ana").post(f"/v1/reviews/{review['id']}/withdraw", headers=tag)
    assert withdrawn.status_code in (200, 201), withdrawn.text
    refused = ana.send(f"/deliverables/{item}/review", submit, revision)
    assert refused.status_code == 422
    fresh = ana.go(f"/deliverables/{item}").text
    assert '<form id="sheet"' in fresh
    again = ana.send(f"/deliverables/{item}/review", submit, refused.text)
    assert again.headers["Location"].endswith("?done=1")


@pytest.mark.parametrize(
    ("blind", "shown"), [("", False), ("{ producer: true }", False), ("{ producer: false }", True)]
)
def test_the_producer_is_hidden_unless_the_rubric_of_the_version_says_otherwise(
    api: Any, visit: Any, blind: str, shown: bool
) -> None:
    line = "  blind: { producer: true, other_reviewers: true, model: until_submitted }\n"
    api.rubric(MEMO.replace(line, f"  blind: {blind}\n" if blind else ""))
    item = api.deliverable(producer="Paula Producer")["id"]
    opposite = "{ producer: true }" if shown else "{ producer: false }"
    api.rubric(MEMO.replace(line, f"  blind: {opposite}\n").replace("version: 1.0.0", "version: 1.1.0"))
    ana = visit("ana")
    for path in ("/deliverables", f"/deliverables/{item}"):
        assert ("Paula Producer" in ana.go(path).text) is shown, path


def test_nobody_is_asked_to_score_their_own_work(api: Any, visit: Any) -> None:
    api.rubric()
    item = api.deliverable(producer="ana")["id"]
    ana = visit("ana")
    assert "somebody else scores it" in ana.go(f"/deliverables/{item}").text
    assert '<form id="sheet"' not in ana.go(f"/deliverables/{item}").text
    assert item not in ana.go("/").text
    assert item not in ana.go("/deliverables?mine=to_score").text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("12", 12), ("1,5", 1.5), (".5", 0.5), ("1e2", 100), ("-3", -3), ("1_0", "1_0"), ("١", "١"), ("nan", "nan"),
     ("1e999", "1e999"), ("12 a", "12 a")],
)  # fmt: skip
def test_a_number_is_what_people_write_as_one(typed: str, meant: object) -> None:
    assert Entry("value", typed).raw()["value"] == meant
