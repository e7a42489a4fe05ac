"""Benchmarks: one command per figure, peers measured in the same run."""
