"""Checks that inform a criterion which does not apply to this case have nothing to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qa_service.checks.runner import CheckResult
from qa_service.rubric import Rubric


def applicable(rubric: Rubric, result: CheckResult, facts: Mapping[str, object]) -> CheckResult:
    """Leave out the findings on criteria whose condition, or whose section's, is false; say so under ``skipped``.

    A condition that cannot be decided counts as true, as it does in scoring. The hits stay among the facts:
    conditions may ask for them.
    """
    seen = {**facts, "checks": result.facts}
    named = {f.criterion for f in (*result.findings, *result.aside)}
    idle = {c for c in named if c is not None and not _applies(rubric, c, seen)}
    if not idle:
        return result
    kept, aside = (tuple(f for f in part if f.criterion not in idle) for part in (result.findings, result.aside))
    silent = {f.check: f"criterion {f.criterion} is not triggered" for f in result.findings if f.criterion in idle}
    return replace(result, findings=kept, aside=aside, skipped={**result.skipped, **silent})


def _applies(rubric: Rubric, criterion: str, facts: Mapping[str, object]) -> bool:
    conditions = (rubric.criterion(criterion).when, rubric.section_of(criterion).when)
    return all(when is None or when.evaluate(facts).value is not False for when in conditions)
