"""The answer of `check` as one page that needs nothing beside itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qa_service import __version__
from qa_service.cli.check_answer import SEVERITIES, Answer, counted, rank, shown_name, summary

FOLDER = Path(__file__).parent / "templates"


def as_page(answer: Answer, titles: Mapping[str, str], statistics: bool) -> str:
    """Return the page: per file every finding in its paragraph; ``titles`` says what each check is called."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters.update(name=shown_name, severity=_severity, visible=_visible, lines=_lines)
    return environment.get_template("check.html").render(
        answer=answer,
        titles=titles,
        style=(FOLDER / "check.css").read_text("utf-8"),
        summary=summary(answer),
        severities=_by_severity(answer),
        tallies=answer.tallies() if statistics else [],
        counted=counted,
        version=__version__,
    )


def _severity(name: str) -> str:
    """The class of a severity's colour."""
    return SEVERITIES[rank(name)]


def _by_severity(answer: Answer) -> list[tuple[str, int]]:
    names = [found.finding.severity for _, found in answer.new()]
    return [(name, names.count(name)) for name in sorted(set(names), key=lambda name: (-rank(name), name))]


def _visible(text: str) -> str:
    """The text without characters that no page may hold."""
    return "".join(c if c >= " " or c in "\n\t" else "�" for c in text)


def _lines(value: Any) -> str:
    """A value of the evidence in words."""
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_lines(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_lines, value))
    return _visible("" if value is None else str(value))
