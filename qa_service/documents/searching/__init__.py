"""Searching quickly: patterns by their anchors, rare signs, sets of words, offsets in order."""
