"""Kinds of parts that a document refers to and has none of."""
