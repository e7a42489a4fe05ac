"""Our house style as checks of qa-service: installed beside it, they are found by their entry point."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from marshmallow import fields, validate

from qa_service.checks import CheckContext, FactName, Hit, Parameters, check


class SentenceParams(Parameters):
    """Parameters of house.long_sentences."""

    max_words = fields.Integer(
        load_default=40,
        validate=validate.Range(min=5, max=500),
        metadata={"description": "Most words of a sentence."},
    )


@check(
    "house.long_sentences",
    title="Sentence too long",
    description="A sentence with more than `max_words` words.",
    params=SentenceParams,
    fires="We advise the buyer " + "and the seller and the lender and the broker " * 5 + "to sign.",
    quiet="We advise the buyer and the seller to sign. The lender need not.",
    severity="minor",
)
def long_sentences(ctx: CheckContext) -> Iterator[Hit]:
    """Count the words between blanks of each sentence."""
    limit = cast(int, ctx.params["max_words"])
    for sentence in ctx.document.sentences:
        words = len(ctx.document.text[sentence.start : sentence.end].split())
        if words > limit:
            yield Hit(
                sentence.start,
                sentence.end,
                f"The sentence has {words} words; house style allows {limit}.",
                evidence={"words": words, "limit": limit},
                suggestion="Split it.",
            )


class ClientParams(Parameters):
    """Parameters of house.client_named."""

    client = FactName(load_default="case.client", metadata={"description": "Fact with the client's name."})


@check(
    "house.client_named",
    title="Client not named at the start",
    description="The first two paragraphs do not name the client. Needs the fact that `client` names.",
    params=ClientParams,
    fires="With the client Kestrel Ltd: This memo sets out our advice.",
    quiet="With the client Kestrel Ltd: This memo advises Kestrel Ltd.",
    severity="major",
)
def client_named(ctx: CheckContext) -> Iterator[Hit]:
    """Look for the name in the first two blocks; without the fact the check is skipped, and says so."""
    name = str(ctx.require(cast(str, ctx.params["client"])))
    opening = ctx.document.blocks[:2]
    end = opening[-1].end if opening else 0
    if name.casefold() not in ctx.document.text[:end].casefold():
        yield Hit(0, 0, f"The opening does not name {name}.", evidence={"client": name})
