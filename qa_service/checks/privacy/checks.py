"""Personal data that should not stand in a deliverable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from marshmallow import fields, validate

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters, phrases
from qa_service.checks.privacy.identifiers import CODES, Options, find_identifiers
from qa_service.checks.reading.matching import texts
from qa_service.checks.registry import check


class IdentifierParams(Parameters):
    """Parameters of privacy.identifiers."""

    kinds = fields.List(
        fields.String(validate=validate.OneOf(CODES)),
        load_default=list(CODES),
        metadata={"description": "Which identifiers to look for."},
    )
    regions = fields.List(
        fields.String(validate=validate.Regexp(r"^[A-Z]{2}$")),
        load_default=["US", "GB"],
        validate=validate.Length(min=1, max=10),
        metadata={"description": "Countries (ISO 3166) whose telephone numbers are known without a prefix."},
    )
    toll_free = fields.Boolean(
        load_default=False,
        metadata={"description": "Report lines that firms alone have too: free of charge, or of premium rate."},
    )
    offices = fields.Boolean(
        load_default=False,
        metadata={"description": "Report fax lines, switchboards and telephones in the address of a firm too."},
    )
    allow = phrases(
        load_default=(),
        metadata={"description": "Values, facts or endings (@client.example) that may stand."},
    )


@check(
    "privacy.identifiers",
    title="Personal identifier",
    description=(
        "Finds e-mail addresses, telephone, bank, card, national, health and passport numbers, dates of birth and"
        " home addresses. Checksums, numbering plans and neighbouring words keep other numbers out."
    ),
    params=IdentifierParams,
    severity="major",
    fires="Write to jane.roe@example.org or call +44 20 7946 0958; her NHS number is 943 476 5919.",
    quiet="Invoice no. 4111-2222 of 2024-05-17, docket 19-cv-01234, ISBN 978-3-16-148410-0.",
)
def identifiers(ctx: CheckContext) -> Iterator[Hit]:
    """Yield every identifier that is not allowed; the message does not repeat it."""
    text = ctx.document.text
    allowed = tuple(_plain(value) for value in texts(ctx.resolved(ctx.params["allow"])))
    options = Options(
        cast(Sequence[str], ctx.params["kinds"]),
        cast(Sequence[str], ctx.params["regions"]),
        ctx.params["toll_free"] is True,
        ctx.params["offices"] is True,
    )
    for start, end, kind in find_identifiers(ctx.document, options):
        value = _plain(text[start:end])
        if value not in allowed and not (allowed and value.endswith(tuple(a for a in allowed if a[0] == "@"))):
            yield Hit(start, end, f"Personal data: {kind.title}.", {"kind": kind.code}, code=kind.code)


def _plain(value: str) -> str:
    return "".join(char for char in value.lower() if char.isalnum() or char in "@+.")
