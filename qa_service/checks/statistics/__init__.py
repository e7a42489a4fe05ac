"""Reported statistics that cannot be: p values, means of whole numbers, shares of a sample."""
