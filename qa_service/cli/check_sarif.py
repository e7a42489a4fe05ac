"""The answer of `check` as SARIF, for code hosts and editors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from qa_service.cli.check_answer import Answer, rank
from qa_service.cli.check_work import FileReport, Found
from qa_service.cli.sarif import Extent, Notice, Rule, Spot, sarif

if TYPE_CHECKING:
    from qa_service.checks import CheckPlan, PlannedCheck

Level = Literal["error", "warning", "info"]
LEVELS: tuple[Level, ...] = ("info", "warning", "error", "error")


def as_log(answer: Answer, plan: CheckPlan, against_baseline: bool) -> dict[str, object]:
    """Return the log of a run: findings, waived ones as suppressed, and what could not be read or run as notices."""
    rules = {planned.id: _rule(planned) for planned in plan.checks}
    spots = [_spot(report, found, against_baseline) for report in answer.read for found in _all(report)]
    files = {report.name: report.media_type for report in answer.read}
    return sarif(spots, rules, list(_notices(answer)), files)


def _all(report: FileReport) -> list[Found]:
    return sorted((*report.findings, *report.waived), key=lambda found: found.finding.start)


def _rule(planned: PlannedCheck) -> Rule:
    kind = planned.type
    text = f"{kind.description}\n\nFires:\n\n{kind.fires.strip()}\n\nDoes not fire:\n\n{kind.quiet.strip()}"
    properties: Mapping[str, object] = {
        "uses": kind.name,
        "severity": planned.severity,
        "tags": [kind.family],
        **({"origin": kind.origin} if kind.origin else {}),
    }
    return Rule(kind.title, kind.description, _level(planned.severity), text, properties)


def _level(severity: str) -> Level:
    return LEVELS[rank(severity)]


def _spot(report: FileReport, found: Found, against_baseline: bool) -> Spot:
    finding, place = found.finding, found.place
    told = {name: value for name, value in finding.to_dict().items() if name in TOLD}
    return Spot(
        report.name,
        finding.check,
        _level(finding.severity),
        finding.message + (f" {finding.suggestion}" if finding.suggestion else ""),
        place.line,
        place.column,
        silenced=str(found.waiver) if found.waiver is not None else "",
        kind="external",
        extent=Extent(place.end_line, place.end_column, finding.start, finding.end - finding.start, finding.quote),
        fingerprint=finding.fingerprint,
        known=found.known if against_baseline else None,
        properties={**told, **({"place": str(place)} if str(place) else {})},
    )


TOLD = frozenset({"severity", "evidence", "criterion", "row", "column", "code", "suggestion"})


def _notices(answer: Answer) -> Iterator[Notice]:
    for report in answer.unreadable:
        for problem in report.problems:
            yield Notice(problem.code, "error", problem.message, report.name, line=problem.line, column=problem.column)
    for name in answer.unavailable:
        yield Notice("unavailable", "warning", f"{name} is not available here and was not run.", rule=name)
    for report in answer.read:
        for check, reason in report.skipped.items():
            yield Notice("skipped", "info", f"{check} was not run: {reason}.", report.name, check)
