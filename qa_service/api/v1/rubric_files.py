"""Rubric files without storing them: a first draft, tests, lint, other formats, and the schema of the format."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from qa_service.api.blueprint import blueprint, body_of
from qa_service.api.context import actor, reply, store
from qa_service.api.parser import whole_body
from qa_service.api.rubric_body import YAML, YAML_TYPE, rubric_source, wants_yaml
from qa_service.api.schemas import rubric_files as schemas
from qa_service.rubric import Rubric, json_schema, read_rubric
from qa_service.rubric.exchange import FORMATS, Exported, export_rubric, guess_format, import_rubric
from qa_service.rubric.lint import lint_rubric, lint_source
from qa_service.rubric.starter import StarterCriterion, renamed, starter
from qa_service.rubric.writing import to_yaml
from qa_service.scoring import explain_test, run_tests
from qa_service.services import rubrics
from qa_service.services.rubric_usage import usage_of

_RUBRIC = body_of(*YAML, "application/json")
_FOREIGN = body_of("application/xml", "application/json", "text/csv", "application/octet-stream")
_SCHEMA_TYPE = "application/schema+json"

blp = blueprint("rubric files", "What can be done with a rubric file without keeping it.")


@blp.get("/rubric-schema")
@blp.response(200)
def schema() -> Response:
    """The JSON Schema of the rubric format, for editors; no key is needed."""
    response = reply(json_schema())
    response.content_type = _SCHEMA_TYPE
    return response


@blp.post("/rubrics/new")
@blp.arguments(schemas.new_request)
@blp.response(200)
def new(body: dict[str, Any]) -> Response:
    """A first draft as a YAML file: of one's own criteria, or as a copy of a published rubric (`from`)."""
    if body["origin"]:
        with store().read(actor().tenant_id) as uow:
            source = rubrics.source_of(uow, body["origin"]).source
        text = renamed(source, body["id"], body["title"])
    else:
        criteria = [StarterCriterion(one["title"], one["scale"], one["weight"]) for one in body["criteria"]]
        text = starter(body["id"], body["title"] or body["id"], criteria, pass_mark=body["pass_mark"])
    return Response(text, content_type=YAML_TYPE)


@blp.post("/rubrics/test")
@blp.doc(description="The body is a rubric file.", requestBody=_RUBRIC)
@blp.response(200, schemas.tests_shape)
def test() -> Response:
    """Run the tests of a rubric file, each with its arithmetic in words."""
    rubric = read_rubric(rubric_source())
    results = run_tests(rubric)
    shown = [r.to_dict() | {"explain": explain_test(rubric, t)} for r, t in zip(results, rubric.tests, strict=True)]
    red = sum(not r.passed for r in results)
    return reply({"passed": len(results) - red, "failed": red, "tests": shown})


@blp.post("/rubrics/lint")
@blp.doc(description="The body is a rubric file.", requestBody=_RUBRIC)
@blp.response(200, schemas.lint_shape)
def lint() -> Response:
    """What would make judgments by a rubric file more repeatable."""
    rubric, findings = lint_source(rubric_source())
    return reply(_linted(f"{rubric.id}@{rubric.version}", findings, None))


@blp.get("/rubrics/<identifier>/lint")
@blp.arguments(schemas.lint_query, location="query")
@blp.response(200, schemas.lint_shape)
def lint_published(query: dict[str, Any], identifier: str) -> Response:
    """What would make judgments by a published rubric more repeatable; with `data=true` from its reviews too."""
    reference = f"{identifier}@{query['version']}" if query["version"] else identifier
    if query["data"]:
        actor().require_overview()
    with store().read(actor().tenant_id) as uow:
        rubric = rubrics.resolve(uow, reference).rubric
        usage = usage_of(uow, rubric.id, rubric.major) if query["data"] else None
    return reply(_linted(f"{rubric.id}@{rubric.version}", lint_rubric(rubric, usage), usage))


def _linted(name: str, findings: Any, usage: Any) -> dict[str, Any]:
    return {
        "rubric": name,
        "reviews": None if usage is None else usage.n_reviews,
        "findings": [found.to_dict() for found in findings if not found.silenced],
        "silenced": [found.to_dict() for found in findings if found.silenced],
    }


@blp.post("/rubrics/import")
@blp.doc(description="The body is a file of Open edX ORA (XML), Canvas (JSON) or a grid (CSV).", requestBody=_FOREIGN)
@blp.arguments(schemas.import_query, location="query")
@blp.response(200, schemas.imported_shape)
def import_file(query: dict[str, Any]) -> Response:
    """Turn a rubric of another tool into a rubric file, with what could not be carried."""
    content = whole_body()
    form = query["format"] or guess_format(content) or "csv"
    made = import_rubric(content, form, rubric_id=query["id"], title=query["title"])
    if wants_yaml():
        return Response(made.yaml, content_type=YAML_TYPE)
    losses = [loss.to_dict() for loss in made.losses]
    return reply({"format": form, "document": made.document, "yaml": made.yaml, "losses": losses})


@blp.post("/rubrics/export")
@blp.doc(description="The body is a rubric file.", requestBody=_RUBRIC)
@blp.arguments(schemas.export_query, location="query")
@blp.response(200, schemas.exported_shape)
def export_file(query: dict[str, Any]) -> Response:
    """Write a rubric file in the format of another tool, with what is lost, or as tidy YAML."""
    return _exported(query["format"], read_rubric(rubric_source()))


@blp.get("/rubrics/<identifier>/export")
@blp.arguments(schemas.export_query, location="query")
@blp.response(200, schemas.exported_shape)
def export_published(query: dict[str, Any], identifier: str) -> Response:
    """Write a published rubric in the format of another tool, or as tidy YAML; `Accept` its type for the file."""
    reference = f"{identifier}@{query['version']}" if query["version"] else identifier
    with store().read(actor().tenant_id) as uow:
        rubric = rubrics.resolve(uow, reference).rubric
    return _exported(query["format"], rubric)


def _exported(name: str, rubric: Rubric) -> Response:
    made = export_rubric(rubric, name) if name in FORMATS else Exported(to_yaml(rubric.document), ())
    media_type = FORMATS[name].media_type if name in FORMATS else YAML[0]
    accepted = request.accept_mimetypes.best_match(["application/json", media_type], "application/json")
    if accepted == media_type != "application/json":
        return Response(made.text, content_type=f"{media_type}; charset=utf-8")
    losses = [loss.to_dict() for loss in made.losses]
    return reply({"format": name, "media_type": media_type, "text": made.text, "losses": losses})
