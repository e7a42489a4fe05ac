"""Numbers in digits and in words: notations, currencies, units, and one number told in both."""
