"""The report as one HTML file, by the template beside this module."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from qa_service.reports.methods import METHODS

if TYPE_CHECKING:
    from qa_service.reports.report import Report

_TEMPLATES = Path(__file__).parent / "templates"
_SIGNS = {"bad": "▲", "warn": "△", "good": "✓"}


def render(report: Report) -> str:
    """Render the page; everything that came from people is escaped."""
    return _template().render(
        inputs=report.inputs,
        points=report.points,
        sections=report.sections,
        drawings=report.drawings(),
        methods=METHODS,
        digest=report.digest,
        versions=report.versions,
        style=_style(),
        signs=_SIGNS,
    )


@lru_cache(maxsize=1)
def _template() -> Template:
    loader = FileSystemLoader(_TEMPLATES)
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["safe_link"] = safe_link
    environment.filters["svg"] = Markup
    return environment.get_template("report.html")


@lru_cache(maxsize=1)
def _style() -> Markup:
    return Markup((_TEMPLATES / "report.css").read_text(encoding="utf-8"))  # noqa: S704  our own file


def safe_link(address: str | None) -> str | None:
    """A link that opens a page: http, https or a path of this site; anything else is shown as text."""
    if not address or address.startswith(("//", "\\")):
        return None
    scheme = urlsplit(address).scheme.lower() if address.isprintable() else "?"
    return address if scheme in ("", "http", "https") else None
