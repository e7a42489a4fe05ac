"""Write Canvas LMS rubrics: the JSON body with which its interface creates a rubric (``criteria`` by index).

A rating's id is the criterion's id, a point and the level's id, because Canvas wants ids that are unique in the whole
rubric; ratings go from the best down, as Canvas shows them.
"""

from __future__ import annotations

import json
from typing import Any

from qa_service.rubric.exchange.left_out import Carried, note_left_out
from qa_service.rubric.exchange.model import Losses
from qa_service.rubric.exchange.ora_write import question
from qa_service.rubric.exchange.sheet import SheetCriterion, sheet
from qa_service.rubric.exchange.texts import writable
from qa_service.rubric.model import Rubric

_CARRIED = Carried()


def write_canvas(rubric: Rubric, losses: Losses) -> str:
    """Return the JSON of a rubric. Raises ExchangeError when no criterion has levels."""
    note_left_out(rubric.document, _CARRIED, losses)
    criteria = sheet(rubric, losses, _CARRIED)
    body = {
        "rubric": {
            "title": writable(rubric.title),
            "criteria": {str(index): _criterion(one) for index, one in enumerate(criteria)},
        }
    }
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def _criterion(one: SheetCriterion) -> dict[str, Any]:
    name = one.criterion.id
    ratings = [
        {
            "id": f"{name}.{level.id}",
            "description": level.label or level.id,
            "long_description": level.anchor,
            "points": level.points,
        }
        for level in reversed(one.levels)
    ]
    return {
        "id": name,
        "description": one.title,
        "long_description": question(one),
        "points": max(level.points for level in one.levels),
        "criterion_use_range": False,
        "ratings": {str(index): rating for index, rating in enumerate(ratings)},
    }
