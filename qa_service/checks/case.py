"""Checks between deliverables: what one says against others of its case, earlier work and its own earlier versions."""

from __future__ import annotations

from qa_service.checks.case_conflicts import conflicts
from qa_service.checks.case_regression import regression
from qa_service.checks.near_duplicates import near_duplicate

__all__ = ["conflicts", "near_duplicate", "regression"]
