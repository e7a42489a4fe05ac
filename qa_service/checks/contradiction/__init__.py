"""Sentences that say and deny the same."""
