"""import: reviews and deliverables from files into the store, with no server."""

from __future__ import annotations

import json

import pytest

from qa_service.cli.console import chunks
from qa_service.services import access, agreement, check_modes, rubrics
from qa_service.services.agreement import Filters
from qa_service.storage.queries import access as people_queries
from qa_service.storage.queries import deliverables as deliverable_queries
from tests.unit.cli.conftest import RUBRIC

DELIVERABLE = {"external_id": "n1", "title": "First", "content": {"text": "All is well."}}
REVIEW = {"deliverable": "n1", "reviewer": "ana", "answers": {"clarity": "good", "depth": "fair"}}


def ndjson(*lines):
    return "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)


def figures(store, tenant, rubric):
    with store.read(tenant) as uow:
        admin = next(p for p in people_queries.people(uow) if "admin" in p.roles)
        return agreement.figures(uow, access.actor_by_id(uow, admin.id), Filters(rubric))["criteria"]


def test_csv_with_its_items_gives_live_figures(run, write, store, tenant, published, ratings):
    result = run("import", write("r.csv", ratings), "--create-items", "--rubric", published)
    assert result.exit_code == 0
    assert result.stdout == "made 25 deliverables\nimported 50 reviews, refused 0\n"
    clarity = figures(store, tenant, published)["clarity"]
    assert (clarity["n_items"], clarity["n_raters"], clarity["n_ratings"]) == (25, 2, 50)
    assert clarity["coefficients"]["percent_exact"]["value"] == pytest.approx(0.8)
    assert run("ledger", "verify").exit_code == 0
    assert run("audit", "verify").exit_code == 0


def test_a_second_import_of_the_same_is_refused_line_by_line(run, write, store, published, ratings):
    path = write("r.csv", ratings)
    run("import", path, "--create-items", "--rubric", published)
    again = run("import", path, "--create-items", "--rubric", published)
    assert again.exit_code == 1
    assert again.stdout == "imported nothing, refused 50\n"
    lines = again.stderr.splitlines()
    assert len(lines) == 50
    assert lines[0].startswith("r.csv:2: ana has a review of 'n0' already")
    assert all("review_exists]" in line for line in lines)


def test_a_csv_without_its_deliverables_names_each_line(run, write, store, published, ratings):
    result = run("import", write("r.csv", ratings))
    assert result.exit_code == 1
    assert "r.csv:2: There is no deliverable 'n0'. [deliverable_not_found]" in result.stderr


def test_csv_that_cannot_be_read_imports_nothing(run, write, store):
    result = run("import", write("r.csv", "item,rater,criterion,valu\nn1,ana,clarity,good\n"))
    assert result.exit_code == 2
    assert result.stderr.splitlines()[0].startswith("error: r.csv:1:1: The column 'value' is missing.")


def test_text_that_is_no_csv_is_refused_without_a_traceback(run, write, store):
    result = run("import", write("r.csv", "item,rater,criterion,value\nn1,ana,clarity," + "x" * 200_000 + "\n"))
    assert result.exit_code == 2
    assert result.stderr.startswith("error: r.csv:2:1: The text is not CSV: field larger than")


def test_ndjson_of_deliverables_and_reviews_in_one_file(run, write, store, tenant, published):
    text = ndjson(DELIVERABLE, REVIEW, {**REVIEW, "reviewer": "ben", "submitted_at": "2026-03-01T09:30:00Z"})
    result = run("import", write("all.ndjson", text), "--rubric", published, "--engagement", "acme")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "imported 2 reviews and 1 deliverable, refused 0\n"
    assert figures(store, tenant, published)["clarity"]["n_ratings"] == 2


def test_bad_lines_lose_none_of_the_good_ones(run, write, store, published):
    bad_level = {**REVIEW, "reviewer": "ben", "answers": {"clarity": "god"}}
    text = ndjson(
        DELIVERABLE, "{nonsense", REVIEW, bad_level, {**REVIEW, "reviewr": "x"}, {**REVIEW, "deliverable": "n2"}
    )
    result = run("import", write("all.ndjson", text), "--rubric", published)
    assert result.exit_code == 1
    assert result.stdout == "imported 1 review and 1 deliverable, refused 4\n"
    refused = [line for line in result.stderr.splitlines() if line.startswith("all.ndjson:")]
    assert [line.split(":")[1] for line in refused] == ["2", "4", "5", "6"]
    assert refused[0].startswith("all.ndjson:2: Line 2, column 2: ")
    assert "/answers/clarity/value, invalid_answers]" in refused[1]
    assert "allowed: " in result.stderr or "Allowed: " in result.stderr


def test_deliverables_of_unknown_rubrics_are_refused_with_the_known_ones(run, write, store, published):
    text = ndjson({**DELIVERABLE, "rubric": "none"}, DELIVERABLE)
    result = run("import", write("d.ndjson", text))
    assert result.exit_code == 1
    assert result.stdout == "imported nothing, refused 2\n"
    assert f"allowed: {published}" in result.stderr
    assert "d.ndjson:2: This field is required. [/rubric, invalid_request]" in result.stderr


def test_create_items_needs_a_known_rubric(run, write, store, published, ratings):
    path = write("r.csv", ratings)
    assert run("import", path, "--create-items").exit_code == 2
    unknown = run("import", path, "--create-items", "--rubric", "none")
    assert unknown.exit_code == 2
    assert f"allowed: {published}" in unknown.stderr


def test_the_import_is_done_by_the_oldest_admin(run, write, store, tenant, published):
    run("people", "add", "zoe", "--role", "admin")
    run("people", "add", "abe", "--role", "admin")
    run("import", write("all.ndjson", ndjson(DELIVERABLE)), "--rubric", published)
    with store.read(tenant) as uow:
        handles = {person.handle for person in people_queries.people(uow)}
    assert handles == {"zoe", "abe"}


def test_what_a_check_in_shadow_finds_counts_for_nothing_in_imported_work_either(run, write, store, tenant, published):
    follows = RUBRIC.replace(
        "severity: major }\n",
        "severity: major }\n"
        "  - { id: none_left, uses: facts.expression, with: { expr: checks.left_over.hits == 0 }, on_fail: finding }\n",
    ).replace("version: 1.0.0", "version: 2.0.0")
    run("people", "add", "zoe", "--role", "admin")
    with store.write(tenant) as uow:
        (admin,) = people_queries.people(uow)
        rubrics.publish(uow, None, follows)
        check_modes.put(uow, access.actor_by_id(uow, admin.id), published, "left_over", "shadow", "On trial.", None)
    line = {**DELIVERABLE, "content": {"text": "The date is [TBD]."}}
    assert run("import", write("all.ndjson", ndjson(line)), "--rubric", published).exit_code == 0
    with store.read(tenant) as uow:
        (deliverable,) = deliverable_queries.page(uow, 5, None)
        version = deliverable_queries.version(uow, deliverable.id)
        assert version is not None
        assert [row.check for row in deliverable_queries.findings(uow, version.id)] == ["left_over"]


def test_chunks_cover_everything_in_order():
    assert [list(part) for part in chunks([1, 2, 3, 4, 5], 2)] == [[1, 2], [3, 4], [5]]
    assert list(chunks([], 2)) == []
