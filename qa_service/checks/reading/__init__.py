"""How checks read words: roots, names, quoted scopes, patterns, running heads."""
