"""Phrases that must stand in a text, that must not, and that are only counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, cast

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from qa_service.checks.context import DOTTED, CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters, phrases
from qa_service.checks.reading.matching import Phrases, find_phrases, texts
from qa_service.checks.reading.running_heads import look_there, running_heads
from qa_service.checks.reading.scopes import within
from qa_service.checks.reading.wording import Rule
from qa_service.checks.reading.wordlists import LISTS
from qa_service.checks.registry import check
from qa_service.checks.text.fields import matches, scope_field, shorten

MAX_SHOWN = 5


class MustContainParams(Parameters):
    """Parameters of text.must_contain; each phrase may be the name of a fact."""

    any = phrases(metadata={"description": "At least one of these phrases must occur."})
    all = phrases(metadata={"description": "Each of these phrases must occur."})
    any_of_each = fields.List(
        fields.Raw(), validate=validate.Length(min=1), metadata={"description": "Of each list (or fact), one phrase."}
    )
    scope = scope_field("raw")

    @validates_schema
    def _some(self, data: Mapping[str, object], **kwargs: object) -> None:
        if not any(name in data for name in ("any", "all", "any_of_each")):
            raise ValidationError("Give at least one of any, all, any_of_each.")
        for index, group in enumerate(cast(Sequence[object], data.get("any_of_each", ()))):
            good = isinstance(group, str) or (isinstance(group, list) and all(isinstance(p, str) for p in group))
            if not group or not good:
                raise ValidationError({"any_of_each": {index: ["Must be a fact's name or a list of phrases."]}})

    @post_load
    def _compile(self, data: dict[str, object], **kwargs: object) -> dict[str, object]:
        """Compile the demands in which no fact is named; a rule each, in the order of `_demands`."""
        demands = [(code, group, _rule(group)) for code, group in _demands(data)]
        return data | {"demands": demands, "rules": tuple(rule for _, _, rule in demands if rule is not None)}


def _rule(group: Sequence[str]) -> Phrases | None:
    known = group and not any(map(DOTTED.fullmatch, group)) and all(phrase.strip() for phrase in group)
    return Phrases(tuple(group), first=True) if known else None


def _demands(params: Mapping[str, object]) -> Iterator[tuple[str, list[str]]]:
    """Yield each demand: one of these phrases (or facts that hold phrases) must occur."""
    if "any" in params:
        yield "any", list(cast(Sequence[str], params["any"]))
    yield from (("all", [phrase]) for phrase in cast(Sequence[str], params.get("all", ())))
    for group in cast(Sequence[object], params.get("any_of_each", ())):
        yield "any_of_each", [group] if isinstance(group, str) else list(cast(Sequence[str], group))


@check(
    "text.must_contain",
    title="Required wording is missing",
    description="Demands phrases, whatever their case and blanks: any of a list, all of a list, or one of each list.",
    params=MustContainParams,
    severity="major",
    fires="A memo without its marking.",
    quiet="Privileged and Confidential. A memo with its marking.",
    reads="source",
)
def must_contain(ctx: CheckContext) -> Iterator[Hit]:
    """Yield one hit for the whole document per unmet demand."""
    for code, group, rule in cast(Sequence[tuple[str, list[str], Rule | None]], ctx.params["demands"]):
        if rule is not None:
            found = any(True for _ in matches(ctx, [rule])) or _stands_in_head(ctx, group)
            unmet = [] if found else [(code, group)]
        else:
            unmet = [(code, wanted) for wanted in _wanted(ctx, code, group) if not _occurs(ctx, wanted)]
        for kind, wanted in unmet:
            shown = " or ".join(f"“{shorten(phrase)}”" for phrase in wanted[:MAX_SHOWN])
            yield Hit(0, 0, f"The document does not contain {shown}.", {"wanted": wanted}, code=kind)


def _wanted(ctx: CheckContext, code: str, group: Sequence[str]) -> list[list[str]]:
    """Return the phrases of a demand; under "all", each phrase of a fact is a demand of its own."""
    resolved = texts(ctx.resolved(group))
    return [[phrase] for phrase in resolved] if code == "all" else [resolved]


def _occurs(ctx: CheckContext, wanted: Sequence[str]) -> bool:
    """Tell whether a phrase occurs; where the facts hold none, nothing is demanded."""
    spans = within(ctx.document, str(ctx.params["scope"]), find_phrases(ctx.document, wanted))
    return not wanted or any(True for _ in spans) or _stands_in_head(ctx, wanted)


def _stands_in_head(ctx: CheckContext, wanted: Sequence[str]) -> bool:
    """Tell whether a phrase stands on each page: a marking such as "Confidential" mostly does."""
    heads = running_heads(ctx.document) if look_there(ctx.params) else None
    return heads is not None and bool(find_phrases(heads.document, wanted))


class FactPhrases(Parameters):
    """Phrases of which some may be the names of facts."""

    quiet_without_match: ClassVar[bool] = True

    @staticmethod
    def compiled(wanted: Sequence[str]) -> dict[str, object]:
        """Return the rule for the phrases, and the names of facts whose phrases are not known yet."""
        plain = tuple(phrase for phrase in wanted if DOTTED.fullmatch(phrase) is None)
        named = [phrase for phrase in wanted if DOTTED.fullmatch(phrase) is not None]
        return {"rules": (Phrases(plain),) if plain else (), "from_facts": named}


def _all_of(ctx: CheckContext) -> Iterator[tuple[int, int]]:
    """Yield what the rule and the phrases in facts match, without saying a place twice."""
    known = list(matches(ctx, cast(Sequence[Rule], ctx.params["rules"])))
    named = texts(ctx.resolved(ctx.params["from_facts"]))
    more = within(ctx.document, str(ctx.params.get("scope", "raw")), find_phrases(ctx.document, named))
    yield from sorted({*known, *more}) if named else known


class ForbiddenParams(FactPhrases):
    """Parameters of text.must_not_contain."""

    any = phrases(required=True, metadata={"description": "Phrases, or facts that hold phrases."})
    scope = scope_field("raw")

    @post_load
    def _compile(self, data: dict[str, object], **kwargs: object) -> dict[str, object]:
        return data | self.compiled(cast(Sequence[str], data["any"]))


@check(
    "text.must_not_contain",
    title="Forbidden wording",
    description="Refuses phrases, whatever their case and blanks.",
    params=ForbiddenParams,
    fires="This is guaranteed to work.",
    quiet="This was tested and works.",
    reads="all",
)
def must_not_contain(ctx: CheckContext) -> Iterator[Hit]:
    """Yield every occurrence of a forbidden phrase."""
    text = ctx.document.text
    for start, end in _all_of(ctx):
        yield Hit(start, end, f"Forbidden wording: “{shorten(text[start:end])}”.")


class IndicatorParams(FactPhrases):
    """Parameters of text.indicators."""

    list = fields.Raw(required=True, metadata={"description": "A built-in list, or a list of phrases (or facts)."})
    scope = scope_field("raw")

    @validates_schema
    def _known(self, data: Mapping[str, object], **kwargs: object) -> None:
        value = data.get("list")
        names = ", ".join(sorted(LISTS))
        if isinstance(value, str) and value not in LISTS and "." not in value:
            raise ValidationError({"list": [f"There is no list {value!r}; built in are {names}."]})
        if not isinstance(value, str) and not _is_phrases(value):
            raise ValidationError({"list": [f"Must be a list of phrases, a fact, or one of {names}."]})

    @post_load
    def _compile(self, data: dict[str, object], **kwargs: object) -> dict[str, object]:
        value = data["list"]
        if isinstance(value, str):
            return data | self.compiled(LISTS.get(value, (value,)))
        return data | self.compiled(cast(Sequence[str], value))


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
    reads="source",
)
def indicators(ctx: CheckContext) -> Iterator[Hit]:
    """Yield every indicator phrase."""
    text = ctx.document.text
    for start, end in _all_of(ctx):
        yield Hit(start, end, f"Indicator: “{shorten(text[start:end])}”.")
