"""Dates in every common notation, with weekdays, periods and times of day."""
