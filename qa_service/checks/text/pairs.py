"""Wording that goes with other wording: one spelling for one thing, and nothing without its introduction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import re2
from marshmallow import ValidationError, fields, post_load, validates

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Pattern, Phrase, compile_pattern, phrases
from qa_service.checks.reading.encoded import Span, encoded
from qa_service.checks.reading.matching import Phrases
from qa_service.checks.reading.scopes import within
from qa_service.checks.reading.wording import Patterns
from qa_service.checks.registry import check
from qa_service.checks.text.fields import MAX_PATTERNS, WordingParams, matches, message_field, say, scope_field, shorten


class ConsistencyParams(WordingParams):
    """Parameters of text.consistency."""

    either = fields.Raw(
        required=True,
        metadata={"description": "Pairs of spellings (a mapping), or a list of lists: of each, a text uses one."},
    )
    scope = scope_field()
    message = Phrase(metadata={"description": "What a finding says; %s stands for the odd form, then the usual one."})

    @validates("either")
    def _groups(self, value: object, **kwargs: object) -> None:
        groups = spellings(value)
        if groups is None:
            raise ValidationError("Must map one spelling to another, or list groups of two or more spellings.")
        if not 0 < len(groups) <= MAX_PATTERNS:
            raise ValidationError(f"Give between 1 and {MAX_PATTERNS} groups of spellings.")

    @post_load
    def _compile(self, data: dict[str, object], **kwargs: object) -> dict[str, object]:
        """Compile each spelling as a rule of its own."""
        ignore = bool(data["ignore_case"])
        groups = [[Phrases((form,), ignore) for form in group] for group in spellings(data["either"]) or []]
        return data | {"groups": groups, "rules": tuple(rule for group in groups for rule in group)}


def spellings(value: object) -> list[list[str]] | None:
    """Return the groups of spellings that ``either`` declares, or None when it is no such thing."""
    groups = [list(pair) for pair in value.items()] if isinstance(value, Mapping) else value
    if not isinstance(groups, list) or not all(isinstance(group, list) and len(group) > 1 for group in groups):
        return None
    forms = [form for group in groups for form in group]
    return groups if all(isinstance(form, str) and form.strip() for form in forms) else None


@check(
    "text.consistency",
    title="Two spellings of one word",
    description="Of spellings that exclude each other, a text uses one; the rarer form is found, or else the later.",
    params=ConsistencyParams,
    fires="With adviser or advisor: The adviser met the advisor of the other side. The adviser left.",
    quiet="With adviser or advisor: The adviser met the other adviser.",
    reads="source",
)
def consistency(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each use of a form that is not the text's usual one."""
    text = ctx.document.text
    for group in cast(Sequence[Sequence[Phrases]], ctx.params["groups"]):
        used = [(form.phrases[0], found) for form in group if (found := list(matches(ctx, [form])))]
        if len(used) < 2:
            continue
        # The form used most, and of two used equally often the one that comes first.
        usual = min(used, key=lambda each: (-len(each[1]), each[1][0]))
        counts = {form: len(found) for form, found in used}
        for _, found in (each for each in used if each is not usual):
            for start, end in found:
                said = _odd(ctx, text[start:end], usual[0], counts[usual[0]])
                yield Hit(start, end, said, {"used": counts}, suggestion=usual[0])


def _odd(ctx: CheckContext, quote: str, usual: str, count: int) -> str:
    if "message" in ctx.params:
        return say(str(ctx.params["message"]), shorten(quote), shorten(quote), usual)
    times = "once" if count == 1 else f"{count} times"
    return f"“{shorten(quote)}” is spelled “{usual}” elsewhere in the text ({times})."


class ConditionalParams(WordingParams):
    """Parameters of text.conditional."""

    ignore_case = fields.Boolean(load_default=False, metadata={"description": "Whether case makes no difference."})
    first = Pattern(
        required=True,
        metadata={"description": "What needs the second; its first group, where it has one, is compared."},
    )
    second = Pattern(
        required=True, metadata={"description": "What the first needs; its first group, where it has one, is compared."}
    )
    before = fields.Boolean(
        load_default=False, metadata={"description": "Whether the second must stand before the first use, or in it."}
    )
    exceptions = phrases(load_default=(), metadata={"description": "Values of the first that need nothing."})
    scope = scope_field()
    message = message_field("“%s” is used and never introduced.")

    @post_load
    def _compile(self, data: dict[str, object], **kwargs: object) -> dict[str, object]:
        ignore = bool(data["ignore_case"])
        both = {name: compile_pattern(str(data[name]), ignore) for name in ("first", "second")}
        return data | {"rules": (Patterns(both["first"]),), "compiled": both}


@check(
    "text.conditional",
    title="Used and never introduced",
    description=(
        "Demands the second pattern where the first occurs, such as an acronym's expansion. With groups, each value"
        " of the first group of `first` must be a value of the first group of `second`; its first use is found."
    ),
    params=ConditionalParams,
    fires=r"With first `\b([A-Z]{3,})\b` and second `\(([A-Z]{3,})\)`: The FNOL was late.",
    quiet=r"With the same: The first notice of loss (FNOL) was late. The FNOL named no witness.",
    reads="source",
)
def conditional(ctx: CheckContext) -> Iterator[Hit]:
    """Yield the first use of each value that is not introduced."""
    compiled = cast(Mapping[str, re2._Regexp], ctx.params["compiled"])
    by_value = all(pattern.groups for pattern in compiled.values())
    introduced = _introduced(ctx, compiled["second"], by_value)
    exempt = set(cast(Sequence[str], ctx.params["exceptions"]))
    uses: dict[str, list[Span]] = {}
    for value, span in _values(ctx, compiled["first"]):
        if value not in exempt:
            uses.setdefault(_case(ctx, value), []).append(span)
    for key, spans in uses.items():
        known = introduced.get(key if by_value else "")
        start, end = spans[0]
        if known is None or (ctx.params["before"] and known[0] > start and not _inside(spans[0], known)):
            quote = shorten(ctx.document.text[start:end])
            yield Hit(start, end, say(str(ctx.params["message"]), quote), {"uses": len(spans)})


def _inside(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]


def _case(ctx: CheckContext, value: str) -> str:
    return value.casefold() if ctx.params["ignore_case"] else value


def _introduced(ctx: CheckContext, second: re2._Regexp, by_value: bool) -> dict[str, Span]:
    """Return where each value is first introduced; without values, all are one."""
    out: dict[str, Span] = {}
    for value, span in _values(ctx, second, whole=True):
        out.setdefault(_case(ctx, value) if by_value else "", span)
    return out


def _values(ctx: CheckContext, pattern: re2._Regexp, whole: bool = False) -> Iterator[tuple[str, Span]]:
    """Yield each match's first group, or the match, with its place (``whole``: that of the match)."""
    subject = encoded(ctx.document)
    for match in pattern.finditer(subject.data):
        group = 1 if pattern.groups and match.span(1)[0] >= 0 else 0
        span = subject.code_points(match.span(group))
        place = subject.code_points(match.span()) if whole else span
        if span[1] > span[0] and any(True for _ in within(ctx.document, str(ctx.params["scope"]), [place])):
            yield ctx.document.text[slice(*span)], place
