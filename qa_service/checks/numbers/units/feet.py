"""Feet and inches beside a metric length: "6 ft 2 in (188 cm)"."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from qa_service.checks.finding import Hit
from qa_service.checks.numbers.units.reading import plain
from qa_service.documents import Number

_FEET = re.compile(r"\s?(?:ft|feet|foot)[\s,]{1,2}(?:and\s)?")
_INCHES = re.compile(r"\s?(?:in|ins|inch|inches)\.?\s?\(")
_METRIC = re.compile(r"\s?(?P<unit>mm|cm|m)\)")
_METRES = {"mm": Fraction(1, 1000), "cm": Fraction(1, 100), "m": Fraction(1)}
INCH, CLOSE = Fraction(254, 10_000), Fraction(2, 100)


def feet_and_inches(text: str, feet: Number, inches: Number, metric: Number) -> Hit | None:
    """Return the hit of a height in feet and inches whose metric value, alone in brackets, is another one."""
    if not _FEET.fullmatch(text, feet.digits_end, inches.digits_start) or inches.value >= 12:
        return None
    found = _METRIC.match(text, metric.digits_end)
    if found is None or not _INCHES.fullmatch(text, inches.digits_end, metric.digits_start):
        return None
    size = _METRES[found["unit"]]
    expected = (12 * Fraction(feet.value) + Fraction(inches.value)) * INCH / size
    off = abs(expected - Fraction(metric.value))
    # A last digit of the metric value may be round.
    if feet.decimals or off <= CLOSE * expected or off <= Fraction(1, 10**metric.decimals):
        return None
    printed = f"{text[feet.digits_start : inches.digits_end]} in"
    best = Decimal(round(expected * 100)) / 100
    evidence: dict[str, object] = {"stated": plain(metric.value), "unit": found["unit"], "expected": plain(best)}
    message = f"{printed} is {plain(best)} {found['unit']}, not {plain(metric.value)} {found['unit']}."
    return Hit(feet.digits_start, found.end(), message, evidence, code="conversion")
