"""What a printed figure may stand for: the values that round to it, and arithmetic on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

PRECISION = 40
CONTEXT = Context(prec=PRECISION)
ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)


@dataclass(frozen=True, slots=True)
class Interval:
    """All values between two bounds, both included."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        return _around(a * b for a in (self.low, self.high) for b in (other.low, other.high))

    def __truediv__(self, other: Interval) -> Interval:
        """Divide; an interval that holds nought raises ZeroDivisionError."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError
        return _around(a / b for a in (self.low, self.high) for b in (other.low, other.high))

    def __abs__(self) -> Interval:
        ends = sorted((abs(self.low), abs(self.high)))
        return Interval(ZERO if self.low <= 0 <= self.high else ends[0], ends[1])

    def root(self, degree: int) -> Interval:
        """The positive root of this degree; ZeroDivisionError where there is none."""
        if self.low <= 0 or degree < 1:
            raise ZeroDivisionError
        with localcontext(CONTEXT):
            power = ONE / degree
            return Interval(self.low**power, self.high**power)

    @property
    def middle(self) -> Decimal:
        """Half way between the bounds."""
        return (self.low + self.high) / 2


def exactly(value: Decimal | int) -> Interval:
    """Return the interval of one value."""
    exact = Decimal(value)
    return Interval(exact, exact)


def _around(values: Iterable[Decimal]) -> Interval:
    listed = list(values)
    return Interval(min(listed), max(listed))


def total(parts: Iterable[Interval]) -> Interval:
    """Return the sum."""
    out = exactly(0)
    for part in parts:
        out = out + part
    return out


def shown(value: Decimal, unit: Decimal) -> str:
    """Print a value to one digit more than ``unit`` (a power of ten) has, without noughts at the end."""
    step = min(unit / 10, Decimal("0.1"))
    with localcontext(CONTEXT):
        rounded = value.quantize(step, ROUND_HALF_UP)
    return f"{rounded:f}".rstrip("0").rstrip(".") if "." in f"{rounded:f}" else f"{rounded:f}"
