"""A formula over counts of the text, such as a readability grade or words per heading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import cast

import numpy as np
from marshmallow import ValidationError, post_load, validates

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.numbers.formula import FormulaError, Node, evaluate, names_in, parse_formula
from qa_service.checks.parameters import Parameters, Phrase
from qa_service.checks.registry import check
from qa_service.checks.structure.syllables import syllables
from qa_service.checks.text.fields import say
from qa_service.documents import Document
from qa_service.documents.words import words_of

LONG_WORD = 6
MANY_SYLLABLES = 3
CONDITION = re.compile(r"\s*(>=|<=|==|!=|>|<)\s*(-?\d+(?:\.\d+)?)\s*")
COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    ">": lambda value, limit: value > limit,
    ">=": lambda value, limit: value >= limit,
    "<": lambda value, limit: value < limit,
    "<=": lambda value, limit: value <= limit,
    "==": lambda value, limit: value == limit,
    "!=": lambda value, limit: value != limit,
}


def _of_words(measure: Callable[[str], int]) -> Callable[[Document], int]:
    """Return a count that adds up ``measure`` over all words, asked once for each different word."""

    def count(document: Document) -> int:
        words = words_of(document)
        if not len(words.ids):
            return 0
        _, first, times = np.unique(words.ids, return_index=True, return_counts=True)
        each = (measure(words.printed[at]) for at in first.tolist())
        return sum(value * number for value, number in zip(each, times.tolist(), strict=True))

    return count


def _blocks(kind: str) -> Callable[[Document], int]:
    return lambda document: sum(block.kind == kind for block in document.blocks)


COUNTS: Mapping[str, Callable[[Document], int]] = {
    "characters": _of_words(len),
    "words": _of_words(lambda word: 1),
    "syllables": _of_words(syllables),
    "long_words": _of_words(lambda word: len(word) > LONG_WORD),
    "complex_words": _of_words(lambda word: syllables(word) >= MANY_SYLLABLES),
    "polysyllabic_words": _of_words(lambda word: syllables(word) >= MANY_SYLLABLES),
    "sentences": lambda document: len(document.sentences),
    "paragraphs": _blocks("paragraph"),
    "headings": lambda document: len(document.headings),
    "list_items": _blocks("list_item"),
    "tables": lambda document: len(document.tables),
    "quotes": _blocks("quote"),
    "code_blocks": _blocks("code"),
}


class MetricParams(Parameters):
    """Parameters of text.metric."""

    formula = Phrase(
        required=True, metadata={"description": f"Arithmetic (+ - * / and parentheses) over {', '.join(COUNTS)}."}
    )
    condition = Phrase(required=True, metadata={"description": "When it is a finding, such as `> 12`."})
    message = Phrase(metadata={"description": "What a finding says; %s stands for the value."})

    @validates("formula")
    def _parses(self, value: str, **kwargs: object) -> None:
        try:
            unknown = [name for name in names_in(parse_formula(value)) if name not in COUNTS]
        except FormulaError as refused:
            raise ValidationError(str(refused)) from None
        if unknown:
            raise ValidationError(f"There is no count {unknown[0]!r}; there are {', '.join(COUNTS)}.")

    @validates("condition")
    def _compares(self, value: str, **kwargs: object) -> None:
        if CONDITION.fullmatch(value) is None:
            raise ValidationError("Must be one of > >= < <= == != and a number, such as > 12.")

    @post_load
    def _compile(self, data: dict[str, object], **kwargs: object) -> dict[str, object]:
        return data | {"tree": parse_formula(str(data["formula"]))}


@check(
    "text.metric",
    title="Measure of the text out of bounds",
    description="Computes a formula over counts of the text, exactly, and finds when the condition holds.",
    params=MetricParams,
    fires="With formula `words / sentences` and condition `> 8`: This one sentence has more words in it than eight.",
    quiet="With formula `words / sentences` and condition `> 8`: Short. Shorter. The last one is short too.",
)
def metric(ctx: CheckContext) -> Iterator[Hit]:
    """Yield one hit for the whole document when the condition holds; a division by zero says nothing."""
    tree = cast(Node, ctx.params["tree"])
    counts = {name: Decimal(COUNTS[name](ctx.document)) for name in names_in(tree)}
    value = evaluate(tree, counts)
    found = CONDITION.fullmatch(str(ctx.params["condition"]))
    if value is None or found is None or not COMPARE[found[1]](value, Decimal(found[2])):
        return
    shown, condition = _rounded(value), " ".join(found.groups())
    evidence = {"value": str(value), "condition": condition, "counts": {name: str(n) for name, n in counts.items()}}
    message = f"{ctx.params['formula']} is {shown}, which is {condition}."
    yield Hit(0, 0, say(str(ctx.params.get("message", "%s")), shown) if "message" in ctx.params else message, evidence)


def _rounded(value: Decimal) -> str:
    whole = value == value.to_integral_value()
    return f"{value:f}" if whole and value.adjusted() < 20 else f"{value:.2f}"
