"""Checks on the submitted facts alone: equality, duplicates, and expressions over facts and earlier checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import cast

from marshmallow import ValidationError, fields, validate, validates

from qa_service.checks.arguments import value_of
from qa_service.checks.context import CannotRun, CheckContext, FactMissing
from qa_service.checks.facts import schema  # noqa: F401  (registers facts.schema)
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import FactName, Parameters, Phrase
from qa_service.checks.registry import check
from qa_service.rubric.condition import ConditionError, compile_condition


class EqualParams(Parameters):
    """Parameters of facts.equal."""

    left = fields.Raw(required=True, metadata={"description": "A fact or a value."})
    right = fields.Raw(required=True, metadata={"description": "A fact or a value."})


@check(
    "facts.equal",
    title="Facts differ",
    description="Demands that two facts agree; numbers are compared as numbers, texts without case and blanks.",
    params=EqualParams,
    severity="major",
    fires="case.form is HO-3 and policy.form is HO-5.",
    quiet="case.form and policy.form are both HO-3.",
)
def equal(ctx: CheckContext) -> Iterator[Hit]:
    """Yield one hit for the whole document when the two differ."""
    left, right = value_of(ctx, ctx.params["left"]), value_of(ctx, ctx.params["right"])
    if comparable(left) != comparable(right):
        names = [str(ctx.params[side]) for side in ("left", "right")]
        message = f"{names[0]} is {_shown(left)}, but {names[1]} is {_shown(right)}."
        yield Hit(0, 0, message, {"left": _json(left), "right": _json(right)})


class DuplicatesParams(Parameters):
    """Parameters of facts.duplicates."""

    over = FactName(required=True, metadata={"description": "The fact that holds a list of records."})
    key = fields.List(
        Phrase(),
        required=True,
        validate=validate.Length(min=1),
        metadata={"description": "The fields that no two records may share."},
    )


@check(
    "facts.duplicates",
    title="Duplicate record",
    description="Finds records of a list that agree in all key fields, such as one invoice paid twice.",
    params=DuplicatesParams,
    severity="major",
    fires="Two payments with the same payee, amount and invoice.",
    quiet="Two payments to one payee for two invoices.",
)
def duplicates(ctx: CheckContext) -> Iterator[Hit]:
    """Yield one hit for the whole document per group of equal records."""
    over, key = str(ctx.params["over"]), cast(Sequence[str], ctx.params["key"])
    records = ctx.require(over)
    groups: dict[tuple[object, ...], list[int]] = {}
    for index, record in enumerate(records if isinstance(records, list | tuple) else ()):
        if isinstance(record, Mapping) and any(record.get(name) is not None for name in key):
            groups.setdefault(tuple(comparable(record.get(name)) for name in key), []).append(index)
    for rows in groups.values():
        if len(rows) > 1:
            first = cast(Sequence[Mapping[str, object]], records)[rows[0]]
            values = {name: _json(first.get(name)) for name in key}
            shown = ", ".join(f"{name} {value}" for name, value in values.items())
            yield Hit(0, 0, f"{over} holds {len(rows)} records with the same {shown}.", {"rows": rows, "key": values})


class ExpressionParams(Parameters):
    """Parameters of facts.expression."""

    expr = Phrase(required=True, metadata={"description": "A CEL expression that must be true."})
    message = Phrase(metadata={"description": "What to say when it is false."})

    @validates("expr")
    def _compiles(self, value: str, **kwargs: object) -> None:
        try:
            compile_condition(value)
        except ConditionError as refused:
            raise ValidationError(f"{refused.message} (column {refused.column})") from None


@check(
    "facts.expression",
    title="Facts break a rule",
    description="Demands that a CEL expression over case, deliverable, policy and earlier checks is true.",
    params=ExpressionParams,
    severity="major",
    fires="deliverable.payment <= policy.limit with 120 and 100.",
    quiet="deliverable.payment <= policy.limit with 80 and 100.",
)
def expression(ctx: CheckContext) -> Iterator[Hit]:
    """Yield one hit for the whole document when the expression is false."""
    source = str(ctx.params["expr"])
    result = compile_condition(source).evaluate(ctx.facts)
    if result.value is None:
        if result.missing:
            raise FactMissing(", ".join(result.missing))
        raise CannotRun(f"{source!r} is neither true nor false here: {result.reason}")
    if not result.value:
        yield Hit(0, 0, str(ctx.params.get("message", f"The facts do not fulfil: {source}")), {"expr": source})


def comparable(value: object) -> object:
    """Return a form in which equal facts are equal: numbers as Decimal, texts folded, containers frozen."""
    if isinstance(value, bool) or value is None:
        return ("", value)
    if isinstance(value, int | float | Decimal | str):
        number = _decimal(value)
        return number if number is not None else " ".join(str(value).casefold().split())
    if isinstance(value, Mapping):
        return frozenset((str(key), comparable(inner)) for key, inner in value.items())
    if isinstance(value, Sequence):
        return tuple(comparable(inner) for inner in value)
    return str(value)


def _decimal(value: int | float | Decimal | str) -> Decimal | None:
    # "007" and "7" may be two different form numbers, so texts count as numbers only in plain notation.
    text = str(value).strip()
    if isinstance(value, str) and (len(text) > 1 and text[0] == "0" and text[1].isdigit()):
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number.normalize() if number.is_finite() else None


def _shown(value: object) -> str:
    return f"“{value}”" if isinstance(value, str) else str(value)


def _json(value: object) -> object:
    return str(value) if isinstance(value, Decimal) else value
