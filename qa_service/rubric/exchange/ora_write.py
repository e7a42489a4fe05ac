"""Write Open edX ORA: an ``<openassessment>`` with a staff step, so that Studio takes it as it is.

The id of a criterion or level becomes its ``name``, the title its ``label``, the question the ``prompt`` and the anchor
the ``explanation``; weights and scores become whole points.
"""

from __future__ import annotations

from collections.abc import Iterator

from qa_service.rubric.exchange.left_out import Carried, note_left_out
from qa_service.rubric.exchange.model import Losses
from qa_service.rubric.exchange.ora_read import MADE_UP
from qa_service.rubric.exchange.sheet import SheetCriterion, sheet
from qa_service.rubric.exchange.texts import writable
from qa_service.rubric.model import Rubric

_CARRIED = Carried()


def write_ora(rubric: Rubric, losses: Losses) -> str:
    """Return the XML of a rubric. Raises ExchangeError when no criterion has levels."""
    note_left_out(rubric.document, _CARRIED, losses)
    criteria = sheet(rubric, losses, _CARRIED)
    for one in criteria:
        _note_made_up(one, losses)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<openassessment>",
        f"  {_element('title', writable(rubric.title))}",
        '  <assessments>\n    <assessment name="staff-assessment" required="True"/>\n  </assessments>',
        "  <prompts>\n    <prompt>\n      <description></description>\n    </prompt>\n  </prompts>",
        "  <rubric>",
        *(line for criterion in criteria for line in _criterion(criterion)),
        "  </rubric>",
        "</openassessment>",
    ]
    return "\n".join(lines) + "\n"


def _note_made_up(one: SheetCriterion, losses: Losses) -> None:
    message = "The id looks like one that Studio makes up: read back, it is made anew of the title."
    where = f"criterion {one.criterion.id}"
    if MADE_UP.fullmatch(one.criterion.id):
        losses.add(where, "made_up_id", message)
    for level in one.levels:
        if MADE_UP.fullmatch(level.id):
            losses.add(f"level {level.id} of {where}", "made_up_id", message)


def _criterion(one: SheetCriterion) -> Iterator[str]:
    yield "    <criterion>"
    yield f"      {_element('name', one.criterion.id)}"
    yield f"      {_element('label', one.title)}"
    yield f"      {_element('prompt', question(one))}"
    for level in one.levels:
        yield f'      <option points="{level.points}">'
        yield f"        {_element('name', level.id)}"
        yield f"        {_element('label', level.label or level.id)}"
        yield f"        {_element('explanation', level.anchor)}"
        yield "      </option>"
    yield "    </criterion>"


def question(one: SheetCriterion) -> str:
    """Return the question with the guidance behind it, for formats that have one place for both."""
    return "\n\n".join(text.strip() for text in (one.ask, one.guidance) if text.strip())


def _element(tag: str, text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<{tag}>{escaped}</{tag}>"
