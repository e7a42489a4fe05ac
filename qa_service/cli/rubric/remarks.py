"""What is said of a rubric file, in the forms that people and programs read: text, JSON, SARIF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import click

from qa_service.cli.console import hints, print_json
from qa_service.cli.sarif import Rule, Spot, sarif
from qa_service.errors import Problem

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")
FORMATS = ("text", "json", "sarif")
form_option = click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to print."
)


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark on a file; ``path`` says in words which part of the rubric it is about."""

    file: str
    severity: Severity
    problem: Problem
    path: str = ""
    silenced: str = ""

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        place = {"path": self.path} if self.path else {}
        return {"file": self.file, "severity": self.severity, **place, **self.problem.to_dict()}


@dataclass(frozen=True, slots=True)
class Examined:
    """One file: what could be read of it, and every remark."""

    file: str
    remarks: Sequence[Remark] = ()
    about: Mapping[str, object] = field(default_factory=dict)

    def worst(self) -> int:
        """The rank of its gravest remark; -1 without any."""
        return max((SEVERITIES.index(r.severity) for r in self.remarks if not r.silenced), default=-1)


def show(files: Sequence[Examined], form: str, rules: Mapping[str, Rule] | None = None) -> None:
    """Print the remarks on all files."""
    remarks = [remark for file in files for remark in file.remarks]
    spoken = [remark for remark in remarks if not remark.silenced]
    if form == "json":
        print_json({
            "files": len(files),
            "rubrics": [{"file": file.file, **file.about} for file in files],
            "findings": [remark.to_dict() for remark in spoken],
            "silenced": [remark.to_dict() | {"why": remark.silenced} for remark in remarks if remark.silenced],
        })  # fmt: skip
    elif form == "sarif":
        print_json(sarif([_spot(remark) for remark in remarks], rules or {}))
    else:
        for remark in spoken:
            _print(remark)


def _print(remark: Remark) -> None:
    problem = remark.problem
    place = ":".join(str(part) for part in (remark.file, problem.line, problem.column) if part is not None)
    where = remark.path or problem.pointer
    click.echo(f"{place}: {remark.severity}: {problem.message} [{problem.code}{f' at {where}' if where else ''}]")
    for line in hints(problem):
        click.echo(f"  {line}")


def _spot(remark: Remark) -> Spot:
    problem = remark.problem
    advice = f" {problem.suggestion}" if remark.path and problem.suggestion else ""
    return Spot(
        remark.file, problem.code, remark.severity, problem.message + advice, problem.line or 1, problem.column or 1,
        f"{problem.code}:{remark.path or problem.pointer}", remark.silenced,
    )  # fmt: skip
