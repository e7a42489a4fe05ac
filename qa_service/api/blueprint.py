"""Blueprints that parse strictly and document their refusals."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint as SmorestBlueprint

from qa_service.api.parser import Parser


class Blueprint(SmorestBlueprint):
    """flask-smorest with our parser."""

    ARGUMENTS_PARSER = Parser()


def blueprint(name: str, description: str) -> Any:
    """A blueprint under /v1."""
    return Blueprint(name, name, url_prefix="/v1", description=description)
