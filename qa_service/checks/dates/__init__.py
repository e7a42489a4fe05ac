"""Dates that cannot be, stand in the wrong order or miss a deadline."""
