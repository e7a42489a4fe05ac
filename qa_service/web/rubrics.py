"""Reading rubrics: the list, one as a tree, its source."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request

from qa_service.rubric import POLICIES
from qa_service.scoring import run_tests
from qa_service.services import pages, rubrics
from qa_service.storage.unit_of_work import UnitOfWork
from qa_service.web.blueprint import blueprint
from qa_service.web.context import read
from qa_service.web.sheet import evidence_words


@blueprint.get("/rubrics")
def rubric_list() -> str:
    """The newest version of every rubric."""
    return render_template("rubrics.html", rubrics=read(_overview))


@blueprint.get("/rubrics/<rubric_id>")
def rubric(rubric_id: str) -> str:
    """One rubric version as a tree."""
    reference = _reference(rubric_id)
    published, stored, versions = read(
        lambda uow: (
            rubrics.resolve(uow, reference),
            rubrics.source_of(uow, reference),
            pages.rubric_versions(uow, rubric_id),
        )
    )
    r = published.rubric
    return render_template(
        "rubric.html",
        rubric=r,
        stored=stored,
        versions=versions,
        tests=list(zip(r.tests, run_tests(r), strict=True)),
        policies={name: getattr(r, name) for name in POLICIES if getattr(r, name)},
        unavailable=published.plan.unavailable,
        evidence_words=evidence_words,
        shares=_shares([(s.id, s.weight) for s in r.sections]),
        inner={s.id: _shares([(c.id, c.weight) for c in s.criteria if not c.advisory]) for s in r.sections},
    )


@blueprint.get("/rubrics/<rubric_id>/source")
def rubric_source(rubric_id: str) -> Response | str:
    """The file as it was published, to read or to download."""
    reference = _reference(rubric_id)
    row = read(lambda uow: rubrics.source_of(uow, reference))
    if request.args.get("download") != "1":
        return render_template("rubric_source.html", row=row, lines=row.source.splitlines())
    response = Response(row.source, content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{row.rubric_id}-{row.version}.yaml"'
    return response


def _overview(uow: UnitOfWork) -> list[dict[str, Any]]:
    rows = pages.rubrics_listed(uow)
    return [
        {
            "row": row,
            "rubric": rubrics.resolve(uow, row.rubric_id).rubric,
            "versions": len(pages.rubric_versions(uow, row.rubric_id)),
        }
        for row in rows
    ]


def _reference(rubric_id: str) -> str:
    version = request.args.get("version", "")
    return f"{rubric_id}@{version}" if version else rubric_id


def _shares(weights: list[tuple[str, float]]) -> dict[str, float]:
    total = sum(weight for _, weight in weights)
    return {name: weight / total for name, weight in weights} if total else {}
