"""Names: one written in two ways, those of others, those that are allowed."""
