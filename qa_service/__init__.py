"""Judgment, made repeatable: rubric scoring, machine checks, blind review, agreement statistics."""

__version__ = "0.1.0"
