"""Capitals in headings and other short texts: title case, sentence case, all capitals, none, or a pattern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import re2
from marshmallow import fields, post_load, validate, validates

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters, Phrase, checked_pattern, compile_pattern, phrases
from qa_service.checks.reading.scopes import units
from qa_service.checks.registry import check
from qa_service.checks.text.capital_rules import SMALL, Writer, body_of, usage
from qa_service.checks.text.fields import say, shorten

FORMS = ("title", "sentence", "lower", "upper")
SCOPES = ("heading", "list", "cell", "paragraph", "sentence")
NAMED = {"title": "title case", "sentence": "sentence case", "lower": "lower case", "upper": "capitals"}


class CapitalizationParams(Parameters):
    """Parameters of text.capitalization."""

    match = Phrase(
        required=True, metadata={"description": f"One of {', '.join(FORMS)}, or a pattern in google-re2's syntax."}
    )
    style = fields.String(
        load_default="AP",
        validate=validate.OneOf(sorted(SMALL)),
        metadata={"description": "Which words stay small in a title: AP or Chicago."},
    )
    scope = fields.String(
        load_default="heading",
        validate=validate.OneOf(SCOPES),
        metadata={"description": f"What is held to the form: {', '.join(SCOPES)}."},
    )
    exceptions = phrases(load_default=(), metadata={"description": "Words and names that stand as they are written."})
    message = Phrase(metadata={"description": "What a finding says; %s stands for the text."})

    @validates("match")
    def _known(self, value: str, **kwargs: object) -> None:
        if value.removeprefix("$") not in FORMS:
            checked_pattern(value)

    @post_load
    def _compile(self, data: dict[str, object], **kwargs: object) -> dict[str, object]:
        form = str(data["match"]).removeprefix("$")
        pattern = None if form in FORMS else compile_pattern(form, capture=False)
        kept = {part.casefold(): part for phrase in cast(Sequence[str], data["exceptions"]) for part in phrase.split()}
        return data | {"form": form, "pattern": pattern, "kept": kept}


@check(
    "text.capitalization",
    title="Capitals out of style",
    description=(
        "Holds headings (or list items, cells, paragraphs, sentences) to title case, sentence case, capitals, lower"
        " case or a pattern. Abbreviations, names that the text writes with a capital and exceptions stand as they are."
    ),
    params=CapitalizationParams,
    fires="With match sentence: # Findings Of The Review",
    quiet="With match sentence: # Findings of the review by Acme\n\nThe staff of Acme were asked.",
    reads="source",
)
def capitalization(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each part that is not in its form, with the form it should have."""
    pattern, form = cast("re2._Regexp | None", ctx.params["pattern"]), str(ctx.params["form"])
    writer = Writer(cast(Mapping[str, str], ctx.params["kept"]), usage(ctx.document), SMALL[str(ctx.params["style"])])
    for part in units(ctx.document, str(ctx.params["scope"])):
        start, end = body_of(ctx.document.text, part)
        body = ctx.document.text[start:end]
        if pattern is not None and body and pattern.search(body) is None:
            yield _hit(ctx, start, end, f"“%s” does not match {form}.", None)
        elif pattern is None and (wanted := writer.write(body, form)) != body:
            yield _hit(ctx, start, end, f"“%s” is not in {NAMED[form]}.", wanted)


def _hit(ctx: CheckContext, start: int, end: int, said: str, fix: str | None) -> Hit:
    shown = shorten(ctx.document.text[start:end])
    evidence = {} if fix is None else {"expected": fix}
    return Hit(start, end, say(str(ctx.params.get("message", said)), shown), evidence, suggestion=fix)
