"""What wording checks have in common: parameters, where they look, what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from typing import ClassVar, cast

from marshmallow import ValidationError, fields, post_load, pre_load, validate

from qa_service.checks.context import CheckContext
from qa_service.checks.parameters import Parameters, Pattern, Phrase, phrases
from qa_service.checks.reading.encoded import Span
from qa_service.checks.reading.matching import Phrases
from qa_service.checks.reading.scopes import SCOPES, unit_of, within
from qa_service.checks.reading.wording import Rule, rules_of

MAX_PATTERNS = 2_000
# The names that Vale's rules use for the same things.
ALIASES = {"ignorecase": "ignore_case"}
SLOT = re.compile(r"%s|\{\}")
SHOWN = 60


def scope_field(default: str = "text", allowed: Sequence[str] = SCOPES) -> fields.String:
    """Return the parameter that says where a rule looks."""
    kinds = ", ".join(allowed)
    return fields.String(
        load_default=default, validate=validate.OneOf(allowed), metadata={"description": f"Where to look: {kinds}."}
    )


def message_field(default: str, slots: str = "%s stands for the match.") -> Phrase:
    """Return the parameter that holds the sentence of a finding."""
    return Phrase(load_default=default, metadata={"description": f"What a finding says; {slots}"})


class WordingParams(Parameters):
    """Parameters of every rule that is told by what matches."""

    quiet_without_match: ClassVar[bool] = True

    ignore_case = fields.Boolean(load_default=True, metadata={"description": "Whether case makes no difference."})
    exceptions = phrases(
        load_default=(),
        metadata={
            "description": "Phrases inside which nothing is found; one with a capital stands for that form only."
        },
    )

    @pre_load
    def _aliases(self, data: Mapping[str, object], **kwargs: object) -> dict[str, object]:
        return {(ALIASES.get(name, name) if ALIASES.get(name) not in data else name): data[name] for name in data}

    @post_load
    def _exempt(self, data: dict[str, object], **kwargs: object) -> dict[str, object]:
        """Compile the exceptions."""
        wanted = cast(Sequence[str], data["exceptions"])
        plain = tuple(phrase for phrase in wanted if phrase == phrase.lower())
        cased = tuple(phrase for phrase in wanted if phrase != phrase.lower())
        rules = [Phrases(plain)] if plain else []
        return data | {"exempt": (*rules, Phrases(cased, ignore_case=False)) if cased else tuple(rules)}


class TokenParams(WordingParams):
    """Parameters of rules with words and phrases (tokens) and patterns in google-re2's syntax (raw)."""

    tokens = phrases(load_default=(), metadata={"description": "Words and phrases."})
    raw = fields.List(Pattern(), load_default=(), metadata={"description": "Patterns in google-re2's syntax."})
    whole_words = fields.Boolean(load_default=True, metadata={"description": "Whether tokens match whole words only."})
    scope = scope_field()

    @pre_load
    def _nonword(self, data: Mapping[str, object], **kwargs: object) -> dict[str, object]:
        """Read Vale's ``nonword``, which is the opposite of ``whole_words``."""
        out = dict(data)
        if isinstance(out.get("nonword"), bool) and "whole_words" not in out:
            out["whole_words"] = not out.pop("nonword")
        return out

    @post_load
    def _compile(self, data: dict[str, object], **kwargs: object) -> dict[str, object]:
        """Compile at publish, so that a refused pattern never meets a document."""
        tokens, raw = cast(Sequence[str], data["tokens"]), cast(Sequence[str], data["raw"])
        return data | {"rules": rules_of(tokens, raw, bool(data["ignore_case"]), bool(data["whole_words"]))}


def demand_tokens(data: Mapping[str, object]) -> None:
    """Raise ValidationError unless there is at least one token or pattern, and not too many."""
    count = sum(len(cast(Sequence[str], data.get(name, ()))) for name in ("tokens", "raw"))
    if not 0 < count <= MAX_PATTERNS:
        raise ValidationError(f"Give between 1 and {MAX_PATTERNS} tokens and raw patterns.")


def matches(ctx: CheckContext, rules: Iterable[Rule] | None = None) -> Iterator[Span]:
    """Yield what the check's rules match in its scope, but for its exceptions, in the order of the text."""
    wanted = cast(Sequence[Rule], ctx.params["rules"]) if rules is None else tuple(rules)
    found = _distinct(merge(*(ctx.found.spans(rule) for rule in wanted)) if len(wanted) > 1 else _only(ctx, wanted))
    seen = within(ctx.document, str(ctx.params.get("scope", "text")), found)
    exempt = [list(ctx.found.spans(rule)) for rule in cast(Sequence[Rule], ctx.params.get("exempt", ()))]
    if any(exempt):
        return (span for span in seen if all(unit_of(spans, span) is None for spans in exempt))
    return seen


def _only(ctx: CheckContext, wanted: Sequence[Rule]) -> Iterable[Span]:
    return ctx.found.spans(wanted[0]) if wanted else ()


def _distinct(spans: Iterable[Span]) -> Iterator[Span]:
    before = None
    for span in spans:
        if span != before:
            yield span
        before = span


def say(template: str, match: str, *values: str) -> str:
    """Fill a message: %s stands for each of ``values`` in turn, then for the match; {} always for the match."""
    rest = iter(values)
    return SLOT.sub(lambda slot: next(rest, match) if slot.group() == "%s" else match, template)


def shorten(text: str, limit: int = SHOWN) -> str:
    """Return a text on one line, cut at ``limit`` characters."""
    plain = " ".join(text.split())
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
