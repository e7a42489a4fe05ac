"""Checking, scoring and measuring without storing anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa_service.checks import CheckPlan, CheckResult, Source, Suggestion, applicable, run_checks, suggest
from qa_service.documents import Document, parse_document
from qa_service.errors import DomainError
from qa_service.rubric import Rubric
from qa_service.scoring import ScoreResult, expand_facts, explain, parse_answers, required_problems, score
from qa_service.services.check_faults import told
from qa_service.services.check_standing import COUNTS_ALL, Standing
from qa_service.services.items import size_of
from qa_service.services.submissions import Submission, facts_of


@dataclass(frozen=True, slots=True)
class CheckReport:
    """A document with its findings and what they suggest.

    ``automatic`` is the score that the suggestions alone would make, None where there is none; ``explanation`` says
    in words what each check did and how the score comes about.
    """

    document: Document
    result: CheckResult
    suggestions: tuple[Suggestion, ...]
    automatic: ScoreResult | None = None
    explanation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """A score, its arithmetic in words, and what would still block a submit."""

    result: ScoreResult
    explanation: tuple[str, ...]
    open_problems: tuple[Mapping[str, object], ...]


def check_content(
    plan: CheckPlan,
    rubric: Rubric | None,
    content: str | bytes,
    media_type: str,
    *,
    facts: Mapping[str, Any],
    sources: Sequence[Source] = (),
    brief: str = "",
    filename: str | None = None,
    standing: Standing = COUNTS_ALL,
) -> CheckReport:
    """Check a text or file against a plan; nothing is kept. What ``standing`` silences is set aside."""
    document = parse_document(content, media_type, filename=filename)
    seen = facts_of(Submission("", content, media_type, facts=facts), document)
    hushed = standing.silences if standing != COUNTS_ALL else None
    result = told(run_checks(plan, document, facts=seen, sources=sources, brief=brief, set_aside=hushed))
    if rubric is None:
        return CheckReport(document, result, (), explanation=tuple(_said(plan, result)))
    result = applicable(rubric, result, seen)
    suggestions = tuple(suggest(rubric, result))
    automatic = _automatic(rubric, suggestions, {**seen, "checks": result.facts})
    arithmetic = explain(rubric, automatic) if automatic is not None else ()
    return CheckReport(document, result, suggestions, automatic, (*_said(plan, result), *arithmetic))


def _said(plan: CheckPlan, result: CheckResult) -> Iterator[str]:
    """What each check did, in words, in the order of the plan."""
    found = Counter(finding.check for finding in result.findings)
    for planned in plan.checks:
        name = planned.id if planned.id == planned.type.name else f"{planned.id} ({planned.type.name})"
        if planned.id in result.skipped:
            yield f"{name}: skipped, because {result.skipped[planned.id]}."
        else:
            number = found[planned.id]
            yield f"{name}: {'no finding' if not number else '1 finding' if number == 1 else f'{number} findings'}."
    yield from (f"{name}: not available in this version." for name in result.unavailable)


def _automatic(rubric: Rubric, suggestions: Sequence[Suggestion], facts: Mapping[str, Any]) -> ScoreResult | None:
    """The score of the suggested answers; where two differ on a criterion, the first counts."""
    raw: dict[str, object] = {}
    for suggestion in suggestions:
        raw.setdefault(suggestion.criterion, _answer(suggestion))
    try:
        answers = parse_answers(rubric, raw)
    except DomainError:
        return None  # a suggestion that the rubric's scale does not know
    return score(rubric, answers, facts=facts, size=size_of(rubric, facts), complete=False) if answers else None


def _answer(suggestion: Suggestion) -> object:
    if isinstance(suggestion.value, str):
        return suggestion.value
    return [{name: mark[name] for name in ("type", "severity", "count")} for mark in suggestion.value]


def score_answers(rubric: Rubric, raw: Mapping[str, Any], facts: Mapping[str, Any], size: float | None) -> ScoreReport:
    """Score raw answers; incomplete ones are scored as far as they go and say what is missing."""
    facts = expand_facts(facts)
    answers = parse_answers(rubric, raw)
    result = score(rubric, answers, facts=facts, size=size)
    problems = tuple(p.to_dict() for p in required_problems(rubric, answers, facts))
    return ScoreReport(result, tuple(explain(rubric, result)), problems)
