"""Rules about wording: words to use, to avoid, to count; patterns, fields, capitals."""
