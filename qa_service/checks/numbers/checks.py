"""Numbers: words against digits, and figures of the facts that have to add up.

The checks on tables stand in `tables`; this module registers the whole family.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from marshmallow import ValidationError, fields

from qa_service.checks.arguments import names_nothing, value_of
from qa_service.checks.context import MISSING, CannotRun, CheckContext, FactMissing, FactUnfit
from qa_service.checks.finding import Hit
from qa_service.checks.numbers import tables
from qa_service.checks.numbers.arithmetic import checks as arithmetic
from qa_service.checks.numbers.formula import FormulaError, evaluate, names_in, parse_formula
from qa_service.checks.numbers.restated import checks as restated
from qa_service.checks.numbers.units import checks as units
from qa_service.checks.numbers.written_like import written_like
from qa_service.checks.parameters import Parameters
from qa_service.checks.registry import check
from qa_service.documents import Document
from qa_service.documents.numbers.figures import digit_readings
from qa_service.documents.numbers.words_digits import words_and_digits
from qa_service.documents.numbers.words_digits_pair import WordsDigits
from qa_service.documents.numbers.words_digits_tables import amounts_in_tables

__all__ = [
    "arithmetic",
    "formula",
    "reconcile",
    "restated",
    "tables",
    "units",
    "words_digits",
]


@check(
    "numbers.words_digits",
    title="Words and digits disagree",
    description=(
        "A number stated in words and in digits with two values, in either order: \u201ctwenty-four (25)\u201d,"
        " \u201c30 (thirty-one)\u201d, \u201cten percent (12%)\u201d, \u201cone million dollars (US$1,100,000)\u201d."
        " Two currencies of one amount are told too; an amount converted into another currency is no pair."
        " Whole numbers, and parts beside a percentage (\u201czwei Drittel (75 %)\u201d), are read in German, French,"
        " Spanish and Italian texts too, whole numbers also in Dutch ones."
    ),
    severity="major",
    fires="The term is twenty-four (25) months.",
    quiet="The term is twenty-four (24) months, under Section five (a).",
)
def words_digits(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each pair whose notations have no common reading; evidence gives both values."""
    for pair in ctx.document.cached("words_digits", _pairs):
        if not pair.agree:
            yield _disagreement(pair)


def _pairs(document: Document) -> tuple[WordsDigits, ...]:
    return (*words_and_digits(document.text), *amounts_in_tables(document))


def _disagreement(pair: WordsDigits) -> Hit:
    in_words, in_digits = printed(max(pair.words_values)), printed(max(pair.digits_values))
    words = " ".join(pair.words.split())
    evidence = {"words": words, "words_value": in_words, "digits": pair.digits, "digits_value": in_digits}
    if pair.currencies_differ:
        message = f"\u201c{words}\u201d and {pair.digits} are two currencies."
        return Hit(pair.start, pair.end, message, evidence, "Name one currency in both places.")
    worded, digits = _as_printed(in_words, pair.digits), _as_printed(in_digits, pair.digits)
    message = f"\u201c{words}\u201d is {worded}, but the digits say {pair.digits}."
    return Hit(pair.start, pair.end, message, evidence, f"Write {worded} or {digits} in both places.")


def _as_printed(value: str, digits: str) -> str:
    return value if "/" in value else written_like(Decimal(value), [digits])


def printed(value: Fraction) -> str:
    """Return an exact decimal where there is one, else a fraction."""
    if value.denominator == 1:
        return str(value.numerator)
    if 10**9 % value.denominator == 0:
        return format(Decimal(value.numerator) / Decimal(value.denominator), "f")
    return f"{value.numerator}/{value.denominator}"


class ReconcileParameters(Parameters):
    """Parts, their total, and how far apart they may be."""

    parts = fields.Raw(required=True, metadata={"description": "List, or the fact that holds it: numbers or mappings."})
    total = fields.Raw(required=True, metadata={"description": "Number, or the fact that holds it."})
    tolerance = fields.Decimal(load_default=Decimal("0.01"))
    key = fields.String(load_default="amount", metadata={"description": "Key of the amount when parts are mappings."})


@check(
    "numbers.reconcile",
    title="Parts do not add up to the total",
    description="The sum of `parts` differs from `total` by more than `tolerance`; both are facts or literals.",
    params=ReconcileParameters,
    severity="major",
    fires="With parts 100 and 250 and total 340.",
    quiet="With parts 100 and 250 and total 350.",
)
def reconcile(ctx: CheckContext) -> Iterator[Hit]:
    """Yield one finding of the whole document when the parts and the total differ."""
    parts = value_of(ctx, ctx.params["parts"])
    total = required_number(value_of(ctx, ctx.params["total"]), str(ctx.params["total"]))
    items = list(parts.values()) if isinstance(parts, Mapping) else parts
    listed = items if isinstance(items, list | tuple) else [items]
    values = [_part(ctx, number, item) for number, item in enumerate(listed, 1)]
    tolerance = required_number(ctx.params["tolerance"], "tolerance")
    difference = total - sum(values, Decimal(0))
    if abs(difference) > tolerance:
        evidence = tables.sum_evidence(values, total, tolerance)
        yield Hit(0, 0, f"The parts add up to {evidence['sum']}, the total says {evidence['total']}.", evidence)


def _part(ctx: CheckContext, number: int, item: object) -> Decimal:
    given = ctx.params["parts"]
    name = str(given) if isinstance(given, str) else "parts"
    amount = _amount(item, str(ctx.params["key"]))
    if amount is None and isinstance(item, Mapping):
        raise CannotRun(f"part {number} of {name} has no {ctx.params['key']}")
    return required_number(amount, name if item == given else f"{name}.{number - 1}")


def _amount(item: object, key: str) -> object:
    if not isinstance(item, Mapping):
        return item
    return next((item[name] for name in (key, "amount", "value", "total") if name in item), None)


def as_number(value: object) -> Decimal | None:
    """Return an exact number from an int, a float as printed, a Decimal or a printed figure ("$1,250.00")."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        readings = digit_readings(value.strip().strip("()"))
        if not readings:
            return None
        found = max(readings)
        number = Decimal(found.numerator) / Decimal(found.denominator)
        return -number if value.strip().startswith("(") else number
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def required_number(value: object, name: str) -> Decimal:
    """Return `as_number(value)`, or raise CannotRun when the fact is missing or no number."""
    number = as_number(value)
    if number is None and (value is None or (value == name and names_nothing(value))):
        raise FactMissing(name)
    if number is None:
        raise FactUnfit(name, value, "number")
    return number


class Formula(fields.String):
    """An arithmetic expression over facts."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, object] | None, **kwargs: object) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        try:
            parse_formula(text)
        except FormulaError as refused:
            raise ValidationError(str(refused)) from None
        return text


class FormulaParameters(Parameters):
    """An expression and what it has to equal."""

    expr = Formula(required=True, metadata={"description": "Facts, numbers, + - * / and parentheses."})
    equals = fields.Raw(required=True, metadata={"description": "Number, or the fact that holds it."})
    tolerance = fields.Decimal(load_default=Decimal("0.01"))


@check(
    "numbers.formula",
    title="Declared formula does not hold",
    description=(
        "The value of `expr` over the facts differs from `equals` by more than `tolerance`. A bare name is "
        "looked up at"
        " the top of the facts and then under deliverable, case and policy."
    ),
    params=FormulaParameters,
    severity="major",
    fires="With rcv 10000, depreciation 1500, deductible 500 and a payment of 8100.",
    quiet="With rcv 10000, depreciation 1500, deductible 500 and a payment of 8000.",
)
def formula(ctx: CheckContext) -> Iterator[Hit]:
    """Yield one finding of the whole document when the two sides differ; evidence lists every value used."""
    tree = parse_formula(str(ctx.params["expr"]))
    values = {name: required_number(_fact(ctx, name), name) for name in names_in(tree)}
    stated = ctx.params["equals"]
    named = isinstance(stated, str) and as_number(stated) is None
    expected = required_number(_fact(ctx, str(stated)) if named else stated, str(stated))
    result = evaluate(tree, values)
    tolerance = required_number(ctx.params["tolerance"], "tolerance")
    if result is None:
        raise CannotRun(f"{ctx.params['expr']} divides by zero")
    if abs(result - expected) <= tolerance:
        return
    evidence = {
        "formula": str(ctx.params["expr"]),
        "values": {name: str(value) for name, value in values.items()},
        "result": str(result),
        "stated": str(expected),
        "difference": str(expected - result),
        "tolerance": str(tolerance),
    }
    yield Hit(0, 0, f"{ctx.params['expr']} is {result}, but {stated} is {expected}.", evidence)


def _fact(ctx: CheckContext, name: str) -> object:
    value = ctx.fact(name)
    if value is MISSING:
        raise FactMissing(name)
    return value


def amounts(values: Sequence[Decimal]) -> list[str]:
    """Return the values as JSON strings."""
    return [str(value) for value in values]
