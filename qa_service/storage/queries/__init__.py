"""Reads, one module per use case; each returns small rows, and the body only where it is asked for."""
