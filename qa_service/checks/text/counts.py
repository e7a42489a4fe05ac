"""How often wording occurs in the text or in each of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from marshmallow import ValidationError, fields, pre_load, validate, validates_schema

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Phrase
from qa_service.checks.reading.encoded import Span
from qa_service.checks.reading.scopes import unit_of, units
from qa_service.checks.registry import check
from qa_service.checks.text.fields import TokenParams, demand_tokens, matches, say

PARTS = {"list": "list item"}


class OccurrenceParams(TokenParams):
    """Parameters of text.occurrence."""

    # Where too few is a fault, silence is one too.
    quiet_without_match: ClassVar[bool] = False

    min = fields.Integer(validate=validate.Range(min=0), metadata={"description": "Fewer matches are a finding."})
    max = fields.Integer(validate=validate.Range(min=0), metadata={"description": "More matches are a finding."})
    message = Phrase(metadata={"description": "What a finding says; %s stands for the number of matches."})

    @pre_load
    def _token(self, data: Mapping[str, object], **kwargs: object) -> dict[str, object]:
        """Read Vale's single ``token``."""
        out = dict(data)
        if isinstance(out.get("token"), str) and "raw" not in out:
            out["raw"] = [out.pop("token")]
        return out

    @validates_schema
    def _band(self, data: Mapping[str, object], **kwargs: object) -> None:
        demand_tokens(data)
        low, high = data.get("min"), data.get("max")
        if low is None and high is None:
            raise ValidationError("Give at least one of min and max.")
        if isinstance(low, int) and isinstance(high, int) and low > high:
            raise ValidationError({"min": ["Must not be greater than max."]})


@check(
    "text.occurrence",
    title="Wording occurs too often or too seldom",
    description=(
        "Counts tokens and patterns in the text, or in each sentence, paragraph, heading, list item, table or cell,"
        " and holds the count to min and max."
    ),
    params=OccurrenceParams,
    fires='With raw [","] and max 3 in a sentence: One, two, three, four, five.',
    quiet='With raw [","] and max 3 in a sentence: One, two. Three, four, five.',
    reads="source",
)
def occurrence(ctx: CheckContext) -> Iterator[Hit]:
    """Yield one hit for the text, or one per part, whose count is out of the band."""
    scope = str(ctx.params["scope"])
    parts = units(ctx.document, scope)
    inside: list[list[Span]] = [[] for _ in parts]
    for span in matches(ctx):
        at = unit_of(parts, span)
        if at is not None:
            inside[at].append(span)
    for part, found in zip(parts, inside, strict=True):
        yield from _out_of_band(ctx, scope, part, found)


def _out_of_band(ctx: CheckContext, scope: str, part: Span, found: list[Span]) -> Iterator[Hit]:
    low, high, count = ctx.params.get("min"), ctx.params.get("max"), len(found)
    evidence = {"count": count} | {name: ctx.params[name] for name in ("min", "max") if name in ctx.params}
    whole = scope in ("text", "raw")
    if isinstance(high, int) and count > high:
        start, end = (found[high][0], found[-1][1]) if whole else part
        yield Hit(start, end, _message(ctx, scope, count, f"at most {high}"), evidence, code="too_many")
    elif isinstance(low, int) and count < low:
        start, end = (0, 0) if whole else part
        yield Hit(start, end, _message(ctx, scope, count, f"at least {low}"), evidence, code="too_few")


def _message(ctx: CheckContext, scope: str, count: int, wanted: str) -> str:
    if "message" in ctx.params:
        return say(str(ctx.params["message"]), str(count))
    part = "text" if scope in ("text", "raw") else PARTS.get(scope, scope)
    return f"The wording occurs {count} time{'' if count == 1 else 's'} in this {part}; {wanted} are allowed."
