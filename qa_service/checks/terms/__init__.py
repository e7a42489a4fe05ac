"""Defined terms: undefined, unused, defined twice, written in another way."""
