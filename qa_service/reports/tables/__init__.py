"""One module per numbered table: results from a panel, and the section that shows them."""
