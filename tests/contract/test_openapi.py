"""The OpenAPI document and the API say the same: every route, every refusal, every answer."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012
from werkzeug.test import TestResponse

from qa_service.app import create_app
from qa_service.config import Settings
from qa_service.storage.engine import Store
from tests.factories import GOOD, MEMO, POOR, Api, problem

API = Path(__file__).resolve().parents[2] / "qa_service" / "api"
METHODS = ("get", "put", "post", "delete", "patch")
PROBLEM = "application/problem+json"
Operation = tuple[str, str]


@pytest.fixture(scope="module")
def app(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on an empty store that these tests only read."""
    path = tmp_path_factory.mktemp("contract") / "qa.sqlite3"
    path.write_bytes(migrated_sqlite.read_bytes())
    store = Store(f"sqlite:///{path}")
    yield create_app(Settings(data_dir=path.parent), store)
    store.close()


@pytest.fixture(scope="module")
def document(app: Flask) -> dict[str, Any]:
    answer = app.test_client().get("/v1/openapi.json")
    assert answer.status_code == 200
    return dict(answer.get_json())


def operations(document: dict[str, Any]) -> dict[Operation, dict[str, Any]]:
    return {(m.upper(), path): item[m] for path, item in document["paths"].items() for m in METHODS if m in item}


def routes(app: Flask) -> set[Operation]:
    """Every method and path under /v1, in the notation of the document; the document itself is not in it."""
    found = set()
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/v1/") and rule.rule != "/v1/openapi.json":
            path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
            found |= {(method, path) for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
    return found


def filled(path: str) -> str:
    return re.sub(r"\{\w+\}", "nothing", path)


def resolved(document: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in item:
        found: Any = document
        for part in item["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        item = found
    return item


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for item in value.values():
            yield from references(item)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def validate(document: dict[str, Any], schema: dict[str, Any], value: object) -> list[str]:
    """What a value breaks of a schema of the document."""
    registry: Registry[Any] = Registry().with_resource("urn:api", DRAFT202012.create_resource(document))
    return [e.message for e in Draft202012Validator(_absolute(schema), registry=registry).iter_errors(value)]


def _absolute(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {k: f"urn:api{v}" if k == "$ref" else _absolute(v) for k, v in schema.items()}
    return [_absolute(item) for item in schema] if isinstance(schema, list) else schema


def test_the_document_has_the_parts_of_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    assert {"title", "version"} <= set(document["info"])
    assert all(path.startswith("/") for path in document["paths"])
    assert set(document["components"]) <= {"schemas", "responses", "parameters", "headers", "securitySchemes"}
    names = [name for part in document["components"].values() for name in part]
    assert [name for name in names if not re.fullmatch(r"[A-Za-z0-9._-]+", name)] == []
    assert [list(wanted) for wanted in document["security"]] == [["key"]]
    assert "key" in document["components"]["securitySchemes"]
    assert {tag for op in operations(document).values() for tag in op["tags"]} == {t["name"] for t in document["tags"]}


def test_every_schema_of_the_document_is_json_schema(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    assert {"ProblemDocument", "NewDeliverable", "ReviewShape"} <= set(schemas)


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    found = set(references(document))
    assert found
    assert all(resolved(document, {"$ref": reference}) for reference in found)


def test_the_document_and_the_routes_are_the_same(app: Flask, document: dict[str, Any]) -> None:
    assert set(operations(document)) == routes(app)


def test_every_operation_is_described_and_its_parameters_are_complete(document: dict[str, Any]) -> None:
    for (_, path), op in operations(document).items():
        assert op["summary"], path
        given = [*document["paths"][path].get("parameters", []), *op.get("parameters", [])]
        in_path = {p["name"] for p in given if p["in"] == "path"}
        assert in_path == set(re.findall(r"\{(\w+)\}", path))
        assert all(p["required"] for p in given if p["in"] == "path")
        assert len({(p["in"], p["name"]) for p in given}) == len(given)
        for parameter in given:
            Draft202012Validator.check_schema(parameter["schema"])


def test_every_operation_documents_its_refusals_and_a_success(document: dict[str, Any]) -> None:
    for name, op in operations(document).items():
        answers = {status: resolved(document, answer) for status, answer in op["responses"].items()}
        assert "default" in answers, name
        assert any(status.startswith("2") for status in answers), name
        for status, answer in answers.items():
            assert answer["description"], name
            if not status.startswith("2"):
                assert list(answer["content"]) == [PROBLEM], (name, status)
                assert answer["content"][PROBLEM]["schema"] == {"$ref": "#/components/schemas/ProblemDocument"}


def test_every_body_is_documented(document: dict[str, Any]) -> None:
    changing = {path: op for (method, path), op in operations(document).items() if method != "GET"}
    bodiless = {path for path, op in changing.items() if "requestBody" not in op}
    actions = ("/v1/reviews/{identifier}/submit", "/v1/reviews/{identifier}/withdraw", "/v1/api-keys/{identifier}")
    actions += ("/v1/jobs/{identifier}/cancel", "/v1/waivers/{identifier}")
    assert bodiless == {*actions, "/v1/rubrics/{identifier}/draft"}, "of a draft it is DELETE, its PUT has a body"


def test_the_headers_of_safe_change_are_documented(document: dict[str, Any]) -> None:
    def having(header: str) -> set[Operation]:
        ops = operations(document).items()
        return {name for name, op in ops if any(p["name"] == header for p in op.get("parameters", []))}

    review, rubric = "/v1/reviews/{identifier}", "/v1/rubrics/{identifier}"
    matched = {("PUT", f"{rubric}/draft"), ("DELETE", f"{rubric}/draft"), ("POST", f"{rubric}/publish")}
    reviewed = {("PUT", review), ("POST", f"{review}/submit"), ("POST", f"{review}/withdraw")}
    modes = {("PUT", "/v1/checks/{name}/mode"), ("PUT", f"{rubric}/checks/{{check}}/mode")}
    assert having("If-Match") == matched | reviewed | modes | {("PATCH", "/v1/findings/{identifier}")}
    created = {"/v1/deliverables", "/v1/deliverables/{identifier}/reviews", "/v1/rubrics", "/v1/people", "/v1/reports"}
    created |= {"/v1/deliverables/bulk", "/v1/reviews/import", f"{rubric}/publish", "/v1/agreement", "/v1/waivers"}
    created |= {f"{rubric}/versions/{{version}}/{verb}" for verb in ("retire", "reinstate")}
    assert {path for _, path in having("Idempotency-Key")} == created | {f"{review}/submit", f"{review}/withdraw"}


def test_no_decorator_is_given_a_schema_class() -> None:
    """A class would be built anew for every request, which doubles its cost."""
    takes = {"blp.arguments", "blp.response", "fields.Nested"}
    calls, classes = 0, []
    for path in sorted(API.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in takes:
                calls += 1
                given = [*node.args, *(keyword.value for keyword in node.keywords)]
                names = [ast.unparse(a).split(".")[-1] for a in given if isinstance(a, ast.Name | ast.Attribute)]
                classes += [f"{path.name}:{node.lineno} {name}" for name in names if name.lstrip("_")[0].isupper()]
    assert calls > 40
    assert classes == []


def test_without_a_key_every_route_says_so(app: Flask, document: dict[str, Any]) -> None:
    client = app.test_client()
    for method, path in sorted(routes(app) - {("GET", "/v1/rubric-schema")}):
        answer = client.open(filled(path), method=method, json={} if method in {"POST", "PUT", "PATCH"} else None)
        body = problem(answer, 401, "unauthenticated")
        assert validate(document, document["components"]["schemas"]["ProblemDocument"], body) == [], path


def test_a_wrong_method_is_a_problem_that_names_the_right_ones(api: Api) -> None:
    by_path: dict[str, set[str]] = {}
    for method, path in routes(api.app):
        by_path.setdefault(path, set()).add(method)
    for path, methods in sorted(by_path.items()):
        # More than `methods`: `/v1/reviews/import` is a path of `/v1/reviews/{identifier}` too.
        allowed = set(api.app.url_map.bind("localhost").allowed_methods(filled(path)))
        wrong = next(m for m in ("PATCH", "DELETE", "PUT") if m not in allowed)
        answer = api.lead.open(wrong, filled(path))
        problem(answer, 405, "method_not_allowed")
        assert methods <= {name.strip() for name in answer.headers["Allow"].split(",")} == allowed, path


@pytest.mark.parametrize("path", ["/v1/nothing", "/v1/", "/v1/deliverables/", "/v1/deliverables/a/b/c"])
def test_an_unknown_path_is_a_problem(api: Api, path: str) -> None:
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        problem(api.lead.open(method, path), 404, "not_found")


def test_every_unknown_id_is_a_problem(api: Api, document: dict[str, Any]) -> None:
    api.rubric()
    for method, path in sorted(routes(api.app)):
        if method == "GET" and "{" in path:
            answer = api.lead.get(filled(path))
            assert (answer.status_code, answer.content_type) == (404, PROBLEM), path
            schema = document["components"]["schemas"]["ProblemDocument"]
            assert validate(document, schema, answer.get_json(force=True)) == [], path


def test_answers_are_what_the_document_says(api: Api, document: dict[str, Any]) -> None:
    documented = operations(document)
    seen: set[Operation] = set()

    def check(method: str, path: str, answer: TestResponse) -> Any:
        op = documented[method, path]
        assert answer.status_code < 300, answer.text
        status = str(answer.status_code) if str(answer.status_code) in op["responses"] else min(op["responses"])
        content = resolved(document, op["responses"][status]).get("content", {})
        if content:
            broken = validate(document, content["application/json"]["schema"], answer.json)
            assert broken == [], (method, path, broken)
            seen.add((method, path))
        return answer.json

    lead, ann = api.lead, api.reviewer("ann")
    check("POST", "/v1/rubrics/validate", lead.post("/v1/rubrics/validate", data="id: x", content_type="text/yaml"))
    check("POST", "/v1/rubrics/validate", lead.post("/v1/rubrics/validate", data=MEMO, content_type="text/yaml"))
    check("POST", "/v1/rubrics", lead.post("/v1/rubrics", data=MEMO, content_type="text/yaml"))
    draft = "/v1/rubrics/{identifier}/draft"
    newer = MEMO.replace("version: 1.0.0", "version: 1.0.1").replace("Short memo", "Memo")
    path, kind = filled(draft).replace("nothing", "test.memo"), {"content_type": "text/yaml"}
    check("PUT", draft, lead.put(path, data="id: x", **kind))
    saved = lead.put(path, data=newer, headers={"If-Match": "*"}, **kind)
    check("PUT", draft, saved)
    check("GET", draft, lead.get(path))
    check("GET", "/v1/rubric-drafts", lead.get("/v1/rubric-drafts"))
    base = "/v1/rubrics/test.memo"
    check("GET", "/v1/rubrics/{identifier}/diff", lead.get(f"{base}/diff?to=draft"))
    check("POST", "/v1/rubrics/{identifier}/diff", lead.post(f"{base}/diff", data=newer, **kind))
    publishing = lead.post(f"{base}/publish", headers={"If-Match": saved.headers["ETag"]})
    check("POST", "/v1/rubrics/{identifier}/publish", publishing)
    for verb in ("retire", "reinstate"):
        answer = lead.post(f"{base}/versions/1.0.0/{verb}", json={"reason": "Replaced."})
        check("POST", f"/v1/rubrics/{{identifier}}/versions/{{version}}/{verb}", answer)
    for verb in ("test", "lint", "export"):
        check("POST", f"/v1/rubrics/{verb}", lead.post(f"/v1/rubrics/{verb}", data=MEMO, **kind))
    check("GET", "/v1/rubrics/{identifier}/lint", lead.get(f"{base}/lint?data=true"))
    exported = lead.get(f"{base}/export?format=ora-xml")
    check("GET", "/v1/rubrics/{identifier}/export", exported)
    imported = lead.post("/v1/rubrics/import", data=exported.json["text"], content_type="application/xml")
    check("POST", "/v1/rubrics/import", imported)
    request = {"rubric": "test.memo", "title": "M", "content": {"text": "Open. [insert fee] TBD"}, "external_id": "M-1"}
    item = check("POST", "/v1/deliverables", lead.post("/v1/deliverables", json=request))
    again = lead.post("/v1/deliverables", json=request)
    assert again.status_code == 200
    check("POST", "/v1/deliverables", again)
    one, reviews = f"/v1/deliverables/{item['id']}", "/v1/deliverables/{identifier}/reviews"
    check("GET", "/v1/deliverables/{identifier}", lead.get(one))
    check("GET", "/v1/deliverables", lead.get("/v1/deliverables"))
    decided = lead.patch(
        f"/v1/findings/{item['findings'][0]['id']}", json={"state": "confirmed"}, headers={"If-Match": "*"}
    )
    check("PATCH", "/v1/findings/{identifier}", decided)
    finding = f"/v1/findings/{item['findings'][0]['id']}"
    check("GET", "/v1/findings/{identifier}", lead.get(finding))
    waiver = check(
        "POST", "/v1/waivers", lead.post("/v1/waivers", json={"finding": finding.rpartition("/")[2], "reason": "Ours."})
    )
    check("GET", "/v1/waivers", lead.get("/v1/waivers"))
    check("GET", "/v1/waivers/{identifier}", lead.get(f"/v1/waivers/{waiver['id']}"))
    check("GET", "/v1/findings/{identifier}", lead.get(finding))
    for path, route in (
        ("/v1/checks/text.placeholders/mode", "/v1/checks/{name}/mode"),
        (f"{base}/checks/placeholders/mode", "/v1/rubrics/{identifier}/checks/{check}/mode"),
    ):
        check("GET", route, lead.get(path))
        check("PUT", route, lead.put(path, json={"mode": "shadow", "reason": "On trial."}))
    check("GET", "/v1/checks", lead.get("/v1/checks"))
    check("GET", "/v1/checks", ann.get("/v1/checks"))
    check("GET", "/v1/checks/{name}", lead.get("/v1/checks/text.placeholders"))
    check("GET", "/v1/deliverables/{identifier}", lead.get(one))
    draft = check("POST", reviews, ann.post(f"{one}/reviews", json={}))
    path, star = f"/v1/reviews/{draft['id']}", {"If-Match": "*"}
    check("PUT", "/v1/reviews/{identifier}", ann.put(path, json={"answers": GOOD, "seconds": 4.5}, headers=star))
    check("POST", "/v1/reviews/{identifier}/submit", ann.post(f"{path}/submit", headers=star))
    check("GET", "/v1/reviews/{identifier}", ann.get(path))
    check("GET", "/v1/deliverables/{identifier}", lead.get(one))
    check("POST", "/v1/reports", lead.post("/v1/reports", json={"rubric": "test.memo"}))
    listed = check("GET", "/v1/reports", lead.get("/v1/reports"))
    check("GET", "/v1/reports/{identifier}", lead.get(f"/v1/reports/{listed['items'][0]['id']}"))
    check("GET", "/v1/agreement", lead.get("/v1/agreement?rubric=test.memo"))
    check("GET", "/v1/drift", lead.get("/v1/drift?rubric=test.memo&charts=true"))
    check("GET", "/v1/reviewers/{identifier}/profile", lead.get("/v1/reviewers/ann/profile"))
    check("GET", "/v1/rubrics/{identifier}/diagnosis", lead.get("/v1/rubrics/test.memo/diagnosis"))
    check("POST", "/v1/reviews/{identifier}/withdraw", ann.post(f"{path}/withdraw", headers=star))
    content = {"text": "Open. [insert fee] TBD"}
    check("POST", "/v1/check", lead.post("/v1/check", json={"rubric": "test.memo", "content": content}))
    check(
        "POST",
        "/v1/check",
        lead.post("/v1/check", json={"checks": [{"uses": "text.placeholders"}], "content": content}),
    )
    for answers in (GOOD, POOR, {"sources": {"state": "na", "rationale": "None."}}):
        check("POST", "/v1/score", lead.post("/v1/score", json={"rubric": "test.memo", "answers": answers}))
    for values in ([1, 2, 3], [1.5, 2, 3], ["a", "b", "a"]):
        rows = [{"item": str(i), "rater": r, "value": v} for i, v in enumerate(values) for r in ("ann", "ben")]
        check("POST", "/v1/agreement", lead.post("/v1/agreement", json={"ratings": rows, "min_items": 2}))
    for path, body in (("/v1/agreement", {"ratings": rows}), ("/v1/reports", {"rubric": "test.memo"})):
        queued = lead.post(path, json=body, headers={"Prefer": "respond-async"})
        assert queued.status_code == 202
        job = check("POST", path, queued)
        check("GET", "/v1/jobs/{identifier}", lead.get(queued.headers["Location"]))
        check("POST", "/v1/jobs/{identifier}/cancel", lead.post(job["links"]["cancel"]))
    check("GET", "/v1/jobs", lead.get("/v1/jobs"))
    check("GET", "/v1/me", lead.get("/v1/me"))
    check("POST", "/v1/people", lead.post("/v1/people", json={"handle": "zoe"}))
    check("GET", "/v1/people", lead.get("/v1/people"))
    for days in (None, 30):
        check("POST", "/v1/api-keys", lead.post("/v1/api-keys", json={"person": "zoe", "valid_days": days}))
    check("GET", "/v1/audit/verify", lead.get("/v1/audit/verify"))
    with_schema = {
        name
        for name, op in documented.items()
        if any("content" in resolved(document, a) for status, a in op["responses"].items() if status.startswith("2"))
    }
    assert seen == with_schema, "an operation with a documented answer is not called here"


def test_problems_are_what_the_document_says(api: Api, document: dict[str, Any]) -> None:
    api.rubric()
    post, schema = api.lead.post, document["components"]["schemas"]["ProblemDocument"]
    answers = [
        post("/v1/deliverables", data=b"{", content_type="application/json"),
        post("/v1/deliverables", json={"rubrik": 1}),
        post("/v1/deliverables", data=b"x", content_type="text/plain"),
        post("/v1/rubrics", data="id: [", content_type="text/yaml"),
        post("/v1/rubrics", data=MEMO.replace("Short memo", "Other"), content_type="text/yaml"),
        api.reviewer("ann").get("/v1/agreement?rubric=test.memo"),
        api.lead.get("/v1/agreement?rubric=test.none"),
        api.lead.get("/v1/agreement?rubric=test.memo&from=yesterday"),
    ]
    assert [a.status_code for a in answers] == [400, 422, 415, 422, 409, 403, 404, 422]
    for answer in answers:
        assert answer.content_type == PROBLEM
        assert validate(document, schema, answer.get_json(force=True)) == [], answer.text
