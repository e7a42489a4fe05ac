"""Structure: repeated passages and words, required sections, length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from marshmallow import ValidationError, fields, validate, validates_schema
from rapidfuzz import fuzz

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters
from qa_service.checks.registry import check
from qa_service.checks.structure import duplicates, length, numbering
from qa_service.checks.structure import words as doubled_words
from qa_service.documents import Document, Heading

__all__ = ["doubled_words", "duplicates", "length", "numbering"]

SAME_TITLE = 86


class SectionsParams(Parameters):
    """Parameters of structure.sections."""

    required = fields.List(
        fields.Raw(),
        required=True,
        validate=validate.Length(min=1),
        metadata={"description": "Titles, or lists of a title and its synonyms, in the order they should have."},
    )
    ordered = fields.Boolean(load_default=False, metadata={"description": "Whether the order counts."})
    min_words = fields.Integer(
        load_default=1, validate=validate.Range(min=0), metadata={"description": "Fewer words make a section empty."}
    )

    @validates_schema
    def _titles(self, data: Mapping[str, Sequence[object]], **kwargs: object) -> None:
        for index, entry in enumerate(data.get("required", ())):
            names = [entry] if isinstance(entry, str) else entry
            if not isinstance(names, list) or not names or not all(isinstance(n, str) and n.strip() for n in names):
                raise ValidationError({"required": {index: ["Must be a title or a list of a title and synonyms."]}})


@check(
    "structure.sections",
    title="Required section",
    description="Demands headings (numbers, case and small misspellings aside), in order if asked, with text below.",
    params=SectionsParams,
    severity="major",
    fires="# Scope\n\nThe scope of the work.\n",
    quiet="# 1. Summary\n\nAll is well.\n\n# Scope\n\nThe scope of the work.\n",
)
def sections(ctx: CheckContext) -> Iterator[Hit]:
    """Yield missing, empty and misplaced sections."""
    headings = ctx.document.headings
    reach: tuple[int, str] = (-1, "")
    for entry in cast(Sequence[str | list[str]], ctx.params["required"]):
        names = [entry] if isinstance(entry, str) else entry
        heading = next((h for h in headings if _titled(h.title, names)), None)
        if heading is None:
            yield Hit(0, 0, f"The section “{names[0]}” is missing.", {"accepted": names}, code="missing")
            continue
        if _words_below(ctx.document, heading) < int(str(ctx.params["min_words"])):
            yield Hit(heading.start, heading.end, f"The section “{names[0]}” is empty.", code="empty")
        if ctx.params["ordered"] and heading.start < reach[0]:
            message = f"The section “{names[0]}” should come after “{reach[1]}”."
            yield Hit(heading.start, heading.end, message, code="order")
        reach = max(reach, (heading.start, names[0]))


def _titled(title: str, names: Sequence[str]) -> bool:
    plain = " ".join(title.casefold().split())
    return any(fuzz.ratio(plain, " ".join(name.casefold().split())) >= SAME_TITLE for name in names)


def _words_below(document: Document, heading: Heading) -> int:
    """Count the words up to the next heading of the same or a higher level, headings aside."""
    following = (h.start for h in document.headings if h.start > heading.start and h.level <= heading.level)
    end = next(following, len(document.text))
    inner = [h for h in document.headings if heading.start < h.start < end]
    words = len(document.text[heading.end : end].split())
    return words - sum(len(document.text[h.start : h.end].split()) for h in inner)
