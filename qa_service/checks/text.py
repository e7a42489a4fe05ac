"""Wording: what must stand in a text, what must not, and what was left in it by mistake."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import re2
from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.matching import contains, find_phrases, phrase_pattern, texts, whole_words
from qa_service.checks.parameters import Parameters, Pattern, Phrase, compile_pattern, phrases
from qa_service.checks.placeholders import find_placeholders
from qa_service.checks.registry import check
from qa_service.checks.wordlists import HEDGES, LISTS
from qa_service.documents.anchors import spans

MAX_PATTERNS = 2_000
FOLDED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-"})


class PlaceholderParams(Parameters):
    """Parameters of text.placeholders."""

    allow = phrases(load_default=(), metadata={"description": "Placeholders that are meant to be there."})


@check(
    "text.placeholders",
    title="Placeholders left over",
    description="Finds blanks, bracketed instructions, merge fields, TBD and the like, filler text and broken fields.",
    params=PlaceholderParams,
    severity="major",
    fires="Payment is due on [insert date] and amounts to TBD.",
    quiet="The court held [2019] that “[t]he claim fails” [sic], see [1] and [the report](https://example.org).",
)
def placeholders(ctx: CheckContext) -> Iterator[Hit]:
    """Yield every placeholder outside code."""
    text = ctx.document.text
    allowed = {_fold(phrase) for phrase in cast(Sequence[str], ctx.params["allow"])}
    for start, end, kind in find_placeholders(text):
        if (allowed and _fold(text[start:end]) in allowed) or ctx.document.in_code(start):
            continue
        yield Hit(start, end, f"Placeholder left over: {_shorten(text[start:end])}", {"kind": kind}, code=kind)


class MustContainParams(Parameters):
    """Parameters of text.must_contain; each phrase may be the name of a fact."""

    any = phrases(metadata={"description": "At least one of these phrases must occur."})
    all = phrases(metadata={"description": "Each of these phrases must occur."})
    any_of_each = fields.List(
        fields.Raw(), validate=validate.Length(min=1), metadata={"description": "Of each list (or fact), one phrase."}
    )

    @validates_schema
    def _some(self, data: Mapping[str, object], **kwargs: object) -> None:
        if not data:
            raise ValidationError("Give at least one of any, all, any_of_each.")
        for index, group in enumerate(cast(Sequence[object], data.get("any_of_each", ()))):
            good = isinstance(group, str) or (isinstance(group, list) and all(isinstance(p, str) for p in group))
            if not group or not good:
                raise ValidationError({"any_of_each": {index: ["Must be a fact's name or a list of phrases."]}})


@check(
    "text.must_contain",
    title="Required wording is missing",
    description="Demands phrases, whatever their case and blanks: any of a list, all of a list, or one of each list.",
    params=MustContainParams,
    severity="major",
    fires="A memo without its marking.",
    quiet="Privileged and Confidential. A memo with its marking.",
)
def must_contain(ctx: CheckContext) -> Iterator[Hit]:
    """Yield one hit for the whole document per unmet demand."""
    text = ctx.document.text
    for code, wanted in _demands(ctx):
        if wanted and not any(contains(text, phrase) for phrase in wanted):
            shown = " or ".join(f"“{_shorten(phrase)}”" for phrase in wanted[:5])
            yield Hit(0, 0, f"The document does not contain {shown}.", {"wanted": wanted}, code=code)


def _demands(ctx: CheckContext) -> Iterator[tuple[str, list[str]]]:
    if "any" in ctx.params:
        yield "any", texts(ctx.resolved(ctx.params["any"]))
    for phrase in cast(Sequence[str], ctx.params.get("all", ())):
        yield from (("all", [text]) for text in texts(ctx.resolved(phrase)))
    for group in cast(Sequence[object], ctx.params.get("any_of_each", ())):
        yield "any_of_each", texts(ctx.resolved(group))


class PhrasesParams(Parameters):
    """A list of phrases; each may be the name of a fact."""

    any = phrases(required=True, metadata={"description": "Phrases, or facts that hold phrases."})


@check(
    "text.must_not_contain",
    title="Forbidden wording",
    description="Refuses phrases, whatever their case and blanks.",
    params=PhrasesParams,
    fires="This is guaranteed to work.",
    quiet="This was tested and works.",
)
def must_not_contain(ctx: CheckContext) -> Iterator[Hit]:
    """Yield every occurrence of a forbidden phrase."""
    text = ctx.document.text
    for start, end in find_phrases(text, texts(ctx.resolved(ctx.params["any"]))):
        yield Hit(start, end, f"Forbidden wording: “{_shorten(text[start:end])}”.")


class IndicatorParams(Parameters):
    """Parameters of text.indicators."""

    list = fields.Raw(required=True, metadata={"description": "A built-in list, or a list of phrases (or facts)."})

    @validates_schema
    def _known(self, data: Mapping[str, object], **kwargs: object) -> None:
        value = data.get("list")
        names = ", ".join(sorted(LISTS))
        if isinstance(value, str) and value not in LISTS and "." not in value:
            raise ValidationError({"list": [f"There is no list {value!r}; built in are {names}."]})
        if not isinstance(value, str) and not _is_phrases(value):
            raise ValidationError({"list": [f"Must be a list of phrases, a fact, or one of {names}."]})


def _is_phrases(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, str) and v.strip() for v in value)


@check(
    "text.indicators",
    title="Indicator phrase",
    description="Counts the phrases of a list, for conditions such as `checks.fraud_screen.hits > 0`.",
    params=IndicatorParams,
    severity="neutral",
    fires="There was no sign of forced entry, and the insured was eager to settle.",
    quiet="The door was forced and the police report is on file.",
)
def indicators(ctx: CheckContext) -> Iterator[Hit]:
    """Yield every indicator phrase."""
    value = ctx.params["list"]
    built_in = LISTS.get(value) if isinstance(value, str) else None
    text = ctx.document.text
    for start, end in find_phrases(text, built_in or texts(ctx.resolved(value))):
        yield Hit(start, end, f"Indicator: “{_shorten(text[start:end])}”.")


class ExistenceParams(Parameters):
    """Parameters of text.existence: words and phrases (tokens) and patterns in google-re2's syntax."""

    tokens = phrases(load_default=(), metadata={"description": "Words and phrases, matched as whole words."})
    raw = fields.List(Pattern(), load_default=(), metadata={"description": "Patterns in google-re2's syntax."})
    ignore_case = fields.Boolean(load_default=True)
    message = Phrase(load_default="“{}” should not be used.", metadata={"description": "{} stands for the match."})

    @validates_schema
    def _some(self, data: Mapping[str, Sequence[str]], **kwargs: object) -> None:
        count = len(data.get("tokens", ())) + len(data.get("raw", ()))
        if not 0 < count <= MAX_PATTERNS:
            raise ValidationError(f"Give between 1 and {MAX_PATTERNS} tokens and raw patterns.")

    @post_load
    def _compile(self, data: dict[str, object], **kwargs: object) -> dict[str, object]:
        """Compile at publish, so that a refused pattern never meets a document."""
        ignore = bool(data["ignore_case"])
        raw = cast(Sequence[str], data["raw"])
        matchers = [compile_pattern("|".join(f"(?:{pattern})" for pattern in raw), ignore)] if raw else []
        return data | {"matchers": matchers}


@check(
    "text.existence",
    title="Wording to avoid",
    description="Finds tokens and patterns (google-re2) that the house style refuses.",
    params=ExistenceParams,
    fires="We will utilize it.",
    quiet="We will use it.",
)
def existence(ctx: CheckContext) -> Iterator[Hit]:
    """Yield every match of a token or pattern."""
    text, message = ctx.document.text, str(ctx.params["message"])
    tokens = tuple(cast(Sequence[str], ctx.params["tokens"]))
    for start, end in _tokens(text, tokens, bool(ctx.params["ignore_case"])):
        yield Hit(start, end, message.replace("{}", _shorten(text[start:end])))
    for matcher in cast(Sequence[re2._Regexp], ctx.params["matchers"]):
        for start, end in spans(matcher, text):
            if end > start:
                yield Hit(start, end, message.replace("{}", _shorten(text[start:end])))


def _tokens(text: str, tokens: tuple[str, ...], ignore_case: bool) -> Iterator[tuple[int, int]]:
    for start, end in find_phrases(text, tokens):
        if ignore_case or _spaces(text[start:end]) in tokens:
            yield start, end


class SubstitutionParams(Parameters):
    """Parameters of text.substitution."""

    swap = fields.Dict(
        keys=Phrase(),
        values=fields.String(),
        required=True,
        validate=validate.Length(min=1, max=MAX_PATTERNS),
        metadata={"description": "What to avoid, and what to write instead."},
    )


@check(
    "text.substitution",
    title="Better wording exists",
    description="Proposes the house's word for another.",
    params=SubstitutionParams,
    fires="We utilize it.",
    quiet="We use it.",
)
def substitution(ctx: CheckContext) -> Iterator[Hit]:
    """Yield every phrase for which a replacement is declared."""
    text = ctx.document.text
    swap = {_fold(key): value for key, value in cast(Mapping[str, str], ctx.params["swap"]).items()}
    for start, end in spans(phrase_pattern(tuple(swap)), text):
        better = swap.get(_fold(text[start:end]))
        if better is not None and whole_words(text, start, end) and _spaces(text[start:end]) != better:
            shown = _shorten(text[start:end])
            yield Hit(start, end, f"Write “{better}” instead of “{shown}”.", {"write": better}, suggestion=better)


class HedgingParams(Parameters):
    """Parameters of text.hedging."""

    extra = phrases(load_default=(), metadata={"description": "More phrases that hedge."})
    allow = phrases(load_default=(), metadata={"description": "Phrases that may stand."})


@check(
    "text.hedging",
    title="Hedging",
    description="Finds phrases that take back half of a statement.",
    params=HedgingParams,
    fires="It seems the clause is perhaps void.",
    quiet="The clause is void.",
)
def hedging(ctx: CheckContext) -> Iterator[Hit]:
    """Yield every hedge."""
    allowed = {_fold(phrase) for phrase in cast(Sequence[str], ctx.params["allow"])}
    wanted = [*HEDGES, *cast(Sequence[str], ctx.params["extra"])]
    text = ctx.document.text
    kept = [phrase for phrase in wanted if _fold(phrase) not in allowed] if allowed else wanted
    for start, end in find_phrases(text, kept):
        yield Hit(start, end, f"Hedging: “{_shorten(text[start:end])}”.")


def _fold(text: str) -> str:
    return " ".join(text.translate(FOLDED).casefold().split())


def _spaces(text: str) -> str:
    return " ".join(text.split())


def _shorten(text: str, limit: int = 60) -> str:
    plain = _spaces(text)
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
