"""What only a whole case shows: conflicting facts, near copies, findings that came back."""
