"""Results of significance tests as they are printed."""
