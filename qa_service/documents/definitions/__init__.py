"""Where and how a document defines its terms."""
