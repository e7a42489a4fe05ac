"""The answer of `check` as one JSON object for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from qa_service.cli.check_answer import Answer, shown_name
from qa_service.cli.check_work import FileReport, Found
from qa_service.errors import Problem


def as_object(answer: Answer, statistics: bool) -> dict[str, object]:
    """Return ``files``, the number of files that were read, and ``findings``; what else there is when it is not empty.

    ``skipped`` and ``unavailable`` are checks that did not run, ``unreadable`` files, ``waived`` and ``known`` findings
    that do not count, ``shadow`` the counts of checks in shadow, ``expired`` waivers that ended, ``unused`` ones (with
    statistics) that cover nothing.
    """
    reports = answer.read
    more: dict[str, object] = {
        "skipped": [_skipped(report, *each) for report in reports for each in report.skipped.items()],
        "unavailable": list(answer.unavailable),
        "unreadable": [_unreadable(report, problem) for report in answer.unreadable for problem in report.problems],
        "waived": [_shape(report, found) for report in reports for found in report.waived],
        "known": sum(found.known for report in reports for found in report.findings),
        "shadow": {tally.check: tally.shadow for tally in answer.tallies() if tally.shadow},
        "expired": [waiver.to_dict() for waiver in answer.waivers.expired],
        "unused": [waiver.to_dict() for waiver in answer.unused()] if statistics else [],
        "statistics": [tally.to_dict() for tally in answer.tallies()] if statistics else [],
    }
    return {
        "files": len(reports),
        "findings": [one for report in reports for one in _shapes(report)],
        **{name: value for name, value in more.items() if value},
    }


def _shapes(report: FileReport) -> Iterator[dict[str, object]]:
    new = (found for found in report.findings if not found.known)
    return ({**_shape(report, found), "id": f"f{number}"} for number, found in enumerate(new, 1))


def _shape(report: FileReport, found: Found) -> dict[str, object]:
    place = found.place
    where: dict[str, object] = {
        "path": shown_name(report.name),
        "line": place.line,
        "col": place.column,
        "end_line": place.end_line,
        "end_col": place.end_column,
    }
    if place.page is not None:
        where["page"] = place.page
    if "!" in place.cell:
        where["cell"] = place.cell
    waiver = {"waiver": found.waiver.to_dict()} if found.waiver is not None else {}
    return {**where, **found.finding.to_dict(), **waiver}


def _skipped(report: FileReport, check: str, reason: str) -> dict[str, str]:
    return {"path": shown_name(report.name), "check": check, "reason": reason}


def _unreadable(report: FileReport, problem: Problem) -> dict[str, object]:
    place = {"line": problem.line, "col": problem.column} if problem.line is not None else {}
    return {"path": shown_name(report.name), "code": problem.code, "message": problem.message, **place}


def json_text(value: object) -> str:
    """A value as JSON for people and programs, with a line end."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False, default=str) + "\n"
