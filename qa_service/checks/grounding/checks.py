"""Grounding: what a deliverable takes from its brief and sources must be there, and what they ask for must be in it."""

from __future__ import annotations

from qa_service.checks.grounding.coverage import coverage
from qa_service.checks.grounding.entities import entities
from qa_service.checks.grounding.numbers import numbers
from qa_service.checks.grounding.quotes import quotes
from qa_service.checks.grounding.support import support

__all__ = ["coverage", "entities", "numbers", "quotes", "support"]
