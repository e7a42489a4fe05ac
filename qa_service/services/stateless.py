"""Checking, scoring and measuring without storing anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa_service.checks import CheckPlan, CheckResult, Source, Suggestion, applicable, run_checks, suggest
from qa_service.documents import Document, parse_document
from qa_service.rubric import Rubric
from qa_service.scoring import ScoreResult, expand_facts, explain, parse_answers, required_problems, score
from qa_service.services.submissions import Submission, facts_of


@dataclass(frozen=True, slots=True)
class CheckReport:
    """A document with its findings and what they suggest."""

    document: Document
    result: CheckResult
    suggestions: tuple[Suggestion, ...]


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
) -> CheckReport:
    """Check a text or file against a plan; nothing is kept."""
    document = parse_document(content, media_type)
    seen = facts_of(Submission("", content, media_type, facts=facts), document)
    result = run_checks(plan, document, facts=seen, sources=sources, brief=brief)
    if rubric is not None:
        result = applicable(rubric, result, seen)
    return CheckReport(document, result, tuple(suggest(rubric, result)) if rubric else ())


def score_answers(rubric: Rubric, raw: Mapping[str, Any], facts: Mapping[str, Any], size: float | None) -> ScoreReport:
    """Score raw answers; incomplete ones are scored as far as they go and say what is missing."""
    facts = expand_facts(facts)
    answers = parse_answers(rubric, raw)
    result = score(rubric, answers, facts=facts, size=size)
    problems = tuple(p.to_dict() for p in required_problems(rubric, answers, facts))
    return ScoreReport(result, tuple(explain(rubric, result)), problems)
