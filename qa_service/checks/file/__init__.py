"""What a file holds beside its text: properties, and content that a reader does not see."""
