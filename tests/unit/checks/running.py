"""Running one check the way a rubric does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qa_service.checks import CheckInfo, Finding, Source, catalogue, compile_checks, run_checks
from qa_service.documents import parse_document


@dataclass(frozen=True)
class Use:
    uses: str
    params: Mapping[str, object] = field(default_factory=dict)
    id: str = "use"
    severity: str | None = None


def run(
    name: str,
    text: str,
    params: Mapping[str, object] | None = None,
    facts: Mapping[str, object] | None = None,
    sources: tuple[Source, ...] = (),
) -> tuple[Finding, ...]:
    """Return the findings of one check on a Markdown text; every quote is the text between its offsets."""
    document = parse_document(text, "text/markdown")
    found = run_checks(compile_checks([Use(name, params or {})]), document, facts=facts or {}, sources=sources).findings
    assert all(item.quote == document.text[item.start : item.end] for item in found)
    return found


def quotes(name: str, text: str, **rest: object) -> list[str]:
    """Return what the findings quote."""
    return [item.quote for item in run(name, text, **rest)]  # type: ignore[arg-type]


def skipped(name: str, params: Mapping[str, object], facts: Mapping[str, object]) -> bool:
    """Tell whether the check was skipped for want of a fact."""
    result = run_checks(compile_checks([Use(name, params)]), parse_document("text"), facts=facts)
    return "use" in result.skipped and not result.findings


def on_text(family: str) -> list[CheckInfo]:
    """Return the checks of a family that need no parameters."""
    wanted = [info for info in catalogue() if info.family == family and info.name != "dates.deadlines"]
    return [info for info in wanted if not info.parameters.get("required")]
