"""The check playground: paste or drop something, see its findings in place; nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from qa_service.checks import CheckPlan, compile_checks
from qa_service.documents import DocumentError
from qa_service.errors import DomainError, Problem
from qa_service.rubric import CheckSpec, Rubric
from qa_service.services import check_standing, rubrics, stateless
from qa_service.services.check_standing import COUNTS_ALL, Standing
from qa_service.services.file_record import file_of
from qa_service.services.stateless import CheckReport
from qa_service.web.blueprint import blueprint
from qa_service.web.context import actor, read
from qa_service.web.deliverables import marks_of
from qa_service.web.marks import document_html
from qa_service.web.playground_form import Choice, Form, families, given, posted

_TITLES = {"invalid_document": "This cannot be read", "invalid_checks": "A check is not set up right"}


@dataclass(frozen=True, slots=True)
class _Refused:
    """Why nothing was checked."""

    title: str
    problems: tuple[str, ...]
    status: int


@blueprint.route("/checks/try", methods=["GET", "POST"])
def playground() -> tuple[str, int]:
    """The form, and below it what the checks found in what was sent."""
    choices = families()
    form = posted(request.form, request.files, choices) if request.method == "POST" else given(request.args, choices)
    names = read(rubrics.known_ids)
    report, refused = (None, None) if not form.sent else _checked(form)
    shown = _shown(report) if report is not None else {}
    page = render_template(
        "playground.html", form=form, families=form.families(choices), rubrics=names, report=report, refused=refused,
        **shown,
    )  # fmt: skip
    return page, refused.status if refused else 200


def _checked(form: Form) -> tuple[CheckReport | None, _Refused | None]:
    try:
        if form.problems:
            return None, _Refused("Please look at this", tuple(p.message for p in form.problems), 422)
        plan, rubric, standing = _plan(form)
        material = form.material
        report = stateless.check_content(
            plan, rubric, material.data, material.media_type, filename=material.filename,
            facts=form.facts, sources=form.sources, brief=form.brief, standing=standing,
        )  # fmt: skip
    except DomainError as error:
        messages = tuple(_line(problem) for problem in error.problems) or (error.detail,)
        status = error.status if isinstance(error, DocumentError) else 422
        return None, _Refused(_TITLES.get(error.code, error.title), messages, status)
    return report, None


def _plan(form: Form) -> tuple[CheckPlan, Rubric | None, Standing]:
    if form.by == "rubric":
        published = read(lambda uow: rubrics.resolve(uow, form.rubric))
        shadow = read(lambda uow: check_standing.shadowed(uow, published.rubric))
        return published.plan, published.rubric, Standing(shadow=shadow)
    specs = [_spec(choice) for choice in form.chosen]
    return compile_checks(specs, prefix="/checks"), None, COUNTS_ALL


def _spec(choice: Choice) -> CheckSpec:
    return CheckSpec(
        id=choice.name, uses=choice.name, params=choice.values, on_fail="finding", severity=choice.info.severity
    )


def _line(problem: Problem) -> str:
    place = problem.pointer.partition("/with/")[2]
    return f"{place.replace('/', ' ')}: {problem.message}" if place else problem.message


def _shown(report: CheckReport) -> dict[str, Any]:
    document, findings = report.document, report.result.findings
    return {
        "document": document_html(document.text, document.media_type, marks_of(findings), file_of(document)),
        "findings": findings,
        "counts": _counts(findings),
        "leads": actor().sees_everything,
        "notes": [line for line in report.explanation if ": skipped, " in line or ": not available" in line],
    }


def _counts(findings: Sequence[Any]) -> list[tuple[str, int]]:
    """How many findings of each severity, the worst first."""
    order = ("critical", "major", "minor", "neutral")
    found: dict[str, int] = {}
    for finding in findings:
        found[finding.severity] = found.get(finding.severity, 0) + 1
    return sorted(found.items(), key=lambda item: (order.index(item[0]) if item[0] in order else 9, item[0]))
