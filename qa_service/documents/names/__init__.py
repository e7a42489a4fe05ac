"""Names of companies and titled persons, legal forms, and runs of capitalised words."""
