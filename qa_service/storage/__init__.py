"""The store: engine, unit of work, tables per aggregate, queries per use case. No HTTP here."""
