"""What Canvas says beside titles, texts and points, and why it has no place in a rubric.

The tables give a sentence for each known key; an empty one says that nothing is lost with it, because it is read
elsewhere or only repeats what is.
"""

from __future__ import annotations

from typing import Any

from qa_service.rubric.exchange.json_text import Digits
from qa_service.rubric.exchange.model import Losses, shown

_OUTCOME = "The alignment with a learning outcome has no place here"
_HOUSEKEEPING = "Canvas keeps this for itself"

RUBRIC_KEYS = {
    "title": "", "data": "", "criteria": "", "points_possible": "", "rubric": "",
    "id": "The number that the rubric has in Canvas is not kept",
    "context_id": "The course or account that owns the rubric is not kept",
    "context_type": "",
    "reusable": _HOUSEKEEPING, "read_only": _HOUSEKEEPING, "public": _HOUSEKEEPING,
    "free_form_criterion_comments": "Free comments in place of ratings have no place here",
    "hide_score_total": "Whether the total is hidden has no place here",
    "hide_points": "Whether points are hidden has no place here",
    "rating_order": "The order in which ratings are shown has no place here",
    "button_display": "How ratings are shown has no place here",
    "assessments": "Assessments made with the rubric are not read",
    "associations": "What the rubric is attached to is not read",
}  # fmt: skip
CRITERION_KEYS = {
    "id": "", "description": "", "long_description": "", "points": "", "ratings": "",
    "criterion_use_range": "A rating stands for a range of points there, for its own points here",
    "learning_outcome_id": _OUTCOME, "outcome": _OUTCOME,
    "mastery_points": "The points from which an outcome counts as mastered have no place here",
    "ignore_for_scoring": "It becomes an advisory criterion: asked and reported, never counted",
}  # fmt: skip
RATING_KEYS = {"id": "", "criterion_id": "", "description": "", "long_description": "", "points": ""}


def note_keys(holder: dict[str, Any], where: str, known: dict[str, str], losses: Losses) -> None:
    """Note each key of an object that says something and has no place."""
    for key, value in holder.items():
        if key not in known and _says_something(value):
            losses.add(where, "unknown_key", f'"{shown(key)}" is not known here and was left out.')
        elif known.get(key) and _says_something(value):
            losses.add(where, key, f"{known[key]}{_given(value)}.")


def _says_something(value: object) -> bool:
    return value not in (None, False, "", "0", "false") and value != [] and value != {}


def _given(value: object) -> str:
    return f" ({shown(value)})" if isinstance(value, str | Digits) and value not in ("true", "1") else ""
