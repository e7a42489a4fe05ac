"""What pages must not tell somebody who may still score."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa


def test_the_lists_do_not_tell_what_colleagues_have_finished(api: Any, visit: Any) -> None:
    api.rubric()
    item, other = api.deliverable()["id"], api.deliverable()["id"]
    for handle in ("ben", "cleo"):
        assert api.review(item, handle).status_code == 201
    ana = visit("ana")
    for path in ("/", "/deliverables?mine=to_score"):
        page = ana.go(path).text
        assert item in page, path
        assert other in page, path
        assert "Reviewed" not in page, path


def test_the_state_of_the_newest_version_is_not_on_an_older_page(api: Any, visit: Any) -> None:
    api.rubric()
    item = api.deliverable(external_id="M1")["id"]
    assert api.review(item, "ana").status_code == 201
    ana = visit("ana")
    assert ">In review<" in ana.go(f"/deliverables/{item}").text
    api.deliverable(external_id="M1", text="Confidential\n\nRewritten.")
    for handle in ("ben", "cleo"):
        assert api.review(item, handle).status_code == 201
    old = ana.go(f"/deliverables/{item}?version=1").text
    assert "My review" in old
    for state in (">Reviewed<", ">In review<", ">Awaiting review<"):
        assert state not in old


def test_a_lead_who_reviews_sees_no_figures(api: Any, visit: Any) -> None:
    api.rubric()
    item = api.deliverable(title="The only memo")["id"]
    assert api.review(item, "ben").status_code == 201
    both = visit("lena", "lead", "reviewer")
    page = both.go("/")
    assert page.status_code == 200
    assert "they would tell what colleagues scored" in page.text
    assert "The only memo" in page.text
    for secret in ("Agreement per criterion", "Passed", "In review", "Reviews submitted"):
        assert secret not in page.text
    assert "Agreement per criterion" in visit("luis", "lead").go("/").text


def test_what_colleagues_decided_on_findings_is_open_until_scored(api: Any, visit: Any) -> None:
    api.rubric()
    item = api.deliverable(text="Confidential\n\nThe [insert name] memo.")["id"]
    page = visit("lead", "lead", "admin").go(f"/deliverables/{item}").text
    path = page.partition(f'action="/deliverables/{item}/findings/')[2].partition('"')[0]
    lead = visit("lead")
    lead.send(
        f"/deliverables/{item}/findings/{path}",
        {"state": "dismissed", "reason": "Meant so.", "version": "1", "etag": '"1"'},
    )
    assert "Meant so." in lead.go(f"/deliverables/{item}").text
    assert "Meant so." not in visit("ana").go(f"/deliverables/{item}").text


@pytest.mark.parametrize("number", ["0", "-1", "2", "99999999999999999999999"])
def test_a_version_that_does_not_exist_is_not_found(api: Any, visit: Any, number: str) -> None:
    api.rubric()
    item = api.deliverable()["id"]
    assert visit("ana").go(f"/deliverables/{item}?version={number}").status_code == 404


@pytest.mark.parametrize("to", ["9999-12-31", "2026-02-30", "tomorrow", "0000-01-01"])
def test_a_period_that_cannot_be_is_refused(api: Any, visit: Any, to: str) -> None:
    api.rubric()
    answer = visit("lena", "lead").send("/reports", {"rubric": "test.memo", "to": to})
    assert answer.status_code == 422
    assert "The period is not valid" in answer.text


@pytest.mark.parametrize("handle", ["ana", "lena"])
def test_deeply_nested_facts_are_shown_down_to_a_depth(api: Any, visit: Any, handle: str) -> None:
    api.rubric()
    item = api.deliverable()["id"]
    # More than the API takes nowadays: what was handed in earlier has to be shown as well.
    facts = '{"case": {"producer": "Paula", "top": ' + '{"inner": ' * 900 + '"bottom"' + "}" * 902
    with api.world.store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE deliverable_versions SET facts = :facts"), {"facts": facts})
    page = visit(handle, "reviewer" if handle == "ana" else "lead").go(f"/deliverables/{item}")
    assert page.status_code == 200
    assert "inner" in page.text
    assert "bottom" not in page.text
    assert ("Paula" in page.text) is (handle == "lena")


def test_a_fault_of_ours_is_a_page_for_people_and_recorded(
    api: Any, visit: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    api.rubric()
    item = api.deliverable()["id"]
    ana = visit("ana")
    with api.world.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE deliverable_versions SET checked = '[]'")
    answer = ana.go(f"/deliverables/{item}", headers={"X-Request-Id": "seen-4711", "Accept": "text/html"})
    assert answer.status_code == 500
    assert answer.content_type.startswith("text/html")
    assert "Something went wrong here" in answer.text
    assert "seen-4711" in answer.text
    assert "seen-4711" in capsys.readouterr().err
    asked = ana.go(f"/deliverables/{item}", headers={"Accept": "application/json"})
    assert (asked.status_code, asked.json["code"]) == (500, "internal")
