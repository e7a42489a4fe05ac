"""Phrases that take back half of a statement, or claim more than anybody can know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, cast

from marshmallow import fields, post_load, validate

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters, phrases
from qa_service.checks.reading.encoded import Span
from qa_service.checks.reading.matching import Phrases, fold
from qa_service.checks.reading.scopes import unit_of, units
from qa_service.checks.reading.wording import Rule
from qa_service.checks.reading.wordlists import ABSOLUTES, HEDGES
from qa_service.checks.registry import check
from qa_service.checks.text.fields import matches, scope_field, shorten

KINDS = {"hedges": HEDGES, "absolutes": ABSOLUTES}
SAID = {"hedges": ("hedge", "Hedging"), "absolutes": ("absolute", "Absolute claim")}
NEAR = 40
LABEL_WORDS = 4
# "a kind of notice", "what sort of loss": a class of things, and no hedge.
CLASS_BEFORE = re.compile(
    r"(?i)\b(?:an?|any|the|this|that|these|those|each|every|some|same|one|other|another|what|which|no|all|first|second"
    r"|different|particular|certain|special|new|only)(?:\s+[\w-]+)?\s+\Z"
)
CLASSES = frozenset({"kind of", "sort of"})
CERTAIN = frozenset({"absolutely", "certainly", "of course"})
# "assign absolutely to", "in the course of dealing", "almost certainly": no claim of certainty.
LIMITED_BEFORE = re.compile(r"(?i)\b(?:almost|nearly|virtually|not|out)\s+\Z")
GOES_ON = re.compile(r"(?i)\s+(?:to|in|of|and|or|on|by|for|from|with|upon)\b|\s*[.;)]")


class HedgingParams(Parameters):
    """Parameters of text.hedging."""

    quiet_without_match: ClassVar[bool] = True

    kinds = fields.List(
        fields.String(validate=validate.OneOf(sorted(KINDS))),
        load_default=tuple(KINDS),
        validate=validate.Length(min=1),
        metadata={"description": "What to look for: hedges, absolutes."},
    )
    extra = phrases(load_default=(), metadata={"description": "More phrases that hedge."})
    allow = phrases(load_default=(), metadata={"description": "Phrases that may stand."})
    scope = scope_field()

    @post_load
    def _compile(self, data: dict[str, object], **kwargs: object) -> dict[str, object]:
        allowed = {fold(phrase) for phrase in cast(Sequence[str], data["allow"])}
        kinds = tuple(dict.fromkeys(cast(Sequence[str], data["kinds"])))
        wanted = {kind: KINDS[kind] for kind in kinds}
        wanted[kinds[0]] = (*wanted[kinds[0]], *cast(Sequence[str], data["extra"]))
        rules = {kind: Phrases(tuple(each for each in wanted[kind] if fold(each) not in allowed)) for kind in kinds}
        return data | {"rules": tuple(rules.values()), "by_kind": rules}


@check(
    "text.hedging",
    title="Hedging",
    description=(
        "Finds phrases that take back half of a statement (hedges) and claims that nobody can make good (absolutes);"
        " quoted words are their speaker's."
    ),
    params=HedgingParams,
    fires="It seems the clause is perhaps void, which is undoubtedly so.",
    quiet="The clause is void. Any kind of notice will do, and the fee shall never exceed $5.",
    reads="source",
)
def hedging(ctx: CheckContext) -> Iterator[Hit]:
    """Yield every hedge and every absolute outside quotations."""
    text = ctx.document.text
    for kind, rule in cast(Mapping[str, Rule], ctx.params["by_kind"]).items():
        code, title = SAID[kind]
        for start, end in matches(ctx, [rule]):
            if _meant(text, start, end) and not (_quoted(ctx, (start, end)) or _labels(ctx, (start, end))):
                yield Hit(start, end, f"{title}: “{shorten(text[start:end])}”.", code=code)


def _meant(text: str, start: int, end: int) -> bool:
    phrase, before = fold(text[start:end]), text[max(0, start - NEAR) : start]
    if phrase in CLASSES:
        return CLASS_BEFORE.search(before) is None
    if phrase in CERTAIN:
        goes_on = GOES_ON.match(text[end : end + NEAR]) if phrase != "certainly" else None
        return LIMITED_BEFORE.search(before) is None and goes_on is None
    return True


def _quoted(ctx: CheckContext, span: Span) -> bool:
    quotations = ctx.document.cached(
        "quotations.spans", lambda document: [(each.start, each.end) for each in document.quotations]
    )
    return unit_of(quotations, span) is not None


def _labels(ctx: CheckContext, span: Span) -> bool:
    """Whether the span lies in a cell that names an answer or a grade ("Probably not") and states nothing."""
    if ctx.params["scope"] in ("cell", "table"):
        return False
    cells = units(ctx.document, "cell")
    at = unit_of(cells, span)
    return at is not None and len(ctx.document.text[slice(*cells[at])].split()) <= LABEL_WORDS
