"""Rubrics: read strictly, checked completely, hashed, and turned into frozen values."""

from __future__ import annotations

from qa_service.rubric.changes import Comparison, compare
from qa_service.rubric.changes_parts import BumpLevel, Change
from qa_service.rubric.changes_versions import bump, version_key
from qa_service.rubric.condition import Condition, ConditionError, ConditionResult, compile_condition
from qa_service.rubric.facts import expand_facts
from qa_service.rubric.json_schema import json_schema
from qa_service.rubric.load import load_rubric, read_rubric, validate_rubric
from qa_service.rubric.model import (
    ERROR_SCALE,
    POLICIES,
    Band,
    CheckSpec,
    Criterion,
    ErrorModel,
    ErrorType,
    EvidenceRule,
    Gate,
    Level,
    NaRule,
    Rubric,
    RubricTest,
    Scale,
    Scoring,
    Section,
    Unit,
    ValueBand,
)
from qa_service.rubric.places import located
from qa_service.rubric.problems import RubricError, nearest
from qa_service.rubric.semantic import semantic_problems
from qa_service.rubric.shape import schema_problems

__all__ = [
    "ERROR_SCALE",
    "POLICIES",
    "Band",
    "BumpLevel",
    "Change",
    "CheckSpec",
    "Comparison",
    "Condition",
    "ConditionError",
    "ConditionResult",
    "Criterion",
    "ErrorModel",
    "ErrorType",
    "EvidenceRule",
    "Gate",
    "Level",
    "NaRule",
    "Rubric",
    "RubricError",
    "RubricTest",
    "Scale",
    "Scoring",
    "Section",
    "Unit",
    "ValueBand",
    "bump",
    "compare",
    "compile_condition",
    "expand_facts",
    "json_schema",
    "load_rubric",
    "located",
    "nearest",
    "read_rubric",
    "schema_problems",
    "semantic_problems",
    "validate_rubric",
    "version_key",
]
