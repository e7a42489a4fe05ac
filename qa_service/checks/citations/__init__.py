"""Citations of literature and of law."""
