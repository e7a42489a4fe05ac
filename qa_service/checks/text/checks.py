"""Wording: what must stand in a text, what must not, and what was left in it by mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

from marshmallow import fields

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters, phrases
from qa_service.checks.placeholders.check import find_placeholders
from qa_service.checks.placeholders.wrapped import on_one_line
from qa_service.checks.reading.encoded import encoded_joined
from qa_service.checks.reading.matching import fold
from qa_service.checks.reading.scopes import in_program
from qa_service.checks.registry import check
from qa_service.checks.text import (  # noqa: F401  (each registers its checks)
    capitals,
    counts,
    demands,
    hedging,
    metric,
    pairs,
    repetition,
    words,
)
from qa_service.checks.text.fields import shorten

# A list of YAML by its key: "tags: [name, date]". A key in the singular has one value, which is a field if in brackets.
LIST_KEY = re.compile(r"([\w.-]+)[\"']?:[ \t]*\Z")
# Blanks that stand for a word are shown as a line.
OPEN_SPACE = re.compile(r"[ \u00a0]{4,}")


class PlaceholderParams(Parameters):
    """Parameters of text.placeholders."""

    allow = phrases(load_default=(), metadata={"description": "Placeholders that are meant to be there."})
    forms = fields.Boolean(
        load_default=False,
        metadata={"description": "Report blanks to sign on and forms to fill in too, with the code form."},
    )


@check(
    "text.placeholders",
    title="Placeholders left over",
    description="Finds blanks, bracketed instructions, merge fields, TBD and the like, filler text and broken fields.",
    params=PlaceholderParams,
    severity="major",
    fires="Payment is due on [insert date] and amounts to TBD.",
    quiet="The court held [2019] that “[t]he claim fails” [sic], see [1] and [the report](https://example.org).",
    reads="all",
)
def placeholders(ctx: CheckContext) -> Iterator[Hit]:
    """Yield every placeholder outside code."""
    subject = encoded_joined(ctx.document)
    text = ctx.document.text
    allowed = {fold(phrase) for phrase in cast(Sequence[str], ctx.params["allow"])}
    for start, end, kind in find_placeholders(subject, ctx.params["forms"] is True):
        if (allowed and fold(text[start:end]) in allowed) or in_program(ctx.document, start):
            continue
        if kind == "bracket" and ctx.document.in_front_matter(start) and _is_list(text, start, end):
            continue
        printed = OPEN_SPACE.sub(" ____ ", on_one_line(text[start:end]))
        yield Hit(start, end, f"Placeholder left over: {shorten(printed)}", {"kind": kind}, code=kind)


def _is_list(text: str, start: int, end: int) -> bool:
    key = LIST_KEY.search(text, max(0, start - 100), start)
    return key is not None and (key[1].endswith("s") or "," in text[start:end] or not text[start + 1 : end - 1].strip())
