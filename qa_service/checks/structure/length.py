"""How long a text is and how hard to read, within bands that the rubric sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import cast

from marshmallow import ValidationError, fields, validate, validates_schema

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters
from qa_service.checks.registry import check
from qa_service.checks.structure.reading_level import FORMULAS, counts_of, reading_level

Band = Mapping[str, int | float]


class ReadingBand(Parameters):
    """The lowest and the highest value of a measure of reading."""

    min = fields.Float()
    max = fields.Float()

    @validates_schema
    def _band(self, data: Band, **kwargs: object) -> None:
        _demand_band(data)


class LengthParams(Parameters):
    """Parameters of structure.length."""

    min = fields.Integer(validate=validate.Range(min=0), metadata={"description": "The least number of words."})
    max = fields.Integer(validate=validate.Range(min=1), metadata={"description": "The largest number of words."})
    reading = fields.Dict(
        keys=fields.String(validate=validate.OneOf(tuple(FORMULAS))),
        values=fields.Nested(ReadingBand),
        validate=validate.Length(min=1),
        metadata={
            "description": f"Bands (min, max) of measures of reading: {', '.join(FORMULAS)}. Low ease is hard to read."
        },
    )

    @validates_schema
    def _bands(self, data: Mapping[str, object], **kwargs: object) -> None:
        if not data:
            raise ValidationError("Give min, max or reading.")
        band = {name: cast(int, data[name]) for name in ("min", "max") if name in data}
        if band:
            _demand_band(band)


def _demand_band(band: Band) -> None:
    if not band or band.get("min", float("-inf")) > band.get("max", float("inf")):
        raise ValidationError("Give min, max, or both with min not above max.")


@check(
    "structure.length",
    title="Length and reading level",
    description=(
        "Keeps the number of words, and measures of how hard the running text is to read, within bands. The measures"
        " that rest on syllables are for English; the automated readability index, Coleman–Liau and LIX are not."
    ),
    params=LengthParams,
    fires="Too short? It depends on the band that the rubric sets.",
    quiet="A text within its band.",
)
def length(ctx: CheckContext) -> Iterator[Hit]:
    """Yield one hit for each band that the document is outside of."""
    words = ctx.document.word_count
    low, high = ctx.params.get("min"), ctx.params.get("max")
    if isinstance(low, int) and words < low:
        yield Hit(0, 0, f"The document has {words} words; at least {low} are asked for.", {"words": words, "min": low})
    if isinstance(high, int) and words > high:
        yield Hit(0, 0, f"The document has {words} words; at most {high} are allowed.", {"words": words, "max": high})
    for name, band in sorted(cast(Mapping[str, Band], ctx.params.get("reading", {})).items()):
        yield from _reading(ctx, name, band)


def _reading(ctx: CheckContext, name: str, band: Band) -> Iterator[Hit]:
    counts = counts_of(ctx.document)
    value = reading_level(name, counts)
    if value is None:
        return
    for edge, outside, demand in (
        ("min", value < _edge(band, "min", value), "at least {} is asked for"),
        ("max", value > _edge(band, "max", value), "at most {} is allowed"),
    ):
        if outside:
            limit = str(_edge(band, edge, value))
            evidence = {"measure": name, "value": str(value), edge: limit, "counts": counts.to_dict()}
            yield Hit(0, 0, f"The {FORMULAS[name][0]} is {value}; {demand.format(limit)}.", evidence, code=name)


def _edge(band: Band, edge: str, value: Decimal) -> Decimal:
    return Decimal(str(band[edge])) if edge in band else value
