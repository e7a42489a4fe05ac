"""Numbers that contradict each other: totals, sums, units, restatements, words and digits."""
