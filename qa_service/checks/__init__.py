"""Checks: document + facts + sources in, findings out; pure, deterministic, linear in the document.

A check is a generator registered by name (`registry.check`); a rubric's checks are compiled once
(`compile_checks`) and run over many documents (`run_checks`).
"""

from __future__ import annotations

from qa_service.checks.applicability import applicable
from qa_service.checks.catalogue import CheckInfo, catalogue
from qa_service.checks.context import MISSING, CheckContext, FactMissing, Source
from qa_service.checks.finding import CAPPED, Finding, Hit
from qa_service.checks.parameterless import ready_checks, text_checks
from qa_service.checks.parameters import FactName, Parameters, Pattern, Phrase
from qa_service.checks.plan import CheckError, CheckPlan, PlannedCheck, compile_checks, compile_rubric_checks
from qa_service.checks.plugins import BrokenPlugin, broken_plugins
from qa_service.checks.registry import DESIGN_NAMES, CheckType, check
from qa_service.checks.runner import CheckResult, run_checks
from qa_service.checks.suggestions import Suggestion, suggest

__all__ = [
    "CAPPED",
    "DESIGN_NAMES",
    "MISSING",
    "BrokenPlugin",
    "CheckContext",
    "CheckError",
    "CheckInfo",
    "CheckPlan",
    "CheckResult",
    "CheckType",
    "FactMissing",
    "FactName",
    "Finding",
    "Hit",
    "Parameters",
    "Pattern",
    "Phrase",
    "PlannedCheck",
    "Source",
    "Suggestion",
    "applicable",
    "broken_plugins",
    "catalogue",
    "check",
    "compile_checks",
    "compile_rubric_checks",
    "ready_checks",
    "run_checks",
    "suggest",
    "text_checks",
]
