"""References to parts of a document, and the parts that they may point to."""
