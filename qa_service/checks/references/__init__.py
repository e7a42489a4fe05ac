"""References of a document to its own parts: what they name, and whose they are."""
