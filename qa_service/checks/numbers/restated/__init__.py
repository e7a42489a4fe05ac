"""One figure told twice: which mentions speak of the same thing, and which of them differ."""
