"""Reading rubrics: the list, one as a tree with its versions, its source, what changed; taking one out of use."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from qa_service.rubric import POLICIES, Rubric
from qa_service.rubric.lint import LintFinding, Usage, lint_rubric
from qa_service.scoring import run_tests
from qa_service.services import pages, rubrics
from qa_service.services import rubric_drafts as drafts
from qa_service.services.rubric_usage import usage_of
from qa_service.storage.unit_of_work import UnitOfWork
from qa_service.web.blueprint import blueprint
from qa_service.web.context import actor, read, write
from qa_service.web.home import measured
from qa_service.web.sheet import evidence_words

# Enough for every rule, and read in an instant.
_REVIEWS = 500


@blueprint.get("/rubrics")
def rubric_list() -> str:
    """The newest version of every rubric, and the drafts."""
    writes = _may_write()
    overview, open_drafts = read(lambda uow: (_overview(uow), drafts.listed(uow) if writes else ()))
    return render_template("rubrics.html", rubrics=overview, drafts=open_drafts, may_write=writes)


@blueprint.get("/rubrics/<rubric_id>")
def rubric(rubric_id: str) -> str:
    """One rubric version as a tree."""
    reference = reference_of(rubric_id)
    shown = read(lambda uow: _shown(uow, rubric_id, reference))
    r: Rubric = shown["rubric"]
    lint: list[LintFinding] = shown.pop("findings")
    return render_template(
        "rubric.html",
        **shown,
        may_write=_may_write(),
        lint=[found for found in lint if not found.silenced],
        silenced=[found for found in lint if found.silenced],
        tests=list(zip(r.tests, run_tests(r), strict=True)),
        policies={name: getattr(r, name) for name in POLICIES if getattr(r, name)},
        evidence_words=evidence_words,
        shares=_shares([(s.id, s.weight) for s in r.sections]),
        inner={s.id: _shares([(c.id, c.weight) for c in s.criteria if not c.advisory]) for s in r.sections},
    )


@blueprint.get("/rubrics/<rubric_id>/source")
def rubric_source(rubric_id: str) -> Response | str:
    """The file as it was published, to read or to download."""
    reference = reference_of(rubric_id)
    row = read(lambda uow: rubrics.source_of(uow, reference))
    if request.args.get("download") != "1":
        return render_template("rubric_source.html", row=row, lines=row.source.splitlines())
    response = Response(row.source, content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{row.rubric_id}-{row.version}.yaml"'
    return response


@blueprint.get("/rubrics/<rubric_id>/diff")
def rubric_diff(rubric_id: str) -> str:
    """What changed between two versions, in words; by default up to the newest."""
    before, after = request.args.get("from") or None, request.args.get("to") or None
    comparison, versions = read(
        lambda uow: (rubrics.comparison_between(uow, rubric_id, before, after), rubrics.versions(uow, rubric_id))
    )
    title = versions[0].title
    return render_template(
        "rubric_diff.html", rubric_id=rubric_id, title=title, comparison=comparison, versions=versions
    )


@blueprint.post("/rubrics/<rubric_id>/retire")
def retire_rubric(rubric_id: str) -> AnyResponse:
    """Take a version, or all of them, out of use."""
    return _change(rubric_id, rubrics.retire)


@blueprint.post("/rubrics/<rubric_id>/reinstate")
def reinstate_rubric(rubric_id: str) -> AnyResponse:
    """Bring a version, or all of them, back into use."""
    return _change(rubric_id, rubrics.reinstate)


def reference_of(rubric_id: str) -> str:
    """The version that the address asks for, or the newest."""
    version = request.args.get("version", "")
    return f"{rubric_id}@{version}" if version else rubric_id


def _change(rubric_id: str, change: Any) -> AnyResponse:
    who, shown, reason = actor(), request.form.get("shown", ""), request.form.get("reason", "")
    reference = rubric_id if request.form.get("scope") == "all" else f"{rubric_id}@{shown}"
    write(lambda uow: change(uow, who, reference, reason))
    return redirect(url_for("web.rubric", rubric_id=rubric_id, version=shown) + "#versions", 303)


def _may_write() -> bool:
    return bool(actor().roles & {"lead", "admin"})


def _shown(uow: UnitOfWork, rubric_id: str, reference: str) -> dict[str, Any]:
    who = actor()
    published = rubrics.resolve(uow, reference)
    stored = rubrics.source_of(uow, reference)
    versions = rubrics.versions(uow, rubric_id)
    r = published.rubric
    usage = _usage(uow, r)
    return {
        "rubric": r,
        "stored": stored,
        "versions": versions,
        "majors": list({row.major: row for row in reversed(versions)}.values())[::-1],
        "retired": rubrics.retirement_of(uow, r.id, r.version),
        "draft": drafts.find(uow, rubric_id) if _may_write() else None,
        "unavailable": published.plan.unavailable,
        "findings": lint_rubric(r, usage),
        "from_data": usage.n_reviews if usage else 0,
        "figures": measured(uow, who, f"{r.id}@{r.version}") if who.sees_everything else None,
        "titles": pages.criterion_titles(uow, rubric_id),
    }


def _usage(uow: UnitOfWork, r: Rubric) -> Usage | None:
    """The reviews that advice may look at: what others answered is not for those who still score."""
    return usage_of(uow, r.id, r.major, most=_REVIEWS) if actor().sees_everything else None


def _overview(uow: UnitOfWork) -> list[dict[str, Any]]:
    rows = pages.rubrics_listed(uow)
    return [
        {
            "row": row,
            "rubric": rubrics.resolve(uow, f"{row.rubric_id}@{row.version}").rubric,
            "versions": len(pages.rubric_versions(uow, row.rubric_id)),
            "retired": row.retired,
        }
        for row in rows
    ]


def _shares(weights: list[tuple[str, float]]) -> dict[str, float]:
    total = sum(weight for _, weight in weights)
    return {name: weight / total for name, weight in weights} if total else {}
