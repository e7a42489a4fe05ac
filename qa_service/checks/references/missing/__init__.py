"""Parts that a document does not have: one module for each way in which papers number their parts."""
