"""Facts that come with a deliverable: expressions, schemas, equality, duplicates."""
