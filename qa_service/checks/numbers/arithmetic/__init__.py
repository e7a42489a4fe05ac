"""Arithmetic told in sentences: sums, changes, shares, products, and the figures they are made of."""
