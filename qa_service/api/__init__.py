"""The HTTP API: parse, one service call, shape. Nothing is decided here."""

from __future__ import annotations

from flask import Flask

from qa_service.api import context, events, problems, query
from qa_service.api.openapi import register_documents


def register(app: Flask) -> None:
    """Attach the API to an application whose store is in ``app.extensions['qa_store']``."""
    problems.register(app)
    context.register(app)
    query.register(app)
    events.register(app)
    register_documents(app)
