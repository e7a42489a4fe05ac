"""Citations of literature and of cases, and lists of references."""
