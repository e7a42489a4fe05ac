"""Use cases: plain functions on a unit of work, an actor and a command. No HTTP, no SQL text."""
