"""Quantities with a unit: conversions, percentages, and one quantity told in two units."""
