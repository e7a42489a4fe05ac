"""Figures of the text that do not tie to a table: what a sentence names, and the odds that it is wrong."""
