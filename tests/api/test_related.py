"""Checks that compare with stored work: earlier work, others of the case, earlier versions of the same."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from qa_service.services import submissions
from qa_service.services.submissions import Submission
from qa_service.storage.tables import DuplicateBand
from tests.factories import MEMO, Api, World, ndjson

RUBRIC = MEMO.replace(
    "  - { id: placeholders,",
    "  - { id: conflicts, uses: case.conflicts, on_fail: finding }\n"
    "  - { id: copied, uses: case.near_duplicate, with: { min_words: 40 }, on_fail: finding }\n"
    "  - { id: back, uses: case.regression, on_fail: finding }\n"
    "  - { id: placeholders,",
)
EVERYWHERE = RUBRIC.replace("min_words: 40", "min_words: 40, scope: organisation")
MEMO_TEXT = """\
Confidential

Date of loss: {day}
Claimant: Ann Lee

The insured reported a burst pipe in the upper bathroom on the morning after the frost. The plumber found that the joint
behind the panel had failed where it met the riser, and that water had run for at least nine hours before the stopcock
was closed. The ceiling of the room below came down, and with it the plaster of the north wall and most of the floor.
We recommend that cover is confirmed, that the contractor is paid on invoice, and that the excess is taken off first.
"""
OTHER_TEXT = """\
Confidential

The lease runs from midsummer for ten years with a break at the fifth. Rent is reviewed upwards only, by reference to an
open market letting of the whole. The landlord keeps the roof and the main walls in repair and recovers the cost through
the service charge, and the tenant keeps the inside. Nothing in the draft says who insures the plate glass, which
the broker should settle before anything is signed. The guarantor's covenant ends with the first lawful assignment.
"""


def findings(body: dict[str, Any], check: str) -> list[dict[str, Any]]:
    return [f for f in body["findings"] if f["check"] == check]


def test_work_handed_in_twice_is_found_with_the_earlier_one_named(any_api: Api) -> None:
    any_api.rubric(RUBRIC)
    first = any_api.deliverable(text=MEMO_TEXT.format(day="3 May 2024"), producer="Zelda Quill", title="By Zelda Quill")
    assert findings(first, "copied") == []
    other = any_api.deliverable(text=OTHER_TEXT)
    assert findings(other, "copied") == []
    again = any_api.deliverable(text=MEMO_TEXT.format(day="3 May 2024").replace("nine", "ten"), producer="Ben")
    found = findings(again, "copied")
    assert [f["evidence"]["deliverable"] for f in found] == [first["id"]]
    assert float(found[0]["evidence"]["jaccard"]) > 0.85
    assert "zelda" not in json.dumps(again).casefold()
    read = any_api.reviewer("ann").get(f"/v1/deliverables/{again['id']}")
    assert "zelda" not in read.text.casefold()


def test_a_new_version_is_no_duplicate_of_its_own(any_api: Api) -> None:
    any_api.rubric(RUBRIC)
    for number in range(12):
        body = any_api.deliverable(text=MEMO_TEXT.format(day="3 May 2024") + f"Round {number}.", external_id="M-1")
        assert findings(body, "copied") == []
    assert body["version"] == 12
    copy = any_api.deliverable(text=MEMO_TEXT.format(day="3 May 2024"), external_id="M-2")
    assert [f["evidence"]["version"] for f in findings(copy, "copied")] == [12]


def test_a_copy_is_found_among_many_that_fill_in_the_same_form(any_api: Api) -> None:
    any_api.rubric(RUBRIC)
    form = MEMO_TEXT.format(day="3 May 2024")
    own = [" ".join(f"w{number}x{word}" for word in range(160)) for number in range(14)]
    ids = [any_api.deliverable(text=f"{form}\n{text}")["id"] for text in own]
    copy = any_api.deliverable(text=f"{form}\n{own[2]} And done.")
    assert [f["evidence"]["deliverable"] for f in findings(copy, "copied")] == [ids[2]]


def test_another_engagement_is_compared_only_on_request_and_never_named(any_api: Api) -> None:
    any_api.rubric(RUBRIC)
    first = any_api.deliverable(text=MEMO_TEXT.format(day="3 May 2024"), engagement="north")
    assert findings(any_api.deliverable(text=MEMO_TEXT.format(day="3 May 2024"), engagement="south"), "copied") == []
    any_api.rubric(EVERYWHERE.replace("version: 1.0.0", "version: 1.1.0"))
    found = findings(any_api.deliverable(text=MEMO_TEXT.format(day="3 May 2024"), engagement="west"), "copied")
    assert {f["message"] for f in found} == {"The text is nearly the same as a deliverable of another engagement."}
    assert first["id"] not in json.dumps(found)
    assert all("deliverable" not in f["evidence"] for f in found)


def test_deliverables_of_one_case_are_held_against_each_other(any_api: Api) -> None:
    any_api.rubric(RUBRIC)
    case = {"external_id": "C-1"}
    first = any_api.deliverable(text=MEMO_TEXT.format(day="3 May 2024"), case=case)
    same = any_api.deliverable(text="Confidential\n\nLoss date: 2024-05-03\n", case=case)
    assert findings(same, "conflicts") == []
    other = any_api.deliverable(text="Confidential\n\nDate of loss: 4 May 2024\n", case=case)
    found = findings(other, "conflicts")
    assert [f["quote"] for f in found] == ["4 May 2024"]
    assert {o["deliverable"] for o in found[0]["evidence"]["others"]} == {first["id"], same["id"]}
    elsewhere = any_api.deliverable(text="Confidential\n\nDate of loss: 9 May 2024\n", case={"external_id": "C-2"})
    assert findings(elsewhere, "conflicts") == []


def test_submitted_facts_of_a_case_are_compared_too(any_api: Api) -> None:
    any_api.rubric(RUBRIC)
    any_api.deliverable(case={"external_id": "C-1", "date_of_loss": "2024-05-03", "reserve": 5000})
    body = any_api.deliverable(
        text="Confidential. Two.", case={"external_id": "C-1", "date_of_loss": "2024-05-13", "reserve": 900}
    )
    assert [f["message"].split(" in ")[0] for f in findings(body, "conflicts")] == [
        "case.date_of_loss is 2024-05-13 here and 2024-05-03"
    ]


@pytest.mark.parametrize("middle", ["Confidential. The fee is agreed.", "Confidential. The fee is 300 a month."])
def test_a_finding_that_was_gone_and_is_back_is_told(any_api: Api, middle: str) -> None:
    any_api.rubric(RUBRIC)
    texts = ("Confidential. The fee is TBD.", middle, "Confidential. The fee is TBD.")
    bodies = [any_api.deliverable(text=text, external_id="M-1") for text in texts]
    assert [len(findings(body, "back")) for body in bodies] == [0, 0, 1]
    found = findings(bodies[2], "back")[0]
    assert (found["quote"], found["evidence"]["seen_in"], found["evidence"]["gone_in"]) == ("TBD", [1], [2])
    assert found["evidence"]["fingerprint"] in {f["fingerprint"] for f in findings(bodies[2], "placeholders")}


def test_a_finding_that_never_went_is_no_regression(any_api: Api) -> None:
    any_api.rubric(RUBRIC)
    texts = ("Confidential. The fee is TBD.", "Confidential. The monthly fee stays TBD for now.")
    for text in (*texts, texts[0]):
        assert findings(any_api.deliverable(text=text, external_id="M-1"), "back") == []


def test_what_was_decided_does_not_show_in_a_regression(any_api: Api) -> None:
    any_api.rubric(RUBRIC)
    first = any_api.deliverable(text="Confidential. The fee is TBD.", external_id="M-1")
    name = findings(first, "placeholders")[0]["id"]
    answer = any_api.lead.patch(
        f"/v1/findings/{name}", json={"state": "dismissed", "reason": "a house term"}, headers={"If-Match": "*"}
    )
    assert answer.status_code == 200
    any_api.deliverable(text="Confidential. The fee is 300.", external_id="M-1")
    third = any_api.deliverable(text="Confidential. The fee is TBD.", external_id="M-1")
    assert len(findings(third, "back")) == 1
    assert "house term" not in json.dumps(third)
    assert "dismissed" not in json.dumps(findings(third, "back"))


def test_lines_of_one_bulk_call_see_each_other(any_api: Api) -> None:
    any_api.rubric(RUBRIC)
    texts = [MEMO_TEXT.format(day=day) for day in ("3 May 2024", "3 May 2024", "4 May 2024")]
    lines = [
        {"rubric": "test.memo", "title": f"Memo {n}", "content": {"text": text}, "case": {"external_id": "C-9"}}
        for n, text in enumerate(texts)
    ]
    versions = [
        {"rubric": "test.memo", "external_id": "V", "content": {"text": f"Confidential. The fee is {fee}."}}
        for fee in ("TBD", "300", "TBD")
    ]
    answer = any_api.lead.post(
        "/v1/deliverables/bulk", data=ndjson(*lines, *versions), content_type="application/x-ndjson"
    )
    bodies = [json.loads(line)["deliverable"] for line in answer.text.splitlines()]
    assert [len(findings(body, "copied")) for body in bodies] == [0, 1, 2, 0, 0, 0]
    assert [len(findings(body, "conflicts")) for body in bodies] == [0, 0, 1, 0, 0, 0]
    assert [len(findings(body, "back")) for body in bodies] == [0, 0, 0, 0, 0, 1]
    assert bodies[1]["findings"][0]["evidence"].get("deliverable") in {bodies[0]["id"], None}


def test_copies_that_arrive_at_once_do_not_miss_each_other(any_api: Api) -> None:
    any_api.rubric(RUBRIC)
    any_api.deliverable(text=OTHER_TEXT)
    lead = any_api.lead

    def send(number: int) -> dict[str, Any]:
        text = MEMO_TEXT.format(day="3 May 2024") + f"Copy {number}."
        body = {"rubric": "test.memo", "title": f"Copy {number}", "content": {"text": text}}
        return dict(lead.post("/v1/deliverables", json=body).json)

    with ThreadPoolExecutor(4) as pool:
        bodies = list(pool.map(send, range(6)))
    assert sorted(len(findings(body, "copied")) for body in bodies) == [0, 1, 2, 3, 4, 5]


def test_work_checked_before_somebody_else_was_faster_is_checked_again(any_world: World) -> None:
    published = any_world.publish(RUBRIC)
    sam = any_world.person("sam", "submitter")
    text = MEMO_TEXT.format(day="3 May 2024")
    store, tenant = any_world.store, any_world.tenant
    slow = submissions.check_beside(store, tenant, published, Submission("Slow", text))
    for checked in (submissions.check_beside(store, tenant, published, Submission("Fast", text)), slow):
        with store.write(tenant) as uow:
            received = submissions.submit(uow, sam, [checked])[0]
    assert [f.check for f in slow.result.findings] == []
    assert "copied" in [f.check for f in received.checked.result.findings]


def test_nothing_is_kept_for_rubrics_that_look_for_no_duplicates(any_world: World) -> None:
    published = any_world.publish(MEMO)
    checked = submissions.check(published, Submission("Memo", OTHER_TEXT))
    sam = any_world.person("sam", "submitter")
    with any_world.store.write(any_world.tenant) as uow:
        submissions.submit(uow, sam, [checked])
        assert uow.all(uow.select(DuplicateBand, sa.func.count()))[0][0] == 0


def test_without_a_store_the_checks_say_why_they_did_not_run(any_api: Api) -> None:
    names = ("case.conflicts", "case.near_duplicate", "case.regression")
    body = {"content": {"text": OTHER_TEXT}, "checks": [{"uses": name} for name in names]}
    answer = any_api.lead.post("/v1/check", json=body).json
    assert answer["findings"] == []
    assert len(set(answer["checks"]["skipped"].values())) == 1
    assert all("stored" in reason for reason in answer["checks"]["skipped"].values())
