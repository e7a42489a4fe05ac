"""Lint for rubrics: what a valid rubric says that would make judgments by it less repeatable.

>>> from qa_service.rubric.lint import lint_source
>>> from qa_service.rubric.starter import StarterCriterion, starter
>>> criteria = [StarterCriterion("Marked as draft", "met"), StarterCriterion("The advice follows")]
>>> _, found = lint_source(starter("team.note", "Note", criteria))
>>> found[0].code, found[0].severity, found[0].path
('na_over_limit', 'info', 'scoring.na.max_share')
"""

from __future__ import annotations

from qa_service.rubric.lint.context import Usage
from qa_service.rubric.lint.engine import lint_rubric, lint_source
from qa_service.rubric.lint.finding import LintFinding, LintRule, Severity, rules

__all__ = ["LintFinding", "LintRule", "Severity", "Usage", "lint_rubric", "lint_source", "rules"]
