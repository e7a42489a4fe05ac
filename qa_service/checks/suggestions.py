"""From findings to answers a reviewer may accept: a check proposes, a person decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from qa_service.checks.finding import CAPPED, Finding
from qa_service.checks.plan import Listing, Spec
from qa_service.checks.runner import CheckResult


class ActingSpec(Spec, Protocol):
    """A rubric's check with what happens when it fires."""

    @property
    def on_fail(self) -> str:
        """One of finding, suggest, error, block."""

    @property
    def level(self) -> str | None:
        """The level to suggest."""

    @property
    def type(self) -> str | None:
        """The error type to suggest."""


class SuggestingRubric(Protocol):
    """What is read of a rubric."""

    @property
    def checks(self) -> Sequence[ActingSpec]:
        """The checks."""

    @property
    def criteria(self) -> Mapping[str, Listing]:
        """All criteria by id."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed answer: a level id, or a list of ``{type, severity, count, findings}``."""

    criterion: str
    value: str | tuple[Mapping[str, object], ...]
    checks: tuple[str, ...]
    reason: str

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        value = self.value if isinstance(self.value, str) else [dict(mark) for mark in self.value]
        return {"criterion": self.criterion, "value": value, "checks": list(self.checks), "reason": self.reason}


def suggest(rubric: SuggestingRubric, result: CheckResult) -> list[Suggestion]:
    """Return one suggestion per criterion and kind, in the order of the criteria; caps suggest nothing."""
    specs = {spec.id: spec for spec in rubric.checks}
    fired: dict[str, list[Finding]] = {}
    for finding in result.findings:
        if finding.code != CAPPED:
            fired.setdefault(finding.check, []).append(finding)
    out: list[Suggestion] = []
    for criterion in rubric.criteria.values():
        acting = [specs[name] for name in criterion.checks if name in specs and name in fired]
        out += _levels(criterion, acting, fired)
        out += _errors(criterion, acting, fired)
    return out


def _levels(
    criterion: Listing, acting: Sequence[ActingSpec], fired: Mapping[str, Sequence[Finding]]
) -> Iterator[Suggestion]:
    grouped: dict[str, list[str]] = {}
    for spec in acting:
        if spec.on_fail == "suggest" and spec.level:
            grouped.setdefault(spec.level, []).append(spec.id)
    for level, checks in grouped.items():
        yield Suggestion(criterion.id, level, tuple(checks), _reason(checks, fired))


def _errors(
    criterion: Listing, acting: Sequence[ActingSpec], fired: Mapping[str, Sequence[Finding]]
) -> Iterator[Suggestion]:
    marks: dict[tuple[str, str], list[str]] = {}
    checks = [spec.id for spec in acting if spec.on_fail == "error" and spec.type]
    for spec in acting:
        if spec.id in checks:
            for finding in fired[spec.id]:
                marks.setdefault((str(spec.type), finding.severity), []).append(finding.fingerprint)
    if marks:
        value = tuple(
            {"type": kind, "severity": severity, "count": len(names), "findings": names}
            for (kind, severity), names in marks.items()
        )
        yield Suggestion(criterion.id, value, tuple(checks), _reason(checks, fired))


def _reason(checks: Sequence[str], fired: Mapping[str, Sequence[Finding]]) -> str:
    parts = [f"{name}: {fired[name][0].message}{_more(len(fired[name]) - 1)}" for name in checks]
    return " ".join(parts)


def _more(count: int) -> str:
    return f" (and {count} more)" if count else ""
