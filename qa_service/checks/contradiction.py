"""Contradictions within one text."""
