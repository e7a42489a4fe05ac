"""The build of a text: sections, numbering, length, passages and words that stand twice."""
