"""How values are written on a page: numbers, dates, names of levels and states."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, g

from qa_service.rubric import Rubric
from qa_service.web.context import web
from qa_service.web.security import csrf_token

_WORDS = {
    "awaiting_review": "Awaiting review", "in_review": "In review", "reviewed": "Reviewed",
    "failed_gate": "Failed: gate", "failed_threshold": "Failed: below pass mark",
    "passed": "Passed", "scored": "Scored",
    "incomplete": "Incomplete", "na": "N/A", "cannot_assess": "Cannot assess", "not_triggered": "Not triggered",
    "missing": "No answer", "to_score": "To score", "draft": "Draft", "submitted": "Submitted",
}  # fmt: skip
_TONES = {
    "passed": "good", "failed_gate": "bad", "failed_threshold": "bad", "incomplete": "warn", "reviewed": "good",
    "in_review": "info", "draft": "warn", "submitted": "good", "confirmed": "bad", "critical": "bad", "major": "warn",
}  # fmt: skip
_INTERVAL = "krippendorff_alpha_interval"
_ORDINAL, _NOMINAL = "krippendorff_alpha_ordinal", "krippendorff_alpha_nominal"
HEADLINE = {"ordinal": _ORDINAL, "binary": _NOMINAL, "nominal": _NOMINAL}
_GREEK = {_ORDINAL: "α ordinal", _NOMINAL: "α nominal", _INTERVAL: "α interval"}


_FILES = {
    "text/plain": "plain text", "text/markdown": "Markdown", "text/html": "HTML", "text/csv": "CSV",
    "text/tab-separated-values": "table with tabs", "application/json": "JSON", "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel workbook",
}  # fmt: skip


def file(media_type: str) -> str:
    """A media type in words."""
    return _FILES.get(media_type, media_type)


def words(value: object) -> str:
    """An identifier as words: ``not_met`` becomes ``Not met``."""
    text = str(value)
    return _WORDS.get(text) or text.replace("_", " ").replace("-", " ").strip().capitalize()


def tone(value: object) -> str:
    """The tone of a badge; what a badge says is always in its words too."""
    return _TONES.get(str(value), "neutral")


def number(value: float | None, places: int = 1) -> str:
    """A number with fixed places, or a dash where it is undefined."""
    return "–" if value is None else f"{value:.{places}f}"


def short(value: float | None) -> str:
    """A number without needless zeros."""
    return "–" if value is None else f"{value:,g}" if abs(value) < 1e6 else f"{value:,.2f}"


def percent(value: float | None, places: int = 0) -> str:
    """A share as percent."""
    return "–" if value is None else f"{100 * value:.{places}f} %"


def day(value: datetime | None) -> str:
    """A date in UTC."""
    return "–" if value is None else f"{value:%d %b %Y}"


def last_day(value: datetime | None) -> str:
    """The last whole day in UTC before an instant at which something ends."""
    return day(value - timedelta(microseconds=1)) if value is not None else "–"


def moment(value: datetime | None) -> str:
    """Date and time in UTC."""
    return "–" if value is None else f"{value:%d %b %Y, %H:%M} UTC"


def pretty(value: object) -> str:
    """A JSON value laid out for reading."""
    return json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True, default=str)


def plain(value: object) -> str:
    """A value in a line of evidence: lists and mappings spelled out, so that arithmetic can be read."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {plain(part)}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return ("; " if any(isinstance(part, Mapping | list) for part in value) else ", ").join(map(plain, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def quoted(text: str) -> str:
    """A quotation without the marks of emphasis around it ("**9,529.50**"): the page shows the emphasis itself."""
    return text.strip("*_") or text


def evidence(given: Mapping[str, object]) -> dict[str, object]:
    """What a finding rests on, for people: the place of a suspect is counted from 1, its signs are left to machines."""
    terms, suspect = given.get("terms"), given.get("suspect")
    if not isinstance(terms, list):
        return dict(given)
    lines = {name: value for name, value in given.items() if name != "terms"}
    if isinstance(suspect, int):
        lines["suspect"] = f"{'column' if any('column' in term for term in terms) else 'row'} {suspect + 1}"
    return lines


def withheld(reason: str) -> str:
    """Why a figure is withheld, without the machine's code before the colon."""
    return (reason.partition(": ")[2] or reason).replace("_", " ")


def level(rubric: Rubric, criterion: str, value: object) -> str:
    """An answer's value in words: a level's label, a number, a list of errors."""
    if isinstance(value, list | tuple):
        return "; ".join(_mark(rubric, criterion, mark) for mark in value) or "No errors"
    if isinstance(value, str):
        known = {x.id: x.label for x in rubric.scale_of(criterion).levels}
        return known.get(value) or words(value)
    return short(value) if isinstance(value, int | float) else "–"


def answer(rubric: Rubric, criterion: str, value: object, state: str) -> str:
    """An answer or non-answer in words."""
    return level(rubric, criterion, value) if state == "answered" else words(state)


def _mark(rubric: Rubric, criterion: str, mark: Any) -> str:
    given = mark if isinstance(mark, Mapping) else mark.to_dict()
    model = rubric.criterion(criterion).errors
    titles = {kind.id: kind.title for kind in model.types} if model else {}
    kind = titles.get(str(given.get("type"))) or words(given.get("type"))
    return f"{given.get('count', 1)} × {kind} ({given.get('severity', '–')})"


def headline(figure: Mapping[str, Any]) -> Mapping[str, Any]:
    """The chance-corrected coefficient that fits a criterion's scale, with its name."""
    name = HEADLINE.get(figure["scale"]["type"], _INTERVAL)
    return {"name": _GREEK[name], **figure["coefficients"].get(name, {"value": None, "withheld": "not computed"})}


def register(app: Flask) -> None:
    """Give the templates these words, and what every page needs."""
    filters = (
        *(words, file, tone, number, short, percent, day, last_day, moment),
        *(pretty, plain, headline, withheld, quoted, evidence),
    )
    app.jinja_env.filters.update({f"as_{function.__name__}": function for function in filters})
    app.jinja_env.globals.update(answer_words=answer, level_words=level, csrf_token=csrf_token, asset=_asset)
    app.context_processor(_always)


def _always() -> dict[str, Any]:
    person = getattr(g, "actor", None)
    leads = person is not None and person.sees_everything
    return {"person": person, "leads_work": leads}


def _asset(name: str) -> str:
    return web().assets.path(name)
