"""Totals that do not foot: what a line adds up, and which slip explains a difference."""
