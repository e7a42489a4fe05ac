"""Words to avoid, and better ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Pattern, Phrase
from qa_service.checks.reading.matching import Phrases, fold
from qa_service.checks.reading.wording import Rule, patterns
from qa_service.checks.registry import check
from qa_service.checks.text.fields import (
    MAX_PATTERNS,
    TokenParams,
    WordingParams,
    demand_tokens,
    matches,
    message_field,
    say,
    scope_field,
    shorten,
)


class ExistenceParams(TokenParams):
    """Parameters of text.existence."""

    message = message_field("“%s” should not be used.")

    @validates_schema
    def _some(self, data: Mapping[str, object], **kwargs: object) -> None:
        demand_tokens(data)


@check(
    "text.existence",
    title="Wording to avoid",
    description="Finds words, phrases and patterns (google-re2) that the house style refuses.",
    params=ExistenceParams,
    fires="We will utilize it.",
    quiet="We will use it.",
    reads="all",
)
def existence(ctx: CheckContext) -> Iterator[Hit]:
    """Yield every match of a token or pattern."""
    text, message = ctx.document.text, str(ctx.params["message"])
    for start, end in matches(ctx):
        yield Hit(start, end, say(message, shorten(text[start:end])))


class SubstitutionParams(WordingParams):
    """Parameters of text.substitution."""

    swap = fields.Dict(
        keys=Phrase(),
        values=fields.String(),
        validate=validate.Length(min=1, max=MAX_PATTERNS),
        metadata={"description": "What to avoid, and what to write instead: one form, or several divided by |."},
    )
    swap_raw = fields.Dict(
        keys=Pattern(),
        values=fields.String(),
        validate=validate.Length(min=1, max=MAX_PATTERNS),
        metadata={"description": "The same with patterns in google-re2's syntax."},
    )
    scope = scope_field()
    message = Phrase(metadata={"description": "What a finding says; the first %s stands for the better wording."})

    @validates_schema
    def _some(self, data: Mapping[str, object], **kwargs: object) -> None:
        if not data.get("swap") and not data.get("swap_raw"):
            raise ValidationError("Give at least one of swap and swap_raw.")

    @post_load
    def _compile(self, data: dict[str, object], **kwargs: object) -> dict[str, object]:
        """Compile at publish; each pattern is a rule of its own, so that its replacement is known."""
        ignore = bool(data["ignore_case"])
        swap = cast(Mapping[str, str], data.get("swap", {}))
        raw = cast(Mapping[str, str], data.get("swap_raw", {}))
        rules: list[Rule] = [Phrases(tuple(swap), ignore)] if swap else []
        return data | {
            "rules": (*rules, *(patterns([source], ignore) for source in raw)),
            "better": {_key(phrase, ignore): value for phrase, value in swap.items()},
        }


@check(
    "text.substitution",
    title="Better wording exists",
    description="Proposes the house's word for another.",
    params=SubstitutionParams,
    fires="We utilize it.",
    quiet="We use it.",
    reads="all",
)
def substitution(ctx: CheckContext) -> Iterator[Hit]:
    """Yield every phrase for which a replacement is declared."""
    text = ctx.document.text
    for start, end, better in sorted(_swapped(ctx)):
        quote = text[start:end]
        choices = [choice.strip() for choice in better.split("|")]
        if " ".join(quote.split()) in choices:
            continue
        fix = _as_written(choices[0], quote)
        yield Hit(start, end, _advice(ctx, choices, quote), {"write": better}, suggestion=fix)


def _swapped(ctx: CheckContext) -> Iterator[tuple[int, int, str]]:
    rules = list(cast(Sequence[Rule], ctx.params["rules"]))
    better, ignore = cast(Mapping[str, str], ctx.params["better"]), bool(ctx.params["ignore_case"])
    if better:
        for start, end in matches(ctx, [rules.pop(0)]):
            yield start, end, better[_key(ctx.document.text[start:end], ignore)]
    for rule, value in zip(rules, cast(Mapping[str, str], ctx.params.get("swap_raw", {})).values(), strict=True):
        yield from ((start, end, value) for start, end in matches(ctx, [rule]))


def _key(phrase: str, ignore_case: bool) -> str:
    return fold(phrase) if ignore_case else " ".join(phrase.split())


def _advice(ctx: CheckContext, choices: Sequence[str], quote: str) -> str:
    shown, wanted = shorten(quote), " or ".join(f"“{choice}”" for choice in choices)
    if "message" in ctx.params:
        return say(str(ctx.params["message"]), shown, " or ".join(choices))
    return f"Write {wanted} instead of “{shown}”." if choices[0] else f"Leave out “{shown}”."


def _as_written(better: str, quote: str) -> str:
    """Begin with a capital where the text does."""
    if quote[:1].isupper() and better[:1].islower() and (len(quote) == 1 or not quote.isupper()):
        return better[0].upper() + better[1:]
    return better
