"""Checks between deliverables: what one says against others of its case, earlier work and its own earlier versions."""

from __future__ import annotations

from qa_service.checks.case.conflicts import conflicts
from qa_service.checks.case.near_duplicates import near_duplicate
from qa_service.checks.case.regression import regression

__all__ = ["conflicts", "near_duplicate", "regression"]
