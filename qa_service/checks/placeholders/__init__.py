"""What is left to fill in: one module for each kind of mark, and what makes one lawful."""
