"""The living example: deliverables of two domains, four reviewers on two sites, and what they thought of them."""
