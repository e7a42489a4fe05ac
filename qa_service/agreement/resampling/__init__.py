"""Intervals of coefficients by leaving items out (jackknife) and by drawing them again (bootstrap)."""
