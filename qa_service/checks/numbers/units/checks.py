"""Units, currencies, scales and notations of one text that do not go together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

from marshmallow import fields, validate

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.numbers.units.conversions import conversions
from qa_service.checks.numbers.units.notation import mixed_notation, unexpected_marks
from qa_service.checks.numbers.units.percent import percent_changes
from qa_service.checks.numbers.units.quantities import same_quantities
from qa_service.checks.numbers.units.reading import MONEY, own_words, plain, quantities
from qa_service.checks.numbers.units.stated import cited_figures, two_statements
from qa_service.checks.numbers.units.sums import mixed_sums
from qa_service.checks.numbers.units.tables import mixed_columns
from qa_service.checks.parameters import Parameters
from qa_service.checks.registry import check
from qa_service.documents import Document

KINDS = ("conversion", "currency", "measure", "percent", "scale", "separators")
_BRACKET = re.compile(r"\s?[(\[/]\s?(?:[^\d\n()]{0,30})|\s(?:or|=)\s(?:[^\d\n()]{0,12})")


class UnitsParams(Parameters):
    """Parameters of numbers.units."""

    kinds = fields.List(
        fields.String(validate=validate.OneOf(KINDS)),
        load_default=lambda: list(KINDS),
        validate=validate.Length(min=1),
        metadata={"description": f"What to look for: {', '.join(KINDS)}. All by default."},
    )
    currency = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Regexp(r"[A-Z]{3}\Z", error="Must be an ISO 4217 code, such as EUR."),
        metadata={"description": "Code of the one currency of the text; others stand only beside an amount in it."},
    )
    decimal_mark = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf([".", ","]),
        metadata={"description": "The decimal mark of every number, “.” or “,”."},
    )


@check(
    "numbers.units",
    title="Units, currencies, scales or separators mixed",
    description=(
        "Values side by side in two units that are not the same (“10 km (16 miles)”); a difference of percentages"
        " called a percentage; one quantity with the same digits in another currency, unit or scale; text that cites a"
        " table in another scale or currency; cells in another currency, unit, scale or notation than their column;"
        " decimal commas among decimal points, and thousands parted in two ways. Right and rounded conversions, rates"
        " that are given, quotations, passages in another language, columns of mixed figures, references and versions"
        " are left alone."
    ),
    params=UnitsParams,
    severity="major",
    fires="The site lies 10 km (16 miles) from the port. The margin rose from 10% to 12%, an increase of 2%.",
    quiet="The site lies 10 miles (16 km) from the port. The margin rose from 10% to 12%, by 2 percentage points.",
)
def units(ctx: CheckContext) -> Iterator[Hit]:
    """Yield what does not go together, by kind; a place is reported once."""
    kinds = frozenset(cast(Sequence[str], ctx.params["kinds"]))
    currency, mark = ctx.params["currency"], ctx.params["decimal_mark"]
    if not ctx.document.numbers:
        return
    seen: set[tuple[int, int]] = set()
    for hit in _all(ctx.document, str(currency or ""), str(mark or "")):
        if hit.code in kinds and (hit.start, hit.end) not in seen:
            seen.add((hit.start, hit.end))
            yield hit


def _all(document: Document, currency: str, mark: str) -> Iterator[Hit]:
    yield from conversions(document)
    yield from percent_changes(document)
    yield from cited_figures(document)
    yield from two_statements(document)
    yield from same_quantities(document)
    yield from mixed_columns(document)
    yield from mixed_sums(document)
    if currency:
        yield from _unexpected(document, currency)
    yield from unexpected_marks(document, mark) if mark else mixed_notation(document)


def _unexpected(document: Document, expected: str) -> Iterator[Hit]:
    """Yield the amounts in another currency that no amount in the expected one stands beside."""
    found = [each for each in quantities(document) if each.dimension == MONEY]
    for at, each in enumerate(found):
        beside = [(found[i], found[i + 1]) for i in (at - 1, at) if 0 <= i < len(found) - 1]
        paired = any(
            expected in (one.unit, other.unit) and _BRACKET.fullmatch(document.text, one.end, other.start)
            for one, other in beside
        )
        if each.unit == expected or paired or not own_words(document, each.start):
            continue
        evidence: dict[str, object] = {"amount": plain(each.amount), "currency": each.unit, "expected": expected}
        message = f"The amount is in {each.unit}; {expected} is expected."
        yield Hit(each.start, each.end, message, evidence, code="currency")
